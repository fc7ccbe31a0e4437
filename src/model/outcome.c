/* outcome.c - what came of a command, see outcome.h */
#include "model/outcome.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "db/queries.gen.h"

static int append(const char *data, size_t len, void *out)
{
    buf_put(out, data, len);
    return 0;
}

/* Members in one order, whatever order they came in; a password is left out, as its hash would be a way to guess it. */
void outcome_asked(const char *command, const json_t *params, unsigned char asked[TOKEN_HASH])
{
    struct buf text;
    buf_init(&text);
    buf_text(&text, command);
    json_t *shown = json_object_get(params, "password") ? json_copy((json_t *)(uintptr_t)params) : NULL;
    json_object_del(shown, "password");
    if (params) json_dump_callback(shown ? shown : params, append, &text, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(shown);
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
