/* db_faulty_disk.c - a VFS around the default one, see db_faulty_disk.h */
#include "db_faulty_disk.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct file {
    sqlite3_file base;
    unsigned kind; /* enum disk_file, or 0 */
    sqlite3_file *real;
};

static sqlite3_vfs *below;
static struct disk_fault fault;
static bool is_met;

static sqlite3_file *real(sqlite3_file *file)
{
    return ((struct file *)file)->real;
}

/* 0: all is well */
static int fails(sqlite3_file *file, unsigned call)
{
    if (!(fault.calls & call) || !(fault.files & ((struct file *)file)->kind)) return 0;
    if (fault.nth > 0) fault.nth--;
    if (fault.nth > 0 || (is_met && !fault.lasts)) return 0;
    is_met = true;
    if (!fault.kills) return 1;
    return 2;
}

static int faulty_write(sqlite3_file *file, const void *data, int len, sqlite3_int64 at)
{
    int how = fails(file, DISK_WRITE);
    if (!how) return real(file)->pMethods->xWrite(real(file), data, len, at);
    real(file)->pMethods->xWrite(real(file), data, len / 2, at);
    if (how == 2) _exit(9);
    return fault.rc;
}

static int faulty_sync(sqlite3_file *file, int flags)
{
    int how = fails(file, DISK_SYNC);
    if (how == 2) _exit(9);
    return how ? fault.rc : real(file)->pMethods->xSync(real(file), flags);
}

static int faulty_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    int how = fails(file, DISK_TRUNCATE);
    if (how == 2) _exit(9);
    return how ? fault.rc : real(file)->pMethods->xTruncate(real(file), size);
}

/* The rest goes straight through. */
static int through_close(sqlite3_file *file)
{
    int rc = real(file)->pMethods->xClose(real(file));
    free(real(file));
    return rc;
}
static int through_read(sqlite3_file *file, void *data, int len, sqlite3_int64 at)
{
    return real(file)->pMethods->xRead(real(file), data, len, at);
}
static int through_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return real(file)->pMethods->xFileSize(real(file), size);
}
static int through_lock(sqlite3_file *file, int level)
{
    return real(file)->pMethods->xLock(real(file), level);
}
static int through_unlock(sqlite3_file *file, int level)
{
    return real(file)->pMethods->xUnlock(real(file), level);
}
static int through_reserved(sqlite3_file *file, int *out)
{
    return real(file)->pMethods->xCheckReservedLock(real(file), out);
}
static int through_control(sqlite3_file *file, int what, void *with)
{
    if (what != SQLITE_FCNTL_LAST_ERRNO || !is_met) return real(file)->pMethods->xFileControl(real(file), what, with);
    *(int *)with = fault.number;
    return SQLITE_OK;
}
static int through_sector(sqlite3_file *file)
{
    return real(file)->pMethods->xSectorSize(real(file));
}
static int through_traits(sqlite3_file *file)
{
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}
static int through_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, out);
}
static int through_shm_lock(sqlite3_file *file, int at, int count, int flags)
{
    return real(file)->pMethods->xShmLock(real(file), at, count, flags);
}
static void through_shm_barrier(sqlite3_file *file)
{
    real(file)->pMethods->xShmBarrier(real(file));
}
static int through_shm_unmap(sqlite3_file *file, int drop)
{
    return real(file)->pMethods->xShmUnmap(real(file), drop);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = through_close,
    .xRead = through_read,
    .xWrite = faulty_write,
    .xTruncate = faulty_truncate,
    .xSync = faulty_sync,
    .xFileSize = through_size,
    .xLock = through_lock,
    .xUnlock = through_unlock,
    .xCheckReservedLock = through_reserved,
    .xFileControl = through_control,
    .xSectorSize = through_sector,
    .xDeviceCharacteristics = through_traits,
    .xShmMap = through_shm_map,
    .xShmLock = through_shm_lock,
    .xShmBarrier = through_shm_barrier,
    .xShmUnmap = through_shm_unmap,
};

static int faulty_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *out, int flags, int *out_flags)
{
    (void)vfs;
    struct file *file = (struct file *)out;
    memset(file, 0, sizeof *file);
    file->real = calloc(1, (size_t)below->szOsFile);
    if (!file->real) abort();
    if (flags & SQLITE_OPEN_MAIN_DB) file->kind = DISK_DATABASE;
    if (flags & SQLITE_OPEN_WAL) file->kind = DISK_WAL;
    int rc = below->xOpen(below, name, file->real, flags, out_flags);
    if (rc == SQLITE_OK)
        file->base.pMethods = &methods;
    else
        free(file->real);
    return rc;
}

static int faulty_errno(sqlite3_vfs *vfs, int len, char *text)
{
    (void)vfs, (void)len, (void)text;
    return is_met ? fault.number : errno;
}

void disk_install(void)
{
    static sqlite3_vfs faulty;
    if (below) return;
    below = sqlite3_vfs_find(NULL);
    faulty = *below;
    faulty.szOsFile = (int)sizeof(struct file);
    faulty.pNext = NULL;
    faulty.zName = "faulty disk";
    faulty.xOpen = faulty_open;
    faulty.xGetLastError = faulty_errno;
    sqlite3_vfs_register(&faulty, 1);
}

void disk_break(struct disk_fault new_fault)
{
    fault = new_fault;
    is_met = false;
}

bool disk_mend(void)
{
    bool was_met = is_met;
    disk_break((struct disk_fault){0});
    return was_met;
}
