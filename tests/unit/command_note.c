/* command_note.c - live notes on a board: begun, named, removed, restored, and who may know of them */
#include "notes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "suites.h"

static json_t *note_as_seen(struct world *w, enum who who, int64_t note)
{
    char id[24];
    snprintf(id, sizeof id, "%lld", (long long)note);
    json_t *board = board_as_seen(w, who);
    json_t *row = json_incref(json_object_get(json_object_get(board, "note"), id));
    json_decref(board);
    return row;
}

static void last_event_is(struct world *w, const char *name)
{
    json_t *event = last_event(w);
    assert_string_equal(json_string_value(json_object_get(event, "name")), name);
    json_decref(event);
}

static int64_t seq_of(struct world *w)
{
    json_t *opened = says(w, AINO, "board.open", "{'board':%lld}", (long long)w->board);
    int64_t seq = number_in(opened, "seq");
    json_decref(opened);
    return seq;
}

static bool is_listed(struct world *w, enum who who, const char *method, int64_t note)
{
    json_t *list = says(w, who, method, "{'board':%lld}", (long long)w->board), *row;
    bool is_there = false;
    size_t i;
    json_array_foreach (json_object_get(list, "notes"), i, row) {
        if (json_integer_value(json_object_get(row, "id")) == note) is_there = true;
    }
    json_decref(list);
    return is_there;
}

/* What is said word by word to whoever names it, so that two can be compared. */
static json_t *answer_to(struct world *w, enum who who, const char *method, json_t *params)
{
    if (strcmp(method, "note.push") == 0 || strncmp(method, "note.re", 7) == 0)
        json_object_set_new(params, "key", json_sprintf("k%llu", (unsigned long long)w->asked));
    struct told *told = world_ask(w, who, method, params);
    json_t *body = json_loadb((const char *)frame_data(told->body), frame_len(told->body), 0, NULL);
    told_free(told);
    return body;
}

/* ---- on the board ---- */

static void a_note_of_the_team_is_on_the_board_for_everybody(void **state)
{
    static const char *const kinds[] = {"minutes", "background", "plan"};
    struct world *w = *state;
    for (size_t i = 0; i < 3; i++) {
        int64_t note = begins_note(w, EERO, kinds[i], "Kotikäynti");
        json_t *row = note_as_seen(w, LEENA, note);
        assert_string_equal(json_string_value(json_object_get(row, "kind")), kinds[i]);
        assert_string_equal(json_string_value(json_object_get(row, "title")), "Kotikäynti");
        assert_int_equal(number_in(row, "author"), w->account[EERO]);
        assert_int_equal(number_in(row, "changed_at"), number_in(row, "added_at"));
        json_decref(row);
        last_event_is(w, "note.created");
        reads(w, LEENA, note, "");
        assert_int_equal(version_of(w, note), 0);
    }
}

static void a_note_is_renamed_by_whoever_saw_its_title(void **state)
{
    struct world *w = *state;
    int64_t note = begins_note(w, EERO, "minutes", "Kotikäynti");
    json_decref(says(w, AINO, "note.rename", "{'board':%lld,'note':%lld,'title':'Toinen käynti','was':'Kotikäynti'}",
                     (long long)w->board, (long long)note));
    last_event_is(w, "note.renamed");
    json_t *refusal = answer_to(w, EERO, "note.rename",
                                json_pack("{s:I,s:I,s:s,s:s}", "board", (json_int_t)w->board, "note", (json_int_t)note,
                                          "title", "Kolmas", "was", "Kotikäynti"));
    json_t *data = json_object_get(refusal, "data");
    assert_string_equal(json_string_value(json_object_get(data, "detail")), "changed");
    assert_string_equal(json_string_value(json_object_get(json_object_get(data, "now"), "title")), "Toinen käynti");
    assert_string_equal(json_string_value(json_object_get(json_object_get(data, "yours"), "title")), "Kolmas");
    json_decref(refusal);
}

static void a_note_of_a_phase_is_begun_in_a_meeting_alone(void **state)
{
    struct world *w = *state;
    int64_t before = seq_of(w);
    is_refused(w, AINO, ERR_BAD_INPUT, "kind", "of_a_phase", "note.create", "{'board':%lld,'kind':'phase','title':'x'}",
               (long long)w->board);
    assert_int_equal(seq_of(w), before);
}

