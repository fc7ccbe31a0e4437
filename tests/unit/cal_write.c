/* cal_write.c - calendars as they are written, to the byte, and as libical reads them */
#include "suites.h"

#include <libical/ical.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "cal_notation.h"

#define CHANGED INT64_C(1767608100123) /* 2026-01-05T10:15:00.123Z */

static struct cal_writer writer;
static struct buf out;

static int begin(void **state)
{
    (void)state;
    buf_init(&out);
    cal_begin(&writer, &out, &(struct cal_calendar){.name = "Omat"});
    return 0;
}

/* Another one in its place. */
static void begin_again(const struct cal_calendar *calendar)
{
    cal_end(&writer);
    buf_clear(&out);
    cal_begin(&writer, &out, calendar);
}

static int end(void **state)
{
    (void)state;
    cal_end(&writer);
    buf_fini(&out);
    return 0;
}

/* ---- what holds for everything that is written ---- */

/* Lines end in CR LF, which stand nowhere else, have 75 octets at most, and no character is cut in two. */
static void check_lines(void)
{
    const char *at = out.data, *all_end = out.data + out.len;
    assert_true(out.len == strlen(out.data));
    while (at < all_end) {
        const char *line_end = strstr(at, "\r\n");
        assert_non_null(line_end);
        size_t len = (size_t)(line_end - at);
        if (len < 1 || len > 75) fail_msg("%zu octets: %.*s", len, (int)len, at);
        if (!utf8_valid(at, len)) fail_msg("cut in two: %.*s", (int)len, at);
        for (const char *c = at; c < line_end; c++)
            if ((unsigned char)*c < ' ' || *c == 0x7f) fail_msg("control character: %.*s", (int)len, at);
        at = line_end + 2;
    }
}

static icalcomponent *parsed(void)
{
    cal_end(&writer);
    check_lines();
    icalcomponent *calendar = icalparser_parse_string(out.data);
    assert_non_null(calendar);
    assert_int_equal(icalcomponent_isa(calendar), ICAL_VCALENDAR_COMPONENT);
    assert_int_equal(icalcomponent_count_errors(calendar), 0);
    return calendar;
}

static int count_properties(icalcomponent *component)
{
    int count = 0;
    for (icalproperty *at = icalcomponent_get_first_property(component, ICAL_ANY_PROPERTY); at;
         at = icalcomponent_get_next_property(component, ICAL_ANY_PROPERTY))
        count++;
    return count;
}

/* ---- to the byte ---- */

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
    assert_string_equal(out.data, should.data);
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

/* ---- users' text ---- */

#define LONG_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const struct {
    const char *text;
    const char *line, *lines; /* as it is read: where line breaks are spaces, and where they stay. NULL: as it was */
} texts[] = {
    {"Tiimi, viikko; \\ kaikki \"n\" \\n \\N : %s", NULL, NULL},
    {"\xf0\x9f\x98\x80 \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7 e\xcc\x81 \xef\xbb\xbf", NULL, NULL},
    {",;\\,;\\", NULL, NULL},
    {"\\", NULL, NULL},
    {"a\nb", "a b", NULL},
    {"a\r\nb", "a b", "a\nb"},
    {"a\rb", "a b", "a\nb"},
    {"a\n\rb", "a  b", "a\n\nb"},
    {"a\xe2\x80\xa8"
     "b\xe2\x80\xa9"
     "c",
     "a b c", "a\nb\nc"},
    {"a\tb", "a b", "a b"},
    {"a\x01\x07\x08\x0b\x0c\x1b\x1f\x7f"
     "b",
     "ab", "ab"},
    {"a\xc2\x80\xc2\x85\xc2\x9f"
     "b\xc2\xa0",
     "ab\xc2\xa0", "ab\xc2\xa0"},
    {"x\r\nATTENDEE:mailto:mallory@example.org\r\nSUMMARY:y", "x ATTENDEE:mailto:mallory@example.org SUMMARY:y",
     "x\nATTENDEE:mailto:mallory@example.org\nSUMMARY:y"},
    {"x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil", "x END:VEVENT BEGIN:VEVENT UID:evil",
     "x\nEND:VEVENT\nBEGIN:VEVENT\nUID:evil"},
    {"x\r\n y", "x  y", "x\n y"},
    {LONG_A LONG_A "\r\nBEGIN:VALARM", LONG_A LONG_A " BEGIN:VALARM", LONG_A LONG_A "\nBEGIN:VALARM"},
    {"a;VALUE=URI:http://example.org", NULL, NULL},
};
enum { TEXTS = sizeof texts / sizeof *texts };

