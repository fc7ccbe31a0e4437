/* http.h - one HTTP request, from its header until its answer has left [net]
 *
 * The straight path: begun with the header; the body collected, where one may come; routed; answered at once, or held until the
 * store has answered; written in pieces that fit; ended. Every path gets an answer.
 *
 * A held request does not read from its socket, because libwebsockets would spin when the client goes or pipelines. */
#ifndef HTTP_H
#define HTTP_H

#include <libwebsockets.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/frame.h"
#include "command/command.h"
#include "header.h"

struct route;

struct reply {
    unsigned status;
    struct buf head;     /* header lines of the handler; then the whole head */
    struct frame *frame; /* the body is in here, or */
    char *text;          /*   in here, or borrowed for ever */
    const unsigned char *body;
    size_t len, sent;
    bool is_ready, is_head_sent, has_cache_rule, has_policy;
};

struct request {
    struct server *server;
    struct lws *wsi;
    struct arena arena;
    const struct route *route;
    const char *path, *rest; /* `rest`: what follows the route's pattern */
    enum method method;
    struct buf body;
    uint64_t body_len, body_seen;
    struct hook pendings;
    struct reply reply;
    enum language language;
    int64_t began_us;
    bool is_held, is_written, is_body_over, is_over, closes;
};

/* libwebsockets' callbacks; what they return goes back to it. */
int http_begin(struct server *server, struct lws *wsi, struct request **request);
int http_body(struct request *request, const void *data, size_t len);
int http_body_end(struct request *request);
int http_writable(struct request *request);
void http_end(struct request *request); /* frees it; NULL does nothing */

/* For handlers. A handler answers by one of these, or holds the request and answers later. */
void http_hold(struct request *request);
bool http_is_too_fast(struct request *request, struct session *session); /* true: it was answered */
void reply_header(struct request *request, const char *name, const char *value);
void reply_empty(struct request *request, unsigned status);
void reply_text(struct request *request, unsigned status, const char *type, const char *text, size_t len); /* copied */
void reply_frame(struct request *request, unsigned status, const char *type,
                 struct frame *frame); /* a reference is taken */
void reply_frame_part(struct request *request, unsigned status, const char *type, struct frame *frame, size_t from,
                      size_t len);
void reply_borrowed(struct request *request, unsigned status, const char *type, const void *data, size_t len);
void reply_refusal(struct request *request, unsigned status /* 0: the refusal's own */, const struct refusal *refusal);
void reply_told_refusal(struct request *request, const struct told *told); /* an error object of the store */

#endif
