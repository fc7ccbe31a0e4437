/* command_team.c - who begins, leads, joins and leaves teams, and what becomes of their meetings */
#include "suites.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "meetings.h"

static void person_may_not(struct world *w, enum who who, enum err err, const char *field, const char *detail,
                           const char *command, int64_t team, int64_t account, const char *more)
{
    is_refused(w, who, err, field, detail, command, "{'team':%lld,'account':%lld%s}", (long long)team,
               (long long)account, more);
}

static void is_in_team_as(struct world *w, enum who who, int64_t team, const char *role, int64_t people)
{
    json_t *answer = says(w, who, "team.mine", "{}");
    const json_t *row = json_array_get(json_object_get(answer, "teams"), 0);
    assert_int_equal(json_array_size(json_object_get(answer, "teams")), role ? 1 : 0);
    if (role) {
        assert_int_equal(number_in(row, "id"), team);
        assert_string_equal(json_string_value(json_object_get(row, "role")), role);
        assert_int_equal(number_in(row, "people"), people);
    }
    json_decref(answer);
}

static void leaves(struct world *w, enum who who, int64_t team)
{
    json_decref(says(w, who, "team.leave", "{'team':%lld}", (long long)team));
}

static void whoever_begins_a_team_leads_it(void **state)
{
    struct world *w = *state;
    int64_t team = begins_team(w, AINO, "Tiistaitiimi");
    is_in_team_as(w, AINO, team, "lead", 1);
    lets_in(w, AINO, team, EERO, "member");
    is_in_team_as(w, EERO, team, "member", 2);
    json_t *people = says(w, EERO, "team.people", "{'team':%lld}", (long long)team);
    const json_t *first = json_array_get(json_object_get(people, "people"), 0);
    assert_string_equal(json_string_value(json_object_get(first, "full_name")), "Aino Esimerkki");
    assert_string_equal(json_string_value(json_object_get(first, "sector")), "social_services");
    json_decref(people);
}

static void a_name_is_taken_once(void **state)
{
    struct world *w = *state;
    int64_t team = begins_team(w, AINO, "Tiistaitiimi"), other = begins_team(w, EERO, "Toinen");
    is_refused(w, EERO, ERR_CONFLICT, "name", "taken", "team.create", "{'name':'Tiistaitiimi'}");
    is_refused(w, EERO, ERR_CONFLICT, "name", "taken", "team.rename", "{'team':%lld,'name':'Tiistaitiimi'}",
               (long long)other);
    json_decref(says(w, AINO, "team.rename", "{'team':%lld,'name':'Tiistaitiimi'}", (long long)team));
    json_decref(says(w, AINO, "team.rename", "{'team':%lld,'name':'Keskiviikkotiimi'}", (long long)team));
    begins_team(w, EERO, "Tiistaitiimi");
}

static void a_team_is_for_colleagues_who_see_client_data(void **state)
{
    struct world *w = *state;
    int64_t team = begins_team(w, AINO, "Tiimi");
    const char *member = ",'role':'member'";
    person_may_not(w, AINO, ERR_BAD_INPUT, "account", "no_such_colleague", "team.add", team, 1, member);
    person_may_not(w, AINO, ERR_BAD_INPUT, "account", "is_administrator", "team.add", team, w->account[ADMIN], member);
    json_decref(says(w, ADMIN, "account.end", "{'account':%lld}", (long long)w->account[OUTI]));
    person_may_not(w, AINO, ERR_BAD_INPUT, "account", "no_such_colleague", "team.add", team, w->account[OUTI], member);
    person_may_not(w, AINO, ERR_BAD_INPUT, "role", "unknown_word", "team.add", team, w->account[EERO],
                   ",'role':'guest'");
    is_refused(w, ADMIN, ERR_NOT_ALLOWED, NULL, NULL, "team.create", "{'name':'Hallinto'}");
}

