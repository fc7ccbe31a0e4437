/* cli_demo_tell.h - the stories of the demo's script, told through the real store
 *
 * A story is of a board or of a team: a list of steps, each a command as on the wire. All stories are told at once, of all
 * steps the earliest first, so that what happens on one board is there for whoever meets about it the day after. What a board
 * is called, and whatever a team's steps name, is known in every story; the other names stay in their own. */
#ifndef CLI_DEMO_TELL_H
#define CLI_DEMO_TELL_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "cli_store.h"

struct demo_county {
    struct cli_store *cli; /* open */
    const json_t *script;
    int64_t now;      /* in the day from which the script counts */
    json_t *names;    /* name → id of units and accounts; boards and what is of teams come to it */
    json_t *sessions; /* sign-in name → session */
};

/* False: standard error says which step failed, and why. Leaves the clock where the last step set it. */
bool demo_tell(const struct demo_county *county, unsigned *steps);

/* True: *out is the result, yours. False: the refusal was said on standard error. Swallows params. */
bool demo_ask(struct cli_store *cli, struct actor actor, const char *command, json_t *params, json_t **out);

#endif
