/* lock.c - one writer a host: an exclusive lock on "<database>.lock", with the holder's pid inside for people.
 *
 * A file of its own: closing any descriptor of the database file would drop SQLite's locks on it (POSIX, fcntl). The
 * kernel lets go of the lock when its holder dies; the file stays, for removing it would let two hold "the" lock. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "driver.h"

static enum err say(const char *what, enum err err, const char *path)
{
    log_say(LOG_ERROR, what, LOG_TEXT(path, path), LOG_INT(errno, errno), LOG_END);
    return err;
}

static void write_pid(int fd)
{
    /* only a note for people: what fails here harms nothing */
    if (ftruncate(fd, 0) == 0) (void)dprintf(fd, "%ld\n", (long)getpid());
}

static enum err refuse(int fd, const char *path)
{
    char text[32] = "";
    if (pread(fd, text, sizeof text - 1, 0) < 0) text[0] = '\0';
    log_say(LOG_ERROR, "database_in_use", LOG_TEXT(path, path), LOG_INT(pid, strtol(text, NULL, 10)), LOG_END);
    close(fd);
    return ERR_BUSY;
}

enum err lock_take(const char *path, int *out)
{
    char name[PATH_MAX + 8];
    if (snprintf(name, sizeof name, "%s.lock", path) >= (int)sizeof name)
        return say("path_too_long", ERR_BAD_INPUT, path);
    int fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return say("lock_failed", ERR_INTERNAL, name);
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) return refuse(fd, path);
    write_pid(fd);
    *out = fd;
    return ERR_OK;
}

void lock_drop(int fd)
{
    if (fd < 0) return;
    if (ftruncate(fd, 0) != 0) say("lock_failed", ERR_INTERNAL, "");
    close(fd);
}
