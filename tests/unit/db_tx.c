/* db_tx.c - transactions: errors that stick, parts, snapshots that stand still, deadlines, values, the WAL */
#include "db_place.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

enum { SLOT = QUERY_COUNT + 10 };

/* ---- errors and parts ---- */

static void what_is_committed_is_there_and_what_is_taken_back_is_not(void **state)
{
    struct place *place = *state;
    struct db *other = reader(place);
    assert_int_equal(adds_alone(place, "committed"), ERR_OK);
    struct db_tx *tx = db_begin(place->db);
    adds(tx, "taken back");
    db_rollback(tx);
    assert_true(is_there(other, "committed"));
    assert_false(is_there(other, "taken back"));
    db_close(other);
}

static void an_error_sticks_until_the_end(void **state)
{
    struct place *place = *state;
    struct db_tx *tx = db_begin(place->db);
    int64_t id = adds(tx, "first");
    assert_int_equal(organisation_add(tx, id, "the same number", 1), 0);
    assert_int_equal(db_error(tx), ERR_CONFLICT);
    assert_int_equal(adds(tx, "later"), 0);
    assert_int_equal(count_of(tx), -1);
    struct organisation_first row;
    assert_false(organisation_first(tx, &row));
    assert_int_equal(db_commit(tx), ERR_CONFLICT);
    assert_int_equal(count_in(place->db), 0);
    assert_int_equal(adds_alone(place, "the next goes on"), ERR_OK);
}

static void a_part_that_failed_is_taken_back_alone(void **state)
{
    struct place *place = *state;
    struct db_tx *tx = db_begin(place->db);
    db_part_begin(tx);
    int64_t id = adds(tx, "before");
    db_part_keep(tx);
    db_part_begin(tx);
    adds(tx, "inside");
    organisation_add(tx, id, "the same number", 1);
    assert_int_equal(db_error(tx), ERR_CONFLICT);
    db_part_undo(tx);
    assert_int_equal(db_error(tx), ERR_OK);
    db_part_begin(tx);
    adds(tx, "after");
    db_part_keep(tx);
    assert_int_equal(db_commit(tx), ERR_OK);
    assert_true(is_there(place->db, "before"));
    assert_false(is_there(place->db, "inside"));
    assert_true(is_there(place->db, "after"));
}

static void an_error_before_a_part_is_not_cleared_by_it(void **state)
{
    struct place *place = *state;
    struct db_tx *tx = db_begin(place->db);
    int64_t id = adds(tx, "first");
    organisation_add(tx, id, "the same number", 1);
    db_part_begin(tx);
    db_part_undo(tx);
    assert_int_equal(db_error(tx), ERR_CONFLICT);
    assert_int_equal(db_commit(tx), ERR_CONFLICT);
    assert_int_equal(count_in(place->db), 0);
}

static void a_failed_part_that_is_kept_spoils_the_transaction(void **state)
{
    struct place *place = *state;
    struct db_tx *tx = db_begin(place->db);
    db_part_begin(tx);
    int64_t id = adds(tx, "first");
    organisation_add(tx, id, "the same number", 1);
    db_part_keep(tx);
    assert_int_equal(db_commit(tx), ERR_CONFLICT);
    assert_int_equal(count_in(place->db), 0);
}

static void a_reference_to_nothing_is_refused_even_when_its_row_was_read(void **state)
{
    static const struct db_column columns[] = {{"unit", DB_REF, false, NULL}};
    static const struct db_query query = {
        "unit_in_nothing",
        "INSERT INTO unit (id, organisation, name, sector, added_at) VALUES (5, 99, 'x', 'other', 1) RETURNING id",
        SLOT,
        0,
        1,
        columns};
    struct place *place = *state;
    for (int way = 0; way < 3; way++) {
        struct db_tx *tx = db_begin(place->db);
        db_part_begin(tx);
        struct db_rows rows = db_query(tx, &query);
        bool has_row = db_next(&rows);
        if (way == 0) db_rows_end(&rows); /* like a query that gives one row */
        if (way == 1 && has_row) db_run(&rows);
        db_part_keep(tx); /* way 2: left under way */
        assert_int_equal(db_commit(tx), ERR_INTERNAL);
        assert_false(db_is_lost(place->db));
    }
}

/* ---- parts that are trusted to be kept ---- */

static void a_trusted_part_that_changed_nothing_is_taken_back_for_free(void **state)
{
    struct place *place = *state;
    assert_int_equal(adds_alone(place, "before"), ERR_OK);
    struct db_tx *tx = db_begin(place->db);
    db_trust_parts(tx);
    db_part_begin(tx);
    int64_t id = adds(tx, "first part");
    db_part_keep(tx);
    db_part_begin(tx);
    organisation_add(tx, id, "the same number", 1);
    assert_int_equal(db_error(tx), ERR_CONFLICT);
    db_part_undo(tx);
    assert_false(db_is_spoilt(tx));
    assert_int_equal(count_of(tx), 2);
    assert_int_equal(db_commit(tx), ERR_OK);
    assert_true(is_there(place->db, "first part"));
}

