/* meeting_mine.c - one's calendar: which instances of which meetings, and what a planned meeting would run into
 *
 * Both read the schedule (model/schedule.h), which knows what the account may see. Of others nobody learns more than that they
 * are busy, and their names only where they are of the board or team. */
#include "meeting.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "command/registry.gen.h"

enum { MOST_DAYS = 400, MOST_ROWS = 2000, MOST_PLANNED = 400, MOST_BUSY = 4000, DAYS_AHEAD = 366 };

/* ---- one's calendar ---- */

/* The instant at which a local day begins. */
static enum err read_day(struct cmd *c, const char *field, const char *day, struct cal_wall *out)
{
    enum cal_fault fault = cal_wall_read(arena_printf(c->arena, "%sT00:00", day), out);
    return fault ? refuse(c, ERR_BAD_INPUT, field, DETAIL_NOT_A_DAY) : ERR_OK;
}

static enum err read_span(struct cmd *c, const struct meeting_mine *in, struct schedule_of *of)
{
    struct cal_wall from, until;
    enum err err = read_day(c, "from_on", in->from_on, &from);
    if (!err) err = read_day(c, "until_on", in->until_on, &until);
    if (err) return err;
    if (until.minute < from.minute) return refuse(c, ERR_BAD_INPUT, "until_on", DETAIL_BEFORE_START);
    until.minute += 24 * 60;
    if (until.minute - from.minute > MOST_DAYS * 24 * 60)
        return refuse(c, ERR_BAD_INPUT, "until_on", DETAIL_TOO_LONG_TIME);
    of->from = cal_wall_to_utc(from);
    of->until = cal_wall_to_utc(until);
    return ERR_OK;
}

static void load(struct cmd *c, const struct schedule_of *of, struct schedule_list *out)
{
    struct schedule schedule;
    schedule_load(c->tx, of, &schedule);
    for (size_t i = 0; i < schedule.count; i++)
        schedule_expand(&schedule.items[i], of->from, of->until, out);
    schedule_sort(out);
}

static json_t *ref_json(int64_t id)
{
    return id ? json_integer(id) : json_null();
}

static json_t *occurs_json(const struct schedule_instance *it)
{
    char occurs[CAL_WALL_TEXT];
    if (!it->item->is_series) return json_null();
    cal_wall_put(it->original, occurs);
    return json_string(occurs);
}

static json_t *instance_json(const struct schedule_instance *it)
{
    const struct meeting_seen *row = &it->item->row;
    char start[CAL_WALL_TEXT];
    cal_wall_put(it->start, start);
    return json_pack(
        "{s:I, s:o, s:o, s:o, s:s?, s:s?, s:s, s:s, s:s, s:I, s:I, s:I, s:s?, s:s?, s:b, s:b, s:s?, s:s, s:I}",
        "meeting", (json_int_t)row->id, "occurs", occurs_json(it), "board", ref_json(row->board), "team",
        ref_json(row->team), "code", row->code, "host_title", row->host_title, "title", it->title, "start", start, "tz",
        row->tz, "start_at", (json_int_t)it->start_at, "end_at", (json_int_t)it->end_at, "minutes",
        (json_int_t)it->minutes, "place", it->place, "link", it->link, "is_series", it->item->is_series, "is_cancelled",
        it->is_cancelled, "cancel_note", it->cancel_note, "answer", answer_words[it->answer], "revision",
        (json_int_t)row->revision);
}

enum err cmd_meeting_mine(struct cmd *c, const struct meeting_mine *in)
{
    struct schedule_of of = {.account = c->who.account};
    struct schedule_list list = {.arena = c->arena, .most = MOST_ROWS};
    enum err err = read_span(c, in, &of);
    if (err) return err;
    load(c, &of, &list);
    if (list.is_cut) return refuse(c, ERR_BAD_INPUT, "until_on", DETAIL_TOO_LONG_TIME);
    json_t *instances = json_array();
    for (size_t i = 0; i < list.count; i++)
        json_array_append_new(instances, instance_json(&list.instances[i]));
    give_json(c, "instances", instances);
    return ERR_OK;
}

