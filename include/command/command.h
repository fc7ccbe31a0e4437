/* command.h - what can be asked of the server: find it, decode it, permit it, run it
 *
 * The registry is generated from schema/commands. A command is found by name, its parameters are decoded completely
 * (an unknown field is refused), authorised from the database inside the transaction, and run. */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "command/detail.h"
#include "db/queries.gen.h"
#include "model/subject.h"

struct arena;
struct cmd;
struct decode;

enum runs { RUNS_READ, RUNS_WRITE, RUNS_NET };

struct command {
    const char *name;
    const char *event; /* what it is called once it happened, or NULL */
    enum runs runs;
    enum need needs;
    bool is_keyed, is_internal, prepares, has_board;
    size_t in_size; /* of the decoded parameters */
    void (*decode)(struct decode *d, void *in);
    enum err (*prepare)(struct cmd *c, void *in);   /* NULL unless it prepares; may change in, in c's arena */
    enum err (*run)(struct cmd *c, const void *in); /* NULL for RUNS_NET */
};

const struct command *command_find(const char *name); /* NULL: no such command. Internal ones are found too */
const char *command_discover(size_t *len);            /* schema/openrpc.json */

/* What was wrong, for the one who asked. Constants of the program only, but `more`. */
struct refusal {
    enum err err;
    const char *field; /* the parameter, or NULL; lives as long as the arena */
    enum detail detail;
    json_t *more; /* further members of error.data, or NULL; owned by whoever holds the refusal */
};
/* The JSON-RPC error object, as text in the arena: {"code","message","data"}. Swallows nothing. */
const char *refusal_json(const struct refusal *refusal, enum language language, struct arena *arena, size_t *len);

/* Parameters, decoded. `key` is NULL where the command has none. */
struct decoded {
    void *in; /* struct <noun>_<verb>, in the arena */
    struct subject on;
    const char *key;
};
enum err command_decode(const struct command *command, const json_t *params, struct arena *arena, struct decoded *out,
                        struct refusal *why); /* params: an object, or NULL for {} */

#endif
