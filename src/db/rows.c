/* rows.c - statements and their rows: binding, stepping, reading; the hot path of every command
 *
 * A statement that failed, or whose transaction is marked, has no statement behind it: binding does nothing and it has
 * no rows, so callers need not ask. */
#include <string.h>

#include "base/log.h"
#include "base/must.h"
#include "tx.h"

static const struct driver *driver(const struct db_rows *rows)
{
    return rows->tx->db->driver;
}

struct db_rows db_query(struct db_tx *tx, const struct db_query *query)
{
    must(tx->is_open);
    struct db_rows rows = {tx, query, NULL};
    if (tx->err) return rows;
    struct statement *statement = NULL;
    tx_mark(tx, tx->db->driver->start(tx->db->connection, query, &statement));
    rows.statement = statement;
    return rows;
}

void db_bind_int(struct db_rows *rows, unsigned param, int64_t value)
{
    if (rows->statement) driver(rows)->bind_int(rows->statement, param, value);
}

void db_bind_ref(struct db_rows *rows, unsigned param, int64_t value)
{
    if (!rows->statement) return;
    if (value)
        driver(rows)->bind_int(rows->statement, param, value);
    else
        driver(rows)->bind_null(rows->statement, param);
}

void db_bind_text(struct db_rows *rows, unsigned param, const char *text)
{
    if (!rows->statement) return;
    if (text)
        driver(rows)->bind_text(rows->statement, param, text);
    else
        driver(rows)->bind_null(rows->statement, param);
}

void db_bind_bytes(struct db_rows *rows, unsigned param, struct bytes bytes)
{
    if (!rows->statement) return;
    if (bytes.data)
        driver(rows)->bind_bytes(rows->statement, param, bytes);
    else
        driver(rows)->bind_null(rows->statement, param);
}

void db_bind_word(struct db_rows *rows, unsigned param, const char *const *words, int value)
{
    must(value >= 0);
    for (int i = 1; i <= value; i++)
        must(words[i]);
    db_bind_text(rows, param, value ? words[value] : NULL);
}

bool db_next(struct db_rows *rows)
{
    if (!rows->statement) return false;
    bool has_row = false;
    if (rows->tx->err) {
        db_rows_end(rows);
        return false;
    }
    tx_mark(rows->tx, driver(rows)->step(rows->statement, &has_row));
    if (!has_row) rows->statement = NULL;
    return has_row;
}

int64_t db_run(struct db_rows *rows)
{
    const struct statement *statement = rows->statement;
    while (db_next(rows))
        continue;
    return statement && !rows->tx->err ? driver(rows)->changed(statement) : 0;
}

void db_rows_end(struct db_rows *rows)
{
    if (!rows->statement) return;
    struct statement *statement = rows->statement;
    rows->statement = NULL;
    tx_mark(rows->tx, driver(rows)->end(statement));
}

static const struct statement *row(const struct db_rows *rows, unsigned column)
{
    must(rows->statement && column < rows->query->n_columns);
    return rows->statement;
}

bool db_is_null(const struct db_rows *rows, unsigned column)
{
    return driver(rows)->is_null(row(rows, column), column);
}

int64_t db_int(const struct db_rows *rows, unsigned column)
{
    return driver(rows)->get_int(row(rows, column), column);
}

const char *db_text(const struct db_rows *rows, unsigned column)
{
    struct bytes text = driver(rows)->get_text(row(rows, column), column);
    return text.data ? arena_bytes(&rows->tx->arena, text.data, text.len) : NULL;
}

const char *db_text_peek(const struct db_rows *rows, unsigned column, size_t *len)
{
    struct bytes text = driver(rows)->get_text(row(rows, column), column);
    *len = text.len;
    return text.data;
}

struct bytes db_bytes(const struct db_rows *rows, unsigned column)
{
    struct bytes bytes = driver(rows)->get_bytes(row(rows, column), column);
    if (bytes.data) bytes.data = arena_bytes(&rows->tx->arena, bytes.data, bytes.len);
    return bytes;
}

int db_word(const struct db_rows *rows, unsigned column, const char *const *words)
{
    struct bytes text = driver(rows)->get_text(row(rows, column), column);
    if (!text.data) return 0;
    for (int i = 1; words[i]; i++)
        if (strcmp(words[i], text.data) == 0) return i;
    log_say(LOG_ERROR, "unknown_word", LOG_TEXT(query, rows->query->name), LOG_INT(count, column), LOG_END);
    tx_mark(rows->tx, ERR_INTERNAL);
    return 0;
}
