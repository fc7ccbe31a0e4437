/* ws.h - one WebSocket: who it belongs to, what arrives, what waits to leave, when it ends [net]
 *
 * Small, because most of ten thousand are idle: queues, message buffers and subscriptions are made when they are needed.
 * A socket that is ending says nothing more, hears nothing more and has no subscriptions; it is freed by libwebsockets' last callback. */
#ifndef WS_H
#define WS_H

#include <libwebsockets.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/frame.h"
#include "list.h"
#include "live.h"
#include "rate.h"

struct server;
struct subscription;
struct waiting;

enum close_code {
    CLOSE_RESTARTING = 1001,
    CLOSE_PROTOCOL = 1002,
    CLOSE_BINARY = 1003,
    CLOSE_NOT_UTF8 = 1007,
    CLOSE_POLICY = 1008,
    CLOSE_TOO_LARGE = 1009,
    CLOSE_TRY_LATER = 1013,
    CLOSE_SIGNED_OUT = 4001,
    CLOSE_ACCESS_ENDED = 4003,
    CLOSE_TOO_SLOW = 4008
};

struct socket {
    struct server *server;
    struct lws *wsi;
    struct session *session; /* NULL once it is ending */
    struct hook of_account, of_heard, of_quiet, of_waiting;
    struct hook pendings;
    struct subscription *subscriptions;

    char *message; /* a fragmented one, so far */
    uint32_t message_len, message_room, fragments;

    struct waiting *first, **last; /* to be written */
    uint32_t waiting_bytes;        /* in the list */
    uint32_t told_bytes;           /*   of those, not asked for */
    uint32_t partial_bytes;        /* of the frame that libwebsockets has the rest of */
    int64_t clogged_ms;            /* since when the oldest has waited */

    struct rate rate;
    int64_t heard_ms, said_ms;
    uint16_t close_code; /* 0: not ending */
    uint8_t owed;        /* enum owed, by or */
    enum language language;
    bool is_pinged, wants_beat, is_behind, is_held, owes_ping, has_said_close;
};

/* What a wsi's user space holds. */
struct connection {
    struct request *request;
    struct socket *socket;
};

/* Before the upgrade: 0 to go on; else an answer was written, and the connection is to end. */
int upgrade_check(struct server *server, struct lws *wsi);

/* libwebsockets' callbacks; what they return goes back to it. */
int socket_begin(struct server *server, struct lws *wsi, struct socket **out);
int socket_receive(struct socket *socket, const char *data, size_t len);
int socket_writable(struct socket *socket);
int socket_closed_by_peer(struct socket *socket);
void socket_heard(struct socket *socket); /* it is alive */
void socket_free(struct socket *socket);  /* NULL does nothing */

/* Ends it with this code as soon as it can be said; what waits is dropped. */
void socket_end(struct socket *socket, enum close_code code);

/* ---- out.c ---- */
void socket_send(struct socket *socket, struct frame *frame); /* takes a reference of its own where it has to wait */
void socket_send_parts(struct socket *socket, const char *const *parts, const size_t *lens, unsigned count);
bool socket_has_room(const struct socket *socket, size_t len); /* to be told so much: below the soft limit */
void socket_tell(struct socket *socket, struct frame *frame);  /* likewise, what it did not ask for; it has room */
void out_ping(struct socket *socket);
int out_flush(struct socket *socket);   /* what waits, as far as it goes; < 0: the connection is gone */
void out_let_go(struct socket *socket); /* what was held for it, if anything */
void out_let_all_go(struct server *server);
void out_drop(struct socket *socket); /* forgets what waits */

#endif
