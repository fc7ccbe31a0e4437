/* command_agenda.c - a team's phases, its agenda and its parking list; from one case to the next */
#include "suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "plans.h"
#include "sittings.h"

/* ---- phases ---- */

/* Kinds or names in their order, with a space behind each. */
static void goes_through(struct world *w, enum who who, int64_t team, const char *expected)
{
    json_t *answer = says(w, who, "phase.list", "{%s}", the_team(team)), *row;
    struct buf text;
    size_t i;
    buf_init(&text);
    json_array_foreach (json_object_get(answer, "phases"), i, row) {
        const char *title = json_string_value(json_object_get(row, "title"));
        assert_int_equal(number_in(row, "position"), i + 1);
        buf_printf(&text, "%s ", title ? title : json_string_value(json_object_get(row, "kind")));
    }
    assert_string_equal(text.data, expected);
    buf_fini(&text);
    json_decref(answer);
}

static int64_t of_phase(struct world *w, int64_t team, unsigned place, const char *field)
{
    json_t *answer = says(w, AINO, "phase.list", "{%s}", the_team(team));
    int64_t value = number_in(json_array_get(json_object_get(answer, "phases"), place), field);
    json_decref(answer);
    return value;
}

static int64_t phase_of(struct world *w, int64_t team, unsigned place)
{
    return of_phase(w, team, place, "id");
}

static void team_does(struct world *w, enum who who, const char *command, int64_t team, const char *more)
{
    json_decref(says(w, who, command, "{%s%s}", the_team(team), more));
}

#define DEFAULTS                                                                                                       \
    "arrive last_steps question facts voice hypotheses questions reflecting concern_and_strengths next_steps close "

static void a_team_uses_the_default_phases_until_it_has_its_own(void **state)
{
    struct world *w = *state;
    int64_t team = begins_team(w, AINO, "Tiimi");
    lets_in(w, AINO, team, EERO, "member");
    goes_through(w, EERO, team, DEFAULTS);
    team_does(w, EERO, "phase.add", team, ",'kind':'other','title':'Tauko','minutes':10");
    goes_through(w, AINO, team, "Tauko " DEFAULTS);
    team_does(w, AINO, "phase.reset", team, "");
    goes_through(w, AINO, team, DEFAULTS);
    team_does(w, AINO, "phase.adopt", team, "");
    assert_true(phase_of(w, team, 0) > 0);
}

/* One phase, as it is seen. */
static const char *seen_phase(struct world *w, int64_t team, unsigned place)
{
    static char text[80];
    snprintf(text, sizeof text, ",'phase':%lld,'seen_at':%lld", (long long)phase_of(w, team, place),
             (long long)of_phase(w, team, place, "changed_at"));
    return text;
}

static void phases_are_edited_moved_and_removed_by_every_member(void **state)
{
    struct world *w = *state;
    int64_t team = begins_team(w, AINO, "Tiimi");
    lets_in(w, AINO, team, EERO, "member");
    team_does(w, EERO, "phase.adopt", team, "");
    char more[160];
    snprintf(more, sizeof more, ",'phase':%lld,'after':%lld", (long long)phase_of(w, team, 0),
             (long long)phase_of(w, team, 2));
    team_does(w, EERO, "phase.move", team, more);
    goes_through(w, EERO, team,
                 "last_steps question arrive facts voice hypotheses questions reflecting concern_and_strengths "
                 "next_steps close ");
    team_does(w, EERO, "phase.move", team, a_number("phase", phase_of(w, team, 10)));
    snprintf(more, sizeof more, "%s,'kind':'facts','title':'Kartta','prompt':'Keitä?','minutes':15",
             seen_phase(w, team, 4));
    team_does(w, EERO, "phase.edit", team, more);
    team_does(w, EERO, "phase.remove", team, seen_phase(w, team, 1));
    goes_through(
        w, EERO, team,
        "close question arrive Kartta voice hypotheses questions reflecting concern_and_strengths next_steps ");
}

