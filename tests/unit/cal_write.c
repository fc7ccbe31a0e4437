/* cal_write.c - calendars as they are written, to the byte */
#include "suites.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "cal_file.h"
#include "cal_notation.h"

static const char head[] = "BEGIN:VCALENDAR\r\n"
                           "VERSION:2.0\r\n"
                           "PRODID:-//Rinnalla//Rinnalla//EN\r\n"
                           "CALSCALE:GREGORIAN\r\n"
                           "METHOD:PUBLISH\r\n";

static const char zone[] = "BEGIN:VTIMEZONE\r\n"
                           "TZID:Europe/Helsinki\r\n"
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

static void is_written(const char *calendar, const char *items)
{
    struct buf should;
    cal_end(&writer);
    check_lines();
    buf_init(&should);
    buf_printf(&should, "%s%s%s%sEND:VCALENDAR\r\n", head, calendar, zone, items);
    assert_string_equal(file.data, should.data);
    buf_fini(&should);
}

static const char named[] = "NAME:Omat\r\nX-WR-CALNAME:Omat\r\nX-WR-TIMEZONE:Europe/Helsinki\r\n";

static void a_feed_says_what_it_is(void **state)
{
    (void)state;
    begin_again(&(struct cal_calendar){.name = "Tiimi A, \xc3\xa4; \\o/", .color = "steelblue", .refresh_minutes = 60});
    is_written("NAME:Tiimi A\\, \xc3\xa4\\; \\\\o/\r\n"
               "X-WR-CALNAME:Tiimi A\\, \xc3\xa4\\; \\\\o/\r\n"
               "X-WR-TIMEZONE:Europe/Helsinki\r\n"
               "COLOR:steelblue\r\n"
               "REFRESH-INTERVAL;VALUE=DURATION:PT60M\r\n"
               "X-PUBLISHED-TTL:PT60M\r\n",
               "");
}

static void a_calendar_to_import_has_no_name(void **state)
{
    (void)state;
    begin_again(&(struct cal_calendar){0});
    is_written("X-WR-TIMEZONE:Europe/Helsinki\r\n", "");
}

static void a_single_meeting_is_written_in_utc(void **state)
{
    (void)state;
    struct cal_item item = {.uid = "a1b2-7@rinnalla.example",
                            .changed_at = CHANGED,
                            .sequence = 3,
                            .summary = "Tiimi, K-2026-0147",
                            .location = "Huone 2; toinen kerros",
                            .description = "Kirjaudu:\nhttps://rinnalla.example/",
                            .url = "https://rinnalla.example/meeting/7",
                            .categories = {"Kokous", "a,b"},
                            .status = CAL_TENTATIVE,
                            .is_free = true};
    cal_put_event(&writer, &item, instant_of("2026-03-29T14:00"), instant_of("2026-03-29T15:30"));
    is_written(named, "BEGIN:VEVENT\r\n"
                      "UID:a1b2-7@rinnalla.example\r\n"
                      "DTSTAMP:20260105T101500Z\r\n"
                      "LAST-MODIFIED:20260105T101500Z\r\n"
                      "SEQUENCE:3\r\n"
                      "DTSTART:20260329T110000Z\r\n"
                      "DTEND:20260329T123000Z\r\n"
                      "SUMMARY:Tiimi\\, K-2026-0147\r\n"
                      "LOCATION:Huone 2\\; toinen kerros\r\n"
                      "DESCRIPTION:Kirjaudu:\\nhttps://rinnalla.example/\r\n"
                      "URL:https://rinnalla.example/meeting/7\r\n"
                      "CATEGORIES:Kokous,a\\,b\r\n"
                      "STATUS:TENTATIVE\r\n"
                      "TRANSP:TRANSPARENT\r\n"
                      "END:VEVENT\r\n");
}

