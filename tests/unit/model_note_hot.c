/* model_note_hot.c - notes in memory are a shortcut past the database, never another truth */
#include "model/note_hot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db_place.h"

enum { BOARD = 3, NOTE = 5, OTHER = 6, ACCOUNT = 7 };

struct notes {
    struct place *place;
    struct hot_notes *all;
    struct db_tx *tx;
    struct arena arena;
};

static int notes_setup(void **state)
{
    struct notes *n = calloc(1, sizeof *n);
    if (place_setup(state)) return -1;
    n->place = *state;
    n->all = hot_new(1024 * 1024);
    arena_init(&n->arena);
    *state = n;
    struct db_tx *tx = db_begin(n->place->db);
    organisation_add(tx, 1, "Kuvitteellinen hyvinvointialue", 1);
    account_add(tx, ACCOUNT, 1, "aino", "Aino Esimerkki", LANG_FI, "!", "seal", false, false, 1);
    board_add(tx, BOARD, "K-2026-0001", "Kotona pärjääminen", 1, 1);
    note_add(tx, BOARD, NOTE, NOTE_KIND_PLAN, "Suunnitelma", ACCOUNT, 1);
    note_add(tx, BOARD, OTHER, NOTE_KIND_PLAN, "Toinen", ACCOUNT, 1);
    return db_commit(tx) == ERR_OK ? 0 : -1;
}

static int notes_teardown(void **state)
{
    struct notes *n = *state;
    *state = n->place;
    hot_free(n->all);
    arena_fini(&n->arena);
    free(n);
    return place_teardown(state);
}

#define WITH_NOTES(test) cmocka_unit_test_setup_teardown(test, notes_setup, notes_teardown)

static void begins(struct notes *n)
{
    n->tx = db_begin(n->place->db);
    hot_begin(n->all);
    hot_part_begin(n->all);
}

static void commits(struct notes *n)
{
    assert_int_equal(db_commit(n->tx), ERR_OK);
}

static struct note_head head_of(struct notes *n, int64_t note)
{
    struct note_head head = {0};
    note_head(n->tx, BOARD, note, &head);
    return head;
}

static struct hot_note *gets(struct notes *n, int64_t note)
{
    struct note_head head = head_of(n, note);
    struct hot_note *hot = hot_get(n->all, n->tx, BOARD, note, &head);
    assert_non_null(hot);
    return hot;
}

/* A change that puts a word behind a text of so many units. */
static struct ot_changes behind(struct notes *n, uint32_t units, const char *word)
{
    size_t len = strlen(word);
    uint16_t *put = arena_alloc(&n->arena, len * sizeof *put);
    struct ot_section *sections = arena_alloc(&n->arena, 2 * sizeof *sections);
    struct ot_changes changes = {sections, 0, units, units + (uint32_t)len};
    for (size_t i = 0; i < len; i++)
        put[i] = (uint16_t)word[i];
    if (units) sections[changes.count++] = (struct ot_section){units, OT_KEPT, NULL};
    sections[changes.count++] = (struct ot_section){0, (int32_t)len, put};
    return changes;
}

/* In the database, past the memory: as another writer would. */
static void another_writes(struct notes *n, int64_t note, int64_t version, const char *client,
                           const struct ot_changes *changes)
{
    struct buf json;
    buf_init(&json);
    ot_put(&json, changes);
    note_update_add(n->tx, BOARD, note, version, ACCOUNT, client, 1, json.data, ot_added(changes), ot_removed(changes),
                    version, NO_INT);
    buf_fini(&json);
}

static void writes(struct notes *n, int64_t note, const char *client, const char *word)
{
    struct hot_note *hot = gets(n, note);
    struct ot_changes changes = behind(n, hot->wording.text.count, word);
    another_writes(n, note, hot->wording.version + 1, client, &changes);
    assert_true(hot_apply(hot, &changes, ACCOUNT, client, 1));
}

static void says_now(struct notes *n, int64_t note, const char *text)
{
    struct buf utf8;
    buf_init(&utf8);
    buf_put(&utf8, "", 0);
    ot_text_put(&utf8, &gets(n, note)->wording.text);
    assert_string_equal(utf8.data, text);
    buf_fini(&utf8);
}

/* ---- by version and client ---- */

