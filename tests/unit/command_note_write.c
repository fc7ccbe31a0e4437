/* command_note_write.c - several people writing in one note */
#include "notes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "command/command.h"
#include "suites.h"

static int64_t minutes(struct world *w)
{
    return begins_note(w, AINO, "minutes", "Kotikäynti");
}

static json_t *opened_since(struct world *w, int64_t note, int64_t since)
{
    return says(w, LEENA, "note.open", "{'board':%lld,'note':%lld,'since':%lld}", (long long)w->board, (long long)note,
                (long long)since);
}

/* ---- together ---- */

static void one_writes_after_the_other(void **state)
{
    struct world *w = *state;
    int64_t note = minutes(w);
    assert_int_equal(writes(w, AINO, note, 0, "a", "[[[0,'Hei']],[3,[0,' ','kaikki']]]"), 2);
    assert_int_equal(writes(w, EERO, note, 2, "e", "[[[4],7],[7,[0,'!']]]"), 4);
    reads(w, LEENA, note, "\nkaikki!");
    world_reopen(w);
    assert_int_equal(writes(w, AINO, note, 4, "a", "[[8,[0,'!']]]"), 5);
    reads(w, LEENA, note, "\nkaikki!!");
    for (int64_t version = 0; version < 5; version++) {
        static const char *const texts[] = {"", "Hei", "Hei \nkaikki", "\nkaikki", "\nkaikki!"};
        read_then(w, note, version, texts[version]);
    }
}

static void what_two_write_at_one_place_stands_in_the_order_in_which_it_came(void **state)
{
    struct world *w = *state;
    int64_t note = minutes(w);
    writes(w, AINO, note, 0, "a", "[[[0,'Aamu']]]");
    writes(w, AINO, note, 1, "a", "[[4,[0,' Aino']]]");
    assert_int_equal(writes(w, EERO, note, 1, "e", "[[4,[0,' Eero']]]"), 3);
    reads(w, LEENA, note, "Aamu Aino Eero");
}

/* Composing the two updates of the one into a replacement would put the other's letter before them: "ZY". */
static void a_change_passes_over_each_of_the_others_by_itself(void **state)
{
    struct world *w = *state;
    int64_t note = minutes(w);
    writes(w, AINO, note, 0, "a", "[[[0,'a']]]");
    writes(w, EERO, note, 1, "e", "[[[1]],[[0,'Y']]]");
    writes(w, AINO, note, 1, "a2", "[[[0,'Z'],1]]");
    reads(w, LEENA, note, "YZ");
}

static void each_pushed_update_is_rebased_over_each_that_was_taken(void **state)
{
    struct world *w = *state;
    int64_t note = minutes(w);
    writes(w, AINO, note, 0, "a", "[[[0,'0123456789']]]");
    writes(w, EERO, note, 1, "e", "[[[2],8],[4,[2],2],[[0,'E'],6]]");
    writes(w, AINO, note, 1, "a2", "[[1,[1],8],[8,[0,'A'],1],[[1],9]]");
    reads(w, LEENA, note, "E23458A9"); /* he took 0, 1, 6, 7; she 0, 1 and put A before 9 */
    json_t *body = opened_since(w, note, 4);
    char *updates = json_dumps(json_object_get(body, "updates"), JSON_COMPACT);
    char expected[256];
    snprintf(expected, sizeof expected,
             "[{\"client\":\"a2\",\"by\":%lld,\"changes\":[7]},{\"client\":\"a2\",\"by\":%lld,\"changes\":"
             "[6,[0,\"A\"],1]},{\"client\":\"a2\",\"by\":%lld,\"changes\":[8]}]",
             (long long)w->account[AINO], (long long)w->account[AINO], (long long)w->account[AINO]);
    assert_string_equal(updates, expected);
    free(updates);
    json_decref(body);
}

static void a_push_may_be_far_behind_what_memory_holds(void **state)
{
    struct world *w = *state;
    int64_t note = minutes(w), head = types(w, AINO, note, 0, 0, "a", 2000);
    assert_int_equal(writes(w, EERO, note, 0, "e", "[[[0,'E']]]"), head + 1);
    is_by(w, note, -1, "2000 aino, 1 eero");
    may_not_write(w, EERO, note, 0, "e2", "[[[0,'E']]]", ERR_GONE, "version", "too_old");
    assert_int_equal(writes(w, EERO, note, 1, "e2", "[[1,[0,'E']]]"), head + 2);
}

