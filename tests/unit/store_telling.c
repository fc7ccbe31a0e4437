/* store_telling.c - what the store tells, to whom, and in which order */
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/must.h"
#include "command/command.h"
#include "suites.h"
#include "world.h"

static atomic_uint wakes;

static void wake(void *context)
{
    (void)context;
    atomic_fetch_add(&wakes, 1);
}

/* The world's database with a store that wakes, as the server's does. */
static void reopen_waking(struct world *w, unsigned write_queue)
{
    store_close(w->store);
    const struct store_options options = {.path = w->path, .readers = 2, .write_queue = write_queue, .wake = wake};
    assert_int_equal(store_open(&options, &w->store), ERR_OK);
}

static void asks(struct world *w, enum who who, uint64_t id, const char *method, json_t *params)
{
    const struct actor actor = {.session = w->session[who], .language = LANGUAGE_EN};
    store_ask(w->store, ask_new(id, command_find(method), params, actor));
}

static json_t *card(struct world *w, const char *key)
{
    return json_pack("{s:I,s:s,s:s,s:s}", "board", (json_int_t)w->board, "kind", "fact", "text", "x", "key", key);
}

/* Everything told until `answers` answers have come. */
static struct told *hears(struct world *w, unsigned answers)
{
    struct told *first = NULL, **end = &first;
    unsigned heard = 0;
    for (int tries = 0; heard < answers && tries < 5000; tries++) {
        *end = store_take(w->store);
        for (; *end; end = (struct told **)&(*end)->item.next)
            heard += (*end)->kind == TOLD_ANSWER;
        if (heard < answers) nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    assert_int_equal(heard, answers);
    return first;
}

static void forget(struct told *told)
{
    for (struct told *next; told; told = next) {
        next = (struct told *)told->item.next;
        told_free(told);
    }
}

static struct told *find(struct told *told, enum told_kind kind)
{
    while (told && told->kind != kind)
        told = (struct told *)told->item.next;
    return told;
}

static void every_live_session_is_told_at_the_start(void **state)
{
    struct world *w = *state;
    reopen_waking(w, 0);
    unsigned began = 0;
    struct told *all = store_take(w->store);
    for (struct told *told = all; told; told = (struct told *)told->item.next)
        began += told->kind == TOLD_SESSION_BEGAN;
    assert_int_equal(began, 5);
    forget(all);
}

static void an_answer_comes_before_the_events_and_both_after_a_wake(void **state)
{
    struct world *w = *state;
    reopen_waking(w, 0);
    forget(store_take(w->store));
    atomic_store(&wakes, 0);
    asks(w, EERO, 7, "card.add", card(w, "a"));
    struct told *all = hears(w, 1);
    assert_int_equal(all->kind, TOLD_ANSWER);
    assert_int_equal(all->id, 7);
    struct told *events = find(all, TOLD_EVENTS);
    assert_non_null(events);
    assert_int_equal(events->board, w->board);
    assert_int_equal(events->first_seq, events->last_seq);
    assert_true(atomic_load(&wakes) > 0);
    forget(all);
}

static void whoever_is_let_out_is_told_before_the_event_is(void **state)
{
    struct world *w = *state;
    reopen_waking(w, 0);
    forget(store_take(w->store));
    asks(
        w, AINO, 1, "participant.remove",
        json_pack("{s:I,s:I,s:s}", "board", (json_int_t)w->board, "account", (json_int_t)w->account[EERO], "key", "r"));
    struct told *all = hears(w, 1), *ended = find(all, TOLD_ACCESS_ENDED);
    assert_non_null(ended);
    assert_int_equal(ended->account, w->account[EERO]);
    assert_non_null(find(ended, TOLD_EVENTS));
    forget(all);
}

static void a_full_queue_says_busy_and_every_ask_is_answered_once(void **state)
{
    enum { ASKS = 400 };
    struct world *w = *state;
    reopen_waking(w, 2);
    forget(store_take(w->store));
    for (unsigned i = 0; i < ASKS; i++) {
        char key[16];
        snprintf(key, sizeof key, "k%u", i);
        asks(w, EERO, i, "card.add", card(w, key));
    }
    unsigned done = 0, busy = 0;
    bool answered[ASKS] = {false};
    struct told *all = hears(w, ASKS);
    for (struct told *told = all; told; told = (struct told *)told->item.next) {
        if (told->kind != TOLD_ANSWER) continue;
        assert_false(answered[told->id]);
        answered[told->id] = true;
        done += told->err == ERR_OK;
        busy += told->err == ERR_BUSY;
    }
    assert_int_equal(done + busy, ASKS);
    assert_true(done > 0 && busy > 0);
    forget(all);
}

static void events_of_one_group_are_one_frame_a_board_without_gaps(void **state)
{
    enum { ASKS = 300 };
    struct world *w = *state;
    reopen_waking(w, 0);
    forget(store_take(w->store));
    for (unsigned i = 0; i < ASKS; i++) {
        char key[16];
        snprintf(key, sizeof key, "k%u", i);
        asks(w, EERO, i, "card.add", card(w, key));
    }
    struct told *all = hears(w, ASKS);
    int64_t last = 0, frames = 0;
    for (struct told *told = find(all, TOLD_EVENTS); told; told = (struct told *)told->item.next) {
        if (told->kind != TOLD_EVENTS) continue;
        if (last) assert_int_equal(told->first_seq, last + 1);
        last = told->last_seq;
        frames++;
    }
    assert_true(frames > 0 && frames < ASKS);
    forget(all);
}

static void a_snapshot_at_hand_is_used_while_the_board_stands_there(void **state)
{
    struct world *w = *state;
    reopen_waking(w, 0);
    forget(store_take(w->store));
    asks(w, EERO, 1, "board.open", json_pack("{s:I}", "board", (json_int_t)w->board));
    struct told *first = hears(w, 1);
    assert_non_null(first->snapshot);

    const struct actor actor = {.session = w->session[LEENA]};
    for (int turn = 0; turn < 2; turn++) {
        struct ask *ask =
            ask_new(2, command_find("board.open"), json_pack("{s:I}", "board", (json_int_t)w->board), actor);
        ask->snapshot = frame_ref(first->snapshot);
        ask->snapshot_seq = first->seq;
        store_ask(w->store, ask);
        struct told *second = find(hears(w, 1), TOLD_ANSWER);
        if (turn == 0) {
            assert_null(second->snapshot);
            asks(w, EERO, 3, "card.add", card(w, "a"));
            forget(hears(w, 1));
        } else {
            assert_non_null(second->snapshot);
            assert_true(second->seq > first->seq);
        }
        told_free(second);
    }
    forget(first);
}

const struct CMUnitTest store_telling_tests[] = {
    IN_WORLD(every_live_session_is_told_at_the_start),
    IN_WORLD(an_answer_comes_before_the_events_and_both_after_a_wake),
    IN_WORLD(whoever_is_let_out_is_told_before_the_event_is),
    IN_WORLD(a_full_queue_says_busy_and_every_ask_is_answered_once),
    IN_WORLD(events_of_one_group_are_one_frame_a_board_without_gaps),
    IN_WORLD(a_snapshot_at_hand_is_used_while_the_board_stands_there),
};

SUITE_COUNT(store_telling);
