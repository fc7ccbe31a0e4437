/* read.c - the texts of messages as JSON values, see read.h
 *
 * Jansson takes a text byte by byte through several functions. For the short messages of which nearly all traffic consists that
 * was more than half of what the network thread did for a change. So what is plain is read here: objects, arrays, words, whole numbers
 * of up to 18 digits, and strings without escapes. Whatever else comes, mistakes too, sends the whole text to Jansson: it
 * alone says what else is JSON. */
#include "model/read.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { DEEPEST = 64, LONGEST_NAME = 64, MOST_DIGITS = 18 };

struct reader {
    const char *at, *end;
    unsigned depth;
};

static json_t *read_value(struct reader *r);

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static void skip_space(struct reader *r)
{
    while (r->at < r->end && is_space(*r->at))
        r->at++;
}

static bool take(struct reader *r, char c)
{
    skip_space(r);
    if (r->at == r->end || *r->at != c) return false;
    r->at++;
    return true;
}

static bool take_text(struct reader *r, const char **text, size_t *len)
{
    if (!take(r, '"')) return false;
    const char *from = r->at;
    while (r->at < r->end && *r->at != '"' && *r->at != '\\' && (unsigned char)*r->at >= ' ')
        r->at++;
    if (r->at == r->end || *r->at != '"') return false;
    *text = from;
    *len = (size_t)(r->at++ - from);
    return true;
}

static json_t *read_text(struct reader *r)
{
    const char *text;
    size_t len;
    return take_text(r, &text, &len) ? json_stringn_nocheck(text, len) : NULL;
}

static json_t *read_number(struct reader *r)
{
    bool is_negative = take(r, '-');
    const char *from = r->at;
    int64_t number = 0;
    for (; r->at < r->end && r->at - from <= MOST_DIGITS && *r->at >= '0' && *r->at <= '9'; r->at++)
        number = 10 * number + (*r->at - '0');
    bool is_plain = r->at > from && r->at - from <= MOST_DIGITS && (*from != '0' || r->at - from == 1);
    return is_plain ? json_integer(is_negative ? -number : number) : NULL;
}

static json_t *read_word(struct reader *r, const char *word, json_t *value)
{
    size_t len = strlen(word);
    if ((size_t)(r->end - r->at) < len || memcmp(r->at, word, len) != 0) return NULL;
    r->at += len;
    return value;
}

static bool read_member(struct reader *r, json_t *object)
{
    const char *text;
    size_t len;
    char name[LONGEST_NAME + 1];
    if (!take_text(r, &text, &len) || len > LONGEST_NAME || !take(r, ':')) return false;
    memcpy(name, text, len);
    name[len] = '\0';
    if (json_object_get(object, name)) return false;
    return !json_object_set_new_nocheck(object, name, read_value(r)); /* which takes no NULL */
}

static bool read_item(struct reader *r, json_t *array)
{
    return !json_array_append_new(array, read_value(r));
}

static json_t *read_all(struct reader *r, json_t *into, bool (*read_one)(struct reader *, json_t *), char end)
{
    r->at++;
    r->depth++;
    bool is_good = r->depth <= DEEPEST;
    if (is_good && !take(r, end)) {
        do
            is_good = read_one(r, into);
        while (is_good && take(r, ','));
        is_good = is_good && take(r, end);
    }
    r->depth--;
    if (is_good) return into;
    json_decref(into);
    return NULL;
}

static json_t *read_value(struct reader *r)
{
    skip_space(r);
    if (r->at == r->end) return NULL;
    switch (*r->at) {
    case '{':
        return read_all(r, json_object(), read_member, '}');
    case '[':
        return read_all(r, json_array(), read_item, ']');
    case '"':
        return read_text(r);
    case 't':
        return read_word(r, "true", json_true());
    case 'f':
        return read_word(r, "false", json_false());
    case 'n':
        return read_word(r, "null", json_null());
    default:
        return read_number(r);
    }
}

json_t *json_read_plain(const char *text, size_t len)
{
    struct reader r = {.at = text, .end = text + len};
    json_t *json = read_value(&r);
    skip_space(&r);
    if (r.at == r.end && (json_is_object(json) || json_is_array(json))) return json;
    json_decref(json);
    return NULL;
}

json_t *json_read(const char *text, size_t len)
{
    json_t *json = json_read_plain(text, len);
    return json ? json : json_loadb(text, len, JSON_REJECT_DUPLICATES, NULL);
}
