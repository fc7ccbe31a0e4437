/* calendar.h - whose calendars may show what changed [store]
 *
 * Wider than who is invited: calendars of a whole board or team show all of its meetings to whoever is in it. */
#ifndef CALENDAR_H
#define CALENDAR_H

#include "command/cmd.h"

void calendar_tell_board(struct cmd *c, int64_t board);
void calendar_tell_team(struct cmd *c, int64_t team);
void calendar_tell_meeting(struct cmd *c, int64_t meeting); /* those of its board or team, and its guests */

#endif
