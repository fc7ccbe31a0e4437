/* command_card.c - cards on a board, said in the domain's verbs */
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/must.h"
#include "db/queries.gen.h"
#include "model/changes.h"
#include "suites.h"

static void expect_text(struct world *w, int64_t card, const char *text)
{
    json_t *row = card_as_seen(w, LEENA, card);
    assert_non_null(row);
    assert_string_equal(json_string_value(json_object_get(row, "text")), text);
    json_decref(row);
}

static void expect_order(struct world *w, const int64_t *cards, size_t count)
{
    const char *before = "";
    json_t *board = board_as_seen(w, EERO), *rows = json_object_get(board, "card");
    for (size_t i = 0; i < count; i++) {
        char id[24];
        snprintf(id, sizeof id, "%lld", (long long)cards[i]);
        const char *rank = json_string_value(json_object_get(json_object_get(rows, id), "rank"));
        assert_non_null(rank);
        assert_true(strcmp(before, rank) < 0);
        before = rank;
    }
    json_decref(board);
}

static void a_card_of_every_kind_can_be_added(void **state)
{
    static const char *const kinds[] = {"voice",      "need",     "want",       "strength",  "concern", "fact",
                                        "hypothesis", "question", "reflection", "agreement", "learning"};
    struct world *w = *state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        expect_text(w, adds_card(w, EERO, kinds[i], "Sanottu ääneen"), "Sanottu ääneen");
}

static void an_added_card_is_one_event_with_the_whole_row(void **state)
{
    struct world *w = *state;
    int64_t card = adds_card(w, EERO, "voice", "Haluan olla kotona");
    char id[24];
    snprintf(id, sizeof id, "%lld", (long long)card);
    json_t *event = last_event(w), *set = json_object_get(event, "set");
    json_t *row = json_object_get(json_object_get(set, "card"), id);
    assert_string_equal(json_string_value(json_object_get(event, "name")), "card.added");
    assert_int_equal(number_in(event, "by"), w->account[EERO]);
    assert_string_equal(json_string_value(json_object_get(row, "text")), "Haluan olla kotona");
    assert_true(json_is_null(json_object_get(json_object_get(json_object_get(event, "was"), "card"), id)));
    json_decref(event);
}

static void an_edit_tells_only_what_changed(void **state)
{
    struct world *w = *state;
    int64_t card = adds_card(w, EERO, "need", "Kotiapua");
    json_decref(says(w, AINO, "card.edit", "{'board':%lld,'card':%lld,'text':'Kotiapua aamuihin','was':'Kotiapua'}",
                     (long long)w->board, (long long)card));
    expect_text(w, card, "Kotiapua aamuihin");

    json_t *event = last_event(w);
    json_t *row = json_object_iter_value(json_object_iter(json_object_get(json_object_get(event, "set"), "card")));
    json_t *was = json_object_iter_value(json_object_iter(json_object_get(json_object_get(event, "was"), "card")));
    assert_null(json_object_get(row, "kind"));
    assert_string_equal(json_string_value(json_object_get(was, "text")), "Kotiapua");
    json_decref(event);
}

static void an_edit_over_somebody_elses_edit_shows_both(void **state)
{
    struct world *w = *state;
    int64_t card = adds_card(w, EERO, "need", "Kotiapua");
    json_decref(says(w, AINO, "card.edit", "{'board':%lld,'card':%lld,'text':'Kotiapua illoin','was':'Kotiapua'}",
                     (long long)w->board, (long long)card));
    is_refused(w, EERO, ERR_CONFLICT, "was", "changed", "card.edit",
               "{'board':%lld,'card':%lld,'text':'Kotiapua aamuisin','was':'Kotiapua'}", (long long)w->board,
               (long long)card);
    expect_text(w, card, "Kotiapua illoin");
}

