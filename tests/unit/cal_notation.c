/* cal_notation.c - see cal_notation.h */
#include "cal_notation.h"

#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "suites.h"

struct cal_wall wall_of(const char *text)
{
    struct cal_wall wall;
    assert_int_equal(cal_wall_read(text, &wall), CAL_FINE);
    return wall;
}

int64_t instant_of(const char *wall)
{
    return cal_wall_to_utc(wall_of(wall));
}

int64_t utc_of(const char *text)
{
    return wall_of(text).minute * MS_PER_MINUTE;
}

struct cal_rule rule_of(const char *text)
{
    struct cal_rule rule;
    enum cal_fault fault = cal_rule_read(text, &rule);
    if (fault) fail_msg("%s: %s", text, cal_fault_name(fault));
    return rule;
}

struct cal_series series_of(const char *start, const char *rule)
{
    struct cal_series series = {.start = wall_of(start), .minutes = 90, .rule = rule_of(rule)};
    return series;
}

char *unfolded(const char *calendar)
{
    struct buf out;
    buf_init(&out);
    for (const char *next; (next = strstr(calendar, "\r\n ")); calendar = next + 3)
        buf_put(&out, calendar, (size_t)(next - calendar));
    buf_text(&out, calendar);
    return out.data;
}
