/* feed_http.c - GET and HEAD /calendar/<token>.ics: a feed for whatever program has its secret address
 *
 * Straight path: the token's hash finds a copy at hand, or the store is asked; then 304, or the body as it is or in gzip, each
 * with an ETag of its own. What is unknown, revoked, or not a token at all takes the same way to the store and back, and gets the
 * same 404. There is no sign-in to be redirected to: the programs that come here could not. The path is logged nowhere, only its
 * route is (http.c). */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/must.h"
#include "http.h"
#include "pending.h"
#include "routes.h"
#include "server.h"

static const char type[] = "text/calendar; charset=utf-8";
static const char ending[] = ".ics";
static const char http_date[] = "%a, %d %b %Y %H:%M:%S GMT"; /* RFC 9110 § 5.6.7 */

struct errand {
    struct pending pending;
    struct request *request;
    unsigned char hash[TOKEN_HASH];
    uint64_t words; /* of change, heard before it was asked */
};

static void ask(struct request *request, bool wants_body);

/* ---- answering ---- */

static bool wants_gzip(struct request *request)
{
    return header_lists(header_text(request->wsi, WSI_TOKEN_HTTP_ACCEPT_ENCODING, &request->arena), "gzip");
}

static const char *known(struct request *request)
{
    return header_text(request->wsi, WSI_TOKEN_HTTP_IF_NONE_MATCH, &request->arena);
}

static void say_modified(struct request *request, const struct feed_copy *copy)
{
    if (copy->modified_s <= clock_now() / MS_PER_SECOND) reply_header(request, "Last-Modified", copy->modified);
}

static bool is_unmodified(struct request *request, const struct feed_copy *copy)
{
    const char *since = header_text(request->wsi, WSI_TOKEN_HTTP_IF_MODIFIED_SINCE, &request->arena);
    struct tm tm = {0};
    const char *end = since ? strptime(since, http_date, &tm) : NULL;
    return end && !*end && timegm(&tm) >= copy->modified_s;
}

static bool has_it(struct request *request, const struct feed_copy *copy, const char *etag)
{
    const char *etags = known(request); /* where it is said, the time is not looked at: RFC 9110 § 13.1.3 */
    return etags ? header_knows(etags, etag) : is_unmodified(request, copy);
}

static const char *program(void *context)
{
    struct request *request = context;
    return header_program(request->wsi, &request->arena);
}

static void give(struct request *request, const struct feed_copy *copy)
{
    bool is_packed = wants_gzip(request);
    const char *etag = is_packed ? copy->etag_packed : copy->etag;
    bool is_known = has_it(request, copy, etag);
    if (!is_known && !copy->body) {
        ask(request, true);
        return;
    }
    feeds_count(&request->server->feeds, copy->feed, program, request);
    reply_header(request, "ETag", etag);
    reply_header(request, "Vary", "Accept-Encoding");
    reply_header(request, "Cache-Control", "private, max-age=900");
    reply_header(request, "X-Robots-Tag", "noindex");
    say_modified(request, copy);
    if (is_known) {
        reply_empty(request, 304);
        return;
    }
    size_t from = is_packed ? copy->plain_len : 0;
    size_t len = is_packed ? frame_len(copy->body) - copy->plain_len : copy->plain_len;
    if (is_packed) reply_header(request, "Content-Encoding", "gzip");
    reply_frame_part(request, 200, type, copy->body, from, len);
}

/* ---- asking ---- */

static void read_etag(const json_t *answer, const char *name, char out[FEED_ETAG])
{
    const char *etag = json_string_value(json_object_get(answer, name));
    must(etag && strlen(etag) < FEED_ETAG);
    strcpy(out, etag);
}

/* RFC 9110 § 8.8.2: what changed twice within a second must not look alike, nor what was read just before a change became
 * readable; so the time that is said lies behind both, and nothing is said before it has come. */
static void set_modified(struct feed_copy *copy, int64_t changed_at)
{
    enum { SETTLES_S = 2 };
    struct tm tm;
    time_t at = (time_t)(changed_at / MS_PER_SECOND + SETTLES_S);
    copy->modified_s = at;
    if (gmtime_r(&at, &tm)) strftime(copy->modified, sizeof copy->modified, http_date, &tm);
}

static struct feed_copy read_copy(const struct told *told)
{
    json_t *answer = json_loadb((const char *)frame_data(told->body), frame_len(told->body), 0, NULL);
    struct feed_copy copy = {
        .feed = json_integer_value(json_object_get(answer, "feed")),
        .account = json_integer_value(json_object_get(answer, "account")),
        .board = json_integer_value(json_object_get(answer, "board")),
        .ends_at = json_integer_value(json_object_get(answer, "ends_at")),
        .plain_len = (size_t)json_integer_value(json_object_get(answer, "plain")),
        .body = told->snapshot,
    };
    set_modified(&copy, json_integer_value(json_object_get(answer, "changed_at")));
    read_etag(answer, "etag", copy.etag);
    read_etag(answer, "etag_packed", copy.etag_packed);
    json_decref(answer);
    return copy;
}

static void answered(struct server *server, struct pending *pending, const struct told *told)
{
    struct errand *errand = (struct errand *)pending;
    bool is_here = !pending->is_forgotten && told;
    if (told && !told->err) {
        struct feed_copy copy = read_copy(told);
        feeds_keep(&server->feeds, errand->hash, &copy, errand->words);
        if (is_here) give(errand->request, &copy);
    } else if (is_here) {
        reply_header(errand->request, "X-Robots-Tag", "noindex");
        reply_told_refusal(errand->request, told);
    }
    free(errand);
}

/* Empty where it can't be one. It is not decoded: what is no token has no fingerprint that anybody knows. */
static const char *token_of(struct request *request, unsigned char hash[TOKEN_HASH])
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    size_t len = strlen(request->rest) - strlen(ending);
    if (len != TOKEN_TEXT - 1 || strspn(request->rest, letters) != len) return "";
    fingerprint(request->rest, len, hash);
    return arena_bytes(&request->arena, request->rest, len);
}

static void ask(struct request *request, bool wants_body)
{
    struct errand *errand = calloc(1, sizeof *errand);
    must(errand != NULL);
    const char *token = token_of(request, errand->hash), *etags = wants_body ? NULL : known(request);
    errand->request = request;
    errand->words = request->server->feeds.words;
    errand->pending.command = command_find("feed.read");
    errand->pending.answered = answered;
    json_t *params = json_pack("{s:s,s:b}", "token", token, "packed", wants_gzip(request));
    json_t *text = etags && strlen(etags) <= 1000 ? json_string(etags) : NULL; /* NULL too where it is not UTF-8 */
    if (text) json_object_set_new(params, "known", text);
    http_hold(request);
    pending_ask(request->server, &errand->pending, &request->pendings, params,
                (struct actor){.language = request->language}, NULL, 0);
}

void get_feed(struct request *request)
{
    size_t len = strlen(request->rest);
    if (len < strlen(ending) || strcmp(request->rest + len - strlen(ending), ending) != 0) {
        get_page(request); /* a place in the client */
        return;
    }
    unsigned char hash[TOKEN_HASH];
    const struct feed_copy *copy = *token_of(request, hash) ? feeds_find(&request->server->feeds, hash) : NULL;
    if (copy)
        give(request, copy);
    else
        ask(request, false);
}
