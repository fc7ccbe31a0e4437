/* err.c - the list of refusals as tables; err.def is the source. */
#include "base/err.h"

#include <stddef.h>
#include <string.h>

#include "base/must.h"

struct refusal_row {
    const char *name;
    int code;
    unsigned status;
    const char *words[3]; /* by enum language */
};

static const struct refusal_row rows[ERR_COUNT] = {
    [ERR_OK] = {"ok", 0, 200, {"", "", ""}},
#define ERR(symbol, name, code, status, fi, sv, en) [ERR_##symbol] = {name, code, status, {fi, sv, en}},
#include "base/err.def"
};

static const struct refusal_row *row(enum err err)
{
    must((unsigned)err < ERR_COUNT);
    return &rows[err];
}

const char *err_name(enum err err)
{
    return row(err)->name;
}

int err_code(enum err err)
{
    return row(err)->code;
}

unsigned err_status(enum err err)
{
    return row(err)->status;
}

const char *err_words(enum err err, enum language language)
{
    must((unsigned)language < 3);
    return row(err)->words[language];
}

enum err err_named(const char *name)
{
    if (!*name) return ERR_OK;
    for (size_t i = 0; i < ERR_COUNT; i++)
        if (strcmp(rows[i].name, name) == 0) return (enum err)i;
    return ERR_INTERNAL;
}
