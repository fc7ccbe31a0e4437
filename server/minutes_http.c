/* minutes_http.c - minutes as a page to print or a file to keep: GET /api/boards/<id>/minutes/<id>.html, .txt, .md
 *
 * The way of a read: the session says who, minutes.text decides whether they may, and its text goes out as what the ending
 * names. HTML comes as a whole page: no script, nothing loaded from anywhere, a style by a nonce of its own (CSP level 3).
 * It is about a client: nobody keeps a copy on the way. */
#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "base/token.h"
#include "errand.h"
#include "http.h"
#include "routes.h"
#include "server.h"

struct form {
    const char *ending, *format, *type;
};

static const struct form forms[] = {
    {".html", "html", "text/html; charset=utf-8"},
    {".txt", "plain", "text/plain; charset=utf-8"},
    {".md", "markdown", "text/markdown; charset=utf-8"},
};
enum { FORM_COUNT = sizeof forms / sizeof *forms };

static const char style[] =
    "body{max-width:66ch;margin:2rem auto;padding:0 1rem;font:1.06rem/1.5 serif;color:#111;background:#fff}"
    "h1,h2{font-family:sans-serif;line-height:1.2}blockquote{margin-left:0;padding-left:1rem;border-left:3px solid}"
    "ul{padding-left:1.2rem}@media print{body{margin:0;max-width:none}h2{break-after:avoid}}";

/* ---- the page ---- */

static void put_escaped(struct buf *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '<')
            buf_text(out, "&lt;");
        else if (*text == '&')
            buf_text(out, "&amp;");
        else
            buf_put(out, text, 1);
    }
}

static void reply_page(struct request *request, const char *language, const char *title, const char *html)
{
    char nonce[TOKEN_TEXT];
    struct buf page;
    token_make(nonce);
    buf_init(&page);
    buf_printf(&page, "<!doctype html>\n<html lang=\"%s\">\n<meta charset=\"utf-8\">\n", language);
    buf_text(&page, "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
    put_escaped(&page, title);
    buf_printf(&page, "</title>\n<style nonce=\"%s\">%s</style>\n<main>\n", nonce, style);
    buf_text(&page, html);
    buf_text(&page, "</main>\n</html>\n");
    reply_header(request, "Content-Security-Policy",
                 arena_printf(&request->arena,
                              "default-src 'none'; style-src 'nonce-%s'; base-uri 'none'; form-action 'none'; "
                              "frame-ancestors 'none'; sandbox allow-modals",
                              nonce));
    reply_text(request, 200, forms[0].type, page.data, page.len);
    buf_fini(&page);
}

/* ---- the way ---- */

static void give(struct request *request, const struct told *told, const void *with)
{
    const struct form *form = with;
    json_t *answer = json_loadb((const char *)frame_data(told->body), frame_len(told->body), 0, NULL);
    const char *text = json_string_value(json_object_get(answer, "text"));
    const char *title = json_string_value(json_object_get(answer, "title"));
    const char *language = json_string_value(json_object_get(answer, "language"));
    must(text && title && language);
    if (form == &forms[0])
        reply_page(request, language, title, text);
    else
        reply_text(request, 200, form->type, text, strlen(text));
    json_decref(answer);
}

/* An id in digits, and what follows it. */
static bool read_id(const char **at, int64_t *id)
{
    enum { MOST_DIGITS = 15 };
    size_t digits = strspn(*at, "0123456789");
    if (!digits || digits > MOST_DIGITS) return false;
    *id = strtoll(*at, NULL, 10);
    *at += digits;
    return *id > 0;
}

/* <id>/minutes/<id>.<ending> */
static const struct form *read_path(const char *rest, int64_t *board, int64_t *minutes)
{
    static const char between[] = "/minutes/";
    if (!read_id(&rest, board) || strncmp(rest, between, sizeof between - 1) != 0) return NULL;
    rest += sizeof between - 1;
    if (!read_id(&rest, minutes)) return NULL;
    for (size_t i = 0; i < FORM_COUNT; i++)
        if (!strcmp(rest, forms[i].ending)) return &forms[i];
    return NULL;
}

void get_minutes(struct request *request)
{
    int64_t board, minutes;
    const struct form *form = read_path(request->rest, &board, &minutes);
    if (!form) {
        at_nothing(request);
        return;
    }
    struct session *session = header_session(request->server, request->wsi, &request->arena);
    if (!session) {
        reply_refusal(request, 0, &(struct refusal){.err = ERR_NOT_SIGNED_IN});
        return;
    }
    if (http_is_too_fast(request, session)) return;
    json_t *params =
        json_pack("{s:I,s:I,s:s}", "board", (json_int_t)board, "minutes", (json_int_t)minutes, "format", form->format);
    errand_run(request, session, command_find("minutes.text"), params, give, form);
}
