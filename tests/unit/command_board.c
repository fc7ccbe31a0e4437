/* command_board.c - boards and who is on them */
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "suites.h"

static void a_board_is_coded_by_the_year_in_helsinki_and_counted(void **state)
{
    struct world *w = *state;
    clock_set(INT64_C(1798754400000) + MS_PER_HOUR); /* 2026-12-31T23:00Z: already 2027 in Helsinki */
    json_decref(says(w, OPERATOR, "session.seen", "{'sessions':[%lld]}", (long long)w->session[AINO]));
    json_t *one = says(w, AINO, "board.create", "{'title':'Uusi'}"),
           *two = says(w, AINO, "board.create", "{'title':'Toinen'}");
    assert_string_equal(json_string_value(json_object_get(one, "code")), "K-2027-0001");
    assert_string_equal(json_string_value(json_object_get(two, "code")), "K-2027-0002");
    assert_int_equal(number_in(one, "seq"), 1);
    json_decref(one);
    json_decref(two);
}

static void whoever_makes_a_board_coordinates_it(void **state)
{
    struct world *w = *state;
    json_t *list = says(w, AINO, "board.list", "{}");
    json_t *row = json_array_get(json_object_get(list, "boards"), 0);
    assert_string_equal(json_string_value(json_object_get(row, "role")), "coordinator");
    assert_int_equal(number_in(row, "people"), 3);
    json_decref(list);
}

static void boards_of_others_are_not_in_the_list(void **state)
{
    struct world *w = *state;
    json_t *list = says(w, OUTI, "board.list", "{}");
    assert_int_equal(json_array_size(json_object_get(list, "boards")), 0);
    json_decref(list);
}

static void absent_and_forbidden_look_the_same(void **state)
{
    struct world *w = *state;
    is_refused(w, OUTI, ERR_NOT_FOUND, NULL, NULL, "board.open", "{'board':%lld}", (long long)w->board);
    is_refused(w, OUTI, ERR_NOT_FOUND, NULL, NULL, "board.open", "{'board':99999999}");
}

static void the_administrator_sees_no_board(void **state)
{
    static const char *const reads[] = {"board.open", "board.history", "card.bin"};
    struct world *w = *state;
    for (size_t i = 0; i < sizeof reads / sizeof *reads; i++)
        is_refused(w, ADMIN, ERR_NOT_FOUND, NULL, NULL, reads[i], "{'board':%lld}", (long long)w->board);
    is_refused(w, ADMIN, ERR_NOT_ALLOWED, NULL, NULL, "board.list", "{}");
    is_refused(w, ADMIN, ERR_NOT_ALLOWED, NULL, NULL, "board.create", "{'title':'x'}");
    is_refused(w, AINO, ERR_BAD_INPUT, "account", "is_administrator", "participant.add",
               "{'board':%lld,'account':%lld,'role':'member'}", (long long)w->board, (long long)w->account[ADMIN]);
}

static void an_observer_reads_and_changes_nothing(void **state)
{
    struct world *w = *state;
    json_decref(board_as_seen(w, LEENA));
    is_refused(w, LEENA, ERR_NOT_ALLOWED, NULL, NULL, "card.add", "{'board':%lld,'kind':'fact','text':'x'}",
               (long long)w->board);
    is_refused(w, EERO, ERR_NOT_ALLOWED, NULL, NULL, "board.archive", "{'board':%lld}", (long long)w->board);
}

static void whoever_is_removed_is_out_until_let_in_again(void **state)
{
    struct world *w = *state;
    json_decref(says(w, AINO, "participant.remove", "{'board':%lld,'account':%lld}", (long long)w->board,
                     (long long)w->account[EERO]));
    is_refused(w, EERO, ERR_NOT_FOUND, NULL, NULL, "board.open", "{'board':%lld}", (long long)w->board);
    is_refused(w, AINO, ERR_NOT_FOUND, "account", "not_on_board", "participant.remove", "{'board':%lld,'account':%lld}",
               (long long)w->board, (long long)w->account[EERO]);
    json_decref(says(w, AINO, "participant.add", "{'board':%lld,'account':%lld,'role':'consultant'}",
                     (long long)w->board, (long long)w->account[EERO]));
    adds_card(w, EERO, "fact", "Taas mukana");
}

