/* room.h - people sitting on boards: sockets that joined, the changes sent, and who has got which.
 *
 * Each change carries its number on its board, so a receiver notices at once when one is lost, doubled or out of order.
 * The latency of a change runs from when it was due until the last of its board's people has it. */
#ifndef LOAD_ROOM_H
#define LOAD_ROOM_H

#include "util.h"
#include "wire.h"
#include "world.h"
#include "ws.h"

struct seat {
    struct ws ws; /* first, so that a socket is its seat */
    unsigned board;
    uint32_t nth; /* changes got so far, in order */
    bool joined;
    int64_t answered_at; /* when the last answer to a request other than a change came */

    /* of a note: one push under way, made of what was due since the last one, as editors do */
    int64_t version, own_version;                 /* seen in the stream; of the latest push that was taken */
    uint32_t waiting[PUSH_MOST], sent[PUSH_MOST]; /* changes */
    unsigned waiting_count, sent_count;
};

struct change {
    int64_t due;
    uint32_t board, nth;
    uint16_t missing; /* of the board's people who don't have it yet */
    uint16_t got;     /* with several writers: which of them have it */
    bool counts;      /* towards the latencies: not while warming up */
    bool acked;
};

struct room {
    struct ws_net net;
    const struct world *world;
    bool is_floor;    /* has no answer to a change but the change itself */
    bool opens;       /* seats open their board as soon as they are connected */
    bool is_notes;    /* changes are edits of the board's note; not on the floor, to which a topic is a topic */
    unsigned writers; /* editors a board; 0 is 1 */
    unsigned boards, people;
    struct seat *seats; /* board by board; the first on each is its editor */
    uint32_t *sent;     /* changes a board */
    unsigned connected, joined;

    struct change *changes;
    uint32_t change_count, change_cap;
    uint32_t acked, refused, delivered; /* delivered: to everybody */
    uint64_t deliveries, doubled, gaps;
    int64_t delivered_at;           /* the last one */
    struct samples last, ack, late; /* until everybody had it, until its editor was told, sent behind time */
    char refusal[300];              /* the first one */
    void (*on_ack)(struct room *room, unsigned board); /* or NULL; the floor acknowledges by the change itself */
    size_t answer_bytes, event_bytes;                  /* lengths of the latest messages */
};

void room_enter(struct room *room, const struct world *world, unsigned boards, unsigned people); /* connects all */
void room_leave(struct room *room);
struct seat *room_editor(struct room *room, unsigned board, uint32_t nth); /* who makes its nth change */
void room_ask(struct room *room, struct seat *seat, bool open); /* for its board or note, or that it be closed */
void room_change(struct room *room, unsigned board, int64_t due, bool counts, const char *more);
void room_wait(struct room *room, int64_t until); /* handles what comes until then */
void room_settle(struct room *room);              /* until everything has come, or nothing comes any more */
uint64_t room_lost(const struct room *room);      /* deliveries and answers that never came */

#endif
