/* driver.h - what a database engine promises to the transactions above it. Private to src/db.
 *
 * tx.c and rows.c know errors, parts and numbers; a driver knows one engine: SQL in, rows out, and what its failures
 * mean. A driver logs what fails, once, and answers with
 *
 *   ERR_STORAGE_FULL  short of space: the whole transaction is gone, nothing of it happened
 *   ERR_BUSY          locked by another process, or past the deadline
 *   ERR_CONFLICT      a row with this key exists
 *   ERR_TOO_LARGE     a value beyond the engine's limits
 *   ERR_INTERNAL      anything else; is_lost() says whether the disk can still be believed */
#ifndef DB_DRIVER_H
#define DB_DRIVER_H

#include "db/db.h"

struct connection;
struct statement;

enum control {
    CONTROL_BEGIN, /* writer: with the write lock; reader: with its snapshot taken */
    CONTROL_COMMIT,
    CONTROL_ROLLBACK,
    CONTROL_PART_BEGIN,
    CONTROL_PART_KEEP,
    CONTROL_PART_UNDO
};

struct schema_state {
    bool is_empty; /* new: nothing in it yet */
    bool is_ours;  /* made by this program, of whichever version */
    int version;
};

struct driver {
    /* Takes the lock and looks, without changing anything. */
    enum err (*open)(const char *path, enum db_mode mode, struct connection **out, struct schema_state *state);
    enum err (*settle)(struct connection *c);                                        /* writer: ready for writing */
    enum err (*migrate)(struct connection *c, const struct db_migration *migration); /* whole or not at all */
    void (*close)(struct connection *c);

    enum err (*control)(struct connection *c, enum control what); /* ends statements under way, but for PART_BEGIN */
    enum err (*end_statements)(struct connection *c);             /* those under way */
    int64_t (*changes)(const struct connection *c);               /* rows changed since it was opened */
    bool (*stands)(const struct connection *c);                   /* inside a transaction */
    bool (*is_lost)(const struct connection *c);
    void (*checkpoint)(struct connection *c, bool idle);
    void (*deadline)(struct connection *c, int64_t ms);
    int64_t (*wal_bytes)(const struct connection *c);

    /* A statement is started, bound, stepped while there are rows, and ended; without a row it has ended by itself. */
    enum err (*start)(struct connection *c, const struct db_query *query, struct statement **out);
    enum err (*step)(struct statement *s, bool *has_row);
    enum err (*end)(struct statement *s);
    int64_t (*changed)(const struct statement *s); /* rows, by the step that just ended */
    void (*bind_null)(struct statement *s, unsigned param);
    void (*bind_int)(struct statement *s, unsigned param, int64_t value);
    void (*bind_text)(struct statement *s, unsigned param, const char *text); /* borrowed until the end */
    void (*bind_bytes)(struct statement *s, unsigned param, struct bytes bytes);
    bool (*is_null)(const struct statement *s, unsigned column);
    int64_t (*get_int)(const struct statement *s, unsigned column);
    struct bytes (*get_text)(const struct statement *s, unsigned column); /* NUL behind it; NULL data for NULL */
    struct bytes (*get_bytes)(const struct statement *s, unsigned column);
};

extern const struct driver sqlite_driver;

/* schema.c: refuses what is not ours or newer; a writer brings the rest up to date. */
enum err schema_bring_up(const struct driver *driver, struct connection *c, enum db_mode mode,
                         const struct schema_state *state, const struct db_migration *list);

/* lock.c: one writer a host. The descriptor stays open as long as the lock is held. */
enum err lock_take(const char *path, int *out); /* of the database at path; ERR_BUSY where another holds it */
void lock_drop(int fd);

#endif
