/* db_place.h - a database of its own for each test, and a few words to say to it
 *
 * Rows are organisations: they need an id and a name and refer to nothing. */
#ifndef UNIT_DB_PLACE_H
#define UNIT_DB_PLACE_H

#include "suites.h"

#include <stdbool.h>

#include "db/db.h"
#include "db/queries.gen.h"

struct place {
    char folder[64], path[96];
    struct db *db; /* the writer */
};

int place_setup(void **state); /* *state is the place; its writer is open */
int place_teardown(void **state);
#define AT_PLACE(test) cmocka_unit_test_setup_teardown(test, place_setup, place_teardown)

void reopen(struct place *place); /* the writer: a restart */
struct db *reader(const struct place *place);

int64_t adds(struct db_tx *tx, const char *name);           /* an organisation; its id */
enum err adds_alone(struct place *place, const char *name); /* in a transaction of its own */
int64_t count_of(struct db_tx *tx);                         /* how many organisations there are */
int64_t count_in(struct db *db);                            /* in a transaction of its own */
bool is_there(struct db *db, const char *name);
void adds_megabytes(struct db_tx *tx, int megabytes);
int64_t runs(struct db_tx *tx, const struct db_query *query); /* without parameters */

#endif
