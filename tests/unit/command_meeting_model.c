/* command_meeting_model.c - random changes of random series leave the calendar that a slow model has (meeting_model.h)
 *
 * Series are weekly or monthly, endless, counted, or until a day. A failure prints the seed, the step, and what was done. */
#include "suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/must.h"
#include "meeting_model.h"
#include "meetings.h"

enum { STEPS = 150 };

enum act {
    PLAN,
    EDIT_THIS,
    EDIT_FOLLOWING,
    EDIT_ALL,
    CANCEL_THIS,
    CANCEL_FOLLOWING,
    CANCEL_ALL,
    RESTORE_THIS,
    RESTORE_ALL
};
static const char *const act_names[] = {"planning",         "edit this",  "edit following", "edit all",   "cancel this",
                                        "cancel following", "cancel all", "restore this",   "restore all"};

struct trial {
    struct world *w;
    char host[64];
    uint32_t seed, chance;
    int step;
    enum act act;
    struct series all[MOST_SERIES];
    int count;
};

/* ---- chance ---- */

static int some(struct trial *t, int below)
{
    t->chance = t->chance * 1664525 + 1013904223;
    return (int)((t->chance >> 8) % (uint32_t)below);
}

static struct rule some_rule(struct trial *t, int day)
{
    struct date date = model_date(day);
    struct rule rule = {.is_monthly = some(t, 3) == 0, .interval = 1 + some(t, 3), .weekday = model_weekday(day)};
    if (!rule.is_monthly) rule.weekdays = 1u << rule.weekday | 1u << some(t, 7) | (some(t, 3) ? 0 : 1u << some(t, 7));
    if (rule.is_monthly && some(t, 3)) rule.nth = (date.day - 1) / 7 + 1;
    if (rule.nth && some(t, 2) && date.day > model_month_days(date.year, date.month) - 7) rule.nth = -1;
    if (rule.is_monthly) rule.month_day = date.day;
    if (some(t, 3) == 0) rule.count = 1 + some(t, 30);
    if (!rule.count && some(t, 2)) rule.until = day + some(t, 300);
    return rule;
}

static void some_words(struct trial *t, struct series *it)
{
    if (some(t, 2)) snprintf(it->title, sizeof it->title, "t%d", t->step % 1000);
    if (some(t, 3) == 0) it->minute = 8 * 60 + 15 * some(t, 36);
    if (some(t, 4) == 0) it->minutes = 15 * (1 + some(t, 4));
}

/* ---- said to the server ---- */

static void check_dropped(const struct trial *t, int64_t found, int expected)
{
    if (found != expected)
        fail_msg("seed %u, step %d: %s dropped %lld, not %d", t->seed, t->step, act_names[t->act], (long long)found,
                 expected);
}

static int64_t say_edit(struct trial *t, const struct series *it, const char *which, int day, const struct series *to,
                        int64_t *id)
{
    char *rule = model_rule(&to->rule);
    const struct edit edit = {
        which, day ? model_time(day, it->minute) : NULL, to->title, model_time(to->day, to->minute), to->minutes, rule};
    int64_t dropped = edits(t->w, AINO, t->host, it->id, &edit, id);
    free(rule);
    return dropped;
}

static void say_of_one(struct trial *t, const char *command, const struct series *it, const char *which, int day)
{
    char more[100];
    int len = snprintf(more, sizeof more, "%s%s%s", which ? ",'which':'" : "", which ? which : "", which ? "'" : "");
    if (day) snprintf(more + len, sizeof more - (size_t)len, ",'occurs':'%s'", model_time(day, it->minute));
    does_to(t->w, AINO, command, t->host, it->id, more);
}

/* ---- acts ---- */

static void plan(struct trial *t)
{
    struct series *it = &t->all[t->count++];
    char more[200];
    *it = (struct series){.day = FIRST_DAY + some(t, 60), .minute = 600, .minutes = 60};
    snprintf(it->title, sizeof it->title, "s%d", t->count);
    some_words(t, it);
    it->rule = some_rule(t, it->day);
    char *rule = model_rule(&it->rule);
    snprintf(more, sizeof more, ",'minutes':%d,'rrule':'%s'", it->minutes, rule);
    it->id = plans(t->w, AINO, t->host, it->title, model_time(it->day, it->minute), more);
    free(rule);
}

