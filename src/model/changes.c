/* changes.c - events computed from rows, see changes.h */
#include "model/changes.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/must.h"
#include "model/rows.h"

void changes_init(struct changes *changes, struct db_tx *tx, int64_t board)
{
    *changes = (struct changes){.tx = tx, .board = board};
}

void changes_fini(struct changes *changes)
{
    for (struct change *change = changes->list; change; change = change->next)
        json_decref(change->was);
    changes->list = NULL;
}

/* NULL: there is none, or it is gone */
static json_t *row_as_it_is(struct db_tx *tx, enum noun noun, int64_t board, int64_t id)
{
    struct db_rows rows = db_query(tx, nouns[noun].get);
    db_bind_ref(&rows, 1, board);
    db_bind_ref(&rows, 2, id);
    json_t *row = NULL;
    if (db_next(&rows) && (nouns[noun].gone == NO_COLUMN || db_is_null(&rows, nouns[noun].gone))) row = row_json(&rows);
    db_rows_end(&rows);
    return row;
}

static bool is_known(const struct changes *changes, enum noun noun, int64_t id)
{
    for (const struct change *change = changes->list; change; change = change->next)
        if (change->noun == noun && change->id == id) return true;
    return false;
}

static void put_first(struct changes *changes, enum noun noun, int64_t id, json_t *was)
{
    struct change *change = arena_alloc(db_arena(changes->tx), sizeof *change);
    *change = (struct change){.next = changes->list, .noun = noun, .id = id, .was = was};
    changes->list = change;
}

void changes_remember(struct changes *changes, enum noun noun, int64_t id)
{
    if (!is_known(changes, noun, id)) put_first(changes, noun, id, row_as_it_is(changes->tx, noun, changes->board, id));
}

void changes_born(struct changes *changes, enum noun noun, int64_t id)
{
    put_first(changes, noun, id, NULL);
}

static json_t *member(json_t *object, const char *name)
{
    json_t *value = json_object_get(object, name);
    if (value) return value;
    must(!json_object_set_new(object, name, json_object()));
    return json_object_get(object, name);
}

/* Leaves in each only what differs; false where nothing does. */
static bool keep_differences(json_t *was, json_t *is)
{
    const char *name;
    json_t *value;
    void *next;
    json_object_foreach_safe (is, next, name, value) {
        if (!json_equal(value, json_object_get(was, name))) continue;
        json_object_del(was, name);
        json_object_del(is, name);
    }
    return json_object_size(is) > 0;
}

static void put_change(const struct changes *changes, struct change *change, json_t *set, json_t *was)
{
    json_t *is = row_as_it_is(changes->tx, change->noun, changes->board, change->id);
    bool differs = is && change->was ? keep_differences(change->was, is) : is || change->was;
    if (!differs) {
        json_decref(is);
        return;
    }

    char id[24];
    snprintf(id, sizeof id, "%" PRId64, change->id);
    const char *noun = nouns[change->noun].name;
    must(!json_object_set_new(member(set, noun), id, is ? is : json_null()));
    must(!json_object_set(member(was, noun), id, change->was ? change->was : json_null()));
}

bool changes_read(struct changes *changes, struct buf *set, struct buf *was)
{
    json_t *set_json = json_object(), *was_json = json_object();
    for (struct change *change = changes->list; change; change = change->next)
        put_change(changes, change, set_json, was_json);

    bool differs = json_object_size(set_json) > 0;
    if (differs) {
        json_put(set, set_json);
        json_put(was, was_json);
    }
    json_decref(set_json);
    json_decref(was_json);
    return differs;
}

void event_put(struct buf *out, const struct event_line *event)
{
    buf_printf(out, "{\"seq\":%" PRId64 ",\"name\":\"%s\",", event->seq, event->name);
    if (event->by)
        buf_printf(out, "\"by\":%" PRId64 ",", event->by);
    else
        buf_text(out, "\"by\":null,");
    buf_printf(out, "\"at\":%" PRId64 ",\"set\":", event->at);
    buf_text(out, event->set);
    buf_text(out, "}");
}
