/* feeds.c - what tests say about calendar feeds, see feeds.h */
#include "feeds.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/must.h"
#include "cal_notation.h"

int64_t makes_feed(struct world *w, enum who who, const char *scope, const char *detail, const char *more,
                   char token[FEED_TOKEN])
{
    static const char start[] = "/calendar/";
    json_t *made = says(w, who, "feed.create", "{'scope':'%s','detail':'%s'%s}", scope, detail, more);
    const char *url = json_string_value(json_object_get(made, "url"));
    int64_t feed = number_in(made, "feed");
    assert_non_null(url);
    assert_int_equal(strlen(url), strlen(start) + FEED_TOKEN - 1 + strlen(".ics"));
    assert_memory_equal(url, start, strlen(start));
    memcpy(token, url + strlen(start), FEED_TOKEN - 1);
    token[FEED_TOKEN - 1] = '\0';
    json_decref(made);
    return feed;
}

static struct told *read_feed(struct world *w, const char *token, const char *known, bool is_packed)
{
    json_t *params = json_pack("{s:s,s:b}", "token", token, "packed", is_packed);
    if (known) json_object_set_new(params, "known", json_string(known));
    return world_ask(w, NOBODY, "feed.read", params);
}

static json_t *body_of(const struct told *told)
{
    return json_loadb((const char *)frame_data(told->body), frame_len(told->body), 0, NULL);
}

json_t *feed_version_of(struct world *w, const char *token, const char *known)
{
    struct told *told = read_feed(w, token, known, false);
    if (told->err) fail_msg("no feed: %s", (const char *)frame_data(told->body));
    json_t *body = body_of(told);
    told_free(told);
    return body;
}

static char *part(const struct told *told, size_t from, size_t len)
{
    char *text = calloc(1, len + 1);
    must(text != NULL);
    memcpy(text, frame_data(told->snapshot) + from, len);
    return text;
}

char *calendar_of(struct world *w, const char *token)
{
    struct told *told = read_feed(w, token, NULL, false);
    char *text = NULL;
    if (!told->err) {
        json_t *body = body_of(told);
        text = part(told, 0, (size_t)number_in(body, "plain"));
        json_decref(body);
    }
    told_free(told);
    return text;
}

char *packed_of(struct world *w, const char *token, size_t *len)
{
    struct told *told = read_feed(w, token, NULL, true);
    json_t *body = body_of(told);
    size_t plain = (size_t)number_in(body, "plain");
    *len = frame_len(told->snapshot) - plain;
    char *text = part(told, plain, *len);
    json_decref(body);
    told_free(told);
    return text;
}

void is_no_feed(struct world *w, const char *token)
{
    struct told *told = read_feed(w, token, NULL, false), *other = read_feed(w, "nothing like it", NULL, false);
    assert_int_equal(told->err, ERR_NOT_FOUND);
    assert_string_equal((const char *)frame_data(told->body), (const char *)frame_data(other->body));
    assert_null(told->snapshot);
    told_free(told);
    told_free(other);
}

char *etag_of(struct world *w, const char *token)
{
    json_t *version = feed_version_of(w, token, NULL);
    char *etag = strdup(json_string_value(json_object_get(version, "etag")));
    json_decref(version);
    return etag;
}

unsigned times_in(const char *text, const char *what)
{
    unsigned count = 0;
    for (const char *at = text; (at = strstr(at, what)); at += strlen(what))
        count++;
    return count;
}

void has_line(const char *calendar, const char *line)
{
    char *text = unfolded(calendar), whole[2048];
    snprintf(whole, sizeof whole, "\r\n%s\r\n", line);
    if (!strstr(text, whole)) fail_msg("no line %s in\n%s", line, text);
    free(text);
}

void has_no(const char *calendar, const char *words)
{
    char *text = unfolded(calendar);
    if (strstr(text, words) || strstr(calendar, words)) fail_msg("%s is in\n%s", words, text);
    free(text);
}

char *uids_of(const char *calendar)
{
    struct buf out;
    buf_init(&out);
    buf_text(&out, "");
    for (const char *at = calendar; (at = strstr(at, "\r\nUID:"));) {
        at += strlen("\r\nUID:");
        buf_put(&out, at, strcspn(at, "\r"));
        buf_text(&out, "\n");
    }
    return out.data;
}

char *unnamed(const char *calendar)
{
    enum { MOST = 64, UID = 41 };
    char seen[MOST][UID + 1];
    unsigned count = 0;
    struct buf out;
    buf_init(&out);
    for (const char *at; (at = strstr(calendar, "\r\nUID:")); calendar = at + strcspn(at, "\r")) {
        at += strlen("\r\nUID:");
        buf_put(&out, calendar, (size_t)(at - calendar));
        unsigned i = 0;
        while (i < count && strncmp(seen[i], at, UID) != 0)
            i++;
        assert_true(i < MOST);
        if (i == count) snprintf(seen[count++], sizeof seen[0], "%.*s", UID, at);
        buf_printf(&out, "%u", i + 1);
    }
    buf_text(&out, calendar);
    return out.data;
}
