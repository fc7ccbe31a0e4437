/* command_meeting.c - meetings of boards and teams: planned, invited to, answered, changed as a whole */
#include "suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "meetings.h"
#include "plans.h"

/* ---- planning ---- */

static void a_meeting_of_a_board_is_a_noun_of_it(void **state)
{
    struct world *w = *state;
    int64_t meeting = plans(w, EERO, the_board(w), "Verkosto", "2026-03-10T14:00",
                            ",'place':'Huone 4','link':'https://puhelu.example/4','rrule':'FREQ=WEEKLY;INTERVAL=1'");
    shows(w, "meeting", meeting,
          "{'title':'Verkosto','start':'2026-03-10T14:00','tz':'Europe/Helsinki','minutes':60,'place':'Huone 4',"
          "'link':'https://puhelu.example/4','rrule':'FREQ=WEEKLY','cancelled_at':null,'revision':0}");
    json_t *event = last_event(w);
    assert_string_equal(json_string_value(json_object_get(event, "name")), "meeting.created");
    const json_t *set = json_object_get(event, "set");
    assert_int_equal(json_object_size(json_object_get(set, "invitation")),
                     2); /* aino and eero, not leena who observes */
    json_decref(event);
}

static void either_a_board_or_a_team_meets(void **state)
{
    struct world *w = *state;
    const char *rest = "'title':'x','start':'2026-03-10T14:00','tz':'Europe/Helsinki','minutes':60";
    int64_t team = begins_team(w, AINO, "Tiimi");
    is_refused(w, AINO, ERR_BAD_INPUT, "board", "board_or_team", "meeting.create", "{%s}", rest);
    is_refused(w, AINO, ERR_BAD_INPUT, "board", "board_or_team", "meeting.create", "{%s,%s,%s}", the_board(w),
               the_team(team), rest);
    is_refused(w, LEENA, ERR_NOT_ALLOWED, NULL, NULL, "meeting.create", "{%s,%s}", the_board(w), rest);
    is_refused(w, OUTI, ERR_NOT_FOUND, NULL, NULL, "meeting.create", "{%s,%s}", the_board(w), rest);
    is_refused(w, EERO, ERR_NOT_FOUND, NULL, NULL, "meeting.create", "{%s,%s}", the_team(team), rest);
    is_refused(w, ADMIN, ERR_NOT_FOUND, NULL, NULL, "meeting.create", "{%s,%s}", the_board(w), rest);
}

struct bad {
    const char *field, *detail, *members;
};

static void what_can_not_be_is_refused_by_its_name(void **state)
{
    static const struct bad all[] = {
        {"start", "not_a_time", "'start':'2026-02-30T14:00'"},
        {"start", "not_a_time", "'start':'2026-03-10 14:00'"},
        {"start", "too_short", "'start':'2026-03-10'"},
        {"tz", "zone_not_supported", "'tz':'Europe/Stockholm'"},
        {"minutes", "too_small", "'minutes':4"},
        {"minutes", "too_large", "'minutes':1441"},
        {"title", "too_short", "'title':''"},
        {"link", "not_https", "'link':'http://puhelu.example'"},
        {"link", "not_https", "'link':'https://'"},
        {"link", "not_https", "'link':'https://a b'"},
        {"link", "not_https", "'link':'https://ä.example'"},
        {"link", "not_https", "'link':'javascript:alert(1)'"},
        {"rrule", "rule_frequency_not_supported", "'rrule':'FREQ=SECONDLY;COUNT=3'"},
        {"rrule", "rule_part_not_supported", "'rrule':'FREQ=MONTHLY;BYSETPOS=1'"},
        {"rrule", "rule_has_two_ends", "'rrule':'FREQ=DAILY;COUNT=3;UNTIL=20260401T000000Z'"},
        {"rrule", "rule_count_out_of_range", "'rrule':'FREQ=DAILY;COUNT=100000'"},
        {"rrule", "rule_not_readable", "'rrule':'viikoittain'"},
        {"rrule", "rule_ends_before_start", "'rrule':'FREQ=DAILY;UNTIL=20260301T000000Z'"},
        {"start", "start_not_in_rule", "'rrule':'FREQ=WEEKLY;BYDAY=MO'"},
        {"invite", "not_on_board", "'invite':[1]"},
    };
    struct world *w = *state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        char text[400] = "";
        static const char *const others[] = {"'title':'x'", "'start':'2026-03-10T14:00'", "'tz':'Europe/Helsinki'",
                                             "'minutes':60"};
        for (size_t k = 0; k < 4; k++) {
            size_t len = strcspn(others[k], ":");
            if (strncmp(others[k], all[i].members, len) == 0) continue;
            strcat(strcat(text, ","), others[k]);
        }
        is_refused(w, AINO, ERR_BAD_INPUT, all[i].field, all[i].detail, "meeting.create", "{%s%s,%s}", the_board(w),
                   text, all[i].members);
    }
}

