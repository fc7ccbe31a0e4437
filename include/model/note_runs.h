/* note_runs.h - who wrote each stretch of a note's text
 *
 * Runs stand one behind the other over the whole text; two that touch differ in who or in step. Their JSON is
 * [[units, account, step], …]. [any] */
#ifndef MODEL_NOTE_RUNS_H
#define MODEL_NOTE_RUNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "ot/ot.h"

struct note_run {
    uint32_t units;
    int64_t account; /* who wrote them */
    int64_t step;    /* and in which stretch of writing: the version at which it began */
};

struct note_runs {
    struct note_run *items;
    size_t count, room;
};

void note_runs_init(struct note_runs *runs);
void note_runs_fini(struct note_runs *runs);

/* After a change that fits the text: what it puts in is that account's, of that step. */
void note_runs_apply(struct note_runs *runs, const struct ot_changes *changes, int64_t account, int64_t step);

void note_runs_put(struct buf *out, const struct note_runs *runs);

/* False: no runs over so many units. */
bool note_runs_read(struct note_runs *runs, const char *json, uint32_t units);

#endif
