/* series.c - the instances of a series
 *
 * libical walks through time on the wall that belongs to no zone (with a zone it goes wrong in the week after the clocks go
 * forward), and each instance becomes an instant here. COUNT and UNTIL are kept here too. libical is told where to stop
 * instead, or it would look for the next instance until the year 2582; and it begins near what is asked for, a whole number
 * of intervals behind the start, so that an old series costs no more than a young one. A counted one is counted from its
 * start.
 *
 * libical is entered under one lock: what it shares between threads differs from version to version. */
#include "civil.h"

#include <libical/ical.h>
#include <pthread.h>
#include <string.h>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/must.h"

static pthread_mutex_t libical = PTHREAD_MUTEX_INITIALIZER;

static struct cal_wall wall_plus(struct cal_wall wall, int64_t minutes)
{
    return (struct cal_wall){wall.minute + minutes};
}

static struct cal_wall earlier(struct cal_wall a, struct cal_wall b)
{
    return a.minute < b.minute ? a : b;
}

/* The last minute that there is. */
static struct cal_wall last_wall(void)
{
    return civil_to_wall(&(struct civil){.year = CAL_LAST_YEAR, .month = 12, .day = 31, .hour = 23, .minute = 59});
}

/* ---- where to begin ---- */

static struct cal_wall months_on(struct civil civil, int64_t months)
{
    int64_t month = civil.year * 12 + civil.month - 1 + months;
    civil.year = (int)(month / 12);
    civil.month = (int)(month % 12 + 1);
    return civil_to_wall(&civil);
}

static bool has_day(const struct civil *civil, int64_t months)
{
    int64_t month = civil->year * 12 + civil->month - 1 + months;
    return civil->day <= civil_month_days((int)(month / 12), (int)(month % 12 + 1));
}

static struct cal_wall skip_months(struct cal_wall start, struct cal_wall from, int64_t interval)
{
    struct civil first = civil_from_wall(start), goal = civil_from_wall(from);
    int64_t months = (goal.year - first.year) * 12 + goal.month - first.month;
    months -= months % interval;
    while (months > 0 && (!has_day(&first, months) || months_on(first, months).minute > from.minute))
        months -= interval;
    return months_on(first, months);
}

/* The start, moved on by whole intervals as far as it goes without passing `from`. */
static struct cal_wall skip_to(const struct cal_series *series, struct cal_wall from)
{
    const struct cal_rule *rule = &series->rule;
    int64_t distance = from.minute - series->start.minute;
    if (rule->count || distance <= 0) return series->start;
    if (rule->frequency == CAL_MONTHLY) return skip_months(series->start, from, rule->interval);
    if (rule->frequency == CAL_YEARLY) return skip_months(series->start, from, rule->interval * 12);
    int64_t step = rule->interval * (rule->frequency == CAL_WEEKLY ? 7 : 1) * MINUTES_PER_DAY;
    return wall_plus(series->start, distance - distance % step);
}

/* ---- walking ---- */

struct walk {
    const struct cal_series *series;
    icalrecur_iterator *iterator; /* NULL: the rule gives nothing */
    int64_t length;               /* ms */
    int count;                    /* how many came; of all, if the series is counted */
};

static struct icaltimetype floating(struct cal_wall wall)
{
    struct civil civil = civil_from_wall(wall);
    struct icaltimetype time = icaltime_null_time();
    time.year = civil.year;
    time.month = civil.month;
    time.day = civil.day;
    time.hour = civil.hour;
    time.minute = civil.minute;
    return time;
}

/* From some instance at or before `from`, if there is any, to `last`. Until walk_end() the lock is held. */
static void walk_begin(struct walk *walk, const struct cal_series *series, struct cal_wall from, struct cal_wall last)
{
    struct cal_rule endless = series->rule;
    struct buf text;
    endless.count = 0;
    endless.until = NO_INT;
    buf_init(&text);
    cal_rule_put(&text, &endless);
    *walk = (struct walk){.series = series, .length = series->minutes * MS_PER_MINUTE};

    pthread_mutex_lock(&libical);
    struct icalrecurrencetype rule = icalrecurrencetype_from_string(text.data);
    rule.until = floating(earlier(last, last_wall()));
    walk->iterator = icalrecur_iterator_new(rule, floating(skip_to(series, from)));
    buf_fini(&text);
}

static void walk_end(struct walk *walk)
{
    if (walk->iterator) icalrecur_iterator_free(walk->iterator);
    pthread_mutex_unlock(&libical);
}

