/* cal_read.c - calendars that were written as libical reads them: whatever the text is, it is read as that */
#include "suites.h"

#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "cal_file.h"
#include "cal_notation.h"

static icalcomponent *parsed(void)
{
    cal_end(&writer);
    check_lines();
    icalcomponent *calendar = icalparser_parse_string(file.data);
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
        char *should = unfolded(theirs), *is = unfolded(file.data);
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
    for (const char *at = file.data; (at = strstr(at, "\r\n")); at += 2)
        assert_true(at[2] == ' ' || at[2] == '\0' || (at[2] >= 'A' && at[2] <= 'Z'));
}

/* ---- times and rules ---- */

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

const struct CMUnitTest cal_read_tests[] = {
    WRITES(whatever_text_is_written_is_read_as_that_and_adds_nothing),
    WRITES(the_escaping_is_that_of_libical),
    WRITES(two_thousand_characters_fold_wherever_they_fall),
    WRITES(bytes_that_are_no_text_still_make_no_lines),
    WRITES(what_is_read_is_what_was_meant),
};
SUITE_COUNT(cal_read);
