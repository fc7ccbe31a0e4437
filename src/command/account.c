/* account.c - who may sign in; made and ended by administrators, found by colleagues
 *
 * Passwords are hashed on a reader before the write (prepare_…): the writer never waits for argon2id. */
#include "command/cmd.h"
#include "command/registry.gen.h"

#include <ctype.h>
#include <string.h>

#include "base/token.h"
#include "follow_up.h"
#include "task.h"
#include "team.h"

enum { MOST_MATCHES = 20 };

static void *hash_of(struct cmd *c, const char *password)
{
    char *hash = arena_alloc(c->arena, PASSWORD_TEXT);
    password_hash(password, hash);
    return hash;
}

enum err prepare_account_add(struct cmd *c, struct account_add *in)
{
    c->prepared = in->password ? hash_of(c, in->password) : NULL;
    return ERR_OK;
}

static const char *make_seal(char seal[TOKEN_TEXT])
{
    token_make(seal);
    return seal;
}

static bool is_sign_in_name(const char *name)
{
    for (const char *at = name; *at; at++)
        if (!islower((unsigned char)*at) && !isdigit((unsigned char)*at) && !strchr(".-_", *at)) return false;
    return true;
}

static enum err check_new(struct cmd *c, const struct account_add *in)
{
    struct account_by_id taken;
    if (!is_sign_in_name(in->name)) return refuse(c, ERR_BAD_INPUT, "name", DETAIL_NOT_A_SIGN_IN_NAME);
    if (account_named(c->tx, in->name, &taken)) return refuse(c, ERR_CONFLICT, "name", DETAIL_TAKEN);
    if (!in->unit != !in->profession)
        return refuse(c, ERR_BAD_INPUT, "profession", DETAIL_UNIT_AND_PROFESSION_TOGETHER);
    if (!in->unit) return ERR_OK;

    struct unit_by_id unit;
    if (in->is_admin) return refuse(c, ERR_BAD_INPUT, "unit", DETAIL_IS_ADMINISTRATOR);
    if (!unit_by_id(c->tx, in->unit, &unit) || unit.organisation != c->who.organisation || unit.ended_at)
        return refuse(c, ERR_NOT_FOUND, "unit", DETAIL_NO_SUCH_UNIT);
    return ERR_OK;
}

enum err cmd_account_add(struct cmd *c, const struct account_add *in)
{
    enum err err = check_new(c, in);
    if (err) return err;

    char seal[TOKEN_TEXT];
    int64_t id = db_new_id(c->tx);
    account_add(c->tx, id, c->who.organisation, in->name, in->full_name, in->language ? in->language : LANG_FI,
                c->prepared ? c->prepared : "!", make_seal(seal), in->is_admin, in->demo, c->now);
    if (in->unit) membership_put(c->tx, in->unit, id, in->profession, c->now);
    give_int(c, "account", id);
    return ERR_OK;
}

static bool account_load(struct cmd *c, int64_t id, struct account_by_id *out)
{
    return account_by_id(c->tx, id, out) && out->organisation == c->who.organisation;
}

static void end_sessions(struct cmd *c, int64_t account)
{
    session_end_all(c->tx, account, c->now);
    tell_account_ended(c, account);
}

static enum err check_successor(struct cmd *c, const struct account_end *in)
{
    struct account_by_id to;
    if (!in->hand_to) return ERR_OK;
    if (in->hand_to == in->account) return refuse(c, ERR_BAD_INPUT, "hand_to", DETAIL_ITSELF);
    if (!account_load(c, in->hand_to, &to) || to.is_admin || to.ended_at)
        return refuse(c, ERR_BAD_INPUT, "hand_to", DETAIL_NO_SUCH_COLLEAGUE);
    return ERR_OK;
}

/* Where they alone were named to keep the inbox, every member keeps it from now on. */
static void tell_units(struct cmd *c, int64_t account)
{
    struct membership_of unit;
    struct db_rows rows = membership_of(c->tx, account);
    while (membership_of_next(&rows, &unit))
        task_tell_members(c, unit.id);
}

enum err cmd_account_end(struct cmd *c, const struct account_end *in)
{
    struct account_by_id account;
    if (!account_load(c, in->account, &account)) return refuse(c, ERR_NOT_FOUND, "account", DETAIL_NO_SUCH_ACCOUNT);
    if (account.ended_at) return refuse(c, ERR_CONFLICT, "account", DETAIL_ENDED);
    if (account.id == c->who.account) return refuse(c, ERR_CONFLICT, "account", DETAIL_YOURSELF);
    enum err err = check_successor(c, in);
    if (err) return err;

    struct task_leaving leaving = {.account = in->account, .hand_to = in->hand_to};
    account_end(c->tx, in->account, c->now);
    end_sessions(c, in->account);
    tell_units(c, in->account);
    task_return(c, &leaving);
    follow_up_hand_over(c, in->account, 0);
    team_forget(c, in->account);
    tell_calendar(c, in->account);
    give_int(c, "handed", leaving.handed);
    give_int(c, "returned", leaving.returned);
    return ERR_OK;
}

enum err cmd_account_tasks(struct cmd *c, const struct account_tasks *in)
{
    struct account_by_id account;
    if (!account_load(c, in->account, &account)) return refuse(c, ERR_NOT_FOUND, "account", DETAIL_NO_SUCH_ACCOUNT);
    give_rows(c, "tasks", task_held(c->tx, in->account));
    return ERR_OK;
}

enum err prepare_account_set_password(struct cmd *c, struct account_set_password *in)
{
    c->prepared = hash_of(c, in->password);
    return ERR_OK;
}

enum err cmd_account_set_password(struct cmd *c, const struct account_set_password *in)
{
    struct account_by_id account;
    if (!account_load(c, in->account, &account)) return refuse(c, ERR_NOT_FOUND, "account", DETAIL_NO_SUCH_ACCOUNT);
    char seal[TOKEN_TEXT];
    account_set_password(c->tx, in->account, c->prepared, make_seal(seal));
    end_sessions(c, in->account);
    return ERR_OK;
}

enum err cmd_account_set_language(struct cmd *c, const struct account_set_language *in)
{
    account_set_language(c->tx, c->who.account, in->language);
    return ERR_OK;
}

enum err cmd_account_list(struct cmd *c, const struct account_list *in)
{
    (void)in;
    give_rows(c, "accounts", account_of(c->tx, c->who.organisation));
    return ERR_OK;
}

/* The user's text as a LIKE pattern in which nothing of theirs is a wildcard. */
static const char *pattern(struct cmd *c, const char *before, const char *text)
{
    struct buf out;
    buf_init(&out);
    buf_text(&out, before);
    for (; *text; text++) {
        if (strchr("%_\\", *text)) buf_text(&out, "\\");
        buf_put(&out, text, 1);
    }
    buf_text(&out, "%");
    const char *copy = arena_text(c->arena, out.data);
    buf_fini(&out);
    return copy;
}

enum err cmd_account_find(struct cmd *c, const struct account_find *in)
{
    const char *start = pattern(c, "", in->text), *inside = pattern(c, "% ", in->text);
    give_rows(c, "accounts", account_matching(c->tx, c->who.organisation, in->unit, start, inside, MOST_MATCHES));
    return ERR_OK;
}
