/* step.c - small steps towards a goal, and the parts of a task: each with an owner on the board and a date of its own
 *
 * A step of a goal that is removed stays as it is, and is there again with its goal. */
#include "command/cmd.h"
#include "command/registry.gen.h"

#include <string.h>

static bool step_on_board(struct cmd *c, int64_t id, struct step *out)
{
    return step_load(c, id, out) && !out->removed_at;
}

static enum err may_own(struct cmd *c, int64_t owner)
{
    struct participant here;
    if (!owner || (participant_get(c->tx, c->board, owner, &here) && !here.left_at)) return ERR_OK;
    return refuse(c, ERR_BAD_INPUT, "owner", DETAIL_NOT_ON_BOARD);
}

/* One of the two is given; a task that has ended gets no further parts. */
static enum err may_have_steps(struct cmd *c, int64_t goal_id, int64_t task_id)
{
    struct goal goal;
    struct task task;
    if (!goal_id == !task_id) return refuse(c, ERR_BAD_INPUT, "goal", DETAIL_GOAL_OR_TASK);
    if (goal_id && (!goal_get(c->tx, c->board, goal_id, &goal) || goal.removed_at))
        return refuse(c, ERR_NOT_FOUND, "goal", DETAIL_NO_SUCH_GOAL);
    if (goal_id) return ERR_OK;
    if (!task_get(c->tx, c->board, task_id, &task)) return refuse(c, ERR_NOT_FOUND, "task", DETAIL_NO_SUCH_TASK);
    return task.ended_at ? refuse(c, ERR_CONFLICT, "task", DETAIL_ENDED) : ERR_OK;
}

enum err cmd_step_add(struct cmd *c, const struct step_add *in)
{
    enum err err = may_have_steps(c, in->goal, in->task);
    if (!err) err = may_own(c, in->owner);
    if (err) return err;

    int64_t id = born(c, NOUN_STEP);
    step_add(c->tx, c->board, id, in->goal, in->task, in->text, in->owner, in->due_on, c->who.account, c->now);
    give_int(c, "step", id);
    return ERR_OK;
}

enum err cmd_step_edit(struct cmd *c, const struct step_edit *in)
{
    struct step step;
    if (!step_on_board(c, in->step, &step)) return refuse(c, ERR_NOT_FOUND, "step", DETAIL_NO_SUCH_STEP);
    if (strcmp(step.text, in->was) != 0)
        return refuse_with(c, ERR_CONFLICT, "was", DETAIL_CHANGED,
                           json_pack("{s:{s:s},s:{s:s}}", "now", "text", step.text, "yours", "text", in->text));
    step_set_text(c->tx, c->board, in->step, in->text);
    return ERR_OK;
}

enum err cmd_step_assign(struct cmd *c, const struct step_assign *in)
{
    struct step step;
    if (!step_on_board(c, in->step, &step)) return refuse(c, ERR_NOT_FOUND, "step", DETAIL_NO_SUCH_STEP);
    enum err err = may_own(c, in->owner);
    if (err) return err;
    step_set_owner(c->tx, c->board, in->step, in->owner, in->due_on);
    return ERR_OK;
}

enum err cmd_step_tick(struct cmd *c, const struct step_tick *in)
{
    struct step step;
    if (!step_on_board(c, in->step, &step)) return refuse(c, ERR_NOT_FOUND, "step", DETAIL_NO_SUCH_STEP);
    if (in->is_done == (step.done_at != 0)) return ERR_OK; /* who ticked it first stays */
    step_set_done(c->tx, c->board, in->step, in->is_done ? c->now : 0, in->is_done ? c->who.account : 0);
    return ERR_OK;
}

enum err cmd_step_remove(struct cmd *c, const struct step_remove *in)
{
    struct step step;
    if (!step_on_board(c, in->step, &step)) return refuse(c, ERR_NOT_FOUND, "step", DETAIL_NO_SUCH_STEP);
    step_set_removed(c->tx, c->board, in->step, c->now);
    return ERR_OK;
}

enum err cmd_step_restore(struct cmd *c, const struct step_restore *in)
{
    struct step step;
    if (!step_load(c, in->step, &step)) return refuse(c, ERR_NOT_FOUND, "step", DETAIL_NO_SUCH_STEP);
    if (!step.removed_at) return refuse(c, ERR_CONFLICT, "step", DETAIL_NOT_REMOVED);
    step_set_removed(c->tx, c->board, in->step, 0);
    return ERR_OK;
}

enum err cmd_step_bin(struct cmd *c, const struct step_bin *in)
{
    (void)in;
    give_rows(c, "steps", step_off(c->tx, c->board));
    return ERR_OK;
}
