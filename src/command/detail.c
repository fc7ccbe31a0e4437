/* detail.c - the closer reasons of refusals, see detail.h */
#include "command/detail.h"

#include <string.h>

struct row {
    const char *name, *words[3];
};

static const struct row rows[DETAIL_COUNT] = {
#define DETAIL(symbol, name, fi, sv, en) [DETAIL_##symbol] = {name, {fi, sv, en}},
#include "command/detail.def"
};

const char *detail_name(enum detail detail)
{
    return rows[detail].name;
}

const char *detail_words(enum detail detail, enum language language)
{
    return rows[detail].words[language];
}

enum detail detail_named(const char *name)
{
    for (unsigned i = 1; name && i < DETAIL_COUNT; i++)
        if (strcmp(rows[i].name, name) == 0) return (enum detail)i;
    return DETAIL_NONE;
}