/* ---- what is refused ---- */

static void a_push_must_fit_the_text_that_it_was_made_over(void **state)
{
    struct world *w = *state;
    int64_t note = minutes(w);
    may_not_write(w, EERO, note, 1, "e", "[[[0,'x']]]", ERR_BAD_INPUT, "version", "too_large");
    may_not_write(w, EERO, note, 0, "e", "[[1,[0,'x']]]", ERR_BAD_INPUT, "updates", "does_not_fit");
    writes(w, AINO, note, 0, "a", "[[[0,'Hei']],[3,[0,'!']]]");
    may_not_write(w, EERO, note, 2, "e", "[[3,[0,'x']]]", ERR_BAD_INPUT, "updates", "does_not_fit");
    may_not_write(w, EERO, note, 1, "e", "[[4,[0,'x']]]", ERR_BAD_INPUT, "updates", "does_not_fit");
    may_not_write(w, EERO, note, 2, "e", "[[4,[0,'x']],[4,[0,'x']]]", ERR_BAD_INPUT, "updates", "does_not_fit");
    assert_int_equal(writes(w, EERO, note, 2, "e", "[[4,[0,'x']],[5,[0,'x']]]"), 4);
    reads(w, LEENA, note, "Hei!xx");
}

static void what_does_not_fit_is_told_by_its_number(void **state)
{
    struct world *w = *state;
    int64_t note = minutes(w);
    struct told *told =
        world_ask(w, EERO, "note.push",
                  json_pack("{s:I,s:I,s:i,s:s,s:[{s:[[i,s]]},{s:[i]}]}", "board", (json_int_t)w->board, "note",
                            (json_int_t)note, "version", 0, "client", "e", "updates", "changes", 0, "x", "changes", 7));
    json_t *body = json_loadb((const char *)frame_data(told->body), frame_len(told->body), 0, NULL);
    assert_int_equal(number_in(json_object_get(body, "data"), "at"), 1);
    json_decref(body);
    told_free(told);
}

static void nobody_leaves_half_a_character(void **state)
{
    struct world *w = *state;
    int64_t note = minutes(w);
    writes(w, AINO, note, 0, "a", "[[[0,'a😀b']]]");
    may_not_write(w, EERO, note, 1, "e", "[[4,[0,'ok']],[2,[1],3]]", ERR_BAD_INPUT, "updates", "lone_surrogate");
    reads(w, LEENA, note, "a😀b");
    assert_int_equal(writes(w, EERO, note, 1, "e", "[[1,[2],1]]"), 2);
    reads(w, LEENA, note, "ab");
}

static void an_editor_whose_push_was_taken_must_pull_before_it_pushes_again(void **state)
{
    struct world *w = *state;
    int64_t note = minutes(w);
    writes(w, EERO, note, 0, "e", "[[[0,'Hei']]]");
    writes(w, AINO, note, 1, "a", "[[3,[0,'!']]]");
    may_not_write(w, EERO, note, 0, "e", "[[[0,'Hei']]]", ERR_CONFLICT, "version", "pull_first");
    may_not_write(w, EERO, note, 1, "a", "[[3,[0,'?']]]", ERR_CONFLICT, "version", "pull_first");
    assert_int_equal(writes(w, EERO, note, 1, "e", "[[3,[0,'?']]]"), 3);
    reads(w, LEENA, note, "Hei!?");
}

static void nobody_writes_in_the_server_s_name(void **state)
{
    struct world *w = *state;
    int64_t note = minutes(w);
    may_not_write(w, EERO, note, 0, "rinnalla", "[[[0,'x']]]", ERR_BAD_INPUT, "client", "taken");
}

/* So many units in the place of others. */
static enum err pastes(struct world *w, int64_t note, int64_t version, int64_t instead_of, size_t units)
{
    char *text = malloc(units + 1);
    memset(text, 'x', units);
    text[units] = 0;
    struct told *told = world_ask(w, EERO, "note.push",
                                  json_pack("{s:I,s:I,s:I,s:s,s:[{s:[[I,s]]}]}", "board", (json_int_t)w->board, "note",
                                            (json_int_t)note, "version", (json_int_t)version, "client", "e", "updates",
                                            "changes", (json_int_t)instead_of, text));
    enum err err = told->err;
    told_free(told);
    free(text);
    return err;
}