static void a_trusted_part_that_changed_rows_spoils_the_transaction(void **state)
{
    struct place *place = *state;
    struct db_tx *tx = db_begin(place->db);
    db_trust_parts(tx);
    db_part_begin(tx);
    adds(tx, "first part");
    db_part_keep(tx);
    db_part_begin(tx);
    adds(tx, "changed, then refused");
    db_part_undo(tx);
    assert_true(db_is_spoilt(tx));
    db_part_begin(tx);
    adds(tx, "third part");
    db_part_keep(tx);
    assert_int_equal(db_commit(tx), ERR_INTERNAL);
    assert_int_equal(count_in(place->db), 0);
    assert_false(db_is_lost(place->db));
    assert_int_equal(adds_alone(place, "the next one"), ERR_OK);
    reopen(place);
    assert_int_equal(adds_alone(place, "and after a restart"), ERR_OK);
}

/* ---- snapshots ---- */

static void a_reader_sees_what_stood_when_it_began(void **state)
{
    struct place *place = *state;
    struct db *other = reader(place);
    assert_int_equal(adds_alone(place, "before"), ERR_OK);
    struct db_tx *tx = db_begin(other);
    assert_int_equal(adds_alone(place, "before its first look"), ERR_OK);
    assert_int_equal(count_of(tx), 1);
    assert_int_equal(adds_alone(place, "after it"), ERR_OK);
    assert_int_equal(count_of(tx), 1);
    db_rollback(tx);
    assert_int_equal(count_in(other), 3);
    db_close(other);
}

static void rows_left_unread_do_not_hold_the_snapshot(void **state)
{
    struct place *place = *state;
    struct db *other = reader(place);
    for (int i = 0; i < 5; i++)
        assert_int_equal(adds_alone(place, "x"), ERR_OK);
    struct db_tx *tx = db_begin(other);
    struct db_rows rows = unit_of(tx, 1);
    struct organisation_first row;
    assert_true(organisation_first(tx, &row));
    (void)rows;
    assert_int_equal(db_commit(tx), ERR_OK);
    assert_int_equal(adds_alone(place, "later"), ERR_OK);
    tx = db_begin(other);
    assert_int_equal(count_of(tx), 6);
    rows = unit_of(tx, 1);
    struct unit_of unit;
    assert_false(unit_of_next(&rows, &unit));
    db_rollback(tx);
    db_close(other);
}

/* ---- deadlines ---- */

static const struct db_column count_column[] = {{"count", DB_INT, false, NULL}};
static const struct db_query slow = {
    "slow",
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000000) SELECT count(*) FROM n",
    SLOT + 1,
    0,
    1,
    count_column};

static void a_slow_read_ends_at_its_deadline(void **state)
{
    struct place *place = *state;
    struct db *other = reader(place);
    int64_t began = clock_mono_us();
    db_deadline(other, 50);
    struct db_tx *tx = db_begin(other);
    struct db_rows rows = db_query(tx, &slow);
    assert_false(db_next(&rows));
    assert_int_equal(db_error(tx), ERR_BUSY);
    assert_in_range(clock_mono_us() - began, 50000, 5000000);
    db_rollback(tx);
    assert_false(db_is_lost(other));

    tx = db_begin(other); /* still too late */
    assert_int_equal(count_of(tx), -1);
    db_rollback(tx);
    db_deadline(other, 60000);
    assert_int_equal(count_in(other), 0);
    db_deadline(other, 0);
    assert_int_equal(count_in(other), 0);
    db_close(other);
}

static void many_quick_reads_end_at_the_deadline_too(void **state)
{
    struct place *place = *state;
    struct db *other = reader(place);
    db_deadline(other, 30);
    struct db_tx *tx = db_begin(other);
    int64_t began = clock_mono_us();
    while (count_of(tx) == 0 && clock_mono_us() - began < 9000000)
        continue;
    assert_int_equal(db_commit(tx), ERR_BUSY);
    assert_true(clock_mono_us() - began < 5000000);
    db_close(other);
}

/* ---- values ---- */

static const struct db_column value_columns[] = {{"ref", DB_REF, true, NULL},
                                                 {"int", DB_INT, false, NULL},
                                                 {"text", DB_TEXT, true, NULL},
                                                 {"blob", DB_BLOB, true, NULL},
                                                 {"word", DB_ENUM, true, NULL}};
static const struct db_query values = {"values", "SELECT ?1, ?2, ?3, ?4, ?5", SLOT + 2, 5, 5, value_columns};

