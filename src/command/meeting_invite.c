/* meeting_invite.c - who is invited to a meeting, and who says that they come
 *
 * To a board's meeting one is invited by a row: to all of it (occurs '') or to one instance. A team's members need none: a row
 * of theirs appears when they answer, and holds just the answer. Other rows of a team's meeting are guests, colleagues who see
 * that meeting and nothing of the team. Whoever leaves the board or the team loses all rows there. */
#include "meeting.h"

#include <string.h>

#include "calendar.h"
#include "command/registry.gen.h"
#include "team.h"

struct invited {
    int64_t board, meeting;
    const char *occurs; /* "": all of it */
    int64_t account, inviter;
    enum answer answer;
};

/* One row for a person and a meeting or an instance, whether it was there before or not. */
static void put_invitation(struct cmd *c, const struct invited *it)
{
    struct invitation_at there;
    int64_t id;
    if (invitation_at(c->tx, it->meeting, it->occurs, it->account, &there)) {
        id = there.id;
        remember_on(c, it->board, NOUN_INVITATION, id);
    } else {
        id = born_on(c, it->board, NOUN_INVITATION);
    }
    invitation_put(c->tx, id, it->meeting, it->occurs, it->account, it->answer,
                   it->answer == ANSWER_NONE_YET ? 0 : c->now, it->inviter);
}

static bool is_invited(struct cmd *c, int64_t meeting, const char *occurs, int64_t account, struct invitation_at *out)
{
    return invitation_at(c->tx, meeting, occurs, account, out) && !out->removed_at;
}

static bool is_member(struct cmd *c, int64_t account)
{
    struct team_access here;
    return c->team && team_access(c->tx, c->team, account, &here);
}

/* ---- inviting ---- */

enum err meeting_check_guest(struct cmd *c, const char *field, int64_t account)
{
    struct participant here;
    bool is_there = c->team || (participant_get(c->tx, c->board, account, &here) && !here.left_at);
    return is_there ? team_check_colleague(c, field, account) : refuse(c, ERR_BAD_INPUT, field, DETAIL_NOT_ON_BOARD);
}

static void invite(struct cmd *c, int64_t meeting, const char *occurs, int64_t account)
{
    put_invitation(c, &(struct invited){.board = c->board,
                                        .meeting = meeting,
                                        .occurs = occurs,
                                        .account = account,
                                        .inviter = c->who.account,
                                        .answer = ANSWER_NONE_YET});
}

static void invite_board(struct cmd *c, int64_t meeting)
{
    struct participant_here row;
    struct db_rows rows = participant_here(c->tx, c->board);
    while (participant_here_next(&rows, &row))
        if (row.role == ROLE_COORDINATOR || row.role == ROLE_MEMBER || row.role == ROLE_CONSULTANT)
            invite(c, meeting, "", row.account);
}

enum err meeting_invite_people(struct cmd *c, int64_t meeting, struct refs people)
{
    if (!people.count && c->board) invite_board(c, meeting);
    for (size_t i = 0; i < people.count; i++) {
        enum err err = meeting_check_guest(c, "invite", people.ids[i]);
        if (err) return err;
        if (!is_member(c, people.ids[i])) invite(c, meeting, "", people.ids[i]);
    }
    return ERR_OK;
}

/* The meeting and the instance that are named; `occurs` becomes "" where all is meant. */
static enum err find_part(struct cmd *c, int64_t id, const char **occurs, struct aim *aim)
{
    enum err err = meeting_find(c, id, &aim->meeting);
    if (!err) err = meeting_aim_at(c, *occurs, aim);
    if (err) return err;
    *occurs = aim->occurs ? aim->occurs : "";
    return ERR_OK;
}

