/* out.c - what leaves a socket, and what waits while it can't
 *
 * The straight path: nothing waits and libwebsockets holds no rest of an earlier frame, so the frame is written at once; of a
 * socket that is full libwebsockets keeps the rest, and from then on frames wait here by reference, until it is writable.
 *
 * A write is by far the dearest thing that is done for a socket, so small frames that wait for the same one leave in one. That
 * is why an answer of the store is held until its word was heard to the end (told.c): whoever made a change is told of it
 * next, by the same word.
 *
 * What is told unasked has room up to the soft limit, whatever answers wait before it: a snapshot that is larger than that must
 * not make its reader too slow for the event behind it.
 *
 * What fails: above the hard limit, or where the oldest has waited too long (tick.c), the socket is closed as too slow. */
#include <stdlib.h>

#include "base/must.h"
#include "server.h"
#include "ws.h"

enum { GATHERED = 16 * 1024 }; /* bytes of frames that are copied, so that they leave in one write */

_Static_assert(FRAME_HEAD >= 10, "a frame has room for a WebSocket header");

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
    return socket->is_held || !bytes_waiting(socket) ||
           socket->told_bytes + len <= (size_t)socket->server->settings.out_soft;
}

static void hold_up(struct socket *socket, int64_t since_ms)
{
    socket->clogged_ms = since_ms;
    list_leave(&socket->of_waiting);
    list_join(&socket->server->clogged, &socket->of_waiting);
}

/* ---- writing ---- */

/* RFC 6455 § 5.2, in the room before the text: the same for every receiver. Where the frame begins then. */
static unsigned char *put_head(struct frame *frame, size_t *len)
{
    enum { TEXT = 0x81, SHORT = 126, LONG = 127 }; /* a whole message of text; how its length is said */
    unsigned char *text = frame_data(frame);
    size_t rest = *len = frame_len(frame), more = rest < SHORT ? 0 : rest <= UINT16_MAX ? 2 : 8;
    unsigned char *head = text - more - 2;
    head[0] = TEXT;
    head[1] = (unsigned char)(!more ? rest : more == 2 ? SHORT : LONG);
    for (size_t i = more; i; i--, rest >>= 8)
        head[1 + i] = (unsigned char)rest;
    *len += more + 2;
    return head;
}

/* Frames as they are. False: the connection is gone; libwebsockets is told to look after it. */
static bool write_out(struct socket *socket, void *frames, size_t len)
{
    struct server *server = socket->server;
    if (lws_write(socket->wsi, frames, len, LWS_WRITE_HTTP) < 0) {
        lws_set_timeout(socket->wsi, PENDING_TIMEOUT_USER_REASON_BASE, LWS_TO_KILL_ASYNC);
        return false;
    }
    server->metrics.writes++;
    server->metrics.bytes_out += len;
    socket->partial_bytes = lws_partial_buffered(socket->wsi) ? (uint32_t)len : 0;
    if (!socket->wants_beat) return true;
    socket->said_ms = mono_ms();
    list_leave(&socket->of_quiet);
    list_join(&server->quiet, &socket->of_quiet);
    return true;
}

static bool write_frame(struct socket *socket, struct frame *frame)
{
    size_t len;
    unsigned char *head = put_head(frame, &len);
    socket->server->metrics.frames++;
    return write_out(socket, head, len);
}

/* ---- waiting ---- */

static void line_up(struct socket *socket, struct frame *frame, bool is_told)
{
    struct waiting *waiting = malloc(sizeof *waiting);
    must(waiting != NULL);
    *waiting = (struct waiting){.frame = frame_ref(frame), .since_ms = mono_ms(), .is_told = is_told};
    if (!socket->first) socket->last = &socket->first;
    *socket->last = waiting;
    socket->last = &waiting->next;
    socket->waiting_bytes += (uint32_t)frame_len(frame);
    if (is_told) socket->told_bytes += (uint32_t)frame_len(frame);
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

static bool is_alone(const struct waiting *first)
{
    return !first->next || frame_len(first->frame) + frame_len(first->next->frame) > GATHERED;
}

/* The first in line, with those behind it that fit into the same write. */
static bool write_first(struct socket *socket)
{
    struct buf *out = &socket->server->gathered;
    if (is_alone(socket->first)) {
        if (!write_frame(socket, socket->first->frame)) return false;
        pop(socket);
        return true;
    }
    buf_clear(out);
    do {
        size_t len;
        const unsigned char *head = put_head(socket->first->frame, &len);
        buf_put(out, head, len);
        socket->server->metrics.frames++;
        pop(socket);
    } while (socket->first && out->len + frame_len(socket->first->frame) <= GATHERED);
    return write_out(socket, out->data, out->len);
}

int out_flush(struct socket *socket)
{
    if (lws_partial_buffered(socket->wsi)) {
        lws_callback_on_writable(socket->wsi); /* comes when that has gone */
        return 0;
    }
    socket->partial_bytes = 0;
    while (socket->first && !socket->partial_bytes) {
        socket->clogged_ms = socket->first->since_ms;
        if (!write_first(socket)) return -1;
    }
    if (socket->owes_ping && !socket->partial_bytes) out_ping(socket);
    if (!bytes_waiting(socket))
        list_leave(&socket->of_waiting);
    else
        lws_callback_on_writable(socket->wsi);
    return 0;
}

static void wait_for_room(struct socket *socket, struct frame *frame, bool is_told)
{
    if (!bytes_waiting(socket)) hold_up(socket, mono_ms());
    line_up(socket, frame, is_told);
    lws_callback_on_writable(socket->wsi);
}

/* ---- being held until the store's word was heard to the end ---- */

static void hold(struct socket *socket, struct frame *frame, bool is_told)
{
    line_up(socket, frame, is_told);
    if (socket->is_held) return;
    socket->is_held = true;
    list_join(&socket->server->held, &socket->of_waiting);
}

void out_let_go(struct socket *socket)
{
    if (!socket->is_held) return;
    socket->is_held = false;
    hold_up(socket, socket->first->since_ms);
    out_flush(socket);
}

void out_let_all_go(struct server *server)
{
    while (!list_is_empty(&server->held))
        out_let_go(MEMBER_OF(server->held.next, struct socket, of_waiting));
}

/* ---- sending ---- */

static void send_frame(struct socket *socket, struct frame *frame, bool is_told)
{
    struct server *server = socket->server;
    if (socket->close_code) return;
    bool is_free = server->settings.write_at_once && !socket->first && !lws_partial_buffered(socket->wsi);
    if (is_free || socket->is_held) server->metrics.frames_at_once++;

    if (socket->is_held || (is_free && !is_told && server->is_hearing)) {
        hold(socket, frame, is_told);
        if (is_told) out_let_go(socket);
    } else if (is_free) {
        if (write_frame(socket, frame) && socket->partial_bytes) hold_up(socket, mono_ms());
    } else if (!is_told && bytes_waiting(socket) > (size_t)server->settings.out_hard) {
        socket_end(socket, CLOSE_TOO_SLOW);
    } else {
        wait_for_room(socket, frame, is_told);
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

void out_drop(struct socket *socket)
{
    while (socket->first)
        pop(socket);
    socket->is_held = false;
    list_leave(&socket->of_waiting);
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