static void another_writer_s_update_is_seen(void **state)
{
    struct notes *n = *state;
    begins(n);
    writes(n, NOTE, "a", "yksi");
    commits(n);
    begins(n);
    struct ot_changes changes = behind(n, 4, " kaksi");
    another_writes(n, NOTE, 2, "b", &changes);
    says_now(n, NOTE, "yksi kaksi");
    commits(n);
}

static void another_text_of_the_same_version_is_seen_by_its_client(void **state)
{
    struct notes *n = *state;
    begins(n);
    struct hot_note *hot = gets(n, NOTE);
    struct ot_changes here = behind(n, 0, "here"), there = behind(n, 0, "somewhere else");
    assert_true(hot_apply(hot, &here, ACCOUNT, "a", 1));
    another_writes(n, NOTE, 1, "b", &there);
    says_now(n, NOTE, "somewhere else");
    commits(n);
}

/* ---- beside the transaction ---- */

/* Another writer then says something else under the very same version and client. */
static void goes_differently(struct notes *n, const char *text)
{
    begins(n);
    struct ot_changes changes = behind(n, 0, text);
    another_writes(n, NOTE, 1, "a", &changes);
    says_now(n, NOTE, text);
    commits(n);
}

/* A note that is in memory already, and another one, which is none of what follows. */
static void both_are_known(struct notes *n)
{
    begins(n);
    gets(n, NOTE);
    writes(n, OTHER, "a", "stays");
    gets(n, OTHER)->stored = -1; /* as nothing else would have it */
    commits(n);
}

static void the_other_is_still_there(struct notes *n)
{
    begins(n);
    assert_int_equal(gets(n, OTHER)->stored, -1);
    commits(n);
}

static void what_was_written_in_a_transaction_that_is_taken_back_is_forgotten(void **state)
{
    struct notes *n = *state;
    both_are_known(n);
    begins(n);
    writes(n, NOTE, "a", "taken back");
    db_rollback(n->tx);
    hot_undo(n->all);
    the_other_is_still_there(n);
    goes_differently(n, "kept");
}

static void what_was_read_in_a_transaction_that_is_taken_back_is_forgotten(void **state)
{
    struct notes *n = *state;
    begins(n);
    struct ot_changes changes = behind(n, 0, "taken back");
    another_writes(n, NOTE, 1, "a", &changes);
    says_now(n, NOTE, "taken back");
    hot_part_begin(n->all);
    says_now(n, NOTE, "taken back");
    db_rollback(n->tx);
    hot_undo(n->all);
    goes_differently(n, "kept");
}

static void what_was_written_in_a_part_that_is_taken_back_is_forgotten(void **state)
{
    struct notes *n = *state;
    both_are_known(n);
    begins(n);
    gets(n, OTHER);
    writes(n, OTHER, "a", " too");
    hot_part_begin(n->all);
    db_part_begin(n->tx);
    writes(n, NOTE, "a", "taken back");
    db_part_undo(n->tx);
    hot_part_undo(n->all);
    commits(n);
    the_other_is_still_there(n);
    goes_differently(n, "kept");
}

static void an_update_that_does_not_fit_leaves_nothing_behind(void **state)
{
    struct notes *n = *state;
    begins(n);
    writes(n, NOTE, "a", "Hei");
    struct hot_note *hot = gets(n, NOTE);
    struct ot_changes fits = behind(n, 3, " te"), does_not = behind(n, 3, "!");
    assert_true(hot_apply(hot, &fits, ACCOUNT, "a", 1));
    assert_false(hot_apply(hot, &does_not, ACCOUNT, "a", 1));
    says_now(n, NOTE, "Hei");
    commits(n);
}

/* ---- the latest updates ---- */

static void is_as_in_the_log(struct notes *n, int64_t since)
{
    struct hot_note *hot = gets(n, NOTE);
    struct ot_chain past, log;
    struct buf a, b;
    buf_init(&a);
    buf_init(&b);
    assert_true(hot_since(hot, n->tx, since, &n->arena, &past));
    assert_true(note_log_read(n->tx, &hot->wording, since, hot->wording.version, &n->arena, &log));
    assert_int_equal(past.count, log.count);
    for (size_t i = 0; i < log.count; i++) {
        ot_put(&a, &past.items[i]);
        ot_put(&b, &log.items[i]);
    }
    assert_string_equal(a.data, b.data);
    buf_fini(&a);
    buf_fini(&b);
}

