/* sqlite.c - the embedded engine: its file, its failures, its WAL, its transactions (statements: sqlite_statement.c)
 *
 * The straight path: take the lock file, open, look whose file it is, switch to WAL, empty the WAL left by a crash,
 * migrate; then transactions by prepared BEGIN, SAVEPOINT and COMMIT, each COMMIT one fsync of the WAL
 * (synchronous=FULL: https://www.sqlite.org/pragma.html#pragma_synchronous); checkpoints when told to.
 *
 * What can fail, and how it is told apart:
 * - Short of space. SQLite says SQLITE_FULL for ENOSPC and SQLITE_IOERR_WRITE for a quota or a file size limit. Frames
 * are written before the one that commits, so nothing of the transaction can come back: refused as a whole, reads go
 * on.
 * - Any other I/O error, above all of fsync, and corruption: a transaction that COMMIT refused may be there again after
 * a crash. The connection is lost, writes nothing any more, and doesn't checkpoint when it closes.
 * - SQLITE_INTERRUPT: the deadline. SQLITE_BUSY: readers while a WAL is recovered or truncated; they wait a while.
 *
 * Versions up to 3.51.2 can corrupt a database when one connection checkpoints while another commits
 * (https://www.sqlite.org/wal.html, "WAL-reset bug"): there is one writing connection a host, it alone checkpoints, and
 * readers are opened so that they can't. */
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/must.h"
#include "sqlite.h"

enum {
    APPLICATION_ID = 0x52696e6e, /* "Rinn", https://www.sqlite.org/pragma.html#pragma_application_id */
    PAGE = 4096,
    WRITER_CACHE_KIB = 16 * 1024,
    READER_CACHE_KIB = 4 * 1024,
    BUSY_MS = 5000,                /* how long to wait for another process */
    RESTART_MS = 200,              /* how long a forced checkpoint may hold up writers for readers */
    DEADLINE_STEPS = 4000,         /* steps of the engine between two looks at the clock: some 50 µs */
    WAL_IDLE = 4 * 1024 * 1024,    /* copied back when nothing waits */
    WAL_FORCED = 64 * 1024 * 1024, /* copied back in any case */
    AGAIN_US = 1000000             /* after a checkpoint that readers kept from finishing */
};

/* ---- what failures mean ---- */

/* errno of the last failed call on the file that was being written. Not sqlite3_system_errno(): COMMIT doesn't set it.
 */
static int last_errno(const struct connection *c)
{
    sqlite3_file *file = NULL;
    int number = 0;
    int which =
        c->is_checkpointing ? SQLITE_FCNTL_FILE_POINTER : SQLITE_FCNTL_JOURNAL_POINTER; /* the latter: the WAL */
    sqlite3_file_control(c->handle, "main", which, &file);
    if (file && file->pMethods) file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &number);
    return number;
}

/* Only the write itself: a failed sync, or an index of the WAL that can't grow behind a commit, leaves the outcome
 * open. */
static bool is_short_of_space(const struct connection *c, int rc)
{
    if (rc == SQLITE_FULL) return true;
    if (rc != SQLITE_IOERR_WRITE) return false;
    int number = last_errno(c);
    return number == ENOSPC || number == EDQUOT || number == EFBIG;
}

static enum err meaning(struct connection *c, int rc)
{
    if (is_short_of_space(c, rc)) return ERR_STORAGE_FULL;
    if (rc == SQLITE_CONSTRAINT_UNIQUE || rc == SQLITE_CONSTRAINT_PRIMARYKEY) return ERR_CONFLICT;
    if (rc == SQLITE_NOMEM || rc == SQLITE_IOERR_NOMEM) never("out of memory");
    switch (rc & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
    case SQLITE_INTERRUPT:
        return ERR_BUSY;
    case SQLITE_TOOBIG:
        return ERR_TOO_LARGE;
    case SQLITE_NOTADB:
        if (!c->is_open) return ERR_BAD_INPUT; /* it never was one */
        /* fall through */
    case SQLITE_IOERR:
    case SQLITE_CORRUPT:
        c->is_lost = true;
        return ERR_INTERNAL;
    default:
        return ERR_INTERNAL;
    }
}

enum err sqlite_fail(struct connection *c, int rc, const char *query)
{
    enum err err = meaning(c, rc);
    log_say(c->is_lost ? LOG_ERROR : LOG_WARN, c->is_lost ? "database_lost" : "statement_failed",
            LOG_TEXT(query, query), LOG_TEXT(err, err_name(err)), LOG_INT(sqlite, rc),
            LOG_INT(errno, (rc & 0xff) == SQLITE_IOERR ? last_errno(c) : 0), LOG_END);
    return err;
}