static const char *property_text(icalcomponent *component, icalproperty_kind kind)
{
    icalproperty *property = icalcomponent_get_first_property(component, kind);
    assert_non_null(property);
    return icalvalue_get_text(icalproperty_get_value(property));
}

static void whatever_text_is_written_is_read_as_that_and_adds_nothing(void **state)
{
    (void)state;
    for (int i = 0; i < TEXTS; i++) {
        const char *text = texts[i].text, *line = texts[i].line ? texts[i].line : text;
        const char *lines = texts[i].lines ? texts[i].lines : text;
        struct cal_item item = {.uid = "x",
                                .changed_at = CHANGED,
                                .summary = text,
                                .location = text,
                                .description = text,
                                .categories = {text}};
        begin_again(&(struct cal_calendar){.name = text});
        cal_put_event(&writer, &item, CHANGED, CHANGED + MS_PER_HOUR);

        icalcomponent *calendar = parsed(), *event = icalcomponent_get_first_real_component(calendar);
        assert_int_equal(icalcomponent_count_components(calendar, ICAL_ANY_COMPONENT), 2);
        assert_int_equal(count_properties(calendar), 7);
        assert_int_equal(count_properties(event), 12);
        assert_int_equal(icalcomponent_count_components(event, ICAL_ANY_COMPONENT), 0);
        assert_string_equal(property_text(calendar, ICAL_NAME_PROPERTY), line);
        assert_string_equal(property_text(event, ICAL_SUMMARY_PROPERTY), line);
        assert_string_equal(property_text(event, ICAL_LOCATION_PROPERTY), line);
        assert_string_equal(property_text(event, ICAL_DESCRIPTION_PROPERTY), lines);
        icalcomponent_free(calendar);
    }
}

/* Lines put together again, RFC 5545 § 3.1; yours to free. */
static char *unfolded(const char *text)
{
    char *plain = malloc(strlen(text) + 1), *to = plain;
    assert_non_null(plain);
    for (; *text; text++) {
        if (strncmp(text, "\r\n ", 3) == 0)
            text += 2;
        else
            *to++ = *text;
    }
    *to = '\0';
    return plain;
}

static void the_escaping_is_that_of_libical(void **state)
{
    (void)state;
    for (int i = 0; i < TEXTS; i++) {
        if (texts[i].lines && strchr(texts[i].lines, ' ')) continue; /* tabs and the like are ours to clean */
        const char *lines = texts[i].lines ? texts[i].lines : texts[i].text;
        struct cal_item item = {.uid = "x", .changed_at = CHANGED, .description = texts[i].text};
        cal_put_event(&writer, &item, CHANGED, CHANGED);
        icalproperty *property = icalproperty_new_description(lines);
        char *theirs = icalproperty_as_ical_string_r(property);
        char *should = unfolded(theirs), *is = unfolded(out.data);
        assert_non_null(strstr(is, should));
        icalmemory_free_buffer(theirs);
        icalproperty_free(property);
        free(should);
        free(is);
    }
    cal_end(&writer);
    check_lines();
}

static void two_thousand_characters_fold_wherever_they_fall(void **state)
{
    (void)state;
    static const char *const characters[] = {"a", "\xc3\xa4", "\xe2\x82\xac", "\xf0\x9f\x98\x80", ",", "\\"};
    for (size_t kind = 0; kind < sizeof characters / sizeof *characters; kind++) {
        for (int shift = 0; shift < 76; shift++) {
            struct buf text;
            buf_init(&text);
            buf_printf(&text, "%.*s", shift, LONG_A);
            for (int i = 0; i < (shift ? 100 : 2000); i++)
                buf_text(&text, characters[kind]);
            struct cal_item item = {.uid = "x", .changed_at = CHANGED, .summary = text.data};
            begin_again(&(struct cal_calendar){0});
            cal_put_event(&writer, &item, CHANGED, CHANGED);
            icalcomponent *calendar = parsed();
            icalcomponent *event = icalcomponent_get_first_real_component(calendar);
            assert_string_equal(property_text(event, ICAL_SUMMARY_PROPERTY), text.data);
            icalcomponent_free(calendar);
            buf_fini(&text);
        }
    }
}

