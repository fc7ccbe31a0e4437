/* utf16.h - text as browsers count it: UTF-16 code units. [any] */
#ifndef BASE_UTF16_H
#define BASE_UTF16_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

size_t utf16_length(const char *text, size_t len); /* units of valid UTF-8 */
size_t utf16_from_utf8(const char *text, size_t len,
                       uint16_t *out); /* valid UTF-8; room for utf16_length(); how many */
void utf16_put_utf8(struct buf *out, const uint16_t *units,
                    size_t count); /* whole code points only: a lone half is a bug */

static inline bool utf16_is_high(uint16_t unit)
{
    return (unit & 0xfc00) == 0xd800;
} /* the first half of a pair */
static inline bool utf16_is_low(uint16_t unit)
{
    return (unit & 0xfc00) == 0xdc00;
} /* the second */

#endif
