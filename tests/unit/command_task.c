/* command_task.c - a task's life: what may be done with it from which state, and what is kept of that */
#include "suites.h"

#include <string.h>

#include "plans.h"
#include "tasks.h"

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
    if (is_passed_on) does_with(w, AINO, "task.forward", task, a_unit(w, WARD));
    if (strcmp(status, "accepted") == 0 || strcmp(status, "in_progress") == 0 || strcmp(status, "done") == 0)
        does_with(w, EERO, "task.accept", task, "");
    if (strcmp(status, "in_progress") == 0) does_with(w, EERO, "task.start", task, "");
    if (strcmp(status, "done") == 0) does_with(w, EERO, "task.done", task, ",'outcome':'Käyty läpi'");
    if (strcmp(status, "declined") == 0) does_with(w, EERO, "task.decline", task, ",'reason':'Kuuluu kotihoitoon'");
    if (strcmp(status, "cancelled") == 0) does_with(w, AINO, "task.cancel", task, ",'reason':'Ei tarvita'");
    has_status(w, task, status);
    return task;
}

static const char *more_for(struct world *w, enum act act)
{
    switch (act) {
    case ASSIGN:
        return a_unit(w, WARD);
    case FORWARD:
        return a_unit(w, SOCIAL);
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
                does_with(w, AINO, commands[act], task, more_for(w, act));
                has_status(w, task, table[i].becomes[act]);
                continue;
            }
            const char *detail = act == REOPEN ? table[i].reopen_refused_as : table[i].refused_as;
            may_not_with(w, AINO, ERR_CONFLICT, "task", detail, commands[act], task, more_for(w, act));
            has_status(w, task, table[i].status);
        }
}

static void what_was_done_by_whom_stays_readable(void **state)
{
    struct world *w = *state;
    int64_t task = brought_to(w, "done");
    does_with(w, AINO, "task.reopen", task, ",'reason':'Unohtui yksi'");
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

/* ---- words and dates ---- */

static void words_are_changed_by_whoever_has_seen_them(void **state)
{
    struct world *w = *state;
    int64_t task = asks_for(w, WARD, "Lääkelista");
    does_with(w, EERO, "task.rename", task, ",'title':'Lääkelista ajan tasalle','was':'Lääkelista'");
    may_not_with(w, AINO, ERR_CONFLICT, "was", "changed", "task.rename", task, ",'title':'Toinen','was':'Lääkelista'");
    does_with(w, EERO, "task.describe", task, ",'text':'Kolme laitetta','was':''");
    may_not_with(w, AINO, ERR_CONFLICT, "was", "changed", "task.describe", task, ",'text':'Toinen','was':''");
    does_with(w, EERO, "task.reschedule", task, ",'due_on':'2026-12-01'");
    may_not_with(w, AINO, ERR_BAD_INPUT, "due_on", "not_a_day", "task.reschedule", task, ",'due_on':'2026-02-30'");
    does_with(w, EERO, "task.consult", task, ",'client_view':'agrees'");
    shows(w, "task", task,
          "{'title':'Lääkelista ajan tasalle','text':'Kolme laitetta','due_on':'2026-12-01','client_view':'agrees'}");
}

static void a_task_remembers_the_card_it_was_made_of(void **state)
{
    struct world *w = *state;
    int64_t card = adds_card(w, EERO, "hypothesis", "Lääke ei mene perille");
    json_t *made = says(w, EERO, "task.create", "{'board':%lld,'title':'Tekniikka','unit':%lld,'card':%lld}",
                        (long long)w->board, (long long)unit_id(w, WARD), (long long)card);
    char fields[48];
    snprintf(fields, sizeof fields, "{'card':%lld}", (long long)card);
    shows(w, "task", number_in(made, "task"), fields);
    json_decref(made);
}

/* ---- the table for spreadsheets ---- */

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

const struct CMUnitTest command_task_tests[] = {
    IN_WORLD(each_state_allows_its_acts_and_no_other),       IN_WORLD(what_was_done_by_whom_stays_readable),
    IN_WORLD(words_are_changed_by_whoever_has_seen_them),    IN_WORLD(a_task_remembers_the_card_it_was_made_of),
    IN_WORLD(tasks_are_exported_in_the_words_of_the_reader),
};

SUITE_COUNT(command_task);
