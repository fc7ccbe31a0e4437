/* rule.c - a recurrence rule out of its text and into it
 *
 * Each part is read by a function of its own into the rule, which holds sets, so that what was listed in any order comes out
 * in one. What parts may stand together is looked at when all are read. */
#include "civil.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/clock.h"

static const char weekdays[7][3] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
static const char *const frequencies[] = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"};
enum { FREQUENCIES = sizeof frequencies / sizeof *frequencies };

const char *cal_fault_name(enum cal_fault fault)
{
    static const char *const names[] = {
        "fine",
#define CAL_FAULT(symbol, name) name,
#include "cal/fault.def"
    };
    return names[fault];
}

/* ---- reading ---- */

struct part {
    const char *at;
    size_t len;
};

static bool is_word(const struct part *part, const char *word)
{
    return part->len == strlen(word) && memcmp(part->at, word, part->len) == 0;
}

/* Takes what stands before the next `mark` off the front; false where nothing is left. */
static bool next_part(struct part *rest, char mark, struct part *out)
{
    if (!rest->at) return false;
    const char *end = memchr(rest->at, mark, rest->len);
    *out = (struct part){rest->at, end ? (size_t)(end - rest->at) : rest->len};
    *rest = end ? (struct part){end + 1, rest->len - out->len - 1} : (struct part){0};
    return true;
}

/* Digits, at most four: 1 … most. 0 where it is anything else. */
static int number_of(const char *at, size_t len, int most)
{
    int number = 0;
    if (!len || len > 4) return 0;
    for (size_t i = 0; i < len; i++) {
        if (at[i] < '0' || at[i] > '9') return 0;
        number = number * 10 + (at[i] - '0');
    }
    return number <= most ? number : 0;
}

/* With a sign that may be left out. */
static int signed_of(const char *at, size_t len, int most)
{
    bool is_signed = len && (*at == '-' || *at == '+');
    int number = number_of(at + is_signed, len - is_signed, most);
    return is_signed && *at == '-' ? -number : number;
}

static enum cal_fault read_frequency(struct part value, struct cal_rule *rule)
{
    for (int i = 0; i < FREQUENCIES; i++) {
        if (!is_word(&value, frequencies[i])) continue;
        rule->frequency = (enum cal_frequency)i;
        return CAL_FINE;
    }
    return CAL_RULE_FREQUENCY;
}

static enum cal_fault read_interval(struct part value, struct cal_rule *rule)
{
    rule->interval = number_of(value.at, value.len, CAL_MOST_INTERVAL);
    return rule->interval ? CAL_FINE : CAL_RULE_INTERVAL;
}

static enum cal_fault read_count(struct part value, struct cal_rule *rule)
{
    rule->count = number_of(value.at, value.len, CAL_MOST_COUNT);
    return rule->count ? CAL_FINE : CAL_RULE_COUNT;
}

static enum cal_fault read_until(struct part value, struct cal_rule *rule)
{
    char text[sizeof "20260101T000000Z"];
    struct civil civil;
    if (value.len != sizeof text - 1) return CAL_RULE_UNTIL;
    memcpy(text, value.at, value.len);
    text[value.len] = '\0';
    if (!civil_scan(text, "00001122T334455Z", &civil)) return CAL_RULE_UNTIL;
    rule->until = civil_to_seconds(&civil) * MS_PER_SECOND;
    return CAL_FINE;
}

static enum cal_fault read_day(const struct part *day, struct cal_rule *rule)
{
    if (day->len < 2) return CAL_RULE_DAY;
    struct part name = {day->at + day->len - 2, 2};
    int nth = day->len == 2 ? 0 : signed_of(day->at, day->len - 2, CAL_EACH);
    if (day->len > 2 && !nth) return CAL_RULE_DAY;
    for (int i = 0; i < 7; i++) {
        if (!is_word(&name, weekdays[i])) continue;
        uint8_t *days = &rule->days[CAL_EACH + nth], bit = (uint8_t)(1 << i);
        if (*days & bit) return CAL_RULE_TWICE;
        *days |= bit;
        return CAL_FINE;
    }
    return CAL_RULE_DAY;
}

static enum cal_fault read_month_day(const struct part *day, struct cal_rule *rule)
{
    int number = signed_of(day->at, day->len, 31);
    if (!number) return CAL_RULE_MONTH_DAY;
    uint32_t *days = number < 0 ? &rule->month_days_back : &rule->month_days, bit = UINT32_C(1) << (abs(number) - 1);
    if (*days & bit) return CAL_RULE_TWICE;
    *days |= bit;
    return CAL_FINE;
}

