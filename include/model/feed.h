/* feed.h - calendars that people subscribe to under a secret address: which version there is, and its bytes
 *
 * A feed shows one person's own calendar, or that of a team, a unit or a board. What it says of a case is its detail: `plain`
 * names neither case nor team, `code` the case by its code and the team by its name. Titles, notes, texts and names of people
 * are never in it, whatever the detail: they are free text, and a calendar lies on other people's servers.
 *
 * A version is known without writing the calendar: the same version, the same bytes. It follows from what the account is told of
 * its calendar (cmd.h, tell_calendar()), the events of a board where the feed is a board's, and the local day, as the window
 * moves at midnight in CAL_ZONE and nothing else in a feed depends on the time. [reader] */
#ifndef MODEL_FEED_H
#define MODEL_FEED_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "db/queries.gen.h"

enum { FEED_ETAG = 40 };

struct feed_day {                   /* what a calendar holds on one local day */
    char from_on[11], until_on[11]; /* the window; until_on is the first day behind it */
    int64_t from, until;            /* likewise, instants */
    int64_t cancelled_since;        /* what was cancelled before is gone */
    int64_t began_at, ends_at;      /* of the day itself */
};
void feed_day(int64_t now, struct feed_day *out);

/* Whether anybody may read it: false for what is unknown, revoked or not theirs any more, at the same cost. */
bool feed_find(struct db_tx *tx, const char *token, bool allow_demo, const struct feed_day *day, struct feed_open *out);

/* A strong ETag with its quotes (RFC 9110 § 8.8.3), of the calendar as it is or in gzip. `origin` stands in the calendar. */
void feed_etag(const struct feed_open *feed, const struct feed_day *day, const char *origin, bool is_packed,
               char out[FEED_ETAG]);
int64_t feed_changed_at(const struct feed_open *feed, const struct feed_day *day); /* when the version became this */

void feed_put(struct db_tx *tx, const struct feed_open *feed, const struct feed_day *day, const char *origin,
              struct buf *out);

/* One meeting of a board or of a team that the account may see, to be added to a calendar by hand; false: there is none. In two
 * people's calendars it has two names. */
struct feed_one {
    int64_t account, board, team, meeting;
};
bool feed_put_meeting(struct db_tx *tx, const struct feed_one *one, enum language language, const char *origin,
                      struct buf *out);

#endif
