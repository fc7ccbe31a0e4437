/* cal_series.c - series: what they give, where they end, and how one is cut in two */
#include "suites.h"

#include <libical/ical.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "cal_notation.h"

/* ---- what it gives ---- */

enum { ROOM = 1200 };

static size_t expand(const struct cal_series *series, const char *from, const char *to, struct cal_instance *out)
{
    assert_int_equal(cal_series_check(series), CAL_FINE);
    return cal_expand(series, instant_of(from), instant_of(to), out, ROOM);
}

/* `should`: the original starts, each "MM-DDTHH:MM", with a space between. */
static void gives(const char *start, const char *rule, const char *from, const char *to, const char *should)
{
    struct cal_instance instances[ROOM];
    struct cal_series series = series_of(start, rule);
    struct buf is;
    buf_init(&is);
    buf_text(&is, "");
    size_t count = expand(&series, from, to, instances);
    for (size_t i = 0; i < count; i++) {
        char text[CAL_WALL_TEXT];
        cal_wall_put(instances[i].original, text);
        buf_printf(&is, "%s%.11s", i ? " " : "", text + 5);
        assert_true(cal_series_has(&series, instances[i].original));
        assert_int_equal(instances[i].start, cal_wall_to_utc(instances[i].original));
        assert_int_equal(instances[i].end, instances[i].start + 90 * MS_PER_MINUTE);
    }
    if (strcmp(is.data, should) != 0) fail_msg("%s: %s instead of %s", rule, is.data, should);
    buf_fini(&is);
}

static void each_kind_of_rule_gives_what_it_says(void **state)
{
    (void)state;
    gives("2026-01-05T14:00", "FREQ=WEEKLY", "2026-01-01T00:00", "2026-01-20T00:00",
          "01-05T14:00 01-12T14:00 01-19T14:00");
    gives("2026-01-05T14:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "2026-01-01T00:00", "2026-02-05T00:00",
          "01-05T14:00 01-08T14:00 01-19T14:00 01-22T14:00 02-02T14:00");
    gives("2026-01-08T14:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "2026-01-01T00:00", "2026-01-25T00:00",
          "01-08T14:00 01-19T14:00 01-22T14:00");
    gives("2026-01-08T14:00", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "2026-01-01T00:00", "2026-01-14T00:00",
          "01-08T14:00 01-09T14:00 01-12T14:00 01-13T14:00");
    gives("2026-01-05T14:00", "FREQ=MONTHLY;BYDAY=1MO", "2026-01-01T00:00", "2026-04-30T00:00",
          "01-05T14:00 02-02T14:00 03-02T14:00 04-06T14:00");
    gives("2026-01-30T14:00", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", "2026-01-01T00:00", "2027-01-01T00:00",
          "01-30T14:00 02-27T14:00 03-27T14:00");
    gives("2026-02-13T14:00", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "2026-01-01T00:00", "2027-01-01T00:00",
          "02-13T14:00 03-13T14:00 11-13T14:00");
    gives("2026-05-06T14:00", "FREQ=YEARLY;UNTIL=20280506T110000Z", "2026-01-01T00:00", "2030-01-01T00:00",
          "05-06T14:00 05-06T14:00 05-06T14:00");
    gives("2026-05-06T14:00", "FREQ=YEARLY;UNTIL=20280506T105959Z", "2026-01-01T00:00", "2030-01-01T00:00",
          "05-06T14:00 05-06T14:00");
}

