/* model_feed.c - what calendar feeds say, what they never say, and when they are another version */
#include "feeds.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "plans.h"
#include "suites.h"

static const char *board_scope(const struct world *w)
{
    static char text[40];
    snprintf(text, sizeof text, "board:%lld", (long long)w->board);
    return text;
}

static void promises(struct world *w, const char *kind, const char *from_on, const char *until_on, const char *text)
{
    json_decref(says(w, AINO, "follow_up.create",
                     "{'board':%lld,'kind':'%s','text':'%s','account':%lld,'from_on':'%s','until_on':'%s'}",
                     (long long)w->board, kind, text, (long long)w->account[AINO], from_on, until_on));
}

static int64_t asks_oneself(struct world *w, const char *title, const char *due_on)
{
    json_t *made = says(w, AINO, "task.create", "{'board':%lld,'title':'%s','unit':%lld,'assignee':%lld,'due_on':'%s'}",
                        (long long)w->board, title, (long long)id_of_unit(w, "Aikuissosiaalityö"),
                        (long long)w->account[AINO], due_on);
    int64_t task = number_in(made, "task");
    json_decref(made);
    return task;
}

/* One of everything: a series of the board with an instance moved and one cancelled, a single one, one of a team, a
 * follow-up, a task. */
static void fills_a_calendar(struct world *w)
{
    int64_t series = plans(w, AINO, the_board(w), "KANARIA otsikko", "2026-03-09T14:00",
                           ",'rrule':'FREQ=WEEKLY;BYDAY=MO','place':'Huone, 2; krs','link':'https://kokous.example/1'");
    edits(w, AINO, the_board(w), series,
          &(struct edit){.which = "this",
                         .occurs = "2026-03-30T14:00",
                         .title = "KANARIA toinen",
                         .start = "2026-03-31T15:30",
                         .minutes = 45},
          NULL);
    does_to(w, AINO, "meeting.cancel", the_board(w), series,
            ",'which':'this','occurs':'2026-04-06T14:00','note':'KANARIA syy'");
    int64_t team = begins_team(w, AINO, "Perhetiimi");
    plans(w, AINO, the_team(team), "KANARIA tiimi", "2026-10-25T03:30", "");
    promises(w, "control", "2026-05-04", "2026-05-08", "KANARIA lupaus");
    asks_oneself(w, "KANARIA tehtävä", "2026-03-20");
}

/* ---- what is in it ---- */

static void is_golden(const char *calendar, const char *path)
{
    char *text = unnamed(calendar);
    static char golden[65536];
    FILE *file = fopen(path, getenv("GOLDEN") ? "w+b" : "rb");
    if (!file) fail_msg("%s: run from the top folder", path);
    if (getenv("GOLDEN")) fputs(text, file);
    rewind(file);
    golden[fread(golden, 1, sizeof golden - 1, file)] = '\0';
    fclose(file);
    assert_string_equal(text, golden);
    free(text);
}

static void a_calendar_is_word_by_word_as_in_the_golden_file(void **state)
{
    struct world *w = *state;
    char plain[FEED_TOKEN], code[FEED_TOKEN];
    fills_a_calendar(w);
    makes_feed(w, AINO, "mine", "plain", ",'tasks':'both','language':'fi'", plain);
    makes_feed(w, AINO, board_scope(w), "code", ",'tasks':'both','language':'sv'", code);
    char *calendar = calendar_of(w, plain);
    is_golden(calendar, "tests/unit/feed_plain.golden.ics");
    free(calendar);
    calendar = calendar_of(w, code);
    is_golden(calendar, "tests/unit/feed_code.golden.ics");
    free(calendar);
}

static void nothing_that_people_wrote_of_a_client_is_in_a_feed(void **state)
{
    struct world *w = *state;
    static const char *const details[] = {"plain", "code"};
    fills_a_calendar(w);
    adds_card(w, AINO, "voice", "KANARIA kortti");
    for (int i = 0; i < 2; i++) {
        char token[FEED_TOKEN];
        makes_feed(w, AINO, "mine", details[i], ",'tasks':'both'", token);
        char *calendar = calendar_of(w, token);
        assert_true(times_in(calendar, "BEGIN:VEVENT") > 4);
        has_no(calendar, "KANARIA");
        has_no(calendar, "Kotona pärjääminen");
        has_no(calendar, "Esimerkki");
        has_no(calendar, "ATTENDEE");
        has_no(calendar, "ORGANIZER");
        if (i == 0) has_no(calendar, "K-2026-");
        if (i == 0) has_no(calendar, "Perhetiimi");
        if (i == 1) has_line(calendar, "SUMMARY:Team meeting: Perhetiimi");
        if (i == 1) has_line(calendar, "SUMMARY:Meeting K-2026-0001");
        free(calendar);
    }
}

