/* command_meeting_series.c - series changed in one instance, in this and the following ones, or in all */
#include "suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "meetings.h"
#include "plans.h"

#define WEEKLY ",'rrule':'FREQ=WEEKLY'"

static int64_t weekly(struct world *w, const char *start)
{
    return plans(w, AINO, the_board(w), "Viikko", start, WEEKLY);
}

static void march(struct world *w, const char *text)
{
    has_in_calendar(w, EERO, "2026-03-01", "2026-03-31", text);
}

static int64_t change(struct world *w, int64_t meeting, const struct edit *edit, int64_t *out)
{
    return edits(w, AINO, the_board(w), meeting, edit, out);
}

static void cancels(struct world *w, int64_t meeting, const char *which, const char *occurs)
{
    char more[100];
    snprintf(more, sizeof more, ",'which':'%s','occurs':'%s','note':'Loma'", which, occurs);
    does_to(w, AINO, "meeting.cancel", the_board(w), meeting, more);
}

static const char *rule_of(struct world *w, int64_t meeting)
{
    static char text[200];
    json_t *row = meeting_row(w, the_board(w), meeting);
    const char *rule = json_string_value(json_object_get(row, "rrule"));
    snprintf(text, sizeof text, "%s", rule ? rule : "once");
    json_decref(row);
    return text;
}

/* ---- this one ---- */

static void one_instance_is_moved_and_keeps_its_name(void **state)
{
    struct world *w = *state;
    int64_t meeting = weekly(w, "2026-03-10T14:00");
    const struct edit moved = {"this", "2026-03-17T14:00", "Siirretty", "2026-03-19T09:00", 30, "FREQ=WEEKLY"};
    change(w, meeting, &moved, NULL);
    march(w, "2026-03-10T14:00 Viikko; 2026-03-19T09:00 Siirretty; 2026-03-24T14:00 Viikko; 2026-03-31T14:00 Viikko");
    has_in_calendar(w, EERO, "2026-03-17", "2026-03-17", "");
    shows(w, "meeting", meeting, "{'revision':1,'title':'Viikko'}");
    json_t *instances = instances_of(w, EERO, "2026-03-19", "2026-03-19");
    const json_t *it = json_array_get(instances, 0);
    assert_string_equal(json_string_value(json_object_get(it, "occurs")), "2026-03-17T14:00");
    assert_int_equal(number_in(it, "minutes"), 30);
    json_decref(instances);

    const struct edit again = {"this", "2026-03-17T14:00", "Siirretty", "2026-05-02T09:00", 30, NULL};
    change(w, meeting, &again, NULL);
    has_in_calendar(w, EERO, "2026-05-01", "2026-05-03", "2026-05-02T09:00 Siirretty");
    const struct edit back = {"this", "2026-03-17T14:00", "Viikko", "2026-03-17T14:00", 60, NULL};
    change(w, meeting, &back, NULL);
    march(w, "2026-03-10T14:00 Viikko; 2026-03-17T14:00 Viikko; 2026-03-24T14:00 Viikko; 2026-03-31T14:00 Viikko");
    assert_int_equal(rows_of(w, EERO, the_board(w), "occurrences"), 0);
}

static void an_instance_may_come_before_its_series(void **state)
{
    struct world *w = *state;
    int64_t meeting = weekly(w, "2026-06-02T14:00");
    const struct edit early = {"this", "2026-06-02T14:00", "Varhain", "2026-03-05T09:00", 60, NULL};
    change(w, meeting, &early, NULL);
    march(w, "2026-03-05T09:00 Varhain");
}

