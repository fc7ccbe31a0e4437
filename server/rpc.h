/* rpc.h - JSON-RPC 2.0 on a socket: the envelope, and the way of a message to its command and back [net]
 *
 * docs/wire.md has the shapes. An id comes back once; a message without one is taken for presence.set only. */
#ifndef RPC_H
#define RPC_H

#include <stdint.h>

#include "command/command.h"
#include "pending.h"
#include "ws.h"

/* A call under way. */
struct call {
    struct pending pending;
    struct socket *socket;
    int64_t board, note; /* of board.open and note.open */
    uint32_t opening;    /*   and which opening of this socket's it is */
    size_t id_len;
    char id[]; /* as JSON */
};

/* retry_ms: 0, or it came too fast and is refused with that. */
void rpc_message(struct socket *socket, const char *text, size_t len, int64_t retry_ms);

/* id: JSON text; NULL: a notification, which nobody answers. */
void rpc_result(struct socket *socket, const char *id, const char *result, size_t len);
void rpc_refusal(struct socket *socket, const char *id, const struct refusal *refusal);
void rpc_answer(struct call *call, const struct told *told); /* the store's answer as it is */

/* ---- net_commands.c: those that run on the network thread ---- */
void net_command(struct socket *socket, const char *id, const struct command *command, const json_t *params);

#endif
