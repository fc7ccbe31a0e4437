/* sections.c - walking and building, see sections.h */
#include "sections.h"

#include <string.h>

#include "base/must.h"

static void take_up(struct walk *walk)
{
    walk->is_begun = false;
    walk->len = 0;
    walk->put = 0;
    walk->units = NULL;
    if (walk_is_over(walk)) return;
    const struct ot_section *section = &walk->changes->sections[walk->at];
    walk->len = section->len;
    walk->put = section->put;
    walk->units = section->units;
}

void walk_begin(struct walk *walk, const struct ot_changes *changes)
{
    *walk = (struct walk){.changes = changes};
    take_up(walk);
}

void walk_next(struct walk *walk)
{
    walk->at++;
    take_up(walk);
}

void walk_before(struct walk *walk, uint32_t len)
{
    if (len == walk->len) {
        walk_next(walk);
        return;
    }
    walk->len -= len;
    walk->is_begun = true;
}

void walk_after(struct walk *walk, uint32_t len)
{
    if (walk->put == OT_KEPT) {
        walk_before(walk, len);
    } else if (len == (uint32_t)walk->put) {
        walk_next(walk);
    } else {
        walk->put -= (int32_t)len;
        walk->units += len;
        walk->is_begun = true;
    }
}

void build_begin(struct build *build, struct arena *arena, size_t most_sections, size_t most_units)
{
    *build = (struct build){.room = (uint32_t)most_sections};
    build->sections = arena_alloc(arena, most_sections * sizeof *build->sections);
    if (most_units) build->units = arena_alloc(arena, most_units * sizeof *build->units);
}

struct ot_changes build_end(const struct build *build)
{
    return (struct ot_changes){
        .sections = build->sections, .count = build->count, .base = build->base, .result = build->result};
}

/* Behind what was put in last, so that it is one piece with it. */
static const uint16_t *put_in(struct build *build, const uint16_t *units, int32_t count)
{
    uint16_t *room = build->units;
    memcpy(room, units, (size_t)count * sizeof *units);
    build->units += count;
    return room;
}

static bool goes_on(const struct ot_section *last, uint32_t len, int32_t put)
{
    if (put <= 0) return last->put == put;
    return !len && !last->len; /* two insertions at one place */
}

void build_add(struct build *build, uint32_t len, int32_t put, const uint16_t *units, bool joins)
{
    if (!len && put <= 0) return;
    const uint16_t *copy = put > 0 ? put_in(build, units, put) : NULL;
    build->base += len;
    build->result += put == OT_KEPT ? len : (uint32_t)put;

    struct ot_section *last = build->count ? &build->sections[build->count - 1] : NULL;
    if (last && (joins || goes_on(last, len, put))) {
        last->len += len;
        if (put <= 0) return;
        last->put += put;
        if (!last->units) last->units = copy;
        return;
    }
    must(build->count < build->room);
    build->sections[build->count++] = (struct ot_section){.len = len, .put = put, .units = copy};
}
