/* rebase.c - a chain of changes over another chain, pair by pair
 *
 * Each of mine passes over each of theirs in turn, and each of theirs over it, ready for the next of mine. What is only
 * needed on the way lies in memory that is used again: of theirs one row and the one before it, of mine one change and the
 * one before it. So hundreds of changes over thousands take no more room than the two chains themselves. */
#include "sections.h"

#include <stdlib.h>
#include <string.h>

#include "base/must.h"

struct room {
    struct ot_section *sections;
    size_t count;
};

struct rebase {
    struct ot_changes *over; /* theirs, over those of mine that are done */
    size_t over_count;
    struct arena rows[2];  /* the sections of `over`, in turns */
    struct room moving[2]; /* the one of mine that is on its way, in turns */
    struct room building;
    struct arena *arena; /* for what stays */
};

static struct ot_section *room_for(struct room *room, size_t count)
{
    if (count > room->count) {
        room->count = count + count / 2;
        free(room->sections);
        room->sections = malloc(room->count * sizeof *room->sections);
        must(room->sections);
    }
    return room->sections;
}

static struct ot_changes copy_to(struct arena *arena, const struct ot_changes *changes)
{
    struct ot_changes copy = *changes;
    struct ot_section *sections = arena_alloc(arena, changes->count * sizeof *sections);
    if (changes->count) memcpy(sections, changes->sections, changes->count * sizeof *sections);
    copy.sections = sections;
    return copy;
}

/* The next one of theirs, over `mine`. */
static void pass(struct rebase *r, struct ot_changes *theirs, const struct ot_changes *mine, struct arena *row)
{
    struct ot_section *sections = room_for(&r->building, map_most_sections(theirs, mine));
    struct ot_changes passed = map_into(sections, theirs, mine, true, r->arena);
    *theirs = copy_to(row, &passed);
}

static void rebase_one(struct rebase *r, struct ot_changes *mine, struct arena *row, bool is_last)
{
    struct ot_changes moved = *mine;
    for (size_t i = 0, turn = 0; i < r->over_count; i++) {
        struct ot_section *sections = room_for(&r->moving[turn], map_most_sections(&moved, &r->over[i]));
        struct ot_changes next = map_into(sections, &moved, &r->over[i], false, r->arena);
        if (!is_last) pass(r, &r->over[i], &moved, row);
        moved = next;
        if (moved.sections == sections) turn = !turn;
    }
    *mine = copy_to(r->arena, &moved);
}

void ot_rebase(struct ot_chain *mine, const struct ot_chain *theirs, struct arena *arena)
{
    if (!mine->count || !theirs->count) return;
    struct rebase r = {.over_count = theirs->count, .arena = arena};
    r.over = arena_alloc(arena, theirs->count * sizeof *r.over);
    memcpy(r.over, theirs->items, theirs->count * sizeof *r.over);
    arena_init(&r.rows[0]);
    arena_init(&r.rows[1]);
    for (size_t i = 0; i < mine->count; i++) {
        arena_reset(&r.rows[i % 2]);
        rebase_one(&r, &mine->items[i], &r.rows[i % 2], i + 1 == mine->count);
    }
    arena_fini(&r.rows[0]);
    arena_fini(&r.rows[1]);
    free(r.moving[0].sections);
    free(r.moving[1].sections);
    free(r.building.sections);
}
