/* db_place.c - see db_place.h */
#include "db_place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db_faulty_disk.h"

static const struct db_column number_column[] = {{"number", DB_INT, false, NULL}};

/* slots behind those of the program */
static const struct db_query query_number = {"number",     "SELECT count(*) FROM organisation", QUERY_COUNT + 1, 0, 1,
                                             number_column};
static const struct db_query query_named = {
    "named", "SELECT count(*) FROM organisation WHERE name = ?1", QUERY_COUNT + 2, 1, 1, number_column};
static const struct db_query query_many = {
    "many",
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1024 * ?1)"
    "INSERT INTO organisation (id, name, added_at)"
    " SELECT (SELECT min(0, coalesce(min(id), 0)) FROM organisation) - i, 'many' || hex(zeroblob(500)), 0 FROM n",
    QUERY_COUNT + 3,
    1,
    0,
    NULL};

int place_setup(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    disk_install();
    strcpy(place->folder, "/tmp/unit-XXXXXX");
    if (!mkdtemp(place->folder)) return -1;
    snprintf(place->path, sizeof place->path, "%s/board.db", place->folder);
    *state = place;
    return db_open(place->path, DB_WRITER, &place->db) == ERR_OK ? 0 : -1;
}

int place_teardown(void **state)
{
    struct place *place = *state;
    char command[96];
    disk_mend();
    db_close(place->db);
    snprintf(command, sizeof command, "rm -r '%s'", place->folder);
    int rc = system(command);
    free(place);
    return rc;
}

void reopen(struct place *place)
{
    db_close(place->db);
    place->db = NULL;
    assert_int_equal(db_open(place->path, DB_WRITER, &place->db), ERR_OK);
}

struct db *reader(const struct place *place)
{
    struct db *db = NULL;
    assert_int_equal(db_open(place->path, DB_READER, &db), ERR_OK);
    return db;
}

int64_t adds(struct db_tx *tx, const char *name)
{
    int64_t id = db_new_id(tx);
    organisation_add(tx, id, name, 1);
    return id;
}

enum err adds_alone(struct place *place, const char *name)
{
    struct db_tx *tx = db_begin(place->db);
    adds(tx, name);
    return db_commit(tx);
}

static int64_t number(struct db_rows *rows)
{
    int64_t number = db_next(rows) ? db_int(rows, 0) : -1;
    db_rows_end(rows);
    return number;
}

int64_t count_of(struct db_tx *tx)
{
    struct db_rows rows = db_query(tx, &query_number);
    return number(&rows);
}

int64_t count_in(struct db *db)
{
    struct db_tx *tx = db_begin(db);
    int64_t count = count_of(tx);
    db_rollback(tx);
    return count;
}

bool is_there(struct db *db, const char *name)
{
    struct db_tx *tx = db_begin(db);
    struct db_rows rows = db_query(tx, &query_named);
    db_bind_text(&rows, 1, name);
    int64_t count = number(&rows);
    assert_in_range(count, 0, 1);
    db_rollback(tx);
    return count == 1;
}

void adds_megabytes(struct db_tx *tx, int megabytes)
{
    struct db_rows rows = db_query(tx, &query_many);
    db_bind_int(&rows, 1, megabytes);
    db_run(&rows);
}

int64_t runs(struct db_tx *tx, const struct db_query *query)
{
    struct db_rows rows = db_query(tx, query);
    return db_run(&rows);
}