static void refuses_stale(struct world *w, int64_t team, const char *command, const char *words)
{
    json_t *data = refusal_of(w, EERO, command, "{%s%s}", the_team(team), words);
    json_t *now = json_object_get(data, "now");
    assert_string_equal(json_string_value(json_object_get(data, "field")), "seen_at");
    assert_string_equal(json_string_value(json_object_get(data, "detail")), "changed");
    assert_string_equal(json_string_value(json_object_get(now, "title")), "Ainon");
    assert_int_equal(number_in(now, "changed_at"), of_phase(w, team, 2, "changed_at"));
    json_decref(data);
}

static void whoever_edits_or_removes_a_phase_has_seen_it_as_it_is(void **state)
{
    struct world *w = *state;
    int64_t team = begins_team(w, AINO, "Tiimi");
    lets_in(w, AINO, team, EERO, "member");
    team_does(w, AINO, "phase.adopt", team, "");
    char seen[80], more[160];
    snprintf(seen, sizeof seen, "%s", seen_phase(w, team, 2));
    snprintf(more, sizeof more, "%s,'kind':'question','title':'Ainon','minutes':5", seen);
    team_does(w, AINO, "phase.edit", team, more);

    snprintf(more, sizeof more, "%s,'kind':'question','minutes':5", seen);
    refuses_stale(w, team, "phase.edit", more);
    refuses_stale(w, team, "phase.remove", seen);
    goes_through(w, EERO, team,
                 "arrive last_steps Ainon facts voice hypotheses questions reflecting concern_and_strengths next_steps "
                 "close ");
}

static void one_phase_stays_and_others_have_no_say(void **state)
{
    struct world *w = *state;
    int64_t team = begins_team(w, AINO, "Tiimi");
    is_refused(w, EERO, ERR_NOT_FOUND, NULL, NULL, "phase.list", "{%s}", the_team(team));
    is_refused(w, EERO, ERR_NOT_FOUND, NULL, NULL, "phase.reset", "{%s}", the_team(team));
    is_refused(w, AINO, ERR_BAD_INPUT, "title", "missing", "phase.add", "{%s,'kind':'other','minutes':1}",
               the_team(team));
    is_refused(w, AINO, ERR_NOT_FOUND, "after", "no_such_phase", "phase.add", "{%s,'kind':'voice','minutes':1%s}",
               the_team(team), a_number("after", 999999));
    team_does(w, AINO, "phase.adopt", team, "");
    for (unsigned left = 11; left > 1; left--)
        team_does(w, AINO, "phase.remove", team, seen_phase(w, team, 0));
    is_refused(w, AINO, ERR_CONFLICT, "phase", "last_phase", "phase.remove", "{%s%s}", the_team(team),
               seen_phase(w, team, 0));
}

/* ---- the agenda ---- */

struct table { /* aino, eero and outi are the team; outi is on the second board alone with aino, eero on the first */
    int64_t team, meeting, other;
};

static struct table sits_down(struct world *w)
{
    struct table t = {.team = begins_team(w, AINO, "Tiimi")};
    lets_in(w, AINO, t.team, EERO, "member");
    lets_in(w, AINO, t.team, OUTI, "member");
    t.meeting = plans(w, AINO, the_team(t.team), "Tiimi", "2026-03-10T14:00", ",'rrule':'FREQ=WEEKLY'");
    json_t *made = says(w, AINO, "board.create", "{'title':'Toinen'}");
    t.other = number_in(made, "board");
    json_decref(made);
    json_decref(
        says(w, AINO, "participant.add", "{'board':%lld%s,'role':'member'}", (long long)t.other, whom(w, OUTI)));
    return t;
}

static const char *this_week(const struct table *t)
{
    static char text[80];
    snprintf(text, sizeof text, ",'meeting':%lld,'occurs':'2026-03-10T14:00'", (long long)t->meeting);
    return text;
}

