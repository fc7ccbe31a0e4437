/* load.h - what the generated <noun>_load() stand on [store] */
#ifndef COMMAND_LOAD_H
#define COMMAND_LOAD_H

#include "db/queries.gen.h"

struct cmd;

/* A row of the board that is about to be changed: remembered as it was, and at hand, to be read and ended. */
bool load_row(struct cmd *c, enum noun noun, int64_t id, struct db_rows *rows);

#endif