static void a_day_that_a_month_lacks_is_left_out(void **state)
{
    (void)state;
    const char *should = "01-31T14:00 03-31T14:00 05-31T14:00 07-31T14:00 08-31T14:00 10-31T14:00 12-31T14:00";
    gives("2026-01-31T14:00", "FREQ=MONTHLY;BYMONTHDAY=31", "2026-01-01T00:00", "2027-01-01T00:00", should);
    gives("2026-01-31T14:00", "FREQ=MONTHLY", "2026-01-01T00:00", "2027-01-01T00:00", should);
    gives("2026-01-31T14:00", "FREQ=MONTHLY", "2100-02-01T00:00", "2100-04-01T00:00", "03-31T14:00");
    gives("2026-01-31T14:00", "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "2026-01-01T00:00", "2027-01-01T00:00",
          "01-31T14:00 02-28T14:00 03-31T14:00");
    gives("2026-01-31T14:00", "FREQ=MONTHLY;BYMONTHDAY=31,-1;COUNT=3", "2026-01-01T00:00", "2027-01-01T00:00",
          "01-31T14:00 02-28T14:00 03-31T14:00");
    gives("2026-03-30T14:00", "FREQ=MONTHLY;BYDAY=5MO", "2026-01-01T00:00", "2027-01-01T00:00",
          "03-30T14:00 06-29T14:00 08-31T14:00 11-30T14:00");
    gives("2024-02-29T14:00", "FREQ=YEARLY", "2025-01-01T00:00", "2033-01-01T00:00", "02-29T14:00 02-29T14:00");
    gives("2024-02-29T14:00", "FREQ=YEARLY;INTERVAL=3", "2024-01-01T00:00", "2037-01-01T00:00",
          "02-29T14:00 02-29T14:00");
    gives("2096-02-29T14:00", "FREQ=YEARLY;INTERVAL=4", "2096-03-01T00:00", "2105-01-01T00:00", "02-29T14:00");
    gives("2024-02-29T14:00", "FREQ=YEARLY;INTERVAL=99", "2025-01-01T00:00", "2199-01-01T00:00", "");
}

static void a_series_keeps_its_hour_over_both_changes_of_the_clocks(void **state)
{
    (void)state;
    struct cal_instance instances[ROOM];
    struct cal_series series = series_of("2026-01-05T14:00", "FREQ=WEEKLY");
    size_t count = expand(&series, "2026-01-01T00:00", "2031-01-01T00:00", instances);
    assert_int_equal(count, 261);
    for (size_t i = 0; i < count; i++) {
        char text[CAL_WALL_TEXT];
        cal_wall_put(cal_wall_from_utc(instances[i].start), text);
        assert_string_equal(text + 10, "T14:00");
        assert_int_equal(instances[i].original.minute, series.start.minute + (int64_t)i * 7 * 24 * 60);
    }
}

static void the_week_after_spring_is_as_every_other(void **state)
{
    (void)state;
    gives("2026-03-23T03:30", "FREQ=DAILY", "2026-03-28T00:00", "2026-04-03T00:00",
          "03-28T03:30 03-29T03:30 03-30T03:30 03-31T03:30 04-01T03:30 04-02T03:30");
    struct cal_series series = series_of("2026-03-23T03:30", "FREQ=DAILY");
    struct cal_instance jumped;
    assert_int_equal(cal_expand(&series, instant_of("2026-03-29T00:00"), instant_of("2026-03-30T00:00"), &jumped, 1),
                     1);
    assert_int_equal(jumped.original.minute, wall_of("2026-03-29T03:30").minute);
    assert_int_equal(jumped.start, instant_of("2026-03-29T04:30"));
}

static void what_is_under_way_is_given_too(void **state)
{
    (void)state;
    gives("2026-01-05T14:00", "FREQ=DAILY", "2026-01-06T15:29", "2026-01-07T14:00", "01-06T14:00");
    gives("2026-01-05T14:00", "FREQ=DAILY", "2026-01-06T15:30", "2026-01-07T14:00", "");
    gives("2026-01-05T14:00", "FREQ=DAILY", "2026-01-06T15:30", "2026-01-07T14:01", "01-07T14:00");
    gives("2026-01-05T14:00", "FREQ=DAILY", "2026-01-07T00:00", "2026-01-07T00:00", "");
    gives("2026-01-05T14:00", "FREQ=DAILY", "2026-01-08T00:00", "2026-01-07T00:00", "");
    gives("2026-01-05T14:00", "FREQ=DAILY", "2000-01-01T00:00", "2026-01-05T14:00", "");
}

