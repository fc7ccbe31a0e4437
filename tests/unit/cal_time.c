/* cal_time.c - time on the wall, instants, and what the clocks do to them */
#include "suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "cal_notation.h"

static void is_meant(const char *wall, const char *utc)
{
    int64_t at = cal_wall_to_utc(wall_of(wall));
    if (at != utc_of(utc)) fail_msg("%s is meant %+d min from %s", wall, (int)((at - utc_of(utc)) / 60000), utc);
}

static void shows(const char *utc, const char *wall)
{
    char text[CAL_WALL_TEXT];
    cal_wall_put(cal_wall_from_utc(utc_of(utc)), text);
    assert_string_equal(text, wall);
}

/* The days on which the clocks go on and back, as Finland's almanac has them. */
static const struct {
    const char *spring, *autumn;
} changes[] = {{"2026-03-29", "2026-10-25"},
               {"2027-03-28", "2027-10-31"},
               {"2028-03-26", "2028-10-29"},
               {"2029-03-25", "2029-10-28"},
               {"2030-03-31", "2030-10-27"}};
enum { CHANGES = sizeof changes / sizeof *changes };

static const char *on(const char *day, const char *time)
{
    static char texts[4][CAL_WALL_TEXT];
    static unsigned turn;
    char *text = texts[turn++ % 4];
    snprintf(text, sizeof texts[0], "%.10sT%.5s", day, time);
    return text;
}

static void what_is_written_is_read_again(void **state)
{
    (void)state;
    static const char *const texts[] = {"2000-01-01T00:00", "2026-02-28T23:59", "2028-02-29T12:30", "2100-02-28T09:05",
                                        "2199-12-31T23:59"};
    char text[CAL_WALL_TEXT];
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        cal_wall_put(wall_of(texts[i]), text);
        assert_string_equal(text, texts[i]);
    }
}

static void what_is_no_time_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {"",
                                        "2026",
                                        "2026-01-05",
                                        "2026-01-05T14",
                                        "2026-01-05 14:00",
                                        "2026-01-05t14:00",
                                        "2026-01-05T14:00Z",
                                        "2026-01-05T14:00:00",
                                        "2026-1-05T14:00",
                                        "26-01-05T14:00",
                                        "2026-13-05T14:00",
                                        "2026-00-05T14:00",
                                        "2026-01-00T14:00",
                                        "2026-01-32T14:00",
                                        "2026-04-31T14:00",
                                        "2026-02-29T14:00",
                                        "2100-02-29T14:00",
                                        "2026-01-05T24:00",
                                        "2026-01-05T14:60",
                                        "1999-12-31T23:59",
                                        "2200-01-01T00:00",
                                        "+026-01-05T14:00",
                                        "2026-01-05T1 :00",
                                        "\xd9\xa2\xd9\xa0-01-05T14:00",
                                        " 2026-01-05T14:00"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct cal_wall wall;
        if (cal_wall_read(texts[i], &wall) != CAL_NOT_A_TIME) fail_msg("taken: %s", texts[i]);
    }
    assert_string_equal(cal_fault_name(CAL_NOT_A_TIME), "not_a_time");
}