static void which_one_is_said_and_exists(void **state)
{
    struct world *w = *state;
    const char *host = the_board(w);
    int64_t meeting = weekly(w, "2026-03-10T14:00");
    const struct edit nothing = {"this", NULL, "x", "2026-03-10T14:00", 60, NULL};
    const struct edit never = {"following", "2026-03-11T14:00", "x", "2026-03-10T14:00", 60, NULL};
    const struct edit before = {"this", "2026-03-03T14:00", "x", "2026-03-10T14:00", 60, NULL};
    const struct edit no_time = {"this", "2026-03-10Tkello", "x", "2026-03-10T14:00", 60, NULL};
    const struct edit own_rule = {"this", "2026-03-17T14:00", "x", "2026-03-17T14:00", 60, "FREQ=DAILY"};
    const struct edit one_of_all = {"all", "2026-03-17T14:00", "x", "2026-03-10T14:00", 60, "FREQ=WEEKLY"};
    const struct edit off_rule = {"all", NULL, "x", "2026-03-11T14:00", 60, "FREQ=WEEKLY;BYDAY=TU"};
    const struct {
        const struct edit *edit;
        enum err err;
        const char *field, *detail;
    } all[] = {{&nothing, ERR_BAD_INPUT, "occurs", "missing"},
               {&never, ERR_NOT_FOUND, "occurs", "no_such_instance"},
               {&before, ERR_NOT_FOUND, "occurs", "no_such_instance"},
               {&no_time, ERR_BAD_INPUT, "occurs", "not_a_time"},
               {&own_rule, ERR_BAD_INPUT, "rrule", "rule_of_one"},
               {&one_of_all, ERR_BAD_INPUT, "occurs", "one_of_series"},
               {&off_rule, ERR_BAD_INPUT, "start", "start_not_in_rule"}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        char *members = edit_members(w, host, meeting, all[i].edit);
        may_not_do(w, AINO, all[i].err, all[i].field, all[i].detail, "meeting.edit", host, meeting, members);
        free(members);
    }
    may_not_do(w, AINO, ERR_BAD_INPUT, "occurs", "missing", "meeting.cancel", host, meeting, ",'which':'following'");
    may_not_do(w, AINO, ERR_BAD_INPUT, "which", "unknown_word", "meeting.cancel", host, meeting, ",'which':'some'");
}

static void a_stale_change_of_one_is_shown_that_one(void **state)
{
    struct world *w = *state;
    const char *host = the_board(w);
    int64_t meeting = weekly(w, "2026-03-10T14:00");
    const struct edit mine = {"this", "2026-03-17T14:00", "Minun", "2026-03-17T15:00", 60, NULL};
    char *stale = edit_members(w, host, meeting, &mine);
    const struct edit first = {"this", "2026-03-17T14:00", "Ensin", "2026-03-18T10:00", 60, NULL};
    change(w, meeting, &first, NULL);
    json_t *data = refusal_of(w, EERO, "meeting.edit", "{%s,'meeting':%lld%s}", host, (long long)meeting, stale);
    const json_t *now = json_object_get(data, "now");
    assert_string_equal(json_string_value(json_object_get(now, "start")), "2026-03-18T10:00");
    assert_true(json_is_null(json_object_get(now, "rrule")));
    json_decref(data);
    free(stale);
}

static void a_series_has_room_for_a_thousand_exceptions(void **state)
{
    struct world *w = *state;
    const char *host = the_board(w);
    int64_t meeting = plans(w, AINO, host, "Päivä", "2026-03-02T08:00", ",'rrule':'FREQ=DAILY'");
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int done = 0, year = 2026, month = 3, day = 2;
    for (; done <= 1000; done++) {
        char occurs[80];
        snprintf(occurs, sizeof occurs, ",'which':'this','occurs':'%04d-%02d-%02dT08:00'", year, month, day);
        if (done == 1000)
            may_not_do(w, AINO, ERR_CONFLICT, "occurs", "too_many", "meeting.cancel", host, meeting, occurs);
        else
            does_to(w, AINO, "meeting.cancel", host, meeting, occurs);
        int last = days[month - 1] + (month == 2 && year == 2028);
        if (++day > last) day = 1, month++;
        if (month > 12) month = 1, year++;
    }
}

/* ---- this and the following ---- */

static void the_following_ones_are_a_series_of_their_own(void **state)
{
    struct world *w = *state;
    int64_t meeting = weekly(w, "2026-03-10T14:00"), next = 0;
    const struct edit later = {"following", "2026-03-24T14:00",    "Myöhemmin", "2026-03-25T10:00",
                               45,          "FREQ=WEEKLY;BYDAY=WE"};
    assert_int_equal(change(w, meeting, &later, &next), 0);
    assert_int_not_equal(next, meeting);
    march(w, "2026-03-10T14:00 Viikko; 2026-03-17T14:00 Viikko; 2026-03-25T10:00 Myöhemmin");
    json_t *row = meeting_row(w, the_board(w), next);
    assert_int_equal(number_in(row, "follows"), meeting);
    json_decref(row);
    assert_string_equal(rule_of(w, meeting), "FREQ=WEEKLY;UNTIL=20260323T215959Z");
    assert_string_equal(rule_of(w, next), "FREQ=WEEKLY;BYDAY=WE");
}