static int64_t puts_on(struct world *w, const struct table *t, int64_t board, const char *more)
{
    json_t *made =
        says(w, AINO, "agenda.add", "{%s,'board':%lld,'minutes':30%s}", the_team(t->team), (long long)board, more);
    int64_t item = number_in(made, "item");
    json_decref(made);
    return item;
}

static json_t *agenda(struct world *w, enum who who, const struct table *t, const char *of, const char *list)
{
    json_t *answer = says(w, who, "agenda.list", "{%s%s}", the_team(t->team), of);
    json_t *items = json_incref(json_object_get(answer, list));
    json_decref(answer);
    return items;
}

static size_t items_in(struct world *w, const struct table *t, const char *of)
{
    json_t *items = agenda(w, AINO, t, of, "items");
    size_t count = json_array_size(items);
    json_decref(items);
    return count;
}

static void who_is_not_on_an_items_board_sees_only_that_there_is_one(void **state)
{
    struct world *w = *state;
    struct table t = sits_down(w);
    char more[200];
    snprintf(more, sizeof more, "%s,'question':'Miten asuminen?'", this_week(&t));
    puts_on(w, &t, w->board, more);
    json_t *items = agenda(w, EERO, &t, this_week(&t), "items");
    assert_string_equal(json_string_value(json_object_get(json_array_get(items, 0), "question")), "Miten asuminen?");
    assert_string_equal(json_string_value(json_object_get(json_array_get(items, 0), "title")), "Kotona pärjääminen");
    json_decref(items);
    items = agenda(w, OUTI, &t, this_week(&t), "items");
    const json_t *item = json_array_get(items, 0);
    assert_int_equal(number_in(item, "minutes"), 30);
    static const char *const hidden[] = {"board", "code", "title", "question", "author", "sitting"};
    for (size_t i = 0; i < 6; i++)
        assert_true(json_is_null(json_object_get(item, hidden[i])));
    json_decref(items);
    is_refused(w, LEENA, ERR_NOT_FOUND, NULL, NULL, "agenda.list", "{%s%s}", the_team(t.team), this_week(&t));
}

/* Of the only item of this week, as aino sees it. */
static int64_t of_item(struct world *w, const struct table *t, const char *field)
{
    json_t *items = agenda(w, AINO, t, this_week(t), "items");
    int64_t value = number_in(json_array_get(items, 0), field);
    json_decref(items);
    return value;
}

static void only_who_is_on_the_board_puts_it_on_and_prepares_it(void **state)
{
    struct world *w = *state;
    struct table t = sits_down(w);
    is_refused(w, OUTI, ERR_NOT_FOUND, "board", "not_on_board", "agenda.add", "{%s,'board':%lld,'minutes':30%s}",
               the_team(t.team), (long long)w->board, this_week(&t));
    int64_t item = puts_on(w, &t, w->board, this_week(&t));
    is_refused(w, AINO, ERR_CONFLICT, "board", "on_agenda", "agenda.add", "{%s,'board':%lld,'minutes':30%s}",
               the_team(t.team), (long long)w->board, this_week(&t));
    int64_t seen_at = of_item(w, &t, "changed_at");
    const char *edit =
        "{%s%s,'seen_at':%lld,'minutes':45,'question':'Mitä?','is_consent_checked':true,'is_map_checked':false}";
    is_refused(w, OUTI, ERR_NOT_ALLOWED, "item", "not_on_board", "agenda.edit", edit, the_team(t.team),
               a_number("item", item), (long long)seen_at);
    json_decref(says(w, EERO, "agenda.edit", edit, the_team(t.team), a_number("item", item), (long long)seen_at));
    json_t *items = agenda(w, AINO, &t, this_week(&t), "items");
    assert_true(json_is_true(json_object_get(json_array_get(items, 0), "is_consent_checked")));
    assert_int_equal(number_in(json_array_get(items, 0), "minutes"), 45);
    json_decref(items);
}

