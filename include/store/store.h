/* store.h - the threads that own the database, and what passes between them and whoever asks
 *
 * The straight path of a write: store_ask() queues it; the writer takes all that is queued, up to a cap, into one
 * transaction, each command in a part of its own; commits; and only then tells: the answers, one event frame a board,
 * and whose access ended. Reads go to the readers. Slow preparation (password hashing) is done by a reader first.
 *
 * What fails: a full queue answers `busy` at once; a full disk refuses the group with `storage_full` and stays
 * read-only until space returns; where the outcome is unknown nobody is answered and told.lost comes instead. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/frame.h"
#include "base/queue.h"
#include "model/access.h"

struct command;
struct store;

struct store_options {
    const char *path;
    unsigned readers;            /* threads, at least 2 */
    unsigned write_queue;        /* commands that may wait, 0 = 10000 */
    unsigned read_queue;         /* likewise, 0 = 10000 */
    unsigned group;              /* commands in one commit at most, 0 = 512 */
    int64_t read_deadline_ms;    /* 0 = 5000 */
    int64_t idle_ms;             /* a session unused for so long is over, 0 = 30 min */
    int64_t session_ms;          /* a session's longest life, 0 = 12 h */
    bool allow_demo;             /* let demo accounts sign in and act; otherwise they are refused like unknown ones */
    void (*wake)(void *context); /* something can be taken with store_take(); called on other threads, must be quick.
                                    NULL: store_ask_wait() only */
    void *context;
};

struct ask { /* made by ask_new(), swallowed by store_ask() */
    struct queue_item item;
    uint64_t id;                   /* the asker's own, comes back */
    const struct command *command; /* RUNS_READ or RUNS_WRITE */
    json_t *params;                /* owned; an object or NULL */
    struct actor actor;
    struct frame *snapshot; /* board.open, note.open: a snapshot at hand, or NULL; owned */
    int64_t snapshot_seq;   /*   and its number: used again where the board still stands there */
    int64_t asked_us;       /* clock_mono_us(), for the metrics */
};

enum told_kind {
    TOLD_ANSWER,        /* id, err, body */
    TOLD_EVENTS,        /* board, first_seq, last_seq, body: a whole board.events message, for subscribers */
    TOLD_UPDATES,       /* board, note, first_seq, last_seq (versions), body: a whole note.updates message */
    TOLD_MINE,          /* board, account: something changed there that only this account sees */
    TOLD_INBOX,         /* account: tasks that it receives changed */
    TOLD_CALENDAR,      /* account: something that its calendars may show changed */
    TOLD_TEAM,          /* account: what it sees of a team of its own changed */
    TOLD_ACCESS_ENDED,  /* board, account: out of this board */
    TOLD_SESSION_BEGAN, /* session, account, language, ends_at, hash */
    TOLD_SESSION_ENDED, /* session */
    TOLD_ACCOUNT_ENDED, /* account */
    TOLD_LOST           /* the outcome of the last group is unknown: close every socket and exit */
};

struct told { /* freed with told_free() */
    struct queue_item item;
    enum told_kind kind;
    uint64_t id;
    enum err err;       /* ERR_OK: body is the result; otherwise the error object */
    struct frame *body; /* immutable; take a reference to keep it */
    int64_t board, note, account, session;
    int64_t first_seq, last_seq;
    enum language language;
    int64_t ends_at;
    unsigned char hash[32]; /* of the session's token */
    struct frame
        *snapshot;   /* an answer to board.open or note.open that made one: `{"board":{…},…}` or the text as a JSON
                               string, for the next; to feed.read: the file; else NULL */
    int64_t seq;     /* an answer to board.open: the number it stands at, to note.open: the version; else 0 */
    bool is_private; /* an answer to note.open: the note is its author's alone */
    bool is_partial; /* an answer to note.open that did not reach the latest version: nobody is subscribed */
    int64_t asked_us, done_us;
};

struct store_figures { /* since the start, for the metrics */
    uint64_t writes, reads, refused, busy, groups, events, hashes;
    uint64_t write_queue, read_queue; /* waiting at this moment */
    int64_t wal_bytes;
    bool is_read_only; /* the disk is full */
};

enum err
store_open(const struct store_options *options,
           struct store **out); /* opens and migrates the database, tells every live session, starts the threads */
void store_set_origin(struct store *store,
                      const char *origin); /* of addresses that are given out; borrowed; before the first question */
void store_close(struct store *store); /* finishes what is queued, commits, stops the threads; take what is left before.
                                          NULL does nothing */

struct ask *ask_new(uint64_t id, const struct command *command, json_t *params /* swallowed */, struct actor actor);
void ask_free(struct ask *ask); /* one that was not given to the store */

/* Swallows it; every ask is answered exactly once by TOLD_ANSWER, a full queue with ERR_BUSY at once. [any] */
void store_ask(struct store *store, struct ask *ask);

/* All that was told since, a list in order through item.next, or NULL. A write's own answer comes before the events of
 * its group. [net] */
struct told *store_take(struct store *store);
void told_free(struct told *told);

/* For programs without a loop: asks and waits for the answer; what else is told is dropped. Only where wake is NULL. */
struct told *store_ask_wait(struct store *store, struct ask *ask);

void store_figures(struct store *store, struct store_figures *out); /* [any] */
bool store_is_ready(struct store *store);                           /* open, migrated, not lost [any] */

#endif
