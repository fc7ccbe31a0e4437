/* live.h - the sessions that are alive, as the store tells them, so that a token is known without asking a disk. [net]
 *
 * A session is found by the fingerprint of its token; the token itself is never kept. An account is here as long as it has a
 * session, and knows its sockets. */
#ifndef LIVE_H
#define LIVE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/token.h"
#include "list.h"
#include "rate.h"
#include "store/store.h"
#include "table.h"

struct account {
    struct entry by_id;
    struct hook sockets;
    unsigned socket_count, session_count;
};

struct session {
    struct entry by_id, by_hash;
    struct account *account;
    int64_t ends_at;
    struct rate rate; /* of its requests by HTTP */
    enum language language;
    bool is_used; /* since the store was told */
    unsigned char hash[TOKEN_HASH];
};

struct live {
    struct table sessions, hashes, accounts;
    int64_t next_end; /* when the first session runs out */
};

void live_init(struct live *live);
void live_fini(struct live *live); /* no sockets may be left */

void live_began(struct live *live, const struct told *told);
void live_ended(struct live *live, struct session *session); /* forgets it; its sockets must be gone */
void live_account_ended(struct live *live, struct account *account);

struct session *live_session(struct live *live, int64_t id);         /* or NULL */
struct account *live_account(struct live *live, int64_t id);         /* or NULL */
struct session *live_by_token(struct live *live, const char *token); /* NULL: not a token, unknown, or run out */
int64_t live_account_id(const struct session *session);
int64_t live_id(const struct session *session);
struct actor live_actor(const struct session *session);

/* The first session that has run out, or NULL; each must be ended before the next is asked for. */
struct session *live_run_out(struct live *live, int64_t now);

/* Up to `most` sessions used since they were last asked for; returns how many. */
size_t live_used(struct live *live, int64_t *ids, size_t most);

#endif
