/* membership.c - who works in which unit, and as what */
#include "command/cmd.h"
#include "command/registry.gen.h"

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
    return ERR_OK;
}

enum err cmd_membership_remove(struct cmd *c, const struct membership_remove *in)
{
    struct unit_by_id unit;
    if (!unit_by_id(c->tx, in->unit, &unit) || unit.organisation != c->who.organisation)
        return refuse(c, ERR_NOT_FOUND, "unit", DETAIL_NO_SUCH_UNIT);
    if (!membership_remove(c->tx, in->unit, in->account))
        return refuse(c, ERR_NOT_FOUND, "account", DETAIL_NOT_A_MEMBER);
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