static void a_title_that_stays_is_no_event(void **state)
{
    struct world *w = *state;
    int64_t note = begins_note(w, EERO, "plan", "Suunnitelma"), before = seq_of(w);
    json_decref(says(w, EERO, "note.rename", "{'board':%lld,'note':%lld,'title':'Suunnitelma','was':'Suunnitelma'}",
                     (long long)w->board, (long long)note));
    assert_int_equal(seq_of(w), before);
}

static void a_removed_note_can_be_read_but_not_written(void **state)
{
    struct world *w = *state;
    int64_t note = begins_note(w, EERO, "minutes", "Kotikäynti");
    long long board = (long long)w->board, id = (long long)note;
    writes(w, EERO, note, 0, "e", "[[[0,'Hei']]]");
    writes(w, EERO, note, 1, "e", "[[3,[0,'!']]]");
    json_decref(says(w, AINO, "note.remove", "{'board':%lld,'note':%lld}", board, id));
    last_event_is(w, "note.removed");

    may_not_write(w, EERO, note, 2, "e", "[[4,[0,'?']]]", ERR_CONFLICT, "note", "removed");
    is_refused(w, EERO, ERR_CONFLICT, "note", "removed", "note.rename",
               "{'board':%lld,'note':%lld,'title':'x','was':'Kotikäynti'}", board, id);
    is_refused(w, EERO, ERR_CONFLICT, "note", "removed", "note.remove", "{'board':%lld,'note':%lld}", board, id);
    is_refused(w, EERO, ERR_CONFLICT, "note", "removed", "note.revert", "{'board':%lld,'note':%lld,'version':1}", board,
               id);
    assert_null(note_as_seen(w, LEENA, note));
    assert_true(is_listed(w, LEENA, "note.bin", note));
    reads(w, LEENA, note, "Hei!");
    read_then(w, note, 1, "Hei");
    is_by(w, note, -1, "4 eero");
    json_decref(says(w, LEENA, "note.history", "{'board':%lld,'note':%lld}", board, id));
}

static void a_removed_note_comes_back_with_its_text(void **state)
{
    struct world *w = *state;
    int64_t note = begins_note(w, EERO, "minutes", "Kotikäynti");
    long long board = (long long)w->board, id = (long long)note;
    is_refused(w, EERO, ERR_CONFLICT, "note", "not_removed", "note.restore", "{'board':%lld,'note':%lld}", board, id);
    writes(w, EERO, note, 0, "e", "[[[0,'Hei']]]");
    json_decref(says(w, EERO, "note.remove", "{'board':%lld,'note':%lld}", board, id));
    json_decref(says(w, AINO, "note.restore", "{'board':%lld,'note':%lld}", board, id));
    last_event_is(w, "note.restored");
    assert_false(is_listed(w, LEENA, "note.bin", note));
    json_t *row = note_as_seen(w, LEENA, note);
    assert_non_null(row);
    json_decref(row);
    assert_int_equal(writes(w, EERO, note, 1, "e", "[[3,[0,'!']]]"), 2);
    reads(w, LEENA, note, "Hei!");
}

/* ---- who may ---- */

static void an_observer_reads_but_does_not_write(void **state)
{
    struct world *w = *state;
    int64_t note = begins_note(w, EERO, "minutes", "Kotikäynti");
    long long board = (long long)w->board, id = (long long)note;
    reads(w, LEENA, note, "");
    is_refused(w, LEENA, ERR_NOT_ALLOWED, NULL, NULL, "note.create", "{'board':%lld,'kind':'plan','title':'x'}", board);
    is_refused(w, LEENA, ERR_NOT_ALLOWED, NULL, NULL, "note.push",
               "{'board':%lld,'note':%lld,'version':0,'client':'l','updates':[{'changes':[[0,'x']]}]}", board, id);
    is_refused(w, LEENA, ERR_NOT_ALLOWED, NULL, NULL, "note.revert", "{'board':%lld,'note':%lld,'version':0}", board,
               id);
    is_refused(w, LEENA, ERR_NOT_ALLOWED, NULL, NULL, "note.remove", "{'board':%lld,'note':%lld}", board, id);
    is_refused(w, OUTI, ERR_NOT_FOUND, NULL, NULL, "note.open", "{'board':%lld,'note':%lld}", board, id);
}

