/* frame.c - one allocation: count, length, head room, text, NUL.
 *
 * Who drops the last reference frees; acquire and release on the count order every other thread's reads before that. */
#include "base/frame.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"

struct frame {
    atomic_uint refs;
    size_t len;
    unsigned char bytes[]; /* FRAME_HEAD of room, then the text */
};

static struct frame *frame_alloc(size_t len)
{
    must(len < SIZE_MAX / 2);
    struct frame *frame = malloc(sizeof *frame + FRAME_HEAD + len + 1);
    must(frame);
    atomic_init(&frame->refs, 1);
    frame->len = len;
    memset(frame->bytes, 0, FRAME_HEAD);
    frame->bytes[FRAME_HEAD + len] = '\0';
    return frame;
}

struct frame *frame_new(const char *text, size_t len)
{
    return frame_new_parts(&text, &len, 1);
}

struct frame *frame_new_parts(const char *const *parts, const size_t *lens, unsigned count)
{
    size_t len = 0;
    for (unsigned i = 0; i < count; i++)
        len += lens[i];
    struct frame *frame = frame_alloc(len);
    unsigned char *at = frame->bytes + FRAME_HEAD;
    for (unsigned i = 0; i < count; i++) {
        if (lens[i]) memcpy(at, parts[i], lens[i]);
        at += lens[i];
    }
    return frame;
}

struct frame *frame_ref(struct frame *frame)
{
    if (frame) atomic_fetch_add_explicit(&frame->refs, 1, memory_order_relaxed);
    return frame;
}

void frame_unref(struct frame *frame)
{
    if (!frame) return;
    unsigned before = atomic_fetch_sub_explicit(&frame->refs, 1, memory_order_acq_rel);
    must(before > 0);
    if (before == 1) free(frame);
}

unsigned char *frame_data(const struct frame *frame)
{
    return (unsigned char *)frame->bytes + FRAME_HEAD;
}

size_t frame_len(const struct frame *frame)
{
    return frame->len;
}
