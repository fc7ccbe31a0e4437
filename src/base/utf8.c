/* utf8.c - text from outside: valid or refused (RFC 3629 § 4), and what may stand in a text or a line. */
#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

static bool is_tail(unsigned char byte)
{
    return (byte & 0xc0) == 0x80;
}

/* How many bytes the code point at `at` takes, or 0 where it is none. `left` > 0. */
static size_t step(const unsigned char *at, size_t left)
{
    unsigned char head = at[0];
    if (head < 0x80) return 1;
    if (head < 0xc2 || left < 2 || !is_tail(at[1])) return 0; /* a tail, or overlong */
    if (head < 0xe0) return 2;
    if (left < 3 || !is_tail(at[2])) return 0;
    if (head == 0xe0 && at[1] < 0xa0) return 0; /* overlong */
    if (head == 0xed && at[1] > 0x9f) return 0; /* a surrogate */
    if (head < 0xf0) return 3;
    if (left < 4 || !is_tail(at[3])) return 0;
    if (head == 0xf0 && at[1] < 0x90) return 0;                  /* overlong */
    if (head > 0xf4 || (head == 0xf4 && at[1] > 0x8f)) return 0; /* beyond U+10FFFF */
    return 4;
}

bool utf8_valid(const char *text, size_t len)
{
    const unsigned char *at = (const unsigned char *)text, *end = at + len;
    while (at < end) {
        uint64_t eight;
        if (end - at >= 8 && (memcpy(&eight, at, 8), (eight & UINT64_C(0x8080808080808080)) == 0)) {
            at += 8;
            continue;
        }
        size_t taken = step(at, (size_t)(end - at));
        if (!taken) return false;
        at += taken;
    }
    return true;
}

size_t utf8_length(const char *text)
{
    size_t length = 0;
    for (; *text; text++)
        length += !is_tail((unsigned char)*text);
    return length;
}

/* U+0000-001F, U+007F, U+0080-009F (Unicode category Cc) */
static bool is_control(const unsigned char *at)
{
    return at[0] < 0x20 || at[0] == 0x7f || (at[0] == 0xc2 && at[1] < 0xa0);
}

bool utf8_is_text(const char *text)
{
    for (const unsigned char *at = (const unsigned char *)text; *at; at++)
        if (is_control(at) && *at != '\n' && *at != '\t') return false;
    return true;
}

/* The code point at `at` of a valid, NUL-ended text. */
static uint32_t decode(const unsigned char *at)
{
    if (at[0] < 0x80) return at[0];
    if (at[0] < 0xe0) return (uint32_t)(at[0] & 0x1f) << 6 | (at[1] & 0x3f);
    if (at[0] < 0xf0) return (uint32_t)(at[0] & 0x0f) << 12 | (uint32_t)(at[1] & 0x3f) << 6 | (at[2] & 0x3f);
    return (uint32_t)(at[0] & 0x07) << 18 | (uint32_t)(at[1] & 0x3f) << 12 | (uint32_t)(at[2] & 0x3f) << 6 |
           (at[3] & 0x3f);
}

/* What a browser's trim() takes away (ECMA-262, WhiteSpace and LineTerminator), so that both sides agree. */
static bool is_space(uint32_t point)
{
    return point == ' ' || point == 0xa0 || point == 0x1680 || (point >= 0x2000 && point <= 0x200a) ||
           point == 0x2028 || point == 0x2029 || point == 0x202f || point == 0x205f || point == 0x3000 ||
           point == 0xfeff;
}

bool utf8_is_line(const char *text)
{
    const unsigned char *begin = (const unsigned char *)text, *last = begin;
    for (const unsigned char *at = begin; *at; at++) {
        if (is_control(at)) return false;
        if (is_tail(*at)) continue;
        uint32_t point = *at < 0xe0 ? 0 : decode(at);
        if (point == 0x2028 || point == 0x2029) return false; /* they break lines too */
        last = at;
    }
    return !*begin || (!is_space(decode(begin)) && !is_space(decode(last)));
}
