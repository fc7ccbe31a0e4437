/* outcome.h - what came of a command, by its sender's key, so that a resend does nothing twice [store] */
#ifndef MODEL_OUTCOME_H
#define MODEL_OUTCOME_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/token.h"
#include "db/db.h"

#define OUTCOME_KEPT_MS (30 * MS_PER_DAY)

struct outcome {
    enum err err;
    const char *json; /* the result, or the members of the refusal; lives as long as the transaction */
};

/* What the key stands for: the command and its parameters, but never a password. */
void outcome_asked(const char *command, const json_t *params, unsigned char asked[TOKEN_HASH]);

/* True where the key was used before; ERR_CONFLICT in out->err with a NULL json where it stood for something else. */
bool outcome_before(struct db_tx *tx, int64_t account, const char *key, const unsigned char asked[TOKEN_HASH],
                    struct outcome *out);
void outcome_keep(struct db_tx *tx, int64_t account, const char *key, const unsigned char asked[TOKEN_HASH],
                  const struct outcome *outcome, int64_t now);

#endif