static void an_edit_that_changes_nothing_is_no_event(void **state)
{
    struct world *w = *state;
    int64_t card = adds_card(w, EERO, "fact", "Asuu yksin");
    json_t *before = last_event(w);
    json_t *edited = says(w, EERO, "card.edit", "{'board':%lld,'card':%lld,'text':'Asuu yksin','was':'Asuu yksin'}",
                          (long long)w->board, (long long)card);
    assert_int_equal(number_in(edited, "seq"), number_in(before, "seq"));
    json_decref(before);
    json_decref(edited);
}

static void cards_stand_in_the_order_in_which_they_are_put(void **state)
{
    struct world *w = *state;
    int64_t a = adds_card(w, EERO, "fact", "a"), b = adds_card(w, EERO, "fact", "b"),
            d = adds_card(w, EERO, "fact", "d");
    expect_order(w, (int64_t[]){a, b, d}, 3);
    json_decref(says(w, AINO, "card.move", "{'board':%lld,'card':%lld,'after':%lld}", (long long)w->board, (long long)a,
                     (long long)d));
    expect_order(w, (int64_t[]){b, d, a}, 3);
    json_decref(says(w, AINO, "card.move", "{'board':%lld,'card':%lld}", (long long)w->board, (long long)d));
    expect_order(w, (int64_t[]){d, b, a}, 3);
}

static void two_hundred_moves_to_one_spot_keep_every_card_in_its_place(void **state)
{
    struct world *w = *state;
    int64_t first = adds_card(w, EERO, "fact", "ensin"), a = adds_card(w, EERO, "fact", "a");
    int64_t b = adds_card(w, EERO, "fact", "b"), last = adds_card(w, EERO, "fact", "lopuksi");
    for (int i = 0; i < 200; i++) {
        json_decref(says(w, AINO, "card.move", "{'board':%lld,'card':%lld,'after':%lld}", (long long)w->board,
                         (long long)(i % 2 ? a : b), (long long)first));
        expect_order(w, i % 2 ? (int64_t[]){first, a, b, last} : (int64_t[]){first, b, a, last}, 4);
    }
}

static void a_card_cannot_be_put_behind_itself_or_behind_nothing(void **state)
{
    struct world *w = *state;
    int64_t card = adds_card(w, EERO, "fact", "a");
    is_refused(w, EERO, ERR_BAD_INPUT, "after", "itself", "card.move", "{'board':%lld,'card':%lld,'after':%lld}",
               (long long)w->board, (long long)card, (long long)card);
    is_refused(w, EERO, ERR_NOT_FOUND, "after", "no_such_card", "card.move", "{'board':%lld,'card':%lld,'after':99999}",
               (long long)w->board, (long long)card);
}

static void a_removed_card_is_off_the_board_and_comes_back_as_it_was(void **state)
{
    struct world *w = *state;
    int64_t card = adds_card(w, EERO, "concern", "Lääkkeet sekaisin");
    json_t *before = card_as_seen(w, LEENA, card);
    json_decref(says(w, AINO, "card.remove", "{'board':%lld,'card':%lld}", (long long)w->board, (long long)card));
    assert_null(card_as_seen(w, LEENA, card));
    is_refused(w, EERO, ERR_NOT_FOUND, "card", "no_such_card", "card.edit",
               "{'board':%lld,'card':%lld,'text':'x','was':'Lääkkeet sekaisin'}", (long long)w->board, (long long)card);

    json_t *bin = says(w, LEENA, "card.bin", "{'board':%lld}", (long long)w->board);
    assert_int_equal(json_array_size(json_object_get(bin, "cards")), 1);
    json_decref(bin);

    json_decref(says(w, AINO, "card.restore", "{'board':%lld,'card':%lld}", (long long)w->board, (long long)card));
    json_t *after = card_as_seen(w, LEENA, card);
    assert_true(json_equal(before, after));
    json_decref(before);
    json_decref(after);
    is_refused(w, AINO, ERR_CONFLICT, "card", "not_removed", "card.restore", "{'board':%lld,'card':%lld}",
               (long long)w->board, (long long)card);
}

