/* sections.h - walking over a change set, and building one. Private to the layer.
 *
 * What is put in is copied into one stretch of memory in the order in which it comes, so a section that grows by a
 * neighbour's text still has its units in one piece. */
#ifndef OT_SECTIONS_H
#define OT_SECTIONS_H

#include "ot/ot.h"

struct walk { /* over a change set; the rest of the section at hand */
    const struct ot_changes *changes;
    uint32_t at;           /* its number */
    uint32_t len;          /* what is left of it in the text before */
    int32_t put;           /* what is left of it in the text after, or OT_KEPT */
    const uint16_t *units; /* of what is left to put */
    bool is_begun;         /* some of it is behind us */
};

void walk_begin(struct walk *walk, const struct ot_changes *changes);
void walk_next(struct walk *walk);
void walk_before(struct walk *walk, uint32_t len); /* on by so many units of the text before */
void walk_after(struct walk *walk, uint32_t len);  /* on by so many units of the text after */

static inline bool walk_is_over(const struct walk *walk)
{
    return walk->at == walk->changes->count;
}

static inline bool walk_keeps(const struct walk *walk)
{
    return !walk_is_over(walk) && walk->put == OT_KEPT;
}

static inline bool walk_changes(const struct walk *walk)
{
    return !walk_is_over(walk) && walk->put != OT_KEPT;
}

struct build {
    struct ot_section *sections;
    uint16_t *units; /* free room for what is put in */
    uint32_t count, room;
    uint32_t base, result;
};

void build_begin(struct build *build, struct arena *arena, size_t most_sections, size_t most_units);
struct ot_changes build_end(const struct build *build);

/* A section behind the last one, joined with it where both say the same, or where `joins` says so. */
void build_add(struct build *build, uint32_t len, int32_t put, const uint16_t *units, bool joins);

#endif
