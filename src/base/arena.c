/* arena.c - blocks that double from 4 KiB, the latest first; what is asked for is cut off its front.
 *
 * A reset frees all but one block of moderate size: a request that needed much must not make its arena large for ever.
 * Under AddressSanitizer everything not handed out is poisoned, so that use after a reset is found. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(at, size)   ((void)(at), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#endif

enum { ALIGN = _Alignof(max_align_t), FIRST = 4096, KEEP = 256 * 1024, DOUBLE_UNTIL = 1024 * 1024 };

struct arena_block {
    struct arena_block *next;
    size_t size, used; /* of data */
    _Alignas(ALIGN) unsigned char data[];
};

void arena_init(struct arena *arena)
{
    arena->blocks = NULL;
}

static void free_blocks(struct arena_block *block)
{
    while (block) {
        struct arena_block *next = block->next;
        ASAN_UNPOISON_MEMORY_REGION(block->data, block->size);
        free(block);
        block = next;
    }
}

void arena_fini(struct arena *arena)
{
    free_blocks(arena->blocks);
    arena->blocks = NULL;
}

static void unlink_block(struct arena *arena, struct arena_block *block)
{
    struct arena_block **link = &arena->blocks;
    while (*link != block)
        link = &(*link)->next;
    *link = block->next;
}

void arena_reset(struct arena *arena)
{
    struct arena_block *keep = arena->blocks;
    if (!keep) return;
    if (keep->next || keep->size > KEEP) {
        keep = NULL;
        for (struct arena_block *block = arena->blocks; block; block = block->next)
            if (block->size <= KEEP && (!keep || block->size > keep->size)) keep = block;
        if (keep) unlink_block(arena, keep);
        free_blocks(arena->blocks);
        arena->blocks = keep;
        if (!keep) return;
        keep->next = NULL;
    }
    keep->used = 0;
    ASAN_POISON_MEMORY_REGION(keep->data, keep->size);
}

static struct arena_block *add_block(struct arena *arena, size_t least)
{
    size_t size = FIRST - sizeof(struct arena_block);
    if (arena->blocks) size = arena->blocks->size < DOUBLE_UNTIL ? 2 * arena->blocks->size : DOUBLE_UNTIL;
    if (size < least) size = least;
    struct arena_block *block = malloc(sizeof *block + size);
    must(block);
    *block = (struct arena_block){.next = arena->blocks, .size = size};
    ASAN_POISON_MEMORY_REGION(block->data, size);
    arena->blocks = block;
    return block;
}

static void *cut(struct arena *arena, size_t size)
{
    must(size <= SIZE_MAX / 2);
    size_t whole = (size + ALIGN - 1) / ALIGN * ALIGN;
    struct arena_block *block = arena->blocks;
    if (!block || block->size - block->used < whole) block = add_block(arena, whole);
    void *at = block->data + block->used;
    block->used += whole;
    ASAN_UNPOISON_MEMORY_REGION(at, size);
    return at;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    return memset(cut(arena, size), 0, size);
}

void *arena_room(struct arena *arena, void *list, size_t count, size_t *room, size_t size)
{
    if (count < *room) return list;
    *room = 2 * *room + 16;
    void *more = arena_alloc(arena, *room * size);
    if (count) memcpy(more, list, count * size);
    return more;
}

char *arena_text(struct arena *arena, const char *text)
{
    return text ? arena_bytes(arena, text, strlen(text)) : NULL;
}

char *arena_bytes(struct arena *arena, const void *data, size_t len)
{
    char *copy = cut(arena, len + 1);
    if (len) memcpy(copy, data, len);
    copy[len] = '\0';
    return copy;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    char small[256];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(small, sizeof small, format, args);
    va_end(args);
    must(len >= 0);
    if ((size_t)len < sizeof small) return arena_bytes(arena, small, (size_t)len);

    char *text = cut(arena, (size_t)len + 1);
    va_start(args, format);
    vsnprintf(text, (size_t)len + 1, format, args);
    va_end(args);
    return text;
}
