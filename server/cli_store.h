/* cli_store.h - the command line's own way to the database: in this process, one question after the other
 *
 * The commands are those of the wire, so the same rules hold and the same refusals come. A database has one owner:
 * while a server runs on it, opening is refused with the server's process id. What fails on opening is said on standard
 * error. */
#ifndef CLI_STORE_H
#define CLI_STORE_H

#include <jansson.h>
#include <stdbool.h>

#include "store/store.h"

struct cli_store {
    const char *who; /* begins what is said, such as "rinnalla unit" */
    struct store *store;
    uint64_t asked;
};

/* There must be a database with an organisation in it; where `organisation` is given, what is missing of both is made.
 */
bool cli_found(const char *who, const char *path, const char *organisation);

bool cli_open(struct cli_store *cli, const char *who, const struct store_options *options);
void cli_close(struct cli_store *cli);

extern const struct actor
    cli_operator; /* whoever may run the program on this machine, with an administrator's rights */

/* True: *out is the result. False: *out is the error object of the refusal. Yours in both cases. A key is put in where
 * the command takes one and `params` (swallowed) has none. */
bool cli_ask(struct cli_store *cli, struct actor actor, const char *command, json_t *params, json_t **out);

/* "WHO: the sentence (reason, field "name", detail)" on standard error. */
void cli_say_refusal(const char *who, const json_t *error);

#endif
