/* command_task.c - a task's life across units: who may do what with it from which state, who receives it, and what
 * becomes of it when somebody leaves */
#include "suites.h"

#include <stdio.h>
#include <string.h>

#include "base/csv.h"
#include "db/queries.gen.h"
#include "world.h"

static const char *const unit_names[] = {"Aikuissosiaalityö", "Osasto 4", "Terveysasema"};
enum unit_of_test { SOCIAL, WARD, CENTRE }; /* aino's; eero's; leena's and outi's */

static int64_t unit_id(struct world *w, enum unit_of_test unit)
{
    json_t *answer = says(w, AINO, "unit.list", "{}"), *row;
    size_t i;
    int64_t id = 0;
    json_array_foreach (json_object_get(answer, "units"), i, row) {
        if (strcmp(json_string_value(json_object_get(row, "name")), unit_names[unit]) == 0) id = number_in(row, "id");
    }
    json_decref(answer);
    assert_true(id > 0);
    return id;
}

static int64_t asks_for(struct world *w, enum unit_of_test unit, const char *title)
{
    json_t *made = says(w, AINO, "task.create", "{'board':%lld,'title':'%s','unit':%lld}", (long long)w->board, title,
                        (long long)unit_id(w, unit));
    int64_t task = number_in(made, "task");
    json_decref(made);
    return task;
}

/* Says something about a task: `more` are further members, with a comma in front. */
static void acts(struct world *w, enum who who, const char *command, int64_t task, const char *more)
{
    json_decref(says(w, who, command, "{'board':%lld,'task':%lld%s}", (long long)w->board, (long long)task, more));
}

static void may_not(struct world *w, enum who who, enum err err, const char *field, const char *detail,
                    const char *command, int64_t task, const char *more)
{
    is_refused(w, who, err, field, detail, command, "{'board':%lld,'task':%lld%s}", (long long)w->board,
               (long long)task, more);
}

static const char *unit_member(struct world *w, enum unit_of_test unit)
{
    static char text[48];
    snprintf(text, sizeof text, ",'unit':%lld", (long long)unit_id(w, unit));
    return text;
}

static json_t *task_as_seen(struct world *w, int64_t task)
{
    char id[24];
    snprintf(id, sizeof id, "%lld", (long long)task);
    json_t *board = board_as_seen(w, AINO);
    json_t *row = json_incref(json_object_get(json_object_get(board, "task"), id));
    json_decref(board);
    assert_non_null(row);
    return row;
}

static void has_status(struct world *w, int64_t task, const char *status)
{
    json_t *row = task_as_seen(w, task);
    assert_string_equal(json_string_value(json_object_get(row, "status")), status);
    json_decref(row);
}

static void belongs_to(struct world *w, int64_t task, int64_t unit, int64_t assignee)
{
    json_t *row = task_as_seen(w, task);
    assert_int_equal(json_integer_value(json_object_get(row, "unit")), unit);
    assert_int_equal(json_integer_value(json_object_get(row, "assignee")), assignee);
    json_decref(row);
}

static size_t count_of(struct world *w, enum who who, const char *command, const char *params, const char *list)
{
    json_t *answer = says(w, who, command, "%s", params);
    size_t count = json_array_size(json_object_get(answer, list));
    json_decref(answer);
    return count;
}

static size_t in_inbox(struct world *w, enum who who, enum unit_of_test unit)
{
    char params[64];
    snprintf(params, sizeof params, "{'unit':%lld}", (long long)unit_id(w, unit));
    return count_of(w, who, "unit.inbox", params, "tasks");
}

static size_t mine(struct world *w, enum who who)
{
    return count_of(w, who, "task.mine", "{}", "tasks");
}

/* ---- the table of allowed moves, and all others ---- */

enum act { ASSIGN, ACCEPT, DECLINE, FORWARD, START, DONE, CANCEL, REOPEN, ACTS };

