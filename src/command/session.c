/* session.c - signing in and out
 *
 * The straight path of a sign-in: a reader looks up the name, waits out nobody, and compares the password (the same
 * work for unknown names); the writer counts a failure or begins a session, whose token exists only in the answer.
 * Failures delay the next try for this name from this address, doubling up to 15 minutes, never for ever; and, far
 * later, every name from that address, so that one guess for each of many names doesn't pay. */
#include "command/cmd.h"
#include "command/registry.gen.h"

#include <string.h>

#include "base/clock.h"
#include "base/token.h"
#include "model/outcome.h"
#include "model/rows.h"

enum {
    PAIR_FREE = 3,      /* failures of a name from an address before it has to wait */
    ADDRESS_FREE = 100, /* likewise of an address, whatever the names: a hospital stands behind one address */
};
static const int64_t pair_longest_ms = 15 * MS_PER_MINUTE, address_longest_ms = MS_PER_MINUTE;

struct sign_in { /* from prepare_session_start() to cmd_session_start() */
    struct bytes pair, address;
    int64_t account; /* 0: refused */
    bool has_waited;
    enum lang language;
};

static struct bytes print_of(struct cmd *c, const char *name, const char *address)
{
    unsigned char *print = arena_alloc(c->arena, TOKEN_HASH);
    const char *text = arena_printf(c->arena, "%s\n%s", name, address);
    fingerprint(text, strlen(text), print);
    return (struct bytes){print, TOKEN_HASH};
}

static int64_t wait_ms(struct cmd *c, struct bytes who)
{
    struct throttle_of row;
    return throttle_of(c->tx, who, &row) && row.open_at > c->now ? row.open_at - c->now : 0;
}

static enum err refuse_too_fast(struct cmd *c, int64_t ms)
{
    return refuse_with(c, ERR_TOO_FAST, NULL, DETAIL_SIGN_IN, json_pack("{s:I}", "retry_ms", (json_int_t)ms));
}

enum err prepare_session_start(struct cmd *c, struct session_start *in)
{
    struct sign_in *sign_in = arena_alloc(c->arena, sizeof *sign_in);
    sign_in->pair = print_of(c, in->name, in->address);
    sign_in->address = print_of(c, "", in->address);
    int64_t pair = wait_ms(c, sign_in->pair), address = wait_ms(c, sign_in->address);
    if (pair || address) return refuse_too_fast(c, pair > address ? pair : address);

    struct account_secret secret;
    bool is_known = account_secret(c->tx, in->name, &secret) && !secret.ended_at &&
                    (!secret.is_demo || c->rules->allow_demo) && secret.password[0] != '!';
    if (password_fits(in->password, is_known ? secret.password : NULL)) {
        sign_in->account = secret.id;
        sign_in->language = secret.language;
    }
    c->prepared = sign_in;
    return ERR_OK;
}

static void count_failure(struct cmd *c, struct bytes who, int64_t free, int64_t longest_ms)
{
    struct throttle_of row = {0};
    bool is_fresh = !throttle_of(c->tx, who, &row) || c->now > row.open_at + longest_ms;
    int64_t failures = is_fresh ? 1 : row.failures + 1;
    int64_t doublings = failures - free;
    int64_t delay = doublings < 0 ? 0 : MS_PER_SECOND << (doublings < 20 ? doublings : 20);
    throttle_put(c->tx, who, failures, c->now + (delay < longest_ms ? delay : longest_ms));
}

static enum err refuse_sign_in(struct cmd *c, const struct sign_in *sign_in)
{
    count_failure(c, sign_in->pair, PAIR_FREE, pair_longest_ms);
    count_failure(c, sign_in->address, ADDRESS_FREE, address_longest_ms);
    c->keeps_refusal = true;
    return refuse(c, ERR_NOT_SIGNED_IN, NULL, DETAIL_NAME_OR_PASSWORD);
}

