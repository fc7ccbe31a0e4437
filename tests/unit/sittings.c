/* sittings.c - what tests say about meetings as they are held, see sittings.h */
#include "sittings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

int64_t begins(struct world *w, enum who who, const char *more)
{
    json_t *made = says(w, who, "sitting.begin", "{%s%s}", the_board(w), more);
    int64_t id = number_in(made, "sitting");
    json_decref(made);
    return id;
}

void does_in(struct world *w, enum who who, const char *command, int64_t sitting, const char *more)
{
    json_decref(says(w, who, command, "{%s,'sitting':%lld%s}", the_board(w), (long long)sitting, more));
}

void may_not_in(struct world *w, enum who who, enum err err, const char *field, const char *detail, const char *command,
                int64_t sitting, const char *more)
{
    is_refused(w, who, err, field, detail, command, "{%s,'sitting':%lld%s}", the_board(w), (long long)sitting, more);
}

int64_t phase_at(struct world *w, int64_t sitting, int position)
{
    json_t *board = board_as_seen(w, AINO), *row;
    const char *key;
    int64_t id = 0;
    json_object_foreach (json_object_get(board, "sitting_phase"), key, row) {
        if (number_in(row, "sitting") == sitting && number_in(row, "position") == position) id = number_in(row, "id");
    }
    json_decref(board);
    assert_true(id > 0);
    return id;
}

const char *a_number(const char *name, int64_t number)
{
    enum { TEXTS = 16 };
    static char texts[TEXTS][64];
    static unsigned next;
    char *text = texts[next++ % TEXTS];
    snprintf(text, 64, ",'%s':%lld", name, (long long)number);
    return text;
}

const char *a_phase(struct world *w, int64_t sitting, int position)
{
    return a_number("phase", phase_at(w, sitting, position));
}

int64_t note_of(struct world *w, enum who who, int64_t sitting, int position)
{
    json_t *answer = says(w, who, "sitting.note", "{%s,'sitting':%lld%s}", the_board(w), (long long)sitting,
                          a_phase(w, sitting, position));
    int64_t note = number_in(answer, "note");
    json_decref(answer);
    return note;
}

size_t present(struct world *w, int64_t sitting)
{
    json_t *board = board_as_seen(w, AINO), *row;
    const char *key;
    size_t count = 0;
    json_object_foreach (json_object_get(board, "attendance"), key, row) {
        count += number_in(row, "sitting") == sitting && json_is_null(json_object_get(row, "left_at"));
    }
    json_decref(board);
    return count;
}

size_t rows_on_board(struct world *w, const char *noun)
{
    json_t *board = board_as_seen(w, AINO);
    size_t count = json_object_size(json_object_get(board, noun));
    json_decref(board);
    return count;
}

void sweeps(struct world *w)
{
    json_decref(says(w, OPERATOR, "sitting.sweep", "{}"));
}

void last_was(struct world *w, const char *event)
{
    json_t *last = last_event(w);
    assert_string_equal(json_string_value(json_object_get(last, "name")), event);
    json_decref(last);
}
