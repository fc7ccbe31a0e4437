/* clock.h - what time it is, in the units that the product uses. [any]
 *
 * Tests and the demo set the wall clock; the monotonic clock is never set. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

#define MS_PER_SECOND INT64_C(1000)
#define MS_PER_MINUTE (60 * MS_PER_SECOND)
#define MS_PER_HOUR   (60 * MS_PER_MINUTE)
#define MS_PER_DAY    (24 * MS_PER_HOUR)

int64_t clock_now(void);          /* ms since 1970 UTC */
void clock_set(int64_t now);      /* stands still there; 0 lets it run again */
int64_t clock_mono_us(void);      /* µs since some point; for intervals */
int clock_local_year(int64_t at); /* the calendar year in Europe/Helsinki */

#define CLOCK_WINTER_OFFSET (2 * MS_PER_HOUR)
#define CLOCK_SUMMER_OFFSET (3 * MS_PER_HOUR)
int64_t clock_local_offset(int64_t at); /* one of these: what Europe/Helsinki is ahead of UTC then */

enum { CLOCK_DAY_TEXT = 11 };
void clock_local_day(int64_t at, char out[CLOCK_DAY_TEXT]); /* YYYY-MM-DD in Europe/Helsinki */

#endif
