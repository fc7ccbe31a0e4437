/* clock.c - the wall clock that can be set, and the monotonic one that can't. */
#include "base/clock.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <time.h>

#include "base/must.h"

static _Atomic int64_t stands_at; /* 0: runs */

int64_t clock_now(void)
{
    int64_t at = atomic_load_explicit(&stands_at, memory_order_relaxed);
    if (at) return at;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * MS_PER_SECOND + now.tv_nsec / 1000000;
}

void clock_set(int64_t now)
{
    atomic_store(&stands_at, now);
}

int64_t clock_mono_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static struct tm utc(int64_t at)
{
    time_t seconds = (time_t)(at / MS_PER_SECOND - (at % MS_PER_SECOND < 0));
    struct tm tm;
    must(gmtime_r(&seconds, &tm));
    return tm;
}

/* Finland keeps UTC+2, and UTC+3 from the last Sunday of March to the last of October, each time at 01:00 UTC (Directive
 * 2000/84/EC, art. 1-3): no time zone database is needed. */
static bool is_summer(int64_t at)
{
    const struct tm now = utc(at);
    if (now.tm_mon < 2 || now.tm_mon > 9) return false;
    if (now.tm_mon > 2 && now.tm_mon < 9) return true;
    int to_last = 31 - now.tm_mday, sunday = (now.tm_wday + to_last) % 7; /* weekday of the 31st */
    int last_sunday = 31 - sunday;
    bool is_past = now.tm_mday > last_sunday || (now.tm_mday == last_sunday && now.tm_hour >= 1);
    return now.tm_mon == 2 ? is_past : !is_past;
}

int64_t clock_local_offset(int64_t at)
{
    return is_summer(at) ? CLOCK_SUMMER_OFFSET : CLOCK_WINTER_OFFSET;
}

static struct tm helsinki(int64_t at)
{
    return utc(at + clock_local_offset(at));
}

int clock_local_year(int64_t at)
{
    return helsinki(at).tm_year + 1900;
}

void clock_local_day(int64_t at, char out[CLOCK_DAY_TEXT])
{
    const struct tm day = helsinki(at);
    must(strftime(out, CLOCK_DAY_TEXT, "%Y-%m-%d", &day) == CLOCK_DAY_TEXT - 1);
}
