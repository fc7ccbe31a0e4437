/* membership.c - who works in which unit, and as what */
#include "command/cmd.h"
#include "command/registry.gen.h"

static enum err find_both(struct cmd *c, int64_t unit_id, int64_t account_id)
{
    struct unit_by_id unit;
    if (!unit_by_id(c->tx, unit_id, &unit) || unit.organisation != c->who.organisation || unit.ended_at)
        return refuse(c, ERR_NOT_FOUND, "unit", "no_such_unit");
    struct account_by_id account;
    if (!account_by_id(c->tx, account_id, &account) || account.organisation != c->who.organisation)
        return refuse(c, ERR_NOT_FOUND, "account", "no_such_account");
    if (account.is_admin) return refuse(c, ERR_BAD_INPUT, "account", "is_administrator");
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
        return refuse(c, ERR_NOT_FOUND, "unit", "no_such_unit");
    if (!membership_remove(c->tx, in->unit, in->account)) return refuse(c, ERR_NOT_FOUND, "account", "not_a_member");
    return ERR_OK;
}

enum err cmd_membership_list(struct cmd *c, const struct membership_list *in)
{
    struct unit_by_id unit;
    if (!unit_by_id(c->tx, in->unit, &unit) || unit.organisation != c->who.organisation)
        return refuse(c, ERR_NOT_FOUND, "unit", "no_such_unit");
    give_rows(c, "members", membership_in(c->tx, in->unit));
    return ERR_OK;
}
