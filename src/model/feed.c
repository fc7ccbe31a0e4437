/* feed.c - which version of a feed there is, and the whole of it. See feed.h */
#include "model/feed.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/must.h"
#include "feed_item.h"

enum {
    FORMAT =
        1, /* counts changes of what is written for the same rows: what was fetched before is then no longer known */
    DAYS_BEFORE = 90,
    DAYS_AHEAD = 548, /* 18 months */
    CANCELLED_DAYS = 30,
    MINUTES_A_DAY = 24 * 60,
    REFRESH_MINUTES = 15
};

static const int64_t first_at = INT64_C(946771200000), last_at = INT64_C(7257945600000); /* 2000-01-02, 2199-12-30 */

/* ---- the day ---- */

static struct cal_wall midnight(struct cal_wall wall, int days)
{
    return (struct cal_wall){(wall.minute / MINUTES_A_DAY + days) * MINUTES_A_DAY};
}

static void put_day(struct cal_wall wall, char out[11])
{
    char text[CAL_WALL_TEXT];
    cal_wall_put(wall, text);
    memcpy(out, text, 10);
    out[10] = '\0';
}

void feed_day(int64_t now, struct feed_day *out)
{
    const struct cal_wall wall = cal_wall_from_utc(now), from = midnight(wall, -DAYS_BEFORE),
                          until = midnight(wall, DAYS_AHEAD);
    put_day(from, out->from_on);
    put_day(until, out->until_on);
    out->from = cal_wall_to_utc(from);
    out->until = cal_wall_to_utc(until);
    out->cancelled_since = cal_wall_to_utc(midnight(wall, -CANCELLED_DAYS));
    out->began_at = cal_wall_to_utc(midnight(wall, 0));
    out->ends_at = cal_wall_to_utc(midnight(wall, 1));
}

/* ---- which ---- */

bool feed_find(struct db_tx *tx, const char *token, bool allow_demo, const struct feed_day *day, struct feed_open *out)
{
    unsigned char hash[TOKEN_HASH];
    fingerprint(token, strlen(token), hash); /* as token_hash() does for what looks like a token */
    return feed_open(tx, (struct bytes){hash, sizeof hash}, allow_demo, day->cancelled_since, out);
}

void feed_etag(const struct feed_open *feed, const struct feed_day *day, const char *origin, bool is_packed,
               char out[FEED_ETAG])
{
    enum { BYTES = 16 };
    char text[1024];
    unsigned char hash[TOKEN_HASH];
    int len =
        snprintf(text, sizeof text, "%d %s %" PRId64 " %" PRId64 " %" PRId64 " %.300s %.300s", FORMAT, day->from_on,
                 feed->id, feed->revision, feed->seq, origin, feed->target_name ? feed->target_name : "");
    must(len > 0 && (size_t)len < sizeof text && feed->secret.len == TOKEN_HASH);
    fingerprint_keyed(feed->secret.data, text, (size_t)len, hash);
    *out++ = '"';
    for (int i = 0; i < BYTES; i++, out += 2)
        snprintf(out, 3, "%02x", hash[i]);
    strcpy(out, is_packed ? "-gzip\"" : "\"");
}

int64_t feed_changed_at(const struct feed_open *feed, const struct feed_day *day)
{
    int64_t at = day->began_at;
    if (feed->changed_at > at) at = feed->changed_at;
    return feed->seq_at > at ? feed->seq_at : at;
}

/* ---- what is in it ---- */

static void put_meetings(struct feed_page *page, const struct feed_open *feed)
{
    struct schedule schedule;
    if (feed->scope == FEED_SCOPE_UNIT) return;
    schedule_load(page->tx,
                  &(struct schedule_of){.account = feed->account,
                                        .board = feed->scope == FEED_SCOPE_BOARD ? feed->target : 0,
                                        .team = feed->scope == FEED_SCOPE_TEAM ? feed->target : 0,
                                        .from = page->day->from,
                                        .until = page->day->until},
                  &schedule);
    for (size_t i = 0; i < schedule.count; i++)
        feed_put_item(page, &schedule.items[i]);
}

