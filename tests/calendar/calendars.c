/* calendars.c - writes calendars, and beside each what a reader must find in it
 *
 * usage: calendars DIRECTORY      NAME.ics and NAME.json for each of `calendars` below
 *
 * The JSON is {"name":TEXT,"until":INSTANT,"found":[{"uid","start","end","summary"…}]}: everything that begins before
 * `until`, an instance of a series being one; times are ms since 1970 UTC, or days. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/must.h"
#include "cal/cal.h"

enum { MOST = 2000, CHANGES = 4 };

struct page {
    struct cal_writer writer;
    struct buf out, found;
    int64_t until;
    int count; /* of items; makes their names */
    char uid[40];
};

static struct cal_wall wall_of(const char *text)
{
    struct cal_wall wall;
    must(cal_wall_read(text, &wall) == CAL_FINE);
    return wall;
}

static int64_t instant_of(const char *text)
{
    return cal_wall_to_utc(wall_of(text));
}

static struct cal_item item_of(struct page *page, const char *summary)
{
    snprintf(page->uid, sizeof page->uid, "item-%d@rinnalla.example", ++page->count);
    return (struct cal_item){
        .uid = page->uid, .changed_at = INT64_C(1767608100000), .sequence = page->count % 3, .summary = summary};
}

/* ---- what must be found ---- */

static void put_field(struct buf *out, const char *name, const char *text)
{
    if (!text) return;
    buf_printf(out, ",\"%s\":", name);
    buf_json(out, text, strlen(text));
}

static void find(struct page *page, const struct cal_item *item, const char *start, const char *end)
{
    static const char *const statuses[] = {"CONFIRMED", "TENTATIVE", "CANCELLED"};
    struct buf *out = &page->found;
    buf_printf(out, "%s{\"start\":%s,\"end\":%s", out->len ? ",\n" : "", start, end);
    put_field(out, "uid", item->uid);
    put_field(out, "summary", item->summary);
    put_field(out, "location", item->location);
    put_field(out, "description", item->description);
    put_field(out, "status", statuses[item->status]);
    buf_text(out, "}");
}

static void find_at(struct page *page, const struct cal_item *item, int64_t start, int64_t end)
{
    char texts[2][24];
    if (start >= page->until) return;
    snprintf(texts[0], sizeof texts[0], "%lld", (long long)start);
    snprintf(texts[1], sizeof texts[1], "%lld", (long long)end);
    find(page, item, texts[0], texts[1]);
}

/* ---- items ---- */

static void put_event(struct page *page, const struct cal_item *item, const char *start, const char *end)
{
    cal_put_event(&page->writer, item, instant_of(start), instant_of(end));
    find_at(page, item, instant_of(start), instant_of(end));
}

static void put_days(struct page *page, const struct cal_item *item, const char *first, const char *last,
                     const char *behind)
{
    char texts[2][16];
    cal_put_days(&page->writer, item, first, last);
    snprintf(texts[0], sizeof texts[0], "\"%s\"", first);
    snprintf(texts[1], sizeof texts[1], "\"%s\"", behind);
    find(page, item, texts[0], texts[1]);
}

struct change { /* of one instance */
    const char *original;
    const char *start, *end; /* NULL: left out */
    enum cal_status status;
};

static bool is_changed(const struct change changes[CHANGES], struct cal_wall original)
{
    for (int i = 0; i < CHANGES && changes[i].original; i++)
        if (wall_of(changes[i].original).minute == original.minute) return true;
    return false;
}

static void put_series(struct page *page, const struct cal_item *item, const struct cal_series *series,
                       const struct change changes[CHANGES])
{
    static struct cal_instance instances[MOST];
    struct cal_wall left_out[CHANGES];
    size_t gone = 0;
    must(cal_series_check(series) == CAL_FINE);
    for (int i = 0; i < CHANGES && changes[i].original; i++)
        if (!changes[i].start) left_out[gone++] = wall_of(changes[i].original);
    cal_put_series(&page->writer, item, series, left_out, gone);

    size_t count = cal_expand(series, INT64_MIN, page->until, instances, MOST);
    must(count < MOST);
    for (size_t i = 0; i < count; i++)
        if (!is_changed(changes, instances[i].original)) find_at(page, item, instances[i].start, instances[i].end);
    for (int i = 0; i < CHANGES && changes[i].original; i++) {
        if (!changes[i].start) continue;
        struct cal_item other = *item;
        other.summary = "Toisin";
        other.sequence = item->sequence + 1;
        other.status = changes[i].status;
        int64_t start = instant_of(changes[i].start), end = instant_of(changes[i].end);
        cal_put_override(&page->writer, &other, wall_of(changes[i].original), start, end);
        find_at(page, &other, start, end);
    }
}