static void a_place_with_any_letters_is_one_line(void **state)
{
    struct world *w = *state;
    char token[FEED_TOKEN];
    plans(w, AINO, the_board(w), "x", "2026-03-09T14:00", ",'place':'Talo 4, 2. krs; \\\\ 🏠 DTSTART:1'");
    makes_feed(w, AINO, "mine", "plain", "", token);
    char *calendar = calendar_of(w, token);
    has_line(calendar, "LOCATION:Talo 4\\, 2. krs\\; \\\\ 🏠 DTSTART:1");
    for (const char *line = calendar, *end; (end = strstr(line, "\r\n")); line = end + 2)
        assert_true(end - line <= 75);
    assert_int_equal(times_in(calendar, "\n"), times_in(calendar, "\r\n"));
    free(calendar);
}

static void tasks_are_days_or_tasks_or_both_or_none(void **state)
{
    struct world *w = *state;
    static const struct {
        const char *tasks;
        unsigned days, todos;
    } ways[] = {{"", 1, 0}, {",'tasks':'todo'", 0, 1}, {",'tasks':'both'", 1, 1}, {",'tasks':'none_shown'", 0, 0}};
    int64_t task = asks_oneself(w, "Soita Kelaan", "2026-03-20");
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        char token[FEED_TOKEN];
        makes_feed(w, AINO, "mine", "code", ways[i].tasks, token);
        char *calendar = calendar_of(w, token);
        assert_int_equal(times_in(calendar, "BEGIN:VEVENT"), ways[i].days);
        assert_int_equal(times_in(calendar, "BEGIN:VTODO"), ways[i].todos);
        assert_int_equal(times_in(calendar, "SUMMARY:Task K-2026-0001\\, Aikuissosiaalityö"),
                         ways[i].days + ways[i].todos);
        free(calendar);
    }
    char token[FEED_TOKEN];
    makes_feed(w, AINO, "mine", "plain", "", token);
    json_decref(says(w, AINO, "task.cancel", "{'board':%lld,'task':%lld,'reason':'ei tarvita'}", (long long)w->board,
                     (long long)task));
    char *calendar = calendar_of(w, token);
    assert_int_equal(times_in(calendar, "BEGIN:VEVENT"), 0);
    free(calendar);
}

static void ones_own_answer_says_whether_the_time_is_taken(void **state)
{
    struct world *w = *state;
    char token[FEED_TOKEN];
    int64_t meeting = plans(w, AINO, the_board(w), "x", "2026-03-09T14:00", ",'rrule':'FREQ=WEEKLY;BYDAY=MO;COUNT=5'");
    makes_feed(w, EERO, "mine", "plain", "", token);
    answers(w, EERO, meeting, "2026-03-16T14:00", "no");
    char *calendar = calendar_of(w, token);
    assert_int_equal(times_in(calendar, "TRANSP:OPAQUE"), 1);
    assert_int_equal(times_in(calendar, "TRANSP:TRANSPARENT"), 1);
    has_line(calendar, "RECURRENCE-ID;TZID=Europe/Helsinki:20260316T140000");
    free(calendar);
    answers(w, EERO, meeting, NULL, "maybe");
    calendar = calendar_of(w, token);
    has_line(calendar, "STATUS:TENTATIVE");
    free(calendar);
}

