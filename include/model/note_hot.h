/* note_hot.h - notes that are being written, in memory: the text, whose it is, and the latest updates
 *
 * Only a shortcut past the database: what is used must stand at the version and the client of note_head as it was read
 * inside the transaction, anything else is read anew. What was read or changed in a transaction that is taken back, or
 * in a part of one, is forgotten. Owned by the thread that writes. [store] */
#ifndef MODEL_NOTE_HOT_H
#define MODEL_NOTE_HOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "db/queries.gen.h"
#include "model/note_wording.h"
#include "ot/ot.h"

enum { HOT_RING = 64, HOT_CLIENT = 4 * 64 + 1 };

struct hot_notes;

struct hot_past { /* one update, in memory of its own */
    struct ot_changes changes;
    void *memory;
    size_t bytes;
};

struct hot_note {
    struct hot_notes *all;
    struct wording wording;  /* with runs */
    char client[HOT_CLIENT]; /* of the latest update; "" at version 0 */
    int64_t stored, kept;    /* versions of the latest stored text, and of the latest that stays; 0: none */
    int64_t step, step_at;   /* a step of the log, and when it began; 0: not asked for */

    struct hot_past past[HOT_RING]; /* version v at [v % HOT_RING] */
    unsigned past_count;
    size_t past_bytes;

    struct hot_note *same, *newer, *older; /* of one bucket; in the order of use */
    uint64_t group, part;                  /* in which it was last read or changed */
    size_t bytes;
};

struct hot_notes *hot_new(size_t most_bytes); /* the one in use stays, however large */
void hot_free(struct hot_notes *all);         /* NULL does nothing */

/* ---- beside the transaction ---- */
void hot_begin(struct hot_notes *all);      /* a transaction begins */
void hot_part_begin(struct hot_notes *all); /* a part begins */
void hot_part_undo(struct hot_notes *all);  /* the part was taken back */
void hot_undo(struct hot_notes *all);       /* the transaction was taken back, or its commit failed */

/* ---- within it ---- */

/* A note as it stands; head->version 0 where nothing was written yet. Valid until the next call. NULL: it can't be read. */
struct hot_note *hot_get(struct hot_notes *all, struct db_tx *tx, int64_t board, int64_t note,
                         const struct note_head *head);

/* When the step of the latest update began; the log is asked once a step. */
int64_t hot_step_at(struct hot_note *hot, struct db_tx *tx, const struct note_head *head);

/* The updates behind a version: from memory, or else out of the log. False: they can't be read. */
bool hot_since(struct hot_note *hot, struct db_tx *tx, int64_t since, struct arena *arena, struct ot_chain *out);

/* One more update. False: it does not fit; the note is then forgotten, and hot is no more. */
bool hot_apply(struct hot_note *hot, const struct ot_changes *changes, int64_t account, const char *client,
               int64_t step);

/* Whose the text is, where that does not follow from the update; swallows what the runs hold. */
void hot_set_runs(struct hot_note *hot, struct note_runs *runs);

/* Keeps the text in the database, where it is time for that or must_be_kept. */
void hot_store(struct hot_note *hot, struct db_tx *tx, bool must_be_kept);

#endif