static void what_is_counted_stays_counted(void **state)
{
    struct world *w = *state;
    int64_t next = 0;
    int64_t meeting = plans(w, AINO, the_board(w), "Viisi", "2026-03-02T14:00", ",'rrule':'FREQ=WEEKLY;COUNT=5'");
    const struct edit later = {"following", "2026-03-16T14:00", "Loput", "2026-03-16T15:00", 60, "FREQ=WEEKLY;COUNT=5"};
    change(w, meeting, &later, &next);
    has_in_calendar(w, EERO, "2026-03-01", "2026-06-30",
                    "2026-03-02T14:00 Viisi; 2026-03-09T14:00 Viisi; 2026-03-16T15:00 Loput; 2026-03-23T15:00 Loput; "
                    "2026-03-30T15:00 Loput");
    assert_string_equal(rule_of(w, meeting), "FREQ=WEEKLY;COUNT=2");
    assert_string_equal(rule_of(w, next), "FREQ=WEEKLY;COUNT=3");
}

static void from_the_first_on_is_all(void **state)
{
    struct world *w = *state;
    int64_t meeting = weekly(w, "2026-03-10T14:00"), same = 0;
    const struct edit first = {"following", "2026-03-10T14:00",   "Kaikki", "2026-03-10T15:00",
                               60,          "FREQ=WEEKLY;COUNT=2"};
    change(w, meeting, &first, &same);
    assert_int_equal(same, meeting);
    march(w, "2026-03-10T15:00 Kaikki; 2026-03-17T15:00 Kaikki");
}

static void what_was_said_of_the_following_goes_with_them_where_it_fits(void **state)
{
    struct world *w = *state;
    const char *host = the_board(w);
    int64_t meeting = weekly(w, "2026-03-03T14:00"), next = 0, last = 0;
    cancels(w, meeting, "this", "2026-03-10T14:00");
    cancels(w, meeting, "this", "2026-03-24T14:00");
    const struct edit moved = {"this", "2026-03-31T14:00", "Viikko", "2026-03-30T09:00", 60, NULL};
    change(w, meeting, &moved, NULL);
    does_to(w, AINO, "meeting.invite", host, meeting, whom_at(w, LEENA, "2026-03-24T14:00"));
    answers(w, EERO, meeting, NULL, "yes");

    const struct edit renamed = {"following", "2026-03-17T14:00", "Kevät", "2026-03-17T14:00", 60, "FREQ=WEEKLY"};
    assert_int_equal(change(w, meeting, &renamed, &next), 0);
    march(w, "2026-03-03T14:00 Viikko; 2026-03-10T14:00 Viikko x; 2026-03-17T14:00 Kevät; 2026-03-24T14:00 Kevät x; "
             "2026-03-30T09:00 Kevät");
    has_in_calendar(w, LEENA, "2026-03-01", "2026-03-31", "2026-03-24T14:00 Kevät x");
    json_t *instances = instances_of(w, EERO, "2026-03-17", "2026-03-17");
    assert_string_equal(json_string_value(json_object_get(json_array_get(instances, 0), "answer")), "yes");
    json_decref(instances);

    const struct edit later = {"following", "2026-03-24T14:00", "Kesä", "2026-03-24T15:00", 60, "FREQ=WEEKLY"};
    assert_int_equal(change(w, next, &later, &last), 2); /* the cancelled one with its guest, and the moved one */
    march(w, "2026-03-03T14:00 Viikko; 2026-03-10T14:00 Viikko x; 2026-03-17T14:00 Kevät; 2026-03-24T15:00 Kesä; "
             "2026-03-31T15:00 Kesä");
    has_in_calendar(w, LEENA, "2026-03-01", "2026-03-31", "");
}

static void what_stays_can_have_another_hour(void **state)
{
    struct world *w = *state;
    int64_t meeting = weekly(w, "2026-03-03T14:00"), next = 0;
    const struct edit later = {"following", "2026-03-17T14:00", "Uusi", "2026-03-17T14:00", 60, "FREQ=WEEKLY"};
    change(w, meeting, &later, &next);
    static const char *const starts[] = {"2026-03-03T08:00", "2026-03-03T20:00"};
    for (size_t i = 0; i < 2; i++) {
        char *rule = strdup(rule_of(w, meeting)), expected[100];
        const struct edit hour = {"all", NULL, "Viikko", starts[i], 60, rule};
        change(w, meeting, &hour, NULL);
        snprintf(expected, sizeof expected, "%s Viikko; 2026-03-10%s Viikko; 2026-03-17T14:00 Uusi", starts[i],
                 starts[i] + 10);
        has_in_calendar(w, EERO, "2026-03-01", "2026-03-20", expected);
        free(rule);
    }
}

/* ---- all ---- */

