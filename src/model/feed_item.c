/* feed_item.c - rows as items of a calendar
 *
 * An item keeps its name for ever: the fingerprint of what it is under the key of its calendar, so two feeds of the same meeting
 * share no name by which they could be held against each other. SEQUENCE and LAST-MODIFIED come from the row alone.
 *
 * A series is written once, with its differing instances behind it under the same name. One who is invited to some instances
 * only gets each of these as a meeting of its own. Rows were checked when they were written; one that can't be read is left out. */
#include "feed_item.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"

static const char *const words[][3] = {
#define WORD(symbol, fi, sv, en) [FEED_WORD_##symbol] = {fi, sv, en},
#include "feed_words.def"
};

const char *feed_word(const struct feed_page *page, enum feed_word word)
{
    return words[word][page->language];
}

static const char *uid_of(struct feed_page *page, const char *what)
{
    enum { BYTES = 16 };
    static const char end[] = "@rinnalla";
    unsigned char print[TOKEN_HASH];
    fingerprint_keyed(page->key, what, strlen(what), print);
    char *uid = arena_alloc(page->arena, BYTES * 2 + sizeof end);
    for (int i = 0; i < BYTES; i++)
        snprintf(uid + 2 * i, 3, "%02x", print[i]);
    memcpy(uid + (size_t)2 * BYTES, end, sizeof end);
    return uid;
}

/* Rows without a count of changes: it grows by the second, RFC 5545 § 3.8.7.4. */
static int64_t sequence_of(int64_t added_at, int64_t changed_at)
{
    return changed_at > added_at ? (changed_at - added_at) / MS_PER_SECOND : 0;
}

static const char *sign_in_line(const struct feed_page *page)
{
    return arena_printf(page->arena, "%s: %s/calendar", feed_word(page, FEED_WORD_SIGN_IN), page->origin);
}

/* ---- meetings ---- */

/* What may differ from one instance to the next. */
struct held {
    struct cal_wall original, start;
    int64_t minutes;
    const char *place, *link;
    int64_t cancelled_at;
    struct held *next;
};

static const char *summary_of(struct feed_page *page, const struct feed_meeting_mine *meeting, bool is_cancelled)
{
    const char *what = feed_word(page, meeting->code ? FEED_WORD_MEETING : FEED_WORD_TEAM_MEETING);
    if (page->says_code && meeting->code) what = arena_printf(page->arena, "%s %s", what, meeting->code);
    if (page->says_code && meeting->team_name) what = arena_printf(page->arena, "%s: %s", what, meeting->team_name);
    if (!is_cancelled) return what;
    return arena_printf(page->arena, "%s: %s", feed_word(page, FEED_WORD_CANCELLED), what);
}

static struct cal_item item_of(struct feed_page *page, const struct feed_meeting_mine *meeting, const char *uid,
                               const struct held *held)
{
    const char *description = sign_in_line(page);
    bool is_cancelled = meeting->cancelled_at || held->cancelled_at;
    if (held->link && !is_cancelled)
        description = arena_printf(page->arena, "%s: %s\n%s", feed_word(page, FEED_WORD_JOIN), held->link, description);
    return (struct cal_item){
        .uid = uid,
        .changed_at = meeting->changed_at,
        .sequence = meeting->revision,
        .summary = summary_of(page, meeting, is_cancelled),
        .location = held->place,
        .description = description,
        .categories = {feed_word(page, FEED_WORD_MEETING)},
        .status = is_cancelled ? CAL_CANCELLED : CAL_CONFIRMED,
        .is_free = is_cancelled,
    };
}

static int64_t end_of(const struct held *held)
{
    return cal_wall_to_utc(held->start) + held->minutes * MS_PER_MINUTE;
}

static void put_single(struct feed_page *page, const struct feed_meeting_mine *meeting, const char *name,
                       const struct held *held)
{
    struct cal_item item = item_of(page, meeting, uid_of(page, name), held);
    cal_put_event(&page->writer, &item, cal_wall_to_utc(held->start), end_of(held));
}