static void bytes_that_are_no_text_still_make_no_lines(void **state)
{
    (void)state;
    char text[300];
    memset(text, 0x80, sizeof text);
    text[sizeof text - 1] = '\0';
    struct cal_item item = {
        .uid = "x", .changed_at = CHANGED, .summary = text, .location = "\xc2", .description = "\xe2"};
    cal_put_event(&writer, &item, CHANGED, CHANGED);
    cal_end(&writer);
    for (const char *at = out.data; (at = strstr(at, "\r\n")); at += 2)
        assert_true(at[2] == ' ' || at[2] == '\0' || (at[2] >= 'A' && at[2] <= 'Z'));
}

/* ---- read again ---- */

static int64_t time_of(icalproperty *property)
{
    struct icaltimetype time = icalvalue_get_datetime(icalproperty_get_value(property));
    assert_true(icaltime_is_utc(time));
    return (int64_t)icaltime_as_timet(time) * MS_PER_SECOND;
}

static void what_is_read_is_what_was_meant(void **state)
{
    (void)state;
    struct cal_item item = {.uid = "x",
                            .changed_at = CHANGED,
                            .sequence = 7,
                            .url = "https://a.example/m/1?b=2#c",
                            .status = CAL_CANCELLED};
    cal_put_event(&writer, &item, instant_of("2026-10-25T03:30"), instant_of("2026-10-25T05:00"));
    struct cal_series series = series_of("2026-01-05T14:00", "FREQ=MONTHLY;BYDAY=1MO;UNTIL=20261231T000000Z");
    cal_put_series(&writer, &item, &series, NULL, 0);
    icalcomponent *calendar = parsed(), *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
    assert_string_equal(icalcomponent_get_uid(event), "x");
    assert_int_equal(icalcomponent_get_sequence(event), 7);
    assert_int_equal(icalcomponent_get_status(event), ICAL_STATUS_CANCELLED);
    assert_int_equal(time_of(icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY)),
                     utc_of("2026-10-25T00:30"));
    assert_int_equal(time_of(icalcomponent_get_first_property(event, ICAL_DTEND_PROPERTY)), utc_of("2026-10-25T03:00"));
    assert_int_equal(time_of(icalcomponent_get_first_property(event, ICAL_DTSTAMP_PROPERTY)), CHANGED / 1000 * 1000);
    assert_string_equal(icalproperty_get_url(icalcomponent_get_first_property(event, ICAL_URL_PROPERTY)), item.url);

    event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT);
    icalproperty *property = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
    struct icalrecurrencetype rule = icalproperty_get_rrule(property);
    assert_int_equal(rule.freq, ICAL_MONTHLY_RECURRENCE);
    assert_int_equal((int64_t)icaltime_as_timet(rule.until) * MS_PER_SECOND, series.rule.until);
    icalcomponent_free(calendar);
}

static void the_same_is_written_the_same(void **state)
{
    (void)state;
    struct cal_item item = {.uid = "x", .changed_at = CHANGED, .summary = "Tiimi"};
    cal_put_event(&writer, &item, CHANGED, CHANGED);
    cal_end(&writer);
    struct buf first = out;
    buf_init(&out);
    clock_set(CHANGED + MS_PER_DAY);
    cal_begin(&writer, &out, &(struct cal_calendar){.name = "Omat"});
    cal_put_event(&writer, &item, CHANGED, CHANGED);
    cal_end(&writer);
    clock_set(0);
    assert_string_equal(out.data, first.data);
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

#define CAL_TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

const struct CMUnitTest cal_write_tests[] = {
    CAL_TEST(a_feed_says_what_it_is),
    CAL_TEST(a_calendar_to_import_has_no_name),
    CAL_TEST(a_single_meeting_is_written_in_utc),
    CAL_TEST(a_series_is_written_on_the_wall_with_what_differs),
    CAL_TEST(an_end_that_the_wall_shows_twice_is_written_in_utc),
    CAL_TEST(whole_days_end_on_the_day_behind_the_last),
    CAL_TEST(a_task_says_how_far_it_is),
    CAL_TEST(whatever_text_is_written_is_read_as_that_and_adds_nothing),
    CAL_TEST(the_escaping_is_that_of_libical),
    CAL_TEST(two_thousand_characters_fold_wherever_they_fall),
    CAL_TEST(bytes_that_are_no_text_still_make_no_lines),
    CAL_TEST(what_is_read_is_what_was_meant),
    CAL_TEST(the_same_is_written_the_same),
    CAL_TEST(users_text_in_an_address_or_a_uid_is_a_bug),
};
SUITE_COUNT(cal_write);
