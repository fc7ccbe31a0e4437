/* command_sitting.c - meetings on a board: begun, led, come to and gone from, ended and taken up again */
#include "suites.h"

#include <stdio.h>

#include "base/clock.h"
#include "plans.h"
#include "sittings.h"

static const char *fields(const char *name, int64_t number)
{
    static char text[80];
    snprintf(text, sizeof text, "{'%s':%lld}", name, (long long)number);
    return text;
}

/* ---- beginning ---- */

static void whoever_begins_leads_and_is_there(void **state)
{
    struct world *w = *state;
    int64_t sitting = begins(w, AINO, "");
    shows(w, "sitting", sitting,
          "{'meeting':null,'client_part':'not_heard','presenter':null,'speaker':null,'ended_at':null}");
    shows(w, "sitting", sitting, fields("facilitator", w->account[AINO]));
    shows(w, "sitting", sitting, fields("phase", phase_at(w, sitting, 1)));
    assert_int_equal(present(w, sitting), 1);
    assert_int_equal(rows_on_board(w, "sitting_phase"), 11);
    shows(w, "sitting_phase", phase_at(w, sitting, 5),
          "{'kind':'voice','title':null,'minutes':5,'spent_ms':0,'note':null}");
    last_was(w, "sitting.begun");
}

static void one_meeting_goes_on_at_a_time(void **state)
{
    struct world *w = *state;
    int64_t sitting = begins(w, AINO, "");
    json_t *data = refusal_of(w, EERO, "sitting.begin", "{%s}", the_board(w));
    assert_string_equal(json_string_value(json_object_get(data, "detail")), "sitting_open");
    assert_int_equal(number_in(data, "sitting"), sitting);
    json_decref(data);
}

static void who_is_not_on_the_board_has_no_part_in_it(void **state)
{
    struct world *w = *state;
    int64_t sitting = begins(w, AINO, "");
    may_not_in(w, OUTI, ERR_NOT_FOUND, NULL, NULL, "sitting.join", sitting, "");
    may_not_in(w, ADMIN, ERR_NOT_FOUND, NULL, NULL, "sitting.join", sitting, "");
    does_in(w, LEENA, "sitting.join", sitting, "");
    may_not_in(w, LEENA, ERR_NOT_ALLOWED, NULL, NULL, "sitting.lead", sitting, "");
    may_not_in(w, LEENA, ERR_NOT_ALLOWED, NULL, NULL, "sitting.end", sitting, "");
    is_refused(w, LEENA, ERR_NOT_ALLOWED, NULL, NULL, "sitting.begin", "{%s}", the_board(w));
    is_refused(w, AINO, ERR_BAD_INPUT, "presenter", "not_on_board", "sitting.set_presenter",
               "{%s,'sitting':%lld,'presenter':%lld}", the_board(w), (long long)sitting, (long long)w->account[OUTI]);
}

static void it_is_held_in_a_planned_meeting_of_the_board(void **state)
{
    struct world *w = *state;
    int64_t meeting = plans(w, EERO, the_board(w), "Verkosto", "2026-03-10T14:00", ",'rrule':'FREQ=WEEKLY'");
    is_refused(w, EERO, ERR_BAD_INPUT, "occurs", "missing", "sitting.begin", "{%s,'meeting':%lld}", the_board(w),
               (long long)meeting);
    is_refused(w, EERO, ERR_NOT_FOUND, "occurs", "no_such_instance", "sitting.begin",
               "{%s,'meeting':%lld,'occurs':'2026-03-11T14:00'}", the_board(w), (long long)meeting);
    is_refused(w, EERO, ERR_NOT_FOUND, "meeting", "no_such_meeting", "sitting.begin", "{%s,'meeting':999999}",
               the_board(w));
    char more[80];
    snprintf(more, sizeof more, ",'meeting':%lld,'occurs':'2026-03-17T14:00'", (long long)meeting);
    int64_t sitting = begins(w, EERO, more);
    shows(w, "sitting", sitting, "{'occurs':'2026-03-17T14:00','minutes':60}");
}

/* ---- leading ---- */

