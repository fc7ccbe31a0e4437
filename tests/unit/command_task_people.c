/* command_task_people.c - a task between units and people: who receives it, who may answer for it, who keeps the inbox, and what
 * becomes of it when somebody leaves */
#include "suites.h"

#include <stdio.h>

#include "tasks.h"

/* ---- whose it is ---- */

static void a_task_needs_a_unit_or_is_the_clients_own(void **state)
{
    struct world *w = *state;
    long long board = w->board, ward = unit_id(w, WARD), aino = w->account[AINO];
    is_refused(w, AINO, ERR_BAD_INPUT, "unit", "needs_owner", "task.create", "{'board':%lld,'title':'x'}", board);
    is_refused(w, AINO, ERR_BAD_INPUT, "unit", "clients_own", "task.create",
               "{'board':%lld,'title':'x','unit':%lld,'is_client':true}", board, ward);
    is_refused(w, AINO, ERR_NOT_FOUND, "unit", "no_such_unit", "task.create", "{'board':%lld,'title':'x','unit':1}",
               board);
    is_refused(w, AINO, ERR_BAD_INPUT, "assignee", "not_in_unit", "task.create",
               "{'board':%lld,'title':'x','unit':%lld,'assignee':%lld}", board, ward, aino);
    is_refused(w, AINO, ERR_NOT_FOUND, "goal", "no_such_goal", "task.create",
               "{'board':%lld,'title':'x','unit':%lld,'goal':%lld}", board, ward, board);
    is_refused(w, AINO, ERR_NOT_FOUND, "card", "no_such_card", "task.create",
               "{'board':%lld,'title':'x','unit':%lld,'card':%lld}", board, ward, board);
    is_refused(w, LEENA, ERR_NOT_ALLOWED, NULL, NULL, "task.create", "{'board':%lld,'title':'x','unit':%lld}", board,
               ward);
}

static void the_clients_own_task_is_agreed_from_the_start(void **state)
{
    struct world *w = *state;
    json_t *made =
        says(w, EERO, "task.create", "{'board':%lld,'title':'Kävely torille','is_client':true}", (long long)w->board);
    int64_t task = number_in(made, "task");
    json_decref(made);
    has_status(w, task, "accepted");
    may_not_with(w, AINO, ERR_CONFLICT, "task", "clients_own", "task.decline", task, ",'reason':'x'");
    may_not_with(w, AINO, ERR_CONFLICT, "task", "clients_own", "task.forward", task, a_unit(w, WARD));
    does_with(w, EERO, "task.done", task, ",'outcome':'Kahvikin tuli juotua'");
    has_status(w, task, "done");
}

static void a_task_goes_to_a_unit_that_is_not_on_the_board(void **state)
{
    struct world *w = *state;
    assert_int_equal(in_inbox(w, OUTI, CENTRE), 0);
    int64_t task = asks_for(w, CENTRE, "Verikokeet");
    assert_int_equal(in_inbox(w, OUTI, CENTRE), 1);
    assert_int_equal(tasks_of(w, OUTI), 0);
    is_refused(w, OUTI, ERR_NOT_FOUND, NULL, NULL, "board.open", "{'board':%lld}", (long long)w->board);
    is_refused(w, OUTI, ERR_NOT_FOUND, NULL, NULL, "task.trail", "{'board':%lld,'task':%lld}", (long long)w->board,
               (long long)task);
    char assignee[48];
    snprintf(assignee, sizeof assignee, ",'assignee':%lld", (long long)w->account[OUTI]);
    does_with(w, OUTI, "task.accept", task, assignee);
    assert_int_equal(tasks_of(w, OUTI), 1);
    does_with(w, OUTI, "task.start", task, "");
    does_with(w, OUTI, "task.done", task, ",'outcome':'Otettu'");
    assert_int_equal(tasks_of(w, OUTI), 0);
    assert_int_equal(in_inbox(w, OUTI, CENTRE), 0);
}

static void a_receiver_hands_it_on_within_the_unit_and_forwards_it_to_others(void **state)
{
    struct world *w = *state;
    int64_t task = asks_for(w, CENTRE, "Verikokeet");
    char leena[128];
    snprintf(leena, sizeof leena, "%s,'assignee':%lld", a_unit(w, CENTRE), (long long)w->account[LEENA]);
    does_with(w, OUTI, "task.assign", task, leena);
    belongs_to(w, task, unit_id(w, CENTRE), w->account[LEENA]);
    may_not_with(w, OUTI, ERR_NOT_ALLOWED, "unit", "other_unit", "task.assign", task, a_unit(w, WARD));
    does_with(w, OUTI, "task.forward", task, a_unit(w, WARD));
    belongs_to(w, task, unit_id(w, WARD), 0);
    assert_int_equal(in_inbox(w, OUTI, CENTRE), 0);
    assert_int_equal(in_inbox(w, EERO, WARD), 1);
    may_not_with(w, OUTI, ERR_NOT_FOUND, NULL, NULL, "task.accept", task, "");
    may_not_with(w, EERO, ERR_CONFLICT, "unit", "same_unit", "task.forward", task, a_unit(w, WARD));
}

