/* tasks.h - what tests say about tasks between units, in the domain's verbs
 *
 * `more` are further members, with a comma in front. */
#ifndef UNIT_TASKS_H
#define UNIT_TASKS_H

#include "world.h"

enum unit_of_test { SOCIAL, WARD, CENTRE }; /* aino's; eero's; leena's and outi's */

int64_t unit_id(struct world *w, enum unit_of_test unit);
const char *a_unit(struct world *w, enum unit_of_test unit); /* a further member */

int64_t asks_for(struct world *w, enum unit_of_test unit, const char *title); /* aino does; the id of the task */
void does_with(struct world *w, enum who who, const char *command, int64_t task, const char *more);
void may_not_with(struct world *w, enum who who, enum err err, const char *field, const char *detail,
                  const char *command, int64_t task, const char *more);

void has_status(struct world *w, int64_t task, const char *status);
void belongs_to(struct world *w, int64_t task, int64_t unit, int64_t assignee); /* 0: nobody */
size_t in_inbox(struct world *w, enum who who, enum unit_of_test unit);
size_t tasks_of(struct world *w, enum who who); /* of task.mine */

#endif