static void put_plain_series(struct page *page, const char *start, int64_t minutes, const char *rule)
{
    struct cal_series series = {.start = wall_of(start), .minutes = minutes};
    struct cal_item item = item_of(page, rule);
    must(cal_rule_read(rule, &series.rule) == CAL_FINE);
    put_series(page, &item, &series, (struct change[CHANGES]){{0}});
}

/* ---- calendars ---- */

static void fill_meeting(struct page *page)
{
    struct cal_item item = item_of(page, "Verkostokokous");
    item.location = "Terveysasema, huone 2";
    item.url = "https://rinnalla.example/meeting/7";
    put_event(page, &item, "2026-10-25T03:15", "2026-10-25T04:15");
}

static void put_tasks(struct page *page)
{
    for (int i = CAL_TO_DO; i <= CAL_DROPPED; i++) {
        struct cal_item item = item_of(page, "Soita Kelaan; kysy, milloin");
        item.categories[0] = "Teht\xc3\xa4v\xc3\xa4";
        cal_put_task(&page->writer, &item, i == CAL_DOING ? NULL : "2026-03-29", (enum cal_progress)i, item.changed_at);
    }
}

static void put_texts(struct page *page)
{
    static const char *const texts[] = {
        "Tiimi, viikko; \\ kaikki \"n\" : %s", /* no \n: python3-icalendar 4.0 reads \\n as a line break */
        "\xf0\x9f\x98\x80 \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7 e\xcc\x81",
        "x ATTENDEE:mailto:mallory@example.org",
        "Pitk\xc3\xa4 nimi, joka ei mahdu yhdelle riville, vaikka sit\xc3\xa4 kuinka "
        "lukisi \xe2\x82\xac\xe2\x82\xac\xe2\x82\xac"
        "\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2"
        "\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct cal_item item = item_of(page, texts[i]);
        item.location = texts[(i + 1) % 4];
        item.description = "Kirjaudu:\nhttps://rinnalla.example/\n\nEND:VEVENT\nBEGIN:VEVENT";
        item.status = i % 2 ? CAL_TENTATIVE : CAL_CONFIRMED;
        item.is_free = i % 2;
        put_event(page, &item, "2026-01-07T09:00", "2026-01-07T10:00");
    }
    struct buf text;
    buf_init(&text);
    for (int i = 0; i < 400; i++)
        buf_text(&text, "\xc3\xa4\xf0\x9f\x98\x80,;a");
    struct cal_item item = item_of(page, text.data); /* 2,000 characters */
    put_event(page, &item, "2026-01-08T09:00", "2026-01-08T10:00");
    buf_fini(&text);
}

static void fill_feed(struct page *page)
{
    struct cal_item item = item_of(page, "Tiimikokous, K-2026-0147");
    put_event(page, &item, "2026-03-29T14:00", "2026-03-29T15:30");
    item = item_of(page, "Peruttu");
    item.status = CAL_CANCELLED;
    put_event(page, &item, "2026-01-05T09:00", "2026-01-05T10:00");
    struct cal_series series = {.start = wall_of("2026-01-05T14:00"), .minutes = 90};
    must(cal_rule_read("FREQ=WEEKLY;COUNT=45", &series.rule) == CAL_FINE);
    item = item_of(page, "Systeeminen tiimi");
    put_series(page, &item, &series,
               (struct change[CHANGES]){{.original = "2026-01-12T14:00"},
                                        {.original = "2026-03-30T14:00"},
                                        {"2026-03-23T14:00", "2026-03-31T09:00", "2026-03-31T10:00", CAL_CONFIRMED},
                                        {"2026-10-26T14:00", "2026-10-26T14:00", "2026-10-26T15:30", CAL_CANCELLED}});
    item = item_of(page, "Soita asiakkaalle");
    item.is_free = true;
    put_days(page, &item, "2026-03-29", "2026-03-29", "2026-03-30");
    item = item_of(page, "Loma");
    put_days(page, &item, "2026-12-30", "2027-01-01", "2027-01-02");
    put_tasks(page);
    put_texts(page);
}

/* Every hour that may go wrong when the clocks change, to 2030. */
static void fill_clocks(struct page *page)
{
    static const char *const times[] = {"00:30", "02:00", "02:59", "03:00", "03:30", "04:00", "14:00", "23:30"};
    static const char *const rules[] = {"FREQ=WEEKLY;BYDAY=MO,SU", "FREQ=MONTHLY;BYDAY=-1SU", "FREQ=DAILY;INTERVAL=3"};
    char start[32];
    page->until = instant_of("2031-01-01T00:00");
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        for (size_t j = 0; j < sizeof rules / sizeof *rules; j++) {
            snprintf(start, sizeof start, "2026-01-25T%s", times[i]);
            put_plain_series(page, start, 60, rules[j]);
        }
    }
}

