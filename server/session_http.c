/* session_http.c - signing in, who am I, signing out: /api/session
 *
 * Signing in asks the store twice: session.start makes the session, session.who says whose it is; the token goes into the cookie
 * and nowhere else. Another page can't sign anybody in: the body must be JSON, and the page's origin one of ours. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "http.h"
#include "incoming.h"
#include "pending.h"
#include "routes.h"
#include "server.h"

struct errand {
    struct pending pending;
    struct request *request;
    void (*then)(struct errand *errand, const struct told *told);
    char token[TOKEN_TEXT];
};

static void answered(struct server *server, struct pending *pending, const struct told *told)
{
    (void)server;
    struct errand *errand = (struct errand *)pending;
    if (!pending->is_forgotten && told) errand->then(errand, told);
    free(errand);
}

static struct errand *errand_new(struct request *request, const char *command,
                                 void (*then)(struct errand *errand, const struct told *told))
{
    struct errand *errand = calloc(1, sizeof *errand);
    must(errand != NULL);
    errand->request = request;
    errand->then = then;
    errand->pending.command = command_find(command);
    must(errand->pending.command != NULL);
    errand->pending.answered = answered;
    return errand;
}

static void ask(struct errand *errand, json_t *params, struct actor actor)
{
    http_hold(errand->request);
    pending_ask(errand->request->server, &errand->pending, &errand->request->pendings, params, actor, NULL, 0);
}

static void set_cookie(struct request *request, const char *token)
{
    const struct server *server = request->server;
    const char *life = *token ? "" : "; Max-Age=0";
    reply_header(request, "Set-Cookie",
                 arena_printf(&request->arena, "%s=%s; Path=/; HttpOnly; SameSite=Strict%s%s",
                              header_cookie_name(server), token, server->settings.secure ? "; Secure" : "", life));
}

/* ---- who am I ---- */

static void give_who(struct errand *errand, const struct told *told)
{
    struct request *request = errand->request;
    if (told->err) {
        reply_told_refusal(request, told);
        return;
    }
    if (*errand->token) set_cookie(request, errand->token);
    reply_frame(request, 200, "application/json", told->body);
}

static void get_session(struct request *request, const struct session *session)
{
    if (!session) {
        reply_refusal(request, 0, &(struct refusal){.err = ERR_NOT_SIGNED_IN});
        return;
    }
    ask(errand_new(request, "session.who", give_who), json_object(), live_actor(session));
}

/* ---- signing in ---- */

static void started(struct errand *errand, const struct told *told)
{
    struct request *request = errand->request;
    if (told->err) {
        reply_told_refusal(request, told);
        return;
    }
    json_t *result = json_loadb((const char *)frame_data(told->body), frame_len(told->body), 0, NULL);
    const char *token = json_string_value(json_object_get(result, "token"));
    struct actor actor = {.session = json_integer_value(json_object_get(result, "session")),
                          .language = request->language};
    must(token != NULL && strlen(token) < TOKEN_TEXT && actor.session);
    struct errand *who = errand_new(request, "session.who", give_who);
    strcpy(who->token, token);
    json_decref(result);
    ask(who, json_object(), actor);
}

static const char *unknown_field(json_t *given)
{
    const char *name;
    json_t *value;
    json_object_foreach (given, name, value)
        if (strcmp(name, "name") != 0 && strcmp(name, "password") != 0 && strcmp(name, "language") != 0) return name;
    return NULL;
}

static void post_session(struct request *request)
{
    struct server *server = request->server;
    struct refusal why = {.err = ERR_BAD_INPUT, .detail = DETAIL_UNKNOWN_FIELD};
    json_t *given = incoming_object(&server->settings, "body", request->body.data ? request->body.data : "",
                                    request->body.len, &why);
    why.field = given ? unknown_field(given) : NULL;
    if (!given || why.field) {
        reply_refusal(request, 0, &why);
        json_decref(given);
        return;
    }
    json_object_set_new(given, "program", json_string(header_program(request->wsi, &request->arena)));
    json_object_set_new(given, "address", json_string(header_address(server, request->wsi, &request->arena)));
    ask(errand_new(request, "session.start", started), given,
        (struct actor){.is_operator = true, .language = request->language});
}

/* ---- signing out ---- */

static void give_out(struct request *request)
{
    set_cookie(request, "");
    reply_header(request, "Clear-Site-Data", "\"cache\", \"storage\"");
    reply_empty(request, 204);
}

static void ended(struct errand *errand, const struct told *told)
{
    if (told->err && told->err != ERR_NOT_FOUND && told->err != ERR_NOT_SIGNED_IN)
        reply_told_refusal(errand->request, told);
    else
        give_out(errand->request);
}

static void delete_session(struct request *request, const struct session *session)
{
    if (!session) { /* nothing to end, but the cookie */
        give_out(request);
        return;
    }
    char key[TOKEN_TEXT];
    token_make(key);
    ask(errand_new(request, "session.end", ended),
        json_pack("{s:I,s:s}", "session", (json_int_t)live_id(session), "key", key), live_actor(session));
}

void at_session(struct request *request)
{
    struct session *session = header_session(request->server, request->wsi, &request->arena);
    if (request->method == METHOD_POST)
        post_session(request);
    else if (request->method == METHOD_DELETE)
        delete_session(request, session);
    else
        get_session(request, session);
}