static void the_updates_since_are_those_of_the_log_wherever_they_come_from(void **state)
{
    struct notes *n = *state;
    char large[40000];
    memset(large, 'x', sizeof large - 1);
    large[sizeof large - 1] = 0;
    begins(n);
    for (int64_t version = 0; version < 160; version++) {
        writes(n, NOTE, "a", version % 16 == 10 ? large : "sana");
        for (int64_t since = version > 70 ? version - 70 : 0; since <= version; since += 7)
            is_as_in_the_log(n, since);
        is_as_in_the_log(n, version);
        assert_true(gets(n, NOTE)->past_bytes <= 256 * 1024); /* of what is in memory twice, as the log has it too */
        arena_reset(&n->arena);
    }
    commits(n);
}

/* ---- how much ---- */

static void those_not_used_for_longest_make_room(void **state)
{
    struct notes *n = *state;
    enum { OTHERS = 20, UNITS = 50000 };
    char *large = calloc(1, UNITS + 1);
    memset(large, 'x', UNITS);
    begins(n);
    writes(n, NOTE, "a", "Hei");
    writes(n, OTHER, "a", "Hei");
    gets(n, NOTE)->stored = gets(n, OTHER)->stored = -1; /* as nobody would find it in the database */
    for (int i = 0; i < OTHERS; i++) {
        note_add(n->tx, BOARD, 100 + i, NOTE_KIND_PLAN, "Pitkä", ACCOUNT, 1);
        writes(n, 100 + i, "a", large);
        gets(n, OTHER);
    }
    assert_int_equal(gets(n, OTHER)->stored, -1);
    assert_int_equal(gets(n, NOTE)->stored, 0);
    db_rollback(n->tx);
    hot_undo(n->all);
    free(large);
}

static void a_note_larger_than_all_the_room_is_held_while_it_is_used(void **state)
{
    struct notes *n = *state;
    hot_free(n->all);
    n->all = hot_new(1);
    begins(n);
    writes(n, NOTE, "a", "Hei");
    writes(n, OTHER, "b", "Moi");
    writes(n, NOTE, "a", "!");
    says_now(n, NOTE, "Hei!");
    commits(n);
}

/* ---- what can't be read ---- */

static void a_log_with_a_gap_is_not_read(void **state)
{
    struct notes *n = *state;
    begins(n);
    struct ot_changes first = behind(n, 0, "a"), third = behind(n, 2, "c");
    another_writes(n, NOTE, 1, "a", &first);
    another_writes(n, NOTE, 3, "a", &third);
    struct note_head head = head_of(n, NOTE);
    assert_null(hot_get(n->all, n->tx, BOARD, NOTE, &head));
    commits(n);
}

static void a_change_that_does_not_fit_its_text_is_not_read(void **state)
{
    struct notes *n = *state;
    begins(n);
    struct ot_changes first = behind(n, 0, "a"), second = behind(n, 2, "c");
    another_writes(n, NOTE, 1, "a", &first);
    another_writes(n, NOTE, 2, "a", &second);
    struct note_head head = head_of(n, NOTE);
    assert_null(hot_get(n->all, n->tx, BOARD, NOTE, &head));
    note_text_add(n->tx, BOARD, NOTE, 2, "ac", "[[3,7,1]]", false);
    assert_null(hot_get(n->all, n->tx, BOARD, NOTE, &head));
    commits(n);
}

const struct CMUnitTest model_note_hot_tests[] = {
    WITH_NOTES(another_writer_s_update_is_seen),
    WITH_NOTES(another_text_of_the_same_version_is_seen_by_its_client),
    WITH_NOTES(what_was_written_in_a_transaction_that_is_taken_back_is_forgotten),
    WITH_NOTES(what_was_read_in_a_transaction_that_is_taken_back_is_forgotten),
    WITH_NOTES(what_was_written_in_a_part_that_is_taken_back_is_forgotten),
    WITH_NOTES(an_update_that_does_not_fit_leaves_nothing_behind),
    WITH_NOTES(the_updates_since_are_those_of_the_log_wherever_they_come_from),
    WITH_NOTES(those_not_used_for_longest_make_room),
    WITH_NOTES(a_note_larger_than_all_the_room_is_held_while_it_is_used),
    WITH_NOTES(a_log_with_a_gap_is_not_read),
    WITH_NOTES(a_change_that_does_not_fit_its_text_is_not_read),
};

SUITE_COUNT(model_note_hot);
