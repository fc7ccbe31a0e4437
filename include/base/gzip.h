/* gzip.h - bytes in gzip, RFC 1952, without a name and a time: the same bytes give the same. [any] */
#ifndef BASE_GZIP_H
#define BASE_GZIP_H

#include <stddef.h>

#include "base/buf.h"

enum { GZIP_QUICK = 1, GZIP_USUAL = 6, GZIP_SMALLEST = 9 };

void gzip_put(struct buf *out, const void *data, size_t len, int level);

#endif
