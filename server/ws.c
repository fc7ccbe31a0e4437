/* ws.c - the life of a socket: it begins after the upgrade was allowed, collects messages, and ends with a code. See ws.h
 *
 * What fails: a binary frame, bytes that aren't UTF-8, a message too long or in absurdly many pieces, a flood: each has its closing
 * code. What arrives after that is read and dropped, so that the closing handshake is not lost. */
#include "ws.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/must.h"
#include "base/utf8.h"
#include "header.h"
#include "hub.h"
#include "pending.h"
#include "rpc.h"
#include "server.h"

enum { MOST_FRAGMENTS = 65536, CLOSING_S = 5 };

/* ---- beginning and end ---- */

int socket_begin(struct server *server, struct lws *wsi, struct socket **out)
{
    struct arena arena;
    arena_init(&arena);
    struct session *session = header_session(server, wsi, &arena);
    arena_fini(&arena);
    if (!session) return -1; /* it ended within this very turn of the loop */

    struct socket *socket = *out = calloc(1, sizeof *socket);
    must(socket != NULL);
    socket->server = server;
    socket->wsi = wsi;
    socket->session = session;
    socket->language = session->language;
    socket->heard_ms = socket->said_ms = mono_ms();
    list_init(&socket->of_account);
    list_init(&socket->of_heard);
    list_init(&socket->of_quiet);
    list_init(&socket->of_waiting);
    list_init(&socket->pendings);
    list_join(&session->account->sockets, &socket->of_account);
    list_join(&server->sockets, &socket->of_heard);
    session->account->socket_count++;
    server->metrics.sockets++;
    server->metrics.upgrades++;
    return 0;
}

/* Out of everything that could make it say or hear something. */
static void detach(struct socket *socket)
{
    if (!socket->session) return;
    hub_leave_all(socket);
    pending_forget(&socket->pendings);
    out_drop(socket);
    list_leave(&socket->of_heard);
    list_leave(&socket->of_account);
    socket->session->account->socket_count--;
    socket->session = NULL;
    socket->server->metrics.sockets--;
    free(socket->message);
    socket->message = NULL;
    socket->message_len = socket->message_room = 0;
}

/* A closing frame (RFC 6455 § 5.5.1) by our own hand: where a callback asks libwebsockets to close, Debian's build (with _DEBUG
 * and libuv) closes twice over, and its frame is never sent. */
static void say_close(struct socket *socket)
{
    unsigned char frame[] = {0x88, 2, (unsigned char)(socket->close_code >> 8),
                             (unsigned char)(socket->close_code & 0xff)};
    if (socket->has_said_close || lws_partial_buffered(socket->wsi)) return;
    socket->has_said_close = true;
    if (lws_write(socket->wsi, frame, sizeof frame, LWS_WRITE_HTTP) < 0) /* as it is */
        lws_set_timeout(socket->wsi, PENDING_TIMEOUT_USER_REASON_BASE, LWS_TO_KILL_ASYNC);
}

int socket_closed_by_peer(struct socket *socket)
{
    return socket && socket->has_said_close ? -1 : 0; /* that was the answer to ours; otherwise libwebsockets answers */
}

void socket_end(struct socket *socket, enum close_code code)
{
    if (socket->close_code) return;
    out_let_go(socket); /* the answer to what ended it */
    socket->close_code = (uint16_t)code;
    log_say(LOG_DEBUG, "socket_ending", LOG_INT(code, code), LOG_INT(account, live_account_id(socket->session)),
            LOG_END);
    detach(socket);
    socket->server->ending_count++;
    metrics_close(&socket->server->metrics, code);
    lws_set_timeout(socket->wsi, PENDING_TIMEOUT_USER_REASON_BASE, CLOSING_S); /* where nobody answers */
    say_close(socket);
    if (!socket->has_said_close) lws_callback_on_writable(socket->wsi);
}

void socket_free(struct socket *socket)
{
    if (!socket) return;
    if (socket->close_code)
        socket->server->ending_count--;
    else
        metrics_close(&socket->server->metrics, 0);
    detach(socket);
    free(socket);
}

int socket_writable(struct socket *socket)
{
    if (socket->close_code) {
        say_close(socket);
        return 0;
    }
    if (out_flush(socket) < 0) return -1;
    if (socket->is_behind && !socket->first && !socket->partial_bytes) hub_say_behind(socket);
    return 0;
}

/* ---- messages ---- */

void socket_heard(struct socket *socket)
{
    if (socket->close_code) return;
    socket->heard_ms = mono_ms();
    socket->is_pinged = socket->owes_ping = false;
    list_leave(&socket->of_heard);
    list_join(&socket->server->sockets, &socket->of_heard);
}

static void take(struct socket *socket, const char *text, size_t len)
{
    struct server *server = socket->server;
    const struct settings *settings = &server->settings;
    int64_t retry_ms = 0;
    server->metrics.messages++;
    if (!utf8_valid(text, len)) {
        socket_end(socket, CLOSE_NOT_UTF8);
        return;
    }
    switch (rate_count(&socket->rate, settings->rate, settings->burst, clock_mono_us(), &retry_ms)) {
    case RATE_FLOOD:
        socket_end(socket, CLOSE_POLICY);
        return;
    case RATE_TOO_FAST:
    case RATE_OK:
        socket->session->is_used = true;
        rpc_message(socket, text, len, retry_ms);
    }
}

static void collect(struct socket *socket, const char *data, size_t len)
{
    size_t total = socket->message_len + len;
    if (total > socket->message_room) {
        size_t room = socket->message_room ? socket->message_room : 2048;
        while (room < total)
            room *= 2;
        socket->message = realloc(socket->message, room);
        must(socket->message != NULL);
        socket->message_room = (uint32_t)room;
    }
    if (len) memcpy(socket->message + socket->message_len, data, len);
    socket->message_len = (uint32_t)total;
}

static void take_collected(struct socket *socket)
{
    char *message = socket->message;
    size_t len = socket->message_len;
    socket->message = NULL;
    socket->message_len = socket->message_room = socket->fragments = 0;
    take(socket, message, len); /* may end the socket */
    free(message);
}

int socket_receive(struct socket *socket, const char *data, size_t len)
{
    if (!socket || socket->close_code) return 0;
    socket_heard(socket);
    /* the rest of a frame is known before it comes: no need to wait for a message that won't be taken */
    size_t most = (size_t)socket->server->settings.message, left = lws_remaining_packet_payload(socket->wsi);
    bool is_last = lws_is_final_fragment(socket->wsi);
    if (lws_frame_is_binary(socket->wsi))
        socket_end(socket, CLOSE_BINARY);
    else if (len > most - socket->message_len || left > most - socket->message_len - len)
        socket_end(socket, CLOSE_TOO_LARGE);
    else if (++socket->fragments > MOST_FRAGMENTS)
        socket_end(socket, CLOSE_POLICY);
    else if (is_last && !socket->message_len) {
        socket->fragments = 0;
        take(socket, data ? data : "", len);
    } else {
        collect(socket, data, len);
        if (is_last) take_collected(socket);
    }
    return 0;
}
