/* errand.c - one question to the store for a request, see errand.h */
#include "errand.h"

#include <stdlib.h>

#include "base/must.h"
#include "http.h"
#include "pending.h"
#include "server.h"

struct errand {
    struct pending pending;
    struct request *request;
    void (*give)(struct request *request, const struct told *told, const void *with);
    const void *with;
};

static void answered(struct server *server, struct pending *pending, const struct told *told)
{
    (void)server;
    struct errand *errand = (struct errand *)pending;
    if (!pending->is_forgotten && told && told->err)
        reply_told_refusal(errand->request, told);
    else if (!pending->is_forgotten && told)
        errand->give(errand->request, told, errand->with);
    free(errand);
}

void errand_run(struct request *request, const struct session *session, const struct command *command, json_t *params,
                void (*give)(struct request *request, const struct told *told, const void *with), const void *with)
{
    struct errand *errand = calloc(1, sizeof *errand);
    must(errand != NULL);
    *errand = (struct errand){
        .pending = {.command = command, .answered = answered}, .request = request, .give = give, .with = with};
    http_hold(request);
    pending_ask(request->server, &errand->pending, &request->pendings, params, live_actor(session), NULL, 0);
}
