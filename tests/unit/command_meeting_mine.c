/* command_meeting_mine.c - whose calendar shows what, what a plan runs into, and who is told of changes */
#include "suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "command/command.h"
#include "meetings.h"

/* ---- in whose calendar ---- */

static void an_archived_board_is_in_no_calendar(void **state)
{
    struct world *w = *state;
    const char *host = the_board(w);
    int64_t meeting = plans(w, AINO, host, "Verkosto", "2026-03-10T14:00", "");
    json_decref(says(w, AINO, "board.archive", "{%s}", host));
    has_in_calendar(w, EERO, "2026-03-01", "2026-03-31", "");
    assert_int_equal(rows_of(w, EERO, host, "meetings"), 1);
    may_not_do(w, AINO, ERR_CONFLICT, "board", "archived", "meeting.cancel", host, meeting, ",'which':'all'");
    json_decref(says(w, AINO, "board.reopen", "{%s}", host));
    has_in_calendar(w, EERO, "2026-03-01", "2026-03-31", "2026-03-10T14:00 Verkosto");
}

static void whoever_is_let_out_of_a_board_loses_its_meetings(void **state)
{
    struct world *w = *state;
    const char *host = the_board(w);
    int64_t meeting = plans(w, AINO, host, "Verkosto", "2026-03-10T14:00", "");
    json_decref(says(w, AINO, "participant.remove", "{%s%s}", host, whom(w, EERO)));
    json_t *event = last_event(w);
    assert_int_equal(json_object_size(json_object_get(json_object_get(event, "set"), "invitation")), 1);
    json_decref(event);
    has_in_calendar(w, EERO, "2026-03-01", "2026-03-31", "");
    may_not_answer(w, EERO, ERR_NOT_FOUND, "meeting", "no_such_meeting", meeting, NULL);
    json_decref(says(w, AINO, "participant.add", "{%s%s,'role':'member'}", host, whom(w, EERO)));
    has_in_calendar(w, EERO, "2026-03-01", "2026-03-31", "");
    does_to(w, AINO, "meeting.invite", host, meeting, whom(w, EERO));
    has_in_calendar(w, EERO, "2026-03-01", "2026-03-31", "2026-03-10T14:00 Verkosto");
}

static void a_calendar_row_says_where_it_belongs(void **state)
{
    struct world *w = *state;
    int64_t team = begins_team(w, AINO, "Tiimi");
    plans(w, AINO, the_board(w), "Taulun", "2026-03-10T14:00", "");
    plans(w, AINO, the_team(team), "Tiimin", "2026-03-10T15:00", ",'rrule':'FREQ=WEEKLY'");
    json_t *instances = instances_of(w, AINO, "2026-03-10", "2026-03-10");
    const json_t *one = json_array_get(instances, 0), *two = json_array_get(instances, 1);
    assert_int_equal(number_in(one, "board"), w->board);
    assert_string_equal(json_string_value(json_object_get(one, "code")), "K-2026-0001");
    assert_string_equal(json_string_value(json_object_get(one, "host_title")), "Kotona pärjääminen");
    assert_true(json_is_null(json_object_get(one, "occurs")) && json_is_false(json_object_get(one, "is_series")));
    assert_int_equal(number_in(one, "start_at"), INT64_C(1773144000000)); /* 2026-03-10T12:00Z */
    assert_int_equal(number_in(one, "end_at"), INT64_C(1773147600000));
    assert_int_equal(number_in(two, "team"), team);
    assert_string_equal(json_string_value(json_object_get(two, "host_title")), "Tiimi");
    assert_string_equal(json_string_value(json_object_get(two, "occurs")), "2026-03-10T15:00");
    assert_true(json_is_true(json_object_get(two, "is_series")));
    json_decref(instances);
}

