/* arena.h - memory that ends together, so that a request's code frees nothing.
 *
 * Owned by one thread at a time. Running out of memory is a bug (sizes are bounded before). [any] */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena {
    struct arena_block *blocks; /* the latest first */
};

void arena_init(struct arena *arena);
void arena_fini(struct arena *arena);
void arena_reset(struct arena *arena); /* forgets everything, keeps one block for reuse */

void *arena_alloc(struct arena *arena, size_t size);                  /* zeroed, aligned for any type */
char *arena_text(struct arena *arena, const char *text);              /* a copy; NULL stays NULL */
char *arena_bytes(struct arena *arena, const void *data, size_t len); /* a copy with a NUL behind it */

/* The list with room for one item of `size` bytes behind `count` of them: itself, or, where *room is all taken, a copy. */
void *arena_room(struct arena *arena, void *list, size_t count, size_t *room, size_t size);

char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
