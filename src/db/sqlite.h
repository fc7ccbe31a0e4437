/* sqlite.h - what sqlite.c and sqlite_statement.c share. Private to them; nobody else includes sqlite3.h. */
#ifndef DB_SQLITE_H
#define DB_SQLITE_H

#include <sqlite3.h>

#include "driver.h"

enum { CONTROLS = CONTROL_PART_UNDO + 1 };

struct statement {
    struct connection *connection;
    sqlite3_stmt *stmt;
    const struct db_query *query;
    struct statement *next, **link; /* among those under way; link is NULL when it is not */
    bool reads_only;
};

struct connection {
    sqlite3 *handle;
    enum db_mode mode;
    int lock;        /* descriptor of the lock file, or -1 */
    bool is_open;    /* looked at and found to be a database */
    bool is_settled; /* a writer's: WAL on, ours to write */
    bool is_lost;    /* what is on disk is unknown */
    bool is_checkpointing;
    int64_t deadline_us; /* by the monotonic clock, 0 = none */
    int64_t patience_ms; /* how long to wait for a lock … */
    int64_t patience_us; /* … and until when, while waiting */

    sqlite3_stmt *controls[CONTROLS][2];
    struct statement **statements; /* by slot */
    unsigned slots;
    struct statement *under_way;

    int wal_frames, wal_copied; /* in the WAL since it began anew, and how many of them are back in the database */
    bool is_hindered;           /* readers kept the last checkpoint from finishing … */
    int64_t checkpoint_us;      /* … which was then */
};

/* Logs a failure and says what it means. `query` is a name or SQL of the program. */
enum err sqlite_fail(struct connection *c, int rc, const char *query);
bool sqlite_is_late(const struct connection *c); /* past the deadline */

enum err sqlite_control(struct connection *c, sqlite3_stmt **stmt, const char *sql); /* prepares it once, runs it */
enum err sqlite_end_statements(struct connection *c);                                /* those under way */
void sqlite_forget_statements(struct connection *c);                                 /* all, before closing */

const char *sqlite_wal_vfs(void); /* sqlite_wal.c: the file system for a writer, whose log is written in one stretch */

/* The driver's functions on statements, see driver.h. */
enum err sqlite_start(struct connection *c, const struct db_query *query, struct statement **out);
enum err sqlite_step(struct statement *s, bool *has_row);
enum err sqlite_end(struct statement *s);
int64_t sqlite_changed(const struct statement *s);
void sqlite_bind_null(struct statement *s, unsigned param);
void sqlite_bind_int(struct statement *s, unsigned param, int64_t value);
void sqlite_bind_text(struct statement *s, unsigned param, const char *text);
void sqlite_bind_bytes(struct statement *s, unsigned param, struct bytes bytes);
bool sqlite_is_null(const struct statement *s, unsigned column);
int64_t sqlite_get_int(const struct statement *s, unsigned column);
struct bytes sqlite_get_text(const struct statement *s, unsigned column);
struct bytes sqlite_get_bytes(const struct statement *s, unsigned column);

#endif
