/* job.h - one request on its way through the store: the ask, its arena, and what came of it. Private to the store. */
#ifndef STORE_JOB_H
#define STORE_JOB_H

#include "command/run.h"
#include "store/store.h"

struct job {
    struct ask ask; /* first: an ask is a job seen from outside */
    struct arena arena;
    struct run run;
};

struct job *job_of(struct queue_item *item);
void job_free(struct job *job);

/* The answer, with the texts of the run moved into frames. */
struct told *told_answer(struct job *job);
struct told *told_new(enum told_kind kind);

#endif
