/* goal.c - what is wanted, in the client's words: said, worded anew with the words seen, settled, removed and restored */
#include "command/cmd.h"
#include "command/registry.gen.h"

#include <string.h>

static bool goal_on_board(struct cmd *c, int64_t id, struct goal *out)
{
    return goal_load(c, id, out) && !out->removed_at;
}

static bool has_card(struct cmd *c, int64_t id)
{
    struct card card;
    return card_get(c->tx, c->board, id, &card) && !card.removed_at;
}

static enum err refuse_changed(struct cmd *c, const char *field, const char *is, int64_t changed_at, const char *wanted)
{
    return refuse_with(c, ERR_CONFLICT, "was", DETAIL_CHANGED,
                       json_pack("{s:{s:s,s:I},s:{s:s}}", "now", field, is, "changed_at", (json_int_t)changed_at,
                                 "yours", field, wanted));
}

enum err cmd_goal_create(struct cmd *c, const struct goal_create *in)
{
    if (in->card && !has_card(c, in->card)) return refuse(c, ERR_NOT_FOUND, "card", DETAIL_NO_SUCH_CARD);
    int64_t id = born(c, NOUN_GOAL);
    goal_add(c->tx, c->board, id, in->text, in->sign ? in->sign : "", in->card, c->who.account, c->now);
    give_int(c, "goal", id);
    return ERR_OK;
}

enum err cmd_goal_edit(struct cmd *c, const struct goal_edit *in)
{
    struct goal goal;
    if (!goal_on_board(c, in->goal, &goal)) return refuse(c, ERR_NOT_FOUND, "goal", DETAIL_NO_SUCH_GOAL);
    if (strcmp(goal.text, in->was) != 0) return refuse_changed(c, "text", goal.text, goal.changed_at, in->text);
    if (strcmp(goal.text, in->text) != 0) goal_set_text(c->tx, c->board, in->goal, in->text, c->now);
    return ERR_OK;
}

enum err cmd_goal_set_sign(struct cmd *c, const struct goal_set_sign *in)
{
    struct goal goal;
    if (!goal_on_board(c, in->goal, &goal)) return refuse(c, ERR_NOT_FOUND, "goal", DETAIL_NO_SUCH_GOAL);
    if (strcmp(goal.sign, in->was) != 0) return refuse_changed(c, "sign", goal.sign, goal.changed_at, in->sign);
    if (strcmp(goal.sign, in->sign) != 0) goal_set_sign(c->tx, c->board, in->goal, in->sign, c->now);
    return ERR_OK;
}

enum err cmd_goal_settle(struct cmd *c, const struct goal_settle *in)
{
    struct goal goal;
    if (!goal_on_board(c, in->goal, &goal)) return refuse(c, ERR_NOT_FOUND, "goal", DETAIL_NO_SUCH_GOAL);
    if (goal.status != in->status) goal_set_status(c->tx, c->board, in->goal, in->status, c->now);
    return ERR_OK;
}

enum err cmd_goal_remove(struct cmd *c, const struct goal_remove *in)
{
    struct goal goal;
    if (!goal_on_board(c, in->goal, &goal)) return refuse(c, ERR_NOT_FOUND, "goal", DETAIL_NO_SUCH_GOAL);
    goal_set_removed(c->tx, c->board, in->goal, c->now);
    return ERR_OK;
}

enum err cmd_goal_restore(struct cmd *c, const struct goal_restore *in)
{
    struct goal goal;
    if (!goal_load(c, in->goal, &goal)) return refuse(c, ERR_NOT_FOUND, "goal", DETAIL_NO_SUCH_GOAL);
    if (!goal.removed_at) return refuse(c, ERR_CONFLICT, "goal", DETAIL_NOT_REMOVED);
    goal_set_removed(c->tx, c->board, in->goal, 0);
    return ERR_OK;
}

enum err cmd_goal_bin(struct cmd *c, const struct goal_bin *in)
{
    (void)in;
    give_rows(c, "goals", goal_off(c->tx, c->board));
    return ERR_OK;
}