static void only_a_hypothesis_is_kept_or_let_go(void **state)
{
    struct world *w = *state;
    int64_t guess = adds_card(w, EERO, "hypothesis", "Yksinäisyys pahentaa kipuja");
    int64_t fact = adds_card(w, EERO, "fact", "Asuu yksin");
    json_decref(says(w, AINO, "card.settle", "{'board':%lld,'card':%lld,'standing':'kept'}", (long long)w->board,
                     (long long)guess));
    json_t *row = card_as_seen(w, LEENA, guess);
    assert_string_equal(json_string_value(json_object_get(row, "standing")), "kept");
    json_decref(row);
    is_refused(w, AINO, ERR_BAD_INPUT, "card", "not_a_hypothesis", "card.settle",
               "{'board':%lld,'card':%lld,'standing':'kept'}", (long long)w->board, (long long)fact);
}

static void only_a_question_is_asked_of_somebody(void **state)
{
    struct world *w = *state;
    json_decref(says(w, EERO, "card.add", "{'board':%lld,'kind':'question','text':'Mitä?','asked_of':'tytär'}",
                     (long long)w->board));
    is_refused(w, EERO, ERR_BAD_INPUT, "asked_of", "not_a_question", "card.add",
               "{'board':%lld,'kind':'fact','text':'x','asked_of':'tytär'}", (long long)w->board);
}

static void cards_are_linked_once_and_unlinked(void **state)
{
    struct world *w = *state;
    int64_t a = adds_card(w, EERO, "hypothesis", "a"), b = adds_card(w, EERO, "fact", "b");
    json_t *made = says(w, EERO, "link.add", "{'board':%lld,'from_card':%lld,'to_card':%lld,'kind':'supports'}",
                        (long long)w->board, (long long)b, (long long)a);
    is_refused(w, AINO, ERR_CONFLICT, "to_card", "already_linked", "link.add",
               "{'board':%lld,'from_card':%lld,'to_card':%lld,'kind':'relates'}", (long long)w->board, (long long)a,
               (long long)b);
    json_decref(says(w, AINO, "link.remove", "{'board':%lld,'link':%lld}", (long long)w->board,
                     (long long)number_in(made, "link")));
    json_t *board = board_as_seen(w, LEENA);
    assert_int_equal(json_object_size(json_object_get(board, "link")), 0);
    json_decref(board);
    json_decref(made);
}

static void the_same_key_does_nothing_twice(void **state)
{
    struct world *w = *state;
    json_t *first =
        says(w, EERO, "card.add", "{'board':%lld,'kind':'fact','text':'kerran','key':'k1'}", (long long)w->board);
    json_t *again =
        says(w, EERO, "card.add", "{'board':%lld,'kind':'fact','text':'kerran','key':'k1'}", (long long)w->board);
    assert_true(json_equal(first, again));
    world_reopen(w);
    json_t *after_restart =
        says(w, EERO, "card.add", "{'board':%lld,'kind':'fact','text':'kerran','key':'k1'}", (long long)w->board);
    assert_true(json_equal(first, after_restart));
    is_refused(w, EERO, ERR_CONFLICT, "key", "used_otherwise", "card.add",
               "{'board':%lld,'kind':'fact','text':'muuta','key':'k1'}", (long long)w->board);

    json_t *board = board_as_seen(w, LEENA);
    assert_int_equal(json_object_size(json_object_get(board, "card")), 1);
    json_decref(board);
    json_decref(first);
    json_decref(again);
    json_decref(after_restart);
}

static void a_refusal_is_repeated_word_by_word(void **state)
{
    struct world *w = *state;
    int64_t card = adds_card(w, EERO, "need", "Kotiapua");
    for (int i = 0; i < 2; i++)
        is_refused(w, AINO, ERR_CONFLICT, "was", "changed", "card.edit",
                   "{'board':%lld,'card':%lld,'text':'b','was':'a','key':'same'}", (long long)w->board,
                   (long long)card);
}

static void two_people_may_use_the_same_key(void **state)
{
    struct world *w = *state;
    json_t *one = says(w, EERO, "card.add", "{'board':%lld,'kind':'fact','text':'x','key':'k'}", (long long)w->board);
    json_t *two = says(w, AINO, "card.add", "{'board':%lld,'kind':'fact','text':'x','key':'k'}", (long long)w->board);
    assert_true(number_in(one, "card") != number_in(two, "card"));
    json_decref(one);
    json_decref(two);
}