/* RFC 5546 § 2.1.5: of two with one SEQUENCE the later DTSTAMP counts; a program may pass over one that is no later. */
static void an_answer_makes_a_later_item_of_the_same_sequence(void **state)
{
    struct world *w = *state;
    char token[FEED_TOKEN];
    int64_t meeting = plans(w, AINO, the_board(w), "x", "2026-03-09T14:00", ",'rrule':'FREQ=WEEKLY;BYDAY=MO;COUNT=5'");
    makes_feed(w, EERO, "mine", "plain", "", token);
    time_passes(w, MS_PER_HOUR);
    answers(w, EERO, meeting, "2026-03-16T14:00", "no");
    char *calendar = calendar_of(w, token);
    assert_int_equal(times_in(calendar, "DTSTAMP:20260302T080000Z"), 1);
    assert_int_equal(times_in(calendar, "DTSTAMP:20260302T090000Z"), 1);
    assert_int_equal(times_in(calendar, "SEQUENCE:0"), 2);
    free(calendar);
    time_passes(w, MS_PER_HOUR);
    answers(w, EERO, meeting, NULL, "maybe");
    calendar = calendar_of(w, token);
    has_line(calendar, "DTSTAMP:20260302T100000Z");
    has_line(calendar, "LAST-MODIFIED:20260302T100000Z");
    assert_int_equal(times_in(calendar, "DTSTAMP:20260302T080000Z"), 0);
    free(calendar);
}

static void a_guest_sees_a_meeting_and_nothing_of_the_team(void **state)
{
    struct world *w = *state;
    char token[FEED_TOKEN], more[64];
    int64_t team = begins_team(w, AINO, "Perhetiimi");
    int64_t meeting = plans(w, AINO, the_team(team), "x", "2026-03-09T14:00", ",'rrule':'FREQ=WEEKLY;BYDAY=MO'");
    snprintf(more, sizeof more, ",'account':%lld,'occurs':'2026-03-16T14:00'", (long long)w->account[OUTI]);
    does_to(w, AINO, "meeting.invite", the_team(team), meeting, more);
    makes_feed(w, OUTI, "mine", "code", "", token);
    char *calendar = calendar_of(w, token);
    assert_int_equal(times_in(calendar, "BEGIN:VEVENT"), 1);
    has_line(calendar, "DTSTART:20260316T120000Z");
    has_line(calendar, "SUMMARY:Team meeting");
    has_no(calendar, "RRULE:FREQ=WEEKLY");
    free(calendar);
}

/* ---- cancelled, and the window ---- */

static void what_is_cancelled_says_so_for_thirty_days(void **state)
{
    struct world *w = *state;
    char token[FEED_TOKEN];
    int64_t series = plans(w, AINO, the_board(w), "x", "2026-03-09T14:00", ",'rrule':'FREQ=WEEKLY;BYDAY=MO'");
    int64_t single = plans(w, AINO, the_board(w), "x", "2026-04-20T09:00", "");
    makes_feed(w, AINO, "mine", "plain", ",'language':'fi'", token);
    does_to(w, AINO, "meeting.cancel", the_board(w), series, ",'which':'this','occurs':'2026-04-13T14:00'");
    does_to(w, AINO, "meeting.cancel", the_board(w), single, ",'which':'all'");
    char *calendar = calendar_of(w, token);
    assert_int_equal(times_in(calendar, "STATUS:CANCELLED"), 2);
    has_line(calendar, "SUMMARY:Peruttu: Tapaaminen");
    has_line(calendar, "SEQUENCE:1");
    has_no(calendar, "EXDATE");
    free(calendar);

    time_passes(w, 31 * MS_PER_DAY);
    calendar = calendar_of(w, token);
    assert_int_equal(times_in(calendar, "STATUS:CANCELLED"), 0);
    has_line(calendar, "EXDATE;TZID=Europe/Helsinki:20260413T140000");
    assert_int_equal(times_in(calendar, "BEGIN:VEVENT"), 1);
    free(calendar);
}

static void a_calendar_reaches_ninety_days_back_and_eighteen_months_on(void **state)
{
    struct world *w = *state;
    char token[FEED_TOKEN];
    plans(w, AINO, the_board(w), "x", "2025-12-01T23:00", ""); /* ends at midnight before the first day */
    plans(w, AINO, the_board(w), "x", "2025-12-02T00:00", "");
    plans(w, AINO, the_board(w), "x", "2027-08-31T22:00", "");
    plans(w, AINO, the_board(w), "x", "2027-09-02T00:00", "");
    makes_feed(w, AINO, "mine", "plain", "", token);
    char *calendar = calendar_of(w, token);
    assert_int_equal(times_in(calendar, "BEGIN:VEVENT"), 2);
    has_line(calendar, "DTSTART:20251201T220000Z");
    has_line(calendar, "DTSTART:20270831T190000Z");
    free(calendar);
}