static void edit_this(struct trial *t, struct series *it, int day)
{
    struct change *there = model_change(it, day), to = there ? *there : model_plain(it, day);
    if (to.is_cancelled) return;
    if (some(t, 3) == 0) to = model_plain(it, day);
    if (some(t, 2)) snprintf(to.title, sizeof to.title, "o%d", t->step % 1000);
    if (some(t, 2)) to.start_day = day - 3 + some(t, 12);
    if (some(t, 2)) to.start_minute = 8 * 60 + some(t, 36) * 15;
    if (some(t, 4) == 0) to.minutes = 30;
    const struct edit edit = {
        "this", model_time(day, it->minute), to.title, model_time(to.start_day, to.start_minute), to.minutes, NULL};
    check_dropped(t, edits(t->w, AINO, t->host, it->id, &edit, NULL), 0);
    model_set(it, &to);
}

static void edit_all(struct trial *t, struct series *it)
{
    struct series to = *it;
    to.n_changes = 0;
    some_words(t, &to);
    if (some(t, 4) == 0) to.rule = some_rule(t, to.day);
    int64_t dropped = say_edit(t, it, "all", 0, &to, NULL);
    check_dropped(t, dropped, model_carry(it, &to, 0));
    *it = to;
}

/* The series as it would go on by itself from its instance number `at`. */
static struct series rest_of(const struct series *it, int day, int at)
{
    struct series rest = *it;
    rest.day = day;
    rest.n_changes = 0;
    if (rest.rule.count) rest.rule.count -= at;
    return rest;
}

static void cut(struct series *it, int day, int at)
{
    if (it->rule.count)
        it->rule.count = at;
    else
        it->rule.until = day - 1;
}

static void edit_following(struct trial *t, struct series *it, int day, int at)
{
    struct series to = rest_of(it, day, at), said;
    const struct series rest = to;
    some_words(t, &to);
    bool is_same = to.minute == it->minute && to.minutes == it->minutes && strcmp(to.title, it->title) == 0;
    said = to;
    said.rule = some(t, 3) ? it->rule : some_rule(t, day);
    bool is_own = model_is_same_rule(&said.rule, &it->rule);
    if (!is_own) to.rule = said.rule;
    int64_t dropped = say_edit(t, it, "following", day, &said, &to.id);
    if (is_same && model_is_same_rule(&to.rule, &rest.rule)) {
        check_dropped(t, dropped, 0);
        return;
    }
    check_dropped(t, dropped, model_carry(it, &to, day));
    cut(it, day, at);
    t->all[t->count++] = to;
}

static void cancel_following(struct trial *t, struct series *it, int day, int at)
{
    struct series rest = rest_of(it, day, at);
    say_of_one(t, "meeting.cancel", it, "following", day);
    model_carry(it, &rest, day);
    cut(it, day, at);
    rest.is_cancelled = true;
    json_t *list = says(t->w, AINO, "meeting.list", "{%s}", t->host), *row;
    size_t i;
    json_array_foreach (json_object_get(list, "meetings"), i, row) {
        if (number_in(row, "id") > rest.id) rest.id = number_in(row, "id"); /* the newest */
    }
    json_decref(list);
    t->all[t->count++] = rest;
}

static void cancel_this(struct trial *t, struct series *it, int day)
{
    struct change *there = model_change(it, day), to = there ? *there : model_plain(it, day);
    if (to.is_cancelled) return;
    say_of_one(t, "meeting.cancel", it, "this", day);
    to.is_cancelled = true;
    model_set(it, &to);
}

static void restore_this(struct trial *t, struct series *it)
{
    for (int i = 0; i < it->n_changes; i++) {
        struct change to = it->changes[i];
        if (!to.is_cancelled) continue;
        say_of_one(t, "meeting.restore", it, NULL, to.day);
        to.is_cancelled = false;
        model_set(it, &to);
        return;
    }
}

static void set_cancelled(struct trial *t, struct series *it, bool is_cancelled)
{
    say_of_one(t, is_cancelled ? "meeting.cancel" : "meeting.restore", it, is_cancelled ? "all" : NULL, 0);
    it->is_cancelled = is_cancelled;
}