static unsigned seed = 1;

static int roll(int below)
{
    seed = seed * 1103515245u + 12345u;
    return (int)(seed >> 16) % below;
}

static void put_rolled(struct page *page)
{
    static const char *const rules[] = {"DAILY",
                                        "DAILY;BYDAY=MO,TU,WE,TH,FR",
                                        "WEEKLY",
                                        "WEEKLY;BYDAY=MO,TH",
                                        "WEEKLY;BYDAY=SU,FR,TU",
                                        "MONTHLY",
                                        "MONTHLY;BYDAY=WE",
                                        "MONTHLY;BYDAY=1MO,3MO",
                                        "MONTHLY;BYDAY=-1FR",
                                        "MONTHLY;BYDAY=5TH",
                                        "MONTHLY;BYDAY=2TU,-1TU",
                                        "MONTHLY;BYMONTHDAY=31",
                                        "MONTHLY;BYMONTHDAY=15,-1",
                                        "MONTHLY;BYMONTHDAY=30,31,-1",
                                        "MONTHLY;BYDAY=SA,SU;BYMONTHDAY=1,2,3",
                                        "YEARLY"};
    char rule[128];
    struct cal_series series = {.start = wall_of("2026-01-01T00:00"), .minutes = 15 * (1 + roll(16))};
    int used =
        snprintf(rule, sizeof rule, "FREQ=%s;INTERVAL=%d", rules[roll(sizeof rules / sizeof *rules)], 1 + roll(4));
    if (roll(2))
        snprintf(rule + used, sizeof rule - (size_t)used, ";COUNT=%d", 1 + roll(60));
    else
        snprintf(rule + used, sizeof rule - (size_t)used, ";UNTIL=20%02d%02d%02dT%02d0000Z", 27 + roll(4), 1 + roll(12),
                 1 + roll(28), roll(24));
    must(cal_rule_read(rule, &series.rule) == CAL_FINE);
    series.start.minute += roll(365) * 24 * 60 + roll(48) * 30;
    for (int tries = 0; cal_series_check(&series) && tries < 70; tries++)
        series.start.minute += 24 * 60;
    if (cal_series_check(&series)) return;
    struct cal_item item = item_of(page, rule);
    put_series(page, &item, &series, (struct change[CHANGES]){{0}});
}

static void fill_dice(struct page *page)
{
    page->until = instant_of("2199-01-01T00:00");
    for (int i = 0; i < 200; i++)
        put_rolled(page);
}

static void fill_empty(struct page *page)
{
    (void)page;
}

static const struct {
    const char *file;
    const char *name; /* of the calendar; NULL: none */
    void (*fill)(struct page *page);
} calendars[] = {{"meeting", NULL, fill_meeting},
                 {"feed", "Omat, tiimin; muut \\ \xc3\xa4\xf0\x9f\x98\x80", fill_feed},
                 {"empty", "Tyhj\xc3\xa4", fill_empty},
                 {"clocks", "Kellot", fill_clocks},
                 {"dice", "Nopat", fill_dice}};

static void save(const char *directory, const char *file, const char *ending, const struct buf *what)
{
    char path[512];
    must(snprintf(path, sizeof path, "%s/%s.%s", directory, file, ending) < (int)sizeof path);
    FILE *to = fopen(path, "wb");
    must(to && fwrite(what->data, 1, what->len, to) == what->len && fclose(to) == 0);
}

static void make(const char *directory, size_t i)
{
    struct page page = {.until = instant_of("2028-01-01T00:00")};
    struct buf json;
    buf_init(&page.out);
    buf_init(&page.found);
    buf_init(&json);
    bool is_feed = calendars[i].name != NULL;
    struct cal_calendar about = {
        .name = calendars[i].name, .color = is_feed ? "steelblue" : NULL, .refresh_minutes = is_feed ? 60 : 0};
    cal_begin(&page.writer, &page.out, &about);
    calendars[i].fill(&page);
    cal_end(&page.writer);
    buf_printf(&json, "{\"until\":%lld", (long long)page.until);
    put_field(&json, "name", calendars[i].name);
    buf_printf(&json, ",\"found\":[%s]}\n", page.found.len ? page.found.data : "");
    save(directory, calendars[i].file, "ics", &page.out);
    save(directory, calendars[i].file, "json", &json);
    buf_fini(&json);
    buf_fini(&page.found);
    buf_fini(&page.out);
}

int main(int argc, char **argv)
{
    must(argc == 2);
    for (size_t i = 0; i < sizeof calendars / sizeof *calendars; i++)
        make(argv[1], i);
    return 0;
}
