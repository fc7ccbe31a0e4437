/* sitting.h - what the files of a meeting that goes on share, and what others need of it [store] */
#ifndef SITTING_H
#define SITTING_H

#include "command/cmd.h"

/* One of the granted board, remembered; for the second it must go on. */
enum err sitting_find(struct cmd *c, int64_t id, struct sitting *out);
enum err sitting_find_open(struct cmd *c, int64_t id, struct sitting *out);

int64_t sitting_come(struct cmd *c, int64_t id); /* the actor is there from now on; the id of their attendance */
bool sitting_is_there(struct cmd *c, int64_t id, int64_t account);

/* They are there no more: their hand comes down, their turn is over; who goes last leaves it empty. Any board. */
void sitting_go(struct cmd *c, int64_t board, int64_t account);
void sitting_end_open(struct cmd *c); /* the one on the granted board, if one goes on */
void sitting_empty(struct cmd *c, int64_t board, int64_t id, int64_t at); /* everybody goes */

void hand_down(struct cmd *c, int64_t board, int64_t sitting, int64_t account); /* account 0: everybody's */

#endif
