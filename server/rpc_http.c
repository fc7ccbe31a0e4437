/* rpc_http.c - every command by HTTP, for scripts: GET and POST /api/rpc/<method>
 *
 * The body, or `params` of the query, are the parameters; the answer is the bare result, or {"error":…} with the status out of
 * err.def. What only makes sense on a socket is refused. */
#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "http.h"
#include "incoming.h"
#include "pending.h"
#include "routes.h"
#include "server.h"

struct call {
    struct pending pending;
    struct request *request;
};

static void refuse(struct request *request, unsigned status, enum err err, const char *field, enum detail detail)
{
    reply_refusal(request, status, &(struct refusal){.err = err, .field = field, .detail = detail});
}

static void answered(struct server *server, struct pending *pending, const struct told *told)
{
    (void)server;
    struct call *call = (struct call *)pending;
    if (!pending->is_forgotten && told && told->err)
        reply_told_refusal(call->request, told);
    else if (!pending->is_forgotten && told)
        reply_frame(call->request, 200, "application/json", told->body);
    free(call);
}

static void ask(struct request *request, const struct command *command, json_t *params, const struct session *session)
{
    struct call *call = calloc(1, sizeof *call);
    must(call != NULL);
    call->request = request;
    call->pending.command = command;
    call->pending.answered = answered;
    http_hold(request);
    pending_ask(request->server, &call->pending, &request->pendings, params, live_actor(session), NULL, 0);
}

/* NULL: it was answered. */
static json_t *read_params(struct request *request)
{
    const char *text = request->body.data;
    size_t len = request->body.len;
    if (request->method != METHOD_POST) {
        text = header_query(request->wsi, "params", &request->arena);
        len = text ? strlen(text) : 0;
    }
    if (!len) return json_object();
    struct refusal why;
    json_t *params = incoming_object(&request->server->settings, request->method == METHOD_POST ? "body" : "params",
                                     text, len, &why);
    if (!params) reply_refusal(request, 0, &why);
    return params;
}

static void give_discovery(struct request *request)
{
    size_t len;
    const char *text = command_discover(&len);
    reply_borrowed(request, 200, "application/json", text, len);
}

static void run(struct request *request, const struct command *command)
{
    struct session *session = header_session(request->server, request->wsi, &request->arena);
    json_t *params = NULL;
    if (command->runs == RUNS_NET && permissions[command->needs].scope == SCOPE_OPEN)
        give_discovery(request);
    else if (!session)
        refuse(request, 0, ERR_NOT_SIGNED_IN, NULL, DETAIL_NONE);
    else if (command->runs == RUNS_NET)
        refuse(request, 0, ERR_BAD_INPUT, "method", DETAIL_NONE);
    else if (!http_is_too_fast(request, session) && (params = read_params(request)))
        ask(request, command, params, session);
}

void at_rpc(struct request *request)
{
    const struct command *command = command_find(request->rest);
    if (!command || command->is_internal) {
        refuse(request, 0, ERR_NOT_FOUND, "method", DETAIL_UNKNOWN_WORD);
    } else if (command->runs == RUNS_WRITE && request->method != METHOD_POST) {
        reply_header(request, "Allow", "POST");
        refuse(request, 405, ERR_BAD_INPUT, "method", DETAIL_NONE);
    } else {
        run(request, command);
    }
}
