/* utf16.c - between UTF-8, which the database and the wire speak, and the units that browsers count (RFC 2781, RFC 3629) */
#include "base/utf16.h"

#include "base/must.h"

size_t utf16_length(const char *text, size_t len)
{
    size_t units = 0;
    for (size_t i = 0; i < len; i++) {
        unsigned char byte = (unsigned char)text[i];
        units += (byte & 0xc0) != 0x80; /* a first byte */
        units += byte >= 0xf0;          /* of a code point that takes a pair */
    }
    return units;
}

size_t utf16_from_utf8(const char *text, size_t len, uint16_t *out)
{
    const unsigned char *at = (const unsigned char *)text, *end = at + len;
    uint16_t *to = out;
    while (at < end) {
        if (*at < 0x80) {
            *to++ = *at++;
        } else if (*at < 0xe0) {
            *to++ = (uint16_t)((at[0] & 0x1f) << 6 | (at[1] & 0x3f));
            at += 2;
        } else if (*at < 0xf0) {
            *to++ = (uint16_t)((at[0] & 0x0f) << 12 | (at[1] & 0x3f) << 6 | (at[2] & 0x3f));
            at += 3;
        } else {
            uint32_t point =
                (uint32_t)((at[0] & 0x07) << 18 | (at[1] & 0x3f) << 12 | (at[2] & 0x3f) << 6 | (at[3] & 0x3f)) -
                0x10000;
            *to++ = (uint16_t)(0xd800 | point >> 10);
            *to++ = (uint16_t)(0xdc00 | (point & 0x3ff));
            at += 4;
        }
    }
    return (size_t)(to - out);
}

static char *put_pair(char *to, uint16_t high, uint16_t low)
{
    uint32_t point = 0x10000 + ((uint32_t)(high & 0x3ff) << 10 | (low & 0x3ff));
    *to++ = (char)(0xf0 | point >> 18);
    *to++ = (char)(0x80 | (point >> 12 & 0x3f));
    *to++ = (char)(0x80 | (point >> 6 & 0x3f));
    *to++ = (char)(0x80 | (point & 0x3f));
    return to;
}

static char *put_unit(char *to, uint16_t unit)
{
    if (unit >= 0x800) {
        *to++ = (char)(0xe0 | unit >> 12);
        *to++ = (char)(0x80 | (unit >> 6 & 0x3f));
    } else {
        *to++ = (char)(0xc0 | unit >> 6);
    }
    *to++ = (char)(0x80 | (unit & 0x3f));
    return to;
}

void utf16_put_utf8(struct buf *out, const uint16_t *units, size_t count)
{
    buf_reserve(out, count * 3 + 1);
    char *to = out->data + out->len;
    for (size_t i = 0; i < count; i++) {
        if (units[i] < 0x80) {
            *to++ = (char)units[i];
        } else if (utf16_is_high(units[i])) {
            must(i + 1 < count && utf16_is_low(units[i + 1]));
            to = put_pair(to, units[i], units[i + 1]);
            i++;
        } else {
            must(!utf16_is_low(units[i]));
            to = put_unit(to, units[i]);
        }
    }
    *to = '\0';
    out->len = (size_t)(to - out->data);
}
