/* listen.h - the listening sockets, which are ours, so that we say who is let in and when that ends [net] */
#ifndef LISTEN_H
#define LISTEN_H

#include <stdbool.h>

struct listener;
struct server;

/* `where`: HOST:PORT. False: said on standard error. */
bool listener_open(struct server *server, struct listener *listener, const char *where, bool is_metrics);
void listener_close(struct listener *listener); /* no more come; twice is harmless */

#endif
