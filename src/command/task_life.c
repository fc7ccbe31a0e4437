/* task_life.c - the life of a task: asked for, taken or given back, passed on, begun, done, cancelled, opened again
 *
 * Each act is allowed from some states (moves[]); any other is refused by the state it is in. What must come before it and
 * is open holds back beginning and ending, unless one writes why not: that is kept with the act.
 *
 * Who receives it before and after an act is told, and what comes after it is blocked or free anew (path.h). */
#include <string.h>

#include "base/must.h"
#include "command/registry.gen.h"
#include "path.h"
#include "task.h"

#define IN(status) (1u << TASK_STATUS_##status)
#define ASKED      (IN(REQUESTED) | IN(FORWARDED))

/* From which states each act is allowed. */
static const unsigned moves[] = {
    [TASK_ACT_KIND_ASSIGNED] = ASKED | IN(ACCEPTED) | IN(IN_PROGRESS) | IN(DECLINED),
    [TASK_ACT_KIND_ACCEPTED] = ASKED,
    [TASK_ACT_KIND_DECLINED] = ASKED | IN(ACCEPTED),
    [TASK_ACT_KIND_FORWARDED] = ASKED | IN(ACCEPTED) | IN(IN_PROGRESS),
    [TASK_ACT_KIND_STARTED] = IN(ACCEPTED),
    [TASK_ACT_KIND_DONE] = IN(ACCEPTED) | IN(IN_PROGRESS),
    [TASK_ACT_KIND_CANCELLED] = ASKED | IN(ACCEPTED) | IN(IN_PROGRESS) | IN(DECLINED),
    [TASK_ACT_KIND_REOPENED] = IN(DONE) | IN(CANCELLED),
};

static enum detail why_not(enum task_act_kind kind, enum task_status status)
{
    static const enum detail words[] = {
        [TASK_STATUS_REQUESTED] = DETAIL_NOT_ACCEPTED,      [TASK_STATUS_FORWARDED] = DETAIL_NOT_ACCEPTED,
        [TASK_STATUS_ACCEPTED] = DETAIL_ALREADY_ACCEPTED,   [TASK_STATUS_IN_PROGRESS] = DETAIL_ALREADY_STARTED,
        [TASK_STATUS_DONE] = DETAIL_ALREADY_DONE,           [TASK_STATUS_DECLINED] = DETAIL_DECLINED,
        [TASK_STATUS_CANCELLED] = DETAIL_ALREADY_CANCELLED,
    };
    return kind == TASK_ACT_KIND_REOPENED ? DETAIL_STILL_OPEN : words[status];
}

/* The granted task, if this may be done with it. */
static enum err find_for(struct cmd *c, enum task_act_kind kind, int64_t id, struct task *out)
{
    enum err err = task_find(c, id, out);
    if (err || moves[kind] & 1u << out->status) return err;
    return refuse_with(c, ERR_CONFLICT, "task", why_not(kind, out->status),
                       json_pack("{s:s}", "status", task_status_words[out->status]));
}

/* A task as an act leaves it, made from the one before. */
struct next {
    const struct task *was;
    enum task_act_kind kind;
    enum task_status status;
    int64_t unit, assignee;
    const char *reason, *outcome;
    const char *despite;
};

static struct next after(const struct task *was, enum task_act_kind kind, enum task_status status)
{
    return (struct next){.was = was,
                         .kind = kind,
                         .status = status,
                         .unit = was->unit,
                         .assignee = was->assignee,
                         .reason = was->reason,
                         .outcome = was->outcome};
}

static bool has_ended(enum task_status status)
{
    return status == TASK_STATUS_DONE || status == TASK_STATUS_CANCELLED;
}

