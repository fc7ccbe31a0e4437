/* cmd.h - one command under way: what a handler holds in its hand
 *
 * A handler loads the rows it is about to change, changes them by typed queries, and returns. It writes no JSON, checks
 * no permission, asks no clock, frees nothing, and makes no event: those belong to the runner (run.c). [store] [reader]
 */
#ifndef COMMAND_CMD_H
#define COMMAND_CMD_H

#include <jansson.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/frame.h"
#include "base/token.h"
#include "command/command.h"
#include "db/queries.gen.h"
#include "model/access.h"
#include "model/changes.h"
#include "model/note_hot.h"

/* What others must be told besides the event, once it is on disk. */
enum tell_kind {
    TELL_MINE,
    TELL_INBOX,
    TELL_CALENDAR,
    TELL_TEAM,
    TELL_ACCESS_ENDED,
    TELL_SESSION_BEGAN,
    TELL_SESSION_ENDED,
    TELL_ACCOUNT_ENDED
};

struct tell {
    struct tell *next;
    enum tell_kind kind;
    int64_t board, account, session, ends_at;
    enum language language;
    unsigned char hash[TOKEN_HASH];
};

/* board.open, note.open: a snapshot (a text) that the asker has at hand may be used again; one that is made goes back
 * with the answer. feed.read makes the file. */
struct opening {
    struct frame *at_hand; /* borrowed */
    int64_t at_hand_seq;
    struct frame *made; /* owned by whoever runs the command */
    int64_t seq;        /* what the answer stands at: the board's number, the note's version */
    int64_t note;       /* 0: the board */
    bool is_private;    /* the note is its author's alone */
    bool is_partial;    /* the answer does not reach the latest version */
};

/* What was written in a note: for whoever watches it. */
struct writing {
    int64_t note, first, last; /* versions */
    struct buf lines;          /* {"client","by","changes"}, with commas between; empty: nothing */
};

struct cmd {
    struct db_tx *tx;
    struct arena *arena; /* lives as long as the request */
    int64_t now;         /* ms; one instant for the whole command */
    const struct rules *rules;
    struct access who;
    int64_t board;      /* the board that was granted, or that the handler made; 0: none */
    int64_t team;       /* the team that was granted; 0: none */
    int64_t task;       /* the task that was granted, where the need's scope is "task"; 0: none */
    void *prepared;     /* what prepare_… left for the write */
    bool keeps_refusal; /* what was written stays although the command is refused (failed sign-ins are counted) */

    struct changes changes;
    struct refusal refusal;
    struct tell *tells; /* the latest first */
    struct opening opening;
    struct writing writing;
    struct hot_notes *hot; /* notes in memory; NULL for reads */

    struct buf body;  /* the answer: members that were given, or all of it where a handler writes the text itself */
    bool has_members; /* they were given: its object is open */
    const char *once; /* told in place of the null at once_at, but not kept; NULL: nothing */
    size_t once_at;
};

/* ---- refusing: the word names the field and the reason ---- */
enum err refuse(struct cmd *c, enum err err, const char *field, enum detail detail); /* returns err */
enum err refuse_with(struct cmd *c, enum err err, const char *field, enum detail detail, json_t *more /* swallowed */);

/* ---- answering ---- */
void give_int(struct cmd *c, const char *name, int64_t value);
void give_text(struct cmd *c, const char *name, const char *value); /* NULL gives null */
void give_json(struct cmd *c, const char *name, json_t *value);     /* swallows it */
void give_rows(struct cmd *c, const char *name, struct db_rows rows);
void give_once(struct cmd *c, const char *name, const char *secret); /* in the arena: told, but kept as null */

/* ---- rows that change: before the first change of each ---- */
void remember(struct cmd *c, enum noun noun, int64_t id);
void remember_on(struct cmd *c, int64_t board, enum noun noun, int64_t id); /* a row of another board */
int64_t born(struct cmd *c, enum noun noun);                   /* a new id for a row that is about to be made */
int64_t born_on(struct cmd *c, int64_t board, enum noun noun); /* on another board */

/* ---- telling ---- */
void tell_access_ended(struct cmd *c, int64_t board, int64_t account);
void tell_session_ended(struct cmd *c, int64_t session);
void tell_account_ended(struct cmd *c, int64_t account);
void tell_session_began(struct cmd *c, const struct tell *began); /* copied */
void tell_inbox(struct cmd *c,
                int64_t account); /* all their sockets: tasks that they receive changed; once a command */
void tell_calendar(struct cmd *c, int64_t account); /* likewise: what their calendars may show changed */
void tell_team(struct cmd *c, int64_t account);     /* likewise: what they see of a team of theirs changed */
void tell_mine(struct cmd *c); /* the actor's other sockets: something changed on this board that only they see */

#endif
