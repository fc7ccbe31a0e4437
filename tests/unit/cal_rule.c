/* cal_rule.c - rules of recurrence: what is taken, how it is written, and why it is refused */
#include "suites.h"

#include <stdio.h>
#include <string.h>

#include "cal_notation.h"

static void becomes(const char *text, const char *canonical)
{
    struct buf out;
    buf_init(&out);
    struct cal_rule rule = rule_of(text), again;
    cal_rule_put(&out, &rule);
    assert_string_equal(out.data, canonical);
    assert_int_equal(cal_rule_read(out.data, &again), CAL_FINE);
    assert_memory_equal(&again, &rule, sizeof rule);
    buf_fini(&out);
}

static void a_rule_is_written_in_one_way(void **state)
{
    (void)state;
    becomes("FREQ=WEEKLY", "FREQ=WEEKLY");
    becomes("INTERVAL=1;FREQ=DAILY", "FREQ=DAILY");
    becomes("FREQ=WEEKLY;INTERVAL=2", "FREQ=WEEKLY;INTERVAL=2");
    becomes("FREQ=WEEKLY;INTERVAL=02;COUNT=0012", "FREQ=WEEKLY;INTERVAL=2;COUNT=12");
    becomes("COUNT=1000;INTERVAL=99;FREQ=YEARLY", "FREQ=YEARLY;INTERVAL=99;COUNT=1000");
    becomes("BYDAY=SU,MO,TH;FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO,TH,SU");
    becomes("FREQ=DAILY;BYDAY=FR,TH,WE,TU,MO", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR");
    becomes("FREQ=MONTHLY;BYDAY=+1MO", "FREQ=MONTHLY;BYDAY=1MO");
    becomes("FREQ=MONTHLY;BYDAY=-1FR,5MO,-5SU,1TU", "FREQ=MONTHLY;BYDAY=1TU,5MO,-5SU,-1FR");
    becomes("FREQ=MONTHLY;BYMONTHDAY=-1,31,1,-31", "FREQ=MONTHLY;BYMONTHDAY=1,31,-31,-1");
    becomes("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13");
    becomes("UNTIL=20261231T215959Z;FREQ=DAILY", "FREQ=DAILY;UNTIL=20261231T215959Z");
    becomes("FREQ=DAILY;UNTIL=20000101T000000Z", "FREQ=DAILY;UNTIL=20000101T000000Z");
    becomes("FREQ=DAILY;UNTIL=21991231T235959Z", "FREQ=DAILY;UNTIL=21991231T235959Z");
}

static void is_refused(const char *text, enum cal_fault fault, const char *name)
{
    struct cal_rule rule;
    enum cal_fault is = cal_rule_read(text, &rule);
    if (is != fault) fail_msg("%s: %s instead of %s", text, cal_fault_name(is), cal_fault_name(fault));
    assert_string_equal(cal_fault_name(fault), name);
}

static void what_is_no_rule_is_refused(void **state)
{
    (void)state;
    static const char *const shapes[] = {"",
                                         ";",
                                         "FREQ",
                                         "FREQ=",
                                         "=WEEKLY",
                                         "FREQ=WEEKLY;",
                                         ";FREQ=WEEKLY",
                                         "=",
                                         "FREQ=;;=",
                                         "weekly",
                                         "FREQ WEEKLY",
                                         "FREQ=WEEKLY;;COUNT=2"};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        is_refused(shapes[i], CAL_RULE_SHAPE, "rule_not_readable");
    char text[CAL_MOST_RULE + 2];
    memset(text, 'A', sizeof text);
    text[sizeof text - 1] = '\0';
    is_refused(text, CAL_RULE_LONG, "rule_too_long");
    is_refused("FREQ=MONTHLY;BYMONTHDAY=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,"
               "30,31,-1",
               CAL_RULE_LONG, "rule_too_long");
}

static void a_part_that_is_not_on_the_list_is_refused(void **state)
{
    (void)state;
    static const char *const parts[] = {"BYMONTH=2",  "BYSETPOS=1",    "WKST=MO",     "BYHOUR=9",      "BYMINUTE=30",
                                        "BYSECOND=1", "BYYEARDAY=100", "BYWEEKNO=20", "RSCALE=HEBREW", "SKIP=OMIT",
                                        "X-WORSE=1",  "RRULE:COUNT=1", "interval=2",  " COUNT=2",      "COUNT =2"};
    char text[64];
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        snprintf(text, sizeof text, "FREQ=WEEKLY;%s", parts[i]);
        is_refused(text, CAL_RULE_PART, "rule_part_not_supported");
    }
    is_refused("RRULE:FREQ=WEEKLY", CAL_RULE_PART, "rule_part_not_supported");
}

static void a_frequency_that_is_not_on_the_list_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {"FREQ=SECONDLY",
                                        "FREQ=MINUTELY",
                                        "FREQ=HOURLY",
                                        "FREQ=weekly",
                                        "FREQ=WEEKLYY",
                                        "FREQ=WEEK",
                                        "COUNT=3",
                                        "FREQ=WEEKLY ",
                                        "FREQ=WEEKLY\r\nX:Y",
                                        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        is_refused(texts[i], CAL_RULE_FREQUENCY, "rule_frequency_not_supported");
}

