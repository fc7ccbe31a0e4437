/* compose.c - two changes as one, a change taken back, and what a change puts in and takes out */
#include "sections.h"

#include <string.h>

#include "base/must.h"

static uint32_t smaller(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* One stretch that the first leaves and the second finds. */
static void join(struct build *out, const struct walk *first, const struct walk *then, uint32_t len, bool joins)
{
    uint32_t of_first = first->is_begun ? 0 : first->len;
    if (first->put == OT_KEPT)
        build_add(out, len, then->put == OT_KEPT ? OT_KEPT : then->is_begun ? 0 : then->put, then->units, joins);
    else if (then->put == OT_KEPT)
        build_add(out, of_first, (int32_t)len, first->units, joins);
    else
        build_add(out, of_first, then->is_begun ? 0 : then->put, then->units, joins);
}

struct ot_changes ot_compose(const struct ot_changes *first, const struct ot_changes *then, struct arena *arena)
{
    must(first->result == then->base);
    struct walk a, b;
    struct build out;
    bool is_open = false; /* the last section goes on: a change reaches over the end of the other's stretch */
    walk_begin(&a, first);
    walk_begin(&b, then);
    size_t most = (size_t)first->count + then->count; /* each turn ends one of either */
    struct ot_section *sections = arena_alloc(arena, most * sizeof *sections);
    build_begin(&out, sections, most, arena, ot_added(first) + ot_added(then));
    while (!walk_is_over(&a) || !walk_is_over(&b)) {
        if (walk_changes(&a) && !a.put) { /* deleted by the first */
            build_add(&out, a.len, 0, NULL, is_open);
            walk_next(&a);
        } else if (walk_changes(&b) && !b.len) { /* inserted by the second */
            build_add(&out, 0, b.put, b.units, is_open);
            walk_next(&b);
        } else {
            must(!walk_is_over(&a) && !walk_is_over(&b));
            uint32_t len = smaller(a.put == OT_KEPT ? a.len : (uint32_t)a.put, b.len), before = out.count;
            bool reaches_over = (a.put != OT_KEPT && (uint32_t)a.put > len) || (b.put != OT_KEPT && b.len > len);
            join(&out, &a, &b, len, is_open);
            is_open = reaches_over && (is_open || out.count > before);
            walk_after(&a, len);
            walk_before(&b, len);
        }
    }
    return build_end(&out);
}

struct ot_changes ot_invert(const struct ot_changes *changes, const uint16_t *before, struct arena *arena)
{
    struct ot_section *sections = arena_alloc(arena, changes->count * sizeof *sections);
    uint16_t *units = arena_alloc(arena, ot_removed(changes) * sizeof *units);
    for (uint32_t i = 0; i < changes->count; i++) {
        sections[i] = changes->sections[i];
        uint32_t len = sections[i].len;
        if (sections[i].put != OT_KEPT) {
            sections[i] = (struct ot_section){.len = (uint32_t)sections[i].put, .put = (int32_t)len};
            if (len) sections[i].units = memcpy(units, before, len * sizeof *units);
            units += len;
        }
        if (len) before += len;
    }
    return (struct ot_changes){
        .sections = sections, .count = changes->count, .base = changes->result, .result = changes->base};
}

uint32_t ot_added(const struct ot_changes *changes)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < changes->count; i++)
        if (changes->sections[i].put > 0) sum += (uint32_t)changes->sections[i].put;
    return sum;
}

uint32_t ot_removed(const struct ot_changes *changes)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < changes->count; i++)
        if (changes->sections[i].put != OT_KEPT) sum += changes->sections[i].len;
    return sum;
}