static void all_are_changed_and_what_does_not_fit_is_dropped(void **state)
{
    struct world *w = *state;
    int64_t meeting = weekly(w, "2026-03-10T14:00");
    cancels(w, meeting, "this", "2026-03-17T14:00");
    const struct edit moved = {"this", "2026-03-24T14:00", "Viikko", "2026-03-25T09:00", 60, NULL};
    change(w, meeting, &moved, NULL);
    const struct edit renamed = {"all", NULL, "Joka toinen", "2026-03-10T14:00", 60, "FREQ=WEEKLY;INTERVAL=2"};
    assert_int_equal(change(w, meeting, &renamed, NULL), 1);
    march(w, "2026-03-10T14:00 Joka toinen; 2026-03-25T09:00 Joka toinen");
    const struct edit later = {"all", NULL, "Joka toinen", "2026-03-10T15:00", 60, "FREQ=WEEKLY;INTERVAL=2"};
    assert_int_equal(change(w, meeting, &later, NULL), 1);
    march(w, "2026-03-10T15:00 Joka toinen; 2026-03-24T15:00 Joka toinen");
    const struct edit once = {"all", NULL, "Kerran", "2026-03-10T15:00", 60, NULL};
    change(w, meeting, &once, NULL);
    march(w, "2026-03-10T15:00 Kerran");
    const struct edit again = {"all", NULL, "Taas", "2026-03-10T15:00", 60, "FREQ=DAILY;COUNT=2"};
    change(w, meeting, &again, NULL);
    march(w, "2026-03-10T15:00 Taas; 2026-03-11T15:00 Taas");
}

/* ---- clocks ---- */

static void a_series_keeps_its_hour_when_the_clocks_move(void **state)
{
    struct world *w = *state;
    weekly(w, "2026-03-24T14:00"); /* summer time begins on the 29th */
    json_t *instances = instances_of(w, EERO, "2026-03-24", "2026-03-31");
    int64_t before = number_in(json_array_get(instances, 0), "start_at");
    int64_t after = number_in(json_array_get(instances, 1), "start_at");
    assert_int_equal(after - before, 7 * MS_PER_DAY - MS_PER_HOUR);
    json_decref(instances);
}

static void series_are_cut_and_moved_over_both_clock_changes(void **state)
{
    struct world *w = *state;
    int64_t meeting = weekly(w, "2026-03-22T03:30"), next = 0; /* a Sunday; on the 29th there is no 03:30 */
    has_in_calendar(w, EERO, "2026-03-22", "2026-04-05",
                    "2026-03-22T03:30 Viikko; 2026-03-29T03:30 Viikko; 2026-04-05T03:30 Viikko");
    const struct edit gap = {"this", "2026-03-29T03:30", "Aukko", "2026-03-29T05:00", 60, NULL};
    change(w, meeting, &gap, NULL);
    const struct edit spring = {"following", "2026-04-05T03:30", "Kesä", "2026-04-05T03:30", 60, "FREQ=WEEKLY"};
    assert_int_equal(change(w, meeting, &spring, &next), 0);
    assert_string_equal(rule_of(w, meeting), "FREQ=WEEKLY;UNTIL=20260404T205959Z");
    has_in_calendar(w, EERO, "2026-03-22", "2026-04-05",
                    "2026-03-22T03:30 Viikko; 2026-03-29T05:00 Aukko; 2026-04-05T03:30 Kesä");

    cancels(w, next, "this", "2026-10-25T03:30"); /* which the clocks show twice */
    int64_t autumn = 0;
    const struct edit fold = {"following", "2026-10-25T03:30", "Talvi", "2026-10-25T03:30", 60, "FREQ=WEEKLY"};
    assert_int_equal(change(w, next, &fold, &autumn), 0);
    assert_string_equal(rule_of(w, next), "FREQ=WEEKLY;UNTIL=20261024T205959Z");
    has_in_calendar(w, EERO, "2026-10-18", "2026-11-01",
                    "2026-10-18T03:30 Kesä; 2026-10-25T03:30 Talvi x; 2026-11-01T03:30 Talvi");
    json_t *instances = instances_of(w, EERO, "2026-10-25", "2026-10-25");
    assert_int_equal(number_in(json_array_get(instances, 0), "start_at"), INT64_C(1792888200000)); /* 00:30Z */
    json_decref(instances);
}

/* ---- cancelling ---- */

