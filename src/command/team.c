/* team.c - teams of people who meet: begun, named, joined, left, ended
 *
 * A team is of one organisation and its members are colleagues who see client data. One of them at least leads it: who would
 * leave it without a lead is refused, and where an account ends, the lead goes over (team_forget). Whoever leaves loses all
 * of the team's meetings, those too to which they were invited by name. */
#include "team.h"

#include <string.h>

#include "calendar.h"
#include "command/registry.gen.h"
#include "meeting.h"

enum { MOST_MEMBERS = 200 };

static enum err check_name(struct cmd *c, const char *name, int64_t own)
{
    struct team_named taken;
    if (!team_named(c->tx, c->who.organisation, name, &taken) || taken.id == own) return ERR_OK;
    return refuse(c, ERR_CONFLICT, "name", DETAIL_TAKEN);
}

enum err cmd_team_create(struct cmd *c, const struct team_create *in)
{
    enum err err = check_name(c, in->name, 0);
    if (err) return err;
    int64_t id = db_new_id(c->tx);
    team_add(c->tx, id, c->who.organisation, in->name, c->now);
    team_put(c->tx, id, c->who.account, TEAM_ROLE_LEAD, c->now);
    tell_calendar(c, c->who.account);
    give_int(c, "team", id);
    return ERR_OK;
}

enum err cmd_team_rename(struct cmd *c, const struct team_rename *in)
{
    enum err err = check_name(c, in->name, c->team);
    if (err) return err;
    team_set_name(c->tx, c->team, in->name);
    calendar_tell_team(c, c->team);
    return ERR_OK;
}

enum err cmd_team_end(struct cmd *c, const struct team_end *in)
{
    (void)in;
    meeting_end_all(c, c->team);
    team_set_ended(c->tx, c->team, c->now);
    calendar_tell_team(c, c->team);
    return ERR_OK;
}

void team_tell(struct cmd *c, int64_t team)
{
    struct team_accounts row;
    struct db_rows rows = team_accounts(c->tx, team);
    while (team_accounts_next(&rows, &row))
        tell_team(c, row.account);
}

/* ---- who is in it ---- */

enum err team_check_colleague(struct cmd *c, const char *field, int64_t account)
{
    struct account_by_id row;
    bool is_ours = account_by_id(c->tx, account, &row) && row.organisation == c->who.organisation && !row.ended_at;
    if (!is_ours) return refuse(c, ERR_BAD_INPUT, field, DETAIL_NO_SUCH_COLLEAGUE);
    return row.is_admin ? refuse(c, ERR_BAD_INPUT, field, DETAIL_IS_ADMINISTRATOR) : ERR_OK;
}

static bool is_last_lead(struct cmd *c, int64_t team, enum team_role role)
{
    struct team_leads leads;
    return role == TEAM_ROLE_LEAD && team_leads(c->tx, team, &leads) && leads.count < 2;
}

enum err cmd_team_add(struct cmd *c, const struct team_add *in)
{
    struct team_access here;
    struct team_count members;
    enum err err = team_check_colleague(c, "account", in->account);
    if (err) return err;
    bool is_here = team_access(c->tx, c->team, in->account, &here);
    if (!is_here && team_count(c->tx, c->team, &members) && members.count >= MOST_MEMBERS)
        return refuse(c, ERR_CONFLICT, "account", DETAIL_TOO_MANY);
    if (is_here && in->role != TEAM_ROLE_LEAD && is_last_lead(c, c->team, here.role))
        return refuse(c, ERR_CONFLICT, "role", DETAIL_LAST_LEAD);
    team_put(c->tx, c->team, in->account, in->role, c->now);
    calendar_tell_team(c, c->team); /* its members see who is in it */
    return ERR_OK;
}

static void let_out(struct cmd *c, int64_t team, int64_t account)
{
    team_set_left(c->tx, team, account, c->now);
    meeting_let_go(c, account, 0, team);
    tell_calendar(c, account);
    calendar_tell_team(c, team);
}

static enum err leave(struct cmd *c, int64_t account)
{
    struct team_access here;
    if (!team_access(c->tx, c->team, account, &here)) return refuse(c, ERR_NOT_FOUND, "account", DETAIL_NOT_IN_TEAM);
    if (is_last_lead(c, c->team, here.role)) return refuse(c, ERR_CONFLICT, "account", DETAIL_LAST_LEAD);
    let_out(c, c->team, account);
    return ERR_OK;
}

enum err cmd_team_remove(struct cmd *c, const struct team_remove *in)
{
    return leave(c, in->account);
}

enum err cmd_team_leave(struct cmd *c, const struct team_leave *in)
{
    (void)in;
    return leave(c, c->who.account);
}

/* Who has been in it longest leads it from now on; nobody is left: it has ended. */
static void hand_over(struct cmd *c, int64_t team)
{
    struct team_leads leads;
    struct team_longest next;
    if (team_leads(c->tx, team, &leads) && leads.count) return;
    if (team_longest(c->tx, team, &next)) {
        team_put(c->tx, team, next.account, TEAM_ROLE_LEAD, c->now);
        return;
    }
    meeting_end_all(c, team);
    team_set_ended(c->tx, team, c->now);
}

/* A list first: what is changed is what the statement walks over. */
void team_forget(struct cmd *c, int64_t account)
{
    struct team_joined row, *list = NULL;
    size_t count = 0, room = 0;
    struct db_rows rows = team_joined(c->tx, account);
    while (team_joined_next(&rows, &row)) {
        list = arena_room(c->arena, list, count, &room, sizeof *list);
        list[count++] = row;
    }
    for (size_t i = 0; i < count; i++) {
        let_out(c, list[i].team, account);
        hand_over(c, list[i].team);
    }
}

/* ---- reading ---- */

enum err cmd_team_mine(struct cmd *c, const struct team_mine *in)
{
    (void)in;
    give_rows(c, "teams", team_of_account(c->tx, c->who.account));
    return ERR_OK;
}

enum err cmd_team_people(struct cmd *c, const struct team_people *in)
{
    (void)in;
    give_rows(c, "people", team_member_of(c->tx, c->team));
    return ERR_OK;
}
