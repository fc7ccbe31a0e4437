/* changes.c - events computed from rows, see changes.h
 *
 * A row is held as the JSON text of each of its columns, so two states of it are compared column by column. */
#include "model/changes.h"

#include <string.h>

#include "base/arena.h"
#include "base/must.h"
#include "model/rows.h"

struct change {
    struct change *next;
    int64_t board;
    enum noun noun;
    int64_t id;
    const char **was; /* JSON text of each column; NULL: absent */
};

void changes_init(struct changes *changes, struct db_tx *tx, int64_t board)
{
    *changes = (struct changes){.tx = tx, .board = board};
}

static const char **columns_of(struct db_tx *tx, const struct db_rows *rows)
{
    struct buf text;
    buf_init(&text);
    const char **columns = arena_alloc(db_arena(tx), rows->query->n_columns * sizeof *columns);
    for (unsigned i = 0; i < rows->query->n_columns; i++) {
        buf_clear(&text);
        column_put(&text, rows, i);
        columns[i] = arena_bytes(db_arena(tx), text.data, text.len);
    }
    buf_fini(&text);
    return columns;
}

/* The row, gone or not; false: there is none. */
static bool find_row(const struct changes *changes, int64_t board, enum noun noun, int64_t id, struct db_rows *rows)
{
    *rows = db_query(changes->tx, nouns[noun].get);
    db_bind_ref(rows, 1, board);
    db_bind_ref(rows, 2, id);
    return db_next(rows);
}

/* NULL: it is gone */
static const char **columns_unless_gone(const struct changes *changes, enum noun noun, const struct db_rows *rows)
{
    bool is_gone = nouns[noun].gone != NO_COLUMN && !db_is_null(rows, nouns[noun].gone);
    return is_gone ? NULL : columns_of(changes->tx, rows);
}

/* NULL: there is none, or it is gone */
static const char **row_as_it_is(const struct changes *changes, int64_t board, enum noun noun, int64_t id)
{
    struct db_rows rows;
    if (!find_row(changes, board, noun, id, &rows)) return NULL;
    const char **columns = columns_unless_gone(changes, noun, &rows);
    db_rows_end(&rows);
    return columns;
}

static bool is_known(const struct changes *changes, enum noun noun, int64_t id)
{
    for (const struct change *change = changes->list; change; change = change->next)
        if (change->board == changes->board && change->noun == noun && change->id == id) return true;
    return false;
}

static void put_first(struct changes *changes, enum noun noun, int64_t id, const char **was)
{
    struct change *change = arena_alloc(db_arena(changes->tx), sizeof *change);
    *change = (struct change){changes->list, changes->board, noun, id, was};
    changes->list = change;
}

void changes_remember(struct changes *changes, enum noun noun, int64_t id)
{
    if (!is_known(changes, noun, id)) put_first(changes, noun, id, row_as_it_is(changes, changes->board, noun, id));
}

bool changes_load(struct changes *changes, enum noun noun, int64_t id, struct db_rows *rows)
{
    if (!find_row(changes, changes->board, noun, id, rows)) return false;
    if (!is_known(changes, noun, id)) put_first(changes, noun, id, columns_unless_gone(changes, noun, rows));
    return true;
}

void changes_born(struct changes *changes, enum noun noun, int64_t id)
{
    put_first(changes, noun, id, NULL);
}

/* ---- the difference ---- */

/* One row's fields: all of `columns`, or those in which it differs from `other`; null for an absent row. */
static void put_fields(struct buf *out, const struct db_query *query, const char **columns, const char **other)
{
    if (!columns) {
        buf_put(out, "null", 4);
        return;
    }
    const char *before = "{\"";
    for (unsigned i = 0; i < query->n_columns; i++) {
        if (other && strcmp(columns[i], other[i]) == 0) continue;
        buf_put(out, before, 2);
        buf_text(out, query->columns[i].name);
        buf_put(out, "\":", 2);
        buf_text(out, columns[i]);
        before = ",\"";
    }
    buf_put(out, "}", 1);
}

static bool differs(const struct db_query *query, const char **was, const char **is)
{
    if (!was || !is) return was != is;
    for (unsigned i = 0; i < query->n_columns; i++)
        if (strcmp(was[i], is[i]) != 0) return true;
    return false;
}

static void put_change(struct buf *out, const struct change *change, bool is_first, const char **columns,
                       const char **other)
{
    if (is_first) {
        buf_text(out, out->len > 1 ? ",\"" : "\"");
        buf_text(out, nouns[change->noun].name);
        buf_text(out, "\":{\"");
    } else {
        buf_text(out, ",\"");
    }
    buf_int(out, change->id);
    buf_text(out, "\":");
    put_fields(out, nouns[change->noun].get, columns, other);
}

static void put_noun(const struct changes *changes, int64_t board, enum noun noun, struct buf *set, struct buf *was)
{
    bool is_first = true;
    for (const struct change *change = changes->list; change; change = change->next) {
        if (change->board != board || change->noun != noun) continue;
        const char **is = row_as_it_is(changes, board, noun, change->id);
        if (!differs(nouns[noun].get, change->was, is)) continue;
        put_change(set, change, is_first, is, change->was);
        put_change(was, change, is_first, change->was, is);
        is_first = false;
    }
    if (is_first) return;
    buf_put(set, "}", 1);
    buf_put(was, "}", 1);
}

bool changes_read(const struct changes *changes, int64_t board, struct buf *set, struct buf *was)
{
    buf_put(set, "{", 1);
    buf_put(was, "{", 1);
    for (unsigned noun = 0; nouns[noun].name; noun++)
        put_noun(changes, board, (enum noun)noun, set, was);
    buf_put(set, "}", 1);
    buf_put(was, "}", 1);
    return set->len > 2;
}

int64_t changes_next_board(const struct changes *changes, int64_t after)
{
    int64_t next = 0;
    for (const struct change *change = changes->list; change; change = change->next)
        if (change->board > after && (!next || change->board < next)) next = change->board;
    return next;
}

void event_put(struct buf *out, const struct event_line *event)
{
    buf_text(out, "{\"seq\":");
    buf_int(out, event->seq);
    buf_text(out, ",\"name\":\"");
    buf_text(out, event->name);
    buf_text(out, "\",\"by\":");
    if (event->by)
        buf_int(out, event->by);
    else
        buf_text(out, "null");
    buf_text(out, ",\"at\":");
    buf_int(out, event->at);
    buf_text(out, ",\"set\":");
    buf_text(out, event->set);
    buf_text(out, "}");
}