static enum err go_on(struct cmd *c, const struct next *next, const char *text)
{
    const struct task *was = next->was;
    task_move(c->tx, c->board, was->id, next->status, next->unit, next->assignee, next->reason, next->outcome,
              has_ended(next->status) ? c->now : 0, c->now);
    task_write_act(c, &(struct task_deed){.board = c->board,
                                          .task = was->id,
                                          .kind = next->kind,
                                          .unit = next->unit,
                                          .assignee = next->assignee,
                                          .text = text,
                                          .despite = next->despite});
    task_tell(c, was->unit, was->assignee);
    task_tell(c, next->unit, next->assignee);
    if (next->status == TASK_STATUS_DECLINED || was->status == TASK_STATUS_DECLINED) task_tell_askers(c, was);
    if (has_ended(next->status) != has_ended(was->status)) path_changed(c, END_TASK, was->id);
    return ERR_OK;
}

/* ---- whose it is ---- */

enum err cmd_task_assign(struct cmd *c, const struct task_assign *in)
{
    struct task task;
    enum err err = find_for(c, TASK_ACT_KIND_ASSIGNED, c->task, &task);
    if (err) return err;
    if (c->who.is_receiver && in->unit != task.unit) return refuse(c, ERR_NOT_ALLOWED, "unit", DETAIL_OTHER_UNIT);
    err = task_check_unit(c, in->unit);
    if (!err) err = task_check_assignee(c, in->unit, in->assignee);
    if (err) return err;

    bool is_new = in->unit != task.unit || task.status == TASK_STATUS_DECLINED;
    struct next next = after(&task, TASK_ACT_KIND_ASSIGNED, is_new ? TASK_STATUS_REQUESTED : task.status);
    next.unit = in->unit;
    next.assignee = in->assignee;
    if (is_new) next.reason = NULL;
    return go_on(c, &next, NULL);
}

enum err cmd_task_accept(struct cmd *c, const struct task_accept *in)
{
    struct task task;
    enum err err = find_for(c, TASK_ACT_KIND_ACCEPTED, c->task, &task);
    if (!err) err = task_check_assignee(c, task.unit, in->assignee);
    if (err) return err;
    struct next next = after(&task, TASK_ACT_KIND_ACCEPTED, TASK_STATUS_ACCEPTED);
    if (in->assignee) next.assignee = in->assignee;
    return go_on(c, &next, NULL);
}

static enum err refuse_clients_own(struct cmd *c)
{
    return refuse(c, ERR_CONFLICT, "task", DETAIL_CLIENTS_OWN);
}

enum err cmd_task_decline(struct cmd *c, const struct task_decline *in)
{
    struct task task;
    enum err err = find_for(c, TASK_ACT_KIND_DECLINED, c->task, &task);
    if (err) return err;
    if (task.is_client) return refuse_clients_own(c);
    struct next next = after(&task, TASK_ACT_KIND_DECLINED, TASK_STATUS_DECLINED);
    next.reason = in->reason;
    return go_on(c, &next, in->reason);
}

enum err cmd_task_forward(struct cmd *c, const struct task_forward *in)
{
    struct task task;
    enum err err = find_for(c, TASK_ACT_KIND_FORWARDED, c->task, &task);
    if (!err) err = task_check_unit(c, in->unit);
    if (err) return err;
    if (task.is_client) return refuse_clients_own(c);
    if (in->unit == task.unit) return refuse(c, ERR_CONFLICT, "unit", DETAIL_SAME_UNIT);
    struct next next = after(&task, TASK_ACT_KIND_FORWARDED, TASK_STATUS_FORWARDED);
    next.unit = in->unit;
    next.assignee = 0;
    next.reason = in->reason;
    return go_on(c, &next, in->reason);
}

/* ---- doing it ---- */

/* What comes first and is open; `despite` is why it is done all the same. */
static enum err check_order(struct cmd *c, const struct task *task, const char *despite)
{
    if (despite || strcmp(task->blocked_by, "[]") == 0) return ERR_OK;
    json_t *ends = json_loads(task->blocked_by, 0, NULL);
    must(ends != NULL);
    return refuse_with(c, ERR_GUARD, "despite", DETAIL_BLOCKED, json_pack("{s:o}", "blocked_by", ends));
}

