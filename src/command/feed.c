/* feed.c - calendar feeds: a secret address for each, told once; a list; the end of one
 *
 * The token exists in the answer alone: only its hash is stored, and the answer that is kept for a resend is without it. What
 * may be made is decided here; whether it may still be seen is decided at each fetch (model/feed.h). */
#include "command/cmd.h"
#include "command/registry.gen.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

enum { MOST_FEEDS = 20, MOST_DIGITS = 15 };

struct shown {
    enum feed_scope scope;
    int64_t target; /* 0: mine */
};

/* "mine", "team:7", "unit:7", "board:7" */
static bool read_scope(const char *text, struct shown *out)
{
    const char *colon = strchr(text, ':'), *id = colon ? colon + 1 : "";
    size_t len = colon ? (size_t)(colon - text) : strlen(text), digits = strlen(id);
    *out = (struct shown){0};
    for (int scope = 1; feed_scope_words[scope]; scope++)
        if (strlen(feed_scope_words[scope]) == len && !strncmp(text, feed_scope_words[scope], len))
            out->scope = (enum feed_scope)scope;
    if (!out->scope || (out->scope == FEED_SCOPE_MINE) == (colon != NULL)) return false;
    if (!colon) return true;
    if (*id < '1' || digits > MOST_DIGITS || strspn(id, "0123456789") != digits) return false;
    out->target = strtoll(id, NULL, 10);
    return true;
}

static bool keeps_unit(struct cmd *c, int64_t unit)
{
    struct keeper_is keeper;
    struct unit_by_id row;
    return keeper_is(c->tx, unit, c->who.account, &keeper) && unit_by_id(c->tx, unit, &row) && !row.ended_at;
}

static bool may_see(struct cmd *c, const struct shown *shown)
{
    struct team_access in_team;
    struct board_access on_board;
    switch (shown->scope) {
    case FEED_SCOPE_TEAM:
        return team_access(c->tx, shown->target, c->who.account, &in_team);
    case FEED_SCOPE_UNIT:
        return keeps_unit(c, shown->target);
    case FEED_SCOPE_BOARD:
        return board_access(c->tx, shown->target, c->who.account, &on_board);
    default: /* mine */
        return true;
    }
}

static enum lang language_for(struct cmd *c, const struct feed_create *in)
{
    struct account_by_id account;
    if (in->language) return in->language;
    return account_by_id(c->tx, c->who.account, &account) ? account.language : LANG_FI;
}

static void make_secret(unsigned char secret[TOKEN_HASH])
{
    char token[TOKEN_TEXT];
    token_make(token);
    token_hash(token, secret);
}

enum err cmd_feed_create(struct cmd *c, const struct feed_create *in)
{
    struct shown shown;
    struct feed_count has;
    if (!read_scope(in->scope, &shown)) return refuse(c, ERR_BAD_INPUT, "scope", DETAIL_NOT_A_SCOPE);
    if (!may_see(c, &shown)) return refuse(c, ERR_NOT_FOUND, "scope", DETAIL_NONE);
    if (feed_count(c->tx, c->who.account, &has) && has.count >= MOST_FEEDS)
        return refuse(c, ERR_CONFLICT, "scope", DETAIL_TOO_MANY);

    char token[TOKEN_TEXT];
    unsigned char hash[TOKEN_HASH], secret[TOKEN_HASH];
    token_make(token);
    token_hash(token, hash);
    make_secret(secret);
    int64_t feed = db_new_id(c->tx);
    calendar_begin(c->tx, c->who.account, c->now);
    feed_add(c->tx, feed, c->who.account, (struct bytes){hash, TOKEN_HASH}, (struct bytes){secret, TOKEN_HASH},
             shown.scope, shown.target, in->detail, in->tasks ? in->tasks : FEED_TASKS_ALL_DAY, language_for(c, in),
             c->now);
    give_int(c, "feed", feed);
    give_once(c, "url", arena_printf(c->arena, "%s/calendar/%s.ics", c->rules->origin, token));
    return ERR_OK;
}

enum err cmd_feed_list(struct cmd *c, const struct feed_list *in)
{
    (void)in;
    give_rows(c, "feeds", feed_of(c->tx, c->who.account));
    return ERR_OK;
}

enum err cmd_feed_revoke(struct cmd *c, const struct feed_revoke *in)
{
    if (!feed_set_ended(c->tx, in->feed, c->who.account, c->now))
        return refuse(c, ERR_NOT_FOUND, "feed", DETAIL_NO_SUCH_FEED);
    tell_calendar(c, c->who.account); /* so that no copy of it is given out any more */
    return ERR_OK;
}

enum err cmd_feed_fetched(struct cmd *c, const struct feed_fetched *in)
{
    feed_note_fetch(c->tx, in->feed, in->count, in->program, c->now - c->now % MS_PER_MINUTE);
    return ERR_OK;
}
