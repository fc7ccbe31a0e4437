/* out.c - what leaves a socket, and what waits while it can't
 *
 * The straight path: nothing waits and libwebsockets holds no rest of an earlier frame, so the frame is written at once; of a
 * socket that is full libwebsockets keeps the rest, and from then on frames wait here by reference, until it is writable.
 *
 * What is told unasked has room up to the soft limit, whatever answers wait before it: a snapshot that is larger than that must
 * not make its reader too slow for the event behind it.
 *
 * What fails: above the hard limit, or where the oldest has waited too long (tick.c), the socket is closed as too slow. */
#include <stdlib.h>

#include "base/must.h"
#include "server.h"
#include "ws.h"

_Static_assert(FRAME_HEAD >= LWS_PRE, "a frame has room for a WebSocket header");

struct waiting {
    struct waiting *next;
    struct frame *frame;
    int64_t since_ms;
    bool is_told;
};

static size_t bytes_waiting(const struct socket *socket)
{
    return (size_t)socket->waiting_bytes + socket->partial_bytes;
}

bool socket_has_room(const struct socket *socket, size_t len)
{
    return !bytes_waiting(socket) || socket->told_bytes + len <= (size_t)socket->server->settings.out_soft;
}

static void hold_up(struct socket *socket, int64_t since_ms)
{
    socket->clogged_ms = since_ms;
    list_leave(&socket->of_clogged);
    list_join(&socket->server->clogged, &socket->of_clogged);
}

/* False: the connection is gone; libwebsockets is told to look after it. */
static bool write_frame(struct socket *socket, struct frame *frame)
{
    struct server *server = socket->server;
    int written = lws_write(socket->wsi, frame_data(frame), frame_len(frame), LWS_WRITE_TEXT);
    if (written < 0) {
        lws_set_timeout(socket->wsi, PENDING_TIMEOUT_USER_REASON_BASE, LWS_TO_KILL_ASYNC);
        return false;
    }
    server->metrics.frames++;
    server->metrics.bytes_out += frame_len(frame);
    socket->partial_bytes = lws_partial_buffered(socket->wsi) ? (uint32_t)frame_len(frame) : 0;
    if (!socket->wants_beat) return true;
    socket->said_ms = mono_ms();
    list_leave(&socket->of_quiet);
    list_join(&server->quiet, &socket->of_quiet);
    return true;
}

static void wait_in_line(struct socket *socket, struct frame *frame, bool is_told)
{
    struct waiting *waiting = malloc(sizeof *waiting);
    must(waiting != NULL);
    *waiting = (struct waiting){.frame = frame_ref(frame), .since_ms = mono_ms(), .is_told = is_told};
    if (!bytes_waiting(socket)) hold_up(socket, waiting->since_ms);
    if (!socket->first) socket->last = &socket->first;
    *socket->last = waiting;
    socket->last = &waiting->next;
    socket->waiting_bytes += (uint32_t)frame_len(frame);
    if (is_told) socket->told_bytes += (uint32_t)frame_len(frame);
    lws_callback_on_writable(socket->wsi);
}

static void send_frame(struct socket *socket, struct frame *frame, bool is_told)
{
    const struct settings *settings = &socket->server->settings;
    if (socket->close_code) return;
    bool is_free = settings->write_at_once && !socket->first && !lws_partial_buffered(socket->wsi);
    if (is_free) {
        socket->server->metrics.frames_at_once++;
        if (write_frame(socket, frame) && socket->partial_bytes) hold_up(socket, mono_ms());
    } else if (!is_told && bytes_waiting(socket) > (size_t)settings->out_hard) {
        socket_end(socket, CLOSE_TOO_SLOW);
    } else {
        wait_in_line(socket, frame, is_told);
    }
}

void socket_send(struct socket *socket, struct frame *frame)
{
    send_frame(socket, frame, false);
}

void socket_tell(struct socket *socket, struct frame *frame)
{
    send_frame(socket, frame, true);
}

void socket_send_parts(struct socket *socket, const char *const *parts, const size_t *lens, unsigned count)
{
    if (socket->close_code) return;
    struct frame *frame = frame_new_parts(parts, lens, count);
    socket_send(socket, frame);
    frame_unref(frame);
}

static void pop(struct socket *socket)
{
    struct waiting *waiting = socket->first;
    socket->first = waiting->next;
    socket->waiting_bytes -= (uint32_t)frame_len(waiting->frame);
    if (waiting->is_told) socket->told_bytes -= (uint32_t)frame_len(waiting->frame);
    frame_unref(waiting->frame);
    free(waiting);
}

int out_flush(struct socket *socket)
{
    if (lws_partial_buffered(socket->wsi)) return 0; /* libwebsockets comes again when that has gone */
    socket->partial_bytes = 0;
    while (socket->first && !socket->partial_bytes) {
        socket->clogged_ms = socket->first->since_ms;
        if (!write_frame(socket, socket->first->frame)) return -1;
        pop(socket);
    }
    if (socket->owes_ping && !socket->partial_bytes) out_ping(socket);
    if (!bytes_waiting(socket))
        list_leave(&socket->of_clogged);
    else
        lws_callback_on_writable(socket->wsi);
    return 0;
}

void out_drop(struct socket *socket)
{
    while (socket->first)
        pop(socket);
    list_leave(&socket->of_clogged);
    list_leave(&socket->of_quiet);
}

void out_ping(struct socket *socket)
{
    /* one byte, which comes back: libwebsockets keeps the answer to an empty ping to itself (ops-ws.c, 4.1.6) */
    unsigned char room[LWS_PRE + 1] = {[LWS_PRE] = 'r'};
    socket->owes_ping = lws_partial_buffered(socket->wsi);
    if (socket->owes_ping) return;
    socket->server->metrics.pings++;
    if (lws_write(socket->wsi, room + LWS_PRE, 1, LWS_WRITE_PING) < 0)
        lws_set_timeout(socket->wsi, PENDING_TIMEOUT_USER_REASON_BASE, LWS_TO_KILL_ASYNC);
}
