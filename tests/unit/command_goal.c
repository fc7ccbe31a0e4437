/* command_goal.c - goals in the client's words, and the small steps towards them */
#include "plans.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "suites.h"

static const char *with_id(const char *format, int64_t id)
{
    static char text[128];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    snprintf(text, sizeof text, format, (long long)id);
#pragma GCC diagnostic pop
    return text;
}

static void no_step(struct world *w, enum err err, const char *field, const char *detail, const char *more)
{
    is_refused(w, EERO, err, field, detail, "step.add", "{'board':%lld,'text':'Soitto'%s}", (long long)w->board, more);
}

/* ---- goals ---- */

static void a_goal_is_said_in_the_clients_words(void **state)
{
    struct world *w = *state;
    json_t *made = says(w, EERO, "goal.create", "{'board':%lld,'text':'Käyn torilla','sign':'Kaksi kertaa viikossa'}",
                        (long long)w->board);
    int64_t goal = number_in(made, "goal");
    shows(w, "goal", goal, "{'text':'Käyn torilla','sign':'Kaksi kertaa viikossa','status':'open','card':null}");
    shows(w, "goal", goal, with_id("{'author':%lld}", w->account[EERO]));

    json_t *event = last_event(w);
    assert_string_equal(json_string_value(json_object_get(event, "name")), "goal.created");
    assert_int_equal(number_in(event, "seq"), number_in(made, "seq"));
    json_decref(event);
    json_decref(made);
    shows(w, "goal", sets_goal(w, "Nukun yöni"), "{'sign':''}");
}

static void a_card_becomes_a_goal_and_stays_linked_to_it(void **state)
{
    struct world *w = *state;
    int64_t card = adds_card(w, EERO, "want", "Haluan torille");
    json_t *made = says(w, AINO, "goal.create", "{'board':%lld,'text':'Käyn torilla','card':%lld}", (long long)w->board,
                        (long long)card);
    shows(w, "goal", number_in(made, "goal"), with_id("{'card':%lld}", card));
    json_decref(made);

    acts_on(w, "card.remove", "card", card, "");
    may_not_act_on(w, ERR_NOT_FOUND, "card", "no_such_card", "goal.create", "card", card, ",'text':'x'");
    may_not_act_on(w, ERR_NOT_FOUND, "card", "no_such_card", "goal.create", "card", 99999, ",'text':'x'");
}

static void an_edit_of_a_goal_over_somebody_elses_shows_both(void **state)
{
    struct world *w = *state;
    int64_t goal = sets_goal(w, "Torille");
    time_passes(w, 1000);
    acts_on(w, "goal.edit", "goal", goal, ",'text':'Torille kävellen','was':'Torille'");
    json_t *row = row_as_seen(w, "goal", goal);
    happened(w, "goal.edited", "goal", goal,
             with_id("{'text':'Torille kävellen','changed_at':%lld}", number_in(row, "changed_at")));
    json_decref(row);

    json_t *data = refusal_of(w, AINO, "goal.edit", "{'board':%lld,'goal':%lld,'text':'Kauppaan','was':'Torille'}",
                              (long long)w->board, (long long)goal);
    json_t *now = json_object_get(data, "now"), *yours = json_object_get(data, "yours");
    assert_string_equal(json_string_value(json_object_get(data, "detail")), "changed");
    assert_string_equal(json_string_value(json_object_get(now, "text")), "Torille kävellen");
    assert_string_equal(json_string_value(json_object_get(yours, "text")), "Kauppaan");
    json_decref(data);
    shows(w, "goal", goal, "{'text':'Torille kävellen'}");
}

static void the_sign_of_a_goal_is_changed_having_seen_it(void **state)
{
    struct world *w = *state;
    int64_t goal = sets_goal(w, "Torille");
    acts_on(w, "goal.set_sign", "goal", goal, ",'sign':'Joka lauantai','was':''");
    shows(w, "goal", goal, "{'text':'Torille','sign':'Joka lauantai'}");
    may_not_act_on(w, ERR_CONFLICT, "was", "changed", "goal.set_sign", "goal", goal, ",'sign':'Kerran','was':''");
    acts_on(w, "goal.set_sign", "goal", goal, ",'sign':'','was':'Joka lauantai'");
    shows(w, "goal", goal, "{'sign':''}");
}