static const char *const commands[ACTS] = {"task.assign", "task.accept", "task.decline", "task.forward",
                                           "task.start",  "task.done",   "task.cancel",  "task.reopen"};

/* By hand, not from the code: what each state allows, what comes of it, and what else is said. */
struct from {
    const char *status;
    const char *becomes[ACTS]; /* NULL: refused */
    const char *refused_as, *reopen_refused_as;
};

static const struct from table[] = {
    {"requested",
     {"requested", "accepted", "declined", "forwarded", NULL, NULL, "cancelled", NULL},
     "not_accepted",
     "still_open"},
    {"forwarded",
     {"forwarded", "accepted", "declined", "forwarded", NULL, NULL, "cancelled", NULL},
     "not_accepted",
     "still_open"},
    {"accepted",
     {"accepted", NULL, "declined", "forwarded", "in_progress", "done", "cancelled", NULL},
     "already_accepted",
     "still_open"},
    {"in_progress",
     {"in_progress", NULL, NULL, "forwarded", NULL, "done", "cancelled", NULL},
     "already_started",
     "still_open"},
    {"declined", {"requested", NULL, NULL, NULL, NULL, NULL, "cancelled", NULL}, "declined", "still_open"},
    {"done", {NULL, NULL, NULL, NULL, NULL, NULL, NULL, "accepted"}, "already_done", NULL},
    {"cancelled", {NULL, NULL, NULL, NULL, NULL, NULL, NULL, "requested"}, "already_cancelled", NULL},
};

/* A task of the ward in this state. */
static int64_t brought_to(struct world *w, const char *status)
{
    bool is_passed_on = strcmp(status, "forwarded") == 0;
    int64_t task = asks_for(w, is_passed_on ? CENTRE : WARD, "Lääkelista");
    if (is_passed_on) acts(w, AINO, "task.forward", task, unit_member(w, WARD));
    if (strcmp(status, "accepted") == 0 || strcmp(status, "in_progress") == 0 || strcmp(status, "done") == 0)
        acts(w, EERO, "task.accept", task, "");
    if (strcmp(status, "in_progress") == 0) acts(w, EERO, "task.start", task, "");
    if (strcmp(status, "done") == 0) acts(w, EERO, "task.done", task, ",'outcome':'Käyty läpi'");
    if (strcmp(status, "declined") == 0) acts(w, EERO, "task.decline", task, ",'reason':'Kuuluu kotihoitoon'");
    if (strcmp(status, "cancelled") == 0) acts(w, AINO, "task.cancel", task, ",'reason':'Ei tarvita'");
    has_status(w, task, status);
    return task;
}

static const char *more_for(struct world *w, enum act act)
{
    switch (act) {
    case ASSIGN:
        return unit_member(w, WARD);
    case FORWARD:
        return unit_member(w, SOCIAL);
    case DECLINE:
    case CANCEL:
        return ",'reason':'Siksi'";
    case DONE:
        return ",'outcome':'Tehty'";
    default:
        return "";
    }
}

static void each_state_allows_its_acts_and_no_other(void **state)
{
    struct world *w = *state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        for (enum act act = 0; act < ACTS; act++) {
            int64_t task = brought_to(w, table[i].status);
            if (table[i].becomes[act]) {
                acts(w, AINO, commands[act], task, more_for(w, act));
                has_status(w, task, table[i].becomes[act]);
                continue;
            }
            const char *detail = act == REOPEN ? table[i].reopen_refused_as : table[i].refused_as;
            may_not(w, AINO, ERR_CONFLICT, "task", detail, commands[act], task, more_for(w, act));
            has_status(w, task, table[i].status);
        }
}