static void only_a_lead_manages_and_only_members_see_a_team(void **state)
{
    struct world *w = *state;
    int64_t team = begins_team(w, AINO, "Tiimi");
    long long id = team;
    lets_in(w, AINO, team, EERO, "member");
    person_may_not(w, EERO, ERR_NOT_ALLOWED, NULL, NULL, "team.add", team, w->account[OUTI], ",'role':'member'");
    person_may_not(w, EERO, ERR_NOT_ALLOWED, NULL, NULL, "team.remove", team, w->account[AINO], "");
    is_refused(w, EERO, ERR_NOT_ALLOWED, NULL, NULL, "team.rename", "{'team':%lld,'name':'x'}", id);
    is_refused(w, EERO, ERR_NOT_ALLOWED, NULL, NULL, "team.end", "{'team':%lld}", id);
    is_refused(w, LEENA, ERR_NOT_FOUND, NULL, NULL, "team.people", "{'team':%lld}", id);
    is_refused(w, ADMIN, ERR_NOT_FOUND, NULL, NULL, "team.people", "{'team':%lld}", id);
    is_refused(w, LEENA, ERR_NOT_FOUND, NULL, NULL, "team.leave", "{'team':%lld}", id);
    is_refused(w, NOBODY, ERR_NOT_SIGNED_IN, NULL, NULL, "team.people", "{'team':%lld}", id);
    person_may_not(w, AINO, ERR_NOT_FOUND, "account", "not_in_team", "team.remove", team, w->account[LEENA], "");
}

static void a_team_is_never_without_a_lead(void **state)
{
    struct world *w = *state;
    int64_t team = begins_team(w, AINO, "Tiimi");
    lets_in(w, AINO, team, EERO, "member");
    is_refused(w, AINO, ERR_CONFLICT, "account", "last_lead", "team.leave", "{'team':%lld}", (long long)team);
    person_may_not(w, AINO, ERR_CONFLICT, "account", "last_lead", "team.remove", team, w->account[AINO], "");
    person_may_not(w, AINO, ERR_CONFLICT, "role", "last_lead", "team.add", team, w->account[AINO], ",'role':'member'");
    lets_in(w, AINO, team, EERO, "lead");
    leaves(w, AINO, team);
    is_in_team_as(w, AINO, team, NULL, 0);
    is_in_team_as(w, EERO, team, "lead", 1);
}

static void the_lead_of_whoever_has_left_the_house_goes_over(void **state)
{
    struct world *w = *state;
    int64_t team = begins_team(w, OUTI, "Tiimi"), alone = begins_team(w, OUTI, "Yksin");
    lets_in(w, OUTI, team, EERO, "member");
    lets_in(w, OUTI, team, LEENA, "member");
    json_decref(says(w, ADMIN, "account.end", "{'account':%lld}", (long long)w->account[OUTI]));
    is_in_team_as(w, EERO, team, w->account[EERO] < w->account[LEENA] ? "lead" : "member", 2);
    lets_in(w, EERO, team, AINO, "member");
    begins_team(w, AINO, "Toinen");
    is_refused(w, EERO, ERR_NOT_FOUND, NULL, NULL, "team.people", "{'team':%lld}", (long long)alone);
}

static void a_team_has_room_for_two_hundred(void **state)
{
    struct world *w = *state;
    int64_t team = begins_team(w, AINO, "Tiimi");
    for (int i = 1; i < 200; i++) {
        json_t *added = says(w, ADMIN, "account.add", "{'name':'n%d','full_name':'N %d'}", i, i);
        json_decref(says(w, AINO, "team.add", "{'team':%lld,'account':%lld,'role':'member'}", (long long)team,
                         (long long)number_in(added, "account")));
        json_decref(added);
    }
    person_may_not(w, AINO, ERR_CONFLICT, "account", "too_many", "team.add", team, w->account[EERO],
                   ",'role':'member'");
    lets_in(w, AINO, team, AINO, "lead");
}

/* ---- their meetings ---- */

