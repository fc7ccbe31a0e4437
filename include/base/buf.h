/* buf.h - a byte buffer that grows. [any] */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

struct buf {
    char *data; /* NUL behind the last byte once anything was put */
    size_t len, cap;
};

void buf_init(struct buf *buf);
void buf_fini(struct buf *buf);
void buf_clear(struct buf *buf); /* empties, keeps the memory */
void buf_reserve(struct buf *buf, size_t more);
void buf_put(struct buf *buf, const void *data, size_t len);
void buf_text(struct buf *buf, const char *text);
void buf_int(struct buf *buf, int64_t number);                /* in digits; printf's way costs ten times as much */
void buf_json(struct buf *buf, const char *text, size_t len); /* valid UTF-8 as a JSON string, RFC 8259 § 7 */
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
