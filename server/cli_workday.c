/* cli_workday.c - office hours in Finland, see cli_workday.h. Days are counted from 1970-01-01, a Thursday. */
#include "cli_workday.h"

#include <stdbool.h>
#include <time.h>

#include "base/clock.h"

enum { MARCH = 2, OCTOBER = 9 }; /* as in struct tm */

static int64_t weekday_of(int64_t day) /* 0 = Monday */
{
    return (day + 3) % 7;
}

static int64_t last_sunday(int year, int month_of_31_days)
{
    struct tm last = {.tm_year = year, .tm_mon = month_of_31_days, .tm_mday = 31};
    int64_t day = timegm(&last) / (24 * 60 * 60);
    return day - (weekday_of(day) + 1) % 7;
}

static bool is_summer(int64_t day)
{
    time_t seconds = (time_t)(day * MS_PER_DAY / MS_PER_SECOND);
    struct tm tm;
    gmtime_r(&seconds, &tm);
    return day >= last_sunday(tm.tm_year, MARCH) && day < last_sunday(tm.tm_year, OCTOBER);
}

static int64_t offset_on(int64_t day)
{
    return (is_summer(day) ? 3 : 2) * MS_PER_HOUR;
}

static int64_t day_of(int64_t at)
{
    return (at + offset_on(at / MS_PER_DAY)) / MS_PER_DAY;
}

static int64_t at_minutes(int64_t day, int minutes)
{
    return day * MS_PER_DAY + minutes * MS_PER_MINUTE - offset_on(day);
}

int64_t workday_at(int64_t now, int workdays_ago, int minutes)
{
    int64_t day = day_of(now);
    while (workdays_ago > 0)
        if (weekday_of(--day) < 5) workdays_ago--;
    while (workdays_ago < 0)
        if (weekday_of(++day) < 5) workdays_ago++;
    return at_minutes(day, minutes);
}

int64_t next_workday_at(int64_t now, int minutes)
{
    int64_t day = day_of(now);
    while (weekday_of(day) > 4 || at_minutes(day, minutes) < now)
        day++;
    return at_minutes(day, minutes);
}

int64_t sunday_at(int64_t now, int minutes)
{
    int64_t day = day_of(now);
    return at_minutes(day + 6 - weekday_of(day), minutes);
}
