/* wire.c - telling messages apart by their first bytes, and writing the requests that the workloads need. */
#include "wire.h"

#include "util.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FIRST_BYTES = 96 }; /* within them stand the method or the id */

static const char *find(const char *text, size_t len, const char *what)
{
    return memmem(text, len, what, strlen(what));
}

static int begins(const char *at, const char *end, const char *what)
{
    size_t len = strlen(what);
    return (size_t)(end - at) >= len && memcmp(at, what, len) == 0;
}

enum message wire_read(const char *text, size_t len, int64_t *id)
{
    size_t first = len < FIRST_BYTES ? len : FIRST_BYTES;
    const char *at = find(text, first, "\"method\":\"");
    if (at) {
        at += strlen("\"method\":\"");
        if (begins(at, text + len, "board.events\"")) return MESSAGE_EVENTS;
        if (begins(at, text + len, "note.updates\"")) return MESSAGE_EVENTS;
        if (begins(at, text + len, "note.resync\"") || begins(at, text + len, "board.resync\"") ||
            begins(at, text + len, "board.ended\""))
            return MESSAGE_GAP;
        return MESSAGE_OTHER;
    }
    at = find(text, first, "\"id\":");
    if (!at) die("neither answer nor notification: %.*s", (int)first, text);
    *id = strtoll(at + strlen("\"id\":"), NULL, 10);
    return find(text, first, "\"error\":") ? MESSAGE_REFUSAL : MESSAGE_ANSWER;
}

static int digits(const char **at, unsigned count, uint32_t *out)
{
    for (*out = 0; count; count--, (*at)++) {
        if (**at < '0' || **at > '9') return 0;
        *out = *out * 10 + (uint32_t)(**at - '0');
    }
    return 1;
}

int64_t wire_version(const char *text, size_t len)
{
    static const char name[] = "\"version\":";
    const char *found = find(text, len < 2 * FIRST_BYTES ? len : 2 * FIRST_BYTES, name);
    if (!found) die("no version in: %.*s", (int)(len < FIRST_BYTES ? len : FIRST_BYTES), text);
    return strtoll(found + sizeof name - 1, NULL, 10);
}

int wire_next(const char **at, const char *end, struct mark *mark)
{
    static const char card[] = "\"text\":\"", edit[] = "[0,\""; /* wherever a rebase has put it */
    const char *from = *at, *found;
    bool is_edit = !memmem(from, (size_t)(end - from), card, sizeof card - 1);
    const char *name = is_edit ? edit : card;
    size_t name_len = is_edit ? sizeof edit - 1 : sizeof card - 1;
    while ((found = memmem(*at, (size_t)(end - *at), name, name_len))) {
        const char *t = *at = found + name_len;
        if (end - t <= CARD_TEXT) return 0;
        if (digits(&t, 7, &mark->change) && *t++ == '-' && digits(&t, 5, &mark->board) && *t++ == '-' &&
            digits(&t, 6, &mark->nth))
            return 1;
    }
    return 0;
}

size_t wire_open(char *out, size_t size, int64_t board)
{
    return (size_t)snprintf(out, size,
                            "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"board.open\",\"params\":{\"board\":%lld}}",
                            OPEN_ID, (long long)board);
}

size_t wire_close(char *out, size_t size, int64_t board)
{
    return (size_t)snprintf(out, size,
                            "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"board.close\",\"params\":{\"board\":%lld}}",
                            CLOSE_ID, (long long)board);
}

/* keys are unique per account, over all runs on one database */
static long long this_run(void)
{
    static long long run;
    if (!run) run = (long long)time(NULL);
    return run;
}

size_t wire_add(char *out, size_t size, int64_t board, struct mark mark, const char *more)
{
    return (size_t)snprintf(out, size,
                            "{\"jsonrpc\":\"2.0\",\"id\":%u,\"method\":\"card.add\",\"params\":{\"board\":%lld,"
                            "\"key\":\"load-%lld-%u\",\"kind\":\"need\",\"text\":\"%07u-%05u-%06u%s\"}}",
                            mark.change, (long long)board, this_run(), mark.change, mark.change, mark.board, mark.nth,
                            more);
}

static size_t about_note(char *out, size_t size, int id, const char *method, const struct note_at *at)
{
    return (size_t)snprintf(
        out, size, "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":{\"board\":%lld,\"note\":%lld}}", id,
        method, (long long)at->board, (long long)at->note);
}

size_t wire_note_open(char *out, size_t size, const struct note_at *at)
{
    return about_note(out, size, OPEN_ID, "note.open", at);
}

size_t wire_note_close(char *out, size_t size, const struct note_at *at)
{
    return about_note(out, size, CLOSE_ID, "note.close", at);
}

size_t wire_push(char *out, size_t size, const struct note_at *at, const struct mark *marks, unsigned count)
{
    long long length = (long long)at->version * CARD_TEXT;
    int len =
        snprintf(out, size,
                 "{\"jsonrpc\":\"2.0\",\"id\":%u,\"method\":\"note.push\",\"params\":{\"board\":%lld,\"note\":%lld,"
                 "\"version\":%lld,\"client\":\"load-%lld-%u\",\"key\":\"load-%lld-%u\",\"updates\":[",
                 marks->change, (long long)at->board, (long long)at->note, (long long)at->version, this_run(), at->seat,
                 this_run(), marks->change);
    for (unsigned i = 0; i < count && len >= 0 && (size_t)len < size; i++, length += CARD_TEXT) {
        char rest[32] = "";
        if (length) snprintf(rest, sizeof rest, ",%lld", length);
        len += snprintf(out + len, size - (size_t)len, "%s{\"changes\":[[0,\"%07u-%05u-%06u\"]%s]}", i ? "," : "",
                        marks[i].change, marks[i].board, marks[i].nth, rest);
    }
    if (len >= 0 && (size_t)len < size) len += snprintf(out + len, size - (size_t)len, "]}}");
    return (size_t)len;
}
