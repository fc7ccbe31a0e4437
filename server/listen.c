/* listen.c - accepting connections and handing them to libwebsockets
 *
 * What fails: too many connections, then the new one is closed at once; no descriptor left, then accepting pauses for a moment
 * instead of spinning on a socket that stays readable. */
#include "listen.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/log.h"
#include "base/must.h"
#include "server.h"

enum { AT_ONCE = 64, BREATHER_MS = 100, BACKLOG = 4096 };

static void accept_all(uv_poll_t *poll, int status, int events);

static void watch(struct listener *listener)
{
    if (listener->fd >= 0) uv_poll_start(&listener->poll, UV_READABLE, accept_all);
}

static void breathed(uv_timer_t *timer)
{
    struct server *server = timer->data;
    watch(&server->public_listener);
    watch(&server->metrics_listener);
}

static void adopt(struct listener *listener, int fd)
{
    struct server *server = listener->server;
    if (server->metrics.connections >= server->most_connections) {
        server->metrics.turned_away++;
        close(fd);
        return;
    }
    const int yes = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    const lws_adopt_desc_t info = {
        .vh = server->vhost,
        .type = LWS_ADOPT_SOCKET | LWS_ADOPT_HTTP,
        .fd = {.sockfd = fd},
        .opaque = (void *)(uintptr_t)(listener->is_metrics ? LINE_METRICS : 0),
    };
    server->metrics.accepted++;
    lws_adopt_descriptor_vhost_via_info(&info); /* closes it where it fails */
}

static void accept_all(uv_poll_t *poll, int status, int events)
{
    struct listener *listener = poll->data;
    if (status < 0 || !(events & UV_READABLE)) return;
    for (int i = 0; i < AT_ONCE; i++) {
        int fd = accept4(listener->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd >= 0) {
            adopt(listener, fd);
        } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            uv_poll_stop(poll);
            uv_timer_start(&listener->server->breather, breathed, BREATHER_MS, 0);
            return;
        } else if (errno != EINTR && errno != ECONNABORTED) {
            return;
        }
    }
}

/* ---- opening ---- */

static struct addrinfo *look_up(const char *where)
{
    char host[256];
    const char *colon = strrchr(where, ':');
    size_t len = colon ? (size_t)(colon - where) : 0;
    if (!colon || len >= sizeof host || !colon[1] || strspn(colon + 1, "0123456789") != strlen(colon + 1)) return NULL;
    bool is_bracketed = len > 2 && where[0] == '[' && where[len - 1] == ']';
    snprintf(host, sizeof host, "%.*s", (int)(is_bracketed ? len - 2 : len), where + is_bracketed);
    const struct addrinfo hints = {.ai_flags = AI_PASSIVE | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM};
    struct addrinfo *found = NULL;
    return getaddrinfo(*host ? host : NULL, colon + 1, &hints, &found) ? NULL : found;
}

static int bind_to(const struct addrinfo *address)
{
    const int yes = 1;
    int fd = socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (!bind(fd, address->ai_addr, address->ai_addrlen) && !listen(fd, BACKLOG)) return fd;
    int why = errno;
    close(fd);
    errno = why;
    return -1;
}

static int port_of(int fd)
{
    struct sockaddr_storage address;
    socklen_t len = sizeof address;
    must(!getsockname(fd, (struct sockaddr *)&address, &len));
    if (address.ss_family == AF_INET6) return ntohs(((struct sockaddr_in6 *)(void *)&address)->sin6_port);
    return ntohs(((struct sockaddr_in *)(void *)&address)->sin_port);
}

bool listener_open(struct server *server, struct listener *listener, const char *where, bool is_metrics)
{
    *listener = (struct listener){.server = server, .fd = -1, .is_metrics = is_metrics};
    struct addrinfo *found = look_up(where);
    if (!found) {
        fprintf(stderr,
                "rinnalla: can't listen on \"%s\"; allowed is HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080\n",
                where);
        return false;
    }
    listener->fd = bind_to(found);
    freeaddrinfo(found);
    if (listener->fd < 0) {
        fprintf(stderr, "rinnalla: can't listen on %s: %s\n", where, strerror(errno));
        return false;
    }
    listener->port = port_of(listener->fd);
    must(!uv_poll_init(&server->loop, &listener->poll, listener->fd));
    listener->poll.data = listener;
    watch(listener);
    return true;
}

static void closed(uv_handle_t *handle)
{
    struct listener *listener = handle->data;
    close(listener->fd);
    listener->fd = -1;
}

void listener_close(struct listener *listener)
{
    if (listener->fd < 0 || uv_is_closing((uv_handle_t *)&listener->poll)) return;
    uv_poll_stop(&listener->poll);
    shutdown(listener->fd, SHUT_RDWR); /* nobody is queued behind our back until the descriptor is closed */
    uv_close((uv_handle_t *)&listener->poll, closed);
}
