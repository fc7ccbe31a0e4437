/* calendar.c - fuzz target: whatever comes as a rule is refused, or holds; whatever text is written is read as that text
 *
 * The first byte says what the rest is: a rule, or texts for each of the places that users' words go to. The properties:
 *   - a rule that is read, written and read again is the same, and libical takes it;
 *   - a series of it that is fine begins with its start, its instances follow each other and belong to it, and one that is
 *     cut in two has in both parts what it had in one;
 *   - no line that is written is longer than 75 octets or holds a control character, and libical reads as many properties
 *     and components as were written, with the texts that were meant. */
#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/must.h"
#include "base/utf8.h"
#include "cal/cal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { INSTANCES = 24 };

/* ---- rules ---- */

static void reads_again(const struct cal_rule *rule)
{
    struct cal_rule again;
    struct buf text;
    buf_init(&text);
    cal_rule_put(&text, rule);
    must(cal_rule_read(text.data, &again) == CAL_FINE);
    must(memcmp(&again, rule, sizeof again) == 0);
    struct icalrecurrencetype theirs = icalrecurrencetype_from_string(text.data);
    must(theirs.freq != ICAL_NO_RECURRENCE && theirs.interval == rule->interval && theirs.count == rule->count);
    buf_fini(&text);
}

static void splits(const struct cal_series *series, const struct cal_instance *all, size_t count, size_t at)
{
    struct cal_instance part[INSTANCES];
    struct cal_series before = *series, from = *series;
    if (!cal_series_split(series, all[at].original, &before.rule, &from.rule)) {
        must(at == 0);
        return;
    }
    from.start = all[at].original;
    reads_again(&before.rule);
    reads_again(&from.rule);
    must(cal_series_check(&before) == CAL_FINE && cal_series_check(&from) == CAL_FINE);
    must(cal_expand(&before, INT64_MIN, INT64_MAX, part, INSTANCES) == at);
    must(memcmp(part, all, at * sizeof *part) == 0);
    must(cal_expand(&from, INT64_MIN, INT64_MAX, part, count - at) == count - at);
    must(memcmp(part, all + at, (count - at) * sizeof *part) == 0);
}

static void unfolds(const struct cal_series *series)
{
    struct cal_instance all[INSTANCES], some[INSTANCES], last;
    size_t count = cal_expand(series, INT64_MIN, INT64_MAX, all, INSTANCES);
    must(count > 0 && all[0].original.minute == series->start.minute);
    for (size_t i = 0; i < count; i++) {
        must(!i || all[i].start > all[i - 1].start);
        must(cal_series_has(series, all[i].original) && all[i].start == cal_wall_to_utc(all[i].original));
        must(cal_expand(series, all[i].end - 1, all[i].end, some, INSTANCES) >= 1);
    }
    if (count < INSTANCES && cal_series_last(series, &last)) must(memcmp(&last, &all[count - 1], sizeof last) == 0);
    for (size_t at = 0; at < count; at += 5)
        splits(series, all, count, at);
}

static void read_rule(const char *text, size_t size)
{
    struct cal_series series = {.minutes = 90};
    if (cal_rule_read(text, &series.rule)) return;
    reads_again(&series.rule);
    cal_wall_read("2026-01-01T03:30", &series.start);
    series.start.minute += (int64_t)(size % 7 + 7 * (unsigned char)text[size - 1]) * 24 * 60;
    for (int tries = 0; tries < 62 && cal_series_check(&series) == CAL_START_OFF; tries++)
        series.start.minute += 24 * 60;
    if (cal_series_check(&series) == CAL_FINE) unfolds(&series);
}

/* ---- texts ---- */

/* As it is read: breaks are `line_break`, other control characters are gone. Slow, and without a look at how it is done. */
static void put_meant(struct buf *out, const char *text, const char *line_break)
{
    for (const char *at = text; *at; at++) {
        if (strncmp(at, "\r\n", 2) == 0) continue; /* the second of them breaks */
        if (*at == '\r' || *at == '\n' || strncmp(at, "\xe2\x80\xa8", 3) == 0 || strncmp(at, "\xe2\x80\xa9", 3) == 0) {
            buf_text(out, line_break);
            at += *at == '\xe2' ? 2 : 0;
        } else if (*at == '\t') {
            buf_text(out, " ");
        } else if (at[0] == '\xc2' && (unsigned char)at[1] < 0xa0) {
            at++;
        } else if ((unsigned char)*at >= ' ' && *at != 0x7f) {
            buf_put(out, at, 1);
        }
    }
}

