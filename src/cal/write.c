/* write.c - calendars: what stands round the items, and the items
 *
 * An item is a head that all kinds have, its times, and a tail. Nothing can fail: what users wrote is made harmless
 * (line_put_text()), and what the program makes up is checked to be what it must be. */
#include "civil.h"
#include "line.h"

#include <string.h>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/must.h"

/* Two rules hold since 1996 (Directive 2000/84/EC), and what lies before is of no interest: RFC 5545 § 3.6.5. */
static const char zone[] = "BEGIN:VTIMEZONE\r\n"
                           "TZID:" CAL_ZONE "\r\n"
                           "BEGIN:DAYLIGHT\r\n"
                           "DTSTART:19700329T030000\r\n"
                           "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
                           "TZOFFSETFROM:+0200\r\n"
                           "TZOFFSETTO:+0300\r\n"
                           "TZNAME:EEST\r\n"
                           "END:DAYLIGHT\r\n"
                           "BEGIN:STANDARD\r\n"
                           "DTSTART:19701025T040000\r\n"
                           "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
                           "TZOFFSETFROM:+0300\r\n"
                           "TZOFFSETTO:+0200\r\n"
                           "TZNAME:EET\r\n"
                           "END:STANDARD\r\n"
                           "END:VTIMEZONE\r\n";

/* ---- values ---- */

/* What the program makes up: printable ASCII without what needs escaping or quotes, and not empty. */
static void check_made_up(const char *text)
{
    must(*text);
    for (; *text; text++)
        must(*text > ' ' && *text < 0x7f && !strchr("\\;,\"<>", *text));
}

static void put_made_up(struct cal_writer *writer, const char *name, const char *text)
{
    if (!text) return;
    check_made_up(text);
    buf_text(line_begin(writer, name), text);
    line_end(writer);
}

static void put_text(struct cal_writer *writer, const char *name, const char *text, const char *line_break)
{
    if (!text) return;
    line_put_text(line_begin(writer, name), text, line_break);
    line_end(writer);
}

static void put_number(struct cal_writer *writer, const char *name, int64_t number)
{
    buf_int(line_begin(writer, name), number);
    line_end(writer);
}

static void put_instant(struct cal_writer *writer, const char *name, int64_t at)
{
    civil_put_utc(line_begin(writer, name), at);
    line_end(writer);
}

static void put_wall(struct cal_writer *writer, const char *name, struct cal_wall wall)
{
    struct civil civil = civil_from_wall(wall);
    struct buf *line = line_begin(writer, name);
    line->len--; /* the colon comes behind the zone */
    buf_text(line, ";TZID=" CAL_ZONE ":");
    civil_put_time(line, &civil);
    line_end(writer);
}

/* An instant on the wall; in UTC where the wall would mean another one (the second of two alike). */
static void put_on_wall(struct cal_writer *writer, const char *name, int64_t at)
{
    struct cal_wall wall = cal_wall_from_utc(at);
    if (cal_wall_to_utc(wall) == at)
        put_wall(writer, name, wall);
    else
        put_instant(writer, name, at);
}

/* `name` with its ";VALUE=DATE"; `more` days later. */
static void put_day(struct cal_writer *writer, const char *name, const char *day, int more)
{
    struct civil civil;
    must(civil_read_day(day, &civil));
    civil = civil_from_seconds(civil_to_seconds(&civil) + more * (MS_PER_DAY / MS_PER_SECOND));
    civil_put_date(line_begin(writer, name), &civil);
    line_end(writer);
}

static void put_period(struct cal_writer *writer, const char *name, int minutes)
{
    struct buf *line = line_begin(writer, name);
    buf_text(line, "PT");
    buf_int(line, minutes);
    buf_text(line, "M");
    line_end(writer);
}

/* ---- the calendar ---- */

void cal_begin(struct cal_writer *writer, struct buf *out, const struct cal_calendar *calendar)
{
    *writer = (struct cal_writer){.out = out};
    line_whole(writer, "BEGIN:VCALENDAR");
    line_whole(writer, "VERSION:2.0");
    line_whole(writer, "PRODID:-//Rinnalla//Rinnalla//EN");
    line_whole(writer, "CALSCALE:GREGORIAN");
    line_whole(writer, "METHOD:PUBLISH");
    put_text(writer, "NAME", calendar->name, " ");
    put_text(writer, "X-WR-CALNAME", calendar->name, " ");
    line_whole(writer, "X-WR-TIMEZONE:" CAL_ZONE);
    put_made_up(writer, "COLOR", calendar->color);
    if (calendar->refresh_minutes) {
        put_period(writer, "REFRESH-INTERVAL;VALUE=DURATION", calendar->refresh_minutes);
        put_period(writer, "X-PUBLISHED-TTL", calendar->refresh_minutes);
    }
    buf_put(out, zone, sizeof zone - 1); /* always: a calendar must have something in it, RFC 5545 § 3.6 */
}

