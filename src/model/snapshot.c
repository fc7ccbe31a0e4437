/* snapshot.c - a whole board, see snapshot.h
 *
 * A board as it stood is today's board with the later events taken back, newest first: each event's `was` holds the
 * changed fields as they were, null where there was no row. */
#include "model/snapshot.h"

#include <stdio.h>

#include "base/must.h"
#include "db/queries.gen.h"
#include "model/rows.h"

static void noun_put(struct buf *out, struct db_tx *tx, const struct db_noun *noun, int64_t board)
{
    struct db_rows rows = db_query(tx, noun->all);
    db_bind_ref(&rows, 1, board);
    bool is_first = true;
    buf_printf(out, "\"%s\":{", noun->name);
    while (db_next(&rows)) {
        buf_text(out, is_first ? "\"" : ",\"");
        buf_int(out, db_int(&rows, 0)); /* a noun's first column is its id */
        buf_text(out, "\":");
        row_put(out, &rows);
        is_first = false;
    }
    buf_put(out, "}", 1);
}

void snapshot_put(struct buf *out, struct db_tx *tx, int64_t board)
{
    buf_put(out, "{", 1);
    for (const struct db_noun *noun = nouns; noun->name; noun++) {
        if (noun != nouns) buf_put(out, ",", 1);
        noun_put(out, tx, noun, board);
    }
    buf_put(out, "}", 1);
}

static void take_back_row(json_t *rows, const char *id, json_t *was)
{
    json_t *row = json_object_get(rows, id);
    if (json_is_null(was))
        json_object_del(rows, id);
    else if (row)
        json_object_update(row, was);
    else
        json_object_set(rows, id, was);
}

static void take_back(json_t *snapshot, json_t *was)
{
    const char *noun, *id;
    json_t *rows, *row;
    json_object_foreach (was, noun, rows) {
        json_object_foreach (rows, id, row) {
            take_back_row(json_object_get(snapshot, noun), id, row);
        }
    }
}

json_t *snapshot_at(struct db_tx *tx, int64_t board, int64_t seq)
{
    struct buf now;
    buf_init(&now);
    snapshot_put(&now, tx, board);
    json_t *snapshot = json_loadb(now.data, now.len, 0, NULL);
    buf_fini(&now);
    if (!snapshot) return NULL; /* the transaction failed on the way */

    struct db_rows rows = event_back_to(tx, board, seq);
    struct event_back_to event;
    while (event_back_to_next(&rows, &event)) {
        json_t *was = json_loads(event.was_json, 0, NULL);
        if (!was) {
            db_rows_end(&rows);
            json_decref(snapshot);
            return NULL;
        }
        take_back(snapshot, was);
        json_decref(was);
    }
    return snapshot;
}