static void a_member_has_the_teams_meetings_and_loses_them_with_the_team(void **state)
{
    struct world *w = *state;
    int64_t team = begins_team(w, AINO, "Tiimi");
    lets_in(w, AINO, team, EERO, "member");
    int64_t meeting = plans(w, EERO, the_team(team), "Viikko", "2026-03-10T14:00", ",'rrule':'FREQ=WEEKLY'");
    has_in_calendar(w, AINO, "2026-03-09", "2026-03-20", "2026-03-10T14:00 Viikko; 2026-03-17T14:00 Viikko");
    answers(w, EERO, meeting, NULL, "yes");
    answers(w, EERO, meeting, "2026-03-17T14:00", "no");
    leaves(w, EERO, team);
    has_in_calendar(w, EERO, "2026-03-09", "2026-03-20", "");
    may_not_answer(w, EERO, ERR_NOT_FOUND, "meeting", "no_such_meeting", meeting, NULL);
    is_refused(w, EERO, ERR_NOT_FOUND, NULL, NULL, "meeting.list", "{%s}", the_team(team));
    assert_int_equal(rows_of(w, AINO, the_team(team), "invitations"), 0);
    lets_in(w, AINO, team, EERO, "member");
    has_in_calendar(w, EERO, "2026-03-09", "2026-03-11", "2026-03-10T14:00 Viikko");
    answers(w, EERO, meeting, NULL, "maybe");
}

static void the_coming_meetings_of_a_team_that_ends_are_cancelled(void **state)
{
    struct world *w = *state;
    int64_t team = begins_team(w, AINO, "Tiimi");
    const char *host = the_team(team);
    plans(w, AINO, host, "Oli", "2026-02-10T09:00", "");
    plans(w, AINO, host, "Tulee", "2026-03-12T09:00", "");
    plans(w, AINO, host, "Sarja", "2026-04-01T09:00", ",'rrule':'FREQ=DAILY;COUNT=2'");
    plans(w, AINO, host, "Ohi", "2026-02-16T12:00", ",'rrule':'FREQ=DAILY;COUNT=2'");
    int64_t week = plans(w, AINO, host, "Viikko", "2026-02-17T14:00", ",'rrule':'FREQ=WEEKLY'");
    const struct edit later = {"this", "2026-02-24T14:00", "Siirretty", "2026-03-05T14:00", 60, NULL};
    edits(w, AINO, host, week, &later, NULL);
    json_decref(says(w, AINO, "team.end", "{%s}", host));
    has_in_calendar(w, AINO, "2026-02-01", "2026-03-15",
                    "2026-02-10T09:00 Oli; 2026-02-16T12:00 Ohi; 2026-02-17T12:00 Ohi; 2026-02-17T14:00 Viikko; "
                    "2026-03-03T14:00 Viikko x; 2026-03-05T14:00 Siirretty x; 2026-03-10T14:00 Viikko x; "
                    "2026-03-12T09:00 Tulee x");
    has_in_calendar(w, AINO, "2026-04-01", "2026-04-03", "2026-04-01T09:00 Sarja x; 2026-04-02T09:00 Sarja x");
    is_refused(w, AINO, ERR_NOT_FOUND, NULL, NULL, "team.end", "{%s}", host);
    is_refused(w, AINO, ERR_NOT_FOUND, NULL, NULL, "meeting.list", "{%s}", host);
    is_in_team_as(w, AINO, team, NULL, 0);
    is_refused(w, AINO, ERR_CONFLICT, "name", "taken", "team.create", "{'name':'Tiimi'}");
}

const struct CMUnitTest command_team_tests[] = {
    IN_MARCH(whoever_begins_a_team_leads_it),
    IN_MARCH(a_name_is_taken_once),
    IN_MARCH(a_team_is_for_colleagues_who_see_client_data),
    IN_MARCH(only_a_lead_manages_and_only_members_see_a_team),
    IN_MARCH(a_team_is_never_without_a_lead),
    IN_MARCH(the_lead_of_whoever_has_left_the_house_goes_over),
    IN_MARCH(a_team_has_room_for_two_hundred),
    IN_MARCH(a_member_has_the_teams_meetings_and_loses_them_with_the_team),
    IN_MARCH(the_coming_meetings_of_a_team_that_ends_are_cancelled),
};

SUITE_COUNT(command_team);