/* ---- one-off statements, for opening and migrating ---- */

static enum err run_named(struct connection *c, const char *name, const char *sql)
{
    int rc = sqlite3_exec(c->handle, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? ERR_OK : sqlite_fail(c, rc, name);
}

static enum err run(struct connection *c, const char *sql)
{
    return run_named(c, sql, sql);
}

/* The first column of the first row; 0 where there is none. */
static enum err ask(struct connection *c, const char *sql, int64_t *number, char *text, size_t size)
{
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(c->handle, sql, -1, &stmt, NULL);
    if (rc == SQLITE_OK) rc = sqlite3_step(stmt);
    if (rc == SQLITE_ROW) {
        *number = sqlite3_column_int64(stmt, 0);
        if (text) snprintf(text, size, "%s", (const char *)sqlite3_column_text(stmt, 0));
    }
    enum err err = rc == SQLITE_ROW || rc == SQLITE_DONE ? ERR_OK : sqlite_fail(c, rc, sql);
    sqlite3_finalize(stmt);
    return err;
}

static enum err ask_number(struct connection *c, const char *sql, int64_t *number)
{
    *number = 0;
    return ask(c, sql, number, NULL, 0);
}

/* ---- opening ---- */

static int wait_for_others(void *context, int times)
{
    struct connection *c = context;
    if (times == 0) c->patience_us = clock_mono_us() + c->patience_ms * 1000;
    if (clock_mono_us() > c->patience_us || sqlite_is_late(c)) return 0;
    usleep(times < 10 ? 500 : 5000);
    return 1;
}

static int remember_wal(void *context, sqlite3 *handle, const char *name, int frames)
{
    (void)handle, (void)name;
    struct connection *c = context;
    c->wal_frames = frames;
    return SQLITE_OK;
}

/* What every connection has, before the first look at the file. */
static enum err configure(struct connection *c)
{
    sqlite3 *handle = c->handle;
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL); /* a mistyped "column" is not a string */
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    /* a writer that is not lost truncates the WAL itself; a reader or a lost one must not */
    sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    sqlite3_busy_handler(handle, wait_for_others, c);
    sqlite3_wal_autocheckpoint(handle, 0);
    sqlite3_wal_hook(handle, remember_wal, c);

    char sql[256];
    snprintf(sql, sizeof sql,
             "PRAGMA mmap_size=0; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-%d; PRAGMA "
             "query_only=%d",
             c->mode == DB_WRITER ? WRITER_CACHE_KIB : READER_CACHE_KIB, c->mode == DB_READER);
    return run(c, sql);
}

static enum err look(struct connection *c, struct schema_state *state)
{
    int64_t application = 0, version = 0, things = 0;
    enum err err = ask_number(c, "PRAGMA application_id", &application);
    if (!err) err = ask_number(c, "PRAGMA user_version", &version);
    if (!err) err = ask_number(c, "SELECT count(*) FROM sqlite_schema", &things);
    state->is_empty = !application && !version && !things;
    state->is_ours = application == APPLICATION_ID;
    state->version = (int)version;
    return err;
}

/* A file that is made gets the mode of the lock file, 0600, and so do its WAL and index
 * (https://www.sqlite.org/uri.html, modeof), without a moment in which others could open it. */
static void put_uri(struct buf *uri, const char *path, const char *key)
{
    buf_text(uri, key);
    for (; *path; path++) {
        bool is_plain = strchr("/._-~", *path) || (*path >= '0' && *path <= '9') || (*path >= 'A' && *path <= 'Z') ||
                        (*path >= 'a' && *path <= 'z');
        if (is_plain)
            buf_put(uri, path, 1);
        else
            buf_printf(uri, "%%%02x", (unsigned char)*path);
    }
}

static enum err open_handle(struct connection *c, const char *path)
{
    struct buf uri;
    buf_init(&uri);
    put_uri(&uri, path, *path == '/' ? "file://" : "file:");
    put_uri(&uri, path, "?modeof=");
    buf_text(&uri, ".lock");
    int access = c->mode == DB_WRITER ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
    int flags = access | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const char *vfs = c->mode == DB_WRITER ? sqlite_wal_vfs() : NULL;
    int rc = sqlite3_open_v2(uri.data, &c->handle, flags, vfs);
    buf_fini(&uri);
    return rc == SQLITE_OK ? ERR_OK : sqlite_fail(c, rc, "open");
}

/* The engine's own figures of memory cost a lock at every allocation. */
static void once(void)
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static enum err open_locked(struct connection *c, const char *path, struct schema_state *state)
{
    enum err err = c->mode == DB_WRITER ? lock_take(path, &c->lock) : ERR_OK;
    if (!err) err = open_handle(c, path);
    if (!err) err = configure(c);
    if (!err) err = look(c, state);
    return err;
}

