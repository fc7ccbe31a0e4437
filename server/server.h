/* server.h - the one thing that everything on the network thread hangs on [net]
 *
 * There are no globals: callbacks of libwebsockets find it by the context, those of libuv by handle.data. Only the store's wake
 * runs on another thread, and does nothing but uv_async_send(). */
#ifndef SERVER_H
#define SERVER_H

#include <libwebsockets.h>
#include <time.h>
#include <uv.h>

#include "assets.h"
#include "base/clock.h"
#include "feeds.h"
#include "hub.h"
#include "lapse.h"
#include "list.h"
#include "live.h"
#include "metrics.h"
#include "origins.h"
#include "settings.h"
#include "store/store.h"

/* What is known of a connection, in libwebsockets' opaque pointer: it outlives each request. */
enum line {
    LINE_METRICS = 1, /* came by the socket for /metrics */
    LINE_USED = 2     /* has had a request before */
};

struct listener {
    struct server *server;
    uv_poll_t poll;
    int fd; /* -1: closed */
    int port;
    bool is_metrics; /* answers /metrics and nothing else */
};

enum phase { PHASE_SERVING, PHASE_FINISHING, PHASE_CLOSING, PHASE_OVER };

struct server {
    struct settings settings;
    struct store *store;
    struct assets assets;
    struct origins origins;
    struct live live;
    struct hub hub;
    struct feeds feeds;
    struct metrics metrics;

    struct lapses lapses;
    struct hook pendings; /* questions to the store */
    uint64_t pending_count;

    struct hook sockets; /* the one heard from longest ago first */
    struct hook quiet;   /* of those that asked for beats, the one longest not written to first */
    struct hook clogged; /* something waits to be written */
    struct hook held;    /* likewise, until the store's word was heard to the end */
    struct buf gathered; /* frames that leave in one write */
    bool is_hearing;     /* the store's word */

    uv_loop_t loop;
    uv_async_t woken;    /* the store told something */
    uv_timer_t tick;     /* every second */
    uv_timer_t presence; /* while somebody's presence changed */
    uv_timer_t breather; /* no descriptors were left: try accepting again */
    uv_timer_t drain;
    uv_signal_t terminate, interrupt;
    struct lws_context *lws;
    struct lws_vhost *vhost;
    struct listener public_listener, metrics_listener;
    uint64_t most_connections;
    uint64_t request_count, ending_count; /* HTTP requests under way; sockets saying good-bye */
    int64_t next_sweep_ms, started_at, drain_ms;
    time_t date_s; /* of `date`, the line of heads */
    char date[48];
    enum phase phase;
    int exit_code;
};

static inline struct server *server_of(struct lws *wsi)
{
    return lws_context_user(lws_get_context(wsi));
}

static inline bool line_is(struct lws *wsi, enum line what)
{
    return ((uintptr_t)lws_get_opaque_user_data(wsi) & what) != 0;
}

static inline void line_set(struct lws *wsi, enum line what)
{
    lws_set_opaque_user_data(wsi, (void *)((uintptr_t)lws_get_opaque_user_data(wsi) | what));
}

static inline int64_t mono_ms(void)
{
    return clock_mono_us() / 1000;
}

#endif