static void values_come_back_as_they_were(void **state)
{
    struct place *place = *state;
    struct db_tx *tx = db_begin(place->db);
    char given[] = "Äidin sana";
    struct db_rows rows = db_query(tx, &values);
    db_bind_ref(&rows, 1, 7);
    db_bind_int(&rows, 2, INT64_MAX);
    db_bind_text(&rows, 3, given);
    db_bind_bytes(&rows, 4, (struct bytes){"a\0b", 3});
    db_bind_word(&rows, 5, sector_words, SECTOR_OTHER);
    assert_true(db_next(&rows));
    size_t len = 0;
    assert_string_equal(db_text_peek(&rows, 2, &len), "Äidin sana");
    assert_int_equal(len, strlen(given));
    const char *text = db_text(&rows, 2);
    struct bytes bytes = db_bytes(&rows, 3);
    assert_int_equal(db_int(&rows, 0), 7);
    assert_int_equal(db_int(&rows, 1), INT64_MAX);
    assert_int_equal(db_word(&rows, 4, sector_words), SECTOR_OTHER);
    assert_false(db_is_null(&rows, 0));
    db_rows_end(&rows);

    memset(given, 'x', sizeof given - 1);
    assert_int_equal(count_of(tx), 0);
    assert_string_equal(text, "Äidin sana"); /* until the transaction ends */
    assert_int_equal(bytes.len, 3);
    assert_memory_equal(bytes.data, "a\0b", 3);
    db_rollback(tx);
}

static void what_is_absent_comes_back_as_absent_and_empty_as_empty(void **state)
{
    struct place *place = *state;
    struct db_tx *tx = db_begin(place->db);
    for (int turn = 0; turn < 2; turn++) {
        struct db_rows rows = db_query(tx, &values);
        db_bind_ref(&rows, 1, 0);
        db_bind_int(&rows, 2, 0);
        db_bind_text(&rows, 3, turn ? "" : NULL);
        db_bind_bytes(&rows, 4, turn ? (struct bytes){"", 0} : (struct bytes){NULL, 0});
        db_bind_word(&rows, 5, sector_words, SECTOR_NONE);
        assert_true(db_next(&rows));
        assert_true(db_is_null(&rows, 0) && db_is_null(&rows, 4));
        assert_false(db_is_null(&rows, 1));
        assert_int_equal(db_int(&rows, 0), 0);
        assert_int_equal(db_word(&rows, 4, sector_words), SECTOR_NONE);
        assert_int_equal(db_is_null(&rows, 2), !turn);
        assert_int_equal(db_is_null(&rows, 3), !turn);
        assert_int_equal(db_text(&rows, 2) != NULL, turn);
        assert_int_equal(db_bytes(&rows, 3).data != NULL, turn);
        assert_int_equal(db_bytes(&rows, 3).len, 0);
        assert_false(db_next(&rows));
    }
    assert_int_equal(db_commit(tx), ERR_OK);
}

static void what_was_bound_before_is_not_bound_again(void **state)
{
    struct place *place = *state;
    struct db_tx *tx = db_begin(place->db);
    struct db_rows rows = db_query(tx, &values);
    db_bind_text(&rows, 3, "somebody else's");
    assert_true(db_next(&rows));
    db_rows_end(&rows);
    rows = db_query(tx, &values);
    assert_true(db_next(&rows));
    assert_null(db_text(&rows, 2));
    db_rollback(tx);
}

static void a_word_that_the_program_does_not_know_spoils_the_transaction(void **state)
{
    struct place *place = *state;
    struct db_tx *tx = db_begin(place->db);
    struct db_rows rows = db_query(tx, &values);
    db_bind_text(&rows, 5, "astrology");
    assert_true(db_next(&rows));
    assert_int_equal(db_word(&rows, 4, sector_words), SECTOR_NONE);
    assert_false(db_next(&rows));
    assert_int_equal(db_commit(tx), ERR_INTERNAL);
    assert_false(db_is_lost(place->db));
}

static void changes_are_counted_and_reads_change_nothing(void **state)
{
    static const struct db_query rename = {
        "rename", "UPDATE organisation SET name = name || '!' WHERE name <> 'c'", SLOT + 3, 0, 0, NULL};
    static const struct db_query read = {"read", "SELECT 1", SLOT + 4, 0, 1, count_column};
    struct place *place = *state;
    struct db_tx *tx = db_begin(place->db);
    adds(tx, "a");
    adds(tx, "b");
    adds(tx, "c");
    assert_int_equal(runs(tx, &rename), 2);
    assert_int_equal(runs(tx, &read), 0);
    assert_int_equal(runs(tx, &rename), 2);
    assert_int_equal(db_commit(tx), ERR_OK);
}