static void a_board_keeps_its_last_coordinator(void **state)
{
    struct world *w = *state;
    is_refused(w, AINO, ERR_CONFLICT, "account", "last_coordinator", "participant.leave", "{'board':%lld}",
               (long long)w->board);
    is_refused(w, AINO, ERR_CONFLICT, "role", "last_coordinator", "participant.add",
               "{'board':%lld,'account':%lld,'role':'member'}", (long long)w->board, (long long)w->account[AINO]);
    json_decref(says(w, AINO, "participant.add", "{'board':%lld,'account':%lld,'role':'coordinator'}",
                     (long long)w->board, (long long)w->account[EERO]));
    json_decref(says(w, AINO, "participant.leave", "{'board':%lld}", (long long)w->board));
    is_refused(w, AINO, ERR_NOT_FOUND, NULL, NULL, "board.open", "{'board':%lld}", (long long)w->board);
}

static void an_archived_board_is_for_reading_and_people_can_still_be_let_out(void **state)
{
    struct world *w = *state;
    int64_t card = adds_card(w, EERO, "fact", "a");
    json_decref(says(w, AINO, "board.archive", "{'board':%lld}", (long long)w->board));
    is_refused(w, EERO, ERR_CONFLICT, "board", "archived", "card.edit",
               "{'board':%lld,'card':%lld,'text':'b','was':'a'}", (long long)w->board, (long long)card);
    json_decref(board_as_seen(w, EERO));
    json_decref(says(w, AINO, "participant.remove", "{'board':%lld,'account':%lld}", (long long)w->board,
                     (long long)w->account[LEENA]));
    is_refused(w, LEENA, ERR_NOT_FOUND, NULL, NULL, "board.open", "{'board':%lld}", (long long)w->board);
    json_decref(says(w, AINO, "board.reopen", "{'board':%lld}", (long long)w->board));
    adds_card(w, EERO, "fact", "b");
}

static void a_name_is_changed_by_whoever_saw_the_name_it_had(void **state)
{
    struct world *w = *state;
    is_refused(w, AINO, ERR_CONFLICT, "was", "changed", "board.rename", "{'board':%lld,'title':'Uusi','was':'Muu'}",
               (long long)w->board);
    json_decref(
        says(w, AINO, "board.rename", "{'board':%lld,'title':'Uusi','was':'Kotona pärjääminen'}", (long long)w->board));
}

static void missed_events_come_in_order_without_gap_or_double(void **state)
{
    struct world *w = *state;
    for (int i = 0; i < 20; i++)
        adds_card(w, EERO, "fact", "x");
    json_t *opened = says(w, LEENA, "board.open", "{'board':%lld,'since':5}", (long long)w->board);
    json_t *events = json_object_get(opened, "events");
    int64_t last = number_in(opened, "seq");
    assert_int_equal(json_array_size(events), last - 5);
    for (size_t i = 0; i < json_array_size(events); i++) {
        assert_int_equal(number_in(json_array_get(events, i), "seq"), 6 + (int64_t)i);
        assert_null(json_object_get(json_array_get(events, i), "was"));
    }
    json_decref(opened);

    json_t *ahead = says(w, LEENA, "board.open", "{'board':%lld,'since':99999}", (long long)w->board);
    assert_non_null(json_object_get(ahead, "snapshot"));
    json_decref(ahead);
}

static json_t *board_at(struct world *w, int64_t seq)
{
    json_t *at = says(w, LEENA, "board.at", "{'board':%lld,'seq':%lld}", (long long)w->board, (long long)seq);
    json_t *snapshot = json_incref(json_object_get(at, "snapshot"));
    json_decref(at);
    return snapshot;
}

