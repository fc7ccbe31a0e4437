/* follow_up.c - later contacts that the client was promised: made, changed, done, cancelled, handed over
 *
 * One is for a day or a window of days, and somebody on the board answers for it. It is edited as a whole by one who has seen
 * how it changed last (changed_at), else the refusal carries both. Whoever leaves hands theirs to the coordinator: a promise
 * is never nobody's. */
#include "follow_up.h"

#include <string.h>

#include "calendar.h"
#include "command/registry.gen.h"

static enum err find(struct cmd *c, int64_t id, struct follow_up *out)
{
    return follow_up_load(c, id, out) ? ERR_OK : refuse(c, ERR_NOT_FOUND, "follow_up", DETAIL_NO_SUCH_FOLLOW_UP);
}

static bool is_open(const struct follow_up *it)
{
    return !it->done_at && !it->cancelled_at;
}

static enum err find_open(struct cmd *c, int64_t id, struct follow_up *out)
{
    enum err err = find(c, id, out);
    if (err || is_open(out)) return err;
    return refuse(c, ERR_CONFLICT, "follow_up", DETAIL_ENDED);
}

static bool is_here(struct cmd *c, int64_t board, int64_t account)
{
    struct participant here;
    struct account_by_id row;
    return participant_get(c->tx, board, account, &here) && !here.left_at && account_by_id(c->tx, account, &row) &&
           !row.ended_at;
}

/* Two changes never have the same instant, or a third could take one for the other. */
static int64_t changed_after(const struct cmd *c, const struct follow_up *it)
{
    return c->now > it->changed_at ? c->now : it->changed_at + 1;
}

/* ---- promising ---- */

static enum err check_promise(struct cmd *c, int64_t account, const char *from_on, const char *until_on)
{
    if (strcmp(from_on, until_on) > 0) return refuse(c, ERR_BAD_INPUT, "until_on", DETAIL_BEFORE_START);
    if (account && !is_here(c, c->board, account)) return refuse(c, ERR_BAD_INPUT, "account", DETAIL_NOT_ON_BOARD);
    return ERR_OK;
}

enum err cmd_follow_up_create(struct cmd *c, const struct follow_up_create *in)
{
    const char *until_on = in->until_on ? in->until_on : in->from_on;
    enum err err = check_promise(c, in->account, in->from_on, until_on);
    if (err) return err;
    int64_t id = born(c, NOUN_FOLLOW_UP);
    follow_up_add(c->tx, c->board, id, in->kind, in->text ? in->text : "", in->account, in->from_on, until_on,
                  c->who.account, c->now);
    calendar_tell_board(c, c->board);
    give_int(c, "follow_up", id);
    return ERR_OK;
}

static struct follow_up as_edited(const struct follow_up *was, const struct follow_up_edit *in)
{
    struct follow_up it = *was;
    it.kind = in->kind;
    it.text = in->text ? in->text : "";
    it.account = in->account;
    it.from_on = in->from_on;
    it.until_on = in->until_on ? in->until_on : in->from_on;
    return it;
}

static bool is_same(const struct follow_up *one, const struct follow_up *other)
{
    return one->kind == other->kind && strcmp(one->text, other->text) == 0 && one->account == other->account &&
           strcmp(one->from_on, other->from_on) == 0 && strcmp(one->until_on, other->until_on) == 0;
}

static json_t *promise_json(const struct follow_up *it)
{
    return json_pack("{s:s, s:s, s:I, s:s, s:s}", "kind", follow_up_kind_words[it->kind], "text", it->text, "account",
                     (json_int_t)it->account, "from_on", it->from_on, "until_on", it->until_on);
}

static enum err refuse_changed(struct cmd *c, const struct follow_up *is, const struct follow_up *yours)
{
    json_t *now = promise_json(is);
    json_object_set_new(now, "changed_at", json_integer(is->changed_at));
    return refuse_with(c, ERR_CONFLICT, "seen_at", DETAIL_CHANGED,
                       json_pack("{s:o, s:o}", "now", now, "yours", promise_json(yours)));
}

enum err cmd_follow_up_edit(struct cmd *c, const struct follow_up_edit *in)
{
    struct follow_up is;
    enum err err = find_open(c, in->follow_up, &is);
    if (err) return err;
    const struct follow_up it = as_edited(&is, in);
    if (is.changed_at != in->seen_at) return refuse_changed(c, &is, &it);
    /* somebody who has left meanwhile may stay until another is named */
    err = check_promise(c, it.account == is.account ? 0 : it.account, it.from_on, it.until_on);
    if (err || is_same(&it, &is)) return err;
    follow_up_promise(c->tx, c->board, it.id, it.kind, it.text, it.account, it.from_on, it.until_on,
                      changed_after(c, &is));
    calendar_tell_board(c, c->board);
    return ERR_OK;
}

/* ---- what came of it ---- */

static void end_as(struct cmd *c, const struct follow_up *it, const char *outcome, const char *reason)
{
    bool is_done = outcome != NULL;
    follow_up_close(c->tx, c->board, it->id, outcome, reason, is_done ? c->now : 0, is_done ? c->who.account : 0,
                    reason ? c->now : 0, changed_after(c, it));
    calendar_tell_board(c, c->board);
}

enum err cmd_follow_up_finish(struct cmd *c, const struct follow_up_finish *in)
{
    struct follow_up it;
    enum err err = find_open(c, in->follow_up, &it);
    if (!err) end_as(c, &it, in->outcome, NULL);
    return err;
}

enum err cmd_follow_up_cancel(struct cmd *c, const struct follow_up_cancel *in)
{
    struct follow_up it;
    enum err err = find_open(c, in->follow_up, &it);
    if (!err) end_as(c, &it, NULL, in->reason);
    return err;
}

enum err cmd_follow_up_reopen(struct cmd *c, const struct follow_up_reopen *in)
{
    struct follow_up it;
    enum err err = find(c, in->follow_up, &it);
    if (err) return err;
    if (is_open(&it)) return refuse(c, ERR_CONFLICT, "follow_up", DETAIL_NOT_ENDED);
    /* who answered for it may have left: then whoever takes it up again does */
    if (!is_here(c, c->board, it.account))
        follow_up_set_account(c->tx, c->board, it.id, c->who.account, changed_after(c, &it));
    end_as(c, &it, NULL, NULL);
    return ERR_OK;
}

enum err cmd_follow_up_mine(struct cmd *c, const struct follow_up_mine *in)
{
    (void)in;
    give_rows(c, "follow_ups", follow_up_of(c->tx, c->who.account));
    return ERR_OK;
}

/* ---- when somebody leaves ---- */

static void hand_over_one(struct cmd *c, int64_t board, int64_t id)
{
    struct participant_first_coordinator to;
    struct follow_up it;
    if (!participant_first_coordinator(c->tx, board, &to) || !follow_up_get(c->tx, board, id, &it)) return;
    remember_on(c, board, NOUN_FOLLOW_UP, id);
    follow_up_set_account(c->tx, board, id, to.account, changed_after(c, &it));
    calendar_tell_board(c, board);
}

/* A list first: what is changed is what the statement walks over. */
void follow_up_hand_over(struct cmd *c, int64_t account, int64_t board)
{
    struct follow_up_held row, *list = NULL;
    size_t count = 0, room = 0;
    struct db_rows rows = follow_up_held(c->tx, account, board);
    while (follow_up_held_next(&rows, &row)) {
        list = arena_room(c->arena, list, count, &room, sizeof *list);
        list[count++] = row;
    }
    for (size_t i = 0; i < count; i++)
        hand_over_one(c, list[i].board, list[i].id);
}
