/* fetch.c - fetches one address again and again by many connections, as calendar programs do, and counts.
 *
 *     fetch --port N --path /calendar/….ics --connections 50 --seconds 4 [--etag '"…"'] [--gzip] [--pid P[,P…]]
 *
 * Each connection asks, waits for the whole answer and asks again, on keep-alive. Every answer must have the status of the first
 * one, and the length; anything else ends it with status 1. A second of warming is not counted. Prints one line of JSON. */
#include "util.h"

#include <errno.h>
#include <getopt.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { HEAD_MAX = 8192, READ = 256 * 1024, CONNECTIONS_MAX = 1000, PIDS_MAX = 16, PATIENCE_S = 20 };

struct line {
    int fd;
    int64_t asked;
    char head[HEAD_MAX];
    size_t head_len, left; /* left: of the body; while is_in_body */
    bool is_in_body;
};

static struct {
    unsigned port, connections;
    double seconds;
    const char *path, *etag;
    bool gzip;
    pid_t pids[PIDS_MAX];
    unsigned pid_count;
    char ask[2048];
    size_t ask_len;
    int status;       /* of the first answer */
    size_t body_len;  /* likewise */
    uint64_t answers; /* counted */
    bool is_counting;
    struct samples took;
} fetch;

static void read_pids(char *list)
{
    for (char *at = strtok(list, ","); at && fetch.pid_count < PIDS_MAX; at = strtok(NULL, ","))
        fetch.pids[fetch.pid_count++] = (pid_t)strtol(at, NULL, 10);
}

static void read_options(int argc, char **argv)
{
    static const struct option known[] = {
        {"port", required_argument, NULL, 'p'},    {"path", required_argument, NULL, 'a'},
        {"seconds", required_argument, NULL, 's'}, {"connections", required_argument, NULL, 'c'},
        {"etag", required_argument, NULL, 'e'},    {"gzip", no_argument, NULL, 'g'},
        {"pid", required_argument, NULL, 'i'},     {0},
    };
    int option;
    fetch.connections = 50;
    fetch.seconds = 4;
    while ((option = getopt_long(argc, argv, "", known, NULL)) != -1) {
        if (option == 'p') fetch.port = (unsigned)strtoul(optarg, NULL, 10);
        if (option == 'a') fetch.path = optarg;
        if (option == 's') fetch.seconds = strtod(optarg, NULL);
        if (option == 'c') fetch.connections = (unsigned)strtoul(optarg, NULL, 10);
        if (option == 'e') fetch.etag = optarg;
        if (option == 'g') fetch.gzip = true;
        if (option == 'i') read_pids(optarg);
        if (option == '?') exit(2);
    }
    if (!fetch.port || !fetch.path) die("--port N and --path PATH are needed");
    if (!fetch.connections || fetch.connections > CONNECTIONS_MAX) die("--connections: 1 to %d", CONNECTIONS_MAX);
    int len = snprintf(fetch.ask, sizeof fetch.ask,
                       "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nUser-Agent: fetch\r\n%s%s%s%s\r\n", fetch.path,
                       fetch.port, fetch.gzip ? "Accept-Encoding: gzip\r\n" : "", fetch.etag ? "If-None-Match: " : "",
                       fetch.etag ? fetch.etag : "", fetch.etag ? "\r\n" : "");
    if (len >= (int)sizeof fetch.ask) die("too long to ask");
    fetch.ask_len = (size_t)len;
}

/* ---- one connection ---- */

static void ask(struct line *line)
{
    line->asked = now_ns();
    line->head_len = 0;
    line->is_in_body = false;
    if (send(line->fd, fetch.ask, fetch.ask_len, MSG_NOSIGNAL) != (ssize_t)fetch.ask_len)
        die("send: %s", strerror(errno));
}

static void line_open(struct line *line)
{
    struct sockaddr_in to = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)fetch.port), .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    int on = 1;
    line->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (line->fd < 0 || connect(line->fd, (const struct sockaddr *)&to, sizeof to) < 0)
        die("connect to port %u: %s", fetch.port, strerror(errno));
    setsockopt(line->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ask(line);
}

