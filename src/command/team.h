/* team.h - what others need of teams [store] */
#ifndef TEAM_H
#define TEAM_H

#include "command/cmd.h"

/* Whom client data may be shown to: of the actor's organisation, active, no administrator. */
enum err team_check_colleague(struct cmd *c, const char *field, int64_t account);

/* Its members see something of it that changed: agenda, phases, who comes. They are told that, and nothing else. */
void team_tell(struct cmd *c, int64_t team);

/* An account has ended: out of all teams; a team that it led alone is led by who has been in it longest. */
void team_forget(struct cmd *c, int64_t account);

#endif