static void a_span_has_an_order_and_an_end(void **state)
{
    struct world *w = *state;
    const char *mine = "meeting.mine";
    is_refused(w, AINO, ERR_BAD_INPUT, "until_on", "before_start", mine,
               "{'from_on':'2026-03-10','until_on':'2026-03-09'}");
    is_refused(w, AINO, ERR_BAD_INPUT, "until_on", "too_long_time", mine,
               "{'from_on':'2026-01-01','until_on':'2027-02-05'}");
    json_decref(says(w, AINO, mine, "{'from_on':'2026-01-01','until_on':'2027-02-04'}")); /* 400 days */
    is_refused(w, AINO, ERR_BAD_INPUT, "from_on", "not_a_day", mine,
               "{'from_on':'1999-12-31','until_on':'2000-01-01'}");
    is_refused(w, AINO, ERR_BAD_INPUT, "until_on", "not_a_day", mine,
               "{'from_on':'2199-12-01','until_on':'2200-01-01'}");
    json_decref(says(w, AINO, mine, "{'from_on':'2199-12-31','until_on':'2199-12-31'}"));
    json_decref(says(w, AINO, mine, "{'from_on':'2000-01-01','until_on':'2000-01-01'}"));
    is_refused(w, ADMIN, ERR_NOT_ALLOWED, NULL, NULL, mine, "{'from_on':'2026-01-01','until_on':'2026-01-01'}");
    for (int i = 0; i < 6; i++)
        plans(w, AINO, the_board(w), "x", "2026-03-10T14:00", ",'rrule':'FREQ=DAILY'");
    is_refused(w, AINO, ERR_BAD_INPUT, "until_on", "too_long_time", mine,
               "{'from_on':'2026-03-10','until_on':'2027-03-10'}");
    json_decref(says(w, AINO, mine, "{'from_on':'2026-03-10','until_on':'2027-01-10'}"));
}

static void a_meeting_over_midnight_is_in_both_days(void **state)
{
    struct world *w = *state;
    plans(w, AINO, the_board(w), "Yö", "2026-03-10T23:30", "");
    has_in_calendar(w, AINO, "2026-03-10", "2026-03-10", "2026-03-10T23:30 Yö");
    has_in_calendar(w, AINO, "2026-03-11", "2026-03-11", "2026-03-10T23:30 Yö");
    has_in_calendar(w, AINO, "2026-03-12", "2026-03-12", "");
}

/* ---- conflicts ---- */

/* "start mine/busy/named" for each. */
static void runs_into(struct world *w, enum who who, const char *host, const char *start, const char *more,
                      const char *expected)
{
    char text[2000] = "";
    json_t *answer = says(w, who, "meeting.conflicts", "{%s,'start':'%s','tz':'Europe/Helsinki','minutes':60%s}", host,
                          start, more),
           *it;
    size_t i;
    json_array_foreach (json_object_get(answer, "conflicts"), i, it) {
        size_t len = strlen(text);
        snprintf(text + len, sizeof text - len, "%s%s %zu/%lld/%zu", i ? "; " : "",
                 json_string_value(json_object_get(it, "start")), json_array_size(json_object_get(it, "mine")),
                 (long long)number_in(it, "busy_count"), json_array_size(json_object_get(it, "busy")));
    }
    assert_string_equal(text, expected);
    json_decref(answer);
}

