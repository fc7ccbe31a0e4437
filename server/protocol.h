/* protocol.h - the callbacks of libwebsockets: the only place that knows their numbers [net] */
#ifndef PROTOCOL_H
#define PROTOCOL_H

#include <stdbool.h>

struct server;

bool protocol_open(
    struct server *server); /* makes context and vhost on the server's loop; false: said on standard error */

#endif