/* Two names of one file must mean one lock: symbolic links are followed first, as SQLite does. */
static enum err find(const char *path, enum db_mode mode, char out[PATH_MAX])
{
    struct stat link;
    if (realpath(path, out)) return ERR_OK;
    bool is_new = errno == ENOENT && lstat(path, &link) != 0;
    if (is_new && mode == DB_WRITER && strlen(path) < PATH_MAX) {
        strcpy(out, path);
        return ERR_OK;
    }
    log_say(LOG_ERROR, "no_database", LOG_TEXT(path, path), LOG_INT(errno, errno), LOG_END);
    return ERR_NOT_FOUND;
}

static void close_connection(struct connection *c);

static enum err open_connection(const char *path, enum db_mode mode, struct connection **out,
                                struct schema_state *state)
{
    static pthread_once_t is_first = PTHREAD_ONCE_INIT;
    char real[PATH_MAX];
    enum err err = find(path, mode, real);
    if (err) return err;
    pthread_once(&is_first, once);

    struct connection *c = calloc(1, sizeof *c);
    must(c);
    c->mode = mode;
    c->lock = -1;
    c->patience_ms = BUSY_MS;
    err = open_locked(c, real, state);
    if (err) {
        close_connection(c);
        return err;
    }
    c->is_open = true;
    *out = c;
    return ERR_OK;
}

/* ---- the WAL ---- */

static enum err checkpoint_as(struct connection *c, int how)
{
    int frames = 0, copied = 0;
    c->patience_ms = how == SQLITE_CHECKPOINT_TRUNCATE ? BUSY_MS : RESTART_MS;
    c->is_checkpointing = true;
    int rc = sqlite3_wal_checkpoint_v2(c->handle, NULL, how, &frames, &copied);
    enum err err = rc == SQLITE_OK || rc == SQLITE_BUSY ? ERR_OK : sqlite_fail(c, rc, "checkpoint");
    c->is_checkpointing = false;
    c->patience_ms = BUSY_MS;
    c->checkpoint_us = clock_mono_us();
    if (err) return err;
    bool begins_anew = rc == SQLITE_OK && how != SQLITE_CHECKPOINT_PASSIVE;
    c->wal_frames = begins_anew || frames < 0 ? 0 : frames;
    c->wal_copied = begins_anew || copied < 0 ? 0 : copied;
    c->is_hindered = rc == SQLITE_BUSY || copied < frames;
    return ERR_OK;
}

static int64_t bytes(int frames)
{
    return (int64_t)frames * (PAGE + 24);
}

/* Readers that stand on the WAL keep a passive checkpoint from letting it begin anew: forced, it waits for them a
 * little. */
static void checkpoint(struct connection *c, bool idle)
{
    if (c->wal_frames < c->wal_copied) { /* it began anew */
        c->wal_copied = 0;
        c->is_hindered = false;
    }
    bool is_forced = bytes(c->wal_frames) > WAL_FORCED;
    bool is_worth = bytes(c->wal_frames - c->wal_copied) > WAL_IDLE;
    if (!is_forced && !(idle && is_worth)) return;
    if (c->is_hindered && clock_mono_us() - c->checkpoint_us < AGAIN_US) return;
    checkpoint_as(c, is_forced ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE);
}

static int64_t wal_bytes(const struct connection *c)
{
    return bytes(c->wal_frames);
}

/* ---- making it ready ---- */

static enum err settle(struct connection *c)
{
    int64_t none;
    char mode[16] = "";
    enum err err = run(c, "PRAGMA page_size=4096; PRAGMA auto_vacuum=NONE");
    if (!err) err = ask(c, "PRAGMA journal_mode=WAL", &none, mode, sizeof mode);
    if (!err && strcmp(mode, "wal") != 0) {
        log_say(LOG_ERROR, "no_wal_here", LOG_END);
        err = ERR_INTERNAL;
    }
    if (!err) err = ask_number(c, "PRAGMA journal_size_limit=67108864", &none);
    if (!err) err = checkpoint_as(c, SQLITE_CHECKPOINT_TRUNCATE);
    if (err == ERR_STORAGE_FULL) err = ERR_OK; /* reading goes on, so a start must be possible */
    c->is_settled = !err;
    return err;
}

