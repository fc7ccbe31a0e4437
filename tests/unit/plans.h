/* plans.h - what tests say about goals, services and the order of things, in the domain's verbs
 *
 * Fields are written as JSON with ' for ". What is said here is said by eero, a member of the board. */
#ifndef UNIT_PLANS_H
#define UNIT_PLANS_H

#include "world.h"

int64_t sets_goal(struct world *w, const char *text);
int64_t adds_step(struct world *w, int64_t goal, const char *text);
int64_t lists_service(struct world *w, const char *name, const char *status);
int64_t notes_task(struct world *w, const char *title);              /* the client's own */
int64_t asks_unit(struct world *w, int64_t unit, const char *title); /* a task of a unit */
int64_t id_of_unit(struct world *w, const char *name);

/* Says a command about one thing: {"board", noun: id} and `more`, members with a comma in front. */
void acts_on(struct world *w, const char *command, const char *noun, int64_t id, const char *more);
void may_not_act_on(struct world *w, enum err err, const char *field, const char *detail, const char *command,
                    const char *noun, int64_t id, const char *more);

/* The data of a refusal, which must come; yours. */
json_t *refusal_of(struct world *w, enum who who, const char *method, const char *params, ...)
    __attribute__((format(printf, 4, 5)));

json_t *row_as_seen(struct world *w, const char *noun, int64_t id);            /* NULL: not there; yours */
void shows(struct world *w, const char *noun, int64_t id, const char *fields); /* the row has these among others */
void happened(struct world *w, const char *event, const char *noun, int64_t id, const char *fields); /* no others */
int64_t seq_of(struct world *w);

#endif
