/* ot_json.c - change sets out of JSON and into it; tests/ot holds the same against CodeMirror */
#include "suites.h"

#include <string.h>

#include "ot_notation.h"

static enum ot_fault read_json(const char *text, struct ot_changes *out)
{
    json_t *json = json_loads(text, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    if (!json) fail_msg("no JSON: %s", text);
    enum ot_fault fault = ot_read(json, ot_arena(), out);
    json_decref(json);
    return fault;
}

static void is_refused(enum ot_fault fault, const char *text)
{
    struct ot_changes untouched = {.count = 7};
    enum ot_fault is = read_json(text, &untouched);
    if (is != fault) fail_msg("%s: %d, not %d", text, (int)is, (int)fault);
    assert_int_equal(untouched.count, 7);
}

static void is_written(const struct ot_changes *changes, const char *text)
{
    struct buf out;
    buf_init(&out);
    ot_put(&out, changes);
    assert_string_equal(out.data, text);
    buf_fini(&out);
}

static void a_change_is_read_with_its_lengths_and_written_as_it_came(void **state)
{
    (void)state;
    static const struct {
        const char *json, *notation;
        uint32_t base, result, added, removed;
    } forms[] = {
        {"[]", "", 0, 0, 0, 0},
        {"[3]", "3", 3, 3, 0, 0},
        {"[[3]]", "3:", 3, 0, 0, 3},
        {"[1,[2,\"ab\"],[0,\"c\"],4]", "1 2:ab 0:c 4", 7, 8, 3, 2},
        {"[[0,\"\",\"\"]]", "0:/", 0, 1, 1, 0},
        {"[2,[1,\"a\",\"\",\"b\"]]", "2 1:a//b", 3, 6, 4, 1},
        {"[[2,\"\xf0\x9f\x98\x80\"],[1],[0,\"\xc3\xa4\"]]", "2:\xf0\x9f\x98\x80 1: 0:\xc3\xa4", 3, 3, 3, 3},
        {"[[0,\"\\\"\\\\\\t\"]]", "0:\"\\\t", 0, 3, 3, 0},
        {"[16777216]", "16777216", 16777216, 16777216, 0, 0},
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct ot_changes changes;
        if (read_json(forms[i].json, &changes)) fail_msg("refused: %s", forms[i].json);
        assert_changes(changes, forms[i].notation);
        assert_int_equal(changes.base, forms[i].base);
        assert_int_equal(changes.result, forms[i].result);
        assert_int_equal(ot_added(&changes), forms[i].added);
        assert_int_equal(ot_removed(&changes), forms[i].removed);
        is_written(&changes, forms[i].json);
    }
}

static void what_is_no_list_of_sections_is_refused(void **state)
{
    (void)state;
    static const char *const forms[] = {
        "null",    "true",      "3",       "\"x\"",      "{}",     "[null]", "[{}]",          "[[]]",
        "[\"x\"]", "[[\"x\"]]", "[[1,2]]", "[[1,null]]", "[[[]]]", "[true]", "[[1,[\"a\"]]]", "[1,[0,\"a\",3]]"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        is_refused(OT_NOT_A_LIST, forms[i]);
    struct ot_changes changes;
    assert_int_equal(ot_read(NULL, ot_arena(), &changes), OT_NOT_A_LIST);
}

static void a_section_that_does_nothing_or_counts_wrong_is_refused(void **state)
{
    (void)state;
    static const char *const forms[] = {"[0]",    "[-1]",    "[1.5]",      "[3,0]",      "[[0]]",
                                        "[[-1]]", "[[2.0]]", "[[0,\"\"]]", "[[3,\"\"]]", "[[-1,\"a\"]]"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        is_refused(OT_BAD_LENGTH, forms[i]);
}

static void sections_that_would_be_one_are_refused(void **state)
{
    (void)state;
    is_refused(OT_BAD_LENGTH, "[1,1]");
    is_refused(OT_BAD_LENGTH, "[[1],[1]]");
    is_refused(OT_BAD_LENGTH, "[[0,\"a\"],[0,\"b\"]]");
    struct ot_changes changes;
    assert_int_equal(read_json("[[1,\"a\"],[1,\"b\"],[1],[0,\"c\"],[1],1,[0,\"d\"]]", &changes), OT_FINE);
}

static void no_text_is_longer_than_what_may_be_spoken_of(void **state)
{
    (void)state;
    static const char *const forms[] = {"[16777217]",          "[[16777217]]",         "[9007199254740991]",
                                        "[16777216,[1]]",      "[16777216,[0,\"a\"]]", "[[16777216],1]",
                                        "[[16777215,\"a\"],2]"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        is_refused(OT_TOO_LONG, forms[i]);
}

static void a_line_has_no_line_breaks_nor_control_characters(void **state)
{
    (void)state;
    is_refused(OT_LINE_BREAK, "[[0,\"a\\nb\"]]");
    is_refused(OT_LINE_BREAK, "[1,[2,\"\",\"\\r\"]]");
    for (int i = 0; i < 0x20; i++) {
        char text[32];
        if (i == '\n' || i == '\r' || i == '\t') continue;
        snprintf(text, sizeof text, "[[0,\"a\\u%04x\"]]", (unsigned)i);
        is_refused(OT_CONTROL_CHARACTER, text);
    }
    is_refused(OT_CONTROL_CHARACTER, "[[0,\"\\u007f\"]]");
}

static void half_a_pair_is_refused_should_a_parser_let_it_through(void **state)
{
    (void)state;
    json_t *json = json_pack("[[i,o]]", 0, json_stringn_nocheck("\xed\xa0\xbd", 3));
    struct ot_changes changes;
    assert_int_equal(ot_read(json, ot_arena(), &changes), OT_LONE_SURROGATE);
    json_decref(json);
}

const struct CMUnitTest ot_json_tests[] = {
    OT_TEST(a_change_is_read_with_its_lengths_and_written_as_it_came),
    OT_TEST(what_is_no_list_of_sections_is_refused),
    OT_TEST(a_section_that_does_nothing_or_counts_wrong_is_refused),
    OT_TEST(sections_that_would_be_one_are_refused),
    OT_TEST(no_text_is_longer_than_what_may_be_spoken_of),
    OT_TEST(a_line_has_no_line_breaks_nor_control_characters),
    OT_TEST(half_a_pair_is_refused_should_a_parser_let_it_through),
};
SUITE_COUNT(ot_json);
