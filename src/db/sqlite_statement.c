/* sqlite_statement.c - prepared statements of a connection, found by slot, used again and again
 *
 * The straight path: the first use prepares; each use binds, steps and resets. Nothing is allocated here afterwards.
 * What can fail: preparing (SQL that doesn't fit the schema: a bug that a test over all queries finds), a step, and the
 * reset of a statement that was left early, which is when SQLite checks its references. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/must.h"
#include "sqlite.h"

bool sqlite_is_late(const struct connection *c)
{
    return c->deadline_us && clock_mono_us() > c->deadline_us;
}

static enum err prepare(struct connection *c, const char *name, const char *sql, sqlite3_stmt **out)
{
    int rc = sqlite3_prepare_v3(c->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, out, NULL);
    if (rc == SQLITE_OK) return ERR_OK;
    if (rc != SQLITE_ERROR) return sqlite_fail(c, rc, name);
    /* the words are about the program's own SQL; there are no values in it yet */
    log_say(LOG_ERROR, "query_wrong", LOG_TEXT(query, name), LOG_TEXT(reason, sqlite3_errmsg(c->handle)), LOG_END);
    return ERR_INTERNAL;
}

enum err sqlite_control(struct connection *c, sqlite3_stmt **stmt, const char *sql)
{
    if (!*stmt) {
        enum err err = prepare(c, sql, sql, stmt);
        if (err) return err;
    }
    int rc = sqlite3_step(*stmt);
    sqlite3_reset(*stmt);
    return rc == SQLITE_DONE || rc == SQLITE_ROW ? ERR_OK : sqlite_fail(c, rc, sql);
}

/* ---- the cache ---- */

static struct statement **slot_of(struct connection *c, unsigned slot)
{
    if (slot >= c->slots) {
        unsigned slots = slot + 64;
        struct statement **statements = realloc(c->statements, slots * sizeof(*statements));
        must(statements);
        memset(statements + c->slots, 0, (slots - c->slots) * sizeof(*statements));
        c->statements = statements;
        c->slots = slots;
    }
    return &c->statements[slot];
}

/* A description that doesn't fit its SQL would read the wrong columns: as wrong as SQL that doesn't fit the schema. */
static bool fits(const struct statement *s)
{
    return sqlite3_bind_parameter_count(s->stmt) == (int)s->query->n_params &&
           sqlite3_column_count(s->stmt) == (int)s->query->n_columns;
}

static enum err add(struct connection *c, const struct db_query *query, struct statement **place)
{
    sqlite3_stmt *stmt = NULL;
    enum err err = prepare(c, query->name, query->sql, &stmt);
    if (err) return err;
    struct statement *s = calloc(1, sizeof *s);
    must(s);
    *s = (struct statement){.connection = c, .stmt = stmt, .query = query, .reads_only = sqlite3_stmt_readonly(stmt)};
    *place = s;
    return ERR_OK;
}

static enum err late(const struct db_query *query)
{
    log_say(LOG_WARN, "deadline_passed", LOG_TEXT(query, query->name), LOG_END);
    return ERR_BUSY;
}

enum err sqlite_start(struct connection *c, const struct db_query *query, struct statement **out)
{
    struct statement **place = slot_of(c, query->slot);
    if (sqlite_is_late(c)) return late(query);
    if (!*place) {
        enum err err = add(c, query, place);
        if (err) return err;
    }
    struct statement *s = *place;
    must(s->query == query && !s->link);
    if (!fits(s)) {
        log_say(LOG_ERROR, "query_wrong", LOG_TEXT(query, query->name), LOG_TEXT(reason, "parameters or columns"),
                LOG_END);
        return ERR_INTERNAL;
    }
    s->next = c->under_way;
    s->link = &c->under_way;
    if (s->next) s->next->link = &s->next;
    c->under_way = s;
    *out = s;
    return ERR_OK;
}