static void a_series_is_written_on_the_wall_with_what_differs(void **state)
{
    (void)state;
    struct cal_item item = {.uid = "s", .changed_at = CHANGED, .summary = "Tiimi"};
    struct cal_series series = series_of("2026-01-05T14:00", "FREQ=WEEKLY;COUNT=20");
    struct cal_wall left_out[] = {wall_of("2026-01-12T14:00"), wall_of("2026-04-06T14:00")};
    cal_put_series(&writer, &item, &series, left_out, 2);
    item.sequence = 1;
    cal_put_override(&writer, &item, wall_of("2026-03-30T14:00"), instant_of("2026-03-31T09:00"),
                     instant_of("2026-03-31T10:00"));
    item.status = CAL_CANCELLED;
    cal_put_override(&writer, &item, wall_of("2026-01-19T14:00"), instant_of("2026-01-19T14:00"),
                     instant_of("2026-01-19T15:30"));
    is_written(named, "BEGIN:VEVENT\r\n"
                      "UID:s\r\n"
                      "DTSTAMP:20260105T101500Z\r\n"
                      "LAST-MODIFIED:20260105T101500Z\r\n"
                      "SEQUENCE:0\r\n"
                      "DTSTART;TZID=Europe/Helsinki:20260105T140000\r\n"
                      "DTEND;TZID=Europe/Helsinki:20260105T153000\r\n"
                      "RRULE:FREQ=WEEKLY;COUNT=20\r\n"
                      "EXDATE;TZID=Europe/Helsinki:20260112T140000\r\n"
                      "EXDATE;TZID=Europe/Helsinki:20260406T140000\r\n"
                      "SUMMARY:Tiimi\r\n"
                      "STATUS:CONFIRMED\r\n"
                      "TRANSP:OPAQUE\r\n"
                      "END:VEVENT\r\n"
                      "BEGIN:VEVENT\r\n"
                      "UID:s\r\n"
                      "DTSTAMP:20260105T101500Z\r\n"
                      "LAST-MODIFIED:20260105T101500Z\r\n"
                      "SEQUENCE:1\r\n"
                      "RECURRENCE-ID;TZID=Europe/Helsinki:20260330T140000\r\n"
                      "DTSTART;TZID=Europe/Helsinki:20260331T090000\r\n"
                      "DTEND;TZID=Europe/Helsinki:20260331T100000\r\n"
                      "SUMMARY:Tiimi\r\n"
                      "STATUS:CONFIRMED\r\n"
                      "TRANSP:OPAQUE\r\n"
                      "END:VEVENT\r\n"
                      "BEGIN:VEVENT\r\n"
                      "UID:s\r\n"
                      "DTSTAMP:20260105T101500Z\r\n"
                      "LAST-MODIFIED:20260105T101500Z\r\n"
                      "SEQUENCE:1\r\n"
                      "RECURRENCE-ID;TZID=Europe/Helsinki:20260119T140000\r\n"
                      "DTSTART;TZID=Europe/Helsinki:20260119T140000\r\n"
                      "DTEND;TZID=Europe/Helsinki:20260119T153000\r\n"
                      "SUMMARY:Tiimi\r\n"
                      "STATUS:CANCELLED\r\n"
                      "TRANSP:OPAQUE\r\n"
                      "END:VEVENT\r\n");
}

static void an_end_that_the_wall_shows_twice_is_written_in_utc(void **state)
{
    (void)state;
    struct cal_item item = {.uid = "s", .changed_at = 0};
    struct cal_series series = series_of("2026-10-25T02:30", "FREQ=YEARLY");
    series.minutes = 120; /* until half past three, the second time */
    cal_put_series(&writer, &item, &series, NULL, 0);
    is_written(named, "BEGIN:VEVENT\r\n"
                      "UID:s\r\n"
                      "DTSTAMP:19700101T000000Z\r\n"
                      "LAST-MODIFIED:19700101T000000Z\r\n"
                      "SEQUENCE:0\r\n"
                      "DTSTART;TZID=Europe/Helsinki:20261025T023000\r\n"
                      "DTEND:20261025T013000Z\r\n"
                      "RRULE:FREQ=YEARLY\r\n"
                      "STATUS:CONFIRMED\r\n"
                      "TRANSP:OPAQUE\r\n"
                      "END:VEVENT\r\n");
}

