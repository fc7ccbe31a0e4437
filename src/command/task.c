/* task.c - tasks across units: asked for, worded, dated; who receives what. Their life is task_life.c
 *
 * A task has one row for its whole life and a line for each act. It belongs to a unit, and in it perhaps to a person, or it
 * is the client's own. Whoever receives it need not be on the board: they get its row and nothing else (task_received). */
#include "task.h"

#include <string.h>

#include "command/registry.gen.h"

enum err task_find(struct cmd *c, int64_t id, struct task *out)
{
    return task_load(c, id, out) ? ERR_OK : refuse(c, ERR_NOT_FOUND, "task", DETAIL_NO_SUCH_TASK);
}

enum err task_check_unit(struct cmd *c, int64_t unit)
{
    struct unit_by_id row;
    bool is_ours = unit_by_id(c->tx, unit, &row) && row.organisation == c->who.organisation && !row.ended_at;
    return is_ours ? ERR_OK : refuse(c, ERR_NOT_FOUND, "unit", DETAIL_NO_SUCH_UNIT);
}

bool task_works_in(struct cmd *c, int64_t unit, int64_t account)
{
    struct membership_is member;
    struct account_by_id row; /* an ended one stays a member, for history */
    return membership_is(c->tx, unit, account, &member) && account_by_id(c->tx, account, &row) && !row.ended_at;
}

enum err task_check_assignee(struct cmd *c, int64_t unit, int64_t assignee)
{
    if (!assignee || task_works_in(c, unit, assignee)) return ERR_OK;
    return refuse(c, ERR_BAD_INPUT, "assignee", DETAIL_NOT_IN_UNIT);
}

void task_tell(struct cmd *c, int64_t unit, int64_t assignee)
{
    struct keeper_of keeper;
    struct db_rows rows = keeper_of(c->tx, unit);
    while (keeper_of_next(&rows, &keeper))
        tell_inbox(c, keeper.account);
    if (assignee) tell_inbox(c, assignee);
}

void task_tell_askers(struct cmd *c, const struct task *task)
{
    struct task_askers row;
    struct db_rows rows = task_askers(c->tx, c->board, task->author);
    while (task_askers_next(&rows, &row))
        tell_inbox(c, row.account);
}

void task_tell_of(struct cmd *c, const struct task *task)
{
    task_tell(c, task->unit, task->assignee);
    if (task->status == TASK_STATUS_DECLINED) task_tell_askers(c, task);
}

void task_tell_board(struct cmd *c)
{
    struct task task;
    struct db_rows rows = task_all(c->tx, c->board);
    while (task_all_next(&rows, &task))
        if (!task.ended_at) task_tell_of(c, &task);
}

void task_tell_members(struct cmd *c, int64_t unit)
{
    struct membership_in member;
    struct db_rows rows = membership_in(c->tx, unit);
    while (membership_in_next(&rows, &member))
        tell_inbox(c, member.account);
}

void task_write_act(struct cmd *c, const struct task_deed *deed)
{
    task_act_add(c->tx, deed->board, db_new_id(c->tx), deed->task, deed->kind, c->who.account, deed->unit,
                 deed->assignee, deed->text, deed->despite, c->now);
}

/* ---- asking for it ---- */

static enum err check_owner(struct cmd *c, const struct task_create *in)
{
    if (in->is_client && (in->unit || in->assignee))
        return refuse(c, ERR_BAD_INPUT, in->unit ? "unit" : "assignee", DETAIL_CLIENTS_OWN);
    if (in->is_client) return ERR_OK;
    if (!in->unit) return refuse(c, ERR_BAD_INPUT, "unit", DETAIL_NEEDS_OWNER);
    enum err err = task_check_unit(c, in->unit);
    return err ? err : task_check_assignee(c, in->unit, in->assignee);
}

static enum err check_goal(struct cmd *c, int64_t id)
{
    struct goal goal;
    if (!id || (goal_get(c->tx, c->board, id, &goal) && !goal.removed_at)) return ERR_OK;
    return refuse(c, ERR_NOT_FOUND, "goal", DETAIL_NO_SUCH_GOAL);
}

