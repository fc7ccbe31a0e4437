/* snapshot.h - a whole board: noun → id → row, the shape of an event's `set` [reader] */
#ifndef MODEL_SNAPSHOT_H
#define MODEL_SNAPSHOT_H

#include <jansson.h>
#include <stdint.h>

#include "db/db.h"

json_t *snapshot_now(struct db_tx *tx, int64_t board); /* yours */

/* The board as it stood after event `seq`: today's, with the later events taken back. NULL: an event could not be read.
 */
json_t *snapshot_at(struct db_tx *tx, int64_t board, int64_t seq);

#endif
