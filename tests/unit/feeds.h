/* feeds.h - what tests say about calendar feeds, in the domain's verbs
 *
 * A feed is known by the token of its address, a text that is the test's own. Calendars are read as their subscribers do, by
 * nobody who is signed in. */
#ifndef UNIT_FEEDS_H
#define UNIT_FEEDS_H

#include "meetings.h"

enum { FEED_TOKEN = 44 };

/* `more`: further members, with a comma in front. The number of the feed. */
int64_t makes_feed(struct world *w, enum who who, const char *scope, const char *detail, const char *more,
                   char token[FEED_TOKEN]);

json_t *feed_version_of(struct world *w, const char *token, const char *known); /* what feed.read answers; yours */
char *calendar_of(struct world *w, const char *token);                          /* the file, yours; NULL: not found */
char *packed_of(struct world *w, const char *token, size_t *len);               /* in gzip, yours */
void is_no_feed(struct world *w, const char *token);                            /* 404, like any other */

char *etag_of(struct world *w, const char *token); /* yours */
unsigned times_in(const char *text, const char *what);
void has_line(const char *calendar, const char *line); /* one whole line, unfolded */
void has_no(const char *calendar, const char *words);  /* nowhere, folded or not */
char *uids_of(const char *calendar);                   /* one a line, in their order; yours */
char *unnamed(const char *calendar);                   /* with UID:1, UID:2 … for its names; yours */

#endif
