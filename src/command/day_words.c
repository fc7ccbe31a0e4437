/* day_words.c - days as people write them. See day_words.h */
#include "day_words.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/must.h"

static const char *const english_months[] = {"January", "February", "March",     "April",   "May",      "June",
                                             "July",    "August",   "September", "October", "November", "December"};

const char *day_words(struct arena *arena, enum language language, const char *day)
{
    int year, month, date;
    must(sscanf(day, "%4d-%2d-%2d", &year, &month, &date) == 3 && month >= 1 && month <= 12);
    if (language == LANGUAGE_EN) return arena_printf(arena, "%d %s %d", date, english_months[month - 1], year);
    return arena_printf(arena, "%d.%d.%d", date, month, year);
}

const char *day_words_at(struct arena *arena, enum language language, int64_t at)
{
    char day[CLOCK_DAY_TEXT];
    clock_local_day(at, day);
    return day_words(arena, language, day);
}
