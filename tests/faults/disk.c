/* disk.c - a disk that is full or broken, preloaded into the server (LD_PRELOAD)
 *
 * While the file named by DISK_FULL exists, writing to a write-ahead log says ENOSPC; while the one named by DISK_BROKEN
 * exists, syncing one says EIO. Everything else goes to the C library. */
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

ssize_t pwrite64(int fd, const void *data, size_t len, off64_t at);

static int is_log(int fd)
{
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t len = readlink(link, path, sizeof path - 1);
    return len > 4 && memcmp(path + len - 4, "-wal", 4) == 0;
}

static int is_on(const char *name)
{
    const char *path = getenv(name);
    return path && access(path, F_OK) == 0;
}

ssize_t pwrite64(int fd, const void *data, size_t len, off64_t at)
{
    static ssize_t (*real)(int, const void *, size_t, off64_t);
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "pwrite64");
    if (is_on("DISK_FULL") && is_log(fd)) {
        errno = ENOSPC;
        return -1;
    }
    return real(fd, data, len, at);
}

int fdatasync(int fd)
{
    static int (*real)(int);
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "fdatasync");
    if (is_on("DISK_BROKEN") && is_log(fd)) {
        errno = EIO;
        return -1;
    }
    return real(fd);
}