static void a_board_has_room_for_two_thousand_meetings(void **state)
{
    struct world *w = *state;
    for (int i = 0; i < 2000; i++)
        plans(w, AINO, the_board(w), "x", "2026-03-10T14:00", "");
    is_refused(w, AINO, ERR_CONFLICT, "meeting", "too_many", "meeting.create",
               "{%s,'title':'x','start':'2026-03-10T14:00','tz':'Europe/Helsinki','minutes':60}", the_board(w));
    json_t *first = says(w, AINO, "meeting.mine", "{'from_on':'2026-03-10','until_on':'2026-03-10'}");
    assert_int_equal(json_array_size(json_object_get(first, "instances")), 2000);
    json_decref(first);
}

/* ---- who is invited ---- */

static void a_board_invites_those_who_work_on_it_or_whom_one_names(void **state)
{
    struct world *w = *state;
    char leena[48];
    snprintf(leena, sizeof leena, ",'invite':[%lld]", (long long)w->account[LEENA]);
    plans(w, AINO, the_board(w), "Kaikki", "2026-03-10T09:00", "");
    plans(w, AINO, the_board(w), "Leena", "2026-03-11T09:00", leena);
    has_in_calendar(w, AINO, "2026-03-01", "2026-03-31", "2026-03-10T09:00 Kaikki");
    has_in_calendar(w, EERO, "2026-03-01", "2026-03-31", "2026-03-10T09:00 Kaikki");
    has_in_calendar(w, LEENA, "2026-03-01", "2026-03-31", "2026-03-11T09:00 Leena");
    assert_int_equal(rows_of(w, LEENA, the_board(w), "meetings"), 2);
    assert_int_equal(rows_of(w, LEENA, the_board(w), "invitations"), 3);
    is_refused(w, AINO, ERR_BAD_INPUT, "invite", "not_on_board", "meeting.create",
               "{%s,'title':'x','start':'2026-03-10T14:00','tz':'Europe/Helsinki','minutes':60,'invite':[%lld]}",
               the_board(w), (long long)w->account[OUTI]);
}