/* Does what chance says to one of the series, where it can be done. */
static void act(struct trial *t)
{
    static const enum act lots[] = {EDIT_THIS,   EDIT_THIS,      EDIT_THIS,      CANCEL_THIS,
                                    CANCEL_THIS, RESTORE_THIS,   RESTORE_THIS,   EDIT_ALL,
                                    EDIT_ALL,    EDIT_FOLLOWING, EDIT_FOLLOWING, EDIT_FOLLOWING,
                                    EDIT_THIS,   CANCEL_THIS,    CANCEL_ALL,     CANCEL_FOLLOWING};
    struct series *it = &t->all[some(t, t->count)];
    int days[MOST_DAYS], count = model_days(it, days), at = some(t, count < 25 ? count : 25);
    bool can_cut = t->count < MOST_SERIES && at > 0, has_room = it->n_changes < MOST_CHANGES;
    t->act = it->is_cancelled ? RESTORE_ALL : lots[some(t, 16)];
    if (t->act == RESTORE_ALL && some(t, 2)) set_cancelled(t, it, false);
    if (t->act == CANCEL_ALL) set_cancelled(t, it, true);
    if (t->act == EDIT_ALL) edit_all(t, it);
    if (t->act == EDIT_THIS && has_room) edit_this(t, it, days[at]);
    if (t->act == CANCEL_THIS && has_room) cancel_this(t, it, days[at]);
    if (t->act == RESTORE_THIS) restore_this(t, it);
    if (t->act == EDIT_FOLLOWING && can_cut) edit_following(t, it, days[at], at);
    if (t->act == CANCEL_FOLLOWING && can_cut) cancel_following(t, it, days[at], at);
}

static char *found(struct trial *t, int from, int until)
{
    json_t *instances = instances_of(t->w, EERO, model_day(from), model_day(until)), *it;
    struct buf out;
    size_t i;
    buf_init(&out);
    buf_text(&out, "\n");
    json_array_foreach (instances, i, it) {
        bool is_cancelled = json_is_true(json_object_get(it, "is_cancelled"));
        int64_t minutes = number_in(it, "minutes");
        buf_printf(&out, "%s %s %s%lld %lld\n", json_string_value(json_object_get(it, "occurs")),
                   json_string_value(json_object_get(it, "start")), json_string_value(json_object_get(it, "title")),
                   (long long)(is_cancelled ? -minutes : minutes), (long long)number_in(it, "start_at"));
        assert_int_equal(number_in(it, "end_at") - number_in(it, "start_at"), minutes * 60000);
    }
    json_decref(instances);
    return out.data;
}

static void compare(struct trial *t, int from, int until)
{
    char *model = model_calendar(t->all, t->count, from, until), *server = found(t, from, until);
    if (strcmp(model, server) != 0)
        fail_msg("seed %u, step %d, after %s:\nmodel%sserver%s", t->seed, t->step, act_names[t->act], model, server);
    free(model);
    free(server);
}

static void try(struct world *w, uint32_t seed)
{
    struct trial *t = calloc(1, sizeof *t);
    must(t != NULL);
    *t = (struct trial){.w = w, .seed = seed, .chance = seed * 2654435761u, .act = PLAN};
    snprintf(t->host, sizeof t->host, "%s", the_board(w));
    for (int i = 0; i < 5; i++)
        plan(t);
    for (t->step = 1; t->step <= STEPS; t->step++) {
        act(t);
        int from = FIRST_DAY - 10 + some(t, 700);
        compare(t, from, from + some(t, 60));
    }
    for (int from = FIRST_DAY - 10; from < FIRST_DAY + 1000; from += 60)
        compare(t, from, from + 59);
    free(t);
}

static void random_changes_leave_the_calendar_of_the_model(void **state)
{
    struct world *w = *state;
    for (uint32_t seed = 1; seed <= 3; seed++) {
        try(w, seed);
        json_decref(says(w, AINO, "board.archive", "{%s}", the_board(w))); /* out of the calendar */
        json_t *made = says(w, AINO, "board.create", "{'title':'Toinen'}");
        w->board = number_in(made, "board");
        json_decref(made);
        json_decref(says(w, AINO, "participant.add", "{%s%s,'role':'member'}", the_board(w), whom(w, EERO)));
    }
}

const struct CMUnitTest command_meeting_model_tests[] = {
    IN_MARCH(random_changes_leave_the_calendar_of_the_model),
};

SUITE_COUNT(command_meeting_model);