static void whoever_prepares_a_case_has_seen_how_it_stands(void **state)
{
    struct world *w = *state;
    struct table t = sits_down(w);
    char more[120];
    snprintf(more, sizeof more, "%s,'is_consent_checked':true", this_week(&t));
    int64_t item = puts_on(w, &t, w->board, more), seen_at = of_item(w, &t, "changed_at");
    const char *edit = "{%s%s,'seen_at':%lld,'minutes':%d,'is_consent_checked':false,'is_map_checked':true}";
    json_decref(says(w, AINO, "agenda.edit", edit, the_team(t.team), a_number("item", item), (long long)seen_at, 40));

    json_t *data =
        refusal_of(w, EERO, "agenda.edit", edit, the_team(t.team), a_number("item", item), (long long)seen_at, 50);
    json_t *now = json_object_get(data, "now");
    assert_string_equal(json_string_value(json_object_get(data, "field")), "seen_at");
    assert_string_equal(json_string_value(json_object_get(data, "detail")), "changed");
    assert_int_equal(number_in(now, "minutes"), 40);
    assert_true(json_is_true(json_object_get(now, "is_map_checked")));
    json_decref(says(w, EERO, "agenda.edit", edit, the_team(t.team), a_number("item", item),
                     (long long)number_in(now, "changed_at"), 50));
    json_decref(data);
    assert_int_equal(of_item(w, &t, "minutes"), 50);
}

static void items_are_put_in_order_parked_and_taken_up(void **state)
{
    struct world *w = *state;
    struct table t = sits_down(w);
    int64_t one = puts_on(w, &t, w->board, this_week(&t)), two = puts_on(w, &t, t.other, this_week(&t));
    team_does(w, EERO, "agenda.move", t.team, a_number("item", two));
    json_t *items = agenda(w, AINO, &t, this_week(&t), "items");
    assert_int_equal(number_in(json_array_get(items, 0), "id"), two);
    assert_int_equal(number_in(json_array_get(items, 1), "position"), 2);
    json_decref(items);
    team_does(w, EERO, "agenda.park", t.team, a_number("item", two));
    assert_int_equal(items_in(w, &t, ""), 1);
    assert_int_equal(items_in(w, &t, this_week(&t)), 1);
    char more[100];
    snprintf(more, sizeof more, ",'item':%lld,'meeting':%lld,'occurs':'2026-03-17T14:00'", (long long)two,
             (long long)t.meeting);
    team_does(w, EERO, "agenda.take", t.team, more);
    assert_int_equal(items_in(w, &t, ""), 0);
    team_does(w, EERO, "agenda.remove", t.team, a_number("item", one));
    assert_int_equal(items_in(w, &t, this_week(&t)), 0);
    is_refused(w, EERO, ERR_BAD_INPUT, "occurs", "missing", "agenda.list", "{%s,'meeting':%lld}", the_team(t.team),
               (long long)t.meeting);
}

static void what_was_for_an_instance_that_is_no_more_waits_in_parking(void **state)
{
    struct world *w = *state;
    struct table t = sits_down(w);
    puts_on(w, &t, w->board, this_week(&t));
    edits(w, AINO, the_team(t.team), t.meeting,
          &(struct edit){.which = "all", .title = "Tiimi", .start = "2026-03-11T14:00", .rrule = "FREQ=WEEKLY"}, NULL);
    assert_int_equal(items_in(w, &t, ""), 1);
}

/* ---- from one case to the next ---- */

static int64_t opens_case(struct world *w, enum who who, const struct table *t, int64_t board)
{
    json_t *made = says(w, who, "sitting.begin", "{'board':%lld%s}", (long long)board, this_week(t));
    int64_t sitting = number_in(made, "sitting");
    json_decref(made);
    return sitting;
}