static void an_invitation_is_given_once_and_taken_back(void **state)
{
    struct world *w = *state;
    const char *host = the_board(w);
    int64_t meeting = plans(w, AINO, host, "Verkosto", "2026-03-10T14:00", ",'rrule':'FREQ=WEEKLY'");
    may_not_do(w, AINO, ERR_CONFLICT, "account", "already_invited", "meeting.invite", host, meeting, whom(w, EERO));
    may_not_do(w, AINO, ERR_CONFLICT, "account", "already_invited", "meeting.invite", host, meeting,
               whom_at(w, EERO, "2026-03-17T14:00"));
    may_not_do(w, AINO, ERR_BAD_INPUT, "account", "not_on_board", "meeting.invite", host, meeting, whom(w, OUTI));
    may_not_do(w, LEENA, ERR_NOT_ALLOWED, NULL, NULL, "meeting.invite", host, meeting, whom(w, LEENA));
    may_not_do(w, AINO, ERR_NOT_FOUND, "meeting", "no_such_meeting", "meeting.invite", host, 1, whom(w, LEENA));
    may_not_do(w, AINO, ERR_NOT_FOUND, "occurs", "no_such_instance", "meeting.invite", host, meeting,
               whom_at(w, LEENA, "2026-03-18T14:00"));
    may_not_do(w, AINO, ERR_BAD_INPUT, "occurs", "not_a_time", "meeting.invite", host, meeting,
               whom_at(w, LEENA, "2026-03-17 14:00"));

    does_to(w, AINO, "meeting.invite", host, meeting, whom_at(w, LEENA, "2026-03-17T14:00"));
    has_in_calendar(w, LEENA, "2026-03-01", "2026-03-31", "2026-03-17T14:00 Verkosto");
    does_to(w, AINO, "meeting.uninvite", host, meeting, whom_at(w, LEENA, "2026-03-17T14:00"));
    has_in_calendar(w, LEENA, "2026-03-01", "2026-03-31", "");
    may_not_do(w, AINO, ERR_NOT_FOUND, "account", "not_invited", "meeting.uninvite", host, meeting,
               whom_at(w, LEENA, "2026-03-17T14:00"));
    may_not_do(w, AINO, ERR_NOT_FOUND, "account", "not_invited", "meeting.uninvite", host, meeting, whom(w, LEENA));

    answers(w, EERO, meeting, "2026-03-17T14:00", "no");
    may_not_do(w, AINO, ERR_CONFLICT, "account", "invited_to_all", "meeting.uninvite", host, meeting,
               whom_at(w, EERO, "2026-03-17T14:00"));
    does_to(w, AINO, "meeting.uninvite", host, meeting, whom(w, EERO));
    has_in_calendar(w, EERO, "2026-03-01", "2026-03-31", ""); /* the answer to one went with it */
    does_to(w, AINO, "meeting.invite", host, meeting, whom(w, EERO));
    has_in_calendar(w, EERO, "2026-03-10", "2026-03-10", "2026-03-10T14:00 Verkosto");
}

static void a_guest_of_a_team_sees_that_meeting_and_nothing_of_the_team(void **state)
{
    struct world *w = *state;
    int64_t team = begins_team(w, AINO, "Tiimi");
    const char *host = the_team(team);
    lets_in(w, AINO, team, EERO, "member");
    int64_t week = plans(w, AINO, host, "Viikko", "2026-03-10T14:00",
                         ",'rrule':'FREQ=WEEKLY','place':'Huone 4','link':'https://puhelu.example'");
    plans(w, AINO, host, "Muu", "2026-03-18T09:00", "");
    does_to(w, EERO, "meeting.invite", host, week, whom_at(w, OUTI, "2026-03-17T14:00"));
    has_in_calendar(w, OUTI, "2026-03-01", "2026-04-30", "2026-03-17T14:00 Viikko");
    json_t *instances = instances_of(w, OUTI, "2026-03-17", "2026-03-17"), *it = json_array_get(instances, 0);
    static const char *const kept[] = {"team", "host_title", "board", "code"};
    for (size_t i = 0; i < 4; i++)
        assert_true(json_is_null(json_object_get(it, kept[i])));
    assert_string_equal(json_string_value(json_object_get(it, "place")), "Huone 4");
    assert_string_equal(json_string_value(json_object_get(it, "link")), "https://puhelu.example");
    json_decref(instances);

    is_refused(w, OUTI, ERR_NOT_FOUND, NULL, NULL, "meeting.list", "{%s}", host);
    is_refused(w, OUTI, ERR_NOT_FOUND, NULL, NULL, "team.people", "{%s}", host);
    may_not_do(w, OUTI, ERR_NOT_FOUND, NULL, NULL, "meeting.invite", host, week, whom(w, LEENA));
    answers(w, OUTI, week, "2026-03-17T14:00", "yes");
    may_not_answer(w, OUTI, ERR_NOT_FOUND, "occurs", "no_such_instance", week, "2026-03-24T14:00");
    may_not_answer(w, OUTI, ERR_NOT_FOUND, "occurs", "no_such_instance", week, "2026-03-25T14:00");
    may_not_answer(w, OUTI, ERR_NOT_FOUND, "occurs", "no_such_instance", week, NULL);
    may_not_answer(w, LEENA, ERR_NOT_FOUND, "meeting", "no_such_meeting", week, "2026-03-17T14:00");

    may_not_do(w, AINO, ERR_CONFLICT, "account", "in_team", "meeting.invite", host, week, whom(w, EERO));
    may_not_do(w, AINO, ERR_CONFLICT, "account", "in_team", "meeting.uninvite", host, week, whom(w, EERO));
    may_not_do(w, AINO, ERR_BAD_INPUT, "account", "is_administrator", "meeting.invite", host, week, whom(w, ADMIN));
    may_not_do(w, AINO, ERR_BAD_INPUT, "account", "no_such_colleague", "meeting.invite", host, week, ",'account':1");
    does_to(w, AINO, "meeting.uninvite", host, week, whom(w, OUTI));
    has_in_calendar(w, OUTI, "2026-03-01", "2026-04-30", "");
}