static void a_whole_day_that_was_put_off_by_the_clocks_is_under_way_for_longer(void **state)
{
    (void)state;
    struct cal_instance instances[ROOM];
    struct cal_series series = series_of("2026-03-23T03:30", "FREQ=DAILY");
    series.minutes = CAL_MOST_MINUTES;
    size_t count = expand(&series, "2026-03-30T03:45", "2026-03-30T03:46", instances);
    assert_int_equal(count, 2);
    assert_int_equal(instances[0].original.minute, wall_of("2026-03-29T03:30").minute);
    assert_int_equal(instances[1].original.minute, wall_of("2026-03-30T03:30").minute);
}

static void no_more_come_than_there_is_room_for(void **state)
{
    (void)state;
    struct cal_series series = series_of("2000-01-01T14:00", "FREQ=DAILY");
    struct cal_instance first[10], next[10];
    assert_int_equal(cal_expand(&series, INT64_MIN, INT64_MAX, first, 0), 0);
    assert_int_equal(cal_expand(&series, INT64_MIN, INT64_MAX, first, 10), 10);
    assert_int_equal(first[9].original.minute, wall_of("2000-01-10T14:00").minute);
    assert_int_equal(cal_expand(&series, first[9].end, INT64_MAX, next, 10), 10);
    assert_int_equal(next[0].original.minute, wall_of("2000-01-11T14:00").minute);
}

static void nothing_lies_beyond_the_last_year(void **state)
{
    (void)state;
    struct cal_instance instances[ROOM], last;
    struct cal_series series = series_of("2026-01-01T14:00", "FREQ=YEARLY;INTERVAL=99;COUNT=1000");
    assert_int_equal(cal_expand(&series, INT64_MIN, INT64_MAX, instances, ROOM), 2);
    assert_true(cal_series_last(&series, &last));
    assert_int_equal(last.original.minute, wall_of("2125-01-01T14:00").minute);
    series = series_of("2199-12-30T00:30", "FREQ=DAILY");
    assert_int_equal(cal_expand(&series, INT64_MIN, INT64_MAX, instances, ROOM), 2);
    assert_false(cal_series_has(&series, (struct cal_wall){wall_of("2199-12-31T00:30").minute + 24 * 60}));
}

static int is_start_off(const char *start, const char *rule)
{
    struct cal_series series = series_of(start, rule);
    return cal_series_check(&series);
}

static void a_series_begins_on_a_day_of_its_rule(void **state)
{
    (void)state;
    assert_int_equal(is_start_off("2026-01-05T14:00", "FREQ=WEEKLY;BYDAY=TU"), CAL_START_OFF);
    assert_int_equal(is_start_off("2026-01-05T14:00", "FREQ=DAILY;INTERVAL=7;BYDAY=TU"), CAL_START_OFF);
    assert_int_equal(is_start_off("2026-02-28T14:00", "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31"), CAL_START_OFF);
    assert_int_equal(is_start_off("2026-01-05T14:00", "FREQ=MONTHLY;BYDAY=2MO"), CAL_START_OFF);
    assert_int_equal(is_start_off("2026-01-05T14:00", "FREQ=MONTHLY;BYDAY=1MO"), CAL_FINE);
    assert_int_equal(is_start_off("2026-01-05T14:00", "FREQ=DAILY;UNTIL=20260105T115959Z"), CAL_ENDS_BEFORE);
    assert_int_equal(is_start_off("2026-01-05T14:00", "FREQ=DAILY;UNTIL=20260105T120000Z"), CAL_FINE);
    assert_string_equal(cal_fault_name(CAL_START_OFF), "start_not_in_rule");
    assert_string_equal(cal_fault_name(CAL_ENDS_BEFORE), "rule_ends_before_start");

    struct cal_series series = series_of("2026-01-05T14:00", "FREQ=WEEKLY");
    static const int64_t wrong[] = {-1, 0, CAL_MOST_MINUTES + 1, INT64_MAX};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        series.minutes = wrong[i];
        assert_int_equal(cal_series_check(&series), CAL_BAD_LENGTH);
    }
    assert_string_equal(cal_fault_name(CAL_BAD_LENGTH), "length_out_of_range");
}

