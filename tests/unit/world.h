/* world.h - a small county for tests: a database of its own, people who are signed in, and what they say
 *
 * No sockets: everything goes through the store, as it does for the server. Parameters are JSON with ' for ", and
 * printf's place holders; `key` is added where there is none.
 *
 * aino (service coordinator, social services), eero (ward nurse, specialist care), leena (physician, primary care),
 * outi (in no board unless let in), admin; VISITOR is whoever a test signs in. */
#ifndef UNIT_WORLD_H
#define UNIT_WORLD_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "store/store.h"

enum who { NOBODY, AINO, EERO, LEENA, OUTI, ADMIN, VISITOR, OPERATOR, WHO_COUNT };

struct world {
    char folder[64], path[96];
    struct store *store;
    int64_t account[WHO_COUNT], session[WHO_COUNT];
    uint64_t asked; /* how many asks; keys are made of it */
    int64_t board;  /* aino's: eero is a member, leena an observer */
};

int world_setup(void **state); /* cmocka fixtures: *state is the world */
int world_teardown(void **state);

void world_reopen(struct world *w); /* closes and opens the database: a restart */

/* The clock stands still from then on; sessions stay in use meanwhile. */
void time_passes(struct world *w, int64_t ms);

/* What is answered; yours. params is swallowed. */
struct told *world_ask(struct world *w, enum who who, const char *method, json_t *params);

/* Says it and must be obeyed; the result, freed with the test's world or by json_decref(). */
json_t *says(struct world *w, enum who who, const char *method, const char *params, ...)
    __attribute__((format(printf, 4, 5)));

/* Says it and must be refused, so: */
void is_refused(struct world *w, enum who who, enum err err, const char *field, const char *detail, const char *method,
                const char *params, ...) __attribute__((format(printf, 7, 8)));

/* Says it; how many are in a list of the result. */
size_t count_listed(struct world *w, enum who who, const char *list, const char *method, const char *params, ...)
    __attribute__((format(printf, 5, 6)));

int64_t number_in(const json_t *result, const char *name);                            /* must be there */
int64_t adds_card(struct world *w, enum who who, const char *kind, const char *text); /* on w->board */
json_t *board_as_seen(struct world *w, enum who who); /* the snapshot: noun → id → row */
json_t *card_as_seen(struct world *w, enum who who,
                     int64_t card);  /* NULL: not on the board; borrowed from nobody, yours */
json_t *last_event(struct world *w); /* with set and was, as history tells; yours */

/* a test in a world of its own */
#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_setup, world_teardown)

#endif