static void one_is_cancelled_and_held_after_all(void **state)
{
    struct world *w = *state;
    const char *host = the_board(w);
    int64_t meeting = weekly(w, "2026-03-17T14:00");
    const char *at = ",'occurs':'2026-03-24T14:00'";
    may_not_do(w, AINO, ERR_CONFLICT, "occurs", "not_cancelled", "meeting.restore", host, meeting, at);
    cancels(w, meeting, "this", "2026-03-24T14:00");
    march(w, "2026-03-17T14:00 Viikko; 2026-03-24T14:00 Viikko x; 2026-03-31T14:00 Viikko");
    may_not_do(w, AINO, ERR_CONFLICT, "occurs", "meeting_cancelled", "meeting.cancel", host, meeting,
               ",'which':'this','occurs':'2026-03-24T14:00'");
    may_not_do(w, AINO, ERR_CONFLICT, "meeting", "not_cancelled", "meeting.restore", host, meeting, "");
    json_t *instances = instances_of(w, EERO, "2026-03-24", "2026-03-24");
    assert_string_equal(json_string_value(json_object_get(json_array_get(instances, 0), "cancel_note")), "Loma");
    json_decref(instances);
    does_to(w, AINO, "meeting.restore", host, meeting, at);
    march(w, "2026-03-17T14:00 Viikko; 2026-03-24T14:00 Viikko; 2026-03-31T14:00 Viikko");
    assert_int_equal(rows_of(w, EERO, host, "occurrences"), 0);

    const struct edit moved = {"this", "2026-03-24T14:00", "Muu", "2026-03-25T14:00", 60, NULL};
    change(w, meeting, &moved, NULL);
    cancels(w, meeting, "this", "2026-03-24T14:00");
    march(w, "2026-03-17T14:00 Viikko; 2026-03-25T14:00 Muu x; 2026-03-31T14:00 Viikko");
    does_to(w, AINO, "meeting.cancel", host, meeting, ",'which':'all'");
    may_not_do(w, AINO, ERR_CONFLICT, "meeting", "meeting_cancelled", "meeting.restore", host, meeting, at);
    march(w, "2026-03-17T14:00 Viikko x; 2026-03-25T14:00 Muu x; 2026-03-31T14:00 Viikko x");
    does_to(w, AINO, "meeting.restore", host, meeting, "");
    does_to(w, AINO, "meeting.restore", host, meeting, at);
    march(w, "2026-03-17T14:00 Viikko; 2026-03-25T14:00 Muu; 2026-03-31T14:00 Viikko");
}

static void the_following_are_cancelled_and_come_back_as_they_were(void **state)
{
    struct world *w = *state;
    const char *host = the_board(w);
    int64_t meeting = weekly(w, "2026-03-10T14:00");
    const struct edit moved = {"this", "2026-03-31T14:00", "Muu", "2026-03-30T09:00", 60, NULL};
    change(w, meeting, &moved, NULL);
    cancels(w, meeting, "following", "2026-03-24T14:00");
    march(w, "2026-03-10T14:00 Viikko; 2026-03-17T14:00 Viikko; 2026-03-24T14:00 Viikko x; 2026-03-30T09:00 Muu x");
    json_t *list = says(w, AINO, "meeting.list", "{%s}", host);
    const json_t *tail = json_array_get(json_object_get(list, "meetings"), 1);
    assert_int_equal(number_in(tail, "follows"), meeting);
    assert_string_equal(json_string_value(json_object_get(tail, "cancel_note")), "Loma");
    does_to(w, AINO, "meeting.restore", host, number_in(tail, "id"), "");
    json_decref(list);
    march(w, "2026-03-10T14:00 Viikko; 2026-03-17T14:00 Viikko; 2026-03-24T14:00 Viikko; 2026-03-30T09:00 Muu");
}

const struct CMUnitTest command_meeting_series_tests[] = {
    IN_MARCH(one_instance_is_moved_and_keeps_its_name),
    IN_MARCH(an_instance_may_come_before_its_series),
    IN_MARCH(which_one_is_said_and_exists),
    IN_MARCH(a_stale_change_of_one_is_shown_that_one),
    IN_MARCH(a_series_has_room_for_a_thousand_exceptions),
    IN_MARCH(the_following_ones_are_a_series_of_their_own),
    IN_MARCH(what_is_counted_stays_counted),
    IN_MARCH(from_the_first_on_is_all),
    IN_MARCH(what_was_said_of_the_following_goes_with_them_where_it_fits),
    IN_MARCH(what_stays_can_have_another_hour),
    IN_MARCH(all_are_changed_and_what_does_not_fit_is_dropped),
    IN_MARCH(a_series_keeps_its_hour_when_the_clocks_move),
    IN_MARCH(series_are_cut_and_moved_over_both_clock_changes),
    IN_MARCH(one_is_cancelled_and_held_after_all),
    IN_MARCH(the_following_are_cancelled_and_come_back_as_they_were),
};

SUITE_COUNT(command_meeting_series);
