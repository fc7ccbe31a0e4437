/* http.c - the life of a request. See http.h
 *
 * What fails: a body without a length, a chunked one, a length that is not a number, one too long, a wrong method, a foreign page,
 * are answered here, before any handler. Where the rest of a body is not worth reading the connection is closed. */
#include "http.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/log.h"
#include "base/must.h"
#include "pending.h"
#include "routes.h"
#include "server.h"

enum {
    HELD_S = 30,      /* a held request may wait so long for the store */
    SENDING_S = 60,   /* and a reader so long for each piece */
    BODY_MS = 15000,  /* and a body may take so long altogether */
    PIECE = 262144,   /* what libwebsockets may have to copy where a socket is full */
    TOGETHER = 16384, /* up to there the body leaves with the head */
    WORTH_READING =
        16 * 1024 * 1024 /* a body that is refused is read away up to there, so that its sender sees the answer */
};

/* ---- ending ---- */

static int finish(struct request *request)
{
    if (!request->is_written || request->is_over) return 0;
    if (request->closes) return -1;
    if (!request->is_body_over) return 0;
    request->is_over = true;
    line_set(request->wsi, LINE_USED);
    return lws_http_transaction_completed(request->wsi) ? -1 : 0; /* frees the request, by way of http_end() */
}

void http_end(struct request *request)
{
    if (!request) return;
    pending_forget(&request->pendings);
    request->server->request_count--;
    log_say(LOG_DEBUG, "request", LOG_TEXT(path, request->route ? request->route->pattern : "-"),
            LOG_INT(status, request->reply.status), LOG_INT(ms, (clock_mono_us() - request->began_us) / 1000), LOG_END);
    buf_fini(&request->body);
    buf_fini(&request->reply.head);
    frame_unref(request->reply.frame);
    free(request->reply.text);
    arena_fini(&request->arena);
    free(request);
}

/* ---- writing ---- */

static int send_piece(struct request *request, const void *data, size_t len, enum lws_write_protocol kind)
{
    /* libwebsockets doesn't change what it sends by HTTP/1.1, though its type says it might */
    unsigned char *bytes = (unsigned char *)(uintptr_t)data;
    return lws_write(request->wsi, bytes, len, kind) < 0 ? -1 : 0;
}

static int send_head(struct request *request)
{
    struct reply *reply = &request->reply;
    if (reply->len <= TOGETHER) {
        buf_put(&reply->head, reply->body, reply->len);
        reply->sent = reply->len;
    }
    reply->is_head_sent = true;
    return send_piece(request, reply->head.data, reply->head.len, LWS_WRITE_HTTP_HEADERS);
}

static int write_on(struct request *request)
{
    struct reply *reply = &request->reply;
    if (!reply->is_ready || request->is_written) return 0;
    if (!reply->is_head_sent && send_head(request)) return -1;
    while (reply->sent < reply->len) {
        if (lws_partial_buffered(request->wsi)) {
            lws_set_timeout(request->wsi, PENDING_TIMEOUT_HTTP_CONTENT, SENDING_S);
            lws_callback_on_writable(request->wsi);
            return 0;
        }
        size_t left = reply->len - reply->sent, len = left < PIECE ? left : PIECE;
        if (send_piece(request, reply->body + reply->sent, len, LWS_WRITE_HTTP)) return -1;
        reply->sent += len;
    }
    request->is_written = true;
    return finish(request);
}

int http_writable(struct request *request)
{
    return request ? write_on(request) : 0;
}

/* ---- refusing before a handler ---- */

static void refuse(struct request *request, unsigned status, enum err err, const char *field, enum detail detail)
{
    reply_refusal(request, status, &(struct refusal){.err = err, .field = field, .detail = detail});
}

static void refuse_method(struct request *request)
{
    static const struct {
        enum method method;
        const char *name;
    } names[] = {{METHOD_GET, "GET, "}, {METHOD_HEAD, "HEAD, "}, {METHOD_POST, "POST, "}, {METHOD_DELETE, "DELETE, "}};
    char allow[40] = "";
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (request->route->methods & names[i].method) strcat(allow, names[i].name);
    allow[strlen(allow) - 2] = '\0';
    reply_header(request, "Allow", allow);
    refuse(request, 405, ERR_BAD_INPUT, "method", DETAIL_NONE);
}

/* Came together with an earlier request, perhaps. libwebsockets reads the body of such a request from the start of what it
 * had put aside, the header, and then never ends; so where a body is to come and anything at all was put aside, no. */
static bool is_pipelined(const struct request *request)
{
    return line_is(request->wsi, LINE_USED) && lws_service_adjust_timeout(request->server->lws, 1, 0) == 0;
}

