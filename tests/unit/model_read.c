/* model_read.c - messages are read as Jansson reads them, and nearly all of them without it */
#include "suites.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "model/read.h"

static json_t *by_jansson(const char *text, size_t len)
{
    return json_loadb(text, len, JSON_REJECT_DUPLICATES, NULL);
}

static void is_read_alike(const char *text, size_t len)
{
    json_t *plain = json_read_plain(text, len), *whole = json_read(text, len), *expected = by_jansson(text, len);
    if (plain && !json_equal(plain, expected)) fail_msg("read otherwise: %.*s", (int)len, text);
    if (!expected != !whole || (whole && !json_equal(whole, expected))) fail_msg("not alike: %.*s", (int)len, text);
    json_decref(plain);
    json_decref(whole);
    json_decref(expected);
}

static const char *const messages[] = {
    "{\"jsonrpc\":\"2.0\",\"id\":17,\"method\":\"card.add\",\"params\":{\"board\":3,\"key\":\"c9-17\",\"kind\":"
    "\"need\","
    "\"text\":\"Kotiapua äidille 👩‍👩‍👧\"}}",
    "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"note.push\",\"params\":{\"board\":3,\"note\":5,\"version\":112,"
    "\"client\":\"k3x\",\"key\":\"c9-18\",\"updates\":[{\"changes\":[12,[0,\"Hei\",\"\"],30,[2]]},{\"changes\":[]}]}}",
    " { \"a\" : [ true , false , null , { } , [ ] ] , \"b\" : -12 , \"\" : 0 }\r\n\t",
    "[999999999999999999,-999999999999999999,-0,0]",
};

static void what_clients_send_is_read_without_jansson(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++) {
        json_t *plain = json_read_plain(messages[i], strlen(messages[i]));
        assert_non_null(plain);
        json_decref(plain);
        is_read_alike(messages[i], strlen(messages[i]));
    }
}

static void what_is_not_plain_is_read_by_jansson(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "[1.5]",         "[1e3]", "[\"a\\nb\"]", "[\"\\u00e4\"]", "[\"\\ud83d\\ude00\"]", "[9223372036854775807]",
        "{\"a\\tb\":1}",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_null(json_read_plain(texts[i], strlen(texts[i])));
        json_t *whole = json_read(texts[i], strlen(texts[i]));
        assert_non_null(whole);
        json_decref(whole);
        is_read_alike(texts[i], strlen(texts[i]));
    }
}

static void what_is_no_json_is_not_read(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        " ",
        "1",
        "\"a\"",
        "true",
        "{",
        "[",
        "]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "[,]",
        "[1,]",
        "[1 2]",
        "[1]]",
        "[1]x",
        "[01]",
        "[-]",
        "[- 1]",
        "[+1]",
        "[.5]",
        "[1.]",
        "[tru]",
        "[truex]",
        "[nul",
        "[\"a]",
        "[\"a\nb\"]",
        "[\"\\u0000\"]",
        "[\"\\x\"]",
        "{1:2}",
        "{\"a\":1 \"b\":2}",
        "{'a':1}",
        "[1],[2]",
        "{\"a\":1,\"a\":1}",
        "[9223372036854775808]",
        "[\"\\ud83d\"]",
        "[1e999]",
        "\v[]",
        "[NaN]",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        json_t *whole = json_read(texts[i], strlen(texts[i]));
        if (whole) fail_msg("read: %s", texts[i]);
        is_read_alike(texts[i], strlen(texts[i]));
    }
    assert_null(json_read("[\"a\0b\"]", 7));
    assert_null(json_read("[1]\0", 4));
}

static void what_is_nested_deeply_is_left_to_jansson(void **state)
{
    (void)state;
    char text[200];
    for (size_t depth = 60; depth < 70; depth++) {
        memset(text, '[', depth);
        memset(text + depth, ']', depth);
        json_t *plain = json_read_plain(text, 2 * depth);
        assert_int_equal(plain != NULL, depth <= 64);
        json_decref(plain);
        is_read_alike(text, 2 * depth);
    }
}

/* Bytes of messages changed, taken away and doubled, a few at a time. */
static void messages_with_random_mistakes_are_read_alike(void **state)
{
    (void)state;
    static const char bytes[] = "{}[]\":,\\ \n0123456789-+.eEtruefalsn\tu\x01";
    srand(11);
    for (int round = 0; round < 200000; round++) {
        char text[512];
        const char *message = messages[(size_t)rand() % (sizeof messages / sizeof *messages)];
        size_t len = strlen(message);
        memcpy(text, message, len);
        for (int mistakes = 1 + rand() % 3; mistakes > 0; mistakes--) {
            size_t at = (size_t)rand() % len, run = 1 + (size_t)rand() % 6;
            if (run > len - at) run = len - at;
            int what = rand() % 3;
            if (what == 0) text[at] = bytes[(size_t)rand() % (sizeof bytes - 1)];
            if (what == 1) memmove(text + at, text + at + run, len - at - run), len -= run;
            if (what == 2 && len + run <= sizeof text) memmove(text + at + run, text + at, len - at), len += run;
        }
        if (utf8_valid(text, len)) is_read_alike(text, len);
    }
}

const struct CMUnitTest model_read_tests[] = {
    cmocka_unit_test(what_clients_send_is_read_without_jansson),
    cmocka_unit_test(what_is_not_plain_is_read_by_jansson),
    cmocka_unit_test(what_is_no_json_is_not_read),
    cmocka_unit_test(what_is_nested_deeply_is_left_to_jansson),
    cmocka_unit_test(messages_with_random_mistakes_are_read_alike),
};

SUITE_COUNT(model_read);
