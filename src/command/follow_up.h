/* follow_up.h - what others need of follow-ups [store] */
#ifndef FOLLOW_UP_H
#define FOLLOW_UP_H

#include "command/cmd.h"

/* Open follow-ups of somebody who leaves a board (0: all, their account has ended) go to its coordinator, so that each has
 * somebody who answers for it. */
void follow_up_hand_over(struct cmd *c, int64_t account, int64_t board);

#endif
