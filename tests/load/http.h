/* http.h - one HTTP/1.1 connection that asks and waits, for everything that is set up before measuring. */
#ifndef LOAD_HTTP_H
#define LOAD_HTTP_H

#include <stddef.h>

struct http {
    unsigned port;
    int fd;           /* -1 between connections */
    char *answer;     /* the last one, head and body, NUL behind it */
    const char *body; /* within it */
    char token[256];  /* the cookie of the last sign-in */
};

void http_init(struct http *http, unsigned port);
void http_fini(struct http *http);

/* Dies unless the answer is 200. token and body may be NULL. */
void http_ask(struct http *http, const char *method, const char *path, const char *token, const char *body);

#endif