static void phases_go_both_ways_and_time_is_added_up(void **state)
{
    struct world *w = *state;
    int64_t sitting = begins(w, AINO, "");
    time_passes(w, 5 * MS_PER_MINUTE);
    does_in(w, AINO, "sitting.go", sitting, a_phase(w, sitting, 4));
    shows(w, "sitting_phase", phase_at(w, sitting, 1), "{'spent_ms':300000}");
    time_passes(w, MS_PER_MINUTE);
    does_in(w, AINO, "sitting.go", sitting, a_phase(w, sitting, 1));
    time_passes(w, MS_PER_MINUTE);
    does_in(w, AINO, "sitting.go", sitting, a_phase(w, sitting, 1)); /* where it is already */
    does_in(w, AINO, "sitting.go", sitting, a_phase(w, sitting, 11));
    shows(w, "sitting_phase", phase_at(w, sitting, 1), "{'spent_ms':360000}");
    shows(w, "sitting_phase", phase_at(w, sitting, 4), "{'spent_ms':60000}");
    shows(w, "sitting", sitting, fields("phase", phase_at(w, sitting, 11)));
    may_not_in(w, AINO, ERR_NOT_FOUND, "phase", "no_such_phase", "sitting.go", sitting, ",'phase':999999");
}

static void only_the_facilitator_goes_on_and_anyone_entitled_takes_over(void **state)
{
    struct world *w = *state;
    int64_t sitting = begins(w, AINO, "");
    does_in(w, EERO, "sitting.join", sitting, "");
    may_not_in(w, EERO, ERR_CONFLICT, "sitting", "not_facilitator", "sitting.go", sitting, a_phase(w, sitting, 2));
    does_in(w, EERO, "sitting.lead", sitting, "");
    happened(w, "sitting.led", "sitting", sitting, fields("facilitator", w->account[EERO]));
    does_in(w, EERO, "sitting.go", sitting, a_phase(w, sitting, 2));
    may_not_in(w, AINO, ERR_CONFLICT, "sitting", "not_facilitator", "sitting.go", sitting, a_phase(w, sitting, 3));
}

static void a_facilitator_who_is_gone_locks_nobody_out(void **state)
{
    struct world *w = *state;
    int64_t sitting = begins(w, AINO, "");
    does_in(w, EERO, "sitting.join", sitting, "");
    does_in(w, AINO, "sitting.leave", sitting, "");
    assert_int_equal(present(w, sitting), 1);
    may_not_in(w, EERO, ERR_CONFLICT, "sitting", "not_facilitator", "sitting.go", sitting, a_phase(w, sitting, 2));
    does_in(w, EERO, "sitting.lead", sitting, "");
    does_in(w, EERO, "sitting.go", sitting, a_phase(w, sitting, 2));
    does_in(w, EERO, "sitting.go", sitting, a_phase(w, sitting, 1));
    shows(w, "sitting", sitting, fields("facilitator", w->account[EERO]));
}

static void everybody_sees_the_clients_part_and_who_presents(void **state)
{
    struct world *w = *state;
    int64_t sitting = begins(w, AINO, ",'client_part':'heard'");
    shows(w, "sitting", sitting, "{'client_part':'heard'}");
    does_in(w, EERO, "sitting.set_client", sitting, ",'client_part':'present'");
    does_in(w, EERO, "sitting.set_presenter", sitting, a_number("presenter", w->account[EERO]));
    shows(w, "sitting", sitting, "{'client_part':'present'}");
    shows(w, "sitting", sitting, fields("presenter", w->account[EERO]));
    does_in(w, EERO, "sitting.set_presenter", sitting, "");
    shows(w, "sitting", sitting, "{'presenter':null}");
}

static void two_who_open_a_phases_note_get_the_same(void **state)
{
    struct world *w = *state;
    int64_t sitting = begins(w, AINO, "");
    int64_t note = note_of(w, AINO, sitting, 5);
    assert_int_equal(note_of(w, EERO, sitting, 5), note);
    assert_int_not_equal(note_of(w, EERO, sitting, 6), note);
    shows(w, "note", note, "{'kind':'phase','title':'The client’s voice 2 March 2026'}");
}

static void a_phases_note_comes_back_out_of_the_bin(void **state)
{
    struct world *w = *state;
    int64_t sitting = begins(w, AINO, ""), note = note_of(w, AINO, sitting, 5);
    json_decref(says(w, AINO, "note.remove", "{%s,'note':%lld}", the_board(w), (long long)note));
    assert_null(row_as_seen(w, "note", note));
    assert_int_equal(note_of(w, AINO, sitting, 5), note);
    shows(w, "note", note, "{'removed_at':null}");
}

