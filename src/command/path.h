/* path.h - in which order things come: what must be before what, the way from one to another, and what blocks what
 *
 * Its ends are tasks and services, written "task:41" and "service:7". Each keeps in blocked_by_json the list of ends that
 * must come directly before it and are open: a task that is neither done nor cancelled, a service that is proposed or
 * planned and was not removed. Whoever changes whether an end is open says so with path_changed(), after the change.
 * Private to the layer. [store] */
#ifndef COMMAND_PATH_H
#define COMMAND_PATH_H

#include "command/cmd.h"

enum end_kind { END_TASK, END_SERVICE };

struct end {
    enum end_kind kind;
    int64_t id;
};

/* One that is written so, and no other way: no space, no sign, no zero in front. */
bool path_read_end(const char *text, struct end *out);

bool path_has_end(struct cmd *c, struct end end); /* it is on the board, and not removed */

/* For queries, which take an end as two numbers: one of them is 0. */
int64_t path_task(struct end end);
int64_t path_service(struct end end);

/* A shortest way from one end through what comes after it to another, both included, as a JSON array of ends; NULL: there
 * is none. Dependencies of a removed service count, as they hold again once it is restored. Yours. */
json_t *path_between(struct cmd *c, struct end from, struct end to);

/* What must come before this end may have changed: its list is made true. */
void path_block(struct cmd *c, struct end end);

/* Whether this end is open may have changed: what comes after it is blocked by it, or no longer. */
void path_changed(struct cmd *c, enum end_kind kind, int64_t id);

#endif
