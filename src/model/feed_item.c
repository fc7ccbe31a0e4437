/* feed_item.c - rows as items of a calendar
 *
 * An item keeps its name for ever: the fingerprint of what it is under the key of its calendar, so two feeds of the same meeting
 * share no name by which they could be held against each other. SEQUENCE and LAST-MODIFIED come from the row alone.
 *
 * A series is written once, with its differing instances behind it under the same name. One who is invited to some instances
 * only gets each of these as a meeting of its own. What one has answered is in one's own calendar: a meeting that one can't come
 * to does not take up the time. An answer is no change of the meeting, so SEQUENCE stays; it makes the item a later one by its
 * DTSTAMP, by which a program tells which of two to keep (RFC 5546 § 2.1.5). */
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
    struct cal_wall original;
    int64_t start_at, end_at;
    const char *place, *link;
    int64_t cancelled_at;
    enum answer answer;
    int64_t answered_at; /* 0: never */
};

/* A guest of a team's meeting is not told of the team: what has no board is a team's. */
static const char *kind_of(const struct feed_page *page, const struct meeting_seen *meeting)
{
    return feed_word(page, meeting->code ? FEED_WORD_MEETING : FEED_WORD_TEAM_MEETING);
}

static const char *summary_of(struct feed_page *page, const struct meeting_seen *meeting, bool is_cancelled)
{
    const char *what = kind_of(page, meeting);
    if (page->says_code && meeting->code) what = arena_printf(page->arena, "%s %s", what, meeting->code);
    if (page->says_code && meeting->team) what = arena_printf(page->arena, "%s: %s", what, meeting->host_title);
    if (!is_cancelled) return what;
    return arena_printf(page->arena, "%s: %s", feed_word(page, FEED_WORD_CANCELLED), what);
}

static const char *description_of(struct feed_page *page, const struct held *held)
{
    const char *line = sign_in_line(page);
    if (!held->link || held->cancelled_at) return line;
    return arena_printf(page->arena, "%s: %s\n%s", feed_word(page, FEED_WORD_JOIN), held->link, line);
}

static struct cal_item item_of(struct feed_page *page, const struct meeting_seen *meeting, const char *uid,
                               const struct held *held)
{
    return (struct cal_item){
        .uid = uid,
        .changed_at = held->answered_at > meeting->changed_at ? held->answered_at : meeting->changed_at,
        .sequence = meeting->revision,
        .summary = summary_of(page, meeting, held->cancelled_at != 0),
        .location = held->place,
        .description = description_of(page, held),
        .categories = {kind_of(page, meeting)},
        .status = held->cancelled_at             ? CAL_CANCELLED
                  : held->answer == ANSWER_MAYBE ? CAL_TENTATIVE
                                                 : CAL_CONFIRMED,
        .is_free = held->cancelled_at || held->answer == ANSWER_NO,
    };
}

/* As the meeting has it, at this time. */
static struct held whole_at(const struct schedule_item *item, struct cal_wall start)
{
    const struct meeting_seen *meeting = &item->row;
    int64_t at = cal_wall_to_utc(start);
    return (struct held){.original = start,
                         .start_at = at,
                         .end_at = at + meeting->minutes * MS_PER_MINUTE,
                         .place = meeting->place,
                         .link = meeting->link,
                         .cancelled_at = meeting->cancelled_at,
                         .answer = meeting->answer,
                         .answered_at = meeting->answered_at};
}

/* What was answered to this one counts, not to the whole. */
static void answer(struct held *held, const struct invitation_answers *row)
{
    held->answer = row->answer;
    held->answered_at = row->answered_at;
}

static struct held changed(const struct schedule_item *item, const struct occurrence *change)
{
    struct held held = whole_at(item, schedule_wall(change->start));
    held.original = schedule_wall(change->occurs);
    held.end_at = held.start_at + change->minutes * MS_PER_MINUTE;
    held.place = change->place;
    held.link = change->link;
    for (size_t i = 0; i < item->n_answers; i++)
        if (!strcmp(item->answers[i].occurs, change->occurs)) answer(&held, &item->answers[i]);
    if (!held.cancelled_at) held.cancelled_at = change->cancelled_at;
    return held;
}

static bool is_gone(const struct feed_page *page, int64_t cancelled_at)
{
    return cancelled_at && cancelled_at <= page->day->cancelled_since;
}

static bool is_within(const struct feed_page *page, int64_t start_at, int64_t end_at)
{
    return start_at < page->day->until && end_at > page->day->from;
}

static void put_single(struct feed_page *page, const struct schedule_item *item, const char *name,
                       const struct held *held)
{
    if (is_gone(page, held->cancelled_at) || !is_within(page, held->start_at, held->end_at)) return;
    const struct cal_item out = item_of(page, &item->row, uid_of(page, name), held);
    cal_put_event(&page->writer, &out, held->start_at, held->end_at);
}

