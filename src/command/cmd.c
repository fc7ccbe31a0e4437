/* cmd.c - what handlers say: refuse, give, remember, tell. See cmd.h */
#include "command/cmd.h"

#include <string.h>

#include "base/must.h"
#include "command/load.h"
#include "model/rows.h"

enum err refuse_with(struct cmd *c, enum err err, const char *field, enum detail detail, json_t *more)
{
    json_decref(c->refusal.more);
    c->refusal = (struct refusal){.err = err, .field = field, .detail = detail, .more = more};
    return err;
}

enum err refuse(struct cmd *c, enum err err, const char *field, enum detail detail)
{
    return refuse_with(c, err, field, detail, NULL);
}

/* The answer's next member, up to its value. */
static void put_name(struct cmd *c, const char *name)
{
    must(c->has_members || !c->body.len); /* a text of the handler's own takes no members */
    buf_put(&c->body, c->has_members ? ",\"" : "{\"", 2);
    buf_text(&c->body, name);
    buf_put(&c->body, "\":", 2);
    c->has_members = true;
}

void give_json(struct cmd *c, const char *name, json_t *value)
{
    put_name(c, name);
    json_put(&c->body, value);
    json_decref(value);
}

void give_int(struct cmd *c, const char *name, int64_t value)
{
    put_name(c, name);
    buf_int(&c->body, value);
}

void give_text(struct cmd *c, const char *name, const char *value)
{
    put_name(c, name);
    if (value)
        buf_json(&c->body, value, strlen(value));
    else
        buf_put(&c->body, "null", 4);
}

void give_once(struct cmd *c, const char *name, const char *secret)
{
    must(!c->once);
    give_text(c, name, NULL);
    c->once = secret;
    c->once_at = c->body.len - 4;
}

void give_rows(struct cmd *c, const char *name, struct db_rows rows)
{
    put_name(c, name);
    rows_put(&c->body, rows);
}

void remember(struct cmd *c, enum noun noun, int64_t id)
{
    changes_remember(&c->changes, noun, id);
}

bool load_row(struct cmd *c, enum noun noun, int64_t id, struct db_rows *rows)
{
    return changes_load(&c->changes, noun, id, rows);
}

void remember_on(struct cmd *c, int64_t board, enum noun noun, int64_t id)
{
    c->changes.board = board;
    remember(c, noun, id);
    c->changes.board = c->board;
}

int64_t born(struct cmd *c, enum noun noun)
{
    int64_t id = db_new_id(c->tx);
    changes_born(&c->changes, noun, id);
    return id;
}

int64_t born_on(struct cmd *c, int64_t board, enum noun noun)
{
    c->changes.board = board;
    int64_t id = born(c, noun);
    c->changes.board = c->board;
    return id;
}

static void tell(struct cmd *c, const struct tell *what)
{
    struct tell *tell = arena_alloc(c->arena, sizeof *tell);
    *tell = *what;
    tell->next = c->tells;
    c->tells = tell;
}

void tell_access_ended(struct cmd *c, int64_t board, int64_t account)
{
    tell(c, &(struct tell){.kind = TELL_ACCESS_ENDED, .board = board, .account = account});
}

void tell_session_ended(struct cmd *c, int64_t session)
{
    tell(c, &(struct tell){.kind = TELL_SESSION_ENDED, .session = session});
}

void tell_account_ended(struct cmd *c, int64_t account)
{
    tell(c, &(struct tell){.kind = TELL_ACCOUNT_ENDED, .account = account});
}

static bool is_told(const struct cmd *c, enum tell_kind kind, int64_t account)
{
    for (const struct tell *told = c->tells; told; told = told->next)
        if (told->kind == kind && told->account == account) return true;
    return false;
}

void tell_calendar(struct cmd *c, int64_t account)
{
    if (is_told(c, TELL_CALENDAR, account)) return;
    calendar_bump(c->tx, account, c->now);
    tell(c, &(struct tell){.kind = TELL_CALENDAR, .account = account});
}

void tell_inbox(struct cmd *c, int64_t account)
{
    if (is_told(c, TELL_INBOX, account)) return;
    tell(c, &(struct tell){.kind = TELL_INBOX, .account = account});
    tell_calendar(c, account); /* what is due is in calendars too */
}

void tell_team(struct cmd *c, int64_t account)
{
    if (!is_told(c, TELL_TEAM, account)) tell(c, &(struct tell){.kind = TELL_TEAM, .account = account});
}

void tell_mine(struct cmd *c)
{
    tell(c, &(struct tell){.kind = TELL_MINE, .board = c->board, .account = c->who.account});
}

void tell_session_began(struct cmd *c, const struct tell *began)
{
    tell(c, began);
}