static void check_head(struct line *line)
{
    int status = (int)strtol(line->head + sizeof "HTTP/1.1", NULL, 10);
    const char *length = strcasestr(line->head, "\r\ncontent-length:");
    line->left = length && status != 304 ? strtoul(length + sizeof "\r\ncontent-length:" - 1, NULL, 10) : 0;
    if (!fetch.status) {
        fetch.status = status;
        fetch.body_len = line->left;
    }
    if (status != fetch.status || line->left != fetch.body_len)
        die("%d with %zu bytes after %d with %zu:\n%s", status, line->left, fetch.status, fetch.body_len, line->head);
}

/* what has come; how much of it is body */
static size_t take_head(struct line *line, const char *data, size_t len)
{
    size_t room = HEAD_MAX - 1 - line->head_len, part = len < room ? len : room;
    memcpy(line->head + line->head_len, data, part);
    line->head[line->head_len + part] = '\0';
    char *end = strstr(line->head, "\r\n\r\n");
    if (!end && part < len) die("a head of more than %d bytes", HEAD_MAX);
    if (!end) {
        line->head_len += part;
        return 0;
    }
    size_t used = (size_t)(end + 4 - line->head) - line->head_len;
    end[4] = '\0';
    line->is_in_body = true;
    check_head(line);
    return len - used;
}

static void line_read(struct line *line)
{
    static char data[READ];
    ssize_t got = recv(line->fd, data, sizeof data, MSG_DONTWAIT);
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) die("the server hung up");
    size_t body = line->is_in_body ? (size_t)got : take_head(line, data, (size_t)got);
    if (!line->is_in_body) return;
    if (body > line->left) die("more than was asked for");
    line->left -= body;
    if (line->left) return;
    if (fetch.is_counting) {
        fetch.answers++;
        samples_add(&fetch.took, now_ns() - line->asked);
    }
    ask(line);
}

/* ---- all of them ---- */

static int64_t servers_cpu_ns(void)
{
    int64_t sum = 0;
    for (unsigned i = 0; i < fetch.pid_count; i++)
        sum += process_cpu_ns(fetch.pids[i]);
    return sum;
}

static void turn(int poll, struct line *lines, int64_t until)
{
    struct epoll_event events[64];
    while (now_ns() < until) {
        int count = epoll_wait(poll, events, 64, PATIENCE_S * 1000);
        if (count <= 0) die("no answer for %d s", PATIENCE_S);
        for (int i = 0; i < count; i++)
            line_read(&lines[events[i].data.u32]);
    }
}

int main(int argc, char **argv)
{
    read_options(argc, argv);
    int poll = epoll_create1(EPOLL_CLOEXEC);
    struct line *lines = make(fetch.connections, sizeof *lines);
    for (unsigned i = 0; i < fetch.connections; i++) {
        struct epoll_event event = {.events = EPOLLIN, .data.u32 = i};
        line_open(&lines[i]);
        if (epoll_ctl(poll, EPOLL_CTL_ADD, lines[i].fd, &event) < 0) die("epoll: %s", strerror(errno));
    }
    turn(poll, lines, now_ns() + NS_PER_S);
    int64_t cpu = servers_cpu_ns(), machine = machine_cpu_ns(), own = process_cpu_ns(getpid()), began = now_ns();
    fetch.is_counting = true;
    turn(poll, lines, began + (int64_t)(fetch.seconds * (double)NS_PER_S));
    double seconds = (double)(now_ns() - began) / (double)NS_PER_S;
    cpu = servers_cpu_ns() - cpu;
    own = process_cpu_ns(getpid()) - own;
    int64_t others = machine_cpu_ns() - machine - cpu - own;
    double each = fetch.answers ? (double)cpu / 1000 / (double)fetch.answers : 0;
    printf("{\"status\":%d,\"body_bytes\":%zu,\"answers\":%llu,\"per_s\":%.1f,\"p50_us\":%.1f,\"p99_us\":%.1f,"
           "\"server_cpu_us\":%.2f,\"generator_cpu_percent\":%.1f,\"others_cpu_percent\":%.1f}\n",
           fetch.status, fetch.body_len, (unsigned long long)fetch.answers, (double)fetch.answers / seconds,
           (double)samples_at(&fetch.took, 0.5) / 1000, (double)samples_at(&fetch.took, 0.99) / 1000, each,
           (double)own / seconds / 1e7, others > 0 ? (double)others / seconds / 1e7 : 0);
    return 0;
}