/* ---- who comes ---- */

static const char *answer_at(struct world *w, enum who who, const char *day)
{
    static char text[16];
    json_t *instances = instances_of(w, who, day, day);
    assert_int_equal(json_array_size(instances), 1);
    snprintf(text, sizeof text, "%s", json_string_value(json_object_get(json_array_get(instances, 0), "answer")));
    json_decref(instances);
    return text;
}

static void one_answers_for_all_and_after_that_for_one(void **state)
{
    struct world *w = *state;
    int64_t meeting = plans(w, AINO, the_board(w), "Verkosto", "2026-03-10T14:00", ",'rrule':'FREQ=WEEKLY'");
    assert_string_equal(answer_at(w, EERO, "2026-03-10"), "none_yet");
    answers(w, EERO, meeting, NULL, "yes");
    assert_string_equal(answer_at(w, EERO, "2026-03-17"), "yes");
    answers(w, EERO, meeting, "2026-03-17T14:00", "no");
    json_t *event = last_event(w);
    assert_string_equal(json_string_value(json_object_get(event, "name")), "meeting.answered");
    assert_int_equal(json_object_size(json_object_get(json_object_get(event, "set"), "invitation")), 1);
    json_decref(event);
    assert_string_equal(answer_at(w, EERO, "2026-03-17"), "no");
    assert_string_equal(answer_at(w, EERO, "2026-03-24"), "yes");
    answers(w, EERO, meeting, "2026-03-17T14:00", "none_yet");
    assert_string_equal(answer_at(w, EERO, "2026-03-17"), "yes");
    answers(w, EERO, meeting, "2026-03-17T14:00", "no");
    answers(w, EERO, meeting, NULL, "maybe"); /* of each, whatever was said of some */
    assert_string_equal(answer_at(w, EERO, "2026-03-17"), "maybe");
    assert_string_equal(answer_at(w, EERO, "2026-03-24"), "maybe");
}