void cal_end(struct cal_writer *writer)
{
    line_whole(writer, "END:VCALENDAR");
    buf_fini(&writer->line);
}

/* ---- items ---- */

static void put_head(struct cal_writer *writer, const struct cal_item *item)
{
    must(item->uid);
    put_made_up(writer, "UID", item->uid);
    put_instant(writer, "DTSTAMP", item->changed_at);
    put_instant(writer, "LAST-MODIFIED", item->changed_at);
    put_number(writer, "SEQUENCE", item->sequence);
}

static void put_tail(struct cal_writer *writer, const struct cal_item *item)
{
    put_text(writer, "SUMMARY", item->summary, " ");
    put_text(writer, "LOCATION", item->location, " ");
    put_text(writer, "DESCRIPTION", item->description, "\\n");
    put_made_up(writer, "URL", item->url);
    if (!item->categories[0]) return;
    struct buf *line = line_begin(writer, "CATEGORIES");
    for (int i = 0; i < CAL_MOST_CATEGORIES && item->categories[i]; i++) {
        if (i) buf_put(line, ",", 1);
        line_put_text(line, item->categories[i], " ");
    }
    line_end(writer);
}

static void end_event(struct cal_writer *writer, const struct cal_item *item)
{
    static const char *const statuses[] = {[CAL_CONFIRMED] = "STATUS:CONFIRMED",
                                           [CAL_TENTATIVE] = "STATUS:TENTATIVE",
                                           [CAL_CANCELLED] = "STATUS:CANCELLED"};
    put_tail(writer, item);
    line_whole(writer, statuses[item->status]);
    line_whole(writer, item->is_free ? "TRANSP:TRANSPARENT" : "TRANSP:OPAQUE");
    line_whole(writer, "END:VEVENT");
}

void cal_put_event(struct cal_writer *writer, const struct cal_item *item, int64_t start, int64_t end)
{
    line_whole(writer, "BEGIN:VEVENT");
    put_head(writer, item);
    put_instant(writer, "DTSTART", start);
    put_instant(writer, "DTEND", end);
    end_event(writer, item);
}

void cal_put_days(struct cal_writer *writer, const struct cal_item *item, const char *first_on, const char *last_on)
{
    must(strcmp(first_on, last_on) <= 0);
    line_whole(writer, "BEGIN:VEVENT");
    put_head(writer, item);
    put_day(writer, "DTSTART;VALUE=DATE", first_on, 0);
    put_day(writer, "DTEND;VALUE=DATE", last_on, 1); /* the day behind the last, RFC 5545 § 3.6.1 */
    end_event(writer, item);
}

void cal_put_series(struct cal_writer *writer, const struct cal_item *item, const struct cal_series *series,
                    const struct cal_wall *left_out, size_t count)
{
    line_whole(writer, "BEGIN:VEVENT");
    put_head(writer, item);
    put_wall(writer, "DTSTART", series->start);
    put_on_wall(writer, "DTEND", cal_wall_to_utc(series->start) + series->minutes * MS_PER_MINUTE);
    cal_rule_put(line_begin(writer, "RRULE"), &series->rule);
    line_end(writer);
    for (size_t i = 0; i < count; i++)
        put_wall(writer, "EXDATE", left_out[i]);
    end_event(writer, item);
}

void cal_put_override(struct cal_writer *writer, const struct cal_item *item, struct cal_wall original, int64_t start,
                      int64_t end)
{
    line_whole(writer, "BEGIN:VEVENT");
    put_head(writer, item);
    put_wall(writer, "RECURRENCE-ID", original);
    put_on_wall(writer, "DTSTART", start);
    put_on_wall(writer, "DTEND", end);
    end_event(writer, item);
}

void cal_put_task(struct cal_writer *writer, const struct cal_item *item, const char *due_on,
                  enum cal_progress progress, int64_t done_at)
{
    static const char *const statuses[] = {[CAL_TO_DO] = "STATUS:NEEDS-ACTION",
                                           [CAL_DOING] = "STATUS:IN-PROCESS",
                                           [CAL_DONE] = "STATUS:COMPLETED",
                                           [CAL_DROPPED] = "STATUS:CANCELLED"};
    line_whole(writer, "BEGIN:VTODO");
    put_head(writer, item);
    if (due_on) put_day(writer, "DUE;VALUE=DATE", due_on, 0);
    if (progress == CAL_DONE) put_instant(writer, "COMPLETED", done_at);
    put_tail(writer, item);
    line_whole(writer, statuses[progress]);
    line_whole(writer, "END:VTODO");
}
