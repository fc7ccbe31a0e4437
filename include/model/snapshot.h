/* snapshot.h - a whole board: noun → id → row, the shape of an event's `set` [reader] */
#ifndef MODEL_SNAPSHOT_H
#define MODEL_SNAPSHOT_H

#include <jansson.h>
#include <stdint.h>

#include "base/buf.h"
#include "db/db.h"

void snapshot_put(struct buf *out, struct db_tx *tx, int64_t board); /* the board as it is */

/* The board as it stood after event `seq`: today's, with the later events taken back. Yours. NULL: an event could not
 * be read. */
json_t *snapshot_at(struct db_tx *tx, int64_t board, int64_t seq);

#endif
