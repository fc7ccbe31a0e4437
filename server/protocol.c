/* protocol.c - from libwebsockets' callbacks to requests and sockets
 *
 * One protocol takes HTTP and WebSocket, because a client may name any protocol there is. A wsi's user space holds the request or
 * the socket; libwebsockets gives the space back, and a fresh one, with every binding, so the drop of a protocol is where both end. */
#include "protocol.h"

#include <stdio.h>
#include <sys/resource.h>

#include "base/log.h"
#include "http.h"
#include "server.h"
#include "ws.h"

enum {
    BUFFER = 32768,         /* what is read or composed at once, shared by all */
    MOST_AT_ONCE = 1 << 20, /* bytes of one write; 4096 unless said, which costs a turn of the loop each */
    RECEIVE = 1024,         /* a buffer of each socket's own */
    MOST_HEADER = 16384,
    HEADER_S = 10, /* for the whole of a header to arrive */
    IDLE_S = 75,   /* between requests on one connection: longer than proxies keep theirs */
};

static int on_http(struct server *server, struct lws *wsi, enum lws_callback_reasons reason,
                   struct connection *connection, void *in, size_t len)
{
    switch ((int)reason) {
    case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE:
        return upgrade_check(server, wsi);
    case LWS_CALLBACK_HTTP:
        return http_begin(server, wsi, &connection->request);
    case LWS_CALLBACK_HTTP_BODY:
        return http_body(connection->request, in, len);
    case LWS_CALLBACK_HTTP_BODY_COMPLETION:
        return http_body_end(connection->request);
    case LWS_CALLBACK_HTTP_WRITEABLE:
        return http_writable(connection->request);
    case LWS_CALLBACK_HTTP_DROP_PROTOCOL:
    case LWS_CALLBACK_CLOSED_HTTP:
        if (!connection) return 0;
        http_end(connection->request);
        connection->request = NULL;
        return 0;
    default:
        return 0;
    }
}

static int on_socket(struct server *server, struct lws *wsi, enum lws_callback_reasons reason,
                     struct connection *connection, void *in, size_t len)
{
    int result = 0;
    switch ((int)reason) {
    case LWS_CALLBACK_ESTABLISHED:
        return socket_begin(server, wsi, &connection->socket);
    case LWS_CALLBACK_RECEIVE:
        return socket_receive(connection->socket, in, len);
    case LWS_CALLBACK_RECEIVE_PONG:
        if (connection->socket) socket_heard(connection->socket);
        return 0;
    case LWS_CALLBACK_SERVER_WRITEABLE:
        return connection->socket ? socket_writable(connection->socket) : 0;
    case LWS_CALLBACK_WS_PEER_INITIATED_CLOSE:
        result = socket_closed_by_peer(connection->socket);
        /* fall through */
    case LWS_CALLBACK_WS_SERVER_DROP_PROTOCOL:
    case LWS_CALLBACK_CLOSED: /* comes without ESTABLISHED, too */
        if (!connection) return 0;
        socket_free(connection->socket);
        connection->socket = NULL;
        return result;
    default:
        return 0;
    }
}

static int on_event(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t len)
{
    struct server *server = server_of(wsi);
    switch ((int)reason) {
    case LWS_CALLBACK_WSI_CREATE:
        server->metrics.connections++;
        return 0;
    case LWS_CALLBACK_WSI_DESTROY:
        server->metrics.connections--;
        return 0;
    case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE:
    case LWS_CALLBACK_HTTP:
    case LWS_CALLBACK_HTTP_BODY:
    case LWS_CALLBACK_HTTP_BODY_COMPLETION:
    case LWS_CALLBACK_HTTP_WRITEABLE:
    case LWS_CALLBACK_HTTP_DROP_PROTOCOL:
    case LWS_CALLBACK_CLOSED_HTTP:
        return on_http(server, wsi, reason, user, in, len);
    case LWS_CALLBACK_RAW_ADOPT: /* CONNECT turns a connection into one without a protocol */
    case LWS_CALLBACK_RAW_RX:
        return -1;
    default:
        return on_socket(server, wsi, reason, user, in, len);
    }
}

/* libwebsockets puts addresses and headers into its words: only that it complained is kept. */
static struct metrics *complaints;

static void on_complaint(int level, const char *line)
{
    (void)line;
    if (complaints) complaints->library_errors++;
    log_say(LOG_DEBUG, "libwebsockets", LOG_INT(code, level), LOG_END);
}

static void raise_limits(struct server *server)
{
    enum { SPARE = 128, PLENTY = 131072 };
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit)) limit = (struct rlimit){1024, 1024};
    rlim_t wanted = limit.rlim_max < PLENTY ? limit.rlim_max : PLENTY;
    if (limit.rlim_cur < wanted) {
        limit.rlim_cur = wanted;
        setrlimit(RLIMIT_NOFILE, &limit);
        getrlimit(RLIMIT_NOFILE, &limit);
    }
    uint64_t most = limit.rlim_cur > 2 * SPARE ? limit.rlim_cur - SPARE : limit.rlim_cur / 2;
    uint64_t set = (uint64_t)server->settings.connections;
    server->most_connections = set && set < most ? set : most;
}

bool protocol_open(struct server *server)
{
    static const struct lws_protocols protocols[] = {
        {"rinnalla.v1", on_event, sizeof(struct connection), RECEIVE, 0, NULL, MOST_AT_ONCE},
        {NULL, NULL, 0, 0, 0, NULL, 0},
    };
    static const lws_retry_bo_t no_pings = {.secs_since_valid_ping = 0}; /* tick.c pings */
    void *loops[] = {&server->loop};
    raise_limits(server);
    complaints = &server->metrics;
    lws_set_log_level(LLL_ERR | LLL_WARN, on_complaint);

    struct lws_context_creation_info info = {
        .port = CONTEXT_PORT_NO_LISTEN_SERVER,
        .protocols = protocols,
        .options = LWS_SERVER_OPTION_LIBUV | LWS_SERVER_OPTION_EXPLICIT_VHOSTS,
        .foreign_loops = loops,
        .user = server,
        .pcontext = &server->lws,
        .pt_serv_buf_size = BUFFER,
        .max_http_header_data = MOST_HEADER,
        .timeout_secs_ah_idle = HEADER_S,
        .keepalive_timeout = IDLE_S,
        .retry_and_idle_policy = &no_pings,
        .alpn = "http/1.1",
        .vhost_name = "rinnalla",
    };
    server->lws = lws_create_context(&info);
    server->vhost = server->lws ? lws_create_vhost(server->lws, &info) : NULL;
    if (server->vhost) return true;
    fprintf(stderr, "rinnalla: libwebsockets did not start; is its libuv part (libwebsockets-evlib-uv) installed?\n");
    return false;
}
