/* bytes.h - borrowed stretches of memory, and the value of an absent number. [any] */
#ifndef BASE_BYTES_H
#define BASE_BYTES_H

#include <stddef.h>
#include <stdint.h>

struct bytes {
    const void *data;
    size_t len;
};

struct refs {
    const int64_t *ids;
    size_t count;
};

#define NO_INT   INT64_MIN          /* an optional number that is absent */
#define INT_SAFE ((int64_t)1 << 53) /* whole numbers beyond break in browsers, RFC 8259 § 6 */

#endif
