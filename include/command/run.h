/* run.h - the way of every command: decode, who, seen before?, may they, do, event, outcome
 *
 * The store calls these on its threads; tests and the demo call them by way of the store. */
#ifndef COMMAND_RUN_H
#define COMMAND_RUN_H

#include "base/arena.h"
#include "base/buf.h"
#include "command/cmd.h"
#include "command/command.h"

struct news { /* an event on a board that is not the one asked about */
    struct news *next;
    int64_t board, seq;
    const char *line;
};

struct run {
    /* asked */
    const struct command *command;
    const json_t *params; /* borrowed */
    struct actor actor;
    const struct rules *rules;
    struct frame *snapshot; /* board.open, note.open: at hand, borrowed */
    int64_t snapshot_seq;
    struct hot_notes *hot; /* writes: borrowed */

    /* on the way: kept from prepare to write */
    struct arena *arena;
    struct decoded decoded;
    void *prepared;

    /* came of it */
    enum err err;
    struct buf body;    /* result, or error object */
    struct tell *tells; /* in the arena, the latest first */
    int64_t board, seq; /* of the event, or 0; of what board.open or note.open answered */
    struct buf event;   /* the event's line, empty: none */
    struct news *news;  /* events on other boards, in the arena */
    struct writing writing;
    struct frame *made;          /* board.open, note.open: the snapshot or text, yours */
    int64_t note;                /* note.open: which */
    bool is_private, is_partial; /*   and how, see struct opening */
};

void run_init(struct run *run, struct arena *arena);
void run_fini(struct run *run);
void run_forget(struct run *run); /* what came of it, so that it can be run again */

bool run_decode(struct run *run);                                 /* false: refused, body is set [any] */
bool run_prepare(struct run *run, struct db_tx *tx, int64_t now); /* false: refused, body is set [reader] */
void run_read(struct run *run, struct db_tx *tx, int64_t now);    /* [reader] */
void run_write(struct run *run, struct db_tx *tx,
               int64_t now); /* in a part of its own; read db_error(tx) after it [store] */

/* Refuses without running: busy, storage_full, internal … */
void run_refuse(struct run *run, enum err err);

#endif
