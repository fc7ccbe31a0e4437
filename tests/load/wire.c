/* wire.c - telling messages apart by their first bytes, and writing the three requests that the workloads need. */
#include "wire.h"

#include "util.h"

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
        if (begins(at, text + len, "board.resync\"") || begins(at, text + len, "board.ended\"")) return MESSAGE_GAP;
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

int wire_next(const char **at, const char *end, struct mark *mark)
{
    static const char name[] = "\"text\":\"";
    const char *found;
    while ((found = memmem(*at, (size_t)(end - *at), name, sizeof name - 1))) {
        const char *t = *at = found + sizeof name - 1;
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

size_t wire_add(char *out, size_t size, int64_t board, struct mark mark, const char *more)
{
    static long long run; /* keys are unique per account, over all runs on one database */
    if (!run) run = (long long)time(NULL);
    return (size_t)snprintf(out, size,
                            "{\"jsonrpc\":\"2.0\",\"id\":%u,\"method\":\"card.add\",\"params\":{\"board\":%lld,"
                            "\"key\":\"load-%lld-%u\",\"kind\":\"need\",\"text\":\"%07u-%05u-%06u%s\"}}",
                            mark.change, (long long)board, run, mark.change, mark.change, mark.board, mark.nth, more);
}