/* ---- names and versions ---- */

static void names_stay_for_ever_and_differ_from_feed_to_feed(void **state)
{
    struct world *w = *state;
    char one[FEED_TOKEN], other[FEED_TOKEN];
    int64_t meeting = plans(w, AINO, the_board(w), "x", "2026-03-09T14:00", "");
    makes_feed(w, AINO, "mine", "plain", "", one);
    makes_feed(w, AINO, "mine", "plain", "", other);
    char *first = calendar_of(w, one), *second = calendar_of(w, other);
    char *names = uids_of(first), *others = uids_of(second);
    assert_string_not_equal(names, others);
    edits(w, AINO, the_board(w), meeting, &(struct edit){.which = "all", .title = "y", .start = "2026-03-10T15:00"},
          NULL);
    world_reopen(w);
    char *later = calendar_of(w, one), *names_later = uids_of(later);
    assert_string_equal(names, names_later);
    assert_string_not_equal(first, later);
    has_line(first, "SEQUENCE:0");
    has_line(later, "SEQUENCE:1");
    free(first), free(second), free(names), free(others), free(later), free(names_later);
}

static void the_same_version_is_the_same_bytes_whenever_it_is_read(void **state)
{
    struct world *w = *state;
    char token[FEED_TOKEN];
    fills_a_calendar(w);
    makes_feed(w, AINO, "mine", "code", ",'tasks':'both'", token);
    char *etag = etag_of(w, token), *calendar = calendar_of(w, token);
    time_passes(w, 13 * MS_PER_HOUR); /* still the same day */
    char *later = etag_of(w, token), *calendar_later = calendar_of(w, token);
    assert_string_equal(etag, later);
    assert_string_equal(calendar, calendar_later);
    json_t *known = feed_version_of(w, token, etag);
    assert_int_equal(number_in(known, "plain"), 0); /* nothing was written for it */
    json_decref(known);

    json_t *version = feed_version_of(w, token, NULL);
    assert_int_equal(number_in(version, "ends_at"), MEETINGS_NOW + 14 * MS_PER_HOUR); /* midnight in Helsinki */
    json_decref(version);
    time_passes(w, 2 * MS_PER_HOUR);
    char *tomorrow = etag_of(w, token);
    assert_string_not_equal(etag, tomorrow);
    free(etag), free(calendar), free(later), free(calendar_later), free(tomorrow);
}

/* The version has moved on since, and what it was before is put there. */
static void moved_on(struct world *w, const char *token, char **etag, const char *what)
{
    char *is = etag_of(w, token);
    if (!strcmp(is, *etag)) fail_msg("the same version after %s", what);
    free(*etag);
    *etag = is;
}