static bool walk_next(struct walk *walk, struct cal_instance *out)
{
    const struct cal_rule *rule = &walk->series->rule;
    if (!walk->iterator || (rule->count && walk->count == rule->count)) return false;
    struct icaltimetype time = icalrecur_iterator_next(walk->iterator);
    if (icaltime_is_null_time(time)) return false;
    struct civil civil = {
        .year = time.year, .month = time.month, .day = time.day, .hour = time.hour, .minute = time.minute};
    out->original = civil_to_wall(&civil);
    out->start = cal_wall_to_utc(out->original);
    out->end = out->start + walk->length;
    walk->count++;
    return rule->until == NO_INT || out->start <= rule->until;
}

void cal_init(void)
{
    struct cal_series series = {.minutes = 1, .rule = {.frequency = CAL_WEEKLY, .interval = 1, .until = NO_INT}};
    cal_wall_read("2026-01-01T12:00", &series.start);
    must(cal_series_has(&series, series.start));
}

/* ---- what is asked ---- */

/* How many come before it (of all, if the series is counted), or -1 where it is none of them. */
static int place_of(const struct cal_series *series, struct cal_wall original)
{
    struct walk walk;
    struct cal_instance instance;
    int place = -1;
    walk_begin(&walk, series, original, original);
    while (place < 0 && walk_next(&walk, &instance))
        if (instance.original.minute == original.minute) place = walk.count - 1;
    walk_end(&walk);
    return place;
}

enum cal_fault cal_series_check(const struct cal_series *series)
{
    if (series->minutes < 1 || series->minutes > CAL_MOST_MINUTES) return CAL_BAD_LENGTH;
    if (series->rule.until != NO_INT && series->rule.until < cal_wall_to_utc(series->start)) return CAL_ENDS_BEFORE;
    return place_of(series, series->start) == 0 ? CAL_FINE : CAL_START_OFF;
}

bool cal_series_has(const struct cal_series *series, struct cal_wall original)
{
    return place_of(series, original) >= 0;
}

/* An instant as a bound for a walk: at least an hour on, or back, is all that the clocks may move, and nothing lies outside
 * the years that are read. */
static struct cal_wall bound(int64_t at, int64_t minutes)
{
    static const int64_t first = INT64_C(946684800000), end = INT64_C(7258118400000); /* 2000-01-01, 2200-01-01 UTC */
    at = at < first ? first : at > end ? end : at;
    return wall_plus(cal_wall_from_utc(at), minutes);
}

size_t cal_expand(const struct cal_series *series, int64_t from, int64_t to, struct cal_instance *out, size_t room)
{
    if (from >= to || !room) return 0;
    struct walk walk;
    struct cal_instance instance;
    size_t count = 0;
    walk_begin(&walk, series, bound(from, -series->minutes - 60), bound(to, 60));
    while (count < room && walk_next(&walk, &instance) && instance.start < to)
        if (instance.end > from) out[count++] = instance;
    walk_end(&walk);
    return count;
}

static bool last_since(const struct cal_series *series, struct cal_wall from, struct cal_instance *out)
{
    struct walk walk;
    struct cal_instance instance;
    struct cal_wall last = series->rule.count ? last_wall() : bound(series->rule.until, 60);
    bool is_any = false;
    walk_begin(&walk, series, from, last);
    for (; walk_next(&walk, &instance); is_any = true)
        *out = instance;
    walk_end(&walk);
    return is_any;
}

bool cal_series_last(const struct cal_series *series, struct cal_instance *out)
{
    if (series->rule.count) return last_since(series, series->start, out);
    if (series->rule.until == NO_INT) return false;
    int64_t back = (int64_t)series->rule.interval * MINUTES_PER_DAY;
    struct cal_wall from;
    do { /* the last ones may lie far apart: the 29th of February */
        from = bound(series->rule.until, -back);
        if (last_since(series, from, out)) return true;
        back *= 4;
    } while (from.minute > series->start.minute);
    never("a series that is fine has its start");
}

bool cal_series_split(const struct cal_series *series, struct cal_wall at, struct cal_rule *before,
                      struct cal_rule *from)
{
    int place = at.minute == series->start.minute ? -1 : place_of(series, at);
    if (place < 0) return false;
    *before = series->rule;
    *from = series->rule;
    if (series->rule.count) {
        before->count = place;
        from->count -= place;
    } else {
        before->until = cal_wall_to_utc(at) - MS_PER_SECOND;
    }
    return true;
}
