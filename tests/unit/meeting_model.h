/* meeting_model.h - series and their changes as a slow model has them
 *
 * A series is the days on which it is held, found by trying one day after the other; an instance that differs is a row of its
 * own. It shares nothing with the program, neither rules nor clocks. Days are counted since 1970, minutes since midnight;
 * series are held between eight and six, where no clock is moved. */
#ifndef UNIT_MEETING_MODEL_H
#define UNIT_MEETING_MODEL_H

#include <stdbool.h>
#include <stdint.h>

enum { MOST_DAYS = 1500, MOST_SERIES = 60, MOST_CHANGES = 40, MOST_TITLE = 16 };
enum { FIRST_DAY = 20515, LAST_DAY = 21915 }; /* 2026-03-03 … 2030-01-01 */

struct date {
    int year, month, day;
};

int model_month_days(int year, int month);
struct date model_date(int day);
int model_weekday(int day);            /* 0: Monday */
char *model_time(int day, int minute); /* "2026-03-10T14:00", good for the next few calls */
char *model_day(int day);              /* "2026-03-10", likewise */

struct rule {
    bool is_monthly;
    int interval;
    unsigned weekdays;  /* weekly: bits */
    int nth, month_day; /* monthly: the nth of the weekday, or else the day */
    int weekday;
    int count, until; /* 0: none; the last day */
};

struct change {
    int day; /* on which the series has it */
    int start_day, start_minute, minutes;
    char title[MOST_TITLE];
    bool is_cancelled;
};

struct series {
    int64_t id;
    int day, minute, minutes;
    char title[MOST_TITLE];
    struct rule rule;
    bool is_cancelled;
    struct change changes[MOST_CHANGES];
    int n_changes;
};

int model_days(const struct series *it, int days[MOST_DAYS]); /* how many */

struct change *model_change(struct series *it, int day);     /* NULL: as the series has it */
struct change model_plain(const struct series *it, int day); /* as the series has it */
void model_set(struct series *it, const struct change *to);  /* one instance from now on */

/* What was said of the instances of `was` from a day on, for `is`, which may replace it; how many do not fit. */
int model_carry(struct series *was, struct series *is, int from);

char *model_rule(const struct rule *rule); /* in the canonical form; yours */
bool model_is_same_rule(const struct rule *one, const struct rule *other);

/* A line for each instance between two days: occurs, start, title, minutes (negative: cancelled), instant. Yours. */
char *model_calendar(struct series *all, int n_all, int from, int until);

#endif
