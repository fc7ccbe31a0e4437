/* sittings.h - what tests say about meetings as they are held, in the domain's verbs
 *
 * On the world's board unless said otherwise; `more` are further members, with a comma in front. */
#ifndef UNIT_SITTINGS_H
#define UNIT_SITTINGS_H

#include "meetings.h"

int64_t begins(struct world *w, enum who who, const char *more); /* the id of the sitting */
void does_in(struct world *w, enum who who, const char *command, int64_t sitting, const char *more);
void may_not_in(struct world *w, enum who who, enum err err, const char *field, const char *detail, const char *command,
                int64_t sitting, const char *more);

int64_t phase_at(struct world *w, int64_t sitting, int position);              /* 1, 2, 3 … */
const char *a_phase(struct world *w, int64_t sitting, int position);           /* a further member */
int64_t note_of(struct world *w, enum who who, int64_t sitting, int position); /* sitting.note */

size_t present(struct world *w, int64_t sitting);        /* how many are there */
size_t rows_on_board(struct world *w, const char *noun); /* rows on the board */
const char *a_number(const char *name, int64_t number);  /* a further member */
void sweeps(struct world *w);
void last_was(struct world *w, const char *event); /* on the board */

#endif