/* Reads the length of the body; answers where it is not one, or there should be none. */
static void check_body(struct request *request)
{
    const char *length = header_text(request->wsi, WSI_TOKEN_HTTP_CONTENT_LENGTH, &request->arena);
    bool is_number = length && *length && strlen(length) < 19 && strspn(length, "0123456789") == strlen(length);
    request->body_len = is_number ? strtoull(length, NULL, 10) : 0;
    request->is_body_over = request->method != METHOD_POST && !request->body_len;

    bool is_chunked = lws_hdr_total_length(request->wsi, WSI_TOKEN_HTTP_TRANSFER_ENCODING) > 0;
    bool is_unsafe = !request->is_body_over && is_pipelined(request);
    bool is_too_long = request->body_len > (uint64_t)request->server->settings.message;
    request->closes |= is_chunked || (length && !is_number) || (request->method == METHOD_POST && !length) ||
                       request->body_len > WORTH_READING || request->method == METHOD_OTHER || is_unsafe;
    if (is_chunked)
        refuse(request, 411, ERR_BAD_INPUT, "Transfer-Encoding", DETAIL_NONE);
    else if (length && !is_number)
        refuse(request, 400, ERR_BAD_INPUT, "Content-Length", DETAIL_WRONG_TYPE);
    else if (request->method == METHOD_POST && !length)
        refuse(request, 411, ERR_BAD_INPUT, "Content-Length", DETAIL_MISSING);
    else if (is_unsafe)
        refuse(request, 0, ERR_BUSY, "pipelining", DETAIL_NONE);
    else if (is_too_long)
        refuse(request, 413, ERR_TOO_LARGE, "body", DETAIL_TOO_LONG);
    else if (request->body_len && request->method != METHOD_POST && request->method != METHOD_OTHER)
        refuse(request, 400, ERR_BAD_INPUT, "body", DETAIL_NONE);
}

static bool is_json(struct request *request)
{
    const char *type = header_text(request->wsi, WSI_TOKEN_HTTP_CONTENT_TYPE, &request->arena);
    size_t len = type ? strcspn(type, "; \t") : 0;
    return len == strlen("application/json") && !strncasecmp(type, "application/json", len);
}

static void check_route(struct request *request)
{
    struct server *server = request->server;
    bool is_change = request->method == METHOD_POST || request->method == METHOD_DELETE;
    if (line_is(request->wsi, LINE_METRICS) && strcmp(request->route->pattern, "/metrics") != 0)
        refuse(request, 404, ERR_NOT_FOUND, "path", DETAIL_NONE);
    else if (!(request->route->methods & request->method))
        refuse_method(request);
    else if (server->phase != PHASE_SERVING && !request->route->is_open)
        refuse(request, 0, ERR_BUSY, NULL, DETAIL_NONE);
    else if (is_change && !header_origin_is_good(server, request->wsi, &request->arena))
        refuse(request, 403, ERR_NOT_ALLOWED, "Origin", DETAIL_UNKNOWN_WORD);
    else if (request->method == METHOD_POST && !is_json(request))
        refuse(request, 415, ERR_BAD_INPUT, "Content-Type", DETAIL_UNKNOWN_WORD);
}

/* ---- beginning ---- */

static enum language language_of_request(struct request *request)
{
    const char *wanted = header_text(request->wsi, WSI_TOKEN_HTTP_ACCEPT_LANGUAGE, &request->arena);
    struct session *session = header_session(request->server, request->wsi, &request->arena);
    if (session) return session->language;
    if (wanted && !strncasecmp(wanted, "sv", 2)) return LANGUAGE_SV;
    return wanted && !strncasecmp(wanted, "en", 2) ? LANGUAGE_EN : LANGUAGE_FI;
}

static struct request *request_new(struct server *server, struct lws *wsi)
{
    struct request *request = calloc(1, sizeof *request);
    must(request != NULL);
    server->request_count++;
    request->server = server;
    request->wsi = wsi;
    request->began_us = clock_mono_us();
    list_init(&request->pendings);
    arena_init(&request->arena);
    buf_init(&request->body);
    buf_init(&request->reply.head);
    return request;
}

int http_begin(struct server *server, struct lws *wsi, struct request **out)
{
    struct request *request = *out = request_new(server, wsi);
    enum lws_token_indexes uri;
    server->metrics.requests++;
    request->method = header_method(wsi, &uri);
    request->path = header_text(wsi, uri, &request->arena);
    if (!request->path) request->path = "";
    request->route = route_find(request->path, &request->rest);
    request->language = language_of_request(request);

    if (server->phase != PHASE_SERVING) request->closes = true;
    check_body(request);
    if (!request->reply.is_ready) check_route(request);
    if (!request->reply.is_ready && request->is_body_over) request->route->handle(request);
    return request->is_held ? 0 : write_on(request);
}

bool http_is_too_fast(struct request *request, struct session *session)
{
    const struct settings *settings = &request->server->settings;
    int64_t retry_ms;
    if (rate_count(&session->rate, settings->rate, settings->burst, clock_mono_us(), &retry_ms) == RATE_OK)
        return false;
    struct refusal why = {.err = ERR_TOO_FAST, .more = json_pack("{s:I}", "retry_ms", (json_int_t)retry_ms)};
    reply_refusal(request, 0, &why);
    json_decref(why.more);
    return true;
}

void http_hold(struct request *request)
{
    if (!request->is_held) lws_rx_flow_control(request->wsi, 0);
    request->is_held = true;
    lws_set_timeout(request->wsi, PENDING_TIMEOUT_HTTP_CONTENT, HELD_S);
}

int http_body(struct request *request, const void *data, size_t len)
{
    if (!request || request->is_body_over) return 0;
    if ((clock_mono_us() - request->began_us) / 1000 > BODY_MS) return -1;
    request->body_seen += len;
    if (!request->reply.is_ready && request->body_seen <= request->body_len) buf_put(&request->body, data, len);
    return 0;
}

int http_body_end(struct request *request)
{
    if (!request || request->is_body_over) return 0; /* libwebsockets says so twice where more bytes follow */
    request->is_body_over = true;
    if (request->is_written) return finish(request);
    if (!request->reply.is_ready) request->route->handle(request);
    return request->is_held ? 0 : write_on(request);
}
