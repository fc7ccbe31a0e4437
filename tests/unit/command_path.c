/* command_path.c - random boards of tasks and services whose order is drawn and taken away at random
 *
 * After each step the board is read as a client reads it, and looked at without the server's code: there is no circle
 * (Kahn 1962), each row is blocked by exactly the open ends before it, what a refused circle names is really there, and
 * the event, put on the board as it was, gives the board as it is. A failure prints the seed and the step. */
#include "plans.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "suites.h"

enum { THINGS = 30, STEPS = 250 };

struct trial {
    struct world *w;
    uint32_t seed, chance;
    int step;
    char ends[THINGS][32]; /* even ones are tasks */
    int64_t ids[THINGS];
    bool is_removed[THINGS];
    json_t *board; /* as the events have it */
    int64_t seq;
    unsigned added, circles;
};

static void holds(const struct trial *t, bool is_true, const char *what)
{
    if (!is_true) fail_msg("seed %u, step %d: %s", t->seed, t->step, what);
}

static unsigned pick(struct trial *t, unsigned limit)
{
    t->chance ^= t->chance << 13; /* Marsaglia 2003, xorshift32 */
    t->chance ^= t->chance >> 17;
    t->chance ^= t->chance << 5;
    return t->chance % limit;
}

/* ---- what must hold, by the rows alone ---- */

static json_t *row_of(const json_t *board, const char *end)
{
    char noun[16];
    const char *colon = strchr(end, ':');
    snprintf(noun, sizeof noun, "%.*s", (int)(colon - end), end);
    return json_object_get(json_object_get(board, noun), colon + 1);
}

static const char *text_in(const json_t *row, const char *name)
{
    return json_string_value(json_object_get(row, name));
}

static bool is_open(const json_t *board, const char *end)
{
    const char *status = text_in(row_of(board, end), "status");
    if (!status) return false;
    if (end[0] == 't') return strcmp(status, "done") != 0 && strcmp(status, "cancelled") != 0;
    return strcmp(status, "planned") == 0 || strcmp(status, "proposed") == 0;
}

static size_t number_of(const struct trial *t, const char *end)
{
    size_t i = 0;
    while (i < THINGS && strcmp(t->ends[i], end) != 0)
        i++;
    holds(t, i < THINGS, "an order leads to something unknown");
    return i;
}

/* Takes away what nothing comes before, until nothing is left. */
static void has_no_circle(const struct trial *t, const json_t *board)
{
    bool is_before[THINGS][THINGS] = {0};
    unsigned waits_for[THINGS] = {0}, free_ends[THINGS], count = 0;
    const char *id;
    json_t *row;
    json_object_foreach (json_object_get(board, "dependency"), id, row) {
        size_t before = number_of(t, text_in(row, "before")), after = number_of(t, text_in(row, "after"));
        holds(t, !is_before[before][after], "an order is drawn twice");
        is_before[before][after] = true;
        waits_for[after]++;
    }
    for (unsigned i = 0; i < THINGS; i++)
        if (!waits_for[i]) free_ends[count++] = i;
    for (unsigned i = 0; i < count; i++)
        for (unsigned j = 0; j < THINGS; j++)
            if (is_before[free_ends[i]][j] && --waits_for[j] == 0) free_ends[count++] = j;
    holds(t, count == THINGS, "the order goes round in a circle");
}

static void is_blocked_rightly(const struct trial *t, const json_t *board, const char *end)
{
    const json_t *mine = row_of(board, end);
    if (!mine) return;
    json_t *blockers = json_array(), *row;
    const char *id;
    json_object_foreach (json_object_get(board, "dependency"), id, row) {
        if (strcmp(text_in(row, "after"), end) == 0 && is_open(board, text_in(row, "before")))
            json_array_append(blockers, json_object_get(row, "before"));
    }
    holds(t, json_equal(json_object_get(mine, "blocked_by"), blockers), end);
    json_decref(blockers);
}

static bool is_drawn(const json_t *board, const char *before, const char *after)
{
    const char *id;
    json_t *row;
    json_object_foreach (json_object_get(board, "dependency"), id, row) {
        if (strcmp(text_in(row, "before"), before) == 0 && strcmp(text_in(row, "after"), after) == 0) return true;
    }
    return false;
}

