/* outcome.c - what came of a command, see outcome.h */
#include "model/outcome.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/must.h"
#include "db/queries.gen.h"
#include "model/rows.h"

enum { MOST_PARAMS = 32 };

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Members in one order, whatever order they came in; a password is left out, as its hash would be a way to guess it. */
static void params_put(struct buf *out, const json_t *params)
{
    const char *names[MOST_PARAMS] = {NULL}, *name;
    size_t count = 0;
    json_t *value;
    json_object_foreach ((json_t *)(uintptr_t)params, name, value) {
        must(count < MOST_PARAMS); /* decoding has refused every unknown one */
        if (strcmp(name, "password") != 0) names[count++] = name;
    }
    qsort(names, count, sizeof *names, by_name);
    for (size_t i = 0; i < count; i++) {
        buf_json(out, names[i], strlen(names[i]));
        json_put(out, json_object_get(params, names[i]));
    }
}

void outcome_asked(const char *command, const json_t *params, unsigned char asked[TOKEN_HASH])
{
    struct buf text;
    buf_init(&text);
    buf_json(&text, command, strlen(command));
    if (params) params_put(&text, params);
    fingerprint(text.data, text.len, asked);
    buf_fini(&text);
}

bool outcome_before(struct db_tx *tx, int64_t account, const char *key, const unsigned char asked[TOKEN_HASH],
                    struct outcome *out)
{
    struct outcome_of row;
    if (!outcome_of(tx, account, key, &row)) return false;
    if (row.asked.len != TOKEN_HASH || memcmp(row.asked.data, asked, TOKEN_HASH) != 0)
        *out = (struct outcome){.err = ERR_CONFLICT};
    else
        *out = (struct outcome){.err = err_named(row.err), .json = row.result_json};
    return true;
}

void outcome_keep(struct db_tx *tx, int64_t account, const char *key, const unsigned char asked[TOKEN_HASH],
                  const struct outcome *outcome, int64_t now)
{
    outcome_add(tx, account, key, (struct bytes){asked, TOKEN_HASH}, outcome->err ? err_name(outcome->err) : "",
                outcome->json, now);
}
