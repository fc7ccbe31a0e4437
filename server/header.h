/* header.h - what a request says about itself in its header [net]
 *
 * Texts are copies in the arena. NULL: the request does not say. */
#ifndef HEADER_H
#define HEADER_H

#include <libwebsockets.h>
#include <stdbool.h>

#include "base/arena.h"
#include "live.h"

struct server;

enum method { METHOD_GET = 1, METHOD_HEAD = 2, METHOD_POST = 4, METHOD_DELETE = 8, METHOD_OTHER = 16 };

enum method header_method(struct lws *wsi, enum lws_token_indexes *uri);
const char *header_text(struct lws *wsi, enum lws_token_indexes token, struct arena *arena);
const char *header_custom(struct lws *wsi, const char *name /* lower case, with its colon */, struct arena *arena);
const char *header_cookie(struct lws *wsi, const char *name, struct arena *arena);
const char *header_query(struct lws *wsi, const char *name, struct arena *arena); /* decoded */

/* Is the word in a list by commas, letters of either case? `;q=0` counts as not. */
bool header_lists(const char *list, const char *word);

/* Is the version among those of If-None-Match, or any ("*")? Weak ones are compared as strong: RFC 9110 § 13.1.2. */
bool header_knows(const char *etags, const char *etag);

/* Whose session: the token of `Authorization: Bearer`, else of the cookie. NULL: nobody's. */
struct session *header_session(struct server *server, struct lws *wsi, struct arena *arena);
const char *header_cookie_name(const struct server *server);

/* A browser's page must be one of ours; programs send no Origin. */
bool header_origin_is_good(struct server *server, struct lws *wsi, struct arena *arena);

const char *header_address(struct server *server, struct lws *wsi, struct arena *arena); /* the client's, as believed */
bool header_is_loopback(struct lws *wsi, struct arena *arena);                           /* and no proxy in between */

/* The family of the browser and its system, in a few words, out of User-Agent; nothing else of it. */
const char *header_program(struct lws *wsi, struct arena *arena);

#endif
