/* upgrade.c - who may open a socket: everything is checked while it is still HTTP, so a refusal is a status and a reason
 *
 * libwebsockets would take any path, any subprotocol and none, an `Upgrade` to h2c, and, for an unknown one, would go on with
 * memory it has given back (CVE-2025-11677); only -1 stops that, and nothing of the request may be touched but by lws_hdr_copy(). */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "http.h"
#include "server.h"
#include "ws.h"

struct verdict {
    unsigned status; /* 0: the refusal's own */
    struct refusal why;
};

static bool is_version_13(struct lws *wsi, struct arena *arena)
{
    const char *version = header_text(wsi, WSI_TOKEN_VERSION, arena);
    return version && !strcmp(version, "13");
}

static bool is_key_good(struct lws *wsi, struct arena *arena)
{
    static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *key = header_text(wsi, WSI_TOKEN_KEY, arena);
    return key && strlen(key) == 24 && strspn(key, base64) == 22 && !strcmp(key + 22, "==");
}

static bool is_origin_good(struct server *server, struct lws *wsi, struct arena *arena)
{
    const char *origin = header_text(wsi, WSI_TOKEN_ORIGIN, arena);
    if (!origin) return lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_AUTHORIZATION) > 0;
    return origins_allow(&server->origins, origin);
}

static bool is_crowded(const struct server *server, const struct session *session)
{
    int64_t most = server->settings.sockets;
    return most && session->account->socket_count >= most;
}

static struct verdict refuse(unsigned status, enum err err, const char *field, enum detail detail)
{
    return (struct verdict){status, {.err = err, .field = field, .detail = detail}};
}

static struct verdict check_shape(struct lws *wsi, struct arena *arena)
{
    enum lws_token_indexes uri;
    enum method method = header_method(wsi, &uri);
    const char *path = header_text(wsi, uri, arena);
    if (!path || strcmp(path, "/ws") != 0) return refuse(404, ERR_NOT_FOUND, "path", DETAIL_NONE);
    if (method != METHOD_GET) return refuse(405, ERR_BAD_INPUT, "method", DETAIL_NONE);
    if (!header_lists(header_text(wsi, WSI_TOKEN_CONNECTION, arena), "Upgrade"))
        return refuse(400, ERR_BAD_INPUT, "Connection", DETAIL_UNKNOWN_WORD);
    if (!is_version_13(wsi, arena)) return refuse(426, ERR_BAD_INPUT, "Sec-WebSocket-Version", DETAIL_UNKNOWN_WORD);
    if (!is_key_good(wsi, arena)) return refuse(400, ERR_BAD_INPUT, "Sec-WebSocket-Key", DETAIL_WRONG_TYPE);
    if (!lws_hdr_total_length(wsi, WSI_TOKEN_HOST)) return refuse(400, ERR_BAD_INPUT, "Host", DETAIL_MISSING);
    if (!header_lists(header_text(wsi, WSI_TOKEN_PROTOCOL, arena), "rinnalla.v1"))
        return refuse(400, ERR_BAD_INPUT, "Sec-WebSocket-Protocol", DETAIL_UNKNOWN_WORD);
    return (struct verdict){.status = 0};
}

static struct verdict check_person(struct server *server, struct lws *wsi, struct arena *arena)
{
    if (!is_origin_good(server, wsi, arena)) return refuse(0, ERR_NOT_ALLOWED, "Origin", DETAIL_UNKNOWN_WORD);
    struct session *session = header_session(server, wsi, arena);
    if (!session) return refuse(0, ERR_NOT_SIGNED_IN, NULL, DETAIL_NONE);
    if (is_crowded(server, session)) return refuse(0, ERR_TOO_FAST, NULL, DETAIL_NONE);
    return (struct verdict){.status = 0};
}

int upgrade_check(struct server *server, struct lws *wsi)
{
    struct request request = {.server = server, .wsi = wsi, .method = METHOD_GET, .closes = true};
    char upgrade[16];
    int len = lws_hdr_copy(wsi, upgrade, sizeof upgrade, WSI_TOKEN_UPGRADE);
    if (len <= 0 || strcasecmp(upgrade, "websocket") != 0)
        return -1; /* libwebsockets has answered 403, or it was h2c */

    arena_init(&request.arena);
    buf_init(&request.reply.head);
    struct verdict verdict = check_shape(wsi, &request.arena);
    if (!verdict.why.err && line_is(wsi, LINE_METRICS)) verdict = refuse(404, ERR_NOT_FOUND, "path", DETAIL_NONE);
    if (!verdict.why.err && server->phase != PHASE_SERVING) verdict = refuse(0, ERR_BUSY, NULL, DETAIL_NONE);
    if (!verdict.why.err) verdict = check_person(server, wsi, &request.arena);
    int result = 0;
    if (verdict.why.err) {
        if (verdict.status == 426) reply_header(&request, "Sec-WebSocket-Version", "13");
        reply_refusal(&request, verdict.status, &verdict.why);
        buf_put(&request.reply.head, request.reply.body, request.reply.len);
        lws_write(wsi, (unsigned char *)request.reply.head.data, request.reply.head.len, LWS_WRITE_HTTP_HEADERS);
        result = -1;
    }
    buf_fini(&request.reply.head);
    free(request.reply.text);
    arena_fini(&request.arena);
    return result;
}
