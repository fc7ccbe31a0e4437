/* command_dependency.c - what must come before what: drawn, taken away, never in a circle, and what is blocked by it */
#include "plans.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "command/command.h"
#include "suites.h"

static const char *end_of(const char *noun, int64_t id)
{
    static char texts[8][32];
    static unsigned next;
    char *text = texts[next++ % 8];
    snprintf(text, sizeof texts[0], "%s:%lld", noun, (long long)id);
    return text;
}

static const char *task_end(int64_t id)
{
    return end_of("task", id);
}

static const char *service_end(int64_t id)
{
    return end_of("service", id);
}

static int64_t comes_before(struct world *w, const char *before, const char *after)
{
    json_t *made = says(w, EERO, "dependency.add", "{'board':%lld,'before':'%s','after':'%s'}", (long long)w->board,
                        before, after);
    int64_t id = number_in(made, "dependency");
    json_decref(made);
    return id;
}

static void need_not_come_before(struct world *w, const char *before, const char *after)
{
    json_decref(says(w, EERO, "dependency.remove", "{'board':%lld,'before':'%s','after':'%s'}", (long long)w->board,
                     before, after));
}

static void may_not_come_before(struct world *w, const char *before, const char *after, enum err err, const char *field,
                                const char *detail)
{
    is_refused(w, EERO, err, field, detail, "dependency.add", "{'board':%lld,'before':'%s','after':'%s'}",
               (long long)w->board, before, after);
}

/* `by` is one end or NULL for none. */
static void is_blocked(struct world *w, const char *noun, int64_t id, const char *by)
{
    char fields[96] = "{'blocked_by':[]}";
    if (by) snprintf(fields, sizeof fields, "{'blocked_by':['%s']}", by);
    shows(w, noun, id, fields);
}

/* ---- drawing ---- */

static void an_order_is_drawn_between_tasks_and_services_alike(void **state)
{
    struct world *w = *state;
    int64_t task = notes_task(w, "a"), other = notes_task(w, "b");
    int64_t service = lists_service(w, "c", "planned"), last = lists_service(w, "d", "proposed");
    comes_before(w, task_end(task), task_end(other));
    comes_before(w, task_end(other), service_end(service));
    comes_before(w, service_end(service), service_end(last));
    int64_t there = lists_service(w, "e", "planned"), then = notes_task(w, "f");
    int64_t id = comes_before(w, service_end(there), task_end(then));

    is_blocked(w, "task", task, NULL);
    is_blocked(w, "task", other, task_end(task));
    is_blocked(w, "service", service, task_end(other));
    is_blocked(w, "service", last, service_end(service));
    is_blocked(w, "task", then, service_end(there));

    char fields[96];
    snprintf(fields, sizeof fields, "{'before':'%s','after':'%s'}", service_end(there), task_end(then));
    shows(w, "dependency", id, fields);
    snprintf(fields, sizeof fields, "{'blocked_by':['%s']}", service_end(there));
    happened(w, "dependency.added", "task", then, fields);
}

static void an_order_is_drawn_once_and_can_be_drawn_anew_once_it_is_gone(void **state)
{
    struct world *w = *state;
    int64_t task = notes_task(w, "a"), service = lists_service(w, "b", "planned");
    comes_before(w, task_end(task), service_end(service));
    may_not_come_before(w, task_end(task), service_end(service), ERR_CONFLICT, "after", "already_before");

    need_not_come_before(w, task_end(task), service_end(service));
    happened(w, "dependency.removed", "service", service, "{'blocked_by':[]}");
    is_refused(w, EERO, ERR_NOT_FOUND, "after", "no_such_dependency", "dependency.remove",
               "{'board':%lld,'before':'%s','after':'%s'}", (long long)w->board, task_end(task), service_end(service));
    json_t *board = board_as_seen(w, LEENA);
    assert_int_equal(json_object_size(json_object_get(board, "dependency")), 0);
    json_decref(board);

    comes_before(w, service_end(service), task_end(task));
    need_not_come_before(w, service_end(service), task_end(task));
    comes_before(w, task_end(task), service_end(service));
    is_blocked(w, "service", service, task_end(task));
}

