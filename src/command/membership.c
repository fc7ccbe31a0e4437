/* membership.c - who works in which unit, and as what */
#include "command/cmd.h"
#include "command/registry.gen.h"
#include "task.h"

static enum err find_both(struct cmd *c, int64_t unit_id, int64_t account_id)
{
    struct unit_by_id unit;
    if (!unit_by_id(c->tx, unit_id, &unit) || unit.organisation != c->who.organisation || unit.ended_at)
        return refuse(c, ERR_NOT_FOUND, "unit", DETAIL_NO_SUCH_UNIT);
    struct account_by_id account;
    if (!account_by_id(c->tx, account_id, &account) || account.organisation != c->who.organisation)
        return refuse(c, ERR_NOT_FOUND, "account", DETAIL_NO_SUCH_ACCOUNT);
    if (account.ended_at) return refuse(c, ERR_CONFLICT, "account", DETAIL_ENDED);
    if (account.is_admin) return refuse(c, ERR_BAD_INPUT, "account", DETAIL_IS_ADMINISTRATOR);
    return ERR_OK;
}

enum err cmd_membership_add(struct cmd *c, const struct membership_add *in)
{
    enum err err = find_both(c, in->unit, in->account);
    if (err) return err;
    membership_put(c->tx, in->unit, in->account, in->profession, c->now);
    tell_inbox(c, in->account);
    return ERR_OK;
}

enum err cmd_membership_remove(struct cmd *c, const struct membership_remove *in)
{
    struct unit_by_id unit;
    if (!unit_by_id(c->tx, in->unit, &unit) || unit.organisation != c->who.organisation)
        return refuse(c, ERR_NOT_FOUND, "unit", DETAIL_NO_SUCH_UNIT);
    task_tell_members(c, in->unit);
    if (!membership_remove(c->tx, in->unit, in->account))
        return refuse(c, ERR_NOT_FOUND, "account", DETAIL_NOT_A_MEMBER);
    struct task_leaving leaving = {.account = in->account, .unit = in->unit};
    task_return(c, &leaving);
    give_int(c, "returned", leaving.returned);
    return ERR_OK;
}

enum err cmd_membership_set_keeper(struct cmd *c, const struct membership_set_keeper *in)
{
    enum err err = find_both(c, in->unit, in->account);
    struct membership_is member;
    if (err) return err;
    if (!membership_is(c->tx, in->unit, in->account, &member))
        return refuse(c, ERR_NOT_FOUND, "account", DETAIL_NOT_A_MEMBER);
    task_tell_members(c, in->unit);
    membership_set_keeper(c->tx, in->unit, in->account, in->is_keeper);
    return ERR_OK;
}

enum err cmd_membership_list(struct cmd *c, const struct membership_list *in)
{
    struct unit_by_id unit;
    if (!unit_by_id(c->tx, in->unit, &unit) || unit.organisation != c->who.organisation)
        return refuse(c, ERR_NOT_FOUND, "unit", DETAIL_NO_SUCH_UNIT);
    give_rows(c, "members", membership_in(c->tx, in->unit));
    return ERR_OK;
}
