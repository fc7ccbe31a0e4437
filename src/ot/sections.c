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
    if (len) walk->is_begun = true;
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

void build_begin(struct build *build, struct ot_section *sections, size_t room, struct arena *arena,
                 uint32_t most_copied)
{
    *build = (struct build){.sections = sections, .room = (uint32_t)room, .arena = arena, .most_copied = most_copied};
}

struct ot_changes build_end(const struct build *build)
{
    return (struct ot_changes){
        .sections = build->sections, .count = build->count, .base = build->base, .result = build->result};
}

static const uint16_t *copied(struct build *build, const uint16_t *units, int32_t count)
{
    if (!build->copies) build->copies = arena_alloc(build->arena, build->most_copied * sizeof *build->copies);
    must((uint32_t)count <= build->most_copied);
    uint16_t *copy = build->copies;
    memcpy(copy, units, (size_t)count * sizeof *units);
    build->copies += count;
    build->most_copied -= (uint32_t)count;
    return copy;
}

static void put_behind(struct build *build, struct ot_section *last, const uint16_t *units, int32_t count)
{
    if (last->put > 0) {
        bool is_copied = build->copies && last->units + last->put == build->copies;
        if (!is_copied) last->units = copied(build, last->units, last->put);
        copied(build, units, count);
    } else {
        last->units = units;
    }
    last->put += count;
}

bool sections_join(const struct ot_section *last, uint32_t len, int32_t put)
{
    if (put <= 0) return last->put == put;
    return !len && !last->len; /* two insertions at one place */
}

void build_add(struct build *build, uint32_t len, int32_t put, const uint16_t *units, bool joins)
{
    if (!len && put <= 0) return;
    build->base += len;
    build->result += put == OT_KEPT ? len : (uint32_t)put;

    struct ot_section *last = build->count ? &build->sections[build->count - 1] : NULL;
    if (last && (joins || sections_join(last, len, put))) {
        last->len += len;
        if (put > 0) put_behind(build, last, units, put);
        return;
    }
    must(build->count < build->room);
    build->sections[build->count++] = (struct ot_section){.len = len, .put = put, .units = put > 0 ? units : NULL};
}
