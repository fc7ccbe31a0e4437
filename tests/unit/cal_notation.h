/* cal_notation.h - times, rules and series out of what one can read, and files so that one can; a fault fails the test */
#ifndef UNIT_CAL_NOTATION_H
#define UNIT_CAL_NOTATION_H

#include "cal/cal.h"

struct cal_wall wall_of(const char *text);                        /* "YYYY-MM-DDTHH:MM" */
int64_t instant_of(const char *wall);                             /* on the wall */
int64_t utc_of(const char *text);                                 /* in UTC */
struct cal_rule rule_of(const char *text);                        /* "FREQ=…" */
struct cal_series series_of(const char *start, const char *rule); /* of 90 minutes */
char *unfolded(const char *calendar);                             /* its lines whole again, RFC 5545 § 3.1; yours */

#endif
