/* errand.h - one question to the store for a request, which is held until the answer is there [net] */
#ifndef ERRAND_H
#define ERRAND_H

#include <jansson.h>

struct command;
struct request;
struct session;
struct told;

/* Asks in the name of a session; params is swallowed. A refusal is answered as such; else give() answers with what was told,
 * unless whoever asked is gone. `with` is give()'s own. */
void errand_run(struct request *request, const struct session *session, const struct command *command, json_t *params,
                void (*give)(struct request *request, const struct told *told, const void *with), const void *with);

#endif
