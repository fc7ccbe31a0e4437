/* note_wording.h - the words of a note at a version, and whose they are
 *
 * Read from the nearest stored text at or before the version and the log behind it. What can't be read (a gap in the
 * log, a change that doesn't fit) is logged and told by false; a failed statement marks the transaction besides.
 * [store] [reader] */
#ifndef MODEL_NOTE_WORDING_H
#define MODEL_NOTE_WORDING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "db/db.h"
#include "model/note_runs.h"
#include "ot/ot.h"

enum { NOTE_MOST_UNITS = 400000 }; /* the longest text of a note */

struct wording {
    int64_t board, note, version; /* version 0: nothing was written yet */
    struct ot_text text;
    struct note_runs runs; /* empty unless it was loaded with them */
    bool has_runs;
};

void wording_init(struct wording *wording, int64_t board, int64_t note);
void wording_fini(struct wording *wording);

bool wording_load(struct wording *wording, struct db_tx *tx, int64_t version, bool with_runs);

/* One version on. False, and nothing happened: the change does not fit, or would leave half a character. */
bool wording_apply(struct wording *wording, const struct ot_changes *changes, int64_t account, int64_t step);

/* Keeps the text in the database; the earlier ones that are not to stay are forgotten. Needs the runs. [store] */
void wording_store(const struct wording *wording, struct db_tx *tx, bool is_kept);

/* The updates behind `since` up to `to`, one after the other. They live as long as the arena. */
bool note_log_read(struct db_tx *tx, const struct wording *of, int64_t since, int64_t to, struct arena *arena,
                   struct ot_chain *out);

#endif
