/* hub.h - who watches which board or note, and how what happens there reaches them [net]
 *
 * A board that is watched is a topic, and so is a live note. Opening: first the subscription, pending, which keeps frames that
 * come meanwhile; then the store is asked; its answer is sent, and behind it those kept frames that are later than the answer.
 * Each subscription knows its latest number (of a board's events, or a note's version) and skips what it has: no gap, no double.
 *
 * A socket that is too slow misses a topic's frames from some number on, and is told so once it has room again (board.resync,
 * note.resync). When somebody's access to a board ends, so do their subscriptions to its notes. */
#ifndef HUB_H
#define HUB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/frame.h"
#include "list.h"
#include "presence.h"
#include "store/store.h"
#include "table.h"

struct call;
struct server;
struct socket;

enum watching {
    WATCHING_PENDING, /* the store was asked; frames are kept */
    WATCHING_LIVE,
    WATCHING_BEHIND, /* frames were dropped: it will be told */
    WATCHING_TOLD    /* it was told; it has to open again */
};

/* What all sockets of an account are told in a word; kept as bits where a socket has no room for it. */
enum owed { OWES_INBOX = 1, OWES_CALENDAR = 2, OWES_TEAM = 4 };

struct kept;

struct subscription {
    struct subscription *next; /* of the socket */
    struct hook of_topic;
    struct socket *socket;
    struct topic *topic;
    struct kept *first, **last;
    size_t kept_bytes;
    int64_t seq; /* the latest event or version that it has */
    uint32_t opening;
    enum watching watching;
    bool is_open;    /* was answered; of a board: its account is counted among those who are here */
    bool is_private; /* of a note that nobody else may know of */
    bool is_short;   /* more came while it was pending than is kept */
};

struct topic {
    struct entry by_id;  /* the note's, of a board the board's */
    int64_t board, note; /* note: 0 for the board itself */
    struct hook subscriptions, of_snapshots;
    struct frame *snapshot; /* the latest that the store made, for the next who opens; or NULL */
    int64_t snapshot_seq;
    int64_t left_ms;          /* since when nobody watches; 0: somebody does */
    struct presence presence; /* of a board */
};

struct hub {
    struct table topics;
    struct hook snapshots; /* topics with one, the one used longest ago first */
    size_t snapshot_bytes;
    struct hook changed; /* presences to be told */
    uint32_t openings;
};

void hub_init(struct hub *hub);
void hub_fini(struct hub *hub); /* no sockets may be left */

/* Opened and answered; or NULL. note: 0 for the board itself. */
struct subscription *hub_find(struct socket *socket, int64_t board, int64_t note);

bool hub_is_here(const struct hub *hub, int64_t board, int64_t account); /* with a socket that has opened the board */

/* board.open, note.open: swallows call and params. */
void hub_open(struct socket *socket, struct call *call, json_t *params, struct actor actor);
void hub_opened(struct call *call, const struct told *told);

void hub_leave(struct subscription *subscription); /* frees it */
void hub_leave_all(struct socket *socket);
void hub_say_behind(struct socket *socket);

void hub_deliver(struct server *server, const struct told *told); /* TOLD_EVENTS, TOLD_UPDATES */
void hub_mine(struct server *server, const struct told *told);    /* TOLD_MINE */
void hub_tell_account(struct server *server, int64_t account, enum owed what);
void hub_access_ended(struct server *server, const struct told *told); /* TOLD_ACCESS_ENDED */
void hub_sweep(struct server *server, int64_t now_ms);                 /* topics that nobody watches any more */

#endif
