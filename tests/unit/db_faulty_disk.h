/* db_faulty_disk.h - a disk that fails when told to: SQLite's way to files, with a fault at the n-th call
 *
 * A failing write has written half of what it should; a failing sync has synced nothing. */
#ifndef UNIT_DB_FAULTY_DISK_H
#define UNIT_DB_FAULTY_DISK_H

#include <stdbool.h>

enum disk_call { DISK_WRITE = 1, DISK_SYNC = 2, DISK_TRUNCATE = 4, DISK_CHANGE = 7 };
enum disk_file { DISK_DATABASE = 1, DISK_WAL = 2, DISK_BOTH = 3 };

struct disk_fault {
    unsigned calls, files; /* which count */
    int nth;               /* 1: the next of them */
    int rc, number;        /* what SQLite is told, and errno */
    bool lasts;            /* so does every later one */
    bool kills;            /* instead: the process is gone at once */
};

void disk_install(void); /* from then on every connection is on this disk */
void disk_break(struct disk_fault fault);
bool disk_mend(void); /* true: the fault was met */

#endif