/* ---- conflicts ---- */

struct planned {
    const char *start;
    int64_t start_at, end_at;
    json_t *mine, *busy; /* NULL: nothing */
    int64_t busy_count;
};

struct conflicts {
    int64_t meeting, from, until; /* the meeting that is being changed is no conflict with itself */
    struct planned *planned;      /* by start */
    size_t count;
};

static void plan_one(struct cmd *c, struct conflicts *conflicts, int64_t start_at, int64_t minutes)
{
    char *start = arena_alloc(c->arena, CAL_WALL_TEXT);
    cal_wall_put(cal_wall_from_utc(start_at), start);
    conflicts->planned[conflicts->count++] =
        (struct planned){.start = start, .start_at = start_at, .end_at = start_at + minutes * MS_PER_MINUTE};
}

static void plan_all(struct cmd *c, const struct plan *plan, struct conflicts *conflicts)
{
    struct cal_series series;
    bool is_series = schedule_series(plan->start, plan->minutes, plan->rrule, &series);
    int64_t first = cal_wall_to_utc(series.start);
    conflicts->from = first > c->now ? first : c->now;
    conflicts->until = conflicts->from + DAYS_AHEAD * MS_PER_DAY;
    conflicts->planned = arena_alloc(c->arena, MOST_PLANNED * sizeof *conflicts->planned);
    if (!is_series) {
        if (first >= conflicts->from) plan_one(c, conflicts, first, plan->minutes);
        return;
    }
    struct cal_instance *found = arena_alloc(c->arena, MOST_PLANNED * sizeof *found);
    size_t count = cal_expand(&series, conflicts->from, conflicts->until, found, MOST_PLANNED);
    for (size_t i = 0; i < count; i++)
        plan_one(c, conflicts, found[i].start, plan->minutes);
}

static bool is_busy_in(const struct conflicts *conflicts, const struct schedule_instance *it)
{
    return it->item->row.id != conflicts->meeting && !it->is_cancelled && it->answer != ANSWER_NO;
}

/* Goes through both lists side by side. Says for each planned one what of the list is at the same time, to `found`. */
static void compare(struct conflicts *conflicts, const struct schedule_list *list,
                    bool (*found)(struct planned *at, const struct schedule_instance *it, const void *context),
                    const void *context)
{
    size_t first = 0; /* what ends before this one begins: no meeting takes longer than a day */
    for (size_t i = 0; i < conflicts->count; i++) {
        struct planned *at = &conflicts->planned[i];
        while (first < list->count && list->instances[first].start_at <= at->start_at - MS_PER_DAY)
            first++;
        for (size_t k = first; k < list->count && list->instances[k].start_at < at->end_at; k++) {
            const struct schedule_instance *it = &list->instances[k];
            bool is_same_time = it->end_at > at->start_at && is_busy_in(conflicts, it);
            if (is_same_time && !found(at, it, context)) break;
        }
    }
}

static bool found_mine(struct planned *at, const struct schedule_instance *it, const void *context)
{
    (void)context;
    if (!at->mine) at->mine = json_array();
    json_array_append_new(at->mine, instance_json(it));
    return true;
}

/* Once is enough; `context` is the account's row of the people, or NULL where their name isn't told. */
static bool found_busy(struct planned *at, const struct schedule_instance *it, const void *context)
{
    const struct account_by_id *who = context;
    (void)it;
    at->busy_count++;
    if (!who) return false;
    if (!at->busy) at->busy = json_array();
    json_array_append_new(at->busy,
                          json_pack("{s:I, s:s}", "account", (json_int_t)who->id, "full_name", who->full_name));
    return false;
}

static bool is_of_host(struct cmd *c, int64_t account)
{
    struct participant here;
    struct team_access there;
    return c->team ? team_access(c->tx, c->team, account, &there)
                   : participant_get(c->tx, c->board, account, &here) && !here.left_at;
}