static void an_archived_board_s_notes_are_for_reading(void **state)
{
    struct world *w = *state;
    int64_t note = begins_note(w, EERO, "minutes", "Kotikäynti");
    writes(w, EERO, note, 0, "e", "[[[0,'Hei']]]");
    json_decref(says(w, AINO, "board.archive", "{'board':%lld}", (long long)w->board));
    may_not_write(w, EERO, note, 1, "e", "[[3,[0,'!']]]", ERR_CONFLICT, "board", "archived");
    reads(w, EERO, note, "Hei");
}

static void a_note_of_another_board_is_not_there(void **state)
{
    struct world *w = *state;
    int64_t note = begins_note(w, AINO, "minutes", "Kotikäynti");
    json_t *made = says(w, AINO, "board.create", "{'title':'Toinen'}");
    long long other = (long long)number_in(made, "board"), id = (long long)note;
    json_decref(made);
    is_refused(w, AINO, ERR_NOT_FOUND, "note", "no_such_note", "note.open", "{'board':%lld,'note':%lld}", other, id);
    is_refused(w, AINO, ERR_NOT_FOUND, "note", "no_such_note", "note.push",
               "{'board':%lld,'note':%lld,'version':0,'client':'a','updates':[{'changes':[[0,'x']]}]}", other, id);
    is_refused(w, AINO, ERR_NOT_FOUND, "note", "no_such_note", "note.revert", "{'board':%lld,'note':%lld,'version':0}",
               other, id);
    is_refused(w, AINO, ERR_NOT_FOUND, "note", "no_such_note", "note.remove", "{'board':%lld,'note':%lld}", other, id);
}

/* ---- private ones ---- */

static json_t *naming(struct world *w, const char *method, int64_t note)
{
    json_t *params = json_pack("{s:I,s:I}", "board", (json_int_t)w->board, "note", (json_int_t)note);
    if (strcmp(method, "note.at") == 0 || strcmp(method, "note.revert") == 0)
        json_object_set_new(params, "version", json_integer(0));
    if (strcmp(method, "note.rename") == 0)
        json_object_update_new(params, json_pack("{s:s,s:s}", "title", "a", "was", "Omat ajatukset"));
    if (strcmp(method, "note.push") == 0)
        json_object_update_new(params, json_pack("{s:i,s:s,s:[{s:[i,[i,s]]}]}", "version", 1, "client", "a", "updates",
                                                 "changes", 3, 0, "x"));
    return params;
}

static void a_private_note_is_to_others_as_if_it_were_not_there(void **state)
{
    static const char *const methods[] = {"note.open",    "note.at",     "note.history", "note.blame", "note.push",
                                          "note.restore", "note.rename", "note.revert",  "note.remove"};
    struct world *w = *state;
    int64_t note = begins_note(w, EERO, "private", "Omat ajatukset");
    writes(w, EERO, note, 0, "e", "[[[0,'Hei']]]");
    for (int turn = 0; turn < 2; turn++) { /* on the board, and removed */
        for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
            json_t *hidden = answer_to(w, AINO, methods[i], naming(w, methods[i], note));
            json_t *absent = answer_to(w, AINO, methods[i], naming(w, methods[i], 99999999));
            assert_true(json_equal(hidden, absent));
            assert_string_equal(json_string_value(json_object_get(json_object_get(hidden, "data"), "reason")),
                                "not_found");
            json_decref(hidden);
            json_decref(absent);
        }
        assert_false(is_listed(w, AINO, "note.mine", note));
        assert_false(is_listed(w, AINO, "note.bin", note));
        if (turn) continue;
        assert_true(is_listed(w, EERO, "note.mine", note));
        json_decref(says(w, EERO, "note.remove", "{'board':%lld,'note':%lld}", (long long)w->board, (long long)note));
    }
    assert_true(is_listed(w, EERO, "note.bin", note));
    assert_false(is_listed(w, EERO, "note.mine", note));
}

