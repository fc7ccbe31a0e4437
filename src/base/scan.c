/* scan.c - one walk over JSON that remembers which brackets are open, a bit each. */
#include "base/scan.h"

#include <stdbool.h>
#include <stdint.h>

#include "base/must.h"

enum { DEEPEST = 64 };

/* Behind the closing quote of a string whose text begins at `at`; NULL where it doesn't end. */
static const char *string_end(const char *at, const char *end)
{
    for (; at < end; at++) {
        if (*at == '"') return at + 1;
        if (*at == '\\' && ++at == end) return NULL;
    }
    return NULL;
}

static bool is_bare(char c)
{
    switch (c) {
    case ' ':
    case '\t':
    case '\n':
    case '\r':
    case ',':
    case ':':
    case '"':
    case '[':
    case ']':
    case '{':
    case '}':
        return false;
    default:
        return true;
    }
}

enum scan_result scan_json(const char *text, size_t len, unsigned most_depth, unsigned most_values)
{
    must(most_depth <= DEEPEST);
    const char *at = text, *end = text + len;
    uint64_t objects = 0;      /* bit n: the bracket open at depth n is an object's */
    bool expects_name = false; /* the next string is an object's name */
    unsigned depth = 0, values = 0;

    while (at < end) {
        char c = *at++;
        bool is_object = depth && (objects >> (depth - 1) & 1);
        switch (c) {
        case ' ':
        case '\t':
        case '\n':
        case '\r':
        case ':':
            break;
        case ',':
            expects_name = is_object;
            break;
        case '"':
            at = string_end(at, end);
            if (!at) return SCAN_BROKEN;
            if (!expects_name && ++values > most_values) return SCAN_TOO_MANY;
            expects_name = false;
            break;
        case '{':
        case '[':
            if (depth == most_depth) return SCAN_TOO_DEEP;
            if (++values > most_values) return SCAN_TOO_MANY;
            objects = c == '{' ? objects | UINT64_C(1) << depth : objects & ~(UINT64_C(1) << depth);
            depth++;
            expects_name = c == '{';
            break;
        case '}':
        case ']':
            if (!depth || is_object != (c == '}')) return SCAN_BROKEN;
            depth--;
            expects_name = false;
            break;
        default: /* a number or a word; the parser says which */
            while (at < end && is_bare(*at))
                at++;
            if (++values > most_values) return SCAN_TOO_MANY;
        }
    }
    return depth ? SCAN_BROKEN : SCAN_OK;
}
