/* err.h - refusals: what a request is told when it can't be done. [any]
 *
 * The list with wire names, codes, statuses and words is err.def. A refusal is returned, not logged, never ignored. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

enum err {
    ERR_OK = 0,
#define ERR(symbol, name, code, status, fi, sv, en) ERR_##symbol,
#include "base/err.def"
    ERR_COUNT
};

enum language { LANGUAGE_FI, LANGUAGE_SV, LANGUAGE_EN }; /* of refusals; the default is Finnish */

const char *err_name(enum err err);                          /* wire name; "ok" for ERR_OK */
int err_code(enum err err);                                  /* JSON-RPC 2.0 code */
unsigned err_status(enum err err);                           /* HTTP status, RFC 9110; 200 for ERR_OK */
const char *err_words(enum err err, enum language language); /* a sentence for users */
enum err err_named(const char *name);                        /* ERR_OK for "" and "ok"; ERR_INTERNAL where unknown */

#endif
