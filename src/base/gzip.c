/* gzip.c - in one piece; the only includer of zlib. */
#include "base/gzip.h"

#include <zlib.h>

#include "base/must.h"

enum { WINDOW = 15, WITH_GZIP_HEAD = 16, MEMORY = 9 };

void gzip_put(struct buf *out, const void *data, size_t len, int level)
{
    z_stream z = {0};
    must(deflateInit2(&z, level, Z_DEFLATED, WINDOW + WITH_GZIP_HEAD, MEMORY, Z_DEFAULT_STRATEGY) == Z_OK);
    size_t room = deflateBound(&z, len);
    must(len <= UINT32_MAX && room <= UINT32_MAX);
    buf_reserve(out, room);
    z.next_in = (Bytef *)(uintptr_t)data; /* zlib only reads it */
    z.avail_in = (uInt)len;
    z.next_out = (Bytef *)out->data + out->len;
    z.avail_out = (uInt)room;
    must(deflate(&z, Z_FINISH) == Z_STREAM_END);
    out->len += z.total_out;
    out->data[out->len] = '\0';
    deflateEnd(&z);
}