static void what_is_no_start_of_a_series_is_none(void **state)
{
    (void)state;
    struct cal_series series = series_of("2026-01-05T14:00", "FREQ=WEEKLY;COUNT=3");
    static const struct {
        const char *wall;
        bool is_one;
    } walls[] = {{"2026-01-05T14:00", true},  {"2026-01-12T14:00", true},  {"2026-01-19T14:00", true},
                 {"2026-01-26T14:00", false}, {"2026-01-12T14:01", false}, {"2026-01-13T14:00", false},
                 {"2025-12-29T14:00", false}, {"2199-01-07T14:00", false}};
    for (size_t i = 0; i < sizeof walls / sizeof *walls; i++)
        assert_int_equal(cal_series_has(&series, wall_of(walls[i].wall)), walls[i].is_one);
}

/* ---- ends and cuts ---- */

static void ends_with(const char *start, const char *rule, const char *should)
{
    struct cal_series series = series_of(start, rule);
    struct cal_instance last;
    bool has_end = cal_series_last(&series, &last);
    assert_int_equal(has_end, should != NULL);
    if (should) assert_int_equal(last.original.minute, wall_of(should).minute);
}

static void a_series_that_ends_has_a_last(void **state)
{
    (void)state;
    ends_with("2026-01-05T14:00", "FREQ=WEEKLY", NULL);
    ends_with("2026-01-05T14:00", "FREQ=WEEKLY;COUNT=1", "2026-01-05T14:00");
    ends_with("2026-01-05T14:00", "FREQ=WEEKLY;COUNT=10", "2026-03-09T14:00");
    ends_with("2026-01-05T14:00", "FREQ=WEEKLY;UNTIL=20260105T120000Z", "2026-01-05T14:00");
    ends_with("2026-01-05T14:00", "FREQ=WEEKLY;UNTIL=20260309T115959Z", "2026-03-02T14:00");
    ends_with("2024-02-29T14:00", "FREQ=YEARLY;UNTIL=20320228T000000Z", "2028-02-29T14:00");
    ends_with("2024-02-29T14:00", "FREQ=YEARLY;INTERVAL=99;UNTIL=21900228T000000Z", "2024-02-29T14:00");
    ends_with("2000-01-01T14:00", "FREQ=DAILY;UNTIL=21991231T235959Z", "2199-12-31T14:00");
    ends_with("2026-03-23T03:30", "FREQ=DAILY;UNTIL=20260329T013000Z", "2026-03-29T03:30");
    ends_with("2026-03-23T03:30", "FREQ=DAILY;UNTIL=20260329T012959Z", "2026-03-28T03:30");
}

static void splits(const char *rule, const char *at, const char *before, const char *from)
{
    struct cal_series series = series_of("2026-01-05T14:00", rule);
    struct cal_rule first, second;
    struct buf out;
    bool is_split = cal_series_split(&series, wall_of(at), &first, &second);
    assert_int_equal(is_split, before != NULL);
    if (!is_split) return;
    buf_init(&out);
    cal_rule_put(&out, &first);
    assert_string_equal(out.data, before);
    buf_clear(&out);
    cal_rule_put(&out, &second);
    assert_string_equal(out.data, from);
    buf_fini(&out);
}

