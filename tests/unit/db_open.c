/* db_open.c - whose file it is, who may write it, and what a start leaves and finds */
#include "db_place.h"

#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db_faulty_disk.h"

static unsigned mode_of(const char *path, const char *ending)
{
    char name[160];
    struct stat about;
    snprintf(name, sizeof name, "%s%s", path, ending);
    return stat(name, &about) == 0 ? about.st_mode & 0777 : 0;
}

static void others_on_the_host_cannot_read_the_files(void **state)
{
    const struct place *place = *state;
    mode_t mask = umask(0);
    assert_int_equal(mode_of(place->path, ""), 0600);
    assert_int_equal(mode_of(place->path, "-wal"), 0600);
    assert_int_equal(mode_of(place->path, "-shm"), 0600);
    assert_int_equal(mode_of(place->path, ".lock"), 0600);
    umask(mask);
}

static void every_query_of_the_program_fits_the_schema(void **state)
{
    const struct place *place = *state;
    for (int i = 0; i < QUERY_COUNT; i++) {
        struct db_tx *tx = db_begin(place->db);
        struct db_rows rows = db_query(tx, queries[i]);
        if (db_error(tx)) fail_msg("%s does not fit", queries[i]->name);
        assert_int_equal(queries[i]->slot, i);
        db_rows_end(&rows);
        db_rollback(tx);
    }
}

/* Small tables, and what is asked seldom. */
static const char *const may_walk[] = {"account_demo_count", "account_matching", "account_of",
                                       "agenda_in_meeting",  "board_mine",       "organisation_first",
                                       "sitting_idle",       "throttle_forget",  "unit_on_boards"};

static bool is_let_walk(const char *name)
{
    for (size_t i = 0; i < sizeof may_walk / sizeof *may_walk; i++)
        if (strcmp(name, may_walk[i]) == 0) return true;
    return false;
}

static void no_query_walks_over_all_that_there_is(void **state)
{
    const struct place *place = *state;
    sqlite3 *db;
    assert_int_equal(sqlite3_open_v2(place->path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    for (int i = 0; i < QUERY_COUNT; i++) {
        char *sql = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", queries[i]->sql);
        sqlite3_stmt *plan;
        assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &plan, NULL), SQLITE_OK);
        while (sqlite3_step(plan) == SQLITE_ROW) {
            const char *step = (const char *)sqlite3_column_text(plan, 3);
            bool walks = strncmp(step, "SCAN ", 5) == 0 && strcmp(step, "SCAN CONSTANT ROW") != 0;
            if (walks && !is_let_walk(queries[i]->name)) fail_msg("%s: %s", queries[i]->name, step);
        }
        sqlite3_finalize(plan);
        sqlite3_free(sql);
    }
    sqlite3_close(db);
}

static void a_second_writer_is_refused_by_name(void **state)
{
    struct place *place = *state;
    struct db *second = NULL;
    char pid[32];
    long from = 0;
    free(unit_log_since(&from));
    assert_int_equal(db_open(place->path, DB_WRITER, &second), ERR_BUSY);
    assert_null(second);
    char *log = unit_log_since(&from);
    snprintf(pid, sizeof pid, "\"pid\":%ld", (long)getpid());
    assert_non_null(strstr(log, "database_in_use"));
    assert_non_null(strstr(log, pid));
    assert_non_null(strstr(log, place->path));
    free(log);

    assert_int_equal(adds_alone(place, "the first goes on"), ERR_OK);
    reopen(place);
}

static void a_second_writer_by_another_name_is_refused_too(void **state)
{
    struct place *place = *state;
    struct db *second = NULL;
    char alias[128];
    snprintf(alias, sizeof alias, "%s/alias.db", place->folder);
    assert_int_equal(symlink("board.db", alias), 0);
    assert_int_equal(db_open(alias, DB_WRITER, &second), ERR_BUSY);
    assert_int_equal(unlink(alias), 0);
    assert_int_equal(symlink("nowhere.db", alias), 0);
    assert_int_equal(db_open(alias, DB_WRITER, &second), ERR_NOT_FOUND);
}

