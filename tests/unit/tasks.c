/* tasks.c - what tests say about tasks between units, see tasks.h */
#include "tasks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "plans.h"

int64_t unit_id(struct world *w, enum unit_of_test unit)
{
    static const char *const names[] = {"Aikuissosiaalityö", "Osasto 4", "Terveysasema"};
    return id_of_unit(w, names[unit]);
}

const char *a_unit(struct world *w, enum unit_of_test unit)
{
    static char text[48];
    snprintf(text, sizeof text, ",'unit':%lld", (long long)unit_id(w, unit));
    return text;
}

int64_t asks_for(struct world *w, enum unit_of_test unit, const char *title)
{
    json_t *made =
        says(w, AINO, "task.create", "{'board':%lld,'title':'%s'%s}", (long long)w->board, title, a_unit(w, unit));
    int64_t task = number_in(made, "task");
    json_decref(made);
    return task;
}

void does_with(struct world *w, enum who who, const char *command, int64_t task, const char *more)
{
    json_decref(says(w, who, command, "{'board':%lld,'task':%lld%s}", (long long)w->board, (long long)task, more));
}

void may_not_with(struct world *w, enum who who, enum err err, const char *field, const char *detail,
                  const char *command, int64_t task, const char *more)
{
    is_refused(w, who, err, field, detail, command, "{'board':%lld,'task':%lld%s}", (long long)w->board,
               (long long)task, more);
}

void has_status(struct world *w, int64_t task, const char *status)
{
    char fields[64];
    snprintf(fields, sizeof fields, "{'status':'%s'}", status);
    shows(w, "task", task, fields);
}

void belongs_to(struct world *w, int64_t task, int64_t unit, int64_t assignee)
{
    json_t *row = row_as_seen(w, "task", task);
    assert_int_equal(json_integer_value(json_object_get(row, "unit")), unit);
    assert_int_equal(json_integer_value(json_object_get(row, "assignee")), assignee);
    json_decref(row);
}

size_t in_inbox(struct world *w, enum who who, enum unit_of_test unit)
{
    return count_listed(w, who, "tasks", "unit.inbox", "{'unit':%lld}", (long long)unit_id(w, unit));
}

size_t tasks_of(struct world *w, enum who who)
{
    return count_listed(w, who, "tasks", "task.mine", "{}");
}