static void a_goal_is_reached_let_go_of_and_opened_again(void **state)
{
    static const char *const statuses[] = {"reached", "let_go", "open"};
    struct world *w = *state;
    int64_t goal = sets_goal(w, "Torille");
    for (size_t i = 0; i < 3; i++) {
        char more[64];
        time_passes(w, 1000);
        snprintf(more, sizeof more, ",'status':'%s'", statuses[i]);
        acts_on(w, "goal.settle", "goal", goal, more);
        json_t *event = last_event(w);
        assert_string_equal(json_string_value(json_object_get(event, "name")), "goal.settled");
        json_decref(event);
        snprintf(more, sizeof more, "{'status':'%s'}", statuses[i]);
        shows(w, "goal", goal, more);
    }
}

static void what_changes_nothing_is_no_event(void **state)
{
    struct world *w = *state;
    int64_t goal = sets_goal(w, "Torille"), step = adds_step(w, goal, "Kengät"), seq = seq_of(w);
    time_passes(w, 1000);
    acts_on(w, "goal.edit", "goal", goal, ",'text':'Torille','was':'Torille'");
    acts_on(w, "goal.set_sign", "goal", goal, ",'sign':'','was':''");
    acts_on(w, "goal.settle", "goal", goal, ",'status':'open'");
    acts_on(w, "step.edit", "step", step, ",'text':'Kengät','was':'Kengät'");
    acts_on(w, "step.assign", "step", step, "");
    acts_on(w, "step.tick", "step", step, ",'is_done':false");
    assert_int_equal(seq_of(w), seq);
}

static void a_removed_goal_is_for_the_bin_alone_and_comes_back_as_it_was(void **state)
{
    struct world *w = *state;
    int64_t goal = sets_goal(w, "Torille"), step = adds_step(w, goal, "Kengät");
    json_t *before = row_as_seen(w, "goal", goal);
    acts_on(w, "goal.remove", "goal", goal, "");
    assert_null(row_as_seen(w, "goal", goal));

    may_not_act_on(w, ERR_NOT_FOUND, "goal", "no_such_goal", "goal.edit", "goal", goal, ",'text':'x','was':'Torille'");
    may_not_act_on(w, ERR_NOT_FOUND, "goal", "no_such_goal", "goal.set_sign", "goal", goal, ",'sign':'x','was':''");
    may_not_act_on(w, ERR_NOT_FOUND, "goal", "no_such_goal", "goal.settle", "goal", goal, ",'status':'reached'");
    may_not_act_on(w, ERR_NOT_FOUND, "goal", "no_such_goal", "goal.remove", "goal", goal, "");
    no_step(w, ERR_NOT_FOUND, "goal", "no_such_goal", with_id(",'goal':%lld", goal));

    json_t *bin = says(w, LEENA, "goal.bin", "{'board':%lld}", (long long)w->board);
    assert_int_equal(number_in(json_array_get(json_object_get(bin, "goals"), 0), "id"), goal);
    json_decref(bin);

    acts_on(w, "goal.restore", "goal", goal, "");
    json_t *after = row_as_seen(w, "goal", goal);
    assert_true(json_equal(before, after));
    json_decref(before);
    json_decref(after);
    shows(w, "step", step, "{'text':'Kengät'}");
    may_not_act_on(w, ERR_CONFLICT, "goal", "not_removed", "goal.restore", "goal", goal, "");
    may_not_act_on(w, ERR_NOT_FOUND, "goal", "no_such_goal", "goal.restore", "goal", 99999, "");
}

static void an_observer_sees_the_plan_and_changes_nothing(void **state)
{
    struct world *w = *state;
    int64_t goal = sets_goal(w, "Torille");
    json_decref(says(w, LEENA, "goal.bin", "{'board':%lld}", (long long)w->board));
    json_decref(says(w, LEENA, "step.bin", "{'board':%lld}", (long long)w->board));
    is_refused(w, LEENA, ERR_NOT_ALLOWED, NULL, NULL, "goal.create", "{'board':%lld,'text':'x'}", (long long)w->board);
    is_refused(w, LEENA, ERR_NOT_ALLOWED, NULL, NULL, "step.add", "{'board':%lld,'goal':%lld,'text':'x'}",
               (long long)w->board, (long long)goal);
    is_refused(w, OUTI, ERR_NOT_FOUND, NULL, NULL, "goal.create", "{'board':%lld,'text':'x'}", (long long)w->board);
}

