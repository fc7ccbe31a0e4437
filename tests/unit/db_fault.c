/* db_fault.c - disks that are full, and disks that can't be believed any more */
#include "db_place.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db_faulty_disk.h"

static const struct disk_fault full = {
    .calls = DISK_WRITE, .files = DISK_BOTH, .nth = 1, .rc = SQLITE_FULL, .number = ENOSPC, .lasts = true};
static const struct disk_fault broken_write = {
    .calls = DISK_WRITE, .files = DISK_WAL, .nth = 1, .rc = SQLITE_IOERR_WRITE, .number = EIO};
static const struct disk_fault broken_sync = {
    .calls = DISK_SYNC, .files = DISK_WAL, .nth = 1, .rc = SQLITE_IOERR_FSYNC, .number = EIO};

/* ---- full ---- */

static void a_full_disk_refuses_the_whole_transaction_and_reads_go_on(void **state)
{
    struct place *place = *state;
    struct db *other = reader(place);
    assert_int_equal(adds_alone(place, "before"), ERR_OK);
    disk_break(full);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(adds_alone(place, "refused"), ERR_STORAGE_FULL);
        assert_false(db_is_lost(place->db));
        assert_int_equal(count_in(other), 1);
        assert_int_equal(count_in(place->db), 1);
    }
    assert_true(disk_mend());
    assert_int_equal(adds_alone(place, "after"), ERR_OK);
    reopen(place);
    assert_true(is_there(place->db, "before"));
    assert_false(is_there(place->db, "refused"));
    assert_true(is_there(place->db, "after"));
    db_close(other);
}

/* More than the page cache holds goes to disk in the middle of the transaction. */
static void a_full_disk_in_a_part_takes_the_parts_before_with_it(void **state)
{
    struct place *place = *state;
    struct db_tx *tx = db_begin(place->db);
    db_part_begin(tx);
    adds(tx, "first part");
    db_part_keep(tx);
    disk_break(full);
    db_part_begin(tx);
    adds_megabytes(tx, 40);
    assert_int_equal(db_error(tx), ERR_STORAGE_FULL);
    db_part_undo(tx);
    assert_int_equal(db_error(tx), ERR_STORAGE_FULL);
    disk_mend();
    db_part_begin(tx);
    adds(tx, "third part");
    db_part_keep(tx);
    assert_int_equal(db_commit(tx), ERR_STORAGE_FULL);
    assert_int_equal(count_in(place->db), 0);
    assert_int_equal(adds_alone(place, "after"), ERR_OK);
    reopen(place);
    assert_int_equal(count_in(place->db), 1);
}

static void a_quota_and_a_size_limit_are_a_full_disk(void **state)
{
    struct place *place = *state;
    const int numbers[] = {EDQUOT, EFBIG, ENOSPC};
    for (int i = 0; i < 3; i++) {
        struct disk_fault fault = broken_write;
        fault.number = numbers[i];
        disk_break(fault);
        assert_int_equal(adds_alone(place, "refused"), ERR_STORAGE_FULL);
        assert_true(disk_mend());
        assert_false(db_is_lost(place->db));
        assert_int_equal(adds_alone(place, "x"), ERR_OK);
    }
    assert_false(is_there(place->db, "refused"));
}

static void a_full_disk_at_a_checkpoint_harms_nobody(void **state)
{
    struct place *place = *state;
    struct db_tx *tx = db_begin(place->db);
    adds_megabytes(tx, 5);
    assert_int_equal(db_commit(tx), ERR_OK);
    struct disk_fault fault = full;
    fault.files = DISK_DATABASE;
    disk_break(fault);
    db_checkpoint(place->db, true);
    assert_true(disk_mend());
    assert_false(db_is_lost(place->db));
    assert_int_equal(adds_alone(place, "after"), ERR_OK);
    reopen(place);
    assert_int_equal(count_in(place->db), 5 * 1024 + 1);
}

