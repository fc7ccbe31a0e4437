/* cal.h - meetings in time: time on the wall, series, and iCalendar written out. [any]
 *
 * Three kinds of time, never mixed: an instant is ms since 1970 UTC (int64_t); time on the wall is what a clock in
 * CAL_ZONE shows (struct cal_wall), the time that a series is held at all year and that names an instance of it for ever;
 * a day is "YYYY-MM-DD" on the wall. Everything is a pure function of its arguments; nothing asks what time it is. */
#ifndef CAL_CAL_H
#define CAL_CAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

#define CAL_ZONE "Europe/Helsinki" /* the one that there is */

enum {
    CAL_FIRST_YEAR = 2000, /* what is read lies between these two */
    CAL_LAST_YEAR = 2199,
    CAL_MOST_MINUTES = 24 * 60, /* of a meeting in a series */
    CAL_MOST_INTERVAL = 99,
    CAL_MOST_COUNT = 1000,
    CAL_MOST_DAYS = 31, /* that BYDAY or BYMONTHDAY lists, each */
    CAL_MOST_RULE = 400 /* bytes of a rule */
};

enum cal_fault {
    CAL_FINE,
#define CAL_FAULT(symbol, name) CAL_##symbol,
#include "cal/fault.def"
    CAL_FAULTS
};
const char *cal_fault_name(enum cal_fault fault); /* "fine" for CAL_FINE */

/* Loads what the first series would have to wait for, 5 to 65 ms: libical brings ICU along. Call it at start; any number
 * of times; there is nothing to end. Without it everything works. */
void cal_init(void);

/* ---- time on the wall ---- */

struct cal_wall {
    int64_t minute; /* since 1970-01-01T00:00, as a clock on the wall counts: no day has 23 or 25 hours */
};

enum { CAL_WALL_TEXT = 17 };
enum cal_fault cal_zone_check(const char *name);
enum cal_fault cal_wall_read(const char *text, struct cal_wall *out); /* "YYYY-MM-DDTHH:MM" and nothing else */
void cal_wall_put(struct cal_wall wall, char out[CAL_WALL_TEXT]);

/* The instant. A time that the clocks jump over in spring is meant an hour later; one that they show twice in autumn is
 * meant the first time (RFC 5545 § 3.3.5). */
int64_t cal_wall_to_utc(struct cal_wall wall);
struct cal_wall cal_wall_from_utc(int64_t at); /* whole minutes, downwards */

/* ---- rules of recurrence ---- */

enum cal_frequency { CAL_DAILY, CAL_WEEKLY, CAL_MONTHLY, CAL_YEARLY };

enum { CAL_EACH = 5, CAL_NTHS = 11 }; /* days[CAL_EACH + n]: the nth of the month; n < 0: from its end */

/* A RECUR of RFC 5545 § 3.3.10, as far as it is taken. */
struct cal_rule {
    enum cal_frequency frequency;
    int interval;             /* 1 … CAL_MOST_INTERVAL */
    int count;                /* 1 … CAL_MOST_COUNT; 0: not counted */
    int64_t until;            /* the last instant at which one may start, whole seconds; NO_INT: none */
    uint8_t days[CAL_NTHS];   /* BYDAY, bit 0 for Monday */
    uint32_t month_days;      /* BYMONTHDAY, bit 0 for the 1st */
    uint32_t month_days_back; /* BYMONTHDAY, bit 0 for the last */
};

/* Taken are FREQ=DAILY|WEEKLY|MONTHLY|YEARLY, INTERVAL, BYDAY, BYMONTHDAY, and COUNT or UNTIL in UTC, in any order, in
 * capitals. What goes together: BYDAY goes with any but YEARLY, with numbers only in MONTHLY, and either all of its days have
 * one or none; BYMONTHDAY goes with MONTHLY alone, and beside BYDAY only where that has no numbers (both must hold then).
 * Elsewhere the programs that people subscribe with disagree about the meaning. */
enum cal_fault cal_rule_read(const char *text, struct cal_rule *out);

/* The canonical text: parts in the order above, days in the order of the week and the month, INTERVAL=1 left out. Reading
 * it gives the same rule. */
void cal_rule_put(struct buf *out, const struct cal_rule *rule);

/* ---- series ---- */

struct cal_series {
    struct cal_wall start; /* of the first */
    int64_t minutes;       /* that each takes */
    struct cal_rule rule;
};