static void one_sees_what_a_plan_runs_into_and_of_others_only_that(void **state)
{
    struct world *w = *state;
    const char *host = the_board(w);
    int64_t theirs = begins_team(w, EERO, "Salainen"), mine = begins_team(w, AINO, "Oma");
    char outi[64];
    snprintf(outi, sizeof outi, ",'invite':[%lld]", (long long)w->account[OUTI]);
    plans(w, EERO, the_team(theirs), "Potilas X", "2026-03-10T14:30", "");
    int64_t own = plans(w, AINO, the_team(mine), "Oma", "2026-03-17T13:30", "");
    runs_into(w, AINO, host, "2026-03-10T14:00", "", "2026-03-10T14:00 0/1/1");
    runs_into(w, AINO, host, "2026-03-10T15:30", "", "");
    runs_into(w, AINO, host, "2026-03-10T13:30", "", "");
    runs_into(w, AINO, host, "2026-03-10T14:00", ",'rrule':'FREQ=WEEKLY'",
              "2026-03-10T14:00 0/1/1; 2026-03-17T14:00 1/0/0");
    json_t *answer =
        says(w, AINO, "meeting.conflicts", "{%s,'start':'2026-03-10T14:00','tz':'Europe/Helsinki','minutes':60}", host);
    char *text = json_dumps(answer, 0);
    assert_non_null(strstr(text, "Eero Esimerkki"));
    assert_null(strstr(text, "Potilas"));
    assert_null(strstr(text, "Salainen"));
    free(text);
    json_decref(answer);

    /* a guest of the team is counted, not named */
    plans(w, EERO, the_team(theirs), "Toinen", "2026-03-24T14:00", outi);
    runs_into(w, AINO, the_team(mine), "2026-03-24T14:00", outi, "2026-03-24T14:00 0/1/0");
    runs_into(w, AINO, the_team(mine), "2026-03-17T13:30", "", "2026-03-17T13:30 1/0/0");
    char self[48];
    snprintf(self, sizeof self, ",'meeting':%lld", (long long)own);
    runs_into(w, AINO, the_team(mine), "2026-03-17T13:30", self, "");
}

static void what_is_cancelled_or_declined_is_no_conflict(void **state)
{
    struct world *w = *state;
    const char *host = the_board(w);
    int64_t team = begins_team(w, AINO, "Tiimi");
    const char *ours = the_team(team);
    int64_t week = plans(w, AINO, ours, "Viikko", "2026-03-10T14:00", ",'rrule':'FREQ=WEEKLY;COUNT=4'");
    does_to(w, AINO, "meeting.cancel", ours, week, ",'which':'this','occurs':'2026-03-17T14:00'");
    answers(w, AINO, week, "2026-03-24T14:00", "no");
    runs_into(w, AINO, host, "2026-03-10T14:00", ",'rrule':'FREQ=WEEKLY;COUNT=8'",
              "2026-03-10T14:00 1/0/0; 2026-03-31T14:00 1/0/0");
}

static void conflicts_are_looked_for_a_year_ahead(void **state)
{
    struct world *w = *state;
    const char *host = the_board(w);
    int64_t team = begins_team(w, AINO, "Tiimi");
    plans(w, AINO, the_team(team), "Päivä", "2026-02-01T14:00", ",'rrule':'FREQ=DAILY'");
    json_t *answer =
        says(w, AINO, "meeting.conflicts",
             "{%s,'start':'2026-02-01T14:00','tz':'Europe/Helsinki','minutes':60,'rrule':'FREQ=DAILY'}", host);
    assert_int_equal(json_array_size(json_object_get(answer, "conflicts")), 366);
    json_decref(answer);
    runs_into(w, AINO, host, "2026-02-10T14:00", "", ""); /* it has been */
    is_refused(w, AINO, ERR_BAD_INPUT, "rrule", "rule_not_readable", "meeting.conflicts",
               "{%s,'start':'2026-02-01T14:00','tz':'Europe/Helsinki','minutes':60,'rrule':'x'}", host);
    is_refused(w, AINO, ERR_NOT_FOUND, "meeting", "no_such_meeting", "meeting.conflicts",
               "{%s,'start':'2026-02-01T14:00','tz':'Europe/Helsinki','minutes':60,'meeting':1}", host);
    is_refused(w, AINO, ERR_BAD_INPUT, "invite", "not_on_board", "meeting.conflicts",
               "{%s,'start':'2026-02-01T14:00','tz':'Europe/Helsinki','minutes':60,'invite':[%lld]}", host,
               (long long)w->account[OUTI]);
    is_refused(w, LEENA, ERR_NOT_ALLOWED, NULL, NULL, "meeting.conflicts",
               "{%s,'start':'2026-02-01T14:00','tz':'Europe/Helsinki','minutes':60}", host);
}