static void what_was_done_by_whom_stays_readable(void **state)
{
    struct world *w = *state;
    int64_t task = brought_to(w, "done");
    acts(w, AINO, "task.reopen", task, ",'reason':'Unohtui yksi'");
    json_t *trail = says(w, LEENA, "task.trail", "{'board':%lld,'task':%lld}", (long long)w->board, (long long)task);
    const char *const kinds[] = {"requested", "accepted", "done", "reopened"};
    const char *const texts[] = {NULL, NULL, "Käyty läpi", "Unohtui yksi"};
    const enum who who[] = {AINO, EERO, EERO, AINO};
    assert_int_equal(json_array_size(json_object_get(trail, "acts")), 4);
    for (size_t i = 0; i < 4; i++) {
        json_t *act = json_array_get(json_object_get(trail, "acts"), i);
        const char *text = json_string_value(json_object_get(act, "text"));
        assert_string_equal(json_string_value(json_object_get(act, "kind")), kinds[i]);
        assert_int_equal(number_in(act, "account"), w->account[who[i]]);
        assert_true(texts[i] ? text && strcmp(text, texts[i]) == 0 : !text);
    }
    json_decref(trail);
}

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
    may_not(w, AINO, ERR_CONFLICT, "task", "clients_own", "task.decline", task, ",'reason':'x'");
    may_not(w, AINO, ERR_CONFLICT, "task", "clients_own", "task.forward", task, unit_member(w, WARD));
    acts(w, EERO, "task.done", task, ",'outcome':'Kahvikin tuli juotua'");
    has_status(w, task, "done");
}

static void a_task_goes_to_a_unit_that_is_not_on_the_board(void **state)
{
    struct world *w = *state;
    assert_int_equal(in_inbox(w, OUTI, CENTRE), 0);
    int64_t task = asks_for(w, CENTRE, "Verikokeet");
    assert_int_equal(in_inbox(w, OUTI, CENTRE), 1);
    assert_int_equal(mine(w, OUTI), 0);
    is_refused(w, OUTI, ERR_NOT_FOUND, NULL, NULL, "board.open", "{'board':%lld}", (long long)w->board);
    is_refused(w, OUTI, ERR_NOT_FOUND, NULL, NULL, "task.trail", "{'board':%lld,'task':%lld}", (long long)w->board,
               (long long)task);
    char assignee[48];
    snprintf(assignee, sizeof assignee, ",'assignee':%lld", (long long)w->account[OUTI]);
    acts(w, OUTI, "task.accept", task, assignee);
    assert_int_equal(mine(w, OUTI), 1);
    acts(w, OUTI, "task.start", task, "");
    acts(w, OUTI, "task.done", task, ",'outcome':'Otettu'");
    assert_int_equal(mine(w, OUTI), 0);
    assert_int_equal(in_inbox(w, OUTI, CENTRE), 0);
}

static void a_receiver_hands_it_on_within_the_unit_and_forwards_it_to_others(void **state)
{
    struct world *w = *state;
    int64_t task = asks_for(w, CENTRE, "Verikokeet");
    char leena[128];
    snprintf(leena, sizeof leena, "%s,'assignee':%lld", unit_member(w, CENTRE), (long long)w->account[LEENA]);
    acts(w, OUTI, "task.assign", task, leena);
    belongs_to(w, task, unit_id(w, CENTRE), w->account[LEENA]);
    may_not(w, OUTI, ERR_NOT_ALLOWED, "unit", "other_unit", "task.assign", task, unit_member(w, WARD));
    acts(w, OUTI, "task.forward", task, unit_member(w, WARD));
    belongs_to(w, task, unit_id(w, WARD), 0);
    assert_int_equal(in_inbox(w, OUTI, CENTRE), 0);
    assert_int_equal(in_inbox(w, EERO, WARD), 1);
    may_not(w, OUTI, ERR_NOT_FOUND, NULL, NULL, "task.accept", task, "");
    may_not(w, EERO, ERR_CONFLICT, "unit", "same_unit", "task.forward", task, unit_member(w, WARD));
}

