/* note_runs.c - who wrote each stretch of a text, see note_runs.h
 *
 * A change touches the runs from the first place that it changes to the last. These are put together anew beside the
 * list and then take the place of the old ones; the run before them goes with them, so that it can be joined. */
#include "model/note_runs.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"

void note_runs_init(struct note_runs *runs)
{
    *runs = (struct note_runs){0};
}

void note_runs_fini(struct note_runs *runs)
{
    free(runs->items);
    note_runs_init(runs);
}

static void make_room(struct note_runs *runs, size_t count)
{
    if (count <= runs->room) return;
    runs->room = count + count / 4 + 8;
    runs->items = realloc(runs->items, runs->room * sizeof *runs->items);
    must(runs->items != NULL);
}

/* Behind the last one, joined with it where both are of one hand and step. There must be room. */
static void add(struct note_runs *runs, const struct note_run *run, uint32_t units)
{
    if (!units) return;
    struct note_run *last = runs->count ? &runs->items[runs->count - 1] : NULL;
    if (last && last->account == run->account && last->step == run->step) {
        last->units += units;
        return;
    }
    must(runs->count < runs->room);
    runs->items[runs->count] = *run;
    runs->items[runs->count++].units = units;
}

/* ---- walking over them ---- */

struct walk {
    const struct note_runs *runs;
    size_t at;
    uint32_t used; /* units of the run at hand that are behind us */
};

/* On by so many units, which go to `to` where there is one. */
static void go_on(struct walk *walk, uint32_t units, struct note_runs *to)
{
    while (units) {
        must(walk->at < walk->runs->count);
        const struct note_run *run = &walk->runs->items[walk->at];
        uint32_t rest = run->units - walk->used, piece = rest < units ? rest : units;
        if (to) add(to, run, piece);
        units -= piece;
        walk->used += piece;
        if (walk->used < run->units) return;
        walk->at++;
        walk->used = 0;
    }
}

/* ---- a change ---- */

struct span {             /* what changes: sections first … last, without what is kept at the ends */
    uint32_t first, last; /* last is one behind */
    uint32_t from, len;   /* in the text before */
};

static struct span find_span(const struct ot_changes *changes)
{
    struct span span = {.last = changes->count};
    while (span.first < span.last && changes->sections[span.first].put == OT_KEPT)
        span.from += changes->sections[span.first++].len;
    while (span.last > span.first && changes->sections[span.last - 1].put == OT_KEPT)
        span.last--;
    for (uint32_t i = span.first; i < span.last; i++)
        span.len += changes->sections[i].len;
    return span;
}

/* items[from … to) give way to others. */
static void replace(struct note_runs *runs, size_t from, size_t to, const struct note_runs *others)
{
    size_t count = runs->count - (to - from) + others->count;
    make_room(runs, count);
    struct note_run *at = runs->items + from;
    memmove(at + others->count, runs->items + to, (runs->count - to) * sizeof *at);
    if (others->count) memcpy(at, others->items, others->count * sizeof *at);
    runs->count = count;
}

void note_runs_apply(struct note_runs *runs, const struct ot_changes *changes, int64_t account, int64_t step)
{
    struct span span = find_span(changes);
    if (span.first == span.last) return;
    struct walk walk = {.runs = runs};
    go_on(&walk, span.from, NULL);
    struct walk end = walk;
    go_on(&end, span.len, NULL);

    struct note_runs middle;
    note_runs_init(&middle);
    size_t sections = span.last - span.first;
    make_room(&middle, end.at - walk.at + 2 * sections + 4); /* each section splits one run at most */
    size_t from = walk.at ? walk.at - 1 : 0;
    for (size_t i = from; i < walk.at; i++)
        add(&middle, &runs->items[i], runs->items[i].units);
    if (walk.used) add(&middle, &runs->items[walk.at], walk.used);
    for (uint32_t i = span.first; i < span.last; i++) {
        const struct ot_section *section = &changes->sections[i];
        bool is_kept = section->put == OT_KEPT;
        go_on(&walk, section->len, is_kept ? &middle : NULL);
        if (!is_kept) add(&middle, &(struct note_run){0, account, step}, (uint32_t)section->put);
    }
    size_t to = walk.at;
    if (to < runs->count) {
        add(&middle, &runs->items[to], runs->items[to].units - walk.used);
        to++;
    }
    replace(runs, from, to, &middle);
    note_runs_fini(&middle);
}

/* ---- as JSON ---- */

void note_runs_put(struct buf *out, const struct note_runs *runs)
{
    buf_put(out, "[", 1);
    for (size_t i = 0; i < runs->count; i++) {
        buf_put(out, i ? ",[" : "[", i ? 2 : 1);
        buf_int(out, runs->items[i].units);
        buf_put(out, ",", 1);
        buf_int(out, runs->items[i].account);
        buf_put(out, ",", 1);
        buf_int(out, runs->items[i].step);
        buf_put(out, "]", 1);
    }
    buf_put(out, "]", 1);
}

static bool read_run(const json_t *json, uint32_t left, struct note_run *out)
{
    const json_t *units = json_array_get(json, 0), *account = json_array_get(json, 1), *step = json_array_get(json, 2);
    if (!json_is_integer(units) || !json_is_integer(account) || !json_is_integer(step)) return false;
    if (json_integer_value(units) < 1 || json_integer_value(units) > left) return false;
    *out =
        (struct note_run){(uint32_t)json_integer_value(units), json_integer_value(account), json_integer_value(step)};
    return true;
}

bool note_runs_read(struct note_runs *runs, const char *json, uint32_t units)
{
    json_t *list = json_loads(json, 0, NULL);
    size_t count = json_array_size(list);
    uint32_t left = units;
    bool is_right = json_is_array(list);
    runs->count = 0;
    make_room(runs, count);
    for (size_t i = 0; is_right && i < count; i++) {
        struct note_run run;
        is_right = read_run(json_array_get(list, i), left, &run);
        if (!is_right) break;
        left -= run.units;
        add(runs, &run, run.units);
    }
    json_decref(list);
    return is_right && !left;
}
