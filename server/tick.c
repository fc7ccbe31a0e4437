/* tick.c - once a second, over lists that are in the order of time, so that only those are looked at that are due.
 *
 * libwebsockets could ping by itself, but it keeps its timers in one sorted list that is walked from its start: with ten thousand
 * sockets every message that arrives would cost that walk. */
#include "tick.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/must.h"
#include "command/command.h"
#include "pending.h"
#include "server.h"
#include "told.h"
#include "ws.h"

enum { TICK_MS = 1000, MOST_SEEN = 1000 };

static void look_after_silent(struct server *server, int64_t now_ms)
{
    for (struct hook *hook = server->sockets.next, *next; hook != &server->sockets; hook = next) {
        struct socket *socket = MEMBER_OF(hook, struct socket, of_heard);
        int64_t silent_ms = now_ms - socket->heard_ms;
        next = hook->next;
        if (silent_ms < server->settings.ping_s * 1000) return;
        if (silent_ms > server->settings.hangup_s * 1000) {
            socket_end(socket, CLOSE_POLICY);
            lws_set_timeout(socket->wsi, PENDING_TIMEOUT_USER_REASON_BASE,
                            LWS_TO_KILL_ASYNC); /* nobody is there to hear it */
        } else if (!socket->is_pinged) {
            socket->is_pinged = true;
            out_ping(socket);
        }
    }
}

static void beat(struct server *server, int64_t now_ms)
{
    if (list_is_empty(&server->quiet)) return;
    char text[96];
    int len = snprintf(text, sizeof text, "{\"jsonrpc\":\"2.0\",\"method\":\"beat\",\"params\":{\"at\":%" PRId64 "}}",
                       clock_now());
    struct frame *frame = frame_new(text, (size_t)len);
    /* a beat goes to the end of the list, so the start is always the next in need; one that is clogged is not quiet */
    for (size_t left = server->metrics.sockets; left && !list_is_empty(&server->quiet); left--) {
        struct socket *socket = MEMBER_OF(server->quiet.next, struct socket, of_quiet);
        if (now_ms - socket->said_ms < server->settings.beat_s * 1000 - TICK_MS / 2) break;
        socket->said_ms = now_ms;
        list_leave(&socket->of_quiet);
        list_join(&server->quiet, &socket->of_quiet);
        server->metrics.beats++;
        if (!socket->first && !socket->partial_bytes) socket_send(socket, frame);
    }
    frame_unref(frame);
}

static void end_too_slow(struct server *server, int64_t now_ms)
{
    for (struct hook *hook = server->clogged.next, *next; hook != &server->clogged; hook = next) {
        struct socket *socket = MEMBER_OF(hook, struct socket, of_waiting);
        next = hook->next;
        if (now_ms - socket->clogged_ms > server->settings.out_ms) socket_end(socket, CLOSE_TOO_SLOW);
    }
}

static void end_run_out(struct server *server)
{
    for (struct session *session; (session = live_run_out(&server->live, clock_now()));)
        told_session_over(server, session);
}

static void sweep(struct server *server, int64_t now_ms)
{
    if (now_ms < server->next_sweep_ms || server->phase != PHASE_SERVING) return;
    server->next_sweep_ms = now_ms + MS_PER_MINUTE;
    int64_t ids[MOST_SEEN];
    for (size_t count; (count = live_used(&server->live, ids, MOST_SEEN));) {
        json_t *seen = json_array();
        for (size_t i = 0; i < count; i++)
            json_array_append_new(seen, json_integer(ids[i]));
        pending_ask_self(server, "session.seen", json_pack("{s:o}", "sessions", seen));
    }
    pending_ask_self(server, "session.sweep", json_object());
    pending_ask_self(server, "sitting.sweep", json_object());
    hub_sweep(server, now_ms);
}

static void tick(uv_timer_t *timer)
{
    struct server *server = timer->data;
    int64_t now_ms = mono_ms();
    look_after_silent(server, now_ms);
    beat(server, now_ms);
    end_too_slow(server, now_ms);
    end_run_out(server);
    feeds_tell(server, false);
    lapse_look(server, now_ms);
    sweep(server, now_ms);
}

void tick_start(struct server *server)
{
    server->next_sweep_ms = mono_ms() + MS_PER_MINUTE;
    must(!uv_timer_init(&server->loop, &server->tick));
    server->tick.data = server;
    must(!uv_timer_start(&server->tick, tick, TICK_MS, TICK_MS));
}