static void a_full_disk_does_not_keep_a_server_from_starting(void **state)
{
    struct place *place = *state;
    assert_int_equal(adds_alone(place, "before"), ERR_OK);
    struct db *other = reader(place); /* so that the WAL is still there at the next start */
    disk_break(full);
    reopen(place);
    assert_true(is_there(place->db, "before"));
    assert_int_equal(adds_alone(place, "refused"), ERR_STORAGE_FULL);
    assert_true(disk_mend());
    assert_int_equal(adds_alone(place, "after"), ERR_OK);
    db_close(other);
}

/* ---- not to be believed ---- */

static void is_lost_for_good(struct place *place)
{
    assert_true(db_is_lost(place->db));
    struct db_tx *tx = db_begin(place->db);
    assert_int_equal(db_error(tx), ERR_INTERNAL);
    assert_int_equal(count_of(tx), -1);
    assert_int_equal(db_commit(tx), ERR_INTERNAL);
    db_checkpoint(place->db, true);
    assert_int_equal(adds_alone(place, "never"), ERR_INTERNAL);
}

static long size_of(const char *path, const char *ending)
{
    char name[128];
    snprintf(name, sizeof name, "%s%s", path, ending);
    FILE *file = fopen(name, "rb");
    if (!file) return -1;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    fclose(file);
    return size;
}

static void after_a_failed_sync_nothing_is_believed_or_written(void **state)
{
    struct place *place = *state;
    assert_int_equal(adds_alone(place, "before"), ERR_OK);
    disk_break(broken_sync);
    assert_int_equal(adds_alone(place, "unknown"), ERR_INTERNAL);
    assert_true(disk_mend());
    long wal = size_of(place->path, "-wal");
    is_lost_for_good(place);
    db_close(place->db);
    assert_int_equal(size_of(place->path, "-wal"), wal); /* no checkpoint */
    assert_int_equal(db_open(place->path, DB_WRITER, &place->db), ERR_OK);
    assert_true(is_there(place->db, "before"));
    assert_false(is_there(place->db, "never"));
}

static void after_a_failed_write_too(void **state)
{
    struct place *place = *state;
    assert_int_equal(adds_alone(place, "before"), ERR_OK);
    disk_break(broken_write);
    assert_int_equal(adds_alone(place, "unknown"), ERR_INTERNAL);
    assert_true(disk_mend());
    is_lost_for_good(place);
    reopen(place);
    assert_true(is_there(place->db, "before"));
}

static void a_sync_that_fails_at_a_checkpoint_is_as_bad(void **state)
{
    struct place *place = *state;
    struct db_tx *tx = db_begin(place->db);
    adds_megabytes(tx, 5);
    assert_int_equal(db_commit(tx), ERR_OK);
    struct disk_fault fault = broken_sync;
    fault.files = DISK_DATABASE;
    disk_break(fault);
    db_checkpoint(place->db, true);
    assert_true(disk_mend());
    is_lost_for_good(place);
    reopen(place);
    assert_int_equal(count_in(place->db), 5 * 1024);
}

static void a_sync_that_fails_at_the_start_opens_nothing(void **state)
{
    struct place *place = *state;
    assert_int_equal(adds_alone(place, "before"), ERR_OK);
    struct db *other = reader(place); /* so that the WAL is still there at the next start */
    disk_break(broken_sync);
    db_close(place->db);
    assert_true(disk_mend());
    disk_break(broken_sync);
    assert_int_equal(db_open(place->path, DB_WRITER, &place->db), ERR_INTERNAL);
    assert_true(disk_mend());
    assert_null(place->db);
    assert_int_equal(db_open(place->path, DB_WRITER, &place->db), ERR_OK);
    assert_true(is_there(place->db, "before"));
    db_close(other);
}

static void a_database_with_broken_pages_is_lost(void **state)
{
    struct place *place = *state;
    struct db_tx *tx = db_begin(place->db);
    adds_megabytes(tx, 1);
    assert_int_equal(db_commit(tx), ERR_OK);
    db_close(place->db);
    place->db = NULL;
    char noise[4096];
    memset(noise, 0xa5, sizeof noise);
    int fd = open(place->path, O_WRONLY);
    off_t pages = lseek(fd, 0, SEEK_END) / (off_t)sizeof noise;
    for (off_t page = pages - 200; page < pages; page++) /* of the megabyte, behind the schema's */
        assert_int_equal(pwrite(fd, noise, sizeof noise, page * 4096), sizeof noise);
    close(fd);
    assert_int_equal(db_open(place->path, DB_WRITER, &place->db), ERR_OK);
    struct db *other = reader(place);
    assert_int_equal(count_in(other), -1);
    assert_true(db_is_lost(other));
    assert_int_equal(count_in(place->db), -1);
    is_lost_for_good(place);
    db_close(other);
}