static void a_note_ends_at_four_hundred_thousand_units(void **state)
{
    struct world *w = *state;
    int64_t note = minutes(w);
    assert_int_equal(pastes(w, note, 0, 0, 400001), ERR_TOO_LARGE);
    assert_int_equal(pastes(w, note, 0, 0, 400000), ERR_OK);
    may_not_write(w, EERO, note, 1, "e", "[[400000,[0,'x']]]", ERR_TOO_LARGE, "updates", "too_long");
    may_not_write(w, EERO, note, 1, "e", "[[400000,[0,'x']],[[2],399999]]", ERR_TOO_LARGE, "updates", "too_long");
    assert_int_equal(writes(w, EERO, note, 1, "e", "[[[1],399999],[399999,[0,'y']]]"), 3);
}

/* Half a million pairs are the sender's to rebase: nobody else should wait for it. */
static void rebasing_that_would_keep_everybody_waiting_is_left_to_the_sender(void **state)
{
    struct world *w = *state;
    int64_t note = minutes(w);
    json_t *list = json_array();
    types(w, AINO, note, 0, 0, "a", 1500);
    for (int i = 0; i < 500; i++)
        json_array_append_new(list, i ? json_pack("{s:[i,[i,s]]}", "changes", i, 0, "x")
                                      : json_pack("{s:[[i,s]]}", "changes", 0, "x"));
    struct told *told = world_ask(w, EERO, "note.push",
                                  json_pack("{s:I,s:I,s:i,s:s,s:o}", "board", (json_int_t)w->board, "note",
                                            (json_int_t)note, "version", 0, "client", "e", "updates", list));
    assert_int_equal(told->err, ERR_GONE);
    told_free(told);
    assert_int_equal(version_of(w, note), 1500);
}

/* ---- what the board hears ---- */

static int64_t written_events(struct world *w)
{
    return count_rows(w, "SELECT count(*) FROM event WHERE name = 'note.written'");
}

static void the_board_hears_of_writing_once_a_minute(void **state)
{
    struct world *w = *state;
    time_passes(w, 0);
    int64_t note = minutes(w);
    for (int64_t version = 0; version < 24; version++) { /* one letter every ten seconds, over four minutes */
        types(w, EERO, note, version, version, "e", 1);
        time_passes(w, 10 * MS_PER_SECOND);
    }
    assert_int_equal(written_events(w), 3);
    json_t *event = last_event(w);
    json_t *row = json_object_iter_value(json_object_iter(json_object_get(json_object_get(event, "set"), "note")));
    assert_int_equal(json_object_size(row), 1); /* since the first of them, it was always Eero */
    assert_non_null(json_object_get(row, "changed_at"));
    json_decref(event);
}

/* ---- opening ---- */

static void whoever_was_away_gets_what_was_missed(void **state)
{
    struct world *w = *state;
    int64_t note = minutes(w);
    writes(w, AINO, note, 0, "a", "[[[0,'Hei']],[3,[0,'!']]]");
    json_t *body = opened_since(w, note, 1);
    assert_int_equal(number_in(body, "version"), 2);
    assert_null(json_object_get(body, "text"));
    assert_null(json_object_get(body, "more"));
    assert_int_equal(json_array_size(json_object_get(body, "updates")), 1);
    json_decref(body);
    body = opened_since(w, note, 2);
    assert_int_equal(json_array_size(json_object_get(body, "updates")), 0);
    json_decref(body);
    body = opened_since(w, note, 3);
    assert_string_equal(json_string_value(json_object_get(body, "text")), "Hei!");
    assert_null(json_object_get(body, "updates"));
    json_decref(body);
}

/* Asks until nothing more is missed; how often. */
static unsigned catches_up(struct world *w, int64_t note, int64_t to)
{
    unsigned turns = 0;
    for (int64_t since = 0; since < to; turns++) {
        struct told *told = world_ask(w, LEENA, "note.open",
                                      json_pack("{s:I,s:I,s:I}", "board", (json_int_t)w->board, "note",
                                                (json_int_t)note, "since", (json_int_t)since));
        json_t *body = json_loadb((const char *)frame_data(told->body), frame_len(told->body), 0, NULL);
        int64_t version = number_in(body, "version");
        assert_int_equal(json_array_size(json_object_get(body, "updates")), version - since);
        assert_int_equal(told->seq, version);
        assert_int_equal(told->is_partial, version < to);
        assert_int_equal(json_is_true(json_object_get(body, "more")), version < to);
        since = version;
        json_decref(body);
        told_free(told);
    }
    return turns;
}