static void numbers_keep_within_their_bounds(void **state)
{
    (void)state;
    static const char *const wrong[] = {"0", "-1", "1.5", "x", "1x", "+1", "00000", "99999", "999999999999999999999",
                                        "1 "};
    char text[64];
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        snprintf(text, sizeof text, "FREQ=DAILY;INTERVAL=%s", wrong[i]);
        is_refused(text, CAL_RULE_INTERVAL, "rule_interval_out_of_range");
        snprintf(text, sizeof text, "FREQ=DAILY;COUNT=%s", wrong[i]);
        is_refused(text, CAL_RULE_COUNT, "rule_count_out_of_range");
    }
    is_refused("FREQ=DAILY;INTERVAL=100", CAL_RULE_INTERVAL, "rule_interval_out_of_range");
    is_refused("FREQ=DAILY;COUNT=1001", CAL_RULE_COUNT, "rule_count_out_of_range");
    static const char *const days[] = {"0", "32", "-32", "x", "--1", "+", "-", ",1", "1,,2", "1,"};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        snprintf(text, sizeof text, "FREQ=MONTHLY;BYMONTHDAY=%s", days[i]);
        is_refused(text, CAL_RULE_MONTH_DAY, "rule_month_day_out_of_range");
    }
    static const char *const weekdays[] = {"MA", "mo", "M",   "MON", "0MO",  "6MO", "-6MO", "53MO",
                                           "1",  "-",  "MO,", ",MO", "1 MO", "MO;", "--1MO"};
    for (size_t i = 0; i < sizeof weekdays / sizeof *weekdays; i++) {
        snprintf(text, sizeof text, "FREQ=MONTHLY;BYDAY=%s", weekdays[i]);
        if (strchr(weekdays[i], ';'))
            is_refused(text, CAL_RULE_SHAPE, "rule_not_readable");
        else
            is_refused(text, CAL_RULE_DAY, "rule_day_not_readable");
    }
}

static void an_end_is_in_utc_and_one(void **state)
{
    (void)state;
    static const char *const ends[] = {"20261231",
                                       "20261231T215959",
                                       "2026-12-31T21:59:59Z",
                                       "20261331T215959Z",
                                       "20260229T215959Z",
                                       "20261231T245959Z",
                                       "20261231T216059Z",
                                       "20261231T215960Z",
                                       "19991231T235959Z",
                                       "22000101T000000Z",
                                       "20261231t215959z",
                                       "20261231T215959ZZ",
                                       "x"};
    char text[64];
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        snprintf(text, sizeof text, "FREQ=DAILY;UNTIL=%s", ends[i]);
        is_refused(text, CAL_RULE_UNTIL, "rule_until_not_utc");
    }
    is_refused("FREQ=DAILY;UNTIL=20261231T215959Z;COUNT=3", CAL_RULE_TWO_ENDS, "rule_has_two_ends");
}

static void what_is_said_twice_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {"FREQ=DAILY;FREQ=DAILY",          "FREQ=DAILY;COUNT=1;COUNT=1",
                                        "FREQ=WEEKLY;BYDAY=MO,MO",        "FREQ=MONTHLY;BYDAY=1MO,TU,+1MO",
                                        "FREQ=MONTHLY;BYMONTHDAY=3,4,03", "FREQ=MONTHLY;BYMONTHDAY=-1,-1"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        is_refused(texts[i], CAL_RULE_TWICE, "rule_part_twice");
}

static void parts_of_which_programs_differ_do_not_go_together(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "FREQ=DAILY;BYDAY=1MO",     "FREQ=WEEKLY;BYDAY=-1MO",    "FREQ=YEARLY;BYDAY=1MO",
        "FREQ=YEARLY;BYDAY=MO",     "FREQ=YEARLY;BYMONTHDAY=1",  "FREQ=WEEKLY;BYMONTHDAY=1",
        "FREQ=DAILY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYDAY=MO,1TU", "FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=1"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        is_refused(texts[i], CAL_RULE_MIX, "rule_parts_do_not_go_together");
}

const struct CMUnitTest cal_rule_tests[] = {
    cmocka_unit_test(a_rule_is_written_in_one_way),
    cmocka_unit_test(what_is_no_rule_is_refused),
    cmocka_unit_test(a_part_that_is_not_on_the_list_is_refused),
    cmocka_unit_test(a_frequency_that_is_not_on_the_list_is_refused),
    cmocka_unit_test(numbers_keep_within_their_bounds),
    cmocka_unit_test(an_end_is_in_utc_and_one),
    cmocka_unit_test(what_is_said_twice_is_refused),
    cmocka_unit_test(parts_of_which_programs_differ_do_not_go_together),
};
SUITE_COUNT(cal_rule);