static void an_end_is_written_in_one_way_only(void **state)
{
    static const char *const bad[] = {"task",    "task:",   "task:0",   "task:-1", "task:+1",  "task: 1",
                                      "task:1x", "task:01", "Task:1",   "card:1",  "service:", "service:1:2",
                                      "1",       ":1",      "task:0x1", "tasks:1", "task:1.0", "task:9999999999999999"};
    struct world *w = *state;
    const char *good = task_end(notes_task(w, "a"));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        may_not_come_before(w, bad[i], good, ERR_BAD_INPUT, "before", "not_an_end");
        may_not_come_before(w, good, bad[i], ERR_BAD_INPUT, "after", "not_an_end");
        is_refused(w, EERO, ERR_BAD_INPUT, "before", "not_an_end", "dependency.remove",
                   "{'board':%lld,'before':'%s','after':'%s'}", (long long)w->board, bad[i], good);
    }
}

static void both_ends_are_on_the_board_and_differ(void **state)
{
    struct world *w = *state;
    int64_t task = notes_task(w, "a"), service = lists_service(w, "b", "planned");
    may_not_come_before(w, task_end(99999), task_end(task), ERR_NOT_FOUND, "before", "no_such_task");
    may_not_come_before(w, task_end(task), service_end(99999), ERR_NOT_FOUND, "after", "no_such_service");
    may_not_come_before(w, task_end(service), task_end(task), ERR_NOT_FOUND, "before", "no_such_task");
    may_not_come_before(w, task_end(task), task_end(task), ERR_BAD_INPUT, "after", "before_itself");
    acts_on(w, "service.remove", "service", service, "");
    may_not_come_before(w, task_end(task), service_end(service), ERR_NOT_FOUND, "after", "no_such_service");

    json_t *made = says(w, EERO, "board.create", "{'title':'Toinen'}");
    w->board = number_in(made, "board");
    json_decref(made);
    may_not_come_before(w, task_end(notes_task(w, "c")), task_end(task), ERR_NOT_FOUND, "after", "no_such_task");
}

static void an_observer_draws_nothing(void **state)
{
    struct world *w = *state;
    const char *task = task_end(notes_task(w, "a")), *other = task_end(notes_task(w, "b"));
    is_refused(w, LEENA, ERR_NOT_ALLOWED, NULL, NULL, "dependency.add", "{'board':%lld,'before':'%s','after':'%s'}",
               (long long)w->board, task, other);
}

/* ---- circles ---- */

static void closes(struct world *w, const char *before, const char *after, const char *const *way, size_t count)
{
    json_t *data = refusal_of(w, EERO, "dependency.add", "{'board':%lld,'before':'%s','after':'%s'}",
                              (long long)w->board, before, after);
    assert_string_equal(json_string_value(json_object_get(data, "reason")), "conflict");
    assert_string_equal(json_string_value(json_object_get(data, "field")), "after");
    assert_string_equal(json_string_value(json_object_get(data, "detail")), "cycle");
    const json_t *path = json_object_get(data, "path");
    assert_int_equal(json_array_size(path), count);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(json_string_value(json_array_get(path, i)), way[i]);
    json_decref(data);
}

static void a_circle_is_refused_with_the_shortest_way_that_would_close_it(void **state)
{
    struct world *w = *state;
    char a[32], b[32], c[32], d[32];
    snprintf(a, sizeof a, "%s", task_end(notes_task(w, "a")));
    snprintf(b, sizeof b, "%s", service_end(lists_service(w, "b", "planned")));
    snprintf(c, sizeof c, "%s", task_end(notes_task(w, "c")));
    snprintf(d, sizeof d, "%s", service_end(lists_service(w, "d", "planned")));
    comes_before(w, a, b);
    closes(w, b, a, (const char *const[]){a, b}, 2);
    comes_before(w, b, c);
    comes_before(w, c, d);
    closes(w, d, a, (const char *const[]){a, b, c, d}, 4);
    comes_before(w, a, c);
    closes(w, d, a, (const char *const[]){a, c, d}, 3);

    need_not_come_before(w, c, d);
    comes_before(w, d, a);
}

