/* ot_text.c - text in UTF-16 units, and changes applied to it */
#include "suites.h"

#include <string.h>

#include "base/utf16.h"
#include "ot_notation.h"

/* NULL: refused, and the text is what it was. */
static void gives(const char *before, const char *notation, const char *after)
{
    struct ot_changes changes = changes_of(notation);
    struct ot_text text;
    struct buf out;
    ot_text_init(&text);
    buf_init(&out);
    ot_text_set(&text, before, strlen(before));
    bool is_applied = ot_apply(&text, &changes);
    ot_text_put(&out, &text);
    if (is_applied != (after != NULL)) fail_msg("%s on %s: %s", notation, before, after ? "refused" : out.data);
    assert_string_equal(out.data, after ? after : before);
    assert_int_equal(text.count, utf16_length(out.data, out.len));
    buf_fini(&out);
    ot_text_fini(&text);
}

static void every_character_goes_to_units_and_back(void **state)
{
    (void)state;
    struct buf out;
    buf_init(&out);
    for (uint32_t point = 1; point < 0x110000;
         point += point < 0x900 || (point > 0xd700 && point < 0x10100) ? 1 : 0x101) {
        if (point >= 0xd800 && point <= 0xdfff) continue;
        uint16_t units[2] = {(uint16_t)point}, again[2];
        size_t count = point < 0x10000 ? 1 : 2;
        if (count == 2) {
            units[0] = (uint16_t)(0xd800 + ((point - 0x10000) >> 10));
            units[1] = (uint16_t)(0xdc00 + ((point - 0x10000) & 0x3ff));
        }
        buf_clear(&out);
        utf16_put_utf8(&out, units, count);
        if (utf16_length(out.data, out.len) != count) fail_msg("length of U+%04X", point);
        assert_int_equal(utf16_from_utf8(out.data, out.len, again), count);
        assert_memory_equal(again, units, count * sizeof *units);
    }
    buf_fini(&out);
}

static void units_are_those_of_a_browser(void **state)
{
    (void)state;
    const char *text = "a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80";
    static const uint16_t units[] = {'a', 0xe4, 0x20ac, 0xd83d, 0xde00};
    uint16_t is[5];
    assert_int_equal(utf16_length(text, strlen(text)), 5);
    assert_int_equal(utf16_from_utf8(text, strlen(text), is), 5);
    assert_memory_equal(is, units, sizeof units);
    assert_int_equal(utf16_length("", 0), 0);
}

static void a_change_does_what_it_says(void **state)
{
    (void)state;
    gives("", "", "");
    gives("", "0:Hei", "Hei");
    gives("abc", "3", "abc");
    gives("abc", "3:", "");
    gives("abc", "0:x 3", "xabc");
    gives("abc", "3 0:x", "abcx");
    gives("abc", "1 1:xyz 1", "axyzc");
    gives("abc", "1:xyz 1 1: 0:!", "xyzb!");
    gives("abcdef", "1: 1 1: 1 1: 1", "bdf");
    gives("abcdef", "1 0:1 1 0:2 1 0:3 3", "a1b2c3def");
    gives("ab", "1 0:/ 1", "a\nb");
    gives("\xc3\xa4\xc3\xb6", "1 0:\xe2\x82\xac 1", "\xc3\xa4\xe2\x82\xac\xc3\xb6");
}

static void a_change_for_another_text_is_refused(void **state)
{
    (void)state;
    gives("abc", "", NULL);
    gives("abc", "2", NULL);
    gives("abc", "4", NULL);
    gives("abc", "4:x", NULL);
    gives("", "1:", NULL);
    gives("abc", "1 0:x 1", NULL);
}

static void no_pair_is_halved(void **state)
{
    (void)state;
#define SMILE "\xf0\x9f\x98\x80"
    gives(SMILE, "1 0:x 1", NULL);
    gives(SMILE, "1: 1", NULL);
    gives(SMILE, "1 1:", NULL);
    gives("a" SMILE "b", "2:x 2", NULL);
    gives("a" SMILE "b", "2 2:x", NULL);
    gives(SMILE SMILE, "1 2: 1", NULL); /* what is left would be a pair again: another character */
    gives(SMILE SMILE, "2 0:x 2", SMILE "x" SMILE);
    gives(SMILE SMILE, "2: 2", SMILE);
    gives("a" SMILE "b", "1 2:" SMILE SMILE " 1", "a" SMILE SMILE "b");
#undef SMILE
}

static void half_a_pair_is_not_put_in(void **state)
{
    (void)state;
    static const uint16_t second_first[] = {0xde00, 'x'}, first_last[] = {'x', 0xd83d};
    const uint16_t *const wrong[] = {second_first, first_last};
    struct ot_text text;
    ot_text_init(&text);
    for (size_t i = 0; i < 2; i++) {
        struct ot_section section = {.len = 0, .put = 2, .units = wrong[i]};
        struct ot_changes changes = {&section, 1, 0, 2};
        assert_false(ot_apply(&text, &changes));
        assert_int_equal(text.count, 0);
    }
    ot_text_fini(&text);
}

const struct CMUnitTest ot_text_tests[] = {
    OT_TEST(every_character_goes_to_units_and_back),
    OT_TEST(units_are_those_of_a_browser),
    OT_TEST(a_change_does_what_it_says),
    OT_TEST(a_change_for_another_text_is_refused),
    OT_TEST(no_pair_is_halved),
    OT_TEST(half_a_pair_is_not_put_in),
};
SUITE_COUNT(ot_text);
