/* drain.h - the end of the server, in order [net]
 *
 * On SIGTERM or SIGINT: nobody new is let in, nothing new is taken (`busy`); what the store was asked is answered; what waits is
 * written; sockets close with 1001; then the loop stops. Whatever hangs, the program is gone after 4.5 s: what was
 * acknowledged is on disk already. A second signal changes nothing. */
#ifndef DRAIN_H
#define DRAIN_H

struct server;

void drain_init(struct server *server);
void drain_begin(struct server *server);
void drain_lost(
    struct server *server); /* the store lost the outcome of a group: close everything at once, exit code 1 */

#endif