static void a_private_note_is_in_no_snapshot_and_no_event(void **state)
{
    struct world *w = *state;
    int64_t before = seq_of(w), note = begins_note(w, EERO, "private", "Omat ajatukset");
    long long board = (long long)w->board, id = (long long)note;
    time_passes(w, 2 * MS_PER_MINUTE);
    writes(w, EERO, note, 0, "e", "[[[0,'Hei']]]");
    json_decref(
        says(w, EERO, "note.rename", "{'board':%lld,'note':%lld,'title':'Muuta','was':'Omat ajatukset'}", board, id));
    time_passes(w, 2 * MS_PER_MINUTE);
    json_decref(says(w, EERO, "note.revert", "{'board':%lld,'note':%lld,'version':0}", board, id));
    json_decref(says(w, EERO, "note.remove", "{'board':%lld,'note':%lld}", board, id));
    json_decref(says(w, EERO, "note.restore", "{'board':%lld,'note':%lld}", board, id));
    assert_null(note_as_seen(w, EERO, note));
    assert_int_equal(seq_of(w), before);
    reads(w, EERO, note, "");
}

/* ---- said twice ---- */

static void a_push_that_is_sent_again_changes_nothing(void **state)
{
    static const char push[] =
        "{'board':%lld,'note':%lld,'version':%d,'client':'e','updates':[{'changes':[[0,'Hei']]}],"
        "'key':'same'}";
    struct world *w = *state;
    int64_t note = begins_note(w, EERO, "minutes", "Kotikäynti");
    long long board = (long long)w->board, id = (long long)note;
    json_t *first = says(w, EERO, "note.push", push, board, id, 0);
    for (int turn = 0; turn < 3; turn++) {
        json_t *again = says(w, EERO, "note.push", push, board, id, 0);
        assert_true(json_equal(first, again));
        json_decref(again);
        if (turn == 0) writes(w, AINO, note, 1, "a", "[[3,[0,'!']]]");
        if (turn == 1) world_reopen(w);
    }
    is_refused(w, EERO, ERR_CONFLICT, "key", "used_otherwise", "note.push", push, board, id, 1);
    reads(w, LEENA, note, "Hei!");
    assert_int_equal(version_of(w, note), 2);
    json_decref(first);
}

static void a_refused_push_is_refused_again_in_the_same_words(void **state)
{
    struct world *w = *state;
    int64_t note = begins_note(w, EERO, "minutes", "Kotikäynti");
    writes(w, EERO, note, 0, "e", "[[[0,'Hei']]]");
    json_t *said[2];
    for (int i = 0; i < 2; i++) {
        json_t *params =
            json_pack("{s:I,s:I,s:i,s:s,s:[{s:[[i,s]]}],s:s}", "board", (json_int_t)w->board, "note", (json_int_t)note,
                      "version", 0, "client", "e", "updates", "changes", 0, "x", "key", "same");
        struct told *told = world_ask(w, EERO, "note.push", params);
        said[i] = json_loadb((const char *)frame_data(told->body), frame_len(told->body), 0, NULL);
        told_free(told);
        writes(w, EERO, note, i + 1, "other", "[[3]]");
    }
    json_t *data = json_object_get(said[0], "data");
    assert_string_equal(json_string_value(json_object_get(data, "detail")), "pull_first");
    assert_int_equal(number_in(data, "version"), 1);
    assert_true(json_equal(said[0], said[1]));
    json_decref(said[0]);
    json_decref(said[1]);
}

const struct CMUnitTest command_note_tests[] = {
    IN_WORLD(a_note_of_the_team_is_on_the_board_for_everybody),
    IN_WORLD(a_note_is_renamed_by_whoever_saw_its_title),
    IN_WORLD(a_note_of_a_phase_is_begun_in_a_meeting_alone),
    IN_WORLD(a_title_that_stays_is_no_event),
    IN_WORLD(a_removed_note_can_be_read_but_not_written),
    IN_WORLD(a_removed_note_comes_back_with_its_text),
    IN_WORLD(an_observer_reads_but_does_not_write),
    IN_WORLD(an_archived_board_s_notes_are_for_reading),
    IN_WORLD(a_note_of_another_board_is_not_there),
    IN_WORLD(a_private_note_is_to_others_as_if_it_were_not_there),
    IN_WORLD(a_private_note_is_in_no_snapshot_and_no_event),
    IN_WORLD(a_push_that_is_sent_again_changes_nothing),
    IN_WORLD(a_refused_push_is_refused_again_in_the_same_words),
};

SUITE_COUNT(command_note);
