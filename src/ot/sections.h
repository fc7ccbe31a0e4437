/* sections.h - walking over a change set, and building one. Private to the layer. */
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

/* What is put in is borrowed. Only where a section grows by a neighbour's text are both copied, so that they are in one
 * piece; the copies of a whole build lie one behind the other. */
struct build {
    struct ot_section *sections; /* of the caller, with room for as many as may come */
    uint32_t count, room;
    uint32_t base, result;
    struct arena *arena;  /* for copies of text */
    uint16_t *copies;     /* free room for them; NULL as long as there is none */
    uint32_t most_copied; /* units: all that may be put in */
};

void build_begin(struct build *build, struct ot_section *sections, size_t room, struct arena *arena,
                 uint32_t most_copied);
struct ot_changes build_end(const struct build *build);

/* A section behind the last one, joined with it where both say the same, or where `joins` says so. */
void build_add(struct build *build, uint32_t len, int32_t put, const uint16_t *units, bool joins);

/* Two that never stand side by side: kept text, deletions, or insertions, which make one section. */
bool sections_join(const struct ot_section *last, uint32_t len, int32_t put);

/* ot_map() with the sections in room for map_most_sections(), and copied text in the arena. */
size_t map_most_sections(const struct ot_changes *a, const struct ot_changes *b);
struct ot_changes map_into(struct ot_section *sections, const struct ot_changes *a, const struct ot_changes *b,
                           bool a_is_first, struct arena *arena);

#endif
