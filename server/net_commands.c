/* net_commands.c - commands that the network thread answers alone: nothing of them is stored.
 *
 * Each is decoded by the generated decoder like any other. What needs a board or a note needs its subscription on this very socket;
 * access was checked when it was opened, and ends with it. */
#include <string.h>

#include "base/arena.h"
#include "command/registry.gen.h"
#include "hub.h"
#include "rpc.h"
#include "server.h"

struct net_call {
    struct socket *socket;
    const char *id;
    int64_t board;
    const void *in;
};

static void done(const struct net_call *call)
{
    rpc_result(call->socket, call->id, "{}", 2);
}

static void net_session_hello(const struct net_call *call)
{
    const struct session_hello *in = call->in;
    struct socket *socket = call->socket;
    if (in->language) socket->language = language_of(in->language);
    list_leave(&socket->of_quiet);
    socket->wants_beat = in->beat;
    socket->said_ms = mono_ms();
    if (in->beat) list_join(&socket->server->quiet, &socket->of_quiet);
    done(call);
}

/* What this very socket has open; NULL: it was refused. note: 0 for the board itself. */
static struct subscription *watched(const struct net_call *call, int64_t note, const char *field)
{
    struct subscription *s = hub_find(call->socket, call->board, note);
    if (!s) rpc_refusal(call->socket, call->id, &(struct refusal){.err = ERR_NOT_FOUND, .field = field});
    return s;
}

static void close_watched(const struct net_call *call, int64_t note)
{
    struct subscription *s = watched(call, note, NULL);
    if (!s) return;
    hub_leave(s);
    done(call);
}

static void net_board_close(const struct net_call *call)
{
    close_watched(call, 0);
}

static void net_note_close(const struct net_call *call)
{
    const struct note_close *in = call->in;
    close_watched(call, in->note);
}

static void net_presence_set(const struct net_call *call)
{
    const struct presence_set *in = call->in;
    struct subscription *s = watched(call, 0, NULL), *note = NULL;
    if (!s || (in->note && !(note = watched(call, in->note, "note")))) return;
    presence_said(call->socket->server, s, note, in);
    done(call);
}

static void net_rpc_discover(const struct net_call *call)
{
    size_t len;
    const char *text = command_discover(&len);
    rpc_result(call->socket, call->id, text, len);
}

static const struct {
    const char *name;
    void (*run)(const struct net_call *call);
} net_commands[] = {
    {"session.hello", net_session_hello}, {"board.close", net_board_close},   {"note.close", net_note_close},
    {"presence.set", net_presence_set},   {"rpc.discover", net_rpc_discover},
};

static void run(const struct net_call *call, const struct command *command)
{
    for (size_t i = 0; i < sizeof net_commands / sizeof *net_commands; i++)
        if (!strcmp(net_commands[i].name, command->name)) {
            net_commands[i].run(call);
            return;
        }
    rpc_refusal(call->socket, call->id, &(struct refusal){.err = ERR_INTERNAL});
}

void net_command(struct socket *socket, const char *id, const struct command *command, const json_t *params)
{
    struct arena arena;
    struct decoded decoded = {0};
    struct refusal why = {.err = ERR_OK};
    struct net_call call = {.socket = socket, .id = id};
    arena_init(&arena);
    why.err = command_decode(command, params, &arena, &decoded, &why);
    call.in = decoded.in;
    call.board = decoded.on.board;
    if (why.err)
        rpc_refusal(socket, id, &why);
    else
        run(&call, command);
    json_decref(why.more);
    arena_fini(&arena);
}