static enum cal_fault read_list(struct part list, struct cal_rule *rule,
                                enum cal_fault (*read)(const struct part *item, struct cal_rule *rule))
{
    enum cal_fault fault = CAL_FINE;
    struct part item;
    for (int count = 0; !fault && next_part(&list, ',', &item); count++)
        fault = count < CAL_MOST_DAYS ? read(&item, rule) : CAL_RULE_LONG;
    return fault;
}

static enum cal_fault read_days(struct part value, struct cal_rule *rule)
{
    return read_list(value, rule, read_day);
}

static enum cal_fault read_month_days(struct part value, struct cal_rule *rule)
{
    return read_list(value, rule, read_month_day);
}

static const struct {
    const char *name;
    enum cal_fault (*read)(struct part value, struct cal_rule *rule);
} parts[] = {{"FREQ", read_frequency},        {"INTERVAL", read_interval}, {"BYDAY", read_days},
             {"BYMONTHDAY", read_month_days}, {"COUNT", read_count},       {"UNTIL", read_until}};
enum { FREQ, PARTS = sizeof parts / sizeof *parts };

static enum cal_fault read_part(struct part text, struct cal_rule *rule, unsigned *seen)
{
    struct part name;
    if (!next_part(&text, '=', &name) || !text.len || !name.len) return CAL_RULE_SHAPE;
    for (unsigned i = 0; i < PARTS; i++) {
        if (!is_word(&name, parts[i].name)) continue;
        if (*seen & 1U << i) return CAL_RULE_TWICE;
        *seen |= 1U << i;
        return parts[i].read(text, rule);
    }
    return CAL_RULE_PART;
}

static bool has_numbered_days(const struct cal_rule *rule)
{
    for (int i = 0; i < CAL_NTHS; i++)
        if (i != CAL_EACH && rule->days[i]) return true;
    return false;
}

static bool go_together(const struct cal_rule *rule)
{
    bool has_numbered = has_numbered_days(rule), has_month_days = rule->month_days || rule->month_days_back;
    bool has_days = has_numbered || rule->days[CAL_EACH];
    if (has_numbered && (rule->days[CAL_EACH] || has_month_days)) return false;
    if (rule->frequency != CAL_MONTHLY && (has_numbered || has_month_days)) return false;
    return rule->frequency != CAL_YEARLY || !has_days;
}

enum cal_fault cal_rule_read(const char *text, struct cal_rule *out)
{
    *out = (struct cal_rule){.interval = 1, .until = NO_INT};
    struct part rest = {text, strnlen(text, CAL_MOST_RULE + 1)}, part;
    if (rest.len > CAL_MOST_RULE) return CAL_RULE_LONG;
    unsigned seen = 0;
    while (next_part(&rest, ';', &part)) {
        enum cal_fault fault = read_part(part, out, &seen);
        if (fault) return fault;
    }
    if (!(seen & 1U << FREQ)) return CAL_RULE_FREQUENCY;
    if (out->count && out->until != NO_INT) return CAL_RULE_TWO_ENDS;
    return go_together(out) ? CAL_FINE : CAL_RULE_MIX;
}

/* ---- writing ---- */

static void put_days(struct buf *out, const struct cal_rule *rule)
{
    const char *before = ";BYDAY=";
    for (int i = 0; i < CAL_NTHS; i++) {
        int nth = (i + CAL_EACH + 1) % CAL_NTHS - CAL_EACH; /* 1 … 5, -5 … -1, each */
        for (int day = 0; day < 7; day++) {
            if (!(rule->days[CAL_EACH + nth] >> day & 1)) continue;
            buf_text(out, before);
            if (nth) buf_int(out, nth);
            buf_text(out, weekdays[day]);
            before = ",";
        }
    }
}

static void put_month_days(struct buf *out, const struct cal_rule *rule)
{
    const char *before = ";BYMONTHDAY=";
    for (int i = 0; i < 62; i++) {
        int day = i < 31 ? i + 1 : i - 62; /* 1 … 31, -31 … -1 */
        uint32_t days = day > 0 ? rule->month_days : rule->month_days_back;
        if (!(days >> (abs(day) - 1) & 1)) continue;
        buf_text(out, before);
        buf_int(out, day);
        before = ",";
    }
}

void cal_rule_put(struct buf *out, const struct cal_rule *rule)
{
    buf_text(out, "FREQ=");
    buf_text(out, frequencies[rule->frequency]);
    if (rule->interval > 1) {
        buf_text(out, ";INTERVAL=");
        buf_int(out, rule->interval);
    }
    put_days(out, rule);
    put_month_days(out, rule);
    if (rule->count) {
        buf_text(out, ";COUNT=");
        buf_int(out, rule->count);
    }
    if (rule->until != NO_INT) {
        buf_text(out, ";UNTIL=");
        civil_put_utc(out, rule->until);
    }
}
