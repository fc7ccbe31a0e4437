/* feeds.c - three tables over the same copies, and one of counts. See feeds.h */
#include "feeds.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/must.h"
#include "pending.h"
#include "server.h"

enum { MOST_BYTES = 64 * 1024 * 1024, TELL_MS = 5000, PROGRAM = 61 };

struct kept {
    struct entry by_hash, by_account, by_board;
    struct hook of_use;
    unsigned char hash[TOKEN_HASH];
    struct feed_copy copy;
};

struct count {
    struct entry by_feed;
    int64_t count;
    char program[PROGRAM];
};

void feeds_init(struct feeds *feeds)
{
    table_init(&feeds->hashes);
    table_init(&feeds->accounts);
    table_init(&feeds->boards);
    table_init(&feeds->counts);
    list_init(&feeds->copies);
}

/* ---- copies ---- */

static size_t size_of(const struct kept *kept)
{
    return sizeof *kept + (kept->copy.body ? frame_len(kept->copy.body) : 0);
}

static void drop(struct feeds *feeds, struct kept *kept)
{
    table_remove(&feeds->hashes, &kept->by_hash);
    table_remove(&feeds->accounts, &kept->by_account);
    if (kept->copy.board) table_remove(&feeds->boards, &kept->by_board);
    list_leave(&kept->of_use);
    feeds->bytes -= size_of(kept);
    frame_unref(kept->copy.body);
    free(kept);
}

static uint64_t key_of(const unsigned char hash[TOKEN_HASH])
{
    uint64_t key;
    memcpy(&key, hash, sizeof key);
    return key;
}

static struct kept *by_hash(const struct feeds *feeds, const unsigned char hash[TOKEN_HASH])
{
    for (struct entry *entry = table_find(&feeds->hashes, key_of(hash)); entry; entry = table_same(entry)) {
        struct kept *kept = MEMBER_OF(entry, struct kept, by_hash);
        if (!memcmp(kept->hash, hash, TOKEN_HASH)) return kept;
    }
    return NULL;
}

const struct feed_copy *feeds_find(struct feeds *feeds, const unsigned char hash[TOKEN_HASH])
{
    struct kept *kept = by_hash(feeds, hash);
    if (!kept) return NULL;
    if (kept->copy.ends_at <= clock_now()) {
        drop(feeds, kept);
        return NULL;
    }
    list_leave(&kept->of_use);
    list_join(&feeds->copies, &kept->of_use);
    return &kept->copy;
}

static uint64_t *mark_of(uint64_t *marks, int64_t id)
{
    return &marks[(uint64_t)id % FEED_MARKS];
}

static bool is_outdated(struct feeds *feeds, const struct feed_copy *copy, uint64_t words)
{
    if (*mark_of(feeds->account_marks, copy->account) > words) return true;
    return copy->board && *mark_of(feeds->board_marks, copy->board) > words;
}

void feeds_keep(struct feeds *feeds, const unsigned char hash[TOKEN_HASH], const struct feed_copy *copy, uint64_t words)
{
    if (is_outdated(feeds, copy, words)) return;
    struct kept *kept = by_hash(feeds, hash);
    if (kept) drop(feeds, kept);
    kept = calloc(1, sizeof *kept);
    must(kept != NULL);
    memcpy(kept->hash, hash, TOKEN_HASH);
    kept->copy = *copy;
    frame_ref(kept->copy.body);
    feeds->bytes += size_of(kept);
    list_init(&kept->of_use);
    list_join(&feeds->copies, &kept->of_use);
    table_add(&feeds->hashes, &kept->by_hash, key_of(hash));
    table_add(&feeds->accounts, &kept->by_account, (uint64_t)copy->account);
    if (copy->board) table_add(&feeds->boards, &kept->by_board, (uint64_t)copy->board);
    while (feeds->bytes > MOST_BYTES)
        drop(feeds, MEMBER_OF(feeds->copies.next, struct kept, of_use));
}

void feeds_changed(struct feeds *feeds, int64_t account, int64_t board)
{
    struct entry *entry;
    feeds->words++;
    if (account) *mark_of(feeds->account_marks, account) = feeds->words;
    if (board) *mark_of(feeds->board_marks, board) = feeds->words;
    while (account && (entry = table_find(&feeds->accounts, (uint64_t)account)))
        drop(feeds, MEMBER_OF(entry, struct kept, by_account));
    while (board && (entry = table_find(&feeds->boards, (uint64_t)board)))
        drop(feeds, MEMBER_OF(entry, struct kept, by_board));
}

/* ---- counts ---- */

void feeds_count(struct feeds *feeds, int64_t feed, const char *(*program)(void *context), void *context)
{
    struct entry *entry = table_find(&feeds->counts, (uint64_t)feed);
    struct count *count = entry ? MEMBER_OF(entry, struct count, by_feed) : NULL;
    if (!count) {
        count = calloc(1, sizeof *count);
        must(count != NULL);
        snprintf(count->program, sizeof count->program, "%s", program(context));
        table_add(&feeds->counts, &count->by_feed, (uint64_t)feed);
    }
    count->count++;
}

/* A count that the store has no room for is lost: it tells of habits, nothing is decided by it. */
void feeds_tell(struct server *server, bool at_once)
{
    struct feeds *feeds = &server->feeds;
    if (!at_once && mono_ms() - feeds->told_ms < TELL_MS) return;
    feeds->told_ms = mono_ms();
    for (struct entry *entry; (entry = table_next(&feeds->counts, NULL));) {
        struct count *count = MEMBER_OF(entry, struct count, by_feed);
        table_remove(&feeds->counts, entry);
        pending_ask_self(server, "feed.fetched",
                         json_pack("{s:I,s:I,s:s}", "feed", (json_int_t)count->by_feed.key, "count",
                                   (json_int_t)count->count, "program", count->program));
        free(count);
    }
}

void feeds_fini(struct feeds *feeds)
{
    while (!list_is_empty(&feeds->copies))
        drop(feeds, MEMBER_OF(feeds->copies.next, struct kept, of_use));
    for (struct entry *entry; (entry = table_next(&feeds->counts, NULL));) {
        table_remove(&feeds->counts, entry);
        free(MEMBER_OF(entry, struct count, by_feed));
    }
    table_fini(&feeds->hashes);
    table_fini(&feeds->accounts);
    table_fini(&feeds->boards);
    table_fini(&feeds->counts);
}
