/* reply.c - composing answers: status, the headers that every answer has, the handler's own, the body. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/must.h"
#include "http.h"
#include "server.h"

static const char *words(unsigned status)
{
    switch (status) {
    case 200:
        return "OK";
    case 204:
        return "No Content";
    case 304:
        return "Not Modified";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 409:
        return "Conflict";
    case 410:
        return "Gone";
    case 411:
        return "Length Required";
    case 413:
        return "Content Too Large";
    case 415:
        return "Unsupported Media Type";
    case 422:
        return "Unprocessable Content";
    case 426:
        return "Upgrade Required";
    case 429:
        return "Too Many Requests";
    case 500:
        return "Internal Server Error";
    case 503:
        return "Service Unavailable";
    case 507:
        return "Insufficient Storage";
    default:
        return "";
    }
}

static const char common[] =
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=()\r\n";

void reply_header(struct request *request, const char *name, const char *value)
{
    struct reply *reply = &request->reply;
    buf_text(&reply->head, name);
    buf_text(&reply->head, ": ");
    buf_text(&reply->head, value);
    buf_text(&reply->head, "\r\n");
    if (!strcmp(name, "Cache-Control")) reply->has_cache_rule = true;
    if (!strcmp(name, "Content-Security-Policy")) reply->has_policy = true;
}

/* RFC 9110 § 6.6.1; written once a second */
static void put_date(struct server *server, struct buf *head)
{
    time_t now = (time_t)(clock_now() / MS_PER_SECOND);
    struct tm tm;
    if (now != server->date_s && gmtime_r(&now, &tm)) {
        strftime(server->date, sizeof server->date, "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &tm);
        server->date_s = now;
    }
    buf_text(head, server->date);
}

/* What is in every head, in one piece: printf's way costs more than libwebsockets takes for the whole request. */
static void put_start(struct request *request, struct buf *head, unsigned status)
{
    buf_reserve(head, sizeof common + 1024);
    buf_text(head, "HTTP/1.1 ");
    buf_int(head, status);
    buf_text(head, " ");
    buf_text(head, words(status));
    buf_text(head, "\r\n");
    if (status != 304) buf_put(head, common, sizeof common - 1); /* RFC 9110 § 15.4.5: the rest is known there */
    put_date(request->server, head);
}

/* The whole head goes in front of what the handler said. */
static void compose(struct request *request, unsigned status, const char *type)
{
    struct reply *reply = &request->reply;
    must(!reply->is_ready);
    if (request->closes) reply_header(request, "Connection", "close");
    if (!reply->has_cache_rule) reply_header(request, "Cache-Control", "no-store");
    if (!reply->has_policy && status != 304)
        reply_header(request, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    if (request->server->settings.secure) reply_header(request, "Strict-Transport-Security", "max-age=63072000");
    if (type) reply_header(request, "Content-Type", type);

    struct buf head;
    buf_init(&head);
    put_start(request, &head, status);
    buf_put(&head, reply->head.data, reply->head.len);
    if (status != 204 && status != 304) {
        buf_text(&head, "Content-Length: ");
        buf_int(&head, (int64_t)reply->len);
        buf_text(&head, "\r\n");
    }
    buf_text(&head, "\r\n");
    buf_fini(&reply->head);
    reply->head = head;
    reply->status = status;
    reply->is_ready = true;
    if (request->method == METHOD_HEAD || status == 204 || status == 304) reply->len = 0;

    struct metrics *metrics = &request->server->metrics;
    metrics->answers[status / 100 < 6 ? status / 100 : 0]++;
    if (!request->is_held) return;
    lws_rx_flow_control(request->wsi, 1); /* before it is told to come: it would not, otherwise */
    lws_callback_on_writable(request->wsi);
}

void reply_borrowed(struct request *request, unsigned status, const char *type, const void *data, size_t len)
{
    request->reply.body = data;
    request->reply.len = len;
    compose(request, status, type);
}

void reply_empty(struct request *request, unsigned status)
{
    reply_borrowed(request, status, NULL, NULL, 0);
}

void reply_text(struct request *request, unsigned status, const char *type, const char *text, size_t len)
{
    request->reply.text = malloc(len + 1);
    must(request->reply.text != NULL);
    memcpy(request->reply.text, text, len);
    reply_borrowed(request, status, type, request->reply.text, len);
}

void reply_frame(struct request *request, unsigned status, const char *type, struct frame *frame)
{
    reply_frame_part(request, status, type, frame, 0, frame_len(frame));
}

void reply_frame_part(struct request *request, unsigned status, const char *type, struct frame *frame, size_t from,
                      size_t len)
{
    request->reply.frame = frame_ref(frame);
    reply_borrowed(request, status, type, frame_data(frame) + from, len);
}

static void say_when(struct request *request, int64_t retry_ms)
{
    if (retry_ms > 0)
        reply_header(request, "Retry-After", arena_printf(&request->arena, "%" PRId64, (retry_ms + 999) / 1000));
}

void reply_refusal(struct request *request, unsigned status, const struct refusal *refusal)
{
    size_t len;
    const char *error = refusal_json(refusal, request->language, &request->arena, &len);
    say_when(request, json_integer_value(json_object_get(refusal->more, "retry_ms")));
    struct buf body;
    buf_init(&body);
    buf_text(&body, "{\"error\":");
    buf_put(&body, error, len);
    buf_text(&body, "}");
    request->server->metrics.refusals[refusal->err]++;
    reply_text(request, status ? status : err_status(refusal->err), "application/json", body.data, body.len);
    buf_fini(&body);
}

void reply_told_refusal(struct request *request, const struct told *told)
{
    json_t *error = json_loadb((const char *)frame_data(told->body), frame_len(told->body), 0, NULL);
    say_when(request, json_integer_value(json_object_get(json_object_get(error, "data"), "retry_ms")));
    json_decref(error);

    struct buf body;
    buf_init(&body);
    buf_text(&body, "{\"error\":");
    buf_put(&body, frame_data(told->body), frame_len(told->body));
    buf_text(&body, "}");
    reply_text(request, err_status(told->err), "application/json", body.data, body.len);
    buf_fini(&body);
}
