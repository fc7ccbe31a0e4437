/* meeting_model.c - series and their changes as a slow model has them, see meeting_model.h */
#include "meeting_model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/must.h"

/* ---- days ---- */

int model_month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && year % 4 == 0); /* until 2099 */
}

struct date model_date(int day)
{
    struct date date = {2026, 1, 1};
    for (day -= 20454; day >= model_month_days(date.year, date.month);) {
        day -= model_month_days(date.year, date.month);
        if (++date.month > 12) date = (struct date){date.year + 1, 1, 1};
    }
    date.day += day;
    return date;
}

int model_weekday(int day) /* 0: Monday */
{
    return (day + 3) % 7;
}

static bool is_summer(int day, bool at_midnight)
{
    struct date date = model_date(day);
    int last_sunday = model_month_days(date.year, date.month);
    last_sunday -= (model_weekday(day - date.day + last_sunday) + 1) % 7;
    if (date.month == 3) return date.day > last_sunday || (date.day == last_sunday && !at_midnight);
    if (date.month == 10) return date.day < last_sunday || (date.day == last_sunday && at_midnight);
    return date.month > 3 && date.month < 10;
}

char *model_time(int day, int minute)
{
    static char texts[16][32];
    static unsigned next;
    char *text = texts[next++ % 16];
    struct date date = model_date(day);
    snprintf(text, sizeof texts[0], "%04d-%02d-%02dT%02d:%02d", date.year, date.month, date.day, minute / 60,
             minute % 60);
    return text;
}

char *model_day(int day)
{
    char *text = model_time(day, 0);
    text[10] = '\0';
    return text;
}

/* ---- series ---- */

static bool is_held_on(const struct rule *rule, int first, int day)
{
    if (!rule->is_monthly)
        return ((day + 3) / 7 - (first + 3) / 7) % rule->interval == 0 && rule->weekdays & 1u << model_weekday(day);
    struct date start = model_date(first), date = model_date(day);
    int months = (date.year - start.year) * 12 + date.month - start.month;
    if (months % rule->interval) return false;
    if (!rule->nth) return date.day == rule->month_day;
    if (model_weekday(day) != rule->weekday) return false;
    int from_end = (model_month_days(date.year, date.month) - date.day) / 7 + 1;
    return rule->nth > 0 ? (date.day - 1) / 7 + 1 == rule->nth : from_end == -rule->nth;
}

int model_days(const struct series *it, int days[MOST_DAYS])
{
    int count = 0;
    for (int day = it->day; day <= LAST_DAY && count < MOST_DAYS; day++) {
        if (it->rule.count && count == it->rule.count) break;
        if (it->rule.until && day > it->rule.until) break;
        if (is_held_on(&it->rule, it->day, day)) days[count++] = day;
    }
    return count;
}

static bool has(const struct series *it, int day)
{
    int days[MOST_DAYS], count = model_days(it, days);
    for (int i = 0; i < count; i++)
        if (days[i] == day) return true;
    return false;
}

struct change *model_change(struct series *it, int day)
{
    for (int i = 0; i < it->n_changes; i++)
        if (it->changes[i].day == day) return &it->changes[i];
    return NULL;
}

struct change model_plain(const struct series *it, int day)
{
    struct change change = {.day = day, .start_day = day, .start_minute = it->minute, .minutes = it->minutes};
    strcpy(change.title, it->title);
    return change;
}

static void forget(struct series *it, const struct change *change)
{
    *(struct change *)(uintptr_t)change = it->changes[--it->n_changes];
}

/* One instance from now on; what is as the series has it needs no row. */
void model_set(struct series *it, const struct change *to)
{
    struct change *there = model_change(it, to->day), plain = model_plain(it, to->day);
    bool is_plain = !to->is_cancelled && to->start_day == plain.start_day && to->start_minute == plain.start_minute &&
                    to->minutes == plain.minutes && strcmp(to->title, plain.title) == 0;
    if (is_plain) {
        if (there) forget(it, there);
        return;
    }
    if (!there) there = &it->changes[it->n_changes++];
    *there = *to;
}

