/* notes.h - what tests say about notes, in the domain's verbs
 *
 * Updates are written as a list of change sets with ' for ": "[[[0,'Hei']],[3,[0,'!']]]" are two. */
#ifndef UNIT_NOTES_H
#define UNIT_NOTES_H

#include "world.h"

int64_t begins_note(struct world *w, enum who who, const char *kind, const char *title);

/* Must be taken; the version after it. */
int64_t writes(struct world *w, enum who who, int64_t note, int64_t version, const char *client, const char *updates);

/* Must be refused, so, and it must change nothing. */
void may_not_write(struct world *w, enum who who, int64_t note, int64_t version, const char *client,
                   const char *updates, enum err err, const char *field, const char *detail);

/* Changes one after the other at the end of a text of so many units, one letter each; the version after them. */
int64_t types(struct world *w, enum who who, int64_t note, int64_t version, int64_t units, const char *client,
              unsigned letters);

void reads(struct world *w, enum who who, int64_t note, const char *text); /* the note says this now */
void read_then(struct world *w, int64_t note, int64_t version, const char *text);
int64_t version_of(struct world *w, int64_t note);

/* "5 aino, 3 eero": who wrote what, one behind the other; version -1: now. */
void is_by(struct world *w, int64_t note, int64_t version, const char *who);

int64_t count_rows(struct world *w, const char *sql); /* of the database as it is */

#endif