static enum err check_new(struct cmd *c, int64_t meeting, const char *occurs, int64_t account)
{
    struct invitation_at there;
    struct invitation_count count;
    enum err err = meeting_check_guest(c, "account", account);
    if (err) return err;
    if (is_member(c, account)) return refuse(c, ERR_CONFLICT, "account", DETAIL_IN_TEAM);
    if (is_invited(c, meeting, "", account, &there) || is_invited(c, meeting, occurs, account, &there))
        return refuse(c, ERR_CONFLICT, "account", DETAIL_ALREADY_INVITED);
    if (invitation_count(c->tx, meeting, &count) && count.count >= MOST_INVITATIONS)
        return refuse(c, ERR_CONFLICT, "account", DETAIL_TOO_MANY);
    return ERR_OK;
}

enum err cmd_meeting_invite(struct cmd *c, const struct meeting_invite *in)
{
    struct aim aim;
    const char *occurs = in->occurs;
    enum err err = find_part(c, in->meeting, &occurs, &aim);
    if (!err) err = check_new(c, in->meeting, occurs, in->account);
    if (err) return err;
    invite(c, in->meeting, occurs, in->account);
    tell_calendar(c, in->account);
    team_tell(c, c->team);
    return ERR_OK;
}

/* ---- taking it back ---- */

static void take_back(struct cmd *c, int64_t id)
{
    remember(c, NOUN_INVITATION, id);
    invitation_set_removed(c->tx, id, c->now);
}

/* All rows of one person; how many there were. */
static size_t take_all_back(struct cmd *c, int64_t meeting, int64_t account)
{
    struct invitation_of row;
    int64_t *list = NULL;
    size_t count = 0, room = 0;
    struct db_rows rows = invitation_of(c->tx, meeting);
    while (invitation_of_next(&rows, &row)) {
        if (row.account != account) continue;
        list = arena_room(c->arena, list, count, &room, sizeof *list);
        list[count++] = row.id;
    }
    for (size_t i = 0; i < count; i++)
        take_back(c, list[i]);
    return count;
}

static enum err take_one_back(struct cmd *c, int64_t meeting, const char *occurs, int64_t account)
{
    struct invitation_at there, whole;
    if (is_invited(c, meeting, "", account, &whole)) return refuse(c, ERR_CONFLICT, "account", DETAIL_INVITED_TO_ALL);
    if (!is_invited(c, meeting, occurs, account, &there))
        return refuse(c, ERR_NOT_FOUND, "account", DETAIL_NOT_INVITED);
    take_back(c, there.id);
    return ERR_OK;
}

enum err cmd_meeting_uninvite(struct cmd *c, const struct meeting_uninvite *in)
{
    struct aim aim;
    const char *occurs = in->occurs;
    enum err err = find_part(c, in->meeting, &occurs, &aim);
    if (err) return err;
    if (is_member(c, in->account)) return refuse(c, ERR_CONFLICT, "account", DETAIL_IN_TEAM);
    tell_calendar(c, in->account);
    team_tell(c, c->team);
    if (*occurs) return take_one_back(c, in->meeting, occurs, in->account);
    bool was_there = take_all_back(c, in->meeting, in->account) > 0;
    return was_there ? ERR_OK : refuse(c, ERR_NOT_FOUND, "account", DETAIL_NOT_INVITED);
}

void meeting_let_go(struct cmd *c, int64_t account, int64_t board, int64_t team)
{
    struct invitation_held row;
    int64_t *list = NULL;
    size_t count = 0, room = 0;
    struct db_rows rows = invitation_held(c->tx, account, board, team);
    while (invitation_held_next(&rows, &row)) {
        list = arena_room(c->arena, list, count, &room, sizeof *list);
        list[count++] = row.id;
    }
    for (size_t i = 0; i < count; i++)
        take_back(c, list[i]);
}

/* ---- answering ---- */

/* As what somebody sees a meeting: with its board or team, or as a guest of some of it. */
struct sight {
    bool is_of_board, is_of_team, is_archived;
};