static void a_unit_that_declines_gives_the_task_back_with_a_reason(void **state)
{
    struct world *w = *state;
    int64_t task = asks_for(w, CENTRE, "Verikokeet");
    does_with(w, OUTI, "task.decline", task, ",'reason':'Kuuluu osastolle'");
    assert_int_equal(in_inbox(w, OUTI, CENTRE), 0);
    assert_int_equal(tasks_of(w, AINO), 1);
    json_t *event = last_event(w);
    assert_string_equal(json_string_value(json_object_get(event, "name")), "task.declined");
    json_decref(event);
    does_with(w, AINO, "task.assign", task, a_unit(w, WARD));
    assert_int_equal(tasks_of(w, AINO), 0);
    has_status(w, task, "requested");
}

static void nobody_answers_for_another_unit(void **state)
{
    struct world *w = *state;
    int64_t task = asks_for(w, CENTRE, "Verikokeet");
    may_not_with(w, EERO, ERR_NOT_ALLOWED, NULL, NULL, "task.accept", task, "");     /* a member of the board */
    may_not_with(w, ADMIN, ERR_NOT_FOUND, NULL, NULL, "task.accept", task, "");      /* no client data */
    may_not_with(w, NOBODY, ERR_NOT_SIGNED_IN, NULL, NULL, "task.accept", task, ""); /* nobody */
    does_with(w, AINO, "task.accept", task, ""); /* the coordinator, in their stead: the trail says who */
    is_refused(w, EERO, ERR_NOT_FOUND, "unit", "no_such_unit", "unit.inbox", "{'unit':%lld}",
               (long long)unit_id(w, CENTRE));
}

static void an_observer_answers_for_the_own_unit_and_asks_nobody(void **state)
{
    struct world *w = *state;
    int64_t task = asks_for(w, CENTRE, "Verikokeet");
    may_not_with(w, LEENA, ERR_NOT_ALLOWED, NULL, NULL, "task.cancel", task, ",'reason':'x'");
    does_with(w, LEENA, "task.accept", task, "");
}

/* ---- who keeps the inbox ---- */

static void every_member_keeps_the_inbox_unless_somebody_is_named(void **state)
{
    struct world *w = *state;
    long long centre = unit_id(w, CENTRE);
    asks_for(w, CENTRE, "Verikokeet");
    assert_int_equal(in_inbox(w, LEENA, CENTRE), 1);
    json_decref(says(w, ADMIN, "membership.set_keeper", "{'unit':%lld,'account':%lld,'is_keeper':true}", centre,
                     (long long)w->account[OUTI]));
    assert_int_equal(in_inbox(w, OUTI, CENTRE), 1);
    is_refused(w, LEENA, ERR_NOT_FOUND, "unit", "no_such_unit", "unit.inbox", "{'unit':%lld}", centre);
    assert_int_equal(count_listed(w, LEENA, "units", "unit.mine", "{}"), 0);
    json_decref(says(w, ADMIN, "account.end", "{'account':%lld}", (long long)w->account[OUTI]));
    assert_int_equal(in_inbox(w, LEENA, CENTRE), 1); /* the only one who was named has left */
    is_refused(w, ADMIN, ERR_NOT_FOUND, "account", "not_a_member", "membership.set_keeper",
               "{'unit':%lld,'account':%lld,'is_keeper':true}", centre, (long long)w->account[AINO]);
}

/* ---- when somebody leaves ---- */

static int64_t outi_has(struct world *w, const char *title)
{
    int64_t task = asks_for(w, CENTRE, title);
    char assignee[48];
    snprintf(assignee, sizeof assignee, ",'assignee':%lld", (long long)w->account[OUTI]);
    does_with(w, OUTI, "task.accept", task, assignee);
    return task;
}

static void tasks_of_an_ended_account_go_to_a_colleague_or_back_to_the_unit(void **state)
{
    struct world *w = *state;
    int64_t task = outi_has(w, "Verikokeet");
    json_t *held = says(w, ADMIN, "account.tasks", "{'account':%lld}", (long long)w->account[OUTI]);
    json_t *row = json_array_get(json_object_get(held, "tasks"), 0);
    assert_int_equal(json_array_size(json_object_get(held, "tasks")), 1);
    assert_null(json_object_get(row, "title"));
    json_decref(held);
    is_refused(w, ADMIN, ERR_BAD_INPUT, "hand_to", "itself", "account.end", "{'account':%lld,'hand_to':%lld}",
               (long long)w->account[OUTI], (long long)w->account[OUTI]);
    json_t *ended = says(w, ADMIN, "account.end", "{'account':%lld,'hand_to':%lld}", (long long)w->account[OUTI],
                         (long long)w->account[LEENA]);
    assert_int_equal(number_in(ended, "handed"), 1);
    json_decref(ended);
    belongs_to(w, task, unit_id(w, CENTRE), w->account[LEENA]);
    has_status(w, task, "requested");
    json_t *event = last_event(w);
    assert_string_equal(json_string_value(json_object_get(event, "name")), "board.handed_over");
    assert_int_equal(number_in(event, "by"), w->account[ADMIN]);
    json_decref(event);

    ended = says(w, ADMIN, "account.end", "{'account':%lld,'hand_to':%lld}", (long long)w->account[LEENA],
                 (long long)w->account[AINO]);
    assert_int_equal(number_in(ended, "returned"), 1); /* aino does not work there */
    json_decref(ended);
    belongs_to(w, task, unit_id(w, CENTRE), 0);
}