/* ---- coming and going, turns ---- */

static void coming_and_going_is_written_down_with_role_and_unit(void **state)
{
    struct world *w = *state;
    int64_t sitting = begins(w, AINO, "");
    json_t *came = says(w, EERO, "sitting.join", "{%s,'sitting':%lld}", the_board(w), (long long)sitting);
    int64_t attendance = number_in(came, "attendance");
    shows(
        w, "attendance", attendance,
        "{'role':'member','unit_name':'Osasto 4','sector':'specialist_care','profession':'ward_nurse','left_at':null}");
    does_in(w, EERO, "sitting.join", sitting, ""); /* is there already */
    assert_int_equal(present(w, sitting), 2);
    does_in(w, EERO, "sitting.leave", sitting, "");
    assert_int_equal(present(w, sitting), 1);
    does_in(w, EERO, "sitting.join", sitting, "");
    assert_int_equal(rows_on_board(w, "attendance"), 3);
    json_decref(came);
}

static void hands_go_up_in_order_and_a_turn_takes_one_down(void **state)
{
    struct world *w = *state;
    int64_t sitting = begins(w, AINO, "");
    may_not_in(w, LEENA, ERR_CONFLICT, "sitting", "not_attending", "hand.raise", sitting, "");
    does_in(w, EERO, "sitting.join", sitting, "");
    does_in(w, LEENA, "sitting.join", sitting, "");
    does_in(w, LEENA, "hand.raise", sitting, "");
    does_in(w, LEENA, "hand.raise", sitting, "");
    does_in(w, EERO, "hand.raise", sitting, "");
    assert_int_equal(rows_on_board(w, "hand"), 2);
    may_not_in(w, EERO, ERR_CONFLICT, "sitting", "not_facilitator", "sitting.give_turn", sitting, whom(w, EERO));
    may_not_in(w, EERO, ERR_CONFLICT, "sitting", "not_facilitator", "hand.lower", sitting, whom(w, LEENA));
    may_not_in(w, AINO, ERR_CONFLICT, "account", "not_attending", "sitting.give_turn", sitting, whom(w, OUTI));
    does_in(w, AINO, "sitting.give_turn", sitting, whom(w, LEENA));
    shows(w, "sitting", sitting, fields("speaker", w->account[LEENA]));
    assert_int_equal(rows_on_board(w, "hand"), 1);
    does_in(w, LEENA, "sitting.give_turn", sitting, "");
    shows(w, "sitting", sitting, "{'speaker':null,'speaker_at':null}");
    does_in(w, EERO, "hand.lower", sitting, "");
    assert_int_equal(rows_on_board(w, "hand"), 0);
}

static void whoever_goes_takes_hand_and_turn_along(void **state)
{
    struct world *w = *state;
    int64_t sitting = begins(w, AINO, "");
    does_in(w, EERO, "sitting.join", sitting, "");
    does_in(w, AINO, "sitting.give_turn", sitting, whom(w, EERO));
    does_in(w, EERO, "hand.raise", sitting, "");
    json_decref(says(w, OPERATOR, "sitting.lapse", "{'on':%lld,'accounts':[%lld,%lld]}", (long long)w->board,
                     (long long)w->account[EERO], (long long)w->account[OUTI]));
    last_was(w, "sitting.lapsed");
    shows(w, "sitting", sitting, "{'speaker':null}");
    assert_int_equal(rows_on_board(w, "hand"), 0);
    assert_int_equal(present(w, sitting), 1);
}

static void whoever_is_let_out_of_the_board_is_out_of_its_meeting(void **state)
{
    struct world *w = *state;
    int64_t sitting = begins(w, AINO, "");
    does_in(w, EERO, "sitting.join", sitting, "");
    json_decref(says(w, AINO, "participant.remove", "{%s%s}", the_board(w), whom(w, EERO)));
    assert_int_equal(present(w, sitting), 1);
    may_not_in(w, EERO, ERR_NOT_FOUND, NULL, NULL, "sitting.join", sitting, "");
}

/* ---- its end ---- */