static void whole_days_end_on_the_day_behind_the_last(void **state)
{
    (void)state;
    static const struct {
        const char *first, *last, *start, *end;
    } days[] = {{"2026-03-29", "2026-03-29", "20260329", "20260330"},
                {"2026-12-31", "2026-12-31", "20261231", "20270101"},
                {"2028-02-28", "2028-02-28", "20280228", "20280229"},
                {"2027-02-27", "2027-02-28", "20270227", "20270301"}};
    struct cal_item item = {.uid = "d", .changed_at = CHANGED};
    struct buf should;
    buf_init(&should);
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        cal_put_days(&writer, &item, days[i].first, days[i].last);
        buf_printf(&should,
                   "BEGIN:VEVENT\r\nUID:d\r\nDTSTAMP:20260105T101500Z\r\nLAST-MODIFIED:20260105T101500Z\r\n"
                   "SEQUENCE:0\r\nDTSTART;VALUE=DATE:%s\r\nDTEND;VALUE=DATE:%s\r\nSTATUS:CONFIRMED\r\n"
                   "TRANSP:OPAQUE\r\nEND:VEVENT\r\n",
                   days[i].start, days[i].end);
    }
    is_written(named, should.data);
    buf_fini(&should);
}

static void a_task_says_how_far_it_is(void **state)
{
    (void)state;
    static const char *const statuses[] = {"NEEDS-ACTION", "IN-PROCESS", "COMPLETED", "CANCELLED"};
    struct cal_item item = {.uid = "t", .changed_at = CHANGED, .sequence = 2, .summary = "Soita"};
    struct buf should;
    buf_init(&should);
    for (int i = CAL_TO_DO; i <= CAL_DROPPED; i++) {
        bool has_due = i != CAL_DOING;
        cal_put_task(&writer, &item, has_due ? "2026-02-28" : NULL, (enum cal_progress)i, CHANGED + MS_PER_HOUR);
        buf_printf(&should,
                   "BEGIN:VTODO\r\nUID:t\r\nDTSTAMP:20260105T101500Z\r\nLAST-MODIFIED:20260105T101500Z\r\n"
                   "SEQUENCE:2\r\n%s%sSUMMARY:Soita\r\nSTATUS:%s\r\nEND:VTODO\r\n",
                   has_due ? "DUE;VALUE=DATE:20260228\r\n" : "", i == CAL_DONE ? "COMPLETED:20260105T111500Z\r\n" : "",
                   statuses[i]);
    }
    is_written(named, should.data);
    buf_fini(&should);
}

static void the_same_is_written_the_same(void **state)
{
    (void)state;
    struct cal_item item = {.uid = "x", .changed_at = CHANGED, .summary = "Tiimi"};
    cal_put_event(&writer, &item, CHANGED, CHANGED);
    cal_end(&writer);
    struct buf first = file;
    buf_init(&file);
    clock_set(CHANGED + MS_PER_DAY);
    cal_begin(&writer, &file, &(struct cal_calendar){.name = "Omat"});
    cal_put_event(&writer, &item, CHANGED, CHANGED);
    cal_end(&writer);
    clock_set(0);
    assert_string_equal(file.data, first.data);
    buf_fini(&first);
}

/* ---- what the program makes up ---- */

static void stops(const struct cal_item *item)
{
    pid_t child = fork();
    if (child == 0) {
        signal(SIGABRT, SIG_DFL);
        cal_put_event(&writer, item, CHANGED, CHANGED);
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

static void users_text_in_an_address_or_a_uid_is_a_bug(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",     "a b",  "a\r\nX:Y", "a\nb",     "a,b",  "a;b",
                                        "a\\b", "a\"b", "a<b",      "\xc3\xa4", "a\x7f"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        stops(&(struct cal_item){.uid = wrong[i]});
        stops(&(struct cal_item){.uid = "x", .url = wrong[i]});
    }
    stops(&(struct cal_item){.uid = NULL});
}

const struct CMUnitTest cal_write_tests[] = {
    WRITES(a_feed_says_what_it_is),
    WRITES(a_calendar_to_import_has_no_name),
    WRITES(a_single_meeting_is_written_in_utc),
    WRITES(a_series_is_written_on_the_wall_with_what_differs),
    WRITES(an_end_that_the_wall_shows_twice_is_written_in_utc),
    WRITES(whole_days_end_on_the_day_behind_the_last),
    WRITES(a_task_says_how_far_it_is),
    WRITES(the_same_is_written_the_same),
    WRITES(users_text_in_an_address_or_a_uid_is_a_bug),
};
SUITE_COUNT(cal_write);
