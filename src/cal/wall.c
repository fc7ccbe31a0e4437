/* wall.c - time on the wall of CAL_ZONE, days, and instants
 *
 * A day has a number, counted in years that begin in March, so that the leap day is their last (Hinnant, "chrono-Compatible
 * Low-Level Date Algorithms", days_from_civil and civil_from_days). The zone is one offset or the other: an instant has it
 * from the clock (base/clock.h); a time on the wall is tried with the larger one first, which is the first meaning where it
 * has two, and where neither fits, it is jumped over. */
#include "civil.h"

#include <string.h>

#include "base/clock.h"
#include "base/must.h"

static const int64_t seconds_per_day = 24 * 60 * 60;

static int64_t floor_div(int64_t number, int64_t by)
{
    return number / by - (number % by < 0);
}

/* ---- days ---- */

int civil_month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && is_leap ? 29 : days[month - 1];
}

bool civil_is_real(const struct civil *civil)
{
    if (civil->year < CAL_FIRST_YEAR || civil->year > CAL_LAST_YEAR) return false;
    if (civil->month < 1 || civil->month > 12) return false;
    if (civil->day < 1 || civil->day > civil_month_days(civil->year, civil->month)) return false;
    return civil->hour < 24 && civil->minute < 60 && civil->second < 60;
}

enum { DAYS_PER_ERA = 146097, DAYS_TO_1970 = 719468 }; /* 400 years; from 0000-03-01 */

int64_t civil_to_seconds(const struct civil *civil)
{
    int64_t year = civil->year - (civil->month <= 2), era = floor_div(year, 400), of_era = year - era * 400;
    int64_t month = (civil->month + 9) % 12; /* from March */
    int64_t day = (153 * month + 2) / 5 + civil->day - 1;
    int64_t number = era * DAYS_PER_ERA + of_era * 365 + of_era / 4 - of_era / 100 + day - DAYS_TO_1970;
    return number * seconds_per_day + civil->hour * 3600 + civil->minute * 60 + civil->second;
}

struct civil civil_from_seconds(int64_t seconds)
{
    int64_t number = floor_div(seconds, seconds_per_day), rest = seconds - number * seconds_per_day;
    int64_t era = floor_div(number + DAYS_TO_1970, DAYS_PER_ERA);
    int64_t day = number + DAYS_TO_1970 - era * DAYS_PER_ERA; /* of the era, from its March */
    int64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    day -= year * 365 + year / 4 - year / 100;
    int64_t month = (5 * day + 2) / 153;
    year += era * 400 + (month >= 10);
    must(year >= 0 && year <= 9999);
    return (struct civil){.year = (int)year,
                          .month = (int)(month < 10 ? month + 3 : month - 9),
                          .day = (int)(day - (153 * month + 2) / 5 + 1),
                          .hour = (int)(rest / 3600),
                          .minute = (int)(rest / 60 % 60),
                          .second = (int)(rest % 60)};
}

/* ---- text ---- */

bool civil_scan(const char *text, const char *template, struct civil *out)
{
    *out = (struct civil){0};
    int *const numbers[] = {&out->year, &out->month, &out->day, &out->hour, &out->minute, &out->second};
    for (; *template; text++, template ++) {
        bool is_digit = *template >= '0' && *template <= '5';
        if (is_digit ? *text < '0' || *text > '9' : *text != *template) return false;
        if (!is_digit) continue;
        int *number = numbers[*template - '0'];
        *number = *number * 10 + (*text - '0');
    }
    return *text == '\0' && civil_is_real(out);
}

bool civil_read_day(const char *text, struct civil *out)
{
    return civil_scan(text, "0000-11-22", out);
}

enum cal_fault cal_wall_read(const char *text, struct cal_wall *out)
{
    struct civil civil;
    if (!civil_scan(text, "0000-11-22T33:44", &civil)) return CAL_NOT_A_TIME;
    *out = civil_to_wall(&civil);
    return CAL_FINE;
}

static char *put_digits(char *at, int number, int count)
{
    for (int i = count; i--; number /= 10)
        at[i] = (char)('0' + number % 10);
    return at + count;
}

void cal_wall_put(struct cal_wall wall, char out[CAL_WALL_TEXT])
{
    struct civil civil = civil_from_wall(wall);
    char *at = put_digits(out, civil.year, 4);
    *at++ = '-';
    at = put_digits(at, civil.month, 2);
    *at++ = '-';
    at = put_digits(at, civil.day, 2);
    *at++ = 'T';
    at = put_digits(at, civil.hour, 2);
    *at++ = ':';
    at = put_digits(at, civil.minute, 2);
    *at = '\0';
}

void civil_put_date(struct buf *out, const struct civil *civil)
{
    char text[8];
    put_digits(put_digits(put_digits(text, civil->year, 4), civil->month, 2), civil->day, 2);
    buf_put(out, text, sizeof text);
}

void civil_put_time(struct buf *out, const struct civil *civil)
{
    char text[7] = "T";
    civil_put_date(out, civil);
    put_digits(put_digits(put_digits(text + 1, civil->hour, 2), civil->minute, 2), civil->second, 2);
    buf_put(out, text, sizeof text);
}

void civil_put_utc(struct buf *out, int64_t at)
{
    struct civil civil = civil_from_seconds(floor_div(at, MS_PER_SECOND));
    civil_put_time(out, &civil);
    buf_put(out, "Z", 1);
}

/* ---- the zone ---- */

struct cal_wall civil_to_wall(const struct civil *civil)
{
    return (struct cal_wall){floor_div(civil_to_seconds(civil), 60)};
}

struct civil civil_from_wall(struct cal_wall wall)
{
    return civil_from_seconds(wall.minute * 60);
}

enum cal_fault cal_zone_check(const char *name)
{
    return strcmp(name, CAL_ZONE) == 0 ? CAL_FINE : CAL_OTHER_ZONE;
}

int64_t cal_wall_to_utc(struct cal_wall wall)
{
    int64_t as_utc = wall.minute * MS_PER_MINUTE;
    int64_t in_summer = as_utc - CLOCK_SUMMER_OFFSET;
    return clock_local_offset(in_summer) == CLOCK_SUMMER_OFFSET ? in_summer : as_utc - CLOCK_WINTER_OFFSET;
}

struct cal_wall cal_wall_from_utc(int64_t at)
{
    return (struct cal_wall){floor_div(at + clock_local_offset(at), MS_PER_MINUTE)};
}
