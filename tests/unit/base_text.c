/* base_text.c - refusals, UTF-8, the look at JSON before parsing, the year in Helsinki, and tables for spreadsheets */
#include "suites.h"

#include <stdbool.h>
#include <string.h>

#include "base/clock.h"
#include "base/csv.h"
#include "base/err.h"
#include "base/scan.h"
#include "base/utf8.h"

/* ---- refusals ---- */

static void every_refusal_is_found_by_its_wire_name(void **state)
{
    (void)state;
    for (int i = 1; i < ERR_COUNT; i++) {
        assert_int_equal(err_named(err_name((enum err)i)), i);
        assert_true(err_code((enum err)i) < 0);
        assert_in_range(err_status((enum err)i), 400, 599);
        for (int language = 0; language < 3; language++)
            assert_true(strlen(err_words((enum err)i, (enum language)language)) > 5);
        for (int j = 1; j < i; j++)
            assert_true(err_code((enum err)i) != err_code((enum err)j));
    }
}

static void an_empty_name_is_success_and_an_unknown_one_a_fault(void **state)
{
    (void)state;
    assert_int_equal(err_named(""), ERR_OK);
    assert_int_equal(err_named("ok"), ERR_OK);
    assert_int_equal(err_named("no_such_refusal"), ERR_INTERNAL);
    assert_int_equal(err_status(ERR_OK), 200);
}

/* ---- UTF-8 ---- */

static size_t encode(uint32_t point, char out[5])
{
    memset(out, 0, 5);
    if (point < 0x80) return out[0] = (char)point, 1;
    if (point < 0x800) return out[0] = (char)(0xc0 | point >> 6), out[1] = (char)(0x80 | (point & 0x3f)), 2;
    out[point < 0x10000 ? 2 : 3] = (char)(0x80 | (point & 0x3f));
    out[point < 0x10000 ? 1 : 2] = (char)(0x80 | (point >> 6 & 0x3f));
    if (point < 0x10000) return out[0] = (char)(0xe0 | point >> 12), 3;
    out[1] = (char)(0x80 | (point >> 12 & 0x3f));
    return out[0] = (char)(0xf0 | point >> 18), 4;
}

static void every_code_point_but_surrogates_is_valid(void **state)
{
    (void)state;
    char text[5];
    for (uint32_t point = 0; point < 0x120000; point++) {
        size_t len = encode(point, text);
        bool is_character = point < 0x110000 && (point < 0xd800 || point > 0xdfff);
        if (utf8_valid(text, len) != is_character) fail_msg("U+%04X", point);
        if (point && is_character && utf8_length(text) != 1) fail_msg("length of U+%04X", point);
    }
}

/* As many sequences of n bytes are valid as there are characters of n bytes, so no other form gets through. */
static void there_is_only_one_way_to_write_a_character(void **state)
{
    (void)state;
    size_t two = 0, three = 0, four = 0;
    for (int a = 0x80; a < 0x100; a++) {
        for (int b = 0; b < 0x100; b++) {
            char text[4] = {(char)a, (char)b};
            two += utf8_valid(text, 2);
            if (!utf8_valid((char[]){(char)a, (char)b, (char)0xbf}, 3) &&
                !utf8_valid((char[]){(char)a, (char)b, (char)0xbf, (char)0xbf}, 4) && b >= 0x80)
                continue;
            for (int c = 0x80; c < 0x100; c++) {
                text[2] = (char)c;
                three += utf8_valid(text, 3);
                for (int d = 0x80; d < 0x100; d++) {
                    text[3] = (char)d;
                    four += utf8_valid(text, 4);
                }
            }
        }
    }
    assert_int_equal(two, 0x800 - 0x80);
    assert_int_equal(three, 0x10000 - 0x800 - 0x800);
    assert_int_equal(four, 0x100000);
}

static void a_character_cut_off_is_refused_wherever_it_stands(void **state)
{
    (void)state;
    const char *text = "hyvää huomenta 👩‍⚕️ ja näkemiin";
    size_t len = strlen(text);
    assert_true(utf8_valid(text, len));
    for (size_t cut = 0; cut < len; cut++)
        assert_int_equal(utf8_valid(text, cut), ((unsigned char)text[cut] & 0xc0) != 0x80);
    for (size_t at = 0; at < 20; at++) {
        char broken[32] = "aaaaaaaaaaaaaaaaaaaaaaaa";
        broken[at] = (char)0x80;
        assert_false(utf8_valid(broken, 24));
    }
}

static void length_counts_characters_not_bytes(void **state)
{
    (void)state;
    assert_int_equal(utf8_length(""), 0);
    assert_int_equal(utf8_length("äiti"), 4);
    assert_int_equal(utf8_length("👩‍⚕️"), 4); /* two pictures, a joiner, a selector */
}

static void text_has_no_control_characters_but_new_line_and_tab(void **state)
{
    (void)state;
    assert_true(utf8_is_text(""));
    assert_true(utf8_is_text(" Äidin\tsana,\nja isän "));
    assert_false(utf8_is_text("a\rb"));
    assert_false(utf8_is_text("a\x1b[31m"));
    assert_false(utf8_is_text("a\x7f"));
    assert_false(utf8_is_text("a\xc2\x85"));
    assert_true(utf8_is_text("\xc2\xa0"));
}