enum err cmd_task_start(struct cmd *c, const struct task_start *in)
{
    struct task task;
    enum err err = find_for(c, TASK_ACT_KIND_STARTED, c->task, &task);
    if (!err) err = check_order(c, &task, in->despite);
    if (err) return err;
    struct next next = after(&task, TASK_ACT_KIND_STARTED, TASK_STATUS_IN_PROGRESS);
    next.despite = in->despite;
    return go_on(c, &next, NULL);
}

enum err cmd_task_done(struct cmd *c, const struct task_done *in)
{
    struct task task;
    enum err err = find_for(c, TASK_ACT_KIND_DONE, c->task, &task);
    if (!err) err = check_order(c, &task, in->despite);
    if (err) return err;
    struct next next = after(&task, TASK_ACT_KIND_DONE, TASK_STATUS_DONE);
    next.outcome = in->outcome;
    next.despite = in->despite;
    return go_on(c, &next, in->outcome);
}

enum err cmd_task_cancel(struct cmd *c, const struct task_cancel *in)
{
    struct task task;
    enum err err = find_for(c, TASK_ACT_KIND_CANCELLED, in->task, &task);
    if (err) return err;
    struct next next = after(&task, TASK_ACT_KIND_CANCELLED, TASK_STATUS_CANCELLED);
    next.reason = in->reason;
    return go_on(c, &next, in->reason);
}

enum err cmd_task_reopen(struct cmd *c, const struct task_reopen *in)
{
    struct task task;
    enum err err = find_for(c, TASK_ACT_KIND_REOPENED, c->task, &task);
    if (!err && task.unit) err = task_check_unit(c, task.unit);
    if (err) return err;
    bool is_orphan = task.assignee && !task_works_in(c, task.unit, task.assignee);
    bool is_taken = (task.status == TASK_STATUS_DONE && !is_orphan) || task.is_client;
    struct next next = after(&task, TASK_ACT_KIND_REOPENED, is_taken ? TASK_STATUS_ACCEPTED : TASK_STATUS_REQUESTED);
    if (is_orphan) next.assignee = 0;
    next.reason = in->reason;
    next.outcome = NULL; /* the trail still has it */
    return go_on(c, &next, in->reason);
}

/* ---- when somebody leaves ---- */

static void return_one(struct cmd *c, const struct task_to_return *row, struct task_leaving *leaving)
{
    struct task task;
    struct membership_is there;
    if (!task_get(c->tx, row->board, row->id, &task)) return;
    bool is_handed = leaving->hand_to && membership_is(c->tx, row->unit, leaving->hand_to, &there);
    int64_t assignee = is_handed ? leaving->hand_to : 0;
    enum task_status status = task.status == TASK_STATUS_DECLINED ? task.status : TASK_STATUS_REQUESTED;

    remember_on(c, row->board, NOUN_TASK, row->id);
    task_move(c->tx, row->board, row->id, status, row->unit, assignee, task.reason, task.outcome, 0, c->now);
    task_write_act(c, &(struct task_deed){.board = row->board,
                                          .task = row->id,
                                          .kind = TASK_ACT_KIND_RETURNED,
                                          .unit = row->unit,
                                          .assignee = assignee});
    task_tell(c, row->unit, leaving->account);
    task_tell(c, row->unit, assignee);
    *(is_handed ? &leaving->handed : &leaving->returned) += 1;
}

/* A list first: what is changed is what the statement walks over. */
void task_return(struct cmd *c, struct task_leaving *leaving)
{
    struct task_to_return row, *list = NULL;
    size_t count = 0, room = 0;
    struct db_rows rows = task_to_return(c->tx, leaving->account, leaving->unit, leaving->board);
    while (task_to_return_next(&rows, &row)) {
        list = arena_room(c->arena, list, count, &room, sizeof *list);
        list[count++] = row;
    }
    for (size_t i = 0; i < count; i++)
        return_one(c, &list[i], leaving);
}
