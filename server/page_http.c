/* page_http.c - the web client's page and files, out of memory.
 *
 * A path that is no file and has no dot is a place in the client, which finds its own way: it gets the page. The page is made for
 * each answer, with a nonce of its own (CSP level 3), so it is never kept. */
#include <stdlib.h>
#include <string.h>

#include "base/token.h"
#include "http.h"
#include "routes.h"
#include "server.h"

static const char *const codings[CODING_COUNT] = {
    [CODING_PLAIN] = NULL, [CODING_GZIP] = "gzip", [CODING_BROTLI] = "br"};

static void refuse_missing(struct request *request)
{
    static const char text[] =
        "{\"error\":{\"message\":\"The web client is not built: run make, or say where it is with "
        "--assets. Scripts can use /api/rpc all the same.\",\"data\":{\"reason\":\"gone\",\"field\":null,"
        "\"detail\":\"assets_missing\"}}}";
    reply_borrowed(request, 503, "application/json", text, sizeof text - 1);
}

static void give_page(struct request *request)
{
    static const char mark[] = "{{nonce}}";
    const char *page = request->server->assets.page;
    if (!page) {
        refuse_missing(request);
        return;
    }
    char nonce[TOKEN_TEXT];
    token_make(nonce);
    struct buf text;
    buf_init(&text);
    for (const char *next; (next = strstr(page, mark)); page = next + sizeof mark - 1) {
        buf_put(&text, page, (size_t)(next - page));
        buf_text(&text, nonce);
    }
    buf_text(&text, page);
    reply_header(
        request, "Content-Security-Policy",
        arena_printf(&request->arena,
                     "default-src 'none'; script-src 'nonce-%s' 'strict-dynamic'; style-src 'self' 'nonce-%s'; "
                     "font-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; "
                     "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
                     "require-trusted-types-for 'script'; trusted-types svelte-trusted-html rinnalla",
                     nonce, nonce));
    reply_text(request, 200, "text/html; charset=utf-8", text.data, text.len);
    buf_fini(&text);
}

static enum coding choose(const struct asset *asset, const char *accepted)
{
    for (enum coding coding = CODING_COUNT; coding-- > CODING_GZIP;)
        if (asset->variants[coding].data && header_lists(accepted, codings[coding])) return coding;
    return CODING_PLAIN;
}

static void give_asset(struct request *request, const struct asset *asset)
{
    struct arena *arena = &request->arena;
    enum coding coding = choose(asset, header_text(request->wsi, WSI_TOKEN_HTTP_ACCEPT_ENCODING, arena));
    const struct variant *variant = &asset->variants[coding];
    reply_header(request, "ETag", variant->etag);
    reply_header(request, "Vary", "Accept-Encoding");
    reply_header(request, "Cache-Control", asset->is_immutable ? "public, max-age=31536000, immutable" : "no-cache");
    if (header_knows(header_text(request->wsi, WSI_TOKEN_HTTP_IF_NONE_MATCH, arena), variant->etag)) {
        reply_empty(request, 304);
        return;
    }
    if (codings[coding]) reply_header(request, "Content-Encoding", codings[coding]);
    reply_borrowed(request, 200, asset->type, variant->data, variant->len);
}

void get_page(struct request *request)
{
    const struct asset *asset = assets_find(&request->server->assets, request->path);
    if (asset)
        give_asset(request, asset);
    else if (!strchr(request->path, '.') || !strcmp(request->path, "/index.html"))
        give_page(request);
    else
        at_nothing(request);
}

void at_nothing(struct request *request)
{
    reply_refusal(request, 404, &(struct refusal){.err = ERR_NOT_FOUND, .field = "path", .detail = DETAIL_NONE});
}
