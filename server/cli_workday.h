/* cli_workday.h - office hours in Finland, seen from a day
 *
 * Finland keeps UTC+2, and UTC+3 from the last Sunday of March to the last of October (Directive 2000/84/EC, art. 1-3).
 */
#ifndef CLI_WORKDAY_H
#define CLI_WORKDAY_H

#include <stdint.h>

/* The instant (ms since 1970 UTC) at which clocks in Helsinki showed `minutes` after midnight, so many working days
 * (Monday to Friday) before the day of `now`, or after it where they are fewer than 0. Not for the hours in which clocks are
 * put forward or back. */
int64_t workday_at(int64_t now, int workdays_ago, int minutes);

/* The first instant not before `now` at which they show that on a working day. */
int64_t next_workday_at(int64_t now, int minutes);

/* The same on the Sunday that ends the week of `now`. */
int64_t sunday_at(int64_t now, int minutes);

#endif