/* ---- every place to fail ---- */

enum { TURNS = 12 };

/* Adds "0", "1" … with a checkpoint now and then; what each commit answered. Ends when the database is lost. */
static int works(struct place *place, enum err answers[TURNS])
{
    for (int i = 0; i < TURNS; i++) {
        char name[16];
        snprintf(name, sizeof name, "%d", i);
        answers[i] = adds_alone(place, name);
        if (db_is_lost(place->db)) return i + 1;
        if (i == TURNS / 2) {
            db_close(place->db);
            place->db = NULL;
            if (db_open(place->path, DB_WRITER, &place->db)) return i + 1;
        }
    }
    return TURNS;
}

static void is_as_answered(struct place *place, const enum err *answers, int count)
{
    for (int i = 0; i < TURNS; i++) {
        char name[16];
        snprintf(name, sizeof name, "%d", i);
        bool is_here = is_there(place->db, name);
        if (i < count && answers[i] == ERR_OK && !is_here) fail_msg("%s was acknowledged and is lost", name);
        if ((i >= count || answers[i] == ERR_STORAGE_FULL) && is_here) fail_msg("%s was refused and is there", name);
        if (i < count && answers[i] == ERR_INTERNAL && i != count - 1) fail_msg("went on after %s was unknown", name);
    }
}

/* Whichever call fails, and how: what was acknowledged is there after a restart, what was refused is not. */
static void wherever_the_disk_fails_answers_stay_true(void **state)
{
    static const struct disk_fault kinds[] = {
        {.calls = DISK_WRITE, .rc = SQLITE_FULL, .number = ENOSPC},
        {.calls = DISK_WRITE, .rc = SQLITE_FULL, .number = ENOSPC, .lasts = true},
        {.calls = DISK_CHANGE, .rc = SQLITE_IOERR_WRITE, .number = EIO},
        {.calls = DISK_SYNC, .rc = SQLITE_IOERR_FSYNC, .number = EIO},
        {.calls = DISK_SYNC, .rc = SQLITE_IOERR_FSYNC, .number = EIO, .lasts = true},
    };
    struct place *place = *state;
    for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++) {
        bool is_through = false;
        for (int n = 1; !is_through; n++) {
            assert_true(n < 1000);
            struct disk_fault fault = kinds[kind];
            enum err answers[TURNS];
            fault.files = DISK_BOTH;
            fault.nth = n;
            db_close(place->db);
            place->db = NULL;
            snprintf(place->path, sizeof place->path, "%s/%zu-%d.db", place->folder, kind, n);
            assert_int_equal(db_open(place->path, DB_WRITER, &place->db), ERR_OK);
            disk_break(fault);
            int count = works(place, answers);
            is_through = !disk_mend();
            reopen(place);
            is_as_answered(place, answers, count);
        }
    }
}

const struct CMUnitTest db_fault_tests[] = {
    AT_PLACE(a_full_disk_refuses_the_whole_transaction_and_reads_go_on),
    AT_PLACE(a_full_disk_in_a_part_takes_the_parts_before_with_it),
    AT_PLACE(a_quota_and_a_size_limit_are_a_full_disk),
    AT_PLACE(a_full_disk_at_a_checkpoint_harms_nobody),
    AT_PLACE(a_full_disk_does_not_keep_a_server_from_starting),
    AT_PLACE(after_a_failed_sync_nothing_is_believed_or_written),
    AT_PLACE(after_a_failed_write_too),
    AT_PLACE(a_sync_that_fails_at_a_checkpoint_is_as_bad),
    AT_PLACE(a_sync_that_fails_at_the_start_opens_nothing),
    AT_PLACE(a_database_with_broken_pages_is_lost),
    AT_PLACE(wherever_the_disk_fails_answers_stay_true),
};
SUITE_COUNT(db_fault);