static void a_unit_that_declines_gives_the_task_back_with_a_reason(void **state)
{
    struct world *w = *state;
    int64_t task = asks_for(w, CENTRE, "Verikokeet");
    acts(w, OUTI, "task.decline", task, ",'reason':'Kuuluu osastolle'");
    assert_int_equal(in_inbox(w, OUTI, CENTRE), 0);
    assert_int_equal(mine(w, AINO), 1);
    json_t *event = last_event(w);
    assert_string_equal(json_string_value(json_object_get(event, "name")), "task.declined");
    json_decref(event);
    acts(w, AINO, "task.assign", task, unit_member(w, WARD));
    assert_int_equal(mine(w, AINO), 0);
    has_status(w, task, "requested");
}

static void nobody_answers_for_another_unit(void **state)
{
    struct world *w = *state;
    int64_t task = asks_for(w, CENTRE, "Verikokeet");
    may_not(w, EERO, ERR_NOT_ALLOWED, NULL, NULL, "task.accept", task, "");     /* a member of the board */
    may_not(w, ADMIN, ERR_NOT_FOUND, NULL, NULL, "task.accept", task, "");      /* no client data */
    may_not(w, NOBODY, ERR_NOT_SIGNED_IN, NULL, NULL, "task.accept", task, ""); /* nobody */
    acts(w, AINO, "task.accept", task, ""); /* the coordinator, in their stead: the trail says who */
    is_refused(w, EERO, ERR_NOT_FOUND, "unit", "no_such_unit", "unit.inbox", "{'unit':%lld}",
               (long long)unit_id(w, CENTRE));
}

static void an_observer_answers_for_the_own_unit_and_asks_nobody(void **state)
{
    struct world *w = *state;
    int64_t task = asks_for(w, CENTRE, "Verikokeet");
    may_not(w, LEENA, ERR_NOT_ALLOWED, NULL, NULL, "task.cancel", task, ",'reason':'x'");
    acts(w, LEENA, "task.accept", task, "");
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
    assert_int_equal(count_of(w, LEENA, "unit.mine", "{}", "units"), 0);
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
    acts(w, OUTI, "task.accept", task, assignee);
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
    acts(w, EERO, "task.accept", task, assignee);
    json_decref(says(w, AINO, "participant.remove", "{'board':%lld,'account':%lld}", (long long)w->board,
                     (long long)w->account[EERO]));
    belongs_to(w, task, unit_id(w, WARD), 0);
    assert_int_equal(mine(w, EERO), 0);
}

static void a_unit_with_open_tasks_does_not_end(void **state)
{
    struct world *w = *state;
    int64_t task = asks_for(w, WARD, "Lääkelista");
    long long ward = unit_id(w, WARD);
    is_refused(w, ADMIN, ERR_CONFLICT, "unit", "has_open_tasks", "unit.end", "{'unit':%lld}", ward);
    acts(w, AINO, "task.cancel", task, ",'reason':'Ei tarvita'");
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
    may_not(w, OUTI, ERR_CONFLICT, "board", "archived", "task.accept", task, "");
}

/* ---- words and dates ---- */

static void words_are_changed_by_whoever_has_seen_them(void **state)
{
    struct world *w = *state;
    int64_t task = asks_for(w, WARD, "Lääkelista");
    acts(w, EERO, "task.rename", task, ",'title':'Lääkelista ajan tasalle','was':'Lääkelista'");
    may_not(w, AINO, ERR_CONFLICT, "was", "changed", "task.rename", task, ",'title':'Toinen','was':'Lääkelista'");
    acts(w, EERO, "task.describe", task, ",'text':'Kolme laitetta','was':''");
    may_not(w, AINO, ERR_CONFLICT, "was", "changed", "task.describe", task, ",'text':'Toinen','was':''");
    acts(w, EERO, "task.reschedule", task, ",'due_on':'2026-12-01'");
    may_not(w, AINO, ERR_BAD_INPUT, "due_on", "not_a_day", "task.reschedule", task, ",'due_on':'2026-02-30'");
    acts(w, EERO, "task.consult", task, ",'client_view':'agrees'");
    json_t *row = task_as_seen(w, task);
    assert_string_equal(json_string_value(json_object_get(row, "title")), "Lääkelista ajan tasalle");
    assert_string_equal(json_string_value(json_object_get(row, "due_on")), "2026-12-01");
    assert_string_equal(json_string_value(json_object_get(row, "client_view")), "agrees");
    json_decref(row);
}

