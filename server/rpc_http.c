/* rpc_http.c - every command by HTTP, for scripts: GET and POST /api/rpc/<method>
 *
 * The body, or `params` of the query, are the parameters; the answer is the bare result, or {"error":…} with the status out of
 * err.def. What only makes sense on a socket is refused. */
#include <string.h>

#include "errand.h"
#include "http.h"
#include "incoming.h"
#include "routes.h"
#include "server.h"

static void refuse(struct request *request, unsigned status, enum err err, const char *field, enum detail detail)
{
    reply_refusal(request, status, &(struct refusal){.err = err, .field = field, .detail = detail});
}

static void give(struct request *request, const struct told *told, const void *with)
{
    (void)with;
    reply_frame(request, 200, "application/json", told->body);
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
        errand_run(request, session, command, params, give, NULL);
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