static void is_a_way(const struct trial *t, const json_t *path, const char *from, const char *to)
{
    size_t count = json_array_size(path);
    holds(t, count >= 2, "a way has two ends");
    holds(t, strcmp(json_string_value(json_array_get(path, 0)), from) == 0, "a way begins elsewhere");
    holds(t, strcmp(json_string_value(json_array_get(path, count - 1)), to) == 0, "a way ends elsewhere");
    for (size_t i = 1; i < count; i++)
        holds(t,
              is_drawn(t->board, json_string_value(json_array_get(path, i - 1)),
                       json_string_value(json_array_get(path, i))),
              "a way goes where no order is drawn");
}

/* ---- the board as events have it ---- */

static void merge(json_t *board, const json_t *set)
{
    const char *noun, *id;
    json_t *rows, *row;
    json_object_foreach ((json_t *)set, noun, rows) {
        json_t *there = json_object_get(board, noun);
        json_object_foreach (rows, id, row) {
            if (json_is_null(row))
                json_object_del(there, id);
            else if (json_object_get(there, id))
                json_object_update(json_object_get(there, id), row);
            else
                json_object_set(there, id, row);
        }
    }
}

static void follows(struct trial *t, const json_t *board)
{
    json_t *event = last_event(t->w);
    int64_t seq = number_in(event, "seq");
    holds(t, seq - t->seq <= 1, "one act is one event");
    if (seq != t->seq) merge(t->board, json_object_get(event, "set"));
    t->seq = seq;
    json_decref(event);
    holds(t, json_equal(t->board, board), "the event does not tell all that changed");
}

static void look(struct trial *t)
{
    json_t *board = board_as_seen(t->w, LEENA);
    follows(t, board);
    has_no_circle(t, board);
    for (size_t i = 0; i < THINGS; i++)
        is_blocked_rightly(t, board, t->ends[i]);
    json_decref(board);
}

/* ---- steps ---- */

/* What is answered, or the data of the refusal; yours. */
static json_t *tries(struct trial *t, const char *command, json_t *params, bool *is_refused_so)
{
    json_object_set_new(params, "board", json_integer(t->w->board));
    struct told *told = world_ask(t->w, AINO, command, params);
    json_t *body = json_loadb((const char *)frame_data(told->body), frame_len(told->body), 0, NULL);
    *is_refused_so = told->err != ERR_OK;
    told_free(told);
    if (!*is_refused_so) return body;
    json_t *data = json_incref(json_object_get(body, "data"));
    json_decref(body);
    return data;
}

static void draws(struct trial *t)
{
    unsigned one = pick(t, THINGS), other = pick(t, THINGS);
    const char *before = t->ends[one], *after = t->ends[other];
    bool is_refused_so;
    json_t *said = tries(t, "dependency.add", json_pack("{s:s,s:s}", "before", before, "after", after), &is_refused_so);
    const char *detail = is_refused_so ? text_in(said, "detail") : "";
    if (strcmp(detail, "cycle") == 0) {
        is_a_way(t, json_object_get(said, "path"), after, before);
        t->circles++;
    } else if (strcmp(detail, "already_before") == 0) {
        holds(t, is_drawn(t->board, before, after), "an order is said to be drawn");
    } else if (strcmp(detail, "before_itself") == 0) {
        holds(t, one == other, "two ends are taken for one");
    } else if (strcmp(detail, "no_such_service") == 0) {
        holds(t, t->is_removed[one] || t->is_removed[other], "a service is said to be gone");
    } else {
        holds(t, !is_refused_so, detail);
        t->added++;
    }
    json_decref(said);
}

static void takes_away(struct trial *t)
{
    json_t *all = json_object_get(t->board, "dependency"), *row, *chosen = NULL;
    const char *id;
    unsigned seen = 0;
    json_object_foreach (all, id, row) {
        if (pick(t, ++seen) == 0) chosen = row;
    }
    if (!chosen) return;
    bool is_refused_so;
    json_t *ends =
        json_pack("{s:O,s:O}", "before", json_object_get(chosen, "before"), "after", json_object_get(chosen, "after"));
    json_decref(tries(t, "dependency.remove", ends, &is_refused_so));
    holds(t, !is_refused_so, "an order can't be taken away");
}