/* ---- series ---- */

static bool is_series_within(const struct feed_page *page, const struct schedule_item *item)
{
    struct cal_instance any;
    if (cal_expand(&item->series, page->day->from, page->day->until, &any, 1)) return true;
    for (size_t i = 0; i < item->n_changes; i++) {
        const struct held held = changed(item, &item->changes[i]);
        if (is_within(page, held.start_at, held.end_at)) return true;
    }
    return false;
}

static void put_override(struct feed_page *page, const struct schedule_item *item, const char *uid,
                         const struct held *held)
{
    const struct cal_item out = item_of(page, &item->row, uid, held);
    cal_put_override(&page->writer, &out, held->original, held->start_at, held->end_at);
}

static bool is_changed(const struct schedule_item *item, const char *occurs)
{
    for (size_t i = 0; i < item->n_changes; i++)
        if (!strcmp(item->changes[i].occurs, occurs)) return true;
    return false;
}

/* An instance that is held as planned differs all the same for one who has answered otherwise than to the whole. */
static void put_answers(struct feed_page *page, const struct schedule_item *item, const char *uid)
{
    for (size_t i = 0; i < item->n_answers; i++) {
        const struct invitation_answers *row = &item->answers[i];
        struct cal_wall original = schedule_wall(row->occurs);
        if (row->answer == item->row.answer || is_changed(item, row->occurs)) continue;
        if (!cal_series_has(&item->series, original)) continue;
        struct held held = whole_at(item, original);
        answer(&held, row);
        put_override(page, item, uid, &held);
    }
}

/* Those that were cancelled long ago are left out of the series; for a while they stay, as cancelled. */
static void put_series(struct feed_page *page, const struct schedule_item *item)
{
    size_t count = 0;
    struct cal_wall *gone = arena_alloc(page->arena, (item->n_changes + 1) * sizeof *gone);
    for (size_t i = 0; i < item->n_changes; i++)
        if (is_gone(page, item->changes[i].cancelled_at)) gone[count++] = schedule_wall(item->changes[i].occurs);

    const char *uid = uid_of(page, arena_printf(page->arena, "meeting/%" PRId64, item->row.id));
    const struct held whole = whole_at(item, item->series.start);
    const struct cal_item out = item_of(page, &item->row, uid, &whole);
    cal_put_series(&page->writer, &out, &item->series, gone, count);
    for (size_t i = 0; i < item->n_changes; i++) {
        const struct held held = changed(item, &item->changes[i]);
        if (!is_gone(page, item->changes[i].cancelled_at)) put_override(page, item, uid, &held);
    }
    put_answers(page, item, uid);
}

/* Invited to some of it: each is a meeting of its own. */
static void put_instances(struct feed_page *page, const struct schedule_item *item)
{
    for (size_t i = 0; i < item->n_answers; i++) {
        const struct invitation_answers *row = &item->answers[i];
        struct held held = whole_at(item, schedule_wall(row->occurs));
        if (!is_changed(item, row->occurs) && !cal_series_has(&item->series, held.original)) continue;
        answer(&held, row);
        for (size_t j = 0; j < item->n_changes; j++)
            if (!strcmp(item->changes[j].occurs, row->occurs)) held = changed(item, &item->changes[j]);
        put_single(page, item, arena_printf(page->arena, "meeting/%" PRId64 "/%s", item->row.id, row->occurs), &held);
    }
}

void feed_put_item(struct feed_page *page, const struct schedule_item *item)
{
    if (is_gone(page, item->row.cancelled_at)) return;
    if (!item->is_series) {
        const struct held held = whole_at(item, item->series.start);
        put_single(page, item, arena_printf(page->arena, "meeting/%" PRId64, item->row.id), &held);
    } else if (!item->row.is_whole) {
        put_instances(page, item);
    } else if (is_series_within(page, item)) {
        put_series(page, item);
    }
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

static struct cal_item item_of_task(struct feed_page *page, const struct feed_task *task, const char *name,
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

void feed_put_due(struct feed_page *page, const struct feed_task *task)
{
    struct cal_item item = item_of_task(page, task, "task", FEED_WORD_TASK_DUE);
    cal_put_days(&page->writer, &item, task->due_on, task->due_on);
}

void feed_put_todo(struct feed_page *page, const struct feed_task *task)
{
    struct cal_item item = item_of_task(page, task, "todo", FEED_WORD_TASK);
    enum cal_progress progress = task->status == TASK_STATUS_IN_PROGRESS ? CAL_DOING : CAL_TO_DO;
    cal_put_task(&page->writer, &item, task->due_on, progress, 0);
}
