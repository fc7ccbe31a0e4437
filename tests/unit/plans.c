/* plans.c - what tests say about goals, services and the order of things, see plans.h */
#include "plans.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/must.h"

static json_t *parse(const char *text)
{
    char *copy = strdup(text);
    must(copy != NULL);
    for (char *at = copy; *at; at++)
        if (*at == '\'') *at = '"';
    json_t *json = json_loads(copy, JSON_DECODE_ANY, NULL);
    if (!json) fail_msg("no JSON: %s", copy);
    free(copy);
    return json;
}

static int64_t made(json_t *answer, const char *noun)
{
    int64_t id = number_in(answer, noun);
    json_decref(answer);
    return id;
}

int64_t sets_goal(struct world *w, const char *text)
{
    return made(says(w, EERO, "goal.create", "{'board':%lld,'text':'%s'}", (long long)w->board, text), "goal");
}

int64_t adds_step(struct world *w, int64_t goal, const char *text)
{
    return made(
        says(w, EERO, "step.add", "{'board':%lld,'goal':%lld,'text':'%s'}", (long long)w->board, (long long)goal, text),
        "step");
}

int64_t lists_service(struct world *w, const char *name, const char *status)
{
    return made(says(w, EERO, "service.create", "{'board':%lld,'name':'%s','sector':'social_services','status':'%s'}",
                     (long long)w->board, name, status),
                "service");
}

int64_t notes_task(struct world *w, const char *title)
{
    return made(
        says(w, EERO, "task.create", "{'board':%lld,'title':'%s','is_client':true}", (long long)w->board, title),
        "task");
}

int64_t asks_unit(struct world *w, int64_t unit, const char *title)
{
    return made(says(w, EERO, "task.create", "{'board':%lld,'title':'%s','unit':%lld}", (long long)w->board, title,
                     (long long)unit),
                "task");
}

int64_t id_of_unit(struct world *w, const char *name)
{
    json_t *answer = says(w, AINO, "unit.list", "{}"), *row;
    int64_t id = 0;
    size_t i;
    json_array_foreach (json_object_get(answer, "units"), i, row) {
        if (strcmp(json_string_value(json_object_get(row, "name")), name) == 0) id = number_in(row, "id");
    }
    json_decref(answer);
    assert_true(id > 0);
    return id;
}

void acts_on(struct world *w, const char *command, const char *noun, int64_t id, const char *more)
{
    json_decref(says(w, EERO, command, "{'board':%lld,'%s':%lld%s}", (long long)w->board, noun, (long long)id, more));
}

void may_not_act_on(struct world *w, enum err err, const char *field, const char *detail, const char *command,
                    const char *noun, int64_t id, const char *more)
{
    is_refused(w, EERO, err, field, detail, command, "{'board':%lld,'%s':%lld%s}", (long long)w->board, noun,
               (long long)id, more);
}

json_t *refusal_of(struct world *w, enum who who, const char *method, const char *params, ...)
{
    char text[8192];
    va_list args;
    va_start(args, params);
    vsnprintf(text, sizeof text, params, args);
    va_end(args);

    struct told *told = world_ask(w, who, method, parse(text));
    if (!told->err) fail_msg("%s %s was not refused", method, text);
    json_t *body = json_loadb((const char *)frame_data(told->body), frame_len(told->body), 0, NULL);
    json_t *data = json_incref(json_object_get(body, "data"));
    json_decref(body);
    told_free(told);
    return data;
}

static json_t *row_in(const json_t *board, const char *noun, int64_t id)
{
    char key[24];
    snprintf(key, sizeof key, "%lld", (long long)id);
    return json_object_get(json_object_get(board, noun), key);
}

json_t *row_as_seen(struct world *w, const char *noun, int64_t id)
{
    json_t *board = board_as_seen(w, AINO);
    json_t *row = json_incref(row_in(board, noun, id));
    json_decref(board);
    return row;
}

static void has_fields(const json_t *row, const char *fields)
{
    json_t *wanted = parse(fields), *value;
    const char *name;
    json_object_foreach (wanted, name, value) {
        char *found = json_dumps(json_object_get(row, name), JSON_ENCODE_ANY);
        if (!json_equal(value, json_object_get(row, name)))
            fail_msg("%s is %s: %s", name, found ? found : "missing", fields);
        free(found);
    }
    json_decref(wanted);
}

void shows(struct world *w, const char *noun, int64_t id, const char *fields)
{
    json_t *row = row_as_seen(w, noun, id);
    if (!row) fail_msg("no %s %lld on the board", noun, (long long)id);
    has_fields(row, fields);
    json_decref(row);
}

void happened(struct world *w, const char *event, const char *noun, int64_t id, const char *fields)
{
    json_t *last = last_event(w), *wanted = parse(fields);
    assert_string_equal(json_string_value(json_object_get(last, "name")), event);
    const json_t *row = row_in(json_object_get(last, "set"), noun, id);
    if (!row) fail_msg("%s says nothing of %s %lld", event, noun, (long long)id);
    has_fields(row, fields);
    if (json_object_size(row) != json_object_size(wanted)) fail_msg("%s says more than %s", event, fields);
    json_decref(last);
    json_decref(wanted);
}

int64_t seq_of(struct world *w)
{
    json_t *opened = says(w, AINO, "board.open", "{'board':%lld}", (long long)w->board);
    int64_t seq = number_in(opened, "seq");
    json_decref(opened);
    return seq;
}
