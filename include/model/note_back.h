/* note_back.h - the change that brings an earlier text of a note back [store] */
#ifndef MODEL_NOTE_BACK_H
#define MODEL_NOTE_BACK_H

#include "base/arena.h"
#include "db/db.h"
#include "model/note_wording.h"
#include "ot/ot.h"

enum { NOTE_MOST_TAKEN_BACK = 20000 }; /* updates that are taken back one by one */

/* What makes of the text at `now` that of `then`: the updates between, taken back; so what nobody touched is kept, and
 * what others are writing there meanwhile finds its place. Of more than NOTE_MOST_TAKEN_BACK updates it is the stretch
 * between the same beginning and the same end instead. The result borrows from both and lives as long as the arena.
 * False: the log can't be read. */
bool note_back(struct db_tx *tx, const struct wording *then, const struct wording *now, struct arena *arena,
               struct ot_changes *out);

#endif