int model_carry(struct series *was, struct series *is, int from)
{
    struct change kept[MOST_CHANGES];
    int n_kept = 0, dropped = 0;
    for (int i = 0; i < was->n_changes;) {
        struct change change = was->changes[i];
        if (change.day < from) {
            i++;
            continue;
        }
        forget(was, &was->changes[i]);
        if (was->minute != is->minute || !has(is, change.day)) {
            dropped++;
            continue;
        }
        if (strcmp(change.title, was->title) == 0) strcpy(change.title, is->title);
        if (change.minutes == was->minutes) change.minutes = is->minutes;
        kept[n_kept++] = change;
    }
    for (int i = 0; i < n_kept; i++)
        is->changes[is->n_changes++] = kept[i];
    return dropped;
}

/* ---- rules as text ---- */

static void put_until(struct buf *out, int until)
{
    struct date date = model_date(until); /* the end of that local day */
    buf_printf(out, ";UNTIL=%04d%02d%02dT%s5959Z", date.year, date.month, date.day,
               is_summer(until + 1, true) ? "20" : "21");
}

char *model_rule(const struct rule *rule)
{
    static const char names[7][3] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
    struct buf out;
    buf_init(&out);
    buf_text(&out, rule->is_monthly ? "FREQ=MONTHLY" : "FREQ=WEEKLY");
    if (rule->interval > 1) buf_printf(&out, ";INTERVAL=%d", rule->interval);
    const char *before = ";BYDAY=";
    for (int i = 0; !rule->is_monthly && i < 7; i++) {
        if (!(rule->weekdays & 1u << i)) continue;
        buf_printf(&out, "%s%s", before, names[i]);
        before = ",";
    }
    if (rule->is_monthly && rule->nth) buf_printf(&out, ";BYDAY=%d%s", rule->nth, names[rule->weekday]);
    if (rule->is_monthly && !rule->nth) buf_printf(&out, ";BYMONTHDAY=%d", rule->month_day);
    if (rule->count) buf_printf(&out, ";COUNT=%d", rule->count);
    if (rule->until) put_until(&out, rule->until);
    return out.data;
}

bool model_is_same_rule(const struct rule *one, const struct rule *other)
{
    char *a = model_rule(one), *b = model_rule(other);
    bool is_same = strcmp(a, b) == 0;
    free(a);
    free(b);
    return is_same;
}

/* ---- the calendar of the model ---- */

struct line {
    int64_t start_at, id;
    int day; /* on which the series has it */
    char text[100];
};

static int by_start(const void *one, const void *other)
{
    const struct line *a = one, *b = other;
    if (a->start_at != b->start_at) return a->start_at < b->start_at ? -1 : 1;
    if (a->id != b->id) return a->id < b->id ? -1 : 1;
    return a->day - b->day;
}

static void put_line(struct line *lines, int *count, const struct series *it, const struct change *change)
{
    int64_t minute = change->start_day * INT64_C(1440) + change->start_minute;
    minute -= is_summer(change->start_day, false) ? 180 : 120;
    struct line *line = &lines[(*count)++];
    *line = (struct line){.start_at = minute * 60000, .id = it->id, .day = change->day};
    snprintf(line->text, sizeof line->text, "%s %s %s%d %lld\n", model_time(change->day, it->minute),
             model_time(change->start_day, change->start_minute), change->title,
             change->is_cancelled || it->is_cancelled ? -change->minutes : change->minutes, (long long)line->start_at);
}

char *model_calendar(struct series *all, int n_all, int from, int until)
{
    enum { MOST_LINES = 60 * 100 };
    struct line *lines = calloc(MOST_LINES, sizeof *lines);
    int n_lines = 0, days[MOST_DAYS];
    must(lines != NULL);
    for (int s = 0; s < n_all; s++) {
        struct series *it = &all[s];
        int count = model_days(it, days);
        for (int i = 0; i < count; i++) {
            const struct change *there = model_change(it, days[i]), plain = model_plain(it, days[i]);
            const struct change *is = there ? there : &plain;
            if (is->start_day >= from && is->start_day <= until) put_line(lines, &n_lines, it, is);
        }
    }
    qsort(lines, (size_t)n_lines, sizeof *lines, by_start);
    struct buf out;
    buf_init(&out);
    buf_text(&out, "\n");
    for (int i = 0; i < n_lines; i++)
        buf_text(&out, lines[i].text);
    free(lines);
    return out.data;
}