static void this_and_following_makes_two_of_one(void **state)
{
    (void)state;
    splits("FREQ=WEEKLY", "2026-02-02T14:00", "FREQ=WEEKLY;UNTIL=20260202T115959Z", "FREQ=WEEKLY");
    splits("FREQ=WEEKLY", "2026-07-06T14:00", "FREQ=WEEKLY;UNTIL=20260706T105959Z", "FREQ=WEEKLY");
    splits("FREQ=WEEKLY;UNTIL=20261231T000000Z", "2026-02-02T14:00", "FREQ=WEEKLY;UNTIL=20260202T115959Z",
           "FREQ=WEEKLY;UNTIL=20261231T000000Z");
    splits("FREQ=WEEKLY;COUNT=10", "2026-02-02T14:00", "FREQ=WEEKLY;COUNT=4", "FREQ=WEEKLY;COUNT=6");
    splits("FREQ=WEEKLY;COUNT=10", "2026-03-09T14:00", "FREQ=WEEKLY;COUNT=9", "FREQ=WEEKLY;COUNT=1");
    splits("FREQ=WEEKLY;COUNT=10", "2026-01-05T14:00", NULL, NULL);
    splits("FREQ=WEEKLY;COUNT=10", "2026-03-16T14:00", NULL, NULL);
    splits("FREQ=WEEKLY", "2026-02-03T14:00", NULL, NULL);
    splits("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "2026-01-08T14:00",
           "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=20260108T115959Z", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH");
}

/* ---- by dice ---- */

static unsigned seed;

static int roll(int below)
{
    seed = seed * 1103515245u + 12345u;
    return (int)(seed >> 16) % below;
}

static void roll_rule(char *text, size_t room)
{
    static const char *const rules[] = {"DAILY",
                                        "DAILY;BYDAY=MO,WE,SA",
                                        "WEEKLY",
                                        "WEEKLY;BYDAY=MO,TH",
                                        "WEEKLY;BYDAY=SU,FR,TU",
                                        "MONTHLY",
                                        "MONTHLY;BYDAY=MO",
                                        "MONTHLY;BYDAY=1MO,-1FR",
                                        "MONTHLY;BYDAY=5WE,-5WE",
                                        "MONTHLY;BYMONTHDAY=31,30,-1",
                                        "MONTHLY;BYMONTHDAY=7,-29",
                                        "MONTHLY;BYDAY=SA,SU;BYMONTHDAY=1,2,3",
                                        "YEARLY"};
    snprintf(text, room, "FREQ=%s;INTERVAL=%d", rules[roll(sizeof rules / sizeof *rules)], 1 + roll(roll(2) ? 3 : 14));
}

/* A start between 2020 and 2027 that the rule itself gives. */
static bool roll_series(struct cal_series *series, char *text, size_t room)
{
    static const int hours[] = {0, 2, 3, 4, 14, 23};
    roll_rule(text, room);
    *series = series_of("2020-01-01T00:00", text);
    series->start.minute += roll(8 * 365) * 24 * 60 + hours[roll(6)] * 60 + roll(2) * 30;
    series->minutes = 1 + roll(CAL_MOST_MINUTES);
    for (int tries = 0; cal_series_check(series) && tries < 70; tries++)
        series->start.minute += 24 * 60;
    return cal_series_check(series) == CAL_FINE;
}

/* libical alone, from the start, without any of our short cuts. */
static size_t walk_whole(const struct cal_series *series, const char *rule, struct cal_wall *out, size_t room)
{
    char start[CAL_WALL_TEXT], plain[32];
    cal_wall_put(series->start, start);
    snprintf(plain, sizeof plain, "%.4s%.2s%.2sT%.2s%.2s00", start, start + 5, start + 8, start + 11, start + 14);
    icalrecur_iterator *iterator =
        icalrecur_iterator_new(icalrecurrencetype_from_string(rule), icaltime_from_string(plain));
    size_t count = 0;
    for (; count < room; count++) {
        struct icaltimetype time = icalrecur_iterator_next(iterator);
        if (icaltime_is_null_time(time) || time.year > 2099) break;
        out[count] = (struct cal_wall){(int64_t)icaltime_as_timet(time) / 60};
        assert_true(!count || out[count].minute > out[count - 1].minute);
    }
    icalrecur_iterator_free(iterator);
    return count;
}

static void is_found(const struct cal_series *series, const struct cal_wall *walls, size_t count, size_t first,
                     size_t more)
{
    struct cal_instance instances[ROOM];
    size_t end = first + more < count ? first + more : count - 1;
    int64_t from = cal_wall_to_utc(walls[first]), to = cal_wall_to_utc(walls[end]);
    size_t under_way = first, got = cal_expand(series, from, to, instances, ROOM);
    while (under_way > 0 && cal_wall_to_utc(walls[under_way - 1]) + series->minutes * MS_PER_MINUTE > from)
        under_way--;
    assert_int_equal(got, from < to ? end - under_way : 0);
    for (size_t i = 0; i < got; i++)
        assert_int_equal(instances[i].original.minute, walls[under_way + i].minute);
    assert_true(cal_series_has(series, walls[first]));
    assert_false(cal_series_has(series, (struct cal_wall){walls[first].minute + 1}));
}

/* Two made of one by "this and following" have what the one had. */
static void is_split_fairly(const struct cal_series *series, const struct cal_wall *walls, size_t count, size_t at)
{
    struct cal_series first = *series, second = *series;
    struct cal_instance last;
    bool is_split = cal_series_split(series, walls[at], &first.rule, &second.rule);
    assert_int_equal(is_split, at > 0);
    if (!is_split) return;
    second.start = walls[at];
    assert_int_equal(cal_series_check(&first), CAL_FINE);
    assert_int_equal(cal_series_check(&second), CAL_FINE);
    assert_true(cal_series_last(&first, &last));
    assert_int_equal(last.original.minute, walls[at - 1].minute);
    if (!cal_series_last(&second, &last)) return;
    assert_int_equal(last.original.minute, walls[count - 1].minute);
}

static void series_by_dice_are_what_libical_walks_through(void **state)
{
    (void)state;
    static struct cal_wall walls[ROOM];
    char rule[128];
    int rolled = 0;
    for (seed = 1; rolled < 150; seed++) {
        struct cal_series series;
        if (!roll_series(&series, rule, sizeof rule)) continue;
        rolled++;
        size_t count = walk_whole(&series, rule, walls, 400);
        assert_true(count > 0);
        for (int i = 0; i < 4; i++) {
            size_t first = (size_t)roll((int)count);
            is_found(&series, walls, count, first, (size_t)roll(40));
            is_split_fairly(&series, walls, count, first);
        }
        series.rule.count = (int)count;
        is_split_fairly(&series, walls, count, (size_t)roll((int)count));
        series.rule.count = 0;
        series.rule.until = cal_wall_to_utc(walls[count - 1]);
        is_split_fairly(&series, walls, count, (size_t)roll((int)count));
    }
}

const struct CMUnitTest cal_series_tests[] = {
    cmocka_unit_test(each_kind_of_rule_gives_what_it_says),
    cmocka_unit_test(a_day_that_a_month_lacks_is_left_out),
    cmocka_unit_test(a_series_keeps_its_hour_over_both_changes_of_the_clocks),
    cmocka_unit_test(the_week_after_spring_is_as_every_other),
    cmocka_unit_test(what_is_under_way_is_given_too),
    cmocka_unit_test(a_whole_day_that_was_put_off_by_the_clocks_is_under_way_for_longer),
    cmocka_unit_test(no_more_come_than_there_is_room_for),
    cmocka_unit_test(nothing_lies_beyond_the_last_year),
    cmocka_unit_test(a_series_begins_on_a_day_of_its_rule),
    cmocka_unit_test(what_is_no_start_of_a_series_is_none),
    cmocka_unit_test(a_series_that_ends_has_a_last),
    cmocka_unit_test(this_and_following_makes_two_of_one),
    cmocka_unit_test(series_by_dice_are_what_libical_walks_through),
};
SUITE_COUNT(cal_series);