static void moves_service(struct trial *t)
{
    static const char *const statuses[] = {"in_use", "planned", "proposed", "to_end", "ended"};
    unsigned i = 2 * pick(t, THINGS / 2) + 1;
    bool is_refused_so;
    json_t *params = json_pack("{s:I,s:s}", "service", (json_int_t)t->ids[i], "status", statuses[pick(t, 5)]);
    json_decref(tries(t, "service.set_status", params, &is_refused_so));
    holds(t, is_refused_so == t->is_removed[i], "a status is refused");
}

static void removes_or_restores(struct trial *t)
{
    unsigned i = 2 * pick(t, THINGS / 2) + 1;
    if (!t->is_removed[i] && pick(t, 3)) return; /* few are gone at a time */
    bool is_refused_so;
    const char *command = t->is_removed[i] ? "service.restore" : "service.remove";
    json_decref(tries(t, command, json_pack("{s:I}", "service", (json_int_t)t->ids[i]), &is_refused_so));
    holds(t, !is_refused_so, command);
    t->is_removed[i] = !t->is_removed[i];
}

/* Whatever its state allows; the rest is refused and changes nothing. */
static void moves_task(struct trial *t)
{
    static const struct {
        const char *command, *name;
    } acts[] = {{"task.accept", NULL},     {"task.start", "despite"}, {"task.done", "outcome"},
                {"task.cancel", "reason"}, {"task.reopen", NULL},     {"task.reopen", NULL}};
    unsigned act = pick(t, sizeof acts / sizeof *acts);
    json_t *params = json_pack("{s:I}", "task", (json_int_t)t->ids[2 * pick(t, THINGS / 2)]);
    if (acts[act].name) json_object_set_new(params, acts[act].name, json_string("x"));
    if (strcmp(acts[act].command, "task.done") == 0) json_object_set_new(params, "despite", json_string("x"));
    bool is_refused_so;
    json_decref(tries(t, acts[act].command, params, &is_refused_so));
}

static void takes_a_step(struct trial *t)
{
    unsigned kind = pick(t, 100);
    if (kind < 55)
        draws(t);
    else if (kind < 62)
        takes_away(t);
    else if (kind < 73)
        moves_service(t);
    else if (kind < 85)
        removes_or_restores(t);
    else
        moves_task(t);
}

static void begin(struct trial *t)
{
    int64_t unit = id_of_unit(t->w, "Osasto 4");
    for (unsigned i = 0; i < THINGS; i++) {
        bool is_task = i % 2 == 0;
        if (is_task)
            t->ids[i] = i % 4 ? asks_unit(t->w, unit, "x") : notes_task(t->w, "x");
        else
            t->ids[i] = lists_service(t->w, "x", "planned");
        snprintf(t->ends[i], sizeof t->ends[i], "%s:%lld", is_task ? "task" : "service", (long long)t->ids[i]);
    }
    t->board = board_as_seen(t->w, LEENA);
    t->seq = seq_of(t->w);
}

static void random_boards_never_hold_a_circle_and_block_what_they_must(void **state)
{
    struct world *w = *state;
    for (uint32_t seed = 1; seed <= 3; seed++) {
        struct trial t = {.w = w, .seed = seed, .chance = seed * 2654435761u};
        json_t *made = says(w, AINO, "board.create", "{'title':'Arpa'}");
        w->board = number_in(made, "board");
        json_decref(made);
        for (enum who who = EERO; who <= LEENA; who++)
            json_decref(says(w, AINO, "participant.add", "{'board':%lld,'account':%lld,'role':'member'}",
                             (long long)w->board, (long long)w->account[who]));
        begin(&t);
        for (t.step = 0; t.step < STEPS; t.step++) {
            takes_a_step(&t);
            look(&t);
        }
        for (unsigned i = 1; i < THINGS; i += 2) {
            if (!t.is_removed[i]) continue;
            acts_on(w, "service.restore", "service", t.ids[i], "");
            t.is_removed[i] = false;
            look(&t);
        }
        holds(&t, t.added > 20 && t.circles > 10, "the dice showed too little");
        json_decref(t.board);
    }
}

const struct CMUnitTest command_path_tests[] = {
    IN_WORLD(random_boards_never_hold_a_circle_and_block_what_they_must),
};

SUITE_COUNT(command_path);
