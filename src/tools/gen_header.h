/* gen_header.h - the typed comment above a statement, between gen_header.c and gen_queries.c */
#ifndef TOOLS_GEN_HEADER_H
#define TOOLS_GEN_HEADER_H

#include "gen.h"

struct header {
    struct place place;
    bool is_noun;
    const char *name;
    const char *key_table, *key_column, *gone; /* of a noun; gone may be NULL */
    struct fields params;
    enum answers answers;
    struct fields columns; /* none: row names another's, or there are no rows */
    const char *row;
    const char *notes; /* the lines behind it, or NULL */
};

/* Reads a block of comment lines whose leading dashes were made spaces. False after a complaint. */
bool read_header(const struct schema *s, const char *block, struct place place, struct header *out);

#endif