/* What was bound is borrowed, so it is let go of with the statement. */
static int rest(struct statement *s)
{
    *s->link = s->next;
    if (s->next) s->next->link = s->link;
    s->link = NULL;
    int rc = sqlite3_reset(s->stmt);
    if (s->query->n_params) sqlite3_clear_bindings(s->stmt);
    return rc;
}

enum err sqlite_step(struct statement *s, bool *has_row)
{
    int rc = sqlite3_step(s->stmt);
    *has_row = rc == SQLITE_ROW;
    if (rc == SQLITE_ROW) return ERR_OK;
    enum err err = rc == SQLITE_DONE ? ERR_OK : sqlite_fail(s->connection, rc, s->query->name);
    rest(s);
    return err;
}

enum err sqlite_end(struct statement *s)
{
    int rc = rest(s);
    return rc == SQLITE_OK ? ERR_OK : sqlite_fail(s->connection, rc, s->query->name);
}

enum err sqlite_end_statements(struct connection *c)
{
    enum err err = ERR_OK;
    while (c->under_way) {
        enum err other = sqlite_end(c->under_way);
        if (!err) err = other;
    }
    return err;
}

void sqlite_forget_statements(struct connection *c)
{
    sqlite_end_statements(c);
    for (unsigned i = 0; i < c->slots; i++) {
        if (c->statements[i]) sqlite3_finalize(c->statements[i]->stmt);
        free(c->statements[i]);
    }
    free(c->statements);
    c->statements = NULL;
    c->slots = 0;
    for (unsigned i = 0; i < CONTROLS; i++) {
        sqlite3_finalize(c->controls[i][0]);
        sqlite3_finalize(c->controls[i][1]);
    }
}

int64_t sqlite_changed(const struct statement *s)
{
    return s->reads_only ? 0 : sqlite3_changes64(s->connection->handle);
}

/* ---- values ---- */

void sqlite_bind_null(struct statement *s, unsigned param)
{
    must(sqlite3_bind_null(s->stmt, (int)param) == SQLITE_OK);
}

void sqlite_bind_int(struct statement *s, unsigned param, int64_t value)
{
    must(sqlite3_bind_int64(s->stmt, (int)param, value) == SQLITE_OK);
}

void sqlite_bind_text(struct statement *s, unsigned param, const char *text)
{
    size_t len = strlen(text);
    must(len <= INT_MAX);
    must(sqlite3_bind_text(s->stmt, (int)param, text, (int)len, SQLITE_STATIC) == SQLITE_OK);
}

void sqlite_bind_bytes(struct statement *s, unsigned param, struct bytes bytes)
{
    must(bytes.len <= INT_MAX);
    must(sqlite3_bind_blob(s->stmt, (int)param, bytes.data, (int)bytes.len, SQLITE_STATIC) == SQLITE_OK);
}

bool sqlite_is_null(const struct statement *s, unsigned column)
{
    return sqlite3_column_type(s->stmt, (int)column) == SQLITE_NULL;
}

int64_t sqlite_get_int(const struct statement *s, unsigned column)
{
    return sqlite3_column_int64(s->stmt, (int)column);
}

/* Reading may have to allocate; SQLite then answers like NULL, but with an error that no value can have. */
static struct bytes got(const struct statement *s, unsigned column, const void *data)
{
    if (!data) must(sqlite3_errcode(s->connection->handle) != SQLITE_NOMEM);
    return (struct bytes){data, data ? (size_t)sqlite3_column_bytes(s->stmt, (int)column) : 0};
}

struct bytes sqlite_get_text(const struct statement *s, unsigned column)
{
    return got(s, column, sqlite3_column_text(s->stmt, (int)column));
}

struct bytes sqlite_get_bytes(const struct statement *s, unsigned column)
{
    struct bytes bytes = got(s, column, sqlite3_column_blob(s->stmt, (int)column));
    /* an empty blob is not an absent one */
    if (!bytes.data && !sqlite_is_null(s, column)) bytes.data = "";
    return bytes;
}
