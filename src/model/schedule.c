/* schedule.c - what is in a calendar, see schedule.h
 *
 * The statement leaves out what can't lie in the span by comparing local times as text, with two days to spare on each side
 * for length and zone. Then each series is expanded by its rule; instances that were changed are taken out of that and put
 * in where they are now, which may be on the other side of the span's end. */
#include "model/schedule.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/must.h"

enum { SPARE_MINUTES = 2 * 24 * 60, CHUNK = 128 };

struct cal_wall schedule_wall(const char *text)
{
    struct cal_wall wall;
    must(cal_wall_read(text, &wall) == CAL_FINE);
    return wall;
}

bool schedule_series(const char *start, int64_t minutes, const char *rrule, struct cal_series *out)
{
    *out = (struct cal_series){.start = schedule_wall(start), .minutes = minutes};
    if (rrule) must(cal_rule_read(rrule, &out->rule) == CAL_FINE);
    return rrule != NULL;
}

/* ---- loading ---- */

static void load_changes(struct db_tx *tx, struct schedule_item *item)
{
    struct occurrence *list = NULL, row;
    size_t count = 0, room = 0;
    struct db_rows rows = occurrence_of(tx, item->row.id);
    while (occurrence_of_next(&rows, &row)) {
        list = arena_room(db_arena(tx), list, count, &room, sizeof *list);
        list[count++] = row;
    }
    item->changes = list;
    item->n_changes = count;
}

static void load_answers(struct db_tx *tx, int64_t account, struct schedule_item *item)
{
    struct invitation_answers *list = NULL, row;
    size_t count = 0, room = 0;
    struct db_rows rows = invitation_answers(tx, item->row.id, account);
    while (invitation_answers_next(&rows, &row)) {
        list = arena_room(db_arena(tx), list, count, &room, sizeof *list);
        list[count++] = row;
    }
    item->answers = list;
    item->n_answers = count;
}

static const char *bound(struct db_tx *tx, int64_t at, int64_t minutes_on)
{
    char *text = arena_alloc(db_arena(tx), CAL_WALL_TEXT);
    struct cal_wall wall = cal_wall_from_utc(at);
    wall.minute += minutes_on;
    cal_wall_put(wall, text);
    return text;
}

static void load_items(struct db_tx *tx, const struct schedule_of *of, struct schedule *out)
{
    const char *from = bound(tx, of->from, -SPARE_MINUTES), *until = bound(tx, of->until, SPARE_MINUTES);
    size_t room = 0;
    struct meeting_seen row;
    struct db_rows rows = meeting_seen(tx, of->account, of->board, of->team, from, until);
    while (meeting_seen_next(&rows, &row)) {
        out->items = arena_room(db_arena(tx), out->items, out->count, &room, sizeof *out->items);
        out->items[out->count++] = (struct schedule_item){.row = row};
    }
}

void schedule_load(struct db_tx *tx, const struct schedule_of *of, struct schedule *out)
{
    *out = (struct schedule){0};
    load_items(tx, of, out);
    for (size_t i = 0; i < out->count; i++) {
        struct schedule_item *item = &out->items[i];
        item->is_series = schedule_series(item->row.start, item->row.minutes, item->row.rrule, &item->series);
        if (item->row.has_changes) load_changes(tx, item);
        if (item->row.has_answers) load_answers(tx, of->account, item);
    }
}

/* ---- instances ---- */

static int by_occurs_of_change(const void *key, const void *row)
{
    return strcmp(key, ((const struct occurrence *)row)->occurs);
}

static int by_occurs_of_answer(const void *key, const void *row)
{
    return strcmp(key, ((const struct invitation_answers *)row)->occurs);
}

static const struct occurrence *change_at(const struct schedule_item *item, const char *occurs)
{
    if (!item->n_changes) return NULL;
    return bsearch(occurs, item->changes, item->n_changes, sizeof *item->changes, by_occurs_of_change);
}