static void a_case_is_taken_up_from_the_agenda_with_its_time(void **state)
{
    struct world *w = *state;
    struct table t = sits_down(w);
    is_refused(w, AINO, ERR_CONFLICT, "meeting", "not_on_agenda", "sitting.begin", "{%s%s}", the_board(w),
               this_week(&t));
    puts_on(w, &t, w->board, this_week(&t));
    team_does(w, EERO, "phase.add", t.team, ",'kind':'other','title':'Tauko','minutes':10");
    int64_t sitting = opens_case(w, EERO, &t, w->board);
    shows(w, "sitting", sitting, "{'minutes':30,'occurs':'2026-03-10T14:00'}");
    shows(w, "sitting_phase", phase_at(w, sitting, 1), "{'title':'Tauko','minutes':10}");
    team_does(w, AINO, "team.remove", t.team, whom(w, EERO));
    does_in(w, AINO, "sitting.end", sitting, "");
    is_refused(w, EERO, ERR_NOT_FOUND, "meeting", "no_such_meeting", "sitting.begin", "{%s%s}", the_board(w),
               this_week(&t));
}

static void whoever_is_in_the_case_before_is_let_out_before_the_next_opens(void **state)
{
    struct world *w = *state;
    struct table t = sits_down(w);
    puts_on(w, &t, w->board, this_week(&t));
    puts_on(w, &t, t.other, this_week(&t));
    int64_t first = opens_case(w, AINO, &t, w->board);
    does_in(w, EERO, "sitting.join", first, "");
    opens_case(w, AINO, &t, t.other);
    assert_int_equal(present(w, first), 0);
    last_was(w, "sitting.begun"); /* which lets out, on this board too */
    is_refused(w, EERO, ERR_NOT_FOUND, NULL, NULL, "sitting.join", "{'board':%lld,'sitting':1}", (long long)t.other);
}

static void open_steps_of_the_last_meeting_are_carried_over(void **state)
{
    struct world *w = *state;
    struct table t = sits_down(w);
    puts_on(w, &t, w->board, this_week(&t));
    int64_t goal = sets_goal(w, "Oma koti");
    adds_step(w, goal, "Ennen kokousta");
    time_passes(w, MS_PER_MINUTE);
    int64_t sitting = begins(w, AINO, ""), task = notes_task(w, "Soita"), step = adds_step(w, goal, "Hae");
    does_in(w, AINO, "sitting.end", sitting, "");
    json_t *carried = agenda(w, EERO, &t, this_week(&t), "carried");
    assert_int_equal(json_array_size(carried), 2);
    for (size_t i = 0; i < 2; i++) {
        const json_t *row = json_array_get(carried, i), *of = json_object_get(row, "task");
        if (json_is_null(of))
            assert_int_equal(number_in(row, "step"), step);
        else
            assert_int_equal(number_in(row, "task"), task);
    }
    json_decref(carried);
    carried = agenda(w, OUTI, &t, this_week(&t), "carried");
    assert_int_equal(json_array_size(carried), 0);
    json_decref(carried);
}

const struct CMUnitTest command_agenda_tests[] = {
    IN_MARCH(a_team_uses_the_default_phases_until_it_has_its_own),
    IN_MARCH(phases_are_edited_moved_and_removed_by_every_member),
    IN_MARCH(whoever_edits_or_removes_a_phase_has_seen_it_as_it_is),
    IN_MARCH(one_phase_stays_and_others_have_no_say),
    IN_MARCH(who_is_not_on_an_items_board_sees_only_that_there_is_one),
    IN_MARCH(only_who_is_on_the_board_puts_it_on_and_prepares_it),
    IN_MARCH(whoever_prepares_a_case_has_seen_how_it_stands),
    IN_MARCH(items_are_put_in_order_parked_and_taken_up),
    IN_MARCH(what_was_for_an_instance_that_is_no_more_waits_in_parking),
    IN_MARCH(a_case_is_taken_up_from_the_agenda_with_its_time),
    IN_MARCH(whoever_is_in_the_case_before_is_let_out_before_the_next_opens),
    IN_MARCH(open_steps_of_the_last_meeting_are_carried_over),
};
SUITE_COUNT(command_agenda);