static void a_task_remembers_the_card_it_was_made_of(void **state)
{
    struct world *w = *state;
    int64_t card = adds_card(w, EERO, "hypothesis", "Lääke ei mene perille");
    json_t *made = says(w, EERO, "task.create", "{'board':%lld,'title':'Tekniikka','unit':%lld,'card':%lld}",
                        (long long)w->board, (long long)unit_id(w, WARD), (long long)card);
    json_t *row = task_as_seen(w, number_in(made, "task"));
    assert_int_equal(number_in(row, "card"), card);
    json_decref(row);
    json_decref(made);
}

/* ---- the table for spreadsheets ---- */

static void no_cell_is_a_formula(void **state)
{
    (void)state;
    struct buf out;
    struct csv csv;
    buf_init(&out);
    csv_begin(&csv, &out);
    const char *const cells[] = {"=1+1",        "+358",        "-1",   "@x", "\tx",       "a,b",
                                 "say \"hei\"", "rivi\n-rivi", "a;=1", NULL, "tavallinen"};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        csv_cell(&csv, cells[i]);
    csv_row_end(&csv);
    assert_string_equal(out.data,
                        "\xef\xbb\xbf\"'=1+1\",\"'+358\",\"'-1\",\"'@x\",\"'\tx\",\"a,b\",\"say \"\"hei\"\"\","
                        "\"rivi\n'-rivi\",\"a;'=1\",,tavallinen\r\n");
    buf_fini(&out);
}

static void tasks_are_exported_in_the_words_of_the_reader(void **state)
{
    struct world *w = *state;
    asks_for(w, WARD, "=HYPERLINK(1)");
    json_t *answer = says(w, LEENA, "task.export", "{'board':%lld}", (long long)w->board);
    const char *csv = json_string_value(json_object_get(answer, "csv"));
    assert_non_null(strstr(csv, "Task,Status,Unit"));
    assert_non_null(strstr(csv, "\r\n\"'=HYPERLINK(1)\",requested,Osasto 4,"));
    json_decref(answer);
}

/* ---- what was seen ---- */

static void one_says_how_far_one_has_seen_a_board(void **state)
{
    struct world *w = *state;
    json_t *opened = says(w, EERO, "board.open", "{'board':%lld}", (long long)w->board);
    long long seq = number_in(opened, "seq");
    json_decref(opened);
    is_refused(w, EERO, ERR_BAD_INPUT, "seq", "too_large", "board.seen", "{'board':%lld,'seq':%lld}",
               (long long)w->board, seq + 1);
    json_decref(says(w, EERO, "board.seen", "{'board':%lld,'seq':%lld}", (long long)w->board, seq));
    json_decref(says(w, EERO, "board.seen", "{'board':%lld,'seq':0}", (long long)w->board));
    json_t *list = says(w, EERO, "board.list", "{}");
    assert_int_equal(number_in(json_array_get(json_object_get(list, "boards"), 0), "seen"), seq);
    json_decref(list);
}

const struct CMUnitTest command_task_tests[] = {
    IN_WORLD(each_state_allows_its_acts_and_no_other),
    IN_WORLD(what_was_done_by_whom_stays_readable),
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
    IN_WORLD(words_are_changed_by_whoever_has_seen_them),
    IN_WORLD(a_task_remembers_the_card_it_was_made_of),
    cmocka_unit_test(no_cell_is_a_formula),
    IN_WORLD(tasks_are_exported_in_the_words_of_the_reader),
    IN_WORLD(one_says_how_far_one_has_seen_a_board),
};

SUITE_COUNT(command_task);
