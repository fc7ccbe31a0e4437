/* civil.h - days of the Gregorian calendar and their numbers. Private to the layer. */
#ifndef CAL_CIVIL_H
#define CAL_CIVIL_H

#include <stdbool.h>
#include <stdint.h>

#include "cal/cal.h"

enum { MINUTES_PER_DAY = 24 * 60 };

struct civil {
    int year, month, day; /* 1-12, 1-31 */
    int hour, minute, second;
};

int civil_month_days(int year, int month);
bool civil_is_real(const struct civil *civil);       /* in the years that are read, seconds below 60 */
int64_t civil_to_seconds(const struct civil *civil); /* since 1970-01-01T00:00:00, no leap seconds */
struct civil civil_from_seconds(int64_t seconds);    /* years 0-9999 */
struct cal_wall civil_to_wall(const struct civil *civil);
struct civil civil_from_wall(struct cal_wall wall);

/* Text in the form of a template, in which a digit 0-5 stands for a digit of the year, month, day, hour, minute, second and
 * any other character for itself: "0000-11-22". False where it has another form, or is no time that is real. */
bool civil_scan(const char *text, const char *template, struct civil *out);
bool civil_read_day(const char *text, struct civil *out); /* "YYYY-MM-DD" */

/* DATE and DATE-TIME, RFC 5545 § 3.3.4-5 */
void civil_put_date(struct buf *out, const struct civil *civil); /* YYYYMMDD */
void civil_put_time(struct buf *out, const struct civil *civil); /* YYYYMMDDTHHMMSS */
void civil_put_utc(struct buf *out, int64_t at);                 /* YYYYMMDDTHHMMSSZ; whole seconds, downwards */

#endif
