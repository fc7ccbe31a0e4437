/* lapse.c - a meeting counts whoever is there by their own word, and lets out whoever closed the last window on its board.
 *
 * A line that drops comes back within seconds, so leaving counts only after a while (--lapse). Those whose time is up are
 * looked up among who is on the board then, and asked about in one command a board; where there is no meeting it does
 * nothing. Nothing is kept over a restart: everybody comes back then, or the meeting's own sweep ends it. */
#include "lapse.h"

#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "pending.h"
#include "server.h"

enum { MOST_AT_ONCE = 1000 };

struct gone {
    int64_t board, account, at_ms;
};

void lapse_fini(struct lapses *lapses)
{
    free(lapses->list);
    *lapses = (struct lapses){0};
}

void lapse_went(struct server *server, int64_t board, int64_t account)
{
    struct lapses *lapses = &server->lapses;
    if (lapses->count == lapses->room) {
        lapses->room = lapses->room ? lapses->room * 2 : 64;
        lapses->list = realloc(lapses->list, lapses->room * sizeof *lapses->list);
        must(lapses->list != NULL);
    }
    lapses->list[lapses->count++] = (struct gone){board, account, mono_ms()};
}

/* Those of the first one's board among the first `due`; they are taken out of the list. */
static json_t *take_board(struct server *server, size_t *due)
{
    struct lapses *lapses = &server->lapses;
    int64_t board = lapses->list[0].board;
    json_t *accounts = json_array();
    size_t kept = 0, left = 0;
    for (size_t i = 0; i < lapses->count; i++) {
        const struct gone it = lapses->list[i];
        bool is_taken = i < *due && it.board == board && json_array_size(accounts) < MOST_AT_ONCE;
        if (is_taken && !hub_is_here(&server->hub, board, it.account))
            json_array_append_new(accounts, json_integer(it.account));
        if (is_taken) continue;
        if (i < *due) left++;
        lapses->list[kept++] = it;
    }
    lapses->count = kept;
    *due = left;
    return accounts;
}

void lapse_look(struct server *server, int64_t now_ms)
{
    struct lapses *lapses = &server->lapses;
    size_t due = 0;
    while (due < lapses->count && now_ms - lapses->list[due].at_ms >= server->settings.lapse_s * 1000)
        due++;
    while (due && server->phase == PHASE_SERVING) {
        int64_t board = lapses->list[0].board;
        json_t *accounts = take_board(server, &due);
        if (json_array_size(accounts))
            pending_ask_self(server, "sitting.lapse",
                             json_pack("{s:I,s:O}", "on", (json_int_t)board, "accounts", accounts));
        json_decref(accounts);
    }
}
