/* model_note_runs.c - who wrote each stretch, held against a plain list of units */
#include "model/note_runs.h"

#include <string.h>

#include "base/arena.h"
#include "suites.h"

enum { MOST = 400 };

struct plain { /* who wrote each unit, one by one */
    int64_t account[MOST], step[MOST];
    uint32_t count;
};

static uint32_t seed;

static uint32_t below(uint32_t limit)
{
    seed = seed * 1664525 + 1013904223;
    return (seed >> 8) % limit;
}

/* Kept and replaced stretches by turns, over so many units. */
static struct ot_changes any_change(uint32_t units, struct arena *arena)
{
    struct ot_section *sections = arena_alloc(arena, (2 * (size_t)units + 2) * sizeof *sections);
    uint16_t *put = arena_alloc(arena, 8 * sizeof *put);
    struct ot_changes changes = {.sections = sections, .base = units};
    bool keeps = below(2);
    for (uint32_t at = 0; at < units || !changes.count; keeps = !keeps) {
        uint32_t len = 1 + below(units < 8 ? 3 : units / 4);
        if (len > units - at) len = units - at;
        if (keeps && !len) continue;
        int32_t added = keeps ? OT_KEPT : (int32_t)(below(8) + (len == 0));
        sections[changes.count++] = (struct ot_section){len, added, added > 0 ? put : NULL};
        changes.result += keeps ? len : (uint32_t)added;
        at += len;
    }
    return changes;
}

static void apply_plainly(struct plain *plain, const struct ot_changes *changes, int64_t account, int64_t step)
{
    struct plain before = *plain;
    uint32_t at = 0;
    plain->count = 0;
    for (uint32_t i = 0; i < changes->count; i++) {
        const struct ot_section *section = &changes->sections[i];
        bool is_kept = section->put == OT_KEPT;
        uint32_t put = is_kept ? section->len : (uint32_t)section->put;
        for (uint32_t j = 0; j < put; j++, plain->count++) {
            plain->account[plain->count] = is_kept ? before.account[at + j] : account;
            plain->step[plain->count] = is_kept ? before.step[at + j] : step;
        }
        at += section->len;
    }
}

static void says_the_same(const struct note_runs *runs, const struct plain *plain)
{
    uint32_t at = 0;
    for (size_t i = 0; i < runs->count; i++) {
        const struct note_run *run = &runs->items[i];
        assert_true(run->units > 0);
        if (i) assert_true(run->account != run[-1].account || run->step != run[-1].step);
        for (uint32_t j = 0; j < run->units; j++, at++) {
            assert_true(at < plain->count);
            assert_int_equal(run->account, plain->account[at]);
            assert_int_equal(run->step, plain->step[at]);
        }
    }
    assert_int_equal(at, plain->count);
}

static void every_unit_stays_its_writer_s(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    for (uint32_t start = 1; start <= 200; start++) {
        struct plain plain = {.count = 0};
        struct note_runs runs;
        note_runs_init(&runs);
        seed = start;
        for (int turn = 0; turn < 40 && plain.count < MOST / 8; turn++) {
            struct ot_changes changes = any_change(plain.count, &arena);
            if (changes.result > MOST) break;
            int64_t account = 1 + below(3), step = 1 + below(2);
            note_runs_apply(&runs, &changes, account, step);
            apply_plainly(&plain, &changes, account, step);
            says_the_same(&runs, &plain);
            arena_reset(&arena);
        }
        note_runs_fini(&runs);
    }
    arena_fini(&arena);
}

static void runs_come_back_as_they_were_written(void **state)
{
    (void)state;
    static const char json[] = "[[3,7,1],[4294,9007199254740992,1],[1,7,4]]";
    struct note_runs runs;
    struct buf text;
    note_runs_init(&runs);
    buf_init(&text);
    assert_true(note_runs_read(&runs, json, 4298));
    note_runs_put(&text, &runs);
    assert_string_equal(text.data, json);
    assert_true(note_runs_read(&runs, "[]", 0));
    buf_clear(&text);
    note_runs_put(&text, &runs);
    assert_string_equal(text.data, "[]");
    note_runs_fini(&runs);
    buf_fini(&text);
}

static void runs_that_are_none_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",        "{}",           "[[2,7,1]]",         "[[4,7,1]]",
                                        "[[3,7]]", "[[3,7,1],[]",  "[[0,7,1],[3,7,1]]", "[[-3,7,1],[6,7,1]]",
                                        "[3]",     "[[3,\"7\",1]]"};
    struct note_runs runs;
    note_runs_init(&runs);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(note_runs_read(&runs, wrong[i], 3));
    assert_true(note_runs_read(&runs, "[[3,7,1]]", 3));
    note_runs_fini(&runs);
}

const struct CMUnitTest model_note_runs_tests[] = {
    cmocka_unit_test(every_unit_stays_its_writer_s),
    cmocka_unit_test(runs_come_back_as_they_were_written),
    cmocka_unit_test(runs_that_are_none_are_refused),
};

SUITE_COUNT(model_note_runs);