static struct sight sight_of(struct cmd *c, const struct meeting_by_id *meeting)
{
    struct sight sight = {0};
    struct board_access on_board;
    struct team_access in_team;
    sight.is_of_board = meeting->board && board_access(c->tx, meeting->board, c->who.account, &on_board);
    sight.is_archived = sight.is_of_board && on_board.archived_at;
    sight.is_of_team = meeting->team && team_access(c->tx, meeting->team, c->who.account, &in_team);
    return sight;
}

static bool is_guest_of_some(struct cmd *c, int64_t meeting)
{
    struct invitation_answers row;
    struct invitation_at whole;
    if (is_invited(c, meeting, "", c->who.account, &whole)) return true;
    struct db_rows rows = invitation_answers(c->tx, meeting, c->who.account);
    bool is_some = invitation_answers_next(&rows, &row);
    db_rows_end(&rows);
    return is_some;
}

static enum err find_seen(struct cmd *c, int64_t id, struct aim *aim, struct sight *sight)
{
    bool is_there = meeting_by_id(c->tx, id, &aim->meeting);
    if (is_there) *sight = sight_of(c, &aim->meeting);
    bool is_guest = is_there && aim->meeting.team && is_guest_of_some(c, id);
    if (!is_there || (!sight->is_of_board && !sight->is_of_team && !is_guest))
        return refuse(c, ERR_NOT_FOUND, "meeting", DETAIL_NO_SUCH_MEETING);
    if (sight->is_archived) return refuse(c, ERR_CONFLICT, "board", DETAIL_ARCHIVED);
    return ERR_OK;
}

/* Who invited them to what they answer; a team's members come by themselves. */
static enum err find_inviter(struct cmd *c, const struct sight *sight, struct invited *it)
{
    struct invitation_at there;
    it->inviter = c->who.account;
    if (is_invited(c, it->meeting, "", it->account, &there) ||
        is_invited(c, it->meeting, it->occurs, it->account, &there)) {
        it->inviter = there.inviter;
        return ERR_OK;
    }
    if (sight->is_of_team) return ERR_OK;
    if (sight->is_of_board) return refuse(c, ERR_CONFLICT, "meeting", DETAIL_NOT_INVITED);
    return refuse(c, ERR_NOT_FOUND, "occurs", DETAIL_NO_SUCH_INSTANCE); /* a guest of another instance sees just that */
}

/* Who answers for all of a series means each instance, whatever they had said of some. */
static void answer_instances(struct cmd *c, const struct invited *whole)
{
    struct invitation_of row, *list = NULL;
    size_t count = 0, room = 0;
    struct db_rows rows = invitation_of(c->tx, whole->meeting);
    while (invitation_of_next(&rows, &row)) {
        if (row.account != whole->account || !*row.occurs) continue;
        list = arena_room(c->arena, list, count, &room, sizeof *list);
        list[count++] = row;
    }
    for (size_t i = 0; i < count; i++) {
        struct invited it = *whole;
        it.occurs = list[i].occurs;
        it.inviter = list[i].inviter;
        put_invitation(c, &it);
    }
}

enum err cmd_meeting_answer(struct cmd *c, const struct meeting_answer *in)
{
    struct aim aim;
    struct sight sight = {0};
    enum err err = find_seen(c, in->meeting, &aim, &sight);
    if (!err) err = meeting_aim_at(c, in->occurs, &aim);
    if (err) return err;
    struct invited it = {.board = aim.meeting.board,
                         .meeting = in->meeting,
                         .occurs = aim.occurs ? aim.occurs : "",
                         .account = c->who.account,
                         .answer = in->answer};
    err = find_inviter(c, &sight, &it);
    if (err) return err;
    if (aim.meeting.cancelled_at) return refuse(c, ERR_CONFLICT, "meeting", DETAIL_MEETING_CANCELLED);
    if (aim.change.cancelled_at) return refuse(c, ERR_CONFLICT, "occurs", DETAIL_MEETING_CANCELLED);
    put_invitation(c, &it);
    if (!*it.occurs) answer_instances(c, &it);
    tell_calendar(c, c->who.account);
    team_tell(c, aim.meeting.team);
    return ERR_OK;
}