/* Without the spaces at its ends, which libical takes away where it reads. */
static size_t trimmed(const char **text)
{
    *text += strspn(*text, " ");
    size_t len = strlen(*text);
    while (len && (*text)[len - 1] == ' ')
        len--;
    return len;
}

static void is_meant(icalcomponent *component, icalproperty_kind kind, const char *text, const char *line_break)
{
    struct buf meant;
    buf_init(&meant);
    buf_text(&meant, "");
    put_meant(&meant, text, line_break);
    icalproperty *property = icalcomponent_get_first_property(component, kind); /* none where it would be empty */
    const char *is = property ? icalvalue_get_text(icalproperty_get_value(property)) : "", *should = meant.data;
    size_t is_len = trimmed(&is), should_len = trimmed(&should);
    must(is_len == should_len && memcmp(is, should, is_len) == 0);
    buf_fini(&meant);
}

static void check_lines(const struct buf *out)
{
    const char *at = out->data, *all_end = out->data + out->len;
    while (at < all_end) {
        const char *end = strstr(at, "\r\n");
        must(end && end > at && end - at <= 75 && utf8_valid(at, (size_t)(end - at)));
        for (; at < end; at++)
            must((unsigned char)*at >= ' ' && *at != 0x7f);
        at += 2;
    }
}

static int count_properties(icalcomponent *component)
{
    int count = 0;
    for (icalproperty *at = icalcomponent_get_first_property(component, ICAL_ANY_PROPERTY); at;
         at = icalcomponent_get_next_property(component, ICAL_ANY_PROPERTY))
        count += icalproperty_isa(at) != ICAL_XLICERROR_PROPERTY; /* what an empty value is turned into */
    return count;
}

static void is_read(const struct buf *out, const char *const words[4])
{
    icalcomponent *calendar = icalparser_parse_string(out->data);
    must(calendar && icalcomponent_count_components(calendar, ICAL_ANY_COMPONENT) == 3);
    icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
    icalcomponent *task = icalcomponent_get_first_component(calendar, ICAL_VTODO_COMPONENT);
    must(event && task && icalcomponent_count_components(event, ICAL_ANY_COMPONENT) == 0);
    must(count_properties(calendar) <= 7 && count_properties(event) <= 11);
    must(count_properties(task) <= 8); /* libical makes two of two categories */
    must(strcmp(icalcomponent_get_uid(event), "event") == 0 && strcmp(icalcomponent_get_uid(task), "task") == 0);
    is_meant(calendar, ICAL_NAME_PROPERTY, words[0], " ");
    is_meant(event, ICAL_SUMMARY_PROPERTY, words[1], " ");
    is_meant(event, ICAL_LOCATION_PROPERTY, words[2], " ");
    is_meant(event, ICAL_DESCRIPTION_PROPERTY, words[3], "\n");
    is_meant(task, ICAL_SUMMARY_PROPERTY, words[0], " ");
    icalcomponent_free(calendar);
}

/* Four texts in one input, each ended by NUL or by its end. */
static void write_texts(const char *text, size_t size)
{
    const char *words[4] = {"", "", "", ""}, *end = text + size;
    for (int i = 0; i < 4 && text < end; i++, text += strlen(text) + 1) {
        if (!utf8_valid(text, strlen(text))) return;
        words[i] = text;
    }
    struct cal_writer writer;
    struct buf out;
    buf_init(&out);
    struct cal_item event = {.uid = "event", .summary = words[1], .location = words[2], .description = words[3]};
    struct cal_item task = {.uid = "task", .summary = words[0], .categories = {words[1], words[2]}};
    cal_begin(&writer, &out, &(struct cal_calendar){.name = words[0]});
    cal_put_event(&writer, &event, 0, MS_PER_HOUR);
    cal_put_task(&writer, &task, NULL, CAL_TO_DO, 0);
    cal_end(&writer);
    check_lines(&out);
    is_read(&out, words);
    buf_fini(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2) return 0;
    char *text = malloc(size); /* NUL behind the rest, and nothing that may be read beyond */
    must(text);
    memcpy(text, data + 1, size - 1);
    text[size - 1] = '\0';
    if (data[0] == '=')
        read_rule(text, size - 1);
    else
        write_texts(text, size - 1);
    free(text);
    return 0;
}