static void a_circle_through_a_removed_service_is_refused_too(void **state)
{
    struct world *w = *state;
    int64_t service = lists_service(w, "b", "planned");
    const char *a = task_end(notes_task(w, "a")), *b = service_end(service), *c = task_end(notes_task(w, "c"));
    comes_before(w, a, b);
    comes_before(w, b, c);
    acts_on(w, "service.remove", "service", service, "");
    closes(w, c, a, (const char *const[]){a, b, c}, 3);
    need_not_come_before(w, a, b);
    comes_before(w, c, a);
    acts_on(w, "service.restore", "service", service, "");
    closes(w, a, b, (const char *const[]){b, c, a}, 3);
}

static void what_has_ended_still_counts_for_circles(void **state)
{
    struct world *w = *state;
    int64_t task = notes_task(w, "a"), other = notes_task(w, "b");
    comes_before(w, task_end(task), task_end(other));
    acts_on(w, "task.done", "task", task, ",'outcome':'Tehty'");
    closes(w, task_end(other), task_end(task), (const char *const[]){task_end(task), task_end(other)}, 2);
}

/* ---- blocking ---- */

static void the_last_of_those_before_frees_it_in_the_same_event(void **state)
{
    struct world *w = *state;
    int64_t first = notes_task(w, "a"), second = notes_task(w, "b"), last = notes_task(w, "c");
    char fields[128];
    comes_before(w, task_end(first), task_end(last));
    comes_before(w, task_end(second), task_end(last));
    snprintf(fields, sizeof fields, "{'blocked_by':['%s','%s']}", task_end(first), task_end(second));
    shows(w, "task", last, fields);

    acts_on(w, "task.done", "task", first, ",'outcome':'Tehty'");
    snprintf(fields, sizeof fields, "{'blocked_by':['%s']}", task_end(second));
    happened(w, "task.finished", "task", last, fields);
    acts_on(w, "task.cancel", "task", second, ",'reason':'Ei tarvita'");
    happened(w, "task.cancelled", "task", last, "{'blocked_by':[]}");
    acts_on(w, "task.reopen", "task", second, "");
    happened(w, "task.reopened", "task", last, fields);
}

static void a_task_that_waits_is_begun_only_with_a_reason(void **state)
{
    struct world *w = *state;
    int64_t service = lists_service(w, "a", "proposed"), task = notes_task(w, "b");
    comes_before(w, service_end(service), task_end(task));
    may_not_act_on(w, ERR_GUARD, "despite", "blocked", "task.start", "task", task, "");
    acts_on(w, "service.set_status", "service", service, ",'status':'in_use'");
    acts_on(w, "task.start", "task", task, "");
}

static void a_service_holds_back_until_it_has_begun(void **state)
{
    static const struct {
        const char *status;
        bool holds_back;
    } all[] = {{"proposed", true}, {"in_use", false}, {"planned", true},
               {"to_end", false},  {"planned", true}, {"ended", false}};
    struct world *w = *state;
    int64_t service = lists_service(w, "a", "in_use"), after = lists_service(w, "b", "planned");
    comes_before(w, service_end(service), service_end(after));
    is_blocked(w, "service", after, NULL);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        char more[48];
        snprintf(more, sizeof more, ",'status':'%s'", all[i].status);
        acts_on(w, "service.set_status", "service", service, more);
        is_blocked(w, "service", after, all[i].holds_back ? service_end(service) : NULL);
    }
}

static void a_removed_service_holds_nothing_back_until_it_is_restored(void **state)
{
    struct world *w = *state;
    int64_t service = lists_service(w, "a", "planned"), task = notes_task(w, "b");
    int64_t id = comes_before(w, service_end(service), task_end(task));
    acts_on(w, "service.remove", "service", service, "");
    happened(w, "service.removed", "task", task, "{'blocked_by':[]}");
    shows(w, "dependency", id, "{}");
    acts_on(w, "service.restore", "service", service, "");
    is_blocked(w, "task", task, service_end(service));

    acts_on(w, "service.remove", "service", service, "");
    need_not_come_before(w, service_end(service), task_end(task));
    acts_on(w, "service.restore", "service", service, "");
    is_blocked(w, "task", task, NULL);
}

