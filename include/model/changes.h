/* changes.h - events are computed from rows, never written by hand
 *
 * A handler says which rows it is about to change (or makes); each is remembered as it was. At the end every one is
 * read again, and the event is the difference: `set` for those who watch, `was` for history and for taking a step back.
 * A row whose "gone" column is set counts as absent. Nearly every command changes one board; what ends an account changes
 * all on which it had something to do, and makes one event on each. [store] */
#ifndef MODEL_CHANGES_H
#define MODEL_CHANGES_H

#include <stdint.h>

#include "base/buf.h"
#include "db/queries.gen.h"

struct change;

struct changes { /* what it holds lives as long as the transaction */
    struct db_tx *tx;
    struct change *list; /* the latest first */
    int64_t board;       /* at hand: what is remembered is a row of it */
};

void changes_init(struct changes *changes, struct db_tx *tx, int64_t board);

void changes_remember(struct changes *changes, enum noun noun, int64_t id); /* before the first change of a row */
/* Likewise, and the row is at hand, to be read and ended; false: there is none. */
bool changes_load(struct changes *changes, enum noun noun, int64_t id, struct db_rows *rows);
void changes_born(struct changes *changes, enum noun noun, int64_t id); /* a row that is about to be made */

/* The event's texts: noun → id → fields, null for a row that is absent. False: nothing differs, so there is no event.
 */
bool changes_read(const struct changes *changes, int64_t board, struct buf *set, struct buf *was);

/* The board with the next higher id of which a row was remembered; 0: no more. */
int64_t changes_next_board(const struct changes *changes, int64_t after);

/* One event as the wire has it: {"seq","name","by","at","set"}. `set` is spliced as it is. */
struct event_line {
    int64_t seq;
    const char *name;
    int64_t by, at; /* by 0: the system */
    const char *set;
};
void event_put(struct buf *out, const struct event_line *event);

#endif
