/* feeds.h - calendar feeds at hand, so that most fetches need no store; and how often each was fetched [net]
 *
 * A copy is good until the local day is over, or until the store tells that the calendars of its account, or its board, changed.
 * Words about an account come before the answers of their commands (store/group.c), so whoever fetches after an answer never gets
 * what was before, nor anything at all where it was about an end. What is read of the store while such a word arrives may be older than it: feeds_keep() is told when it was asked for,
 * and keeps nothing that was asked for before the latest word about its account or board. Copies are bounded in bytes, the one
 * used longest ago goes first. The token itself is never here, only its hash.
 *
 * Fetches are counted by feed and told to the store every few seconds, by feed.fetched. */
#ifndef FEEDS_H
#define FEEDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/frame.h"
#include "base/token.h"
#include "list.h"
#include "model/feed.h"
#include "table.h"

struct server;

struct feed_copy {
    int64_t feed, account, board; /* board: of a board's feed, or 0 */
    int64_t ends_at;
    int64_t modified_s; /* what Last-Modified says, in seconds since 1970 */
    char modified[32];  /* likewise, as it says it */
    char etag[FEED_ETAG], etag_packed[FEED_ETAG];
    size_t plain_len;
    struct frame *body; /* as it is, then in gzip; NULL: only the version is known */
};

enum { FEED_MARKS = 1024 };

struct feeds {
    struct table hashes, accounts, boards; /* of copies */
    struct hook copies;                    /* the one used longest ago first */
    size_t bytes;
    uint64_t words; /* of change that were heard */
    uint64_t account_marks[FEED_MARKS],
        board_marks[FEED_MARKS]; /* the latest about an account, a board; some share one */
    struct table counts;         /* by feed */
    int64_t told_ms;             /* when counts were told last */
};

void feeds_init(struct feeds *feeds);
void feeds_fini(struct feeds *feeds);

const struct feed_copy *feeds_find(struct feeds *feeds, const unsigned char hash[TOKEN_HASH]); /* or NULL */
void feeds_keep(struct feeds *feeds, const unsigned char hash[TOKEN_HASH], const struct feed_copy *copy,
                uint64_t words /* as many as there were when it was asked for */);
void feeds_changed(struct feeds *feeds, int64_t account, int64_t board); /* either may be 0 */

/* `program` is asked for the first time only. */
void feeds_count(struct feeds *feeds, int64_t feed, const char *(*program)(void *context), void *context);
void feeds_tell(struct server *server, bool at_once);

#endif
