/* told.h - what the store tells, heard in order [net] */
#ifndef TOLD_H
#define TOLD_H

struct server;
struct session;

void told_take(struct server *server);                                  /* all that there is */
void told_session_over(struct server *server, struct session *session); /* its sockets close with 4001; forgets it */

#endif
