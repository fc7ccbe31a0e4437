/* live.c - two tables of sessions and one of accounts. See live.h */
#include "live.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/must.h"

static struct session *by_id(const struct entry *entry)
{
    return entry ? MEMBER_OF(entry, struct session, by_id) : NULL;
}

static struct session *by_hash(const struct entry *entry)
{
    return entry ? MEMBER_OF(entry, struct session, by_hash) : NULL;
}

void live_init(struct live *live)
{
    table_init(&live->sessions);
    table_init(&live->hashes);
    table_init(&live->accounts);
    live->next_end = INT64_MAX;
}

void live_fini(struct live *live)
{
    for (struct entry *entry; (entry = table_next(&live->sessions, NULL));)
        live_ended(live, by_id(entry));
    table_fini(&live->sessions);
    table_fini(&live->hashes);
    table_fini(&live->accounts);
}

struct session *live_session(struct live *live, int64_t id)
{
    return by_id(table_find(&live->sessions, (uint64_t)id));
}

struct account *live_account(struct live *live, int64_t id)
{
    struct entry *entry = table_find(&live->accounts, (uint64_t)id);
    return entry ? MEMBER_OF(entry, struct account, by_id) : NULL;
}

int64_t live_id(const struct session *session)
{
    return (int64_t)session->by_id.key;
}

int64_t live_account_id(const struct session *session)
{
    return (int64_t)session->account->by_id.key;
}

struct actor live_actor(const struct session *session)
{
    return (struct actor){.session = live_id(session), .language = session->language};
}

static struct account *account_for(struct live *live, int64_t id)
{
    struct account *account = live_account(live, id);
    if (account) return account;
    account = calloc(1, sizeof *account);
    must(account != NULL);
    list_init(&account->sockets);
    table_add(&live->accounts, &account->by_id, (uint64_t)id);
    return account;
}

static uint64_t key_of(const unsigned char hash[TOKEN_HASH])
{
    uint64_t key;
    memcpy(&key, hash, sizeof key);
    return key;
}

void live_began(struct live *live, const struct told *told)
{
    if (live_session(live, told->session)) return;
    struct session *session = calloc(1, sizeof *session);
    must(session != NULL);
    session->account = account_for(live, told->account);
    session->account->session_count++;
    session->ends_at = told->ends_at;
    session->language = told->language;
    memcpy(session->hash, told->hash, TOKEN_HASH);
    table_add(&live->sessions, &session->by_id, (uint64_t)told->session);
    table_add(&live->hashes, &session->by_hash, key_of(session->hash));
    if (session->ends_at < live->next_end) live->next_end = session->ends_at;
}

void live_ended(struct live *live, struct session *session)
{
    struct account *account = session->account;
    table_remove(&live->sessions, &session->by_id);
    table_remove(&live->hashes, &session->by_hash);
    free(session);
    if (--account->session_count) return;
    must(list_is_empty(&account->sockets));
    table_remove(&live->accounts, &account->by_id);
    free(account);
}

void live_account_ended(struct live *live, struct account *account)
{
    unsigned left = account->session_count; /* with the last the account itself goes */
    for (struct entry *entry = table_next(&live->sessions, NULL), *next; entry && left; entry = next) {
        struct session *session = by_id(entry);
        next = table_next(&live->sessions, entry);
        if (session->account != account) continue;
        left--;
        live_ended(live, session);
    }
}

struct session *live_by_token(struct live *live, const char *token)
{
    unsigned char hash[TOKEN_HASH];
    if (!token || !token_hash(token, hash)) return NULL;
    struct session *session = by_hash(table_find(&live->hashes, key_of(hash)));
    while (session && memcmp(session->hash, hash, TOKEN_HASH) != 0)
        session = by_hash(table_same(&session->by_hash));
    return session && session->ends_at > clock_now() ? session : NULL;
}

struct session *live_run_out(struct live *live, int64_t now)
{
    if (now < live->next_end) return NULL;
    live->next_end = INT64_MAX;
    struct session *over = NULL;
    for (struct entry *entry = NULL; (entry = table_next(&live->sessions, entry));) {
        struct session *session = by_id(entry);
        if (session->ends_at <= now) over = session;
        if (session->ends_at < live->next_end) live->next_end = session->ends_at;
    }
    return over;
}

size_t live_used(struct live *live, int64_t *ids, size_t most)
{
    size_t count = 0;
    for (struct entry *entry = NULL; count < most && (entry = table_next(&live->sessions, entry));) {
        struct session *session = by_id(entry);
        if (!session->is_used) continue;
        session->is_used = false;
        ids[count++] = live_id(session);
    }
    return count;
}
