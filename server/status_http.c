/* status_http.c - how the server is, for those who run it: alive, ready, which version, figures. */
#include <string.h>

#include "http.h"
#include "routes.h"
#include "server.h"

static void give(struct request *request, unsigned status, const char *text)
{
    reply_borrowed(request, status, "application/json", text, strlen(text));
}

void get_health(struct request *request)
{
    give(request, 200, "{\"status\":\"ok\"}");
}

void get_ready(struct request *request)
{
    struct server *server = request->server;
    struct store_figures figures;
    store_figures(server->store, &figures);
    if (server->phase != PHASE_SERVING)
        give(request, 503, "{\"status\":\"stopping\"}");
    else if (!store_is_ready(server->store))
        give(request, 503, "{\"status\":\"not_ready\"}");
    else
        give(request, 200, figures.is_read_only ? "{\"status\":\"read_only\"}" : "{\"status\":\"ready\"}");
}

void get_version(struct request *request)
{
    give(request, 200, "{\"name\":\"rinnalla\",\"version\":\"" RINNALLA_VERSION "\"}");
}

void get_metrics(struct request *request)
{
    struct server *server = request->server;
    bool is_own = line_is(request->wsi, LINE_METRICS);
    if (!is_own && !header_is_loopback(request->wsi, &request->arena)) {
        at_nothing(request);
        return;
    }
    struct buf text;
    buf_init(&text);
    metrics_write(server, &text);
    reply_text(request, 200, "text/plain; version=0.0.4; charset=utf-8", text.data, text.len);
    buf_fini(&text);
}

void at_socket(struct request *request)
{
    reply_header(request, "Upgrade", "websocket");
    reply_refusal(request, 426, &(struct refusal){.err = ERR_BAD_INPUT, .field = "Upgrade", .detail = DETAIL_MISSING});
}
