/* board.c - the case: made, named, archived, opened, looked back at */
#include "command/cmd.h"
#include "command/registry.gen.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/must.h"
#include "calendar.h"
#include "model/rows.h"
#include "model/snapshot.h"
#include "sitting.h"
#include "task.h"

enum { MOST_MISSED_EVENTS = 1000, HISTORY_PAGE = 50 };

enum err cmd_board_create(struct cmd *c, const struct board_create *in)
{
    int year = clock_local_year(c->now);
    struct number_take number;
    if (!number_take(c->tx, arena_printf(c->arena, "board.%d", year), 1, &number)) return ERR_INTERNAL;
    const char *code = arena_printf(c->arena, "K-%d-%04" PRId64, year, number.last);

    c->board = db_new_id(c->tx);
    changes_init(&c->changes, c->tx, c->board);
    changes_born(&c->changes, NOUN_BOARD, c->board);
    changes_born(&c->changes, NOUN_PARTICIPANT, c->who.account);
    board_add(c->tx, c->board, code, in->title, c->who.organisation, c->now);
    participant_put(c->tx, c->board, c->who.account, ROLE_COORDINATOR, 0, c->now);

    give_int(c, "board", c->board);
    give_text(c, "code", code);
    return ERR_OK;
}

enum err cmd_board_list(struct cmd *c, const struct board_list *in)
{
    (void)in;
    give_rows(c, "boards", board_mine(c->tx, c->who.account));
    return ERR_OK;
}

/* Its title stands in the inboxes and calendars of those who are on it, and of nobody else. */
static void tell_people(struct cmd *c)
{
    struct participant_here row;
    struct db_rows rows = participant_here(c->tx, c->board);
    while (participant_here_next(&rows, &row))
        tell_inbox(c, row.account);
}

enum err cmd_board_rename(struct cmd *c, const struct board_rename *in)
{
    struct board board;
    if (!board_load(c, c->board, &board)) return ERR_NOT_FOUND;
    if (strcmp(board.title, in->was) != 0)
        return refuse_with(c, ERR_CONFLICT, "was", DETAIL_CHANGED,
                           json_pack("{s:{s:s},s:{s:s}}", "now", "title", board.title, "yours", "title", in->title));
    board_set_title(c->tx, c->board, in->title);
    tell_people(c);
    return ERR_OK;
}

static enum err set_archived(struct cmd *c, int64_t at)
{
    remember(c, NOUN_BOARD, c->board);
    board_set_archived(c->tx, c->board, at);
    calendar_tell_board(c, c->board);
    task_tell_board(c); /* an archived board is in no inbox */
    return ERR_OK;
}

enum err cmd_board_archive(struct cmd *c, const struct board_archive *in)
{
    (void)in;
    sitting_end_open(c);
    return set_archived(c, c->now);
}

enum err cmd_board_reopen(struct cmd *c, const struct board_reopen *in)
{
    (void)in;
    return set_archived(c, 0);
}

enum err cmd_board_seen(struct cmd *c, const struct board_seen *in)
{
    if (in->seq > c->who.seq) return refuse(c, ERR_BAD_INPUT, "seq", DETAIL_TOO_LARGE);
    participant_set_seen(c->tx, c->board, c->who.account, in->seq);
    return ERR_OK;
}

/* ---- reading ---- */

static void open_with_events(struct cmd *c, int64_t since)
{
    struct db_rows rows = event_since(c->tx, c->board, since, MOST_MISSED_EVENTS);
    struct event_since row;
    buf_text(&c->body, "\"events\":[");
    for (unsigned n = 0; event_since_next(&rows, &row); n++) {
        if (n) buf_text(&c->body, ",");
        event_put(&c->body,
                  &(struct event_line){
                      .seq = row.seq, .name = row.name, .by = row.account, .at = row.at, .set = row.after_json});
    }
    buf_text(&c->body, "]}");
}

static void open_with_snapshot(struct cmd *c)
{
    buf_text(&c->body, "\"snapshot\":");
    struct frame *frame = c->opening.at_hand;
    if (!frame || c->opening.at_hand_seq != c->who.seq) {
        struct buf text;
        buf_init(&text);
        snapshot_put(&text, c->tx, c->board);
        frame = c->opening.made = frame_new(text.data, text.len);
        buf_fini(&text);
    }
    buf_reserve(&c->body, frame_len(frame) + 1);
    buf_put(&c->body, frame_data(frame), frame_len(frame));
    buf_text(&c->body, "}");
}

enum err cmd_board_open(struct cmd *c, const struct board_open *in)
{
    int64_t missed = in->since == NO_INT ? -1 : c->who.seq - in->since;
    c->opening.seq = c->who.seq;
    buf_printf(&c->body, "{\"board\":%" PRId64 ",\"seq\":%" PRId64 ",\"role\":\"%s\",", c->board, c->who.seq,
               role_words[c->who.role]);
    if (missed >= 0 && missed <= MOST_MISSED_EVENTS)
        open_with_events(c, in->since);
    else
        open_with_snapshot(c);
    return ERR_OK;
}

enum err cmd_board_history(struct cmd *c, const struct board_history *in)
{
    int64_t before = in->before == NO_INT ? INT_SAFE : in->before;
    int64_t limit = in->limit == NO_INT ? HISTORY_PAGE : in->limit;
    give_rows(c, "events", event_before(c->tx, c->board, before, limit));
    return ERR_OK;
}

enum err cmd_board_at(struct cmd *c, const struct board_at *in)
{
    if (in->seq > c->who.seq) return refuse(c, ERR_BAD_INPUT, "seq", DETAIL_TOO_LARGE);
    json_t *snapshot = snapshot_at(c->tx, c->board, in->seq);
    if (!snapshot) return ERR_INTERNAL;

    struct event_at event;
    bool is_known = event_at(c->tx, c->board, in->seq, &event);
    give_int(c, "board", c->board);
    give_int(c, "seq", in->seq);
    give_json(c, "at", is_known ? json_integer(event.at) : json_null());
    give_json(c, "snapshot", snapshot);
    return ERR_OK;
}