static void bad_input_is_refused_by_field_and_reason(void **state)
{
    static const struct {
        const char *params, *field, *detail;
    } bad[] = {
        {"{'board':%lld,'text':'x'}", "kind", "missing"},
        {"{'board':%lld,'kind':'nothing','text':'x'}", "kind", "unknown_word"},
        {"{'board':%lld,'kind':'fact','text':''}", "text", "too_short"},
        {"{'board':%lld,'kind':'fact','text':7}", "text", "wrong_type"},
        {"{'board':%lld,'kind':'fact','text':'x','colour':'red'}", "colour", "unknown_field"},
        {"{'board':%lld,'kind':'fact','text':'x','after':-1}", "after", "too_small"},
        {"{'board':%lld,'kind':'fact','text':'x','key':''}", "key", "too_short"},
        {"{'board':'%lld','kind':'fact','text':'x'}", "board", "wrong_type"},
        {"{'board':%lld,'kind':'fact','text':'a\\u0007b'}", "text", "control_character"},
    };
    struct world *w = *state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char params[256];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        snprintf(params, sizeof params, bad[i].params, (long long)w->board);
#pragma GCC diagnostic pop
        is_refused(w, EERO, ERR_BAD_INPUT, bad[i].field, bad[i].detail, "card.add", "%s", params);
    }
}

/* ---- what is remembered ---- */

static void a_row_that_is_loaded_again_was_what_it_was_first(void **state)
{
    struct world *w = *state;
    int64_t card = adds_card(w, AINO, "need", "ensin");
    store_close(w->store);
    w->store = NULL;
    struct db *db;
    must(db_open(w->path, DB_WRITER, &db) == ERR_OK);
    struct db_tx *tx = db_begin(db);
    struct changes changes;
    struct db_rows rows;
    struct buf set, was;
    buf_init(&set);
    buf_init(&was);
    changes_init(&changes, tx, w->board);
    for (int i = 0; i < 2; i++) {
        assert_true(changes_load(&changes, NOUN_CARD, card, &rows));
        db_rows_end(&rows);
        card_set_text(tx, w->board, card, i ? "sitten" : "kesken", 1);
    }
    assert_true(changes_read(&changes, w->board, &set, &was));
    assert_non_null(strstr(set.data, "sitten"));
    assert_non_null(strstr(was.data, "ensin"));
    assert_null(strstr(was.data, "kesken"));
    buf_fini(&set);
    buf_fini(&was);
    db_rollback(tx);
    db_close(db);
    world_reopen(w);
}

const struct CMUnitTest command_card_tests[] = {
    IN_WORLD(a_card_of_every_kind_can_be_added),
    IN_WORLD(an_added_card_is_one_event_with_the_whole_row),
    IN_WORLD(an_edit_tells_only_what_changed),
    IN_WORLD(an_edit_over_somebody_elses_edit_shows_both),
    IN_WORLD(an_edit_that_changes_nothing_is_no_event),
    IN_WORLD(cards_stand_in_the_order_in_which_they_are_put),
    IN_WORLD(two_hundred_moves_to_one_spot_keep_every_card_in_its_place),
    IN_WORLD(a_card_cannot_be_put_behind_itself_or_behind_nothing),
    IN_WORLD(a_removed_card_is_off_the_board_and_comes_back_as_it_was),
    IN_WORLD(only_a_hypothesis_is_kept_or_let_go),
    IN_WORLD(only_a_question_is_asked_of_somebody),
    IN_WORLD(cards_are_linked_once_and_unlinked),
    IN_WORLD(the_same_key_does_nothing_twice),
    IN_WORLD(a_refusal_is_repeated_word_by_word),
    IN_WORLD(two_people_may_use_the_same_key),
    IN_WORLD(bad_input_is_refused_by_field_and_reason),
    IN_WORLD(a_row_that_is_loaded_again_was_what_it_was_first),
};

SUITE_COUNT(command_card);
