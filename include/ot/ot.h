/* ot.h - change sets over a text: CodeMirror's ChangeSet (@codemirror/state 6), with its meaning and its JSON. [any]
 *
 * A change set walks over a text of `base` units from its start to its end in sections: kept units, or units that are
 * replaced by others (by none: deleted; none by some: inserted). As JSON: n keeps, [n] deletes, [n,"line","line"…]
 * replaces; a line break is the step from one line to the next and counts one unit: [0,"",""] inserts one. Positions
 * and lengths are UTF-16 units. The empty set over the empty text is []. No section does nothing, and no two side by side
 * say the same: two kept ones, two deletions and two insertions are one. Who builds sections by hand keeps to that, as
 * ot_put() makes sure of (must).
 *
 * Everything is a pure function of its arguments; results live in the arena that is given, and may borrow the inserted
 * text of their arguments. Bases that don't fit each other are a bug of the caller (must), except where a function says
 * that it refuses. */
#ifndef OT_OT_H
#define OT_OT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

enum { OT_KEPT = -1, OT_MOST_UNITS = 16 * 1024 * 1024 }; /* the longest text that any change set may speak of */

struct ot_section {
    uint32_t len;          /* units of the text before */
    int32_t put;           /* OT_KEPT, or how many units stand in their place */
    const uint16_t *units; /* those; NULL where put <= 0 */
};

struct ot_changes {
    const struct ot_section *sections;
    uint32_t count;
    uint32_t base, result; /* length of the text before and after */
};

struct ot_chain { /* one after the other: each over what the one before leaves */
    struct ot_changes *items;
    size_t count;
};

/* A change set out of JSON. Strict: every form that CodeMirror's toJSON() can't have written is refused. */
enum ot_fault {
    OT_FINE,
    OT_NOT_A_LIST,        /* neither the whole nor a section of it is what it should be */
    OT_BAD_LENGTH,        /* not a whole number, negative, or a section that does nothing or is part of the last */
    OT_TOO_LONG,          /* more than OT_MOST_UNITS before or after */
    OT_LINE_BREAK,        /* \n or \r inside a line */
    OT_CONTROL_CHARACTER, /* any other below U+0020 but \t, or U+007F */
    OT_LONE_SURROGATE     /* half a pair */
};
enum ot_fault ot_read(const json_t *json, struct arena *arena, struct ot_changes *out);
void ot_put(struct buf *out, const struct ot_changes *changes); /* as CodeMirror's toJSON() would write it */

/* `a`, made over the same text as `b`, so that it applies after `b`. Where both insert at one place, a's text comes first
 * if a_is_first. As ChangeSet.map(b, a_is_first). */
struct ot_changes ot_map(const struct ot_changes *a, const struct ot_changes *b, bool a_is_first, struct arena *arena);

/* Both, one after the other, as one. For history only: rebasing over a composed change diverges from what browsers do. */
struct ot_changes ot_compose(const struct ot_changes *first, const struct ot_changes *then, struct arena *arena);

/* What takes the change back, given the text before it (changes->base units), of which it copies what it needs. */
struct ot_changes ot_invert(const struct ot_changes *changes, const uint16_t *before, struct arena *arena);

/* `mine`, a chain that begins at the text that `theirs`, a chain too, begins at: afterwards mine begins where theirs ends.
 * Pair by pair, theirs first where both insert at one place, as every browser does with what it has not had confirmed. */
void ot_rebase(struct ot_chain *mine, const struct ot_chain *theirs, struct arena *arena);

uint32_t ot_added(const struct ot_changes *changes);   /* units put in */
uint32_t ot_removed(const struct ot_changes *changes); /* units taken out */

/* ---- a text that changes are applied to ---- */

struct ot_text {
    uint16_t *units;
    uint32_t count, room;
};

void ot_text_init(struct ot_text *text);
void ot_text_fini(struct ot_text *text);
void ot_text_set(struct ot_text *text, const char *utf8, size_t len); /* valid UTF-8 */
void ot_text_put(struct buf *out, const struct ot_text *text);        /* as UTF-8 */

/* False, and nothing happened: its base is not the text's length, or one of its sections ends within a surrogate pair or
 * puts half of one in. */
bool ot_apply(struct ot_text *text, const struct ot_changes *changes);

#endif
