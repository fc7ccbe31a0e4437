/* buf.c - a byte buffer whose room doubles; always room for a NUL behind the text. */
#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"

enum { FIRST = 256 };

void buf_init(struct buf *buf)
{
    *buf = (struct buf){0};
}

void buf_fini(struct buf *buf)
{
    free(buf->data);
    buf_init(buf);
}

void buf_clear(struct buf *buf)
{
    buf->len = 0;
    if (buf->data) buf->data[0] = '\0';
}

void buf_reserve(struct buf *buf, size_t more)
{
    must(more < SIZE_MAX / 4 && buf->len < SIZE_MAX / 4);
    size_t need = buf->len + more + 1;
    if (need <= buf->cap) return;
    size_t cap = buf->cap ? buf->cap : FIRST;
    while (cap < need)
        cap *= 2;
    char *data = realloc(buf->data, cap);
    must(data);
    buf->data = data;
    buf->cap = cap;
}

void buf_put(struct buf *buf, const void *data, size_t len)
{
    buf_reserve(buf, len);
    if (len) memcpy(buf->data + buf->len, data, len);
    buf->len += len;
    buf->data[buf->len] = '\0';
}

void buf_text(struct buf *buf, const char *text)
{
    buf_put(buf, text, strlen(text));
}

void buf_int(struct buf *buf, int64_t number)
{
    char digits[24], *end = digits + sizeof digits, *at = end;
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do
        *--at = (char)('0' + rest % 10);
    while (rest /= 10);
    if (number < 0) *--at = '-';
    buf_put(buf, at, (size_t)(end - at));
}

void buf_printf(struct buf *buf, const char *format, ...)
{
    buf_reserve(buf, 64);
    size_t room = buf->cap - buf->len;
    va_list args;
    va_start(args, format);
    int len = vsnprintf(buf->data + buf->len, room, format, args);
    va_end(args);
    must(len >= 0);
    if ((size_t)len >= room) {
        buf_reserve(buf, (size_t)len);
        va_start(args, format);
        vsnprintf(buf->data + buf->len, (size_t)len + 1, format, args);
        va_end(args);
    }
    buf->len += (size_t)len;
}

/* ---- JSON strings ---- */

static bool is_plain(unsigned char byte)
{
    return byte >= ' ' && byte != '"' && byte != '\\';
}

static void put_escaped(struct buf *out, unsigned char byte)
{
    switch (byte) {
    case '"':
        buf_put(out, "\\\"", 2);
        return;
    case '\\':
        buf_put(out, "\\\\", 2);
        return;
    case '\n':
        buf_put(out, "\\n", 2);
        return;
    case '\t':
        buf_put(out, "\\t", 2);
        return;
    default:
        buf_printf(out, "\\u%04x", byte);
    }
}

void buf_json(struct buf *out, const char *text, size_t len)
{
    buf_put(out, "\"", 1);
    for (size_t from = 0, to; from < len; from = to + 1) {
        for (to = from; to < len && is_plain((unsigned char)text[to]); to++)
            ;
        buf_put(out, text + from, to - from);
        if (to < len) put_escaped(out, (unsigned char)text[to]);
    }
    buf_put(out, "\"", 1);
}