static void only_the_invited_answer_and_only_what_is_held(void **state)
{
    struct world *w = *state;
    const char *host = the_board(w);
    int64_t meeting = plans(w, AINO, host, "Verkosto", "2026-03-10T14:00", ",'rrule':'FREQ=WEEKLY'");
    int64_t once = plans(w, AINO, host, "Kerran", "2026-03-11T14:00", "");
    may_not_answer(w, LEENA, ERR_CONFLICT, "meeting", "not_invited", meeting, NULL);
    may_not_answer(w, OUTI, ERR_NOT_FOUND, "meeting", "no_such_meeting", meeting, NULL);
    may_not_answer(w, EERO, ERR_NOT_FOUND, "meeting", "no_such_meeting", 1, NULL);
    may_not_answer(w, ADMIN, ERR_NOT_ALLOWED, NULL, NULL, meeting, NULL);
    may_not_answer(w, EERO, ERR_NOT_FOUND, "occurs", "no_such_instance", meeting, "2026-03-11T14:00");
    may_not_answer(w, EERO, ERR_NOT_FOUND, "occurs", "no_such_instance", once, "2026-03-10T14:00");
    answers(w, EERO, once, "2026-03-11T14:00", "yes");
    does_to(w, AINO, "meeting.cancel", host, meeting, ",'which':'this','occurs':'2026-03-17T14:00'");
    may_not_answer(w, EERO, ERR_CONFLICT, "occurs", "meeting_cancelled", meeting, "2026-03-17T14:00");
    does_to(w, AINO, "meeting.cancel", host, meeting, ",'which':'all'");
    may_not_answer(w, EERO, ERR_CONFLICT, "meeting", "meeting_cancelled", meeting, NULL);
    json_decref(says(w, AINO, "board.archive", "{%s}", host));
    may_not_answer(w, EERO, ERR_CONFLICT, "board", "archived", once, NULL);
}

/* ---- changing what is held once ---- */

static void what_is_held_once_is_changed_as_a_whole(void **state)
{
    struct world *w = *state;
    const char *host = the_board(w);
    int64_t meeting = plans(w, AINO, host, "Verkosto", "2026-03-10T14:00", "");
    const struct edit moved = {"this", "2026-03-10T14:00", "Siirretty", "2026-03-12T09:00", 90, NULL};
    assert_int_equal(edits(w, EERO, host, meeting, &moved, NULL), 0);
    shows(w, "meeting", meeting, "{'title':'Siirretty','start':'2026-03-12T09:00','minutes':90,'revision':1}");
    happened(w, "meeting.edited", "meeting", meeting,
             "{'title':'Siirretty','start':'2026-03-12T09:00','minutes':90,'revision':1}");
}

static void the_same_again_is_no_change(void **state)
{
    struct world *w = *state;
    const char *host = the_board(w);
    int64_t meeting = plans(w, AINO, host, "Verkosto", "2026-03-10T14:00", ",'rrule':'FREQ=WEEKLY'");
    int64_t seq = seq_of(w);
    const struct edit all = {"all", NULL, "Verkosto", "2026-03-10T14:00", 60, "FREQ=WEEKLY;INTERVAL=1"};
    const struct edit following = {"following", "2026-03-17T14:00", "Verkosto", "2026-03-17T14:00", 60, "FREQ=WEEKLY"};
    const struct edit this = {"this", "2026-03-17T14:00", "Verkosto", "2026-03-17T14:00", 60, NULL};
    edits(w, AINO, host, meeting, &all, NULL);
    edits(w, AINO, host, meeting, &following, NULL);
    edits(w, AINO, host, meeting, &this, NULL);
    assert_int_equal(seq_of(w), seq);
}

static void whoever_has_not_seen_the_last_change_is_shown_both(void **state)
{
    struct world *w = *state;
    const char *host = the_board(w);
    int64_t meeting = plans(w, AINO, host, "Verkosto", "2026-03-10T14:00", "");
    const struct edit mine = {"all", NULL, "Minun", "2026-03-10T15:00", 60, NULL};
    char *stale = edit_members(w, host, meeting, &mine);
    const struct edit first = {"all", NULL, "Ensin", "2026-03-10T14:30", 60, NULL};
    edits(w, EERO, host, meeting, &first, NULL);
    may_not_do(w, AINO, ERR_CONFLICT, "seen", "changed", "meeting.edit", host, meeting, stale);
    json_t *data = refusal_of(w, AINO, "meeting.edit", "{%s,'meeting':%lld%s}", host, (long long)meeting, stale);
    const json_t *now = json_object_get(data, "now"), *yours = json_object_get(data, "yours");
    assert_string_equal(json_string_value(json_object_get(now, "title")), "Ensin");
    assert_int_equal(number_in(now, "revision"), 1);
    assert_string_equal(json_string_value(json_object_get(yours, "title")), "Minun");
    json_decref(data);
    free(stale);
}