/* The instances of a series that differ, in their order. */
static struct held *read_differing(struct feed_page *page, const struct feed_meeting_mine *meeting)
{
    struct held *first = NULL, **last = &first;
    struct db_rows rows = feed_occurrence(page->tx, meeting->id);
    struct feed_occurrence row;
    while (feed_occurrence_next(&rows, &row)) {
        struct held *held = arena_alloc(page->arena, sizeof *held);
        if (cal_wall_read(row.occurs, &held->original) || cal_wall_read(row.start, &held->start)) continue;
        held->minutes = row.minutes;
        held->place = row.place;
        held->link = row.link;
        held->cancelled_at = row.cancelled_at;
        *last = held;
        last = &held->next;
    }
    return first;
}

static bool is_gone(const struct feed_page *page, const struct held *held)
{
    return held->cancelled_at && held->cancelled_at <= page->day->cancelled_since;
}

static bool is_within(const struct feed_page *page, const struct held *held)
{
    return cal_wall_to_utc(held->start) < page->day->until && end_of(held) > page->day->from;
}

static bool is_series_within(const struct feed_page *page, const struct cal_series *series,
                             const struct held *differing)
{
    struct cal_instance any;
    if (cal_expand(series, page->day->from, page->day->until, &any, 1)) return true;
    for (const struct held *held = differing; held; held = held->next)
        if (is_within(page, held)) return true;
    return false;
}

/* Those that were cancelled long ago are left out of the series; for a while they stay, as cancelled. */
static void put_series(struct feed_page *page, const struct feed_meeting_mine *meeting, const struct held *whole,
                       const struct cal_series *series, const struct held *differing)
{
    struct cal_wall *gone = NULL;
    size_t count = 0, room = 0;
    for (const struct held *held = differing; held; held = held->next)
        room += is_gone(page, held);
    if (room) gone = arena_alloc(page->arena, room * sizeof *gone);
    for (const struct held *held = differing; held; held = held->next)
        if (is_gone(page, held)) gone[count++] = held->original;

    const char *uid = uid_of(page, arena_printf(page->arena, "meeting/%" PRId64, meeting->id));
    struct cal_item item = item_of(page, meeting, uid, whole);
    cal_put_series(&page->writer, &item, series, gone, count);
    for (const struct held *held = differing; held; held = held->next) {
        if (is_gone(page, held)) continue;
        item = item_of(page, meeting, uid, held);
        cal_put_override(&page->writer, &item, held->original, cal_wall_to_utc(held->start), end_of(held));
    }
}

static bool read_series(const struct feed_meeting_mine *meeting, const struct held *whole, struct cal_series *out)
{
    *out = (struct cal_series){.start = whole->start, .minutes = whole->minutes};
    return !cal_rule_read(meeting->rrule, &out->rule) && !cal_series_check(out);
}

/* One instance: as it is held, or as the series has it. */
static bool find_instance(const struct held *whole, const struct cal_series *series, const struct held *differing,
                          const char *occurs, struct held *out)
{
    struct cal_wall original;
    if (cal_wall_read(occurs, &original)) return false;
    for (const struct held *held = differing; held; held = held->next)
        if (held->original.minute == original.minute) {
            *out = *held;
            return true;
        }
    *out = *whole;
    out->original = out->start = original;
    return series ? cal_series_has(series, original) : original.minute == whole->start.minute;
}

static void put_instances(struct feed_page *page, const struct feed_meeting_mine *meeting, const struct held *whole,
                          const struct cal_series *series, const struct held *differing)
{
    struct db_rows rows = feed_instance(page->tx, meeting->id, page->account);
    struct feed_instance row;
    while (feed_instance_next(&rows, &row)) {
        struct held held;
        if (!find_instance(whole, series, differing, row.occurs, &held)) continue;
        if (is_gone(page, &held) || !is_within(page, &held)) continue;
        put_single(page, meeting, arena_printf(page->arena, "meeting/%" PRId64 "/%s", meeting->id, row.occurs), &held);
    }
}