struct cal_instance {
    struct cal_wall original; /* its name: where the rule puts it, whatever was done to it since (RECURRENCE-ID) */
    int64_t start, end;       /* instants */
};

/* Whether it can be one: the length is right, the start is what the rule itself would give first (RFC 5545 § 3.8.5.3 leaves
 * open what holds otherwise), and UNTIL isn't before it. The functions below take only series that are fine. */
enum cal_fault cal_series_check(const struct cal_series *series);

/* Those that are under way at some instant of [from, to), the first `room` of them in order. Where `room` come, ask again
 * from the last one's end. At most `room` + CAL_MOST_COUNT steps of some 5 µs, however long ago the series began. */
size_t cal_expand(const struct cal_series *series, int64_t from, int64_t to, struct cal_instance *out, size_t room);

bool cal_series_has(const struct cal_series *series, struct cal_wall original);
bool cal_series_last(const struct cal_series *series, struct cal_instance *out); /* false where it has no end */

/* "This and following": the rule of what stays before `at`, and the rule of what begins there. What was counted stays
 * counted, and the two counts make the old one. False where `at` is the first, or none of them. */
bool cal_series_split(const struct cal_series *series, struct cal_wall at, struct cal_rule *before,
                      struct cal_rule *from);

/* ---- writing, RFC 5545 and RFC 7986 ----
 *
 * A calendar is begun, filled item by item, and ended:
 *
 *     cal_begin(&writer, &out, &(struct cal_calendar){.name = "Tapaamiset"});
 *     cal_put_event(&writer, &item, start, end);
 *     cal_end(&writer);
 *
 * Users' text (name, summary, location, description, categories) is valid UTF-8 of any content: control characters are left
 * out, a line break stays one in a description and is a space elsewhere, the rest is escaped. What the program makes up
 * itself (uid, url, color) is checked (must). The same arguments give the same bytes. */

struct cal_calendar {
    const char *name;    /* NULL: not a subscription but something to import, which needs none */
    const char *color;   /* a name of CSS3, RFC 7986 § 5.9; NULL: none */
    int refresh_minutes; /* how often it is worth asking; 0: not said */
};

struct cal_writer {
    struct buf *out;
    struct buf line; /* the one that is being written, before folding */
};

enum cal_status { CAL_CONFIRMED, CAL_TENTATIVE, CAL_CANCELLED };
enum { CAL_MOST_CATEGORIES = 4 };

struct cal_item {
    const char *uid;    /* the same for ever: of A-Z a-z 0-9 - . _ @ */
    int64_t changed_at; /* of the row: DTSTAMP and LAST-MODIFIED */
    int64_t sequence;   /* of the row: larger after each change that matters; below 2^31 */
    const char *summary;
    const char *location;    /* NULL: none; so for all below */
    const char *description; /* may have several lines */
    const char *url;         /* of constants and ids: no user's text */
    const char *categories[CAL_MOST_CATEGORIES];
    enum cal_status status; /* not of a task */
    bool is_free;           /* doesn't take up the person's time; not of a task */
};

void cal_begin(struct cal_writer *writer, struct buf *out, const struct cal_calendar *calendar);
void cal_end(struct cal_writer *writer);

/* A single one, in UTC. */
void cal_put_event(struct cal_writer *writer, const struct cal_item *item, int64_t start, int64_t end);

/* Whole days, both included: "YYYY-MM-DD" that exist. */
void cal_put_days(struct cal_writer *writer, const struct cal_item *item, const char *first_on, const char *last_on);

/* A series without the instances that are left out of it. Those that differ follow, each by cal_put_override() with the
 * item's uid. */
void cal_put_series(struct cal_writer *writer, const struct cal_item *item, const struct cal_series *series,
                    const struct cal_wall *left_out, size_t count);
void cal_put_override(struct cal_writer *writer, const struct cal_item *item, struct cal_wall original, int64_t start,
                      int64_t end);

enum cal_progress { CAL_TO_DO, CAL_DOING, CAL_DONE, CAL_DROPPED };

/* A task, RFC 5545 § 3.6.2. `due_on` may be NULL; `done_at` is an instant where it is CAL_DONE. */
void cal_put_task(struct cal_writer *writer, const struct cal_item *item, const char *due_on,
                  enum cal_progress progress, int64_t done_at);

#endif
