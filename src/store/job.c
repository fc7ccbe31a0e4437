/* job.c - asks and answers as things that move between threads. See job.h */
#include "job.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/must.h"

struct ask *ask_new(uint64_t id, const struct command *command, json_t *params, struct actor actor)
{
    struct job *job = calloc(1, sizeof *job);
    must(job != NULL);
    job->ask =
        (struct ask){.id = id, .command = command, .params = params, .actor = actor, .asked_us = clock_mono_us()};
    arena_init(&job->arena);
    run_init(&job->run, &job->arena);
    return &job->ask;
}

struct job *job_of(struct queue_item *item)
{
    return (struct job *)item; /* item is the ask's first member, the ask the job's */
}

void job_free(struct job *job)
{
    json_decref(job->ask.params);
    frame_unref(job->ask.snapshot);
    run_fini(&job->run);
    arena_fini(&job->arena);
    free(job);
}

void ask_free(struct ask *ask)
{
    if (ask) job_free(job_of(&ask->item));
}

struct told *told_new(enum told_kind kind)
{
    struct told *told = calloc(1, sizeof *told);
    must(told != NULL);
    told->kind = kind;
    return told;
}

struct told *told_answer(struct job *job)
{
    struct told *told = told_new(TOLD_ANSWER);
    told->id = job->ask.id;
    told->err = job->run.err;
    told->body = frame_new(job->run.body.data, job->run.body.len);
    told->board = job->run.decoded.on.board;
    told->note = job->run.note;
    told->seq = job->run.seq;
    told->is_private = job->run.is_private;
    told->is_partial = job->run.is_partial;
    told->snapshot = job->run.made;
    job->run.made = NULL;
    told->asked_us = job->ask.asked_us;
    told->done_us = clock_mono_us();
    return told;
}

void told_free(struct told *told)
{
    if (!told) return;
    frame_unref(told->body);
    frame_unref(told->snapshot);
    free(told);
}