static void every_change_that_a_feed_shows_is_a_version(void **state)
{
    struct world *w = *state;
    char mine[FEED_TOKEN], board[FEED_TOKEN], more[64];
    makes_feed(w, AINO, "mine", "code", "", mine);
    makes_feed(w, LEENA, board_scope(w), "code", "", board);
    char *own = etag_of(w, mine), *shown = etag_of(w, board);
#define BOTH(what) moved_on(w, mine, &own, what), moved_on(w, board, &shown, what)
    int64_t meeting = plans(w, AINO, the_board(w), "x", "2026-03-09T14:00", ",'rrule':'FREQ=DAILY'");
    BOTH("meeting.create");
    edits(w, AINO, the_board(w), meeting,
          &(struct edit){.which = "this", .occurs = "2026-03-12T14:00", .title = "y", .start = "2026-03-12T15:00"},
          NULL);
    BOTH("meeting.edit");
    does_to(w, AINO, "meeting.cancel", the_board(w), meeting, ",'which':'all'");
    BOTH("meeting.cancel");
    does_to(w, AINO, "meeting.restore", the_board(w), meeting, "");
    BOTH("meeting.restore");
    promises(w, "call", "2026-05-04", "2026-05-04", "x");
    BOTH("follow_up.create");
    int64_t task = asks_oneself(w, "x", "2026-03-20");
    BOTH("task.create");
    json_decref(says(w, AINO, "task.reschedule", "{'board':%lld,'task':%lld,'due_on':'2026-03-21'}",
                     (long long)w->board, (long long)task));
    BOTH("task.reschedule");
    json_decref(says(w, AINO, "board.archive", "{'board':%lld}", (long long)w->board));
    BOTH("board.archive");
    json_decref(says(w, AINO, "board.reopen", "{'board':%lld}", (long long)w->board));
    BOTH("board.reopen");
    answers(w, AINO, meeting, NULL, "no");
    moved_on(w, mine, &own, "meeting.answer");
    int64_t team = begins_team(w, EERO, "Perhetiimi");
    lets_in(w, EERO, team, AINO, "member");
    moved_on(w, mine, &own, "team.add");
    json_decref(says(w, EERO, "team.rename", "{'team':%lld,'name':'Toinen'}", (long long)team));
    moved_on(w, mine, &own, "team.rename");
    meeting = plans(w, EERO, the_team(team), "x", "2026-03-09T14:00", "");
    moved_on(w, mine, &own, "meeting.create of a team");
    json_decref(says(w, AINO, "team.leave", "{'team':%lld}", (long long)team));
    moved_on(w, mine, &own, "team.leave");
    snprintf(more, sizeof more, ",'account':%lld", (long long)w->account[AINO]);
    does_to(w, EERO, "meeting.invite", the_team(team), meeting, more);
    moved_on(w, mine, &own, "meeting.invite");
    does_to(w, EERO, "meeting.uninvite", the_team(team), meeting, more);
    moved_on(w, mine, &own, "meeting.uninvite");
#undef BOTH
    free(own), free(shown);
}

static void one_meeting_is_a_calendar_of_its_own(void **state)
{
    struct world *w = *state;
    int64_t meeting =
        plans(w, AINO, the_board(w), "KANARIA", "2026-03-09T14:00", ",'rrule':'FREQ=WEEKLY;BYDAY=MO;COUNT=3'");
    plans(w, AINO, the_board(w), "other", "2026-03-09T16:00", "");
    struct told *told =
        world_ask(w, LEENA, "feed.meeting",
                  json_pack("{s:I,s:I}", "board", (json_int_t)w->board, "meeting", (json_int_t)meeting));
    assert_int_equal(told->err, ERR_OK);
    const char *calendar = (const char *)frame_data(told->body);
    assert_int_equal(times_in(calendar, "BEGIN:VEVENT"), 1);
    has_line(calendar, "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3");
    has_line(calendar, "SUMMARY:Meeting K-2026-0001");
    has_no(calendar, "KANARIA");
    told_free(told);
    is_refused(w, LEENA, ERR_NOT_FOUND, "meeting", "no_such_meeting", "feed.meeting", "{'board':%lld,'meeting':1}",
               (long long)w->board);
    is_refused(w, OUTI, ERR_NOT_FOUND, NULL, NULL, "feed.meeting", "{'board':%lld,'meeting':%lld}", (long long)w->board,
               (long long)meeting);
}

const struct CMUnitTest model_feed_tests[] = {
    IN_MARCH(a_calendar_is_word_by_word_as_in_the_golden_file),
    IN_MARCH(nothing_that_people_wrote_of_a_client_is_in_a_feed),
    IN_MARCH(a_place_with_any_letters_is_one_line),
    IN_MARCH(tasks_are_days_or_tasks_or_both_or_none),
    IN_MARCH(ones_own_answer_says_whether_the_time_is_taken),
    IN_MARCH(an_answer_makes_a_later_item_of_the_same_sequence),
    IN_MARCH(a_guest_sees_a_meeting_and_nothing_of_the_team),
    IN_MARCH(what_is_cancelled_says_so_for_thirty_days),
    IN_MARCH(a_calendar_reaches_ninety_days_back_and_eighteen_months_on),
    IN_MARCH(names_stay_for_ever_and_differ_from_feed_to_feed),
    IN_MARCH(the_same_version_is_the_same_bytes_whenever_it_is_read),
    IN_MARCH(every_change_that_a_feed_shows_is_a_version),
    IN_MARCH(one_meeting_is_a_calendar_of_its_own),
};
SUITE_COUNT(model_feed);