/* ---- who is told ---- */

static void wake(void *context)
{
    (void)context;
}

/* Who is told that their calendar changed, as bits by `who`. */
static unsigned told_of(struct world *w, enum who who, const char *method, json_t *params)
{
    const struct actor actor = {.session = w->session[who], .language = LANGUAGE_EN};
    unsigned bits = 0;
    bool is_answered = false;
    int quiet = 0;
    store_ask(w->store, ask_new(++w->asked, command_find(method), params, actor));
    for (int tries = 0; tries < 5000 && quiet < 3; tries++) {
        for (struct told *told = store_take(w->store), *next; told; told = next) {
            next = (struct told *)told->item.next;
            if (told->kind == TOLD_ANSWER) assert_int_equal(told->err, ERR_OK);
            is_answered |= told->kind == TOLD_ANSWER;
            for (enum who whose = AINO; whose < VISITOR; whose++)
                if (told->kind == TOLD_CALENDAR && told->account == w->account[whose]) bits |= 1u << whose;
            told_free(told);
        }
        quiet = is_answered ? quiet + 1 : 0;
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    return bits;
}

static json_t *cancelling(const char *host, int64_t id, int64_t meeting, const char *key)
{
    return json_pack("{s:I,s:I,s:s,s:s}", host, (json_int_t)id, "meeting", (json_int_t)meeting, "which", "all", "key",
                     key);
}

static void everybody_whose_calendar_may_show_it_is_told(void **state)
{
    struct world *w = *state;
    int64_t team = begins_team(w, AINO, "Tiimi");
    int64_t of_board = plans(w, AINO, the_board(w), "Taulun", "2026-03-10T14:00", "");
    int64_t of_team = plans(w, AINO, the_team(team), "Tiimin", "2026-03-10T14:00", "");
    does_to(w, AINO, "meeting.invite", the_team(team), of_team, whom(w, OUTI));
    store_close(w->store);
    const struct store_options options = {.path = w->path, .readers = 2, .wake = wake};
    assert_int_equal(store_open(&options, &w->store), ERR_OK);
    const unsigned board = 1u << AINO | 1u << EERO | 1u << LEENA;
    assert_int_equal(told_of(w, AINO, "meeting.cancel", cancelling("board", w->board, of_board, "a")), board);
    assert_int_equal(told_of(w, AINO, "meeting.cancel", cancelling("team", team, of_team, "b")),
                     1u << AINO | 1u << OUTI);
    assert_int_equal(
        told_of(w, AINO, "board.archive", json_pack("{s:I,s:s}", "board", (json_int_t)w->board, "key", "c")), board);
    assert_int_equal(told_of(w, AINO, "team.end", json_pack("{s:I,s:s}", "team", (json_int_t)team, "key", "d")),
                     1u << AINO);
}

const struct CMUnitTest command_meeting_mine_tests[] = {
    IN_MARCH(an_archived_board_is_in_no_calendar),
    IN_MARCH(whoever_is_let_out_of_a_board_loses_its_meetings),
    IN_MARCH(a_calendar_row_says_where_it_belongs),
    IN_MARCH(a_span_has_an_order_and_an_end),
    IN_MARCH(a_meeting_over_midnight_is_in_both_days),
    IN_MARCH(one_sees_what_a_plan_runs_into_and_of_others_only_that),
    IN_MARCH(what_is_cancelled_or_declined_is_no_conflict),
    IN_MARCH(conflicts_are_looked_for_a_year_ahead),
    IN_MARCH(everybody_whose_calendar_may_show_it_is_told),
};

SUITE_COUNT(command_meeting_mine);