static void the_board_is_seen_as_it_stood_at_every_number(void **state)
{
    enum { STEPS = 12 };
    struct world *w = *state;
    json_t *seen[STEPS];
    int64_t seq[STEPS], card = adds_card(w, EERO, "need", "0"), other = adds_card(w, AINO, "want", "toinen");
    for (int i = 0; i < STEPS; i++) {
        switch (i % 4) {
        case 0:
            json_decref(says(w, EERO, "card.move", "{'board':%lld,'card':%lld,'after':%lld}", (long long)w->board,
                             (long long)card, (long long)other));
            break;
        case 1:
            json_decref(
                says(w, EERO, "card.remove", "{'board':%lld,'card':%lld}", (long long)w->board, (long long)card));
            break;
        case 2:
            json_decref(
                says(w, EERO, "card.restore", "{'board':%lld,'card':%lld}", (long long)w->board, (long long)card));
            break;
        default:
            adds_card(w, AINO, "fact", "lisää");
        }
        json_t *event = last_event(w);
        seq[i] = number_in(event, "seq");
        seen[i] = board_as_seen(w, LEENA);
        json_decref(event);
    }
    for (int i = 0; i < STEPS; i++) {
        json_t *stood = board_at(w, seq[i]);
        assert_true(json_equal(stood, seen[i]));
        json_decref(stood);
        json_decref(seen[i]);
    }
    json_t *nothing = board_at(w, 0);
    assert_int_equal(json_object_size(json_object_get(nothing, "card")), 0);
    assert_int_equal(json_object_size(json_object_get(nothing, "participant")), 0);
    json_decref(nothing);
    is_refused(w, LEENA, ERR_BAD_INPUT, "seq", "too_large", "board.at", "{'board':%lld,'seq':99999}",
               (long long)w->board);
}

static void what_is_fresh_on_a_board_is_told_by_what_it_is_about(void **state)
{
    struct world *w = *state;
    adds_card(w, EERO, "need", "Apua aamuihin");
    adds_card(w, AINO, "need", "Omani ei ole uutta");
    for (int n = 0; n < 2; n++)
        json_decref(says(w, EERO, "meeting.create",
                         "{'board':%lld,'title':'Tapaaminen','start':'2030-03-04T09:00','tz':'Europe/Helsinki',"
                         "'minutes':60}",
                         (long long)w->board));
    json_decref(says(w, EERO, "follow_up.create", "{'board':%lld,'kind':'call','account':%lld,'from_on':'2030-03-04'}",
                     (long long)w->board, (long long)w->account[EERO]));

    json_t *list = says(w, AINO, "board.list", "{}"),
           *expected = json_pack("{s:i,s:i,s:i}", "card", 1, "meeting", 2, "follow_up", 1);
    const json_t *mine = json_array_get(json_object_get(list, "boards"), 0);
    json_t *of = json_copy(json_object_get(mine, "fresh_of"));
    json_object_del(of, "participant"); /* whoever was let in */
    json_object_del(of, "board");
    assert_true(json_equal(of, expected));
    json_decref(of);
    json_decref(expected);
    json_decref(list);
}

static void history_tells_the_latest_first_and_goes_on_by_pages(void **state)
{
    struct world *w = *state;
    for (int i = 0; i < 10; i++)
        adds_card(w, EERO, "fact", "x");
    json_t *page = says(w, LEENA, "board.history", "{'board':%lld,'limit':4}", (long long)w->board);
    json_t *events = json_object_get(page, "events");
    int64_t oldest = number_in(json_array_get(events, 3), "seq");
    assert_int_equal(number_in(json_array_get(events, 0), "seq"), oldest + 3);
    json_t *next = says(w, LEENA, "board.history", "{'board':%lld,'limit':4,'before':%lld}", (long long)w->board,
                        (long long)oldest);
    assert_int_equal(number_in(json_array_get(json_object_get(next, "events"), 0), "seq"), oldest - 1);
    json_decref(page);
    json_decref(next);
}

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

const struct CMUnitTest command_board_tests[] = {
    IN_WORLD(a_board_is_coded_by_the_year_in_helsinki_and_counted),
    IN_WORLD(whoever_makes_a_board_coordinates_it),
    IN_WORLD(boards_of_others_are_not_in_the_list),
    IN_WORLD(absent_and_forbidden_look_the_same),
    IN_WORLD(the_administrator_sees_no_board),
    IN_WORLD(an_observer_reads_and_changes_nothing),
    IN_WORLD(whoever_is_removed_is_out_until_let_in_again),
    IN_WORLD(a_board_keeps_its_last_coordinator),
    IN_WORLD(an_archived_board_is_for_reading_and_people_can_still_be_let_out),
    IN_WORLD(a_name_is_changed_by_whoever_saw_the_name_it_had),
    IN_WORLD(missed_events_come_in_order_without_gap_or_double),
    IN_WORLD(the_board_is_seen_as_it_stood_at_every_number),
    IN_WORLD(what_is_fresh_on_a_board_is_told_by_what_it_is_about),
    IN_WORLD(history_tells_the_latest_first_and_goes_on_by_pages),
    IN_WORLD(one_says_how_far_one_has_seen_a_board),
};

SUITE_COUNT(command_board);
