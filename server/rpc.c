/* rpc.c - from the text of a message to a command, and back. See rpc.h */
#include "rpc.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/must.h"
#include "base/utf8.h"
#include "hub.h"
#include "incoming.h"
#include "server.h"

enum { LONGEST_ID = 64 };

/* ---- answering ---- */

static void say(struct socket *socket, const char *id, const char *what, const void *body, size_t len)
{
    static const char head[] = "{\"jsonrpc\":\"2.0\",\"id\":";
    const char *const parts[] = {head, id, what, body, "}"};
    const size_t lens[] = {sizeof head - 1, strlen(id), strlen(what), len, 1};
    socket_send_parts(socket, parts, lens, 5);
}

void rpc_result(struct socket *socket, const char *id, const char *result, size_t len)
{
    if (id) say(socket, id, ",\"result\":", result, len);
}

void rpc_refusal(struct socket *socket, const char *id, const struct refusal *refusal)
{
    socket->server->metrics.refusals[refusal->err]++;
    if (!id) return;
    struct arena arena;
    arena_init(&arena);
    size_t len;
    const char *error = refusal_json(refusal, socket->language, &arena, &len);
    say(socket, id, ",\"error\":", error, len);
    arena_fini(&arena);
}

void rpc_answer(struct call *call, const struct told *told)
{
    say(call->socket, call->id, told->err ? ",\"error\":" : ",\"result\":", frame_data(told->body),
        frame_len(told->body));
}

/* ---- the envelope ---- */

struct envelope {
    char *id; /* JSON; NULL: there is none */
    const char *method;
    json_t *params; /* owned, and by nobody else: it may go to another thread */
};

static bool is_id(const json_t *id)
{
    if (json_is_integer(id)) return json_integer_value(id) <= INT_SAFE && json_integer_value(id) >= -INT_SAFE;
    return json_is_string(id) && utf8_length(json_string_value(id)) <= LONGEST_ID;
}

static bool refuse(struct refusal *why, enum err err, const char *field, enum detail detail)
{
    *why = (struct refusal){.err = err, .field = field, .detail = detail};
    return false;
}

/* False: *why says what is wrong; the id is set where there is a good one. */
static bool open_envelope(json_t *message, struct envelope *out, struct refusal *why)
{
    const json_t *id = json_object_get(message, "id"), *version = json_object_get(message, "jsonrpc");
    const json_t *method = json_object_get(message, "method"), *params = json_object_get(message, "params");
    const size_t known = (size_t)(!!id + !!version + !!method + !!params);
    if (id && !is_id(id)) return refuse(why, ERR_BAD_INPUT, "id", DETAIL_WRONG_TYPE);
    if (id) out->id = json_dumps(id, JSON_ENCODE_ANY | JSON_COMPACT);
    if (!json_is_string(version) || strcmp(json_string_value(version), "2.0") != 0)
        return refuse(why, ERR_BAD_INPUT, "jsonrpc", DETAIL_UNKNOWN_WORD);
    if (!json_is_string(method))
        return refuse(why, ERR_BAD_INPUT, "method", method ? DETAIL_WRONG_TYPE : DETAIL_MISSING);
    if (params && !json_is_object(params)) return refuse(why, ERR_BAD_INPUT, "params", DETAIL_WRONG_TYPE);
    if (json_object_size(message) != known) return refuse(why, ERR_BAD_INPUT, NULL, DETAIL_UNKNOWN_FIELD);
    out->method = json_string_value(method);
    out->params = json_incref(json_object_get(message, "params"));
    json_object_del(message, "params");
    if (id || !strcmp(out->method, "presence.set")) return true;
    return refuse(why, ERR_BAD_INPUT, "id", DETAIL_MISSING);
}

/* ---- commands of the store ---- */

static void answered(struct server *server, struct pending *pending, const struct told *told)
{
    (void)server;
    struct call *call = (struct call *)pending;
    if (!pending->is_forgotten && told && call->opening)
        hub_opened(call, told);
    else if (!pending->is_forgotten && told)
        rpc_answer(call, told);
    free(call);
}

static void ask_store(struct socket *socket, const char *id, const struct command *command,
                      json_t *params /* swallowed */)
{
    size_t len = strlen(id);
    struct call *call = calloc(1, sizeof *call + len + 1);
    must(call != NULL);
    call->socket = socket;
    call->id_len = len;
    memcpy(call->id, id, len);
    call->pending.command = command;
    call->pending.answered = answered;
    struct actor actor = live_actor(socket->session);
    actor.language = socket->language;
    if (!strcmp(command->name, "board.open") || !strcmp(command->name, "note.open"))
        hub_open(socket, call, params, actor);
    else
        pending_ask(socket->server, &call->pending, &socket->pendings, params, actor, NULL, 0);
}

static json_t *take_params(struct envelope *envelope)
{
    json_t *params = envelope->params ? envelope->params : json_object();
    envelope->params = NULL;
    return params;
}

static void run(struct socket *socket, struct envelope *envelope)
{
    const struct command *command = command_find(envelope->method);
    struct refusal why = {.err = ERR_OK};
    if (!command || command->is_internal)
        refuse(&why, ERR_NOT_FOUND, "method", DETAIL_UNKNOWN_WORD);
    else if (socket->server->phase != PHASE_SERVING)
        refuse(&why, ERR_BUSY, NULL, DETAIL_NONE);
    else if (socket->session->ends_at <= clock_now())
        refuse(&why, ERR_NOT_SIGNED_IN, NULL, DETAIL_NONE);

    if (why.err)
        rpc_refusal(socket, envelope->id, &why);
    else if (command->runs == RUNS_NET)
        net_command(socket, envelope->id, command, envelope->params);
    else
        ask_store(socket, envelope->id, command, take_params(envelope));
}

void rpc_message(struct socket *socket, const char *text, size_t len, int64_t retry_ms)
{
    struct refusal why = {.err = ERR_OK};
    struct envelope envelope = {0};
    json_t *message = incoming_object(&socket->server->settings, "message", text, len, &why);
    bool is_good = message && open_envelope(message, &envelope, &why), is_notification = is_good && !envelope.id;
    if (is_good && retry_ms) {
        is_good = refuse(&why, ERR_TOO_FAST, NULL, DETAIL_NONE);
        why.more = json_pack("{s:I}", "retry_ms", (json_int_t)retry_ms);
    }
    if (is_good)
        run(socket, &envelope);
    else
        rpc_refusal(socket, envelope.id || is_notification ? envelope.id : "null", &why);
    json_decref(why.more);
    free(envelope.id);
    json_decref(envelope.params);
    json_decref(message);
}
