/* cli_demo_with.c - what the demo's script says in "with", see cli_demo_with.h */
#include "cli_demo_with.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "cal/cal.h"
#include "cli_workday.h"

enum { NOON = 12 * 60 };

/* ---- names ---- */

/* Where the name begins in "$name" and "task:$name"; NULL: these are words. */
static const char *name_in(const char *text)
{
    const char *name = text[0] == '$' ? text : strstr(text, ":$");
    return name ? strchr(name, '$') + 1 : NULL;
}

static json_t *named(const char *text, const char *name, const struct demo_names *names)
{
    json_t *id = json_object_get(names->own, name);
    if (!id) id = json_object_get(names->all, name);
    int before = (int)(name - 1 - text);
    if (!id || !before) return json_incref(id);
    return json_sprintf("%.*s%" JSON_INTEGER_FORMAT, before, text, json_integer_value(id));
}

/* ---- days ---- */

static bool is_day(const char *field)
{
    size_t len = strlen(field);
    return len > 3 && strcmp(field + len - 3, "_on") == 0;
}

static json_t *day(const char *text, int64_t now)
{
    int days, end = 0;
    char on[CLOCK_DAY_TEXT];
    if (strcmp(text, "sunday") == 0)
        clock_local_day(sunday_at(now, NOON), on);
    else if (sscanf(text, "in %d%n", &days, &end) == 1 && days >= 0 && !text[end])
        clock_local_day(workday_at(now, -days, NOON), on);
    else if (sscanf(text, "ago %d%n", &days, &end) == 1 && days >= 0 && !text[end])
        clock_local_day(workday_at(now, days, NOON), on);
    else
        return NULL;
    return json_string(on);
}

/* ---- times ---- */

bool demo_ago(const char *text, int64_t now, int64_t *at)
{
    int days, hours, minutes, end = 0;
    bool is_read = text && sscanf(text, "%d %d:%d%n", &days, &hours, &minutes, &end) == 3 && !text[end];
    if (!is_read || days < 1) return false;
    *at = workday_at(now, days, hours * 60 + minutes);
    return true;
}

static bool is_start(const char *field)
{
    return strcmp(field, "start") == 0 || strcmp(field, "occurs") == 0;
}

/* "", " + 1 week", " + 3 weeks" */
static bool read_weeks(const char *text, int *weeks)
{
    int end = 0;
    *weeks = 0;
    if (!*text) return true;
    bool is_read = sscanf(text, " + %d week%n", weeks, &end) == 1 && end;
    return is_read && strcmp(text + end, *weeks == 1 ? "" : "s") == 0;
}

/* Weeks are added on the wall, where each has seven days of 24 hours. */
static json_t *start(const char *text, int64_t now)
{
    enum { SOON = 60, WEEK = 7 * 24 * 60 };
    int days, hours, minutes, weeks, end = 0;
    int64_t at;
    char wall_text[CAL_WALL_TEXT];
    if (sscanf(text, "next %d:%d%n", &hours, &minutes, &end) == 2)
        at = next_workday_at(now + SOON * MS_PER_MINUTE, hours * 60 + minutes);
    else if (sscanf(text, "ago %d %d:%d%n", &days, &hours, &minutes, &end) == 3 && days > 0)
        at = workday_at(now, days, hours * 60 + minutes);
    else
        return NULL;
    if (!read_weeks(text + end, &weeks)) return NULL;
    struct cal_wall wall = cal_wall_from_utc(at);
    wall.minute += (int64_t)weeks * WEEK;
    cal_wall_put(wall, wall_text);
    return json_string(wall_text);
}

/* ---- all of it ---- */

static json_t *meaning(const char *field, json_t *value, const struct demo_names *names, int64_t now)
{
    const char *text = json_string_value(value), *name = text ? name_in(text) : NULL;
    if (name) return named(text, name, names);
    if (is_day(field)) return text ? day(text, now) : NULL;
    if (is_start(field)) return text ? start(text, now) : NULL;
    if (strcmp(field, "year") == 0) return json_integer(clock_local_year(now) + json_integer_value(value));
    return json_incref(value);
}

json_t *demo_with(const json_t *with, const struct demo_names *names, int64_t now)
{
    json_t *params = json_object();
    const char *field;
    json_t *value;
    json_object_foreach ((json_t *)(uintptr_t)with, field, value) {
        json_t *means = meaning(field, value, names, now);
        if (means && !json_object_set_new(params, field, means)) continue;
        fprintf(stderr, "rinnalla demo: \"%s\" is nothing that ", field);
        json_dumpf(value, stderr, JSON_ENCODE_ANY);
        fprintf(stderr, " could stand for\n");
        json_decref(params);
        return NULL;
    }
    return params;
}