static void nothing_of_another_board_is_reached(void **state)
{
    struct world *w = *state;
    int64_t goal = sets_goal(w, "Torille"), step = adds_step(w, goal, "Kengät");
    json_t *made = says(w, EERO, "board.create", "{'title':'Toinen'}");
    w->board = number_in(made, "board");
    json_decref(made);
    may_not_act_on(w, ERR_NOT_FOUND, "goal", "no_such_goal", "goal.settle", "goal", goal, ",'status':'reached'");
    may_not_act_on(w, ERR_NOT_FOUND, "step", "no_such_step", "step.tick", "step", step, ",'is_done':true");
    no_step(w, ERR_NOT_FOUND, "goal", "no_such_goal", with_id(",'goal':%lld", goal));
}

/* ---- steps ---- */

static void a_step_has_an_owner_and_a_date_of_its_own(void **state)
{
    struct world *w = *state;
    int64_t goal = sets_goal(w, "Torille");
    json_t *made =
        says(w, EERO, "step.add", "{'board':%lld,'goal':%lld,'text':'Kengät','owner':%lld,'due_on':'2026-12-01'}",
             (long long)w->board, (long long)goal, (long long)w->account[LEENA]);
    int64_t step = number_in(made, "step");
    json_decref(made);
    shows(w, "step", step, "{'text':'Kengät','due_on':'2026-12-01','task':null,'done_at':null}");
    shows(w, "step", step, with_id("{'owner':%lld}", w->account[LEENA]));

    acts_on(w, "step.assign", "step", step, with_id(",'owner':%lld", w->account[AINO]));
    char fields[96];
    snprintf(fields, sizeof fields, "{'owner':%lld,'due_on':null}", (long long)w->account[AINO]);
    happened(w, "step.assigned", "step", step, fields);
}

static void a_step_belongs_to_a_goal_or_to_a_task_and_never_to_both(void **state)
{
    struct world *w = *state;
    int64_t goal = sets_goal(w, "Torille"), task = notes_task(w, "Soitan tyttärelle");
    char both[64];
    snprintf(both, sizeof both, ",'goal':%lld,'task':%lld", (long long)goal, (long long)task);
    no_step(w, ERR_BAD_INPUT, "goal", "goal_or_task", both);
    no_step(w, ERR_BAD_INPUT, "goal", "goal_or_task", "");
    no_step(w, ERR_NOT_FOUND, "goal", "no_such_goal", ",'goal':99999");
    no_step(w, ERR_NOT_FOUND, "task", "no_such_task", ",'task':99999");
    json_decref(says(w, EERO, "step.add", "{'board':%lld,'task':%lld,'text':'Etsi numero'}", (long long)w->board,
                     (long long)task));

    acts_on(w, "task.done", "task", task, ",'outcome':'Soitettu'");
    no_step(w, ERR_CONFLICT, "task", "ended", with_id(",'task':%lld", task));
}

static void a_step_is_owned_by_somebody_who_is_on_the_board(void **state)
{
    struct world *w = *state;
    int64_t goal = sets_goal(w, "Torille"), step = adds_step(w, goal, "Kengät");
    char more[64];
    snprintf(more, sizeof more, ",'goal':%lld,'owner':%lld", (long long)goal, (long long)w->account[OUTI]);
    no_step(w, ERR_BAD_INPUT, "owner", "not_on_board", more);
    json_decref(says(w, AINO, "participant.remove", "{'board':%lld,'account':%lld}", (long long)w->board,
                     (long long)w->account[LEENA]));
    may_not_act_on(w, ERR_BAD_INPUT, "owner", "not_on_board", "step.assign", "step", step,
                   with_id(",'owner':%lld", w->account[LEENA]));
}

