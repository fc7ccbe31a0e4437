/* calendar.c - whose calendars may show what changed, see calendar.h */
#include "calendar.h"

void calendar_tell_board(struct cmd *c, int64_t board)
{
    struct participant_here row;
    struct db_rows rows = participant_here(c->tx, board);
    while (participant_here_next(&rows, &row))
        tell_calendar(c, row.account);
}

void calendar_tell_team(struct cmd *c, int64_t team)
{
    struct team_accounts row;
    struct db_rows rows = team_accounts(c->tx, team);
    while (team_accounts_next(&rows, &row))
        tell_calendar(c, row.account);
}

void calendar_tell_meeting(struct cmd *c, int64_t id)
{
    struct meeting_by_id meeting;
    struct invitation_of row;
    if (!meeting_by_id(c->tx, id, &meeting)) return;
    if (meeting.board) calendar_tell_board(c, meeting.board);
    if (meeting.team) calendar_tell_team(c, meeting.team);
    struct db_rows rows = invitation_of(c->tx, id);
    while (invitation_of_next(&rows, &row))
        tell_calendar(c, row.account);
}