static void a_writer_that_is_killed_leaves_no_lock(void **state)
{
    struct place *place = *state;
    int ready[2];
    char byte;
    db_close(place->db);
    place->db = NULL;
    assert_int_equal(pipe(ready), 0);
    pid_t other = fork();
    if (other == 0) {
        alarm(60); /* should the test fail */
        struct place theirs = *place;
        if (db_open(theirs.path, DB_WRITER, &theirs.db) || adds_alone(&theirs, "theirs")) _exit(1);
        if (write(ready[1], "", 1) == 1) pause();
        _exit(1);
    }
    close(ready[1]);
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_int_equal(db_open(place->path, DB_WRITER, &place->db), ERR_BUSY);
    kill(other, SIGKILL);
    waitpid(other, NULL, 0);
    assert_int_equal(db_open(place->path, DB_WRITER, &place->db), ERR_OK);
    assert_true(is_there(place->db, "theirs"));
    close(ready[0]);
}

/* ---- whose file ---- */

static void makes(const char *path, const char *sql)
{
    sqlite3 *handle = NULL;
    assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
    assert_int_equal(sqlite3_exec(handle, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(handle);
}

static char *bytes_of(const char *path, size_t *len)
{
    char *bytes = NULL;
    FILE *file = fopen(path, "rb"), *out = open_memstream(&bytes, len);
    assert_non_null(file);
    for (int c; (c = fgetc(file)) != EOF;)
        fputc(c, out);
    fclose(file);
    fclose(out);
    return bytes;
}

static void is_refused_untouched(const char *path, enum err err)
{
    size_t len_before, len_after;
    struct db *db = NULL;
    char *before = bytes_of(path, &len_before);
    assert_int_equal(db_open(path, DB_WRITER, &db), err);
    assert_int_equal(db_open(path, DB_READER, &db), err);
    char *after = bytes_of(path, &len_after);
    assert_int_equal(len_before, len_after);
    assert_memory_equal(before, after, len_before);
    assert_int_equal(mode_of(path, "-wal"), 0);
    free(before);
    free(after);
}

static void a_newer_schema_is_refused_untouched(void **state)
{
    struct place *place = *state;
    db_close(place->db);
    place->db = NULL;
    makes(place->path, "PRAGMA user_version=99; PRAGMA journal_mode=DELETE");
    is_refused_untouched(place->path, ERR_GONE);
}

static void a_database_of_another_program_is_refused_untouched(void **state)
{
    struct place *place = *state;
    char other[128];
    snprintf(other, sizeof other, "%s/other.db", place->folder);
    makes(other, "CREATE TABLE diary (entry TEXT)");
    is_refused_untouched(other, ERR_BAD_INPUT);
    makes(other, "DROP TABLE diary; PRAGMA application_id=7");
    is_refused_untouched(other, ERR_BAD_INPUT);
}

static void a_file_that_is_no_database_is_refused_untouched(void **state)
{
    struct place *place = *state;
    char other[128];
    snprintf(other, sizeof other, "%s/letter.txt", place->folder);
    FILE *file = fopen(other, "w");
    for (int i = 0; i < 1000; i++)
        fputs("Hyvä vastaanottaja\n", file);
    fclose(file);
    is_refused_untouched(other, ERR_BAD_INPUT);
}

static void an_empty_file_becomes_a_database(void **state)
{
    struct place *place = *state;
    db_close(place->db);
    place->db = NULL;
    snprintf(place->path, sizeof place->path, "%s/empty ?%%#ä.db", place->folder); /* an odd name too */
    int fd = open(place->path, O_CREAT | O_WRONLY, 0600);
    assert_true(fd >= 0 && close(fd) == 0);
    assert_int_equal(db_open(place->path, DB_WRITER, &place->db), ERR_OK);
    assert_int_equal(adds_alone(place, "first"), ERR_OK);
    struct stat about;
    assert_int_equal(stat(place->path, &about), 0);
    reopen(place);
    assert_true(is_there(place->db, "first"));
}

/* ---- readers ---- */

static void a_reader_makes_no_file(void **state)
{
    const struct place *place = *state;
    struct db *db = NULL;
    char missing[128];
    snprintf(missing, sizeof missing, "%s/missing.db", place->folder);
    assert_int_equal(db_open(missing, DB_READER, &db), ERR_NOT_FOUND);
    assert_int_equal(mode_of(missing, ""), 0);
    assert_int_equal(mode_of(missing, ".lock"), 0);
}

static void a_reader_cannot_write(void **state)
{
    struct place *place = *state;
    struct db *db = reader(place);
    struct db_tx *tx = db_begin(db);
    assert_int_equal(organisation_add(tx, 77, "by a reader", 1), 0);
    assert_int_equal(db_commit(tx), ERR_INTERNAL);
    assert_false(db_is_lost(db));
    assert_int_equal(count_in(db), 0);
    db_close(db);
}

static void a_writer_that_stops_leaves_one_whole_file(void **state)
{
    struct place *place = *state;
    assert_int_equal(adds_alone(place, "kept"), ERR_OK);
    db_close(place->db);
    place->db = NULL;
    assert_int_equal(mode_of(place->path, "-wal"), 0);
    struct db *db = reader(place);
    assert_true(is_there(db, "kept"));
    db_close(db);
}

static void a_reader_that_stops_does_not_touch_the_wal(void **state)
{
    struct place *place = *state;
    char wal[128];
    struct stat before, after;
    assert_int_equal(adds_alone(place, "in the WAL"), ERR_OK);
    snprintf(wal, sizeof wal, "%s-wal", place->path);
    pid_t other = fork(); /* as the last to close: the writer's process has ended badly */
    if (other == 0) {
        struct db *db = NULL;
        _exit(db_open(place->path, DB_READER, &db) || count_in(db) != 1);
    }
    int status = 1;
    waitpid(other, &status, 0);
    assert_int_equal(status, 0);
    assert_int_equal(stat(wal, &before), 0);
    assert_true(before.st_size > 0);
    struct db *db = reader(place);
    assert_int_equal(count_in(db), 1);
    db_close(db);
    assert_int_equal(stat(wal, &after), 0);
    assert_int_equal(before.st_size, after.st_size);
}

/* ---- killed ---- */

/* In a process of its own, which a fault may kill; true when it came through. */
static bool opens_in_a_child(const char *path, struct disk_fault fault)
{
    pid_t child = fork();
    if (child == 0) {
        struct db *db = NULL;
        disk_break(fault);
        _exit(db_open(path, DB_WRITER, &db) ? 1 : 0);
    }
    int status = -1;
    waitpid(child, &status, 0);
    assert_true(WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 9));
    return WEXITSTATUS(status) == 0;
}

static void killed_at_any_write_while_it_is_made_it_is_finished_next_time(void **state)
{
    struct place *place = *state;
    int n = 0;
    for (bool is_through = false; !is_through && n < 1000; n++) {
        db_close(place->db);
        place->db = NULL;
        snprintf(place->path, sizeof place->path, "%s/%d.db", place->folder, n);
        is_through = opens_in_a_child(
            place->path, (struct disk_fault){.calls = DISK_CHANGE, .files = DISK_BOTH, .nth = n + 1, .kills = true});
        assert_int_equal(db_open(place->path, DB_WRITER, &place->db), ERR_OK);
        every_query_of_the_program_fits_the_schema(state);
        assert_int_equal(adds_alone(place, "first"), ERR_OK);
    }
    assert_in_range(n, 5, 999); /* many places to be killed at */
}

const struct CMUnitTest db_open_tests[] = {
    AT_PLACE(others_on_the_host_cannot_read_the_files),
    AT_PLACE(every_query_of_the_program_fits_the_schema),
    AT_PLACE(no_query_walks_over_all_that_there_is),
    AT_PLACE(a_second_writer_is_refused_by_name),
    AT_PLACE(a_second_writer_by_another_name_is_refused_too),
    AT_PLACE(a_writer_that_is_killed_leaves_no_lock),
    AT_PLACE(a_newer_schema_is_refused_untouched),
    AT_PLACE(a_database_of_another_program_is_refused_untouched),
    AT_PLACE(a_file_that_is_no_database_is_refused_untouched),
    AT_PLACE(an_empty_file_becomes_a_database),
    AT_PLACE(a_reader_makes_no_file),
    AT_PLACE(a_reader_cannot_write),
    AT_PLACE(a_writer_that_stops_leaves_one_whole_file),
    AT_PLACE(a_reader_that_stops_does_not_touch_the_wal),
    AT_PLACE(killed_at_any_write_while_it_is_made_it_is_finished_next_time),
};
SUITE_COUNT(db_open);