static void a_step_is_ticked_by_whoever_says_so_first(void **state)
{
    struct world *w = *state;
    int64_t step = adds_step(w, sets_goal(w, "Torille"), "Kengät");
    acts_on(w, "step.tick", "step", step, ",'is_done':true");
    shows(w, "step", step, with_id("{'done_by':%lld}", w->account[EERO]));
    json_decref(
        says(w, AINO, "step.tick", "{'board':%lld,'step':%lld,'is_done':true}", (long long)w->board, (long long)step));
    shows(w, "step", step, with_id("{'done_by':%lld}", w->account[EERO]));
    acts_on(w, "step.tick", "step", step, ",'is_done':false");
    happened(w, "step.ticked", "step", step, "{'done_at':null,'done_by':null}");
}

static void an_edit_of_a_step_over_somebody_elses_shows_both(void **state)
{
    struct world *w = *state;
    int64_t step = adds_step(w, sets_goal(w, "Torille"), "Kengät");
    acts_on(w, "step.edit", "step", step, ",'text':'Talvikengät','was':'Kengät'");
    happened(w, "step.edited", "step", step, "{'text':'Talvikengät'}");
    json_t *data = refusal_of(w, AINO, "step.edit", "{'board':%lld,'step':%lld,'text':'Sauvat','was':'Kengät'}",
                              (long long)w->board, (long long)step);
    assert_string_equal(json_string_value(json_object_get(json_object_get(data, "now"), "text")), "Talvikengät");
    assert_string_equal(json_string_value(json_object_get(json_object_get(data, "yours"), "text")), "Sauvat");
    json_decref(data);
}

static void a_removed_step_is_for_the_bin_alone_and_comes_back(void **state)
{
    struct world *w = *state;
    int64_t step = adds_step(w, sets_goal(w, "Torille"), "Kengät");
    acts_on(w, "step.remove", "step", step, "");
    assert_null(row_as_seen(w, "step", step));
    may_not_act_on(w, ERR_NOT_FOUND, "step", "no_such_step", "step.edit", "step", step, ",'text':'x','was':'Kengät'");
    may_not_act_on(w, ERR_NOT_FOUND, "step", "no_such_step", "step.assign", "step", step, "");
    may_not_act_on(w, ERR_NOT_FOUND, "step", "no_such_step", "step.tick", "step", step, ",'is_done':true");
    may_not_act_on(w, ERR_NOT_FOUND, "step", "no_such_step", "step.remove", "step", step, "");

    json_t *bin = says(w, LEENA, "step.bin", "{'board':%lld}", (long long)w->board);
    assert_int_equal(json_array_size(json_object_get(bin, "steps")), 1);
    json_decref(bin);
    acts_on(w, "step.restore", "step", step, "");
    shows(w, "step", step, "{'text':'Kengät'}");
    may_not_act_on(w, ERR_CONFLICT, "step", "not_removed", "step.restore", "step", step, "");
}

const struct CMUnitTest command_goal_tests[] = {
    IN_WORLD(a_goal_is_said_in_the_clients_words),
    IN_WORLD(a_card_becomes_a_goal_and_stays_linked_to_it),
    IN_WORLD(an_edit_of_a_goal_over_somebody_elses_shows_both),
    IN_WORLD(the_sign_of_a_goal_is_changed_having_seen_it),
    IN_WORLD(a_goal_is_reached_let_go_of_and_opened_again),
    IN_WORLD(what_changes_nothing_is_no_event),
    IN_WORLD(a_removed_goal_is_for_the_bin_alone_and_comes_back_as_it_was),
    IN_WORLD(an_observer_sees_the_plan_and_changes_nothing),
    IN_WORLD(nothing_of_another_board_is_reached),
    IN_WORLD(a_step_has_an_owner_and_a_date_of_its_own),
    IN_WORLD(a_step_belongs_to_a_goal_or_to_a_task_and_never_to_both),
    IN_WORLD(a_step_is_owned_by_somebody_who_is_on_the_board),
    IN_WORLD(a_step_is_ticked_by_whoever_says_so_first),
    IN_WORLD(an_edit_of_a_step_over_somebody_elses_shows_both),
    IN_WORLD(a_removed_step_is_for_the_bin_alone_and_comes_back),
};

SUITE_COUNT(command_goal);