static void a_description_that_does_not_fit_its_statement_is_refused(void **state)
{
    static const struct db_query few = {"few", "SELECT ?1, ?2", SLOT + 5, 1, 2, value_columns};
    static const struct db_query narrow = {"narrow", "SELECT 1, 2", SLOT + 6, 0, 1, value_columns};
    static const struct db_query mistyped = {"mistyped",   "SELECT naem FROM organisation", SLOT + 7, 0, 1,
                                             value_columns};
    static const struct db_query quoted = {"quoted",     "SELECT \"naem\" FROM organisation", SLOT + 8, 0, 1,
                                           value_columns};
    const struct db_query *const wrong[] = {&few, &narrow, &mistyped, &quoted};
    struct place *place = *state;
    for (size_t i = 0; i < 2 * sizeof wrong / sizeof *wrong; i++) {
        struct db_tx *tx = db_begin(place->db);
        assert_int_equal(runs(tx, wrong[i / 2]), 0);
        assert_int_equal(db_commit(tx), ERR_INTERNAL);
        assert_false(db_is_lost(place->db));
    }
}

/* ---- the WAL ---- */

static void adds_five_megabytes(struct place *place)
{
    struct db_tx *tx = db_begin(place->db);
    adds_megabytes(tx, 5);
    assert_int_equal(db_commit(tx), ERR_OK);
}

static void an_idle_writer_shortens_its_wal(void **state)
{
    struct place *place = *state;
    adds_five_megabytes(place);
    int64_t full = db_wal_bytes(place->db);
    assert_in_range(full, 4 << 20, 12 << 20);
    db_checkpoint(place->db, false);
    assert_int_equal(adds_alone(place, "busy: it grows"), ERR_OK);
    assert_true(db_wal_bytes(place->db) > full);
    db_checkpoint(place->db, true);
    assert_int_equal(adds_alone(place, "idle: it began anew"), ERR_OK);
    assert_true(db_wal_bytes(place->db) < 100000);
}

static void a_busy_writer_shortens_its_wal_when_it_has_grown_much(void **state)
{
    struct place *place = *state;
    for (int i = 0; i < 18; i++) {
        adds_five_megabytes(place);
        db_checkpoint(place->db, false);
        assert_true(db_wal_bytes(place->db) < 80 << 20);
    }
    assert_true(db_wal_bytes(place->db) < 64 << 20);
}

static void a_reader_that_stands_still_does_not_stop_the_writer(void **state)
{
    struct place *place = *state;
    struct db *other = reader(place);
    struct db_tx *tx = db_begin(other);
    for (int i = 0; i < 16; i++)
        adds_five_megabytes(place);
    int64_t began = clock_mono_us();
    for (int i = 0; i < 50; i++) {
        db_checkpoint(place->db, false);
        assert_int_equal(adds_alone(place, "x"), ERR_OK);
    }
    assert_true(clock_mono_us() - began < 6000000);
    assert_int_equal(count_of(tx), 0);
    db_rollback(tx);
    db_close(other);
}

const struct CMUnitTest db_tx_tests[] = {
    AT_PLACE(what_is_committed_is_there_and_what_is_taken_back_is_not),
    AT_PLACE(an_error_sticks_until_the_end),
    AT_PLACE(a_part_that_failed_is_taken_back_alone),
    AT_PLACE(an_error_before_a_part_is_not_cleared_by_it),
    AT_PLACE(a_failed_part_that_is_kept_spoils_the_transaction),
    AT_PLACE(a_reference_to_nothing_is_refused_even_when_its_row_was_read),
    AT_PLACE(a_trusted_part_that_changed_nothing_is_taken_back_for_free),
    AT_PLACE(a_trusted_part_that_changed_rows_spoils_the_transaction),
    AT_PLACE(a_reader_sees_what_stood_when_it_began),
    AT_PLACE(rows_left_unread_do_not_hold_the_snapshot),
    AT_PLACE(a_slow_read_ends_at_its_deadline),
    AT_PLACE(many_quick_reads_end_at_the_deadline_too),
    AT_PLACE(values_come_back_as_they_were),
    AT_PLACE(what_is_absent_comes_back_as_absent_and_empty_as_empty),
    AT_PLACE(what_was_bound_before_is_not_bound_again),
    AT_PLACE(a_word_that_the_program_does_not_know_spoils_the_transaction),
    AT_PLACE(changes_are_counted_and_reads_change_nothing),
    AT_PLACE(a_description_that_does_not_fit_its_statement_is_refused),
    AT_PLACE(an_idle_writer_shortens_its_wal),
    AT_PLACE(a_busy_writer_shortens_its_wal_when_it_has_grown_much),
    AT_PLACE(a_reader_that_stands_still_does_not_stop_the_writer),
};
SUITE_COUNT(db_tx);
