/* workloads.h - what is measured: the six workloads, and the preparation that they share. */
#ifndef LOAD_WORKLOADS_H
#define LOAD_WORKLOADS_H

#include "world.h"

#include <stdbool.h>
#include <sys/types.h>

struct task {
    struct world *world;
    pid_t server;   /* whose processor time and memory are measured */
    bool is_floor;  /* the server is the floor: no accounts, no separate answer to a change */
    bool spins;     /* the generator never sleeps */
    double seconds; /* 0: as long as the workload says */
};

bool workload_run(const char *name, const struct task *task); /* prints one JSON line; false: no such workload */
void workload_prepare(struct world *world);                   /* fills the join board, measures the real messages */
unsigned workload_boards(void);                               /* that the largest of them needs */

#endif