static void what_is_too_much_for_one_answer_comes_in_several(void **state)
{
    struct world *w = *state;
    int64_t many = minutes(w), large = minutes(w);
    types(w, AINO, many, 0, 0, "a", 4500);
    assert_int_equal(catches_up(w, many, 4500), 3);
    for (int64_t version = 0; version < 5; version++)
        pastes(w, large, version, version ? 150000 : 0, 150000);
    assert_int_equal(catches_up(w, large, 5), 3); /* two in each: it ends behind 256 KiB */
}

static void a_text_at_hand_is_used_while_the_note_stands_there(void **state)
{
    struct world *w = *state;
    int64_t note = minutes(w);
    writes(w, AINO, note, 0, "a", "[[[0,'\\\"Hei\\\"']]]");
    json_t *params = json_pack("{s:I,s:I}", "board", (json_int_t)w->board, "note", (json_int_t)note);
    struct told *first = world_ask(w, EERO, "note.open", json_incref(params));
    assert_non_null(first->snapshot);
    assert_string_equal((const char *)frame_data(first->snapshot), "\"\\\"Hei\\\"\"");
    assert_int_equal(first->seq, 1);
    assert_int_equal(first->note, note);
    assert_int_equal(first->board, w->board);
    assert_false(first->is_private);
    assert_false(first->is_partial);

    const struct actor actor = {.session = w->session[LEENA]};
    for (int turn = 0; turn < 2; turn++) {
        struct ask *ask = ask_new(7, command_find("note.open"), json_incref(params), actor);
        ask->snapshot = frame_new("\"at hand\"", 9);
        ask->snapshot_seq = 1;
        struct told *second = store_ask_wait(w->store, ask);
        bool is_used = strstr((const char *)frame_data(second->body), "at hand") != NULL;
        assert_int_equal(is_used, turn == 0);
        assert_int_equal(second->snapshot == NULL, turn == 0);
        told_free(second);
        if (turn == 0) writes(w, AINO, note, 1, "a", "[[5,[0,'!']]]");
    }
    told_free(first);
    json_decref(params);
}

static void an_opened_private_note_is_marked(void **state)
{
    struct world *w = *state;
    int64_t note = begins_note(w, EERO, "private", "Omat ajatukset");
    struct told *told = world_ask(w, EERO, "note.open",
                                  json_pack("{s:I,s:I}", "board", (json_int_t)w->board, "note", (json_int_t)note));
    assert_true(told->is_private);
    told_free(told);
}

const struct CMUnitTest command_note_write_tests[] = {
    IN_WORLD(one_writes_after_the_other),
    IN_WORLD(what_two_write_at_one_place_stands_in_the_order_in_which_it_came),
    IN_WORLD(a_change_passes_over_each_of_the_others_by_itself),
    IN_WORLD(each_pushed_update_is_rebased_over_each_that_was_taken),
    IN_WORLD(a_push_may_be_far_behind_what_memory_holds),
    IN_WORLD(a_push_must_fit_the_text_that_it_was_made_over),
    IN_WORLD(what_does_not_fit_is_told_by_its_number),
    IN_WORLD(nobody_leaves_half_a_character),
    IN_WORLD(an_editor_whose_push_was_taken_must_pull_before_it_pushes_again),
    IN_WORLD(nobody_writes_in_the_server_s_name),
    IN_WORLD(a_note_ends_at_four_hundred_thousand_units),
    IN_WORLD(rebasing_that_would_keep_everybody_waiting_is_left_to_the_sender),
    IN_WORLD(the_board_hears_of_writing_once_a_minute),
    IN_WORLD(whoever_was_away_gets_what_was_missed),
    IN_WORLD(what_is_too_much_for_one_answer_comes_in_several),
    IN_WORLD(a_text_at_hand_is_used_while_the_note_stands_there),
    IN_WORLD(an_opened_private_note_is_marked),
};

SUITE_COUNT(command_note_write);
