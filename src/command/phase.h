/* phase.h - the phases that a meeting goes through [store] [reader] */
#ifndef PHASE_H
#define PHASE_H

#include "command/cmd.h"

struct phases {
    const struct phase_of_team *items; /* in their order; ids are 0 in the default list */
    size_t count;
};

struct phases phases_of(struct cmd *c, int64_t team); /* its own, or the default ones; team 0: those */

const char *phase_name(enum phase_kind kind, const char *title,
                       enum language language); /* its own name, or its kind's */

#endif
