/* snapshot.c - a whole board, see snapshot.h
 *
 * A board as it stood is today's board with the later events taken back, newest first: each event's `was` holds the
 * changed fields as they were, null where there was no row. */
#include "model/snapshot.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/must.h"
#include "db/queries.gen.h"
#include "model/rows.h"

static json_t *noun_now(struct db_tx *tx, const struct db_noun *noun, int64_t board)
{
    json_t *object = json_object();
    struct db_rows rows = db_query(tx, noun->all);
    db_bind_ref(&rows, 1, board);
    while (db_next(&rows)) {
        char id[24];
        snprintf(id, sizeof id, "%" PRId64, db_int(&rows, 0));
        must(!json_object_set_new(object, id, row_json(&rows)));
    }
    return object;
}

json_t *snapshot_now(struct db_tx *tx, int64_t board)
{
    json_t *snapshot = json_object();
    for (const struct db_noun *noun = nouns; noun->name; noun++)
        must(!json_object_set_new(snapshot, noun->name, noun_now(tx, noun, board)));
    return snapshot;
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
    json_t *snapshot = snapshot_now(tx, board);
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