static void one_command_makes_an_event_on_each_board_that_it_changed(void **state)
{
    struct world *w = *state;
    int64_t first_board = w->board, first = outi_has(w, "Verikokeet");
    json_t *made = says(w, AINO, "board.create", "{'title':'Toinen'}");
    w->board = number_in(made, "board");
    json_decref(made);
    int64_t second = outi_has(w, "Puhelu"), third = outi_has(w, "Käynti");
    json_decref(says(w, ADMIN, "membership.remove", "{'unit':%lld,'account':%lld}", (long long)unit_id(w, CENTRE),
                     (long long)w->account[OUTI]));
    belongs_to(w, second, unit_id(w, CENTRE), 0);
    belongs_to(w, third, unit_id(w, CENTRE), 0);
    json_t *event = last_event(w);
    assert_int_equal(json_object_size(json_object_get(json_object_get(event, "set"), "task")), 2);
    json_decref(event);
    w->board = first_board;
    belongs_to(w, first, unit_id(w, CENTRE), 0);
    event = last_event(w);
    assert_int_equal(json_object_size(json_object_get(json_object_get(event, "set"), "task")), 1);
    json_decref(event);
}

static void whoever_is_let_out_of_a_board_gives_its_tasks_back(void **state)
{
    struct world *w = *state;
    int64_t task = asks_for(w, WARD, "Lääkelista");
    char assignee[48];
    snprintf(assignee, sizeof assignee, ",'assignee':%lld", (long long)w->account[EERO]);
    does_with(w, EERO, "task.accept", task, assignee);
    json_decref(says(w, AINO, "participant.remove", "{'board':%lld,'account':%lld}", (long long)w->board,
                     (long long)w->account[EERO]));
    belongs_to(w, task, unit_id(w, WARD), 0);
    assert_int_equal(tasks_of(w, EERO), 0);
}

static void a_unit_with_open_tasks_does_not_end(void **state)
{
    struct world *w = *state;
    int64_t task = asks_for(w, WARD, "Lääkelista");
    long long ward = unit_id(w, WARD);
    is_refused(w, ADMIN, ERR_CONFLICT, "unit", "has_open_tasks", "unit.end", "{'unit':%lld}", ward);
    does_with(w, AINO, "task.cancel", task, ",'reason':'Ei tarvita'");
    json_decref(says(w, ADMIN, "unit.end", "{'unit':%lld}", ward));
    is_refused(w, AINO, ERR_NOT_FOUND, "unit", "no_such_unit", "task.create", "{'board':%lld,'title':'x','unit':%lld}",
               (long long)w->board, ward);
}

static void an_archived_board_is_in_no_inbox(void **state)
{
    struct world *w = *state;
    int64_t task = asks_for(w, CENTRE, "Verikokeet");
    json_decref(says(w, AINO, "board.archive", "{'board':%lld}", (long long)w->board));
    assert_int_equal(in_inbox(w, OUTI, CENTRE), 0);
    may_not_with(w, OUTI, ERR_CONFLICT, "board", "archived", "task.accept", task, "");
}

const struct CMUnitTest command_task_people_tests[] = {
    IN_WORLD(a_task_needs_a_unit_or_is_the_clients_own),
    IN_WORLD(the_clients_own_task_is_agreed_from_the_start),
    IN_WORLD(a_task_goes_to_a_unit_that_is_not_on_the_board),
    IN_WORLD(a_receiver_hands_it_on_within_the_unit_and_forwards_it_to_others),
    IN_WORLD(a_unit_that_declines_gives_the_task_back_with_a_reason),
    IN_WORLD(nobody_answers_for_another_unit),
    IN_WORLD(an_observer_answers_for_the_own_unit_and_asks_nobody),
    IN_WORLD(every_member_keeps_the_inbox_unless_somebody_is_named),
    IN_WORLD(tasks_of_an_ended_account_go_to_a_colleague_or_back_to_the_unit),
    IN_WORLD(one_command_makes_an_event_on_each_board_that_it_changed),
    IN_WORLD(whoever_is_let_out_of_a_board_gives_its_tasks_back),
    IN_WORLD(a_unit_with_open_tasks_does_not_end),
    IN_WORLD(an_archived_board_is_in_no_inbox),
};

SUITE_COUNT(command_task_people);