void feed_put_meeting_row(struct feed_page *page, const struct feed_meeting_mine *meeting)
{
    struct held whole = {.minutes = meeting->minutes, .place = meeting->place, .link = meeting->link};
    struct cal_series series;
    if (cal_wall_read(meeting->start, &whole.start)) return;
    if (meeting->rrule && !read_series(meeting, &whole, &series)) return;

    struct held *differing = meeting->rrule ? read_differing(page, meeting) : NULL;
    if (!meeting->is_whole)
        put_instances(page, meeting, &whole, meeting->rrule ? &series : NULL, differing);
    else if (!meeting->rrule)
        put_single(page, meeting, arena_printf(page->arena, "meeting/%" PRId64, meeting->id), &whole);
    else if (is_series_within(page, &series, differing))
        put_series(page, meeting, &whole, &series, differing);
}

/* ---- follow-ups and tasks ---- */

void feed_put_follow_up(struct feed_page *page, const struct feed_follow_up_mine *follow_up)
{
    static const enum feed_word kinds[] = {
        [FOLLOW_UP_KIND_CALL] = FEED_WORD_CALL,
        [FOLLOW_UP_KIND_VISIT] = FEED_WORD_VISIT,
        [FOLLOW_UP_KIND_RECEPTION] = FEED_WORD_RECEPTION,
        [FOLLOW_UP_KIND_CONTROL] = FEED_WORD_CONTROL,
    };
    const char *what = feed_word(page, kinds[follow_up->kind]);
    const struct cal_item item = {
        .uid = uid_of(page, arena_printf(page->arena, "follow_up/%" PRId64, follow_up->id)),
        .changed_at = follow_up->changed_at,
        .sequence = sequence_of(follow_up->added_at, follow_up->changed_at),
        .summary = page->says_code ? arena_printf(page->arena, "%s, %s", what, follow_up->code) : what,
        .description = sign_in_line(page),
        .categories = {feed_word(page, FEED_WORD_FOLLOW_UP)},
        .is_free = true,
    };
    cal_put_days(&page->writer, &item, follow_up->from_on, follow_up->until_on);
}

static struct cal_item item_of_task(struct feed_page *page, const struct feed_task_mine *task, const char *name,
                                    enum feed_word word)
{
    const char *unit = task->unit_name ? task->unit_name : "", *comma = task->unit_name ? ", " : "";
    const char *summary = feed_word(page, word);
    if (page->says_code)
        summary = arena_printf(page->arena, "%s %s%s%s", feed_word(page, FEED_WORD_TASK), task->code, comma, unit);
    return (struct cal_item){
        .uid = uid_of(page, arena_printf(page->arena, "%s/%" PRId64, name, task->id)),
        .changed_at = task->changed_at,
        .sequence = sequence_of(task->added_at, task->changed_at),
        .summary = summary,
        .description = sign_in_line(page),
        .categories = {feed_word(page, FEED_WORD_TASK)},
        .is_free = true,
    };
}

void feed_put_due(struct feed_page *page, const struct feed_task_mine *task)
{
    struct cal_item item = item_of_task(page, task, "task", FEED_WORD_TASK_DUE);
    cal_put_days(&page->writer, &item, task->due_on, task->due_on);
}

void feed_put_todo(struct feed_page *page, const struct feed_task_mine *task)
{
    struct cal_item item = item_of_task(page, task, "todo", FEED_WORD_TASK);
    enum cal_progress progress = task->status == TASK_STATUS_IN_PROGRESS ? CAL_DOING : CAL_TO_DO;
    cal_put_task(&page->writer, &item, task->due_on, progress, 0);
}
