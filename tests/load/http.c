/* http.c - one blocking HTTP/1.1 connection with keep-alive.
 *
 * Answers must carry Content-Length. Whatever isn't a 200 ends the generator, with the answer in its message. */
#include "http.h"

#include "util.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { ANSWER_MAX = 1024 * 1024, ASK_MAX = 8 * 1024, PATIENCE_S = 20 };

void http_init(struct http *http, unsigned port)
{
    *http = (struct http){.port = port, .fd = -1, .answer = make(1, ANSWER_MAX + 1)};
}

void http_fini(struct http *http)
{
    if (http->fd >= 0) close(http->fd);
    free(http->answer);
}

static void http_connect(struct http *http)
{
    struct sockaddr_in to = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)http->port), .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    struct timeval patience = {.tv_sec = PATIENCE_S};
    int on = 1;
    http->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (http->fd < 0 || connect(http->fd, (const struct sockaddr *)&to, sizeof to) < 0)
        die("connect to port %u: %s", http->port, strerror(errno));
    setsockopt(http->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(http->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

/* the value of a header field of the answer; NULL where it has none */
static const char *field(const char *head, const char *name)
{
    for (const char *line = strstr(head, "\r\n"); line && line[2] != '\r'; line = strstr(line + 2, "\r\n"))
        if (strncasecmp(line + 2, name, strlen(name)) == 0) return line + 2 + strlen(name);
    return NULL;
}

/* reads until the answer is whole; what is still to come is found in its head */
static void read_answer(struct http *http, const char *path)
{
    size_t have = 0, need = ANSWER_MAX;
    http->body = NULL;
    while (have < need) {
        ssize_t got = recv(http->fd, http->answer + have, ANSWER_MAX - have, 0);
        if (got < 0) die("%s: no answer: %s", path, strerror(errno));
        if (got == 0) die("%s: the server hung up after %zu bytes", path, have);
        have += (size_t)got;
        http->answer[have] = '\0';
        if (http->body || !(http->body = strstr(http->answer, "\r\n\r\n"))) continue;
        http->body += 4;
        const char *length = field(http->answer, "content-length:");
        if (!length) die("%s: an answer without Content-Length:\n%s", path, http->answer);
        need = (size_t)(http->body - http->answer) + strtoul(length, NULL, 10);
        if (need > ANSWER_MAX) die("%s: an answer of %zu bytes", path, need);
    }
}

static void keep_cookie(struct http *http)
{
    const char *cookie = field(http->answer, "set-cookie:");
    if (!cookie || !(cookie = strstr(cookie, "rinnalla="))) return;
    cookie += strlen("rinnalla=");
    snprintf(http->token, sizeof http->token, "%.*s", (int)strcspn(cookie, ";\r\n"), cookie);
}

void http_ask(struct http *http, const char *method, const char *path, const char *token, const char *body)
{
    char ask[ASK_MAX];
    if (http->fd < 0) http_connect(http);
    int len = snprintf(ask, sizeof ask, "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n%s%s%s", method, path, http->port,
                       token ? "Authorization: Bearer " : "", token ? token : "", token ? "\r\n" : "");
    if (body)
        len += snprintf(ask + len, sizeof ask - (size_t)len,
                        "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s", strlen(body), body);
    else
        len += snprintf(ask + len, sizeof ask - (size_t)len, "\r\n");
    if (len >= (int)sizeof ask) die("%s: too long to ask", path);
    if (send(http->fd, ask, (size_t)len, MSG_NOSIGNAL) != len) die("%s: send: %s", path, strerror(errno));

    read_answer(http, path);
    if (strncmp(http->answer, "HTTP/1.1 200", 12) != 0) die("%s: refused:\n%s", path, http->answer);
    keep_cookie(http);
    const char *connection = field(http->answer, "connection:");
    if (connection && strncasecmp(connection + strspn(connection, " "), "close", 5) == 0) {
        close(http->fd);
        http->fd = -1;
    }
}