static void a_cancelled_meeting_says_so_until_it_is_held_after_all(void **state)
{
    struct world *w = *state;
    const char *host = the_board(w);
    int64_t meeting = plans(w, AINO, host, "Verkosto", "2026-03-10T14:00", "");
    may_not_do(w, AINO, ERR_CONFLICT, "meeting", "not_cancelled", "meeting.restore", host, meeting, "");
    does_to(w, EERO, "meeting.cancel", host, meeting, ",'which':'all','note':'Sairaus'");
    has_in_calendar(w, AINO, "2026-03-10", "2026-03-10", "2026-03-10T14:00 Verkosto x");
    shows(w, "meeting", meeting, "{'cancel_note':'Sairaus','revision':1}");
    may_not_do(w, AINO, ERR_CONFLICT, "meeting", "meeting_cancelled", "meeting.cancel", host, meeting,
               ",'which':'all'");
    const struct edit edit = {"all", NULL, "x", "2026-03-10T14:00", 60, NULL};
    char *members = edit_members(w, host, meeting, &edit);
    may_not_do(w, AINO, ERR_CONFLICT, "meeting", "meeting_cancelled", "meeting.edit", host, meeting, members);
    free(members);
    does_to(w, AINO, "meeting.restore", host, meeting, "");
    shows(w, "meeting", meeting, "{'cancel_note':null,'cancelled_at':null,'revision':2}");
    has_in_calendar(w, AINO, "2026-03-10", "2026-03-10", "2026-03-10T14:00 Verkosto");
    may_not_do(w, LEENA, ERR_NOT_ALLOWED, NULL, NULL, "meeting.cancel", host, meeting, ",'which':'all'");
}

static void nobody_changes_the_meeting_of_another_host(void **state)
{
    struct world *w = *state;
    int64_t team = begins_team(w, AINO, "Tiimi");
    const char *board = the_board(w), *host = the_team(team);
    int64_t of_board = plans(w, AINO, board, "Taulun", "2026-03-10T14:00", "");
    int64_t of_team = plans(w, AINO, host, "Tiimin", "2026-03-10T14:00", "");
    may_not_do(w, AINO, ERR_NOT_FOUND, "meeting", "no_such_meeting", "meeting.cancel", host, of_board,
               ",'which':'all'");
    may_not_do(w, AINO, ERR_NOT_FOUND, "meeting", "no_such_meeting", "meeting.cancel", board, of_team,
               ",'which':'all'");
    may_not_do(w, AINO, ERR_NOT_FOUND, "meeting", "no_such_meeting", "meeting.restore", board, of_team, "");
    may_not_do(w, EERO, ERR_NOT_FOUND, NULL, NULL, "meeting.cancel", host, of_team, ",'which':'all'");
}

const struct CMUnitTest command_meeting_tests[] = {
    IN_MARCH(a_meeting_of_a_board_is_a_noun_of_it),
    IN_MARCH(either_a_board_or_a_team_meets),
    IN_MARCH(what_can_not_be_is_refused_by_its_name),
    IN_MARCH(a_board_has_room_for_two_thousand_meetings),
    IN_MARCH(a_board_invites_those_who_work_on_it_or_whom_one_names),
    IN_MARCH(an_invitation_is_given_once_and_taken_back),
    IN_MARCH(a_guest_of_a_team_sees_that_meeting_and_nothing_of_the_team),
    IN_MARCH(one_answers_for_all_and_after_that_for_one),
    IN_MARCH(only_the_invited_answer_and_only_what_is_held),
    IN_MARCH(what_is_held_once_is_changed_as_a_whole),
    IN_MARCH(the_same_again_is_no_change),
    IN_MARCH(whoever_has_not_seen_the_last_change_is_shown_both),
    IN_MARCH(a_cancelled_meeting_says_so_until_it_is_held_after_all),
    IN_MARCH(nobody_changes_the_meeting_of_another_host),
};

SUITE_COUNT(command_meeting);