enum err cmd_session_start(struct cmd *c, const struct session_start *in)
{
    const struct sign_in *sign_in = c->prepared;
    struct account_by_id account;
    if (!sign_in->account) return refuse_sign_in(c, sign_in);
    if (!account_by_id(c->tx, sign_in->account, &account) || account.ended_at) return refuse_sign_in(c, sign_in);

    char token[TOKEN_TEXT];
    struct tell began = {.kind = TELL_SESSION_BEGAN,
                         .account = account.id,
                         .ends_at = c->now + c->rules->session_ms,
                         .language = language_of(sign_in->language)};
    token_make(token);
    token_hash(token, began.hash);
    began.session = db_new_id(c->tx);
    throttle_clear(c->tx, sign_in->pair);
    session_add(c->tx, began.session, (struct bytes){began.hash, TOKEN_HASH}, account.id, in->program, c->now,
                began.ends_at);
    if (in->language && in->language != account.language) account_set_language(c->tx, account.id, in->language);
    tell_session_began(c, &began);

    give_text(c, "token", token);
    give_int(c, "account", account.id);
    give_int(c, "session", began.session);
    give_text(c, "language", lang_words[in->language ? in->language : account.language]);
    give_int(c, "ends_at", began.ends_at);
    return ERR_OK;
}

enum err cmd_session_who(struct cmd *c, const struct session_who *in)
{
    (void)in;
    struct account_by_id account;
    struct account_seal secret;
    if (!account_by_id(c->tx, c->who.account, &account) || !account_seal(c->tx, account.id, &secret))
        return ERR_NOT_SIGNED_IN;
    json_t *who =
        json_pack("{s:I,s:s,s:s,s:s,s:b,s:b,s:s,s:o}", "id", (json_int_t)account.id, "name", account.name, "full_name",
                  account.full_name, "language", lang_words[account.language], "is_admin", account.is_admin, "is_demo",
                  account.is_demo, "seal", secret.seal, "units", rows_json(membership_of(c->tx, account.id)));
    give_json(c, "account", who);
    give_json(c, "session",
              json_pack("{s:I,s:I}", "id", (json_int_t)c->who.session, "ends_at", (json_int_t)c->who.session_ends_at));
    return ERR_OK;
}

enum err cmd_session_list(struct cmd *c, const struct session_list *in)
{
    (void)in;
    give_rows(c, "sessions", session_of(c->tx, c->who.account, c->now, c->now - c->rules->idle_ms));
    give_int(c, "this", c->who.session);
    return ERR_OK;
}

enum err cmd_session_end(struct cmd *c, const struct session_end *in)
{
    if (!session_end(c->tx, in->session, c->who.account, c->now))
        return refuse(c, ERR_NOT_FOUND, "session", DETAIL_NO_SUCH_SESSION);
    tell_session_ended(c, in->session);
    return ERR_OK;
}

enum err cmd_session_end_all(struct cmd *c, const struct session_end_all *in)
{
    (void)in;
    struct db_rows rows = session_of(c->tx, c->who.account, c->now, 0);
    struct session_of row;
    while (session_of_next(&rows, &row))
        tell_session_ended(c, row.id);
    session_end_all(c->tx, c->who.account, c->now);
    return ERR_OK;
}

enum err cmd_session_seen(struct cmd *c, const struct session_seen *in)
{
    for (size_t i = 0; i < in->sessions.count; i++)
        session_seen(c->tx, in->sessions.ids[i], c->now);
    return ERR_OK;
}

enum err cmd_session_sweep(struct cmd *c, const struct session_sweep *in)
{
    (void)in;
    int64_t idle_since = c->now - c->rules->idle_ms;
    struct db_rows rows = session_stale(c->tx, c->now, idle_since);
    struct session_stale row;
    while (session_stale_next(&rows, &row))
        tell_session_ended(c, row.id);
    session_end_stale(c->tx, c->now, idle_since);

    session_forget(c->tx, c->now - 30 * MS_PER_DAY);
    throttle_forget(c->tx, c->now - MS_PER_HOUR);
    outcome_forget(c->tx, c->now - OUTCOME_KEPT_MS);
    return ERR_OK;
}
