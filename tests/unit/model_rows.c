/* model_rows.c - what we write as JSON by hand is what Jansson reads */
#include "suites.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "model/rows.h"

static void is_read_back(const char *text, size_t len)
{
    struct buf out;
    buf_init(&out);
    buf_json(&out, text, len);
    json_t *back = json_loadb(out.data, out.len, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    assert_non_null(back);
    assert_int_equal(json_string_length(back), len);
    assert_memory_equal(json_string_value(back), text, len);
    json_decref(back);
    buf_fini(&out);
}

static void every_character_comes_back_as_it_was_written(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",          "ä",           "\"", "\\", "a\"b\\c", "rivi\nvaihto\tja\r", "\x01\x1f\x7f", "👩‍👩‍👧",
        "</script>", "\xe2\x80\xa8"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        is_read_back(texts[i], strlen(texts[i]));
    for (char byte = 0; byte < 0x7f; byte++)
        is_read_back(&byte, 1);
}

static void any_mixture_of_characters_comes_back(void **state)
{
    (void)state;
    static const char *const parts[] = {"a", "ö", "\"", "\\", "\n", "€", "😀", "\x02", " ", "\\u0041"};
    srand(7);
    for (int round = 0; round < 2000; round++) {
        char text[256] = "";
        for (int i = rand() % 30; i > 0; i--)
            strcat(text, parts[(size_t)rand() % (sizeof parts / sizeof *parts)]);
        is_read_back(text, strlen(text));
    }
}

static void values_come_back_as_they_were(void **state)
{
    (void)state;
    static const char *const values[] = {"{}",
                                         "[]",
                                         "null",
                                         "true",
                                         "{\"a\":[1,-2,{\"b\":null}],\"c\":\"\\u0001ä\"}",
                                         "-9007199254740992",
                                         "9007199254740992",
                                         "0"};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        json_t *value = json_loads(values[i], JSON_DECODE_ANY, NULL);
        struct buf out;
        buf_init(&out);
        json_put(&out, value);
        json_t *back = json_loadb(out.data, out.len, JSON_DECODE_ANY, NULL);
        assert_true(json_equal(value, back));
        json_decref(value);
        json_decref(back);
        buf_fini(&out);
    }
}

const struct CMUnitTest model_rows_tests[] = {
    cmocka_unit_test(every_character_comes_back_as_it_was_written),
    cmocka_unit_test(any_mixture_of_characters_comes_back),
    cmocka_unit_test(values_come_back_as_they_were),
};

SUITE_COUNT(model_rows);
