/* access.c - may they? See access.h
 *
 * Straight path: the session gives the account; the command's need gives the scope; for a board, the actor's row among
 * its participants gives the role, and the role's bit must be among those of the need. Whom that does not let at a task
 * may still be its receiver. */
#include "model/access.h"

#include <string.h>

enum language language_of(enum lang lang)
{
    switch (lang) {
    case LANG_SV:
        return LANGUAGE_SV;
    case LANG_EN:
        return LANGUAGE_EN;
    default:
        return LANGUAGE_FI;
    }
}

static enum err act_as_operator(struct db_tx *tx, struct access *out)
{
    struct organisation_first organisation;
    if (organisation_first(tx, &organisation)) out->organisation = organisation.id;
    out->is_operator = out->is_admin = true;
    return ERR_OK;
}

enum err access_actor(struct db_tx *tx, const struct actor *actor, const struct rules *rules, int64_t now,
                      struct access *out)
{
    *out = (struct access){.language = actor->language, .session = actor->session};
    if (actor->is_operator) return act_as_operator(tx, out);

    struct session_actor row;
    if (!actor->session || !session_actor(tx, actor->session, now, now - rules->idle_ms, &row))
        return ERR_NOT_SIGNED_IN;
    if (row.is_demo && !rules->allow_demo) return ERR_NOT_SIGNED_IN;

    out->account = row.account;
    out->organisation = row.organisation;
    out->language = language_of(row.language);
    out->is_admin = row.is_admin;
    out->session_ends_at = row.ends_at;
    return ERR_OK;
}

static enum err authorize_on_board(struct db_tx *tx, struct access *access, enum need need, int64_t board)
{
    struct board_access row;
    if (!access->account || access->is_admin || !board_access(tx, board, access->account, &row)) return ERR_NOT_FOUND;
    if (!(permissions[need].roles & 1u << row.role)) return ERR_NOT_ALLOWED;

    access->board = board;
    access->role = row.role;
    access->seq = row.seq;
    access->is_archived = row.archived_at != 0;
    return ERR_OK;
}

static enum err authorize_on_task(struct db_tx *tx, struct access *access, enum need need, int64_t board, int64_t task)
{
    enum err err = authorize_on_board(tx, access, need, board);
    struct task_receives receives;
    struct board_state state;
    if (!err || !access->account || access->is_admin) return err;
    if (!task_receives(tx, board, task, access->account, &receives) || !board_state(tx, board, &state)) return err;

    access->board = board;
    access->is_receiver = true;
    access->seq = state.seq;
    access->is_archived = state.archived_at != 0;
    return ERR_OK;
}

static enum err authorize_in_team(struct db_tx *tx, struct access *access, int64_t team, unsigned roles)
{
    struct team_access row;
    if (!access->account || access->is_admin || !team_access(tx, team, access->account, &row)) return ERR_NOT_FOUND;
    if (!(roles & 1u << row.role)) return ERR_NOT_ALLOWED;
    access->team = team;
    access->team_role = row.role;
    return ERR_OK;
}

static enum err allow(bool is_allowed)
{
    return is_allowed ? ERR_OK : ERR_NOT_ALLOWED;
}

static enum err authorize_as_staff(struct db_tx *tx, const struct access *access)
{
    struct membership_count units;
    return allow(!access->is_admin && membership_count(tx, access->account, &units) && units.count);
}

enum err authorize(struct db_tx *tx, struct access *access, enum need need, const struct subject *on)
{
    enum scope scope = permissions[need].scope;
    if (scope == SCOPE_OPEN) return ERR_OK;
    if (!access->account && !access->is_operator) return ERR_NOT_SIGNED_IN;
    switch (scope) {
    case SCOPE_STAFF:
        return authorize_as_staff(tx, access);
    case SCOPE_ADMIN:
        return allow(access->is_admin);
    case SCOPE_BOARD:
        return authorize_on_board(tx, access, need, on->board);
    case SCOPE_TASK:
        return authorize_on_task(tx, access, need, on->board, on->task);
    case SCOPE_TEAM:
        return authorize_in_team(tx, access, on->team, permissions[need].roles);
    case SCOPE_HOST:
        return on->team ? authorize_in_team(tx, access, on->team, ~0u)
                        : authorize_on_board(tx, access, need, on->board);
    default: /* SCOPE_ACCOUNT */
        return ERR_OK;
    }
}
