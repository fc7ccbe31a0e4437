/* task.h - what the files of tasks share, and what others need of them [store] */
#ifndef TASK_H
#define TASK_H

#include "command/cmd.h"

/* Loads the row and remembers it as it was. ERR_NOT_FOUND: no such task on this board. */
enum err task_find(struct cmd *c, int64_t id, struct task *out);

/* May a task be theirs? The unit must be one of ours that goes on, the assignee (0: none) must work in it. */
enum err task_check_unit(struct cmd *c, int64_t unit);
enum err task_check_assignee(struct cmd *c, int64_t unit, int64_t assignee);

/* Do they work there, with an account that goes on? */
bool task_works_in(struct cmd *c, int64_t unit, int64_t account);

/* Tells those who receive what is theirs that it changed: the assignee and who keeps the unit's inbox; 0: none. */
void task_tell(struct cmd *c, int64_t unit, int64_t assignee);
void task_tell_of(struct cmd *c, const struct task *task); /* and those to whom it came back, where it was declined */
void task_tell_askers(struct cmd *c, const struct task *task);
void task_tell_board(struct cmd *c);                 /* of all that is open on the board */
void task_tell_members(struct cmd *c, int64_t unit); /* who keeps the unit's inbox may be somebody else from now on */

/* One line of what was done with a task. */
struct task_deed {
    int64_t board, task;
    enum task_act_kind kind;
    int64_t unit, assignee; /* whose it is from then on */
    const char *text, *despite;
};
void task_write_act(struct cmd *c, const struct task_deed *deed);

/* Open tasks of somebody who leaves an account, a unit or a board: each goes to hand_to, where they work in its unit, else
 * back to its unit, and is asked for anew. */
struct task_leaving {
    int64_t account, unit, board; /* whose; in this unit and on this board only, 0: any */
    int64_t hand_to;              /* 0: nobody */
    int64_t handed, returned;     /* out: how many */
};
void task_return(struct cmd *c, struct task_leaving *leaving);

#endif
