/* db.h - transactions against the case-board database
 *
 * Errors are sticky: the first statement that fails marks its transaction; every later call on it does nothing and
 * yields no rows. Callers write straight lines and ask once, at db_commit(). Text and bytes read from a row live as
 * long as their transaction. A connection belongs to one thread. SQLite: one read-write connection in the whole host,
 * which alone checkpoints (versions up to 3.51.2 can corrupt a database when one connection checkpoints while another
 * commits).
 *
 * What a statement may fail with: ERR_STORAGE_FULL, ERR_BUSY (the deadline, or another process), ERR_CONFLICT (a row
 * with this key exists), ERR_TOO_LARGE, ERR_INTERNAL (the rest). It is logged once, where it happens. */
#ifndef DB_DB_H
#define DB_DB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/err.h"

struct arena;
struct db;
struct db_tx;

enum db_mode { DB_WRITER, DB_READER };

/* Opens. A writer creates the file where there is none, takes the lock file "<path>.lock" (a second writer anywhere on
 * the host is refused: ERR_BUSY), truncates the WAL, and migrates; a schema newer than this program is refused
 * (ERR_GONE), another program's database too (ERR_BAD_INPUT). A reader makes nothing: no file is ERR_NOT_FOUND, a
 * schema that is not of this program's version ERR_GONE. Reasons are logged. Our databases are told by their
 * application_id 0x52696e6e ("Rinn"), the schema's version is their user_version; files are made with mode 0600.
 * [store] [reader] */
enum err db_open(const char *path, enum db_mode mode, struct db **out);
void db_close(struct db *db); /* a writer truncates the WAL first; NULL does nothing */

struct db_tx *db_begin(
    struct db *db); /* writer: BEGIN IMMEDIATE; reader: a snapshot that stands still. Never NULL: may be born failed */
enum err db_commit(struct db_tx *tx); /* ends and frees it; ERR_STORAGE_FULL: nothing of it happened; ERR_INTERNAL: the
                                         outcome is unknown, see db_is_lost() */
void db_rollback(struct db_tx *tx);   /* ends and frees it */
enum err db_error(const struct db_tx *tx); /* ERR_OK, or what marked it */
struct arena *db_arena(struct db_tx *tx);  /* lives as long as it */

/* A part of a transaction that can be taken back alone. Parts don't nest. Taking a part back also clears an error that
 * arose inside it, unless the whole transaction is gone with it (full disk, I/O). The end of a part, like that of the
 * transaction, ends the statements that are under way.
 *
 * A savepoint copies each page that its part touches. Where parts are nearly always kept, they can be trusted to be: then
 * a part costs nothing, and taking back one that has changed rows spoils the transaction: roll it back and run it again
 * without trust. A part that has changed nothing can be taken back in any case. */
void db_trust_parts(struct db_tx *tx); /* directly after db_begin() */
bool db_is_spoilt(const struct db_tx *tx);
void db_part_begin(struct db_tx *tx);
void db_part_keep(struct db_tx *tx);
void db_part_undo(struct db_tx *tx);

/* True after an I/O error, a failed fsync or a corruption: what is on disk is unknown. Neither acknowledge nor refuse:
 * log, close every socket, exit; the restart reads the truth. */
bool db_is_lost(const struct db *db);

/* Numbers that are never given out twice, one space for all nouns. Taken in blocks: gaps happen, and a number whose
 * part or transaction was taken back may come again, for nobody can have seen it. 0 once the transaction is marked.
 * Writer only. */
int64_t db_new_id(struct db_tx *tx);

/* Keeps the WAL short. `idle`: nothing waits, so a passive checkpoint over 4 MiB of WAL harms nobody; over 64 MiB it
 * runs in any case, and waits up to 0.2 s, at most once a second, for readers that keep the WAL from beginning anew.
 * Call between transactions. [store] */
void db_checkpoint(struct db *db, bool idle);

/* Reader: how long statements may run from now, all together; past it, the transaction fails with ERR_BUSY. 0 = no
 * limit. */
void db_deadline(struct db *db, int64_t ms);

int64_t db_wal_bytes(const struct db *db); /* for the metrics */

/* ------------------------------------------------------------------------------------------------------------------------
 * For generated code (db/queries.gen.h) and what walks rows by their description. */

enum db_type { DB_INT, DB_REF, DB_AT, DB_BOOL, DB_TEXT, DB_DAY, DB_ENUM, DB_BLOB, DB_JSON };

struct db_column {
    const char *name;
    enum db_type type;
    bool is_optional;
    const char *const *words; /* of an enum: [0] is NULL, [1] the first word …, ended by NULL */
};

struct db_query {
    const char *name, *sql;
    unsigned slot; /* its number among all queries, for the statement cache */
    unsigned n_params, n_columns;
    const struct db_column *columns; /* n_columns of them */
};

struct db_rows { /* a statement under way; ends by itself after the last row, or by db_rows_end() */
    struct db_tx *tx;
    const struct db_query *query;
    void *statement; /* NULL: failed or ended */
};

struct db_rows
db_query(struct db_tx *tx,
         const struct db_query *query); /* ready for binding; at most one under way a query: a second is a bug */
void db_bind_int(struct db_rows *rows, unsigned param, int64_t value); /* params count from 1 */
void db_bind_ref(struct db_rows *rows, unsigned param, int64_t value); /* 0 binds NULL */
void db_bind_text(struct db_rows *rows, unsigned param,
                  const char *text); /* NULL binds NULL; borrowed until the rows end */
void db_bind_bytes(struct db_rows *rows, unsigned param,
                   struct bytes bytes); /* NULL data binds NULL; borrowed likewise */
void db_bind_word(struct db_rows *rows, unsigned param, const char *const *words,
                  int value);         /* an enum; 0 binds NULL */
bool db_next(struct db_rows *rows);   /* false: no more, or failed */
int64_t db_run(struct db_rows *rows); /* to the end; how many rows changed */
void db_rows_end(struct db_rows *rows);

bool db_is_null(const struct db_rows *rows, unsigned column);     /* columns count from 0 */
int64_t db_int(const struct db_rows *rows, unsigned column);      /* 0 for NULL */
const char *db_text(const struct db_rows *rows, unsigned column); /* copied to the transaction's arena; NULL for NULL */
const char *db_text_peek(const struct db_rows *rows, unsigned column,
                         size_t *len);                              /* not copied: until the next step */
struct bytes db_bytes(const struct db_rows *rows, unsigned column); /* copied */
int db_word(const struct db_rows *rows, unsigned column,
            const char *const *words); /* 0 for NULL; an unknown word marks the transaction */

/* What a board holds: generated, one entry a noun, ended by a NULL name. */
struct db_noun {
    const char *name;
    const struct db_query *get; /* (board, id) */
    const struct db_query *all; /* (board) */
    unsigned gone;              /* column that says it is gone, or NO_COLUMN */
};
enum { NO_COLUMN = 0xffff };

/* The embedded migrations, generated: ended by a 0 version. */
struct db_migration {
    int version;
    const char *name, *sql;
};

#endif