static void a_line_is_trimmed_and_is_one_line(void **state)
{
    (void)state;
    assert_true(utf8_is_line(""));
    assert_true(utf8_is_line("ä"));
    assert_true(utf8_is_line("Terveyskeskus, Itäinen asema"));
    assert_true(utf8_is_line("a\xc2\xa0z"));
    const char *const bad[] = {" a",
                               "a ",
                               "a\n",
                               "a\tb",
                               "\xc2\xa0z",
                               "a\xe3\x80\x80",
                               "a\xe2\x80\xa8z",
                               "\xef\xbb\xbf"
                               "a",
                               "\xe2\x80\x83",
                               " ",
                               "a\xe2\x80\x8a"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (utf8_is_line(bad[i])) fail_msg("line %zu", i);
}

/* ---- JSON before parsing ---- */

static enum scan_result scan(const char *text, unsigned depth, unsigned values)
{
    return scan_json(text, strlen(text), depth, values);
}

static void nesting_is_counted_outside_strings(void **state)
{
    (void)state;
    assert_int_equal(scan("[[[]]]", 3, 99), SCAN_OK);
    assert_int_equal(scan("[[[]]]", 2, 99), SCAN_TOO_DEEP);
    assert_int_equal(scan("[\"[[[[\",{\"[[[\":\"\\\"[[\"}]", 2, 99), SCAN_OK);
    assert_int_equal(scan("{\"a\":{\"b\":[{}]}}", 3, 99), SCAN_TOO_DEEP);
    assert_int_equal(scan("[[],[],[],[]]", 2, 99), SCAN_OK);
    assert_int_equal(scan("7", 0, 1), SCAN_OK);
}

static void values_are_counted_and_names_are_not(void **state)
{
    (void)state;
    const char *text = "{\"method\":\"card.add\",\"id\":17,\"params\":{\"board\":3,\"tags\":[\"a\",null,true]}}";
    assert_int_equal(scan(text, 8, 9), SCAN_OK); /* {} card.add 17 {} 3 [] a null true */
    assert_int_equal(scan(text, 8, 8), SCAN_TOO_MANY);
    assert_int_equal(scan("[1,2,3]", 8, 4), SCAN_OK);
    assert_int_equal(scan("[1,2,3]", 8, 3), SCAN_TOO_MANY);
    assert_int_equal(scan("[[],[],[]]", 8, 3), SCAN_TOO_MANY);
    assert_int_equal(scan("[\"a\",\"b\",\"c\"]", 8, 3), SCAN_TOO_MANY);
    assert_int_equal(scan("{\"a\" \"b\" \"c\" \"d\"}", 8, 3), SCAN_TOO_MANY);
}

static void brackets_that_do_not_match_are_broken(void **state)
{
    (void)state;
    const char *const bad[] = {"[", "]", "{]", "[}", "[{]}", "\"abc", "\"abc\\", "[\"abc\\\"]", "{\"a\":[}", "]["};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (scan(bad[i], 8, 99) != SCAN_BROKEN) fail_msg("%s", bad[i]);
    assert_int_equal(scan("", 8, 99), SCAN_OK); /* the parser's business */
}

/* ---- the year ---- */

static void the_year_changes_at_midnight_in_helsinki(void **state)
{
    (void)state;
    const int64_t new_year_2027 = INT64_C(1798754400000); /* 2026-12-31T22:00:00Z */
    assert_int_equal(clock_local_year(new_year_2027 - 1), 2026);
    assert_int_equal(clock_local_year(new_year_2027), 2027);
    assert_int_equal(clock_local_year(new_year_2027 + 182 * MS_PER_DAY), 2027);
    assert_int_equal(clock_local_year(0), 1970);
    assert_int_equal(clock_local_year(-2 * MS_PER_HOUR - 1), 1969);
}

static void a_clock_that_is_set_stands_still(void **state)
{
    (void)state;
    clock_set(1234567890123);
    assert_int_equal(clock_now(), 1234567890123);
    int64_t mono = clock_mono_us();
    clock_set(0);
    assert_true(clock_now() > INT64_C(1700000000000));
    assert_true(clock_mono_us() >= mono);
}

/* ---- tables for spreadsheets ---- */

static void no_cell_is_a_formula(void **state)
{
    (void)state;
    struct buf out;
    struct csv csv;
    buf_init(&out);
    csv_begin(&csv, &out);
    const char *const cells[] = {"=1+1",        "+358",        "-1",   "@x", "\tx",       "a,b",
                                 "say \"hei\"", "rivi\n-rivi", "a;=1", NULL, "tavallinen"};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        csv_cell(&csv, cells[i]);
    csv_row_end(&csv);
    assert_string_equal(out.data,
                        "\xef\xbb\xbf\"'=1+1\",\"'+358\",\"'-1\",\"'@x\",\"'\tx\",\"a,b\",\"say \"\"hei\"\"\","
                        "\"rivi\n'-rivi\",\"a;'=1\",,tavallinen\r\n");
    buf_fini(&out);
}

const struct CMUnitTest base_text_tests[] = {
    cmocka_unit_test(every_refusal_is_found_by_its_wire_name),
    cmocka_unit_test(an_empty_name_is_success_and_an_unknown_one_a_fault),
    cmocka_unit_test(every_code_point_but_surrogates_is_valid),
    cmocka_unit_test(there_is_only_one_way_to_write_a_character),
    cmocka_unit_test(a_character_cut_off_is_refused_wherever_it_stands),
    cmocka_unit_test(length_counts_characters_not_bytes),
    cmocka_unit_test(text_has_no_control_characters_but_new_line_and_tab),
    cmocka_unit_test(a_line_is_trimmed_and_is_one_line),
    cmocka_unit_test(nesting_is_counted_outside_strings),
    cmocka_unit_test(values_are_counted_and_names_are_not),
    cmocka_unit_test(brackets_that_do_not_match_are_broken),
    cmocka_unit_test(the_year_changes_at_midnight_in_helsinki),
    cmocka_unit_test(a_clock_that_is_set_stands_still),
    cmocka_unit_test(no_cell_is_a_formula),
};
SUITE_COUNT(base_text);
