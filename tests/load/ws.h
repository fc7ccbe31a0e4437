/* ws.h - many WebSocket client sockets on one epoll (RFC 6455, client side, text only, no extensions).
 *
 * Made for measuring: a read costs one system call, frames are looked at where they were read, and the time is taken
 * right behind the read. A socket that the server closes, a masked frame, a byte out of place: the generator dies. */
#ifndef LOAD_WS_H
#define LOAD_WS_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum ws_state { WS_CLOSED, WS_UPGRADING, WS_OPEN };

struct ws {
    int fd;
    enum ws_state state;
    char *held; /* bytes of a frame that is not complete yet */
    size_t held_len, held_cap;
    char *message; /* what fragments have brought so far */
    size_t message_len, message_cap;
};

struct ws_net {
    int epoll;
    struct sockaddr_in server;
    bool spins; /* never sleeps while waiting: takes the generator's own waking out of the latencies */
    void *owner;
    void (*on_open)(void *owner, struct ws *ws);
    void (*on_text)(void *owner, struct ws *ws, const char *text, size_t len,
                    int64_t now); /* text has no NUL behind it */
    char *room;                   /* where everything is read to first */
    uint64_t frames, bytes;       /* text frames received, bytes read */
};

void ws_net_init(struct ws_net *net, unsigned port);
void ws_net_fini(struct ws_net *net); /* close the sockets first */

void ws_connect(struct ws_net *net, struct ws *ws, const char *token);         /* token may be NULL; on_open follows */
void ws_send(struct ws_net *net, struct ws *ws, const char *text, size_t len); /* up to 8 KiB */
void ws_close(struct ws_net *net, struct ws *ws); /* cut off at once: no handshake, no TIME_WAIT */
void ws_wait(struct ws_net *net, int64_t until);  /* handles a few of what has come; sleeps until then at most */

#endif
