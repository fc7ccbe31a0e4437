/* frame.h - one message for many receivers: serialised once, immutable, counted, shared between threads.
 *
 * In front of the text lie FRAME_HEAD bytes of room in which a transport may write its header (each receiver's header
 * is the same); behind it a NUL. [any] */
#ifndef BASE_FRAME_H
#define BASE_FRAME_H

#include <stddef.h>
#include <stdint.h>

enum { FRAME_HEAD = 32 };

struct frame;

struct frame *frame_new(const char *text, size_t len); /* a copy; one reference, yours */
struct frame *frame_new_parts(const char *const *parts, const size_t *lens, unsigned count); /* joined */
struct frame *frame_ref(struct frame *frame);                                                /* NULL stays NULL */
void frame_unref(struct frame *frame);                                                       /* NULL does nothing */
unsigned char *frame_data(const struct frame *frame); /* the text; FRAME_HEAD bytes before it may be written */
size_t frame_len(const struct frame *frame);          /* bytes of text */

#endif