static void it_ends_by_itself_an_hour_after_the_last_one_left(void **state)
{
    struct world *w = *state;
    int64_t sitting = begins(w, AINO, "");
    time_passes(w, 10 * MS_PER_MINUTE);
    does_in(w, AINO, "sitting.leave", sitting, "");
    int64_t left_at = clock_now();
    shows(w, "sitting", sitting, fields("empty_at", left_at));
    time_passes(w, 59 * MS_PER_MINUTE);
    sweeps(w);
    shows(w, "sitting", sitting, "{'ended_at':null}");
    time_passes(w, MS_PER_MINUTE);
    sweeps(w);
    last_was(w, "sitting.ended");
    shows(w, "sitting", sitting, fields("ended_at", left_at));
    shows(w, "sitting_phase", phase_at(w, sitting, 1), "{'spent_ms':600000}");
}

static void who_comes_back_in_time_keeps_it_going(void **state)
{
    struct world *w = *state;
    int64_t sitting = begins(w, AINO, "");
    does_in(w, AINO, "sitting.leave", sitting, "");
    time_passes(w, 30 * MS_PER_MINUTE);
    does_in(w, LEENA, "sitting.join", sitting, "");
    time_passes(w, 2 * MS_PER_HOUR);
    sweeps(w);
    shows(w, "sitting", sitting, "{'ended_at':null,'empty_at':null}");
    time_passes(w, 10 * MS_PER_HOUR);
    sweeps(w); /* nothing went on for half a day */
    assert_int_equal(present(w, sitting), 0);
}

static void an_ended_meeting_is_taken_up_again_with_a_reason(void **state)
{
    struct world *w = *state;
    int64_t sitting = begins(w, AINO, "");
    may_not_in(w, EERO, ERR_CONFLICT, "sitting", "not_ended", "sitting.reopen", sitting, ",'reason':'Jatketaan'");
    does_in(w, EERO, "sitting.end", sitting, "");
    assert_int_equal(present(w, sitting), 0);
    may_not_in(w, EERO, ERR_CONFLICT, "sitting", "ended", "sitting.join", sitting, "");
    does_in(w, EERO, "sitting.reopen", sitting, ",'reason':'Jatketaan'");
    shows(w, "sitting", sitting, "{'ended_at':null,'reason':'Jatketaan'}");
    shows(w, "sitting", sitting, fields("facilitator", w->account[EERO]));
    does_in(w, EERO, "sitting.end", sitting, "");
    begins(w, AINO, "");
    may_not_in(w, EERO, ERR_CONFLICT, "sitting", "sitting_open", "sitting.reopen", sitting, ",'reason':'Jatketaan'");
}

static void archiving_a_board_ends_its_meeting(void **state)
{
    struct world *w = *state;
    int64_t sitting = begins(w, AINO, "");
    json_decref(says(w, AINO, "board.archive", "{%s}", the_board(w)));
    assert_int_equal(present(w, sitting), 0);
    json_t *row = row_as_seen(w, "sitting", sitting);
    assert_true(number_in(row, "ended_at") > 0);
    json_decref(row);
}

const struct CMUnitTest command_sitting_tests[] = {
    IN_MARCH(whoever_begins_leads_and_is_there),
    IN_MARCH(one_meeting_goes_on_at_a_time),
    IN_MARCH(who_is_not_on_the_board_has_no_part_in_it),
    IN_MARCH(it_is_held_in_a_planned_meeting_of_the_board),
    IN_MARCH(phases_go_both_ways_and_time_is_added_up),
    IN_MARCH(only_the_facilitator_goes_on_and_anyone_entitled_takes_over),
    IN_MARCH(a_facilitator_who_is_gone_locks_nobody_out),
    IN_MARCH(everybody_sees_the_clients_part_and_who_presents),
    IN_MARCH(two_who_open_a_phases_note_get_the_same),
    IN_MARCH(a_phases_note_comes_back_out_of_the_bin),
    IN_MARCH(coming_and_going_is_written_down_with_role_and_unit),
    IN_MARCH(hands_go_up_in_order_and_a_turn_takes_one_down),
    IN_MARCH(whoever_goes_takes_hand_and_turn_along),
    IN_MARCH(whoever_is_let_out_of_the_board_is_out_of_its_meeting),
    IN_MARCH(it_ends_by_itself_an_hour_after_the_last_one_left),
    IN_MARCH(who_comes_back_in_time_keeps_it_going),
    IN_MARCH(an_ended_meeting_is_taken_up_again_with_a_reason),
    IN_MARCH(archiving_a_board_ends_its_meeting),
};
SUITE_COUNT(command_sitting);
