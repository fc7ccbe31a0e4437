/* db_ids.c - numbers are never given out twice, whatever is taken back */
#include "db_place.h"

static void numbers_go_up_and_never_repeat(void **state)
{
    struct place *place = *state;
    int64_t last = 0;
    for (int i = 0; i < 50; i++) {
        struct db_tx *tx = db_begin(place->db);
        for (int j = 0; j < 7; j++) {
            int64_t id = db_new_id(tx);
            assert_true(id > last);
            last = id;
        }
        assert_int_equal(db_commit(tx), ERR_OK);
        if (i % 10 == 9) reopen(place);
    }
    assert_true(last < 50 * 7 + 5 * 64);
}

/* What is kept has its number for ever: adding a row with it again would fail. */
static void keeps(struct db_tx *tx, const char *name, int64_t *highest)
{
    int64_t id = adds(tx, name);
    assert_int_equal(db_error(tx), ERR_OK);
    assert_true(id > *highest);
    *highest = id;
}

static void a_block_taken_in_a_part_that_is_taken_back_is_forgotten(void **state)
{
    struct place *place = *state;
    int64_t highest = 0;
    struct db_tx *tx = db_begin(place->db);
    db_part_begin(tx);
    adds(tx, "taken back");
    db_part_undo(tx);
    db_part_begin(tx);
    keeps(tx, "kept", &highest);
    db_part_keep(tx);
    assert_int_equal(db_commit(tx), ERR_OK);
    reopen(place);
    tx = db_begin(place->db);
    keeps(tx, "after the restart", &highest);
    assert_int_equal(db_commit(tx), ERR_OK);
}

static void a_block_taken_in_a_transaction_that_is_taken_back_is_forgotten(void **state)
{
    struct place *place = *state;
    int64_t highest = 0;
    struct db_tx *tx = db_begin(place->db);
    db_part_begin(tx);
    adds(tx, "kept in its part");
    db_part_keep(tx);
    db_rollback(tx);
    tx = db_begin(place->db);
    keeps(tx, "kept", &highest);
    assert_int_equal(db_commit(tx), ERR_OK);
    reopen(place);
    tx = db_begin(place->db);
    keeps(tx, "after the restart", &highest);
    assert_int_equal(db_commit(tx), ERR_OK);
}

static void a_block_taken_before_a_part_outlives_it(void **state)
{
    struct place *place = *state;
    int64_t highest = 0;
    struct db_tx *tx = db_begin(place->db);
    keeps(tx, "before", &highest);
    for (int i = 0; i < 10; i++) {
        db_part_begin(tx);
        assert_true(db_new_id(tx) > highest);
        db_part_undo(tx);
        keeps(tx, "between", &highest);
    }
    assert_true(highest <= 64); /* one block was enough */
    assert_int_equal(db_commit(tx), ERR_OK);
}

/* Parts and transactions of random fate; whatever was kept must have a number of its own, over restarts. */
static void random_fates(struct place *place, bool trusts_parts)
{
    unsigned seed = 20261124;
    int64_t kept = 0;
    for (int round = 0; round < 300; round++) {
        struct db_tx *tx = db_begin(place->db);
        int64_t kept_here = 0;
        if (trusts_parts) db_trust_parts(tx);
        for (int part = 0; part < 5; part++) {
            seed = seed * 1103515245 + 12345;
            int count = (int)(seed >> 10 & 31);
            db_part_begin(tx);
            for (int i = 0; i < count; i++)
                adds(tx, "x");
            if (!db_is_spoilt(tx)) assert_int_equal(db_error(tx), ERR_OK); /* a doubled number would be a conflict */
            if (seed >> 20 & 1) {
                db_part_keep(tx);
                kept_here += count;
            } else {
                db_part_undo(tx);
            }
        }
        if (seed >> 21 & 1 && !db_is_spoilt(tx)) {
            assert_int_equal(db_commit(tx), ERR_OK);
            kept += kept_here;
        } else {
            db_rollback(tx);
        }
        if ((seed >> 22 & 7) == 0) reopen(place);
    }
    assert_int_equal(count_in(place->db), kept);
    assert_true(kept > 500);
}

static void random_fates_never_double_a_number(void **state)
{
    random_fates(*state, false);
}

static void random_fates_of_trusted_parts_never_double_a_number(void **state)
{
    random_fates(*state, true);
}

const struct CMUnitTest db_ids_tests[] = {
    AT_PLACE(numbers_go_up_and_never_repeat),
    AT_PLACE(a_block_taken_in_a_part_that_is_taken_back_is_forgotten),
    AT_PLACE(a_block_taken_in_a_transaction_that_is_taken_back_is_forgotten),
    AT_PLACE(a_block_taken_before_a_part_outlives_it),
    AT_PLACE(random_fates_never_double_a_number),
    AT_PLACE(random_fates_of_trusted_parts_never_double_a_number),
};
SUITE_COUNT(db_ids);