static enum err migrate_inside(struct connection *c, const struct db_migration *migration)
{
    char sql[128];
    int64_t broken = 0;
    snprintf(sql, sizeof sql, "PRAGMA application_id=%d; PRAGMA user_version=%d", APPLICATION_ID, migration->version);
    enum err err = run_named(c, migration->name, migration->sql);
    must(err || !sqlite3_get_autocommit(c->handle)); /* it has no COMMIT of its own */
    if (!err) err = run(c, sql);
    if (!err) err = ask_number(c, "SELECT count(*) FROM pragma_foreign_key_check", &broken);
    if (!err && broken) {
        log_say(LOG_ERROR, "migration_breaks_references", LOG_INT(schema, migration->version), LOG_INT(count, broken),
                LOG_END);
        err = ERR_INTERNAL;
    }
    return err ? err : run(c, "COMMIT");
}

/* References are checked once at the end: a table that is rebuilt is gone for a moment
 * (https://www.sqlite.org/lang_altertable.html#otheralter). */
static enum err migrate(struct connection *c, const struct db_migration *migration)
{
    enum err err = run(c, "PRAGMA foreign_keys=OFF; BEGIN IMMEDIATE");
    if (!err) err = migrate_inside(c, migration);
    if (err && !sqlite3_get_autocommit(c->handle)) run(c, "ROLLBACK");
    if (!err) err = run(c, "PRAGMA foreign_keys=ON");
    return err;
}

/* A writer leaves one whole file behind. What it may not believe, or didn't make, it doesn't touch. */
static void close_connection(struct connection *c)
{
    sqlite_forget_statements(c);
    if (c->is_settled && !c->is_lost && sqlite3_get_autocommit(c->handle) &&
        !checkpoint_as(c, SQLITE_CHECKPOINT_TRUNCATE))
        sqlite3_db_config(c->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
    must(sqlite3_close(c->handle) == SQLITE_OK);
    lock_drop(c->lock);
    free(c);
}

/* ---- transactions ---- */

static enum err control(struct connection *c, enum control what)
{
    static const char *const sql[][2] = {
        [CONTROL_BEGIN] = {"BEGIN IMMEDIATE", NULL},  [CONTROL_COMMIT] = {"COMMIT", NULL},
        [CONTROL_ROLLBACK] = {"ROLLBACK", NULL},      [CONTROL_PART_BEGIN] = {"SAVEPOINT part", NULL},
        [CONTROL_PART_KEEP] = {"RELEASE part", NULL}, [CONTROL_PART_UNDO] = {"ROLLBACK TO part", "RELEASE part"},
    };
    /* a reader's snapshot is taken by its first read, not by BEGIN */
    static const char *const reader_begin[2] = {"BEGIN", "SELECT 1 FROM sqlite_schema LIMIT 1"};

    const char *const *steps = what == CONTROL_BEGIN && c->mode == DB_READER ? reader_begin : sql[what];
    /* a statement still under way would hold the snapshot beyond its transaction */
    enum err left = what == CONTROL_PART_BEGIN ? ERR_OK : sqlite_end_statements(c);
    if (left && what != CONTROL_ROLLBACK && what != CONTROL_PART_UNDO) return left;
    for (int i = 0; i < 2 && steps[i]; i++) {
        enum err err = sqlite_control(c, &c->controls[what][i], steps[i]);
        if (err) return err;
    }
    return ERR_OK;
}

static int64_t changes(const struct connection *c)
{
    return sqlite3_total_changes64(c->handle);
}

static bool stands(const struct connection *c)
{
    return !sqlite3_get_autocommit(c->handle);
}

static bool is_lost(const struct connection *c)
{
    return c->is_lost;
}

static int look_at_clock(void *context)
{
    return sqlite_is_late(context);
}

static void deadline(struct connection *c, int64_t ms)
{
    c->deadline_us = ms ? clock_mono_us() + ms * 1000 : 0;
    sqlite3_progress_handler(c->handle, ms ? DEADLINE_STEPS : 0, ms ? look_at_clock : NULL, c);
}

const struct driver sqlite_driver = {
    .open = open_connection,
    .settle = settle,
    .migrate = migrate,
    .close = close_connection,
    .control = control,
    .end_statements = sqlite_end_statements,
    .changes = changes,
    .stands = stands,
    .is_lost = is_lost,
    .checkpoint = checkpoint,
    .deadline = deadline,
    .wal_bytes = wal_bytes,
    .start = sqlite_start,
    .step = sqlite_step,
    .end = sqlite_end,
    .changed = sqlite_changed,
    .bind_null = sqlite_bind_null,
    .bind_int = sqlite_bind_int,
    .bind_text = sqlite_bind_text,
    .bind_bytes = sqlite_bind_bytes,
    .is_null = sqlite_is_null,
    .get_int = sqlite_get_int,
    .get_text = sqlite_get_text,
    .get_bytes = sqlite_get_bytes,
};
