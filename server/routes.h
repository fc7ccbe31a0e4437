/* routes.h - the paths that are served, and who answers them [net]
 *
 * A handler is called once the whole body is there. It answers by reply.c, or holds the request and answers later. */
#ifndef ROUTES_H
#define ROUTES_H

#include <stdbool.h>

struct request;

struct route {
    const char *pattern; /* a prefix where it ends in '/', but "/" */
    unsigned methods;    /* enum method, by or */
    void (*handle)(struct request *request);
    bool is_open; /* answered although the server is about to end */
};

const struct route *route_find(const char *path,
                               const char **rest); /* never NULL: the client's pages take what is left */
bool route_is_api(const struct route *route);

void get_health(struct request *request);
void get_ready(struct request *request);
void get_version(struct request *request);
void get_metrics(struct request *request);
void at_session(struct request *request);
void at_rpc(struct request *request);
void at_socket(struct request *request);      /* /ws without an upgrade */
void get_feed(struct request *request);       /* /calendar/<token>.ics */
void get_board_file(struct request *request); /* /api/boards/<id>/meetings/<id>.ics and what get_minutes() gives */
void get_minutes(struct request *request);    /* /api/boards/<id>/minutes/<id>.html .txt .md */
void get_team_file(struct request *request);
void at_nothing(struct request *request);
void get_page(struct request *request);

#endif
