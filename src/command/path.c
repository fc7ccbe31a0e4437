/* path.c - the order in which tasks and services come, see path.h
 *
 * A walk loads every dependency of the board, sorted by where it begins, and goes breadth first over dependencies rather
 * than over ends: each is reached once, and knows which one led to it, so the way back is the path. */
#include "path.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "task.h"

struct edge {
    struct end before, after;
    const struct edge *from; /* the one that led here; NULL: the walk began here */
    bool is_reached;
};

struct walk {
    struct edge *edges; /* by `before` */
    size_t count;
    const struct edge **reached; /* in the order of the walk */
    size_t reached_count;
};

/* ---- ends ---- */

static const char *const end_words[] = {[END_TASK] = "task:", [END_SERVICE] = "service:"};

static bool read_id(const char *text, int64_t *out)
{
    size_t len = strlen(text);
    if (text[0] == '0' || len == 0 || len > 15 || strspn(text, "0123456789") != len) return false;
    *out = strtoll(text, NULL, 10);
    return true;
}

bool path_read_end(const char *text, struct end *out)
{
    for (enum end_kind kind = END_TASK; kind <= END_SERVICE; kind++) {
        size_t len = strlen(end_words[kind]);
        if (strncmp(text, end_words[kind], len) != 0) continue;
        out->kind = kind;
        return read_id(text + len, &out->id);
    }
    return false;
}

static const char *end_text(struct cmd *c, struct end end)
{
    return arena_printf(c->arena, "%s%" PRId64, end_words[end.kind], end.id);
}

static struct end end_of(int64_t task, int64_t service)
{
    return task ? (struct end){END_TASK, task} : (struct end){END_SERVICE, service};
}

int64_t path_task(struct end end)
{
    return end.kind == END_TASK ? end.id : 0;
}

int64_t path_service(struct end end)
{
    return end.kind == END_SERVICE ? end.id : 0;
}

bool path_has_end(struct cmd *c, struct end end)
{
    struct task task;
    struct service service;
    if (end.kind == END_TASK) return task_get(c->tx, c->board, end.id, &task);
    return service_get(c->tx, c->board, end.id, &service) && !service.removed_at;
}

/* ---- walking ---- */

static int compare_ends(struct end one, struct end other)
{
    if (one.kind != other.kind) return one.kind < other.kind ? -1 : 1;
    return (one.id > other.id) - (one.id < other.id);
}

static int by_before(const void *a, const void *b)
{
    const struct edge *one = a, *other = b;
    return compare_ends(one->before, other->before);
}

static void load_edges(struct cmd *c, struct walk *walk)
{
    struct dependency_count total = {0};
    dependency_count(c->tx, c->board, &total);
    size_t most = (size_t)total.count;
    walk->edges = arena_alloc(c->arena, (most + 1) * sizeof *walk->edges);
    walk->reached = arena_alloc(c->arena, (most + 1) * sizeof *walk->reached);
    struct dependency_drawn row;
    struct db_rows rows = dependency_drawn(c->tx, c->board);
    while (walk->count < most && dependency_drawn_next(&rows, &row))
        walk->edges[walk->count++] = (struct edge){.before = end_of(row.before_task, row.before_service),
                                                   .after = end_of(row.after_task, row.after_service)};
    db_rows_end(&rows);
    qsort(walk->edges, walk->count, sizeof *walk->edges, by_before);
}

static size_t first_behind(const struct walk *walk, struct end end)
{
    size_t low = 0, high = walk->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_ends(walk->edges[middle].before, end) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* All that begin at `end`; none where they were reached already, on another way. */
static void reach(struct walk *walk, struct end end, const struct edge *from)
{
    for (size_t i = first_behind(walk, end); i < walk->count; i++) {
        struct edge *edge = &walk->edges[i];
        if (compare_ends(edge->before, end) != 0 || edge->is_reached) return;
        edge->is_reached = true;
        edge->from = from;
        walk->reached[walk->reached_count++] = edge;
    }
}

static json_t *way_to(struct cmd *c, const struct edge *last)
{
    json_t *way = json_array();
    for (const struct edge *edge = last; edge; edge = edge->from) {
        must(!json_array_insert_new(way, 0, json_string(end_text(c, edge->after))));
        if (!edge->from) must(!json_array_insert_new(way, 0, json_string(end_text(c, edge->before))));
    }
    return way;
}

json_t *path_between(struct cmd *c, struct end from, struct end to)
{
    struct walk walk = {0};
    load_edges(c, &walk);
    reach(&walk, from, NULL);
    for (size_t i = 0; i < walk.reached_count; i++) {
        const struct edge *edge = walk.reached[i];
        if (compare_ends(edge->after, to) == 0) return way_to(c, edge);
        reach(&walk, edge->after, edge);
    }
    return NULL;
}

/* ---- blocking ---- */

static const char *blockers_of(struct cmd *c, struct end end)
{
    struct buf text;
    buf_init(&text);
    struct dependency_blocking row;
    struct db_rows rows = dependency_blocking(c->tx, c->board, path_task(end), path_service(end));
    while (dependency_blocking_next(&rows, &row))
        buf_printf(&text, "%s\"%s\"", text.len ? "," : "[", end_text(c, end_of(row.task, row.service)));
    db_rows_end(&rows);
    buf_text(&text, text.len ? "]" : "[]");
    const char *copy = arena_bytes(c->arena, text.data, text.len);
    buf_fini(&text);
    return copy;
}

static void block_task(struct cmd *c, int64_t id, const char *blockers)
{
    struct task task;
    if (!task_get(c->tx, c->board, id, &task) || strcmp(task.blocked_by, blockers) == 0) return;
    remember(c, NOUN_TASK, id);
    task_set_blocked_by(c->tx, c->board, id, blockers);
    if (!task.ended_at) task_tell_of(c, &task); /* no inbox shows what has ended */
}

static void block_service(struct cmd *c, int64_t id, const char *blockers)
{
    struct service service;
    if (!service_get(c->tx, c->board, id, &service) || strcmp(service.blocked_by, blockers) == 0) return;
    remember(c, NOUN_SERVICE, id);
    service_set_blocked_by(c->tx, c->board, id, blockers);
}

void path_block(struct cmd *c, struct end end)
{
    const char *blockers = blockers_of(c, end);
    if (end.kind == END_TASK)
        block_task(c, end.id, blockers);
    else
        block_service(c, end.id, blockers);
}

void path_changed(struct cmd *c, enum end_kind kind, int64_t id)
{
    const struct end end = {kind, id};
    struct dependency_behind row;
    struct db_rows rows = dependency_behind(c->tx, c->board, path_task(end), path_service(end));
    while (dependency_behind_next(&rows, &row))
        path_block(c, end_of(row.task, row.service));
    db_rows_end(&rows);
}
