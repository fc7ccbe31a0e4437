/* sqlite_wal.c - the write-ahead log written in one stretch instead of two writes a page
 *
 * SQLite hands the log over as 24 bytes and a page, again and again; for a group of commands that is hundreds of system
 * calls. This layer between SQLite and its own file system keeps what follows on in memory and writes it at once, before
 * anything that could tell the difference: a sync, a read, a look at the size, a cut, the end. With synchronous=FULL a
 * commit syncs before its frames are shown to readers, so nothing is ever shown that was not written.
 *
 * What can fail is the late write: its error is the error of the call that needed it, and a commit that hears it fails.
 * The default file system below is asked for at each opening, so that one made for tests is found. */
#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "sqlite.h"

/* SQLite's unix file system masks the length of a write with 0x1ffff: more at once fails as a full disk. */
enum { MOST_KEPT = 0x1ffff };

struct log_file {
    sqlite3_file base; /* first: what SQLite sees */
    sqlite3_file *real;
    unsigned char *kept;
    sqlite3_int64 at; /* where the first kept byte belongs */
    int len;
};

static struct log_file *log_of(sqlite3_file *file)
{
    return (struct log_file *)file;
}

static int write_kept(struct log_file *log)
{
    int len = log->len;
    log->len = 0;
    return len ? log->real->pMethods->xWrite(log->real, log->kept, len, log->at) : SQLITE_OK;
}

static int log_write(sqlite3_file *file, const void *data, int len, sqlite3_int64 at)
{
    struct log_file *log = log_of(file);
    if (at != log->at + log->len || len > MOST_KEPT - log->len) {
        int rc = write_kept(log);
        if (rc != SQLITE_OK) return rc;
        log->at = at;
    }
    must(len <= MOST_KEPT); /* a page at most */
    memcpy(log->kept + log->len, data, (size_t)len);
    log->len += len;
    return SQLITE_OK;
}

static int log_read(sqlite3_file *file, void *data, int len, sqlite3_int64 at)
{
    int rc = write_kept(log_of(file));
    return rc == SQLITE_OK ? log_of(file)->real->pMethods->xRead(log_of(file)->real, data, len, at) : rc;
}

static int log_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    int rc = write_kept(log_of(file));
    return rc == SQLITE_OK ? log_of(file)->real->pMethods->xTruncate(log_of(file)->real, size) : rc;
}

static int log_sync(sqlite3_file *file, int flags)
{
    int rc = write_kept(log_of(file));
    return rc == SQLITE_OK ? log_of(file)->real->pMethods->xSync(log_of(file)->real, flags) : rc;
}

static int log_size(sqlite3_file *file, sqlite3_int64 *size)
{
    int rc = write_kept(log_of(file));
    return rc == SQLITE_OK ? log_of(file)->real->pMethods->xFileSize(log_of(file)->real, size) : rc;
}

static int log_control(sqlite3_file *file, int what, void *argument)
{
    int rc = write_kept(log_of(file));
    return rc == SQLITE_OK ? log_of(file)->real->pMethods->xFileControl(log_of(file)->real, what, argument) : rc;
}

static int log_close(sqlite3_file *file)
{
    struct log_file *log = log_of(file);
    int late = write_kept(log), rc = log->real->pMethods->xClose(log->real);
    free(log->kept);
    return late == SQLITE_OK ? rc : late;
}

/* The log is never locked; its locks are those of the database. */
static int log_lock(sqlite3_file *file, int level)
{
    return log_of(file)->real->pMethods->xLock(log_of(file)->real, level);
}

static int log_unlock(sqlite3_file *file, int level)
{
    return log_of(file)->real->pMethods->xUnlock(log_of(file)->real, level);
}

static int log_is_reserved(sqlite3_file *file, int *out)
{
    return log_of(file)->real->pMethods->xCheckReservedLock(log_of(file)->real, out);
}

static int log_sector_size(sqlite3_file *file)
{
    return log_of(file)->real->pMethods->xSectorSize(log_of(file)->real);
}

static int log_characteristics(sqlite3_file *file)
{
    return log_of(file)->real->pMethods->xDeviceCharacteristics(log_of(file)->real);
}

static const sqlite3_io_methods log_methods = {
    .iVersion = 1,
    .xClose = log_close,
    .xRead = log_read,
    .xWrite = log_write,
    .xTruncate = log_truncate,
    .xSync = log_sync,
    .xFileSize = log_size,
    .xLock = log_lock,
    .xUnlock = log_unlock,
    .xCheckReservedLock = log_is_reserved,
    .xFileControl = log_control,
    .xSectorSize = log_sector_size,
    .xDeviceCharacteristics = log_characteristics,
};

/* ---- the file system: SQLite's own, but for the log of a writer ---- */

static sqlite3_vfs *below(sqlite3_vfs *vfs)
{
    return vfs->pAppData;
}

static int open_log(sqlite3_vfs *vfs, const char *name, struct log_file *log, int flags, int *out_flags)
{
    *log = (struct log_file){.real = (sqlite3_file *)(log + 1)};
    int rc = below(vfs)->xOpen(below(vfs), name, log->real, flags, out_flags);
    if (rc != SQLITE_OK) return rc;
    log->kept = malloc(MOST_KEPT);
    must(log->kept);
    log->base.pMethods = &log_methods;
    return SQLITE_OK;
}

static int open_any(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
    if (flags & SQLITE_OPEN_WAL) return open_log(vfs, name, log_of(file), flags, out_flags);
    return below(vfs)->xOpen(below(vfs), name, file, flags, out_flags);
}

const char *sqlite_wal_vfs(void)
{
    static sqlite3_vfs vfs;
    sqlite3_vfs *real = sqlite3_vfs_find(NULL);
    must(real);
    if (vfs.pAppData == real) return vfs.zName;

    /* everything but opening is the one below, called with what it expects: its own functions look at pAppData of theirs */
    if (vfs.zName) sqlite3_vfs_unregister(&vfs);
    vfs = *real;
    vfs.zName = "rinnalla-wal";
    vfs.pNext = NULL;
    vfs.pAppData = real;
    vfs.szOsFile = real->szOsFile + (int)sizeof(struct log_file);
    vfs.xOpen = open_any;
    must(sqlite3_vfs_register(&vfs, 0) == SQLITE_OK);
    return vfs.zName;
}
