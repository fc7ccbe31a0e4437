/* pending.c - a wait's address is the question's number, so an answer needs no search. */
#include "pending.h"

#include <stdlib.h>

#include "base/log.h"
#include "base/must.h"
#include "command/command.h"
#include "server.h"

void pending_ask(struct server *server, struct pending *pending, struct hook *owner, json_t *params, struct actor actor,
                 struct frame *snapshot, int64_t snapshot_seq)
{
    list_init(&pending->of_all);
    list_init(&pending->of_owner);
    list_join(&server->pendings, &pending->of_all);
    if (owner) list_join(owner, &pending->of_owner);
    server->pending_count++;

    struct ask *ask = ask_new((uint64_t)(uintptr_t)pending, pending->command, params, actor);
    ask->snapshot = snapshot;
    ask->snapshot_seq = snapshot_seq;
    store_ask(server->store, ask);
}

void pending_forget(struct hook *owner)
{
    while (!list_is_empty(owner)) {
        struct pending *pending = MEMBER_OF(owner->next, struct pending, of_owner);
        list_leave(&pending->of_owner);
        pending->is_forgotten = true;
    }
}

static void end(struct server *server, struct pending *pending, const struct told *told)
{
    list_leave(&pending->of_all);
    list_leave(&pending->of_owner);
    server->pending_count--;
    pending->answered(server, pending, told);
}

static enum latency kind_of(const struct command *command)
{
    if (command->prepares) return LATENCY_SIGN_IN;
    return command->runs == RUNS_READ ? LATENCY_READ : LATENCY_WRITE;
}

void pending_answer(struct server *server, const struct told *told)
{
    struct pending *pending = (struct pending *)(uintptr_t)told->id;
    const struct command *command = pending->command;
    if (told->err) server->metrics.refusals[told->err]++;
    end(server, pending, told);
    metrics_latency(&server->metrics, kind_of(command), clock_mono_us() - told->asked_us);
}

void pending_drop_all(struct server *server)
{
    while (!list_is_empty(&server->pendings))
        end(server, MEMBER_OF(server->pendings.next, struct pending, of_all), NULL);
}

static void self_answered(struct server *server, struct pending *pending, const struct told *told)
{
    (void)server;
    if (told && told->err && told->err != ERR_BUSY)
        log_say(LOG_WARN, "own_command_failed", LOG_TEXT(command, pending->command->name),
                LOG_TEXT(err, err_name(told->err)), LOG_END);
    free(pending);
}

void pending_ask_self(struct server *server, const char *name, json_t *params)
{
    struct pending *pending = calloc(1, sizeof *pending);
    must(pending != NULL);
    pending->command = command_find(name);
    must(pending->command != NULL);
    pending->answered = self_answered;
    pending_ask(server, pending, NULL, params, (struct actor){.is_operator = true}, NULL, 0);
}