static enum err check_card(struct cmd *c, int64_t id)
{
    struct card card;
    if (!id || (card_get(c->tx, c->board, id, &card) && !card.removed_at)) return ERR_OK;
    return refuse(c, ERR_NOT_FOUND, "card", DETAIL_NO_SUCH_CARD);
}

enum err cmd_task_create(struct cmd *c, const struct task_create *in)
{
    enum err err = check_owner(c, in);
    if (!err) err = check_goal(c, in->goal);
    if (!err) err = check_card(c, in->card);
    if (err) return err;

    /* what the client does is agreed with the client: nobody has to accept it */
    enum task_status status = in->is_client ? TASK_STATUS_ACCEPTED : TASK_STATUS_REQUESTED;
    enum client_view view = in->client_view ? in->client_view : CLIENT_VIEW_NOT_ASKED;
    int64_t id = born(c, NOUN_TASK);
    task_add(c->tx, c->board, id, in->title, in->text ? in->text : "", status, in->unit, in->assignee, in->is_client,
             view, in->due_on, in->goal, in->card, c->who.account, c->now);
    task_write_act(c, &(struct task_deed){.board = c->board,
                                          .task = id,
                                          .kind = TASK_ACT_KIND_REQUESTED,
                                          .unit = in->unit,
                                          .assignee = in->assignee});
    task_tell(c, in->unit, in->assignee);
    give_int(c, "task", id);
    return ERR_OK;
}

/* ---- wording it ---- */

static enum err changed_meanwhile(struct cmd *c, const char *field, const char *now, const char *yours)
{
    return refuse_with(c, ERR_CONFLICT, "was", DETAIL_CHANGED,
                       json_pack("{s:{s:s},s:{s:s}}", "now", field, now, "yours", field, yours));
}

enum err cmd_task_rename(struct cmd *c, const struct task_rename *in)
{
    struct task task;
    enum err err = task_find(c, in->task, &task);
    if (err) return err;
    if (strcmp(task.title, in->was) != 0) return changed_meanwhile(c, "title", task.title, in->title);
    if (strcmp(task.title, in->title) == 0) return ERR_OK;
    task_set_title(c->tx, c->board, task.id, in->title, c->now);
    task_tell_of(c, &task);
    return ERR_OK;
}

enum err cmd_task_describe(struct cmd *c, const struct task_describe *in)
{
    struct task task;
    enum err err = task_find(c, in->task, &task);
    if (err) return err;
    if (strcmp(task.text, in->was) != 0) return changed_meanwhile(c, "text", task.text, in->text);
    if (strcmp(task.text, in->text) == 0) return ERR_OK;
    task_set_text(c->tx, c->board, task.id, in->text, c->now);
    task_tell_of(c, &task);
    return ERR_OK;
}

enum err cmd_task_reschedule(struct cmd *c, const struct task_reschedule *in)
{
    struct task task;
    enum err err = task_find(c, in->task, &task);
    if (err) return err;
    task_set_due(c->tx, c->board, task.id, in->due_on, c->now);
    task_tell_of(c, &task);
    return ERR_OK;
}

enum err cmd_task_aim(struct cmd *c, const struct task_aim *in)
{
    struct task task;
    enum err err = task_find(c, in->task, &task);
    if (!err) err = check_goal(c, in->goal);
    if (err) return err;
    task_set_goal(c->tx, c->board, task.id, in->goal, c->now);
    return ERR_OK;
}

enum err cmd_task_consult(struct cmd *c, const struct task_consult *in)
{
    struct task task;
    enum err err = task_find(c, in->task, &task);
    if (err) return err;
    task_set_client_view(c->tx, c->board, task.id, in->client_view, c->now);
    return ERR_OK;
}

/* ---- reading ---- */

enum err cmd_task_mine(struct cmd *c, const struct task_mine *in)
{
    (void)in;
    give_rows(c, "tasks", task_received(c->tx, c->who.account, 0));
    return ERR_OK;
}

enum err cmd_task_trail(struct cmd *c, const struct task_trail *in)
{
    struct task task;
    if (!task_get(c->tx, c->board, in->task, &task)) return refuse(c, ERR_NOT_FOUND, "task", DETAIL_NO_SUCH_TASK);
    give_rows(c, "acts", task_acts(c->tx, c->board, in->task));
    return ERR_OK;
}