static const struct invitation_answers *answer_at(const struct schedule_item *item, const char *occurs)
{
    if (!item->n_answers) return NULL;
    return bsearch(occurs, item->answers, item->n_answers, sizeof *item->answers, by_occurs_of_answer);
}

/* As the meeting has it, at this local time. */
static struct schedule_instance plain(const struct schedule_item *item, struct cal_wall start)
{
    int64_t at = cal_wall_to_utc(start);
    return (struct schedule_instance){.item = item,
                                      .original = start,
                                      .start = start,
                                      .start_at = at,
                                      .end_at = at + item->row.minutes * MS_PER_MINUTE,
                                      .title = item->row.title,
                                      .place = item->row.place,
                                      .link = item->row.link,
                                      .minutes = item->row.minutes,
                                      .is_cancelled = item->row.cancelled_at != 0,
                                      .cancel_note = item->row.cancel_note,
                                      .answer = item->row.answer ? item->row.answer : ANSWER_NONE_YET};
}

static struct schedule_instance changed(const struct schedule_item *item, const struct occurrence *change)
{
    struct schedule_instance it = plain(item, schedule_wall(change->start));
    it.change = change;
    it.original = schedule_wall(change->occurs);
    it.end_at = it.start_at + change->minutes * MS_PER_MINUTE;
    it.title = change->title;
    it.place = change->place;
    it.link = change->link;
    it.minutes = change->minutes;
    if (it.is_cancelled || !change->cancelled_at) return it;
    it.is_cancelled = true;
    it.cancel_note = change->cancel_note;
    return it;
}

/* Puts it in the list, if the account may see this one. */
static void put(struct schedule_list *list, struct schedule_instance it)
{
    char occurs[CAL_WALL_TEXT];
    cal_wall_put(it.original, occurs);
    const struct invitation_answers *answer = answer_at(it.item, occurs);
    if (!answer && !it.item->row.is_whole) return;
    if (answer && answer->answer != ANSWER_NONE_YET) it.answer = answer->answer;
    list->is_cut |= list->count == list->most;
    if (list->is_cut) return;
    list->instances = arena_room(list->arena, list->instances, list->count, &list->room, sizeof it);
    list->instances[list->count++] = it;
}

static void expand_rule(const struct schedule_item *item, int64_t from, int64_t until, struct schedule_list *list)
{
    struct cal_instance chunk[CHUNK];
    size_t count;
    do {
        count = cal_expand(&item->series, from, until, chunk, CHUNK);
        for (size_t i = 0; i < count; i++) {
            char occurs[CAL_WALL_TEXT];
            cal_wall_put(chunk[i].original, occurs);
            if (!change_at(item, occurs)) put(list, plain(item, chunk[i].original));
        }
        if (count) from = chunk[count - 1].end;
    } while (count == CHUNK && !list->is_cut);
}

static bool lies_in(const struct schedule_instance *it, int64_t from, int64_t until)
{
    return it->start_at < until && it->end_at > from;
}

void schedule_expand(const struct schedule_item *item, int64_t from, int64_t until, struct schedule_list *list)
{
    if (!item->is_series) {
        struct schedule_instance it = plain(item, item->series.start);
        if (lies_in(&it, from, until)) put(list, it);
        return;
    }
    expand_rule(item, from, until, list);
    for (size_t i = 0; i < item->n_changes; i++) {
        struct schedule_instance it = changed(item, &item->changes[i]);
        if (lies_in(&it, from, until)) put(list, it);
    }
}

static int by_start(const void *one, const void *other)
{
    const struct schedule_instance *a = one, *b = other;
    if (a->start_at != b->start_at) return a->start_at < b->start_at ? -1 : 1;
    if (a->item->row.id != b->item->row.id) return a->item->row.id < b->item->row.id ? -1 : 1;
    return a->original.minute < b->original.minute ? -1 : a->original.minute > b->original.minute;
}

void schedule_sort(struct schedule_list *list)
{
    if (list->count) qsort(list->instances, list->count, sizeof *list->instances, by_start);
}
