/* subject.h - what a command is about, as its parameters name it: the board, the one task, the team. [any]
 *
 * 0 where the scope of what it needs knows no such thing; of scope "host" it is a board or a team. */
#ifndef MODEL_SUBJECT_H
#define MODEL_SUBJECT_H

#include <stdint.h>

struct subject {
    int64_t board, task, team;
};

#endif