static void compare_with(struct cmd *c, struct conflicts *conflicts, int64_t account)
{
    const struct schedule_of of = {
        .account = account, .from = conflicts->from, .until = conflicts->until + MS_PER_DAY}; /* the last ones go on */
    struct schedule_list list = {.arena = c->arena, .most = MOST_BUSY};
    struct account_by_id who;
    load(c, &of, &list);
    if (account == c->who.account) {
        compare(conflicts, &list, found_mine, NULL);
        return;
    }
    bool is_named = is_of_host(c, account) && account_by_id(c->tx, account, &who);
    compare(conflicts, &list, found_busy, is_named ? &who : NULL);
}

/* ---- who would come ---- */

struct people {
    int64_t *ids;
    size_t count, room;
};

static void add_person(struct cmd *c, struct people *people, int64_t account)
{
    for (size_t i = 0; i < people->count; i++)
        if (people->ids[i] == account) return;
    people->ids = arena_room(c->arena, people->ids, people->count, &people->room, sizeof *people->ids);
    people->ids[people->count++] = account;
}

static void add_team(struct cmd *c, struct people *people)
{
    struct team_accounts row;
    struct db_rows rows = team_accounts(c->tx, c->team);
    while (team_accounts_next(&rows, &row))
        add_person(c, people, row.account);
}

static void add_board(struct cmd *c, struct people *people)
{
    struct participant_here row;
    struct db_rows rows = participant_here(c->tx, c->board);
    while (participant_here_next(&rows, &row))
        if (row.role != ROLE_OBSERVER && row.role != ROLE_GUEST) add_person(c, people, row.account);
}

static void add_invited(struct cmd *c, struct people *people, int64_t meeting)
{
    struct invitation_of row;
    struct db_rows rows = invitation_of(c->tx, meeting);
    while (invitation_of_next(&rows, &row))
        if (!*row.occurs) add_person(c, people, row.account);
}

/* Those named, or those who are invited, or those who would be; the team and oneself in any case. */
static enum err find_people(struct cmd *c, const struct meeting_conflicts *in, struct people *people)
{
    struct meeting_by_id meeting;
    enum err err = in->meeting ? meeting_find(c, in->meeting, &meeting) : ERR_OK;
    add_person(c, people, c->who.account);
    if (c->team) add_team(c, people);
    for (size_t i = 0; !err && i < in->invite.count; i++) {
        err = meeting_check_guest(c, "invite", in->invite.ids[i]);
        add_person(c, people, in->invite.ids[i]);
    }
    if (err || in->invite.count) return err;
    if (in->meeting)
        add_invited(c, people, in->meeting);
    else if (c->board)
        add_board(c, people);
    return ERR_OK;
}

static json_t *conflicts_json(const struct conflicts *conflicts)
{
    json_t *list = json_array();
    for (size_t i = 0; i < conflicts->count; i++) {
        const struct planned *at = &conflicts->planned[i];
        if (!at->mine && !at->busy_count) continue;
        json_array_append_new(
            list, json_pack("{s:s, s:I, s:I, s:o, s:o, s:I}", "start", at->start, "start_at", (json_int_t)at->start_at,
                            "end_at", (json_int_t)at->end_at, "mine", at->mine ? at->mine : json_array(), "busy",
                            at->busy ? at->busy : json_array(), "busy_count", (json_int_t)at->busy_count));
    }
    return list;
}

enum err cmd_meeting_conflicts(struct cmd *c, const struct meeting_conflicts *in)
{
    struct people people = {0};
    struct conflicts conflicts = {.meeting = in->meeting};
    struct plan plan = {.start = in->start, .tz = in->tz, .minutes = in->minutes, .rrule = in->rrule};
    enum err err = plan_check(c, &plan);
    if (!err) err = find_people(c, in, &people);
    if (err) return err;
    plan_all(c, &plan, &conflicts);
    for (size_t i = 0; i < people.count; i++)
        compare_with(c, &conflicts, people.ids[i]);
    give_json(c, "conflicts", conflicts_json(&conflicts));
    return ERR_OK;
}