static void one_zone_is_known(void **state)
{
    (void)state;
    assert_int_equal(cal_zone_check("Europe/Helsinki"), CAL_FINE);
    static const char *const others[] = {"",    "UTC",        "Europe/Stockholm", "Europe/Mariehamn", "europe/helsinki",
                                         "EET", "Asia/Tokyo", "Europe/Helsinki ", "/Europe/Helsinki"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_int_equal(cal_zone_check(others[i]), CAL_OTHER_ZONE);
    assert_string_equal(cal_fault_name(CAL_OTHER_ZONE), "zone_not_supported");
}

static void winter_is_two_hours_ahead_and_summer_three(void **state)
{
    (void)state;
    is_meant("2026-01-05T14:00", "2026-01-05T12:00");
    is_meant("2026-07-06T14:00", "2026-07-06T11:00");
    is_meant("2026-01-01T00:30", "2025-12-31T22:30");
    shows("2026-01-05T12:00", "2026-01-05T14:00");
    shows("2026-07-06T11:00", "2026-07-06T14:00");
    shows("2026-12-31T22:00", "2027-01-01T00:00");
}

static void a_time_that_is_jumped_over_is_meant_an_hour_later(void **state)
{
    (void)state;
    for (int i = 0; i < CHANGES; i++) {
        const char *day = changes[i].spring;
        is_meant(on(day, "02:59"), on(day, "00:59"));
        is_meant(on(day, "03:00"), on(day, "01:00"));
        is_meant(on(day, "03:30"), on(day, "01:30"));
        is_meant(on(day, "03:59"), on(day, "01:59"));
        is_meant(on(day, "04:00"), on(day, "01:00"));
        shows(on(day, "00:59"), on(day, "02:59"));
        shows(on(day, "01:00"), on(day, "04:00"));
        shows(on(day, "01:30"), on(day, "04:30"));
    }
}

static void a_time_that_comes_twice_is_meant_the_first_time(void **state)
{
    (void)state;
    for (int i = 0; i < CHANGES; i++) {
        const char *day = changes[i].autumn;
        is_meant(on(day, "03:00"), on(day, "00:00"));
        is_meant(on(day, "03:30"), on(day, "00:30"));
        is_meant(on(day, "03:59"), on(day, "00:59"));
        is_meant(on(day, "04:00"), on(day, "02:00"));
        shows(on(day, "00:30"), on(day, "03:30"));
        shows(on(day, "01:00"), on(day, "03:00"));
        shows(on(day, "01:30"), on(day, "03:30"));
        shows(on(day, "02:00"), on(day, "04:00"));
    }
}

/* In a child, so that TZ is the child's alone: what glibc says with the zone's own file. Prints where it differs. */
static void compare_with_zoneinfo(void)
{
    setenv("TZ", CAL_ZONE, 1);
    tzset();
    const int64_t from = utc_of("2000-01-01T00:00"), to = utc_of("2038-01-01T00:00"), step = 17 * MS_PER_MINUTE;
    int64_t after_summer = INT64_MIN; /* what the wall would show had the summer not ended */
    for (int64_t at = from; at < to; at += step) {
        time_t seconds = (time_t)(at / MS_PER_SECOND);
        struct tm tm;
        char should[CAL_WALL_TEXT], is[CAL_WALL_TEXT];
        localtime_r(&seconds, &tm);
        strftime(should, sizeof should, "%Y-%m-%dT%H:%M", &tm);
        struct cal_wall wall = cal_wall_from_utc(at);
        cal_wall_put(wall, is);
        bool is_second = !tm.tm_isdst && wall.minute < after_summer; /* the wall has shown this before */
        int64_t back = cal_wall_to_utc(wall), back_should = is_second ? at - MS_PER_HOUR : at;
        if (strcmp(is, should) != 0 || back != back_should) {
            printf("%s: is %s, and back %+d min\n", should, is, (int)((back - at) / MS_PER_MINUTE));
            _exit(1);
        }
        if (tm.tm_isdst) after_summer = wall.minute - wall.minute % 60 + 60;
    }
    _exit(0);
}

static void every_hour_is_that_of_the_zone_s_own_table(void **state)
{
    (void)state;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) compare_with_zoneinfo();
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

static void every_day_of_two_centuries_has_its_number(void **state)
{
    (void)state;
    char text[CAL_WALL_TEXT], should[CAL_WALL_TEXT];
    struct cal_wall wall = wall_of("2000-01-01T00:00"), end = wall_of("2199-12-31T00:00"), again;
    for (; wall.minute <= end.minute; wall.minute += 24 * 60) {
        time_t seconds = (time_t)wall.minute * 60;
        struct tm tm;
        gmtime_r(&seconds, &tm);
        strftime(should, sizeof should, "%Y-%m-%dT%H:%M", &tm);
        cal_wall_put(wall, text);
        assert_string_equal(text, should);
        assert_int_equal(cal_wall_read(text, &again), CAL_FINE);
        assert_int_equal(again.minute, wall.minute);
    }
}

const struct CMUnitTest cal_time_tests[] = {
    cmocka_unit_test(what_is_written_is_read_again),
    cmocka_unit_test(what_is_no_time_is_refused),
    cmocka_unit_test(one_zone_is_known),
    cmocka_unit_test(winter_is_two_hours_ahead_and_summer_three),
    cmocka_unit_test(a_time_that_is_jumped_over_is_meant_an_hour_later),
    cmocka_unit_test(a_time_that_comes_twice_is_meant_the_first_time),
    cmocka_unit_test(every_hour_is_that_of_the_zone_s_own_table),
    cmocka_unit_test(every_day_of_two_centuries_has_its_number),
};
SUITE_COUNT(cal_time);