static void a_service_that_is_restored_knows_what_it_waits_for(void **state)
{
    struct world *w = *state;
    int64_t task = notes_task(w, "a"), service = lists_service(w, "b", "planned");
    comes_before(w, task_end(task), service_end(service));
    acts_on(w, "service.remove", "service", service, "");
    acts_on(w, "task.done", "task", task, ",'outcome':'Tehty'");
    acts_on(w, "service.restore", "service", service, "");
    is_blocked(w, "service", service, NULL);
}

/* ---- who is told ---- */

static void wake(void *context)
{
    (void)context;
}

/* Asks, and counts how often `account` is told of its inbox before the answer and directly after it. */
static unsigned inbox_tellings(struct world *w, int64_t account, const char *method, json_t *params)
{
    const struct actor actor = {.session = w->session[EERO], .language = LANGUAGE_EN};
    unsigned count = 0;
    bool is_answered = false;
    store_ask(w->store, ask_new(++w->asked, command_find(method), params, actor));
    for (int tries = 0; tries < 5000 && !(is_answered && count); tries++) {
        for (struct told *told = store_take(w->store), *next; told; told = next) {
            next = (struct told *)told->item.next;
            if (told->kind == TOLD_ANSWER) assert_int_equal(told->err, ERR_OK);
            is_answered |= told->kind == TOLD_ANSWER;
            count += told->kind == TOLD_INBOX && told->account == account;
            told_free(told);
        }
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    assert_true(is_answered);
    return count;
}

static void whoever_waits_is_told_although_they_are_not_on_the_board(void **state)
{
    struct world *w = *state;
    int64_t unit = id_of_unit(w, "Terveysasema"), service = lists_service(w, "a", "planned");
    int64_t task = asks_unit(w, unit, "Hoidon tarpeen arvio");
    comes_before(w, service_end(service), task_end(task));
    json_t *inbox = says(w, OUTI, "unit.inbox", "{'unit':%lld}", (long long)unit);
    const json_t *row = json_array_get(json_object_get(inbox, "tasks"), 0);
    assert_string_equal(json_string_value(json_array_get(json_object_get(row, "blocked_by"), 0)), service_end(service));
    json_decref(inbox);

    store_close(w->store);
    const struct store_options options = {.path = w->path, .readers = 2, .wake = wake};
    assert_int_equal(store_open(&options, &w->store), ERR_OK);
    json_t *begun = json_pack("{s:I,s:I,s:s,s:s}", "board", (json_int_t)w->board, "service", (json_int_t)service,
                              "status", "in_use", "key", "begun");
    assert_int_equal(inbox_tellings(w, w->account[OUTI], "service.set_status", begun), 1);
}

const struct CMUnitTest command_dependency_tests[] = {
    IN_WORLD(an_order_is_drawn_between_tasks_and_services_alike),
    IN_WORLD(an_order_is_drawn_once_and_can_be_drawn_anew_once_it_is_gone),
    IN_WORLD(an_end_is_written_in_one_way_only),
    IN_WORLD(both_ends_are_on_the_board_and_differ),
    IN_WORLD(an_observer_draws_nothing),
    IN_WORLD(a_circle_is_refused_with_the_shortest_way_that_would_close_it),
    IN_WORLD(a_circle_through_a_removed_service_is_refused_too),
    IN_WORLD(what_has_ended_still_counts_for_circles),
    IN_WORLD(the_last_of_those_before_frees_it_in_the_same_event),
    IN_WORLD(a_task_that_waits_is_begun_only_with_a_reason),
    IN_WORLD(a_service_holds_back_until_it_has_begun),
    IN_WORLD(a_removed_service_holds_nothing_back_until_it_is_restored),
    IN_WORLD(a_service_that_is_restored_knows_what_it_waits_for),
    IN_WORLD(whoever_waits_is_told_although_they_are_not_on_the_board),
};

SUITE_COUNT(command_dependency);
