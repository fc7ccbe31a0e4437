/* ws.c - WebSocket client sockets: upgrade, frames, waiting.
 *
 * Straight path: epoll says readable, one read into a shared buffer, whole frames are handed on where they lie; only
 * the rest of a broken-off frame is copied to the socket's own memory, and the next read goes behind it. */
#include "ws.h"

#include "util.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { ROOM = 256 * 1024, MESSAGE_MAX = 8 * 1024, BATCH = 16 };
enum { OP_CONTINUES = 0, OP_TEXT = 1, OP_CLOSE = 8, OP_PING = 9, OP_PONG = 10 };

/* the example of RFC 6455 § 1.3: a fixed question has a fixed answer */
static const char *const handshake_key = "dGhlIHNhbXBsZSBub25jZQ==";
static const char *const handshake_answer = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

void ws_net_init(struct ws_net *net, unsigned port)
{
    *net = (struct ws_net){.epoll = epoll_create1(EPOLL_CLOEXEC), .room = make(1, ROOM)};
    if (net->epoll < 0) die("epoll: %s", strerror(errno));
    net->server = (struct sockaddr_in){
        .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
}

void ws_net_fini(struct ws_net *net)
{
    close(net->epoll);
    free(net->room);
}

static void write_all(const struct ws *ws, const void *data, size_t len)
{
    ssize_t sent = send(ws->fd, data, len, MSG_NOSIGNAL);
    if (sent == (ssize_t)len) return;
    if (sent < 0) die("send: %s", strerror(errno));
    die("the server stopped reading: %zd of %zu bytes sent", sent, len);
}

void ws_connect(struct ws_net *net, struct ws *ws, const char *token)
{
    char ask[1024];
    int on = 1;
    *ws = (struct ws){.fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), .state = WS_UPGRADING};
    if (ws->fd < 0) die("socket: %s", strerror(errno));
    if (connect(ws->fd, (const struct sockaddr *)&net->server, sizeof net->server) < 0)
        die("connect: %s", strerror(errno));
    setsockopt(ws->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    fcntl(ws->fd, F_SETFL, O_NONBLOCK);

    struct epoll_event event = {.events = EPOLLIN, .data.ptr = ws};
    if (epoll_ctl(net->epoll, EPOLL_CTL_ADD, ws->fd, &event) < 0) die("epoll_ctl: %s", strerror(errno));
    int len = snprintf(ask, sizeof ask,
                       "GET /ws HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                       "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: rinnalla.v1\r\nSec-WebSocket-Key: %s\r\n"
                       "%s%s%s\r\n",
                       ntohs(net->server.sin_port), handshake_key, token ? "Authorization: Bearer " : "",
                       token ? token : "", token ? "\r\n" : "");
    write_all(ws, ask, (size_t)len);
}

void ws_close(struct ws_net *net, struct ws *ws)
{
    struct linger at_once = {.l_onoff = 1, .l_linger = 0};
    (void)net; /* closing takes the socket off the epoll */
    setsockopt(ws->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(ws->fd);
    free(ws->held);
    free(ws->message);
    *ws = (struct ws){.fd = -1};
}

static void send_frame(const struct ws *ws, unsigned op, const char *data, size_t len)
{
    static const unsigned char mask[4] = {0x52, 0x69, 0x6e, 0x6e};
    unsigned char frame[MESSAGE_MAX + 8];
    size_t head = 2;
    if (len > MESSAGE_MAX) die("a message of %zu bytes is more than this client sends", len);

    frame[0] = (unsigned char)(0x80u | op);
    if (len < 126) {
        frame[1] = (unsigned char)(0x80u | len);
    } else {
        frame[1] = 0x80u | 126;
        frame[2] = (unsigned char)(len >> 8);
        frame[3] = (unsigned char)len;
        head = 4;
    }
    memcpy(frame + head, mask, sizeof mask);
    head += sizeof mask;
    for (size_t i = 0; i < len; i++)
        frame[head + i] = (unsigned char)data[i] ^ mask[i % 4];
    write_all(ws, frame, head + len);
}

void ws_send(struct ws_net *net, struct ws *ws, const char *text, size_t len)
{
    (void)net;
    if (ws->state != WS_OPEN) die("sending on a socket that is not open");
    send_frame(ws, OP_TEXT, text, len);
}

static void put(char **data, size_t *len, size_t *cap, const char *more, size_t count)
{
    if (*len + count > *cap) {
        *cap = (*len + count) * 2;
        *data = realloc(*data, *cap);
        if (!*data) die("no memory for a frame");
    }
    memcpy(*data + *len, more, count);
    *len += count;
}

static void got_text(struct ws_net *net, struct ws *ws, bool last, unsigned op, const char *data, size_t len,
                     int64_t now)
{
    if (last && op == OP_TEXT) {
        net->frames++;
        net->on_text(net->owner, ws, data, len, now);
        return;
    }
    put(&ws->message, &ws->message_len, &ws->message_cap, data, len);
    if (!last) return;
    net->frames++;
    net->on_text(net->owner, ws, ws->message, ws->message_len, now);
    ws->message_len = 0;
}

/* one frame out of data; 0 while it is not complete, else its length */
static size_t take_frame(struct ws_net *net, struct ws *ws, const char *data, size_t have, int64_t now)
{
    const unsigned char *u = (const unsigned char *)data;
    if (have < 2) return 0;
    size_t len = u[1] & 0x7fu, head = len < 126 ? 2 : len == 126 ? 4 : 10;
    if (have < head) return 0;
    if (head > 2) len = 0;
    for (size_t i = 2; i < head; i++)
        len = len << 8 | u[i];
    if (have < head + len) return 0;

    unsigned op = u[0] & 0x0fu;
    if ((u[0] & 0x70u) || (u[1] & 0x80u)) die("a frame with reserved bits or a mask: %02x %02x", u[0], u[1]);
    if (op == OP_CLOSE)
        die("the server closed a socket: code %u, %.*s", len < 2 ? 1005u : (unsigned)(u[head] << 8 | u[head + 1]),
            len < 2 ? 0 : (int)(len - 2), data + head + 2);
    if (op == OP_PING) send_frame(ws, OP_PONG, data + head, len);
    if (op == OP_TEXT || op == OP_CONTINUES) got_text(net, ws, u[0] & 0x80u, op, data + head, len, now);
    return head + len;
}

static size_t take_upgrade(struct ws_net *net, struct ws *ws, const char *data, size_t have)
{
    const char *end = memmem(data, have, "\r\n\r\n", 4);
    if (!end) return 0;
    size_t len = (size_t)(end - data) + 4;
    if (have < 12 || memcmp(data, "HTTP/1.1 101", 12) != 0 ||
        !memmem(data, len, handshake_answer, strlen(handshake_answer)))
        die("the upgrade was refused: %.*s", (int)(have < 1500 ? have : 1500), data);
    ws->state = WS_OPEN;
    net->on_open(net->owner, ws);
    return len;
}

/* hands on what is complete; how much that was */
static size_t take_all(struct ws_net *net, struct ws *ws, const char *data, size_t have, int64_t now)
{
    size_t taken = 0, one;
    do {
        one = ws->state == WS_UPGRADING ? take_upgrade(net, ws, data + taken, have - taken)
                                        : take_frame(net, ws, data + taken, have - taken, now);
        taken += one;
    } while (one && taken < have);
    return taken;
}

static void read_socket(struct ws_net *net, struct ws *ws)
{
    ssize_t got = recv(ws->fd, net->room, ROOM, 0);
    int64_t now = now_ns();
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got < 0) die("recv: %s", strerror(errno));
    if (got == 0) die("the server hung up without a word");
    net->bytes += (uint64_t)got;

    const char *data = net->room;
    size_t have = (size_t)got;
    if (ws->held_len) {
        put(&ws->held, &ws->held_len, &ws->held_cap, data, have);
        data = ws->held;
        have = ws->held_len;
    }
    size_t taken = take_all(net, ws, data, have, now);
    if (data == ws->held) {
        memmove(ws->held, ws->held + taken, have - taken);
        ws->held_len = have - taken;
    } else if (taken < have) {
        put(&ws->held, &ws->held_len, &ws->held_cap, data + taken, have - taken);
    }
}

void ws_wait(struct ws_net *net, int64_t until)
{
    struct epoll_event events[BATCH];
    int64_t left = net->spins ? 0 : until - now_ns();
    if (left < 0) left = 0;
    struct timespec timeout = {.tv_sec = left / NS_PER_S, .tv_nsec = left % NS_PER_S};
    int count = epoll_pwait2(net->epoll, events, BATCH, &timeout, NULL);
    if (count < 0 && errno != EINTR) die("epoll_pwait2: %s", strerror(errno));
    for (int i = 0; i < count; i++)
        read_socket(net, events[i].data.ptr);
}
