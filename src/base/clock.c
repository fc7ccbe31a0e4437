/* clock.c - the wall clock that can be set, and the monotonic one that can't. */
#include "base/clock.h"

#include <stdatomic.h>
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

/* Finland keeps UTC+2, and UTC+3 from the last Sunday of March to the last of October (Directive 2000/84/EC, art. 1-3).
 * Every change of year lies in the winter half, and in the summer half the hour more never leaves the year: so the year
 * follows from UTC+2 alone, without a time zone database. */
int clock_local_year(int64_t at)
{
    int64_t local = at + 2 * MS_PER_HOUR;
    time_t seconds = (time_t)(local / MS_PER_SECOND - (local % MS_PER_SECOND < 0));
    struct tm tm;
    must(gmtime_r(&seconds, &tm));
    return tm.tm_year + 1900;
}