static void put_follow_ups(struct feed_page *page, const struct feed_open *feed)
{
    const struct feed_day *day = page->day;
    struct feed_follow_up_mine row;
    struct db_rows rows;
    if (feed->scope == FEED_SCOPE_MINE) {
        rows = feed_follow_up_mine(page->tx, feed->account, day->from_on, day->until_on);
        while (feed_follow_up_mine_next(&rows, &row))
            feed_put_follow_up(page, &row);
    } else if (feed->scope == FEED_SCOPE_BOARD) {
        rows = feed_follow_up_of_board(page->tx, feed->target, day->from_on, day->until_on);
        while (feed_follow_up_of_board_next(&rows, &row))
            feed_put_follow_up(page, &row);
    }
}

static void put_task(struct feed_page *page, enum feed_tasks how, const struct feed_task *task)
{
    if (how == FEED_TASKS_ALL_DAY || how == FEED_TASKS_BOTH) feed_put_due(page, task);
    if (how == FEED_TASKS_TODO || how == FEED_TASKS_BOTH) feed_put_todo(page, task);
}

static void put_tasks(struct feed_page *page, const struct feed_open *feed)
{
    if (feed->tasks == FEED_TASKS_NONE_SHOWN) return;
    int64_t account = feed->scope == FEED_SCOPE_MINE ? feed->account : 0;
    int64_t unit = feed->scope == FEED_SCOPE_UNIT ? feed->target : 0;
    int64_t board = feed->scope == FEED_SCOPE_BOARD ? feed->target : 0;
    struct feed_task row;
    struct db_rows rows = feed_task(page->tx, account, unit, board, page->day->from_on, page->day->until_on);
    while (feed_task_next(&rows, &row))
        put_task(page, feed->tasks, &row);
}

static const char *name_of(const struct feed_page *page, const struct feed_open *feed)
{
    const char *of = feed_word(page, FEED_WORD_MINE);
    if (feed->scope != FEED_SCOPE_MINE) of = feed->target_name;
    if (feed->scope == FEED_SCOPE_BOARD && !page->says_code) of = feed_word(page, FEED_WORD_BOARD);
    return arena_printf(page->arena, "Rinnalla: %s", of);
}

static enum language words_of(enum lang lang)
{
    static const enum language languages[] = {
        [LANG_FI] = LANGUAGE_FI, [LANG_SV] = LANGUAGE_SV, [LANG_EN] = LANGUAGE_EN};
    return languages[lang];
}

void feed_put(struct db_tx *tx, const struct feed_open *feed, const struct feed_day *day, const char *origin,
              struct buf *out)
{
    struct feed_page page = {.tx = tx,
                             .arena = db_arena(tx),
                             .day = day,
                             .origin = origin,
                             .language = words_of(feed->language),
                             .says_code = feed->detail == FEED_DETAIL_CODE};
    must(feed->secret.len == sizeof page.key);
    memcpy(page.key, feed->secret.data, sizeof page.key);
    cal_begin(
        &page.writer, out,
        &(struct cal_calendar){.name = name_of(&page, feed), .color = "teal", .refresh_minutes = REFRESH_MINUTES});
    put_meetings(&page, feed);
    put_follow_ups(&page, feed);
    put_tasks(&page, feed);
    cal_end(&page.writer);
}

bool feed_put_meeting(struct db_tx *tx, const struct feed_one *one, enum language language, const char *origin,
                      struct buf *out)
{
    const struct feed_day ever = {.from = first_at, .until = last_at};
    struct schedule schedule;
    struct feed_page page = {
        .tx = tx, .arena = db_arena(tx), .day = &ever, .origin = origin, .language = language, .says_code = true};
    bool is_found = false;
    memcpy(page.key, &one->account, sizeof one->account);
    schedule_load(
        tx,
        &(struct schedule_of){
            .account = one->account, .board = one->board, .team = one->team, .from = ever.from, .until = ever.until},
        &schedule);
    cal_begin(&page.writer, out, &(struct cal_calendar){.name = NULL});
    for (size_t i = 0; i < schedule.count; i++)
        if (schedule.items[i].row.id == one->meeting) {
            feed_put_item(&page, &schedule.items[i]);
            is_found = true;
        }
    cal_end(&page.writer);
    return is_found;
}
