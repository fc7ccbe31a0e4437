/* workloads.c - the workloads. Each joins its people, runs for a bounded time and prints one line of JSON.
 *
 * The schedule of a paced workload is drawn before it starts, the same for every server: an editor with 5 changes a
 * second makes one at a random point of each fifth of a second, so changes of different boards meet as they would in
 * life. A run whose deliveries are not exactly as many as they must be says so in "lost", "doubled" and "refused". */
#include "workloads.h"

#include "room.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct workload {
    const char *name;
    unsigned boards, people;
    double rate, seconds; /* changes a second on each board; how long it is measured */
    bool is_notes;        /* edits of a note a board instead of cards */
    unsigned writers;     /* who make them in turn; 0 is 1 */
    void (*run)(const struct workload *workload, const struct task *task);
};

struct span {
    int64_t at, server, own, machine;
};

static double warming = 1.0; /* seconds before the measured ones */

static struct span span_begin(const struct task *task)
{
    return (struct span){.at = now_ns(),
                         .server = process_cpu_ns(task->server),
                         .own = process_cpu_ns(getpid()),
                         .machine = machine_cpu_ns()};
}

static void print_begin(const struct workload *workload, const struct task *task)
{
    printf("{\"workload\":\"%s\",\"floor\":%s,\"sockets\":%u", workload->name, task->is_floor ? "true" : "false",
           workload->boards * workload->people);
}

/* in percent of one core; what others took away from the measurement is said too */
static void print_use(const struct task *task, const struct span *span)
{
    double whole = (double)(now_ns() - span->at) / 100;
    int64_t server = process_cpu_ns(task->server) - span->server, own = process_cpu_ns(getpid()) - span->own;
    int64_t others = machine_cpu_ns() - span->machine - server - own;
    printf(",\"cpu_percent\":%.2f,\"generator_cpu_percent\":%.2f,\"others_cpu_percent\":%.1f", (double)server / whole,
           (double)own / whole, others > 0 ? (double)others / whole : 0);
}

static void print_us(const char *name, struct samples *samples)
{
    printf(",\"%s_p50_us\":%.1f,\"%s_p99_us\":%.1f", name, (double)samples_at(samples, 0.5) / 1000, name,
           (double)samples_at(samples, 0.99) / 1000);
}

static void print_changes(struct room *room)
{
    print_us("last", &room->last);
    print_us("ack", &room->ack);
    printf(",\"late_p99_us\":%.1f,\"max_us\":%.1f", (double)samples_at(&room->late, 0.99) / 1000,
           (double)samples_at(&room->last, 1.0) / 1000);
    printf(",\"changes\":%u,\"deliveries\":%llu,\"lost\":%llu,\"doubled\":%llu,\"gaps\":%llu,\"refused\":%u,\"event_"
           "bytes\":%zu}\n",
           room->change_count, (unsigned long long)room->deliveries, (unsigned long long)room_lost(room),
           (unsigned long long)room->doubled, (unsigned long long)room->gaps, room->refused, room->event_bytes);
    if (room->refused) fprintf(stderr, "load: the first of %u refusals: %s\n", room->refused, room->refusal);
}

/* ---- paced: every editor has its rate, whatever the server does
 * -------------------------------------------------------- */
struct plan {
    int64_t due;
    unsigned board;
};

static int earlier(const void *a, const void *b)
{
    const struct plan *x = a, *y = b;
    return x->due != y->due ? (x->due > y->due) - (x->due < y->due) : (x->board > y->board) - (x->board < y->board);
}

static struct plan *draw_plan(const struct workload *workload, double seconds, size_t *count)
{
    uint64_t seed = 20261124;
    unsigned each = (unsigned)(seconds * workload->rate + 0.5);
    struct plan *plan = make((size_t)each * workload->boards, sizeof *plan);
    for (unsigned board = 0; board < workload->boards; board++)
        for (unsigned k = 0; k < each; k++)
            plan[board * each + k] = (struct plan){
                .due = (int64_t)((k + chance(&seed)) / workload->rate * (double)NS_PER_S), .board = board};
    *count = (size_t)each * workload->boards;
    qsort(plan, *count, sizeof *plan, earlier);
    return plan;
}

static void run_paced(const struct workload *workload, const struct task *task)
{
    struct room room = {.is_floor = task->is_floor,
                        .is_notes = workload->is_notes,
                        .writers = workload->writers,
                        .opens = true,
                        .net.spins = task->spins};
    double seconds = task->seconds > 0 ? task->seconds : workload->seconds;
    size_t count, warm = 0, next;
    struct plan *plan = draw_plan(workload, warming + seconds, &count);

    room_enter(&room, task->world, workload->boards, workload->people);
    room_wait(&room, now_ns() + NS_PER_S); /* presence has been told by then */
    struct span span = span_begin(task);
    int64_t start = now_ns() + 10 * NS_PER_MS, warm_until = (int64_t)(warming * (double)NS_PER_S);
    for (next = 0; next < count; next++) {
        while (now_ns() < start + plan[next].due)
            ws_wait(&room.net, start + plan[next].due);
        if (warm == next && plan[next].due < warm_until) warm++;
        if (warm == next) span = span_begin(task);
        room_change(&room, plan[next].board, start + plan[next].due, plan[next].due >= warm_until, "");
    }
    print_begin(workload, task);
    room_wait(&room, start + (int64_t)((warming + seconds) * (double)NS_PER_S));
    print_use(task, &span);
    room_settle(&room);
    double took = (double)(room.delivered_at - start) / (double)NS_PER_S;
    printf(",\"offered_per_s\":%.1f,\"achieved_per_s\":%.1f", workload->boards * workload->rate,
           room.delivered / (took > warming + seconds ? took : warming + seconds));
    print_changes(&room);
    room_leave(&room);
    free(plan);
}

/* ---- closed loop: an editor makes the next change when the server has answered the last one
 * ---------------------------- */
static int64_t stop_at, count_from;

static void one_more(struct room *room, unsigned board)
{
    int64_t now = now_ns();
    if (now < stop_at) room_change(room, board, now, now >= count_from, "");
}

static void run_closed(const struct workload *workload, const struct task *task)
{
    struct room room = {.is_floor = task->is_floor,
                        .is_notes = workload->is_notes,
                        .opens = true,
                        .net.spins = task->spins,
                        .on_ack = one_more};
    double seconds = task->seconds > 0 ? task->seconds : workload->seconds;

    room_enter(&room, task->world, workload->boards, workload->people);
    room_wait(&room, now_ns() + NS_PER_S);
    int64_t start = now_ns();
    count_from = start + (int64_t)(warming * (double)NS_PER_S);
    stop_at = count_from + (int64_t)(seconds * (double)NS_PER_S);
    for (unsigned board = 0; board < workload->boards; board++)
        room_change(&room, board, now_ns(), false, "");
    room_wait(&room, count_from);
    struct span span = span_begin(task);
    uint32_t before = room.delivered;
    room_wait(&room, stop_at);
    print_begin(workload, task);
    print_use(task, &span);
    printf(",\"achieved_per_s\":%.1f", (room.delivered - before) / ((double)(now_ns() - span.at) / (double)NS_PER_S));
    room_settle(&room);
    print_changes(&room);
    room_leave(&room);
}

/* ---- idle: joined sockets and nothing happening
 * ------------------------------------------------------------------------ */
static void run_idle(const struct workload *workload, const struct task *task)
{
    struct room room = {.is_floor = task->is_floor, .opens = true, .net.spins = task->spins};
    double seconds = task->seconds > 0 ? task->seconds : workload->seconds;
    unsigned count = workload->boards * workload->people;
    int64_t before = process_memory(task->server), start = now_ns();

    room_enter(&room, task->world, workload->boards, workload->people);
    double joined_in = (double)(now_ns() - start) / (double)NS_PER_S;
    room_wait(&room, now_ns() + 3 * NS_PER_S);
    struct span span = span_begin(task);
    room_wait(&room, span.at + (int64_t)(seconds * (double)NS_PER_S));
    print_begin(workload, task);
    print_use(task, &span);
    int64_t after = process_memory(task->server);
    printf(",\"joined\":%u,\"joined_in_s\":%.2f,\"memory_before\":%lld,\"memory_after\":%lld,\"bytes_per_socket\":%.0f,"
           "\"lost\":0}\n",
           room.joined, joined_in, (long long)before, (long long)after, (double)(after - before) / count);
    room_leave(&room);
}

/* ---- join: the whole snapshot of a board
 * --------------------------------------------------------------------------------- */
enum { JOINS = 600, JOINS_WARM = 100, ROUNDS = 60, ROUNDS_WARM = 5 };
#define JOIN_PATIENCE (10 * NS_PER_S)

/* asks for some seats at once and waits until the last has its answer; ns from the first request until then */
static int64_t ask_all(struct room *room, struct seat *seats, unsigned count, bool open)
{
    int64_t start = now_ns(), last = start;
    for (unsigned i = 0; i < count; i++)
        room_ask(room, &seats[i], open);
    for (unsigned i = 0; i < count; i++) {
        while (seats[i].joined != open) {
            ws_wait(&room->net, start + JOIN_PATIENCE);
            if (now_ns() > start + JOIN_PATIENCE) die("no answer to board.%s", open ? "open" : "close");
        }
        if (seats[i].answered_at > last) last = seats[i].answered_at;
    }
    return last - start;
}

static void run_join(const struct workload *workload, const struct task *task)
{
    struct room room = {.is_floor = task->is_floor, .is_notes = workload->is_notes, .net.spins = task->spins};
    struct world at_join = world_at_join(task->world);
    struct samples one = {0}, all = {0};
    size_t bytes = 0, least = (workload->is_notes ? NOTE_UNITS : JOIN_BYTES) * 9 / 10;

    room_enter(&room, &at_join, workload->boards, workload->people);
    struct span span = span_begin(task);
    for (unsigned i = 0; i < JOINS; i++) {
        struct seat *seat = &room.seats[i % workload->people];
        int64_t took = ask_all(&room, seat, 1, true);
        if (i >= JOINS_WARM) samples_add(&one, took);
        if (room.answer_bytes < least) die("a snapshot of %zu bytes only", room.answer_bytes);
        ask_all(&room, seat, 1, false);
    }
    for (unsigned i = 0; i < ROUNDS; i++) {
        int64_t took = ask_all(&room, room.seats, workload->people, true);
        if (i >= ROUNDS_WARM) samples_add(&all, took);
        bytes = room.answer_bytes;
        ask_all(&room, room.seats, workload->people, false);
        room_wait(&room, now_ns() + 20 * NS_PER_MS);
    }
    print_begin(workload, task);
    print_use(task, &span);
    print_us("join", &one);
    print_us("at_once", &all);
    printf(",\"answer_bytes\":%zu,\"lost\":0}\n", bytes);
    free(one.values);
    free(all.values);
    room_leave(&room);
}

static const struct workload workloads[] = {
    {.name = "fanout", .boards = 200, .people = 10, .rate = 5, .seconds = 12, .run = run_paced},
    {.name = "crowd", .boards = 1000, .people = 10, .rate = 5, .seconds = 10, .run = run_paced},
    {.name = "throughput", .boards = 50, .people = 11, .seconds = 8, .run = run_closed}, /* an editor and 10 readers */
    {.name = "one_board", .boards = 1, .people = 500, .rate = 20, .seconds = 15, .run = run_paced},
    {.name = "idle", .boards = 1000, .people = 10, .seconds = 26, .run = run_idle}, /* every socket is pinged once */
    {.name = "join", .boards = 1, .people = 50, .run = run_join},
    {.name = "notes", .boards = 200, .people = 11, .rate = 5, .seconds = 12, .run = run_paced, .is_notes = true},
    {.name = "notes_50", .boards = 50, .people = 11, .rate = 5, .seconds = 12, .run = run_paced, .is_notes = true},
    {.name = "notes_throughput", .boards = 50, .people = 11, .seconds = 8, .run = run_closed, .is_notes = true},
    {.name = "one_note", .boards = 1, .people = 500, .rate = 5, .seconds = 15, .run = run_paced, .is_notes = true},
    {.name = "writers",
     .boards = 1,
     .people = 10,
     .rate = 50,
     .seconds = 15,
     .run = run_paced,
     .is_notes = true,
     .writers = 10},
    {.name = "note_join", .boards = 1, .people = 50, .run = run_join, .is_notes = true},
};
enum { WORKLOADS = sizeof workloads / sizeof *workloads };

bool workload_run(const char *name, const struct task *task)
{
    for (unsigned i = 0; i < WORKLOADS; i++) {
        if (strcmp(name, workloads[i].name) != 0) continue;
        workloads[i].run(&workloads[i], task);
        return true;
    }
    return false;
}

unsigned workload_boards(void)
{
    unsigned most = 0;
    for (unsigned i = 0; i < WORKLOADS; i++)
        if (workloads[i].boards > most) most = workloads[i].boards;
    return most;
}

/* how long the texts must be for the snapshot to have its size, from that of none and that of one card */
static size_t text_needed(size_t none, size_t one)
{
    size_t around = one - none - CARD_TEXT, each = (JOIN_BYTES - none) / JOIN_CARDS;
    return each > around + CARD_TEXT ? each - around : CARD_TEXT;
}

static void measure_notes(struct world *world)
{
    struct room room = {.is_notes = true, .opens = true};
    room_enter(&room, world, 1, 1);
    room_change(&room, 0, now_ns(), false, "");
    room_settle(&room);
    world->update_bytes = room.event_bytes;
    room_leave(&room);

    struct room long_room = {.is_notes = true, .opens = true};
    struct world at_join = world_at_join(world);
    room_enter(&long_room, &at_join, 1, 1);
    world->text_bytes = long_room.answer_bytes;
    room_leave(&long_room);
}

static size_t snapshot_bytes(struct room *room)
{
    if (room->seats->joined) ask_all(room, room->seats, 1, false);
    ask_all(room, room->seats, 1, true);
    return room->answer_bytes;
}

void workload_prepare(struct world *world)
{
    struct room room = {0};
    struct world at_join = world_at_join(world);
    char more[512] = "";

    room_enter(&room, &at_join, 1, 1);
    size_t none = snapshot_bytes(&room);
    room_change(&room, 0, now_ns(), false, "");
    room_settle(&room);
    world->event_bytes = room.event_bytes;
    size_t need = text_needed(none, snapshot_bytes(&room));
    for (size_t i = CARD_TEXT; i < need && i < sizeof more; i++)
        more[i - CARD_TEXT] = "kotiapua "[i % 9];
    for (unsigned i = 1; i < JOIN_CARDS; i++) {
        room_change(&room, 0, now_ns(), false, more);
        room_settle(&room);
    }
    world->join_bytes = snapshot_bytes(&room);
    if (room_lost(&room) || room.refused)
        die("filling a board: %llu lost, %s", (unsigned long long)room_lost(&room), room.refusal);
    room_leave(&room);
    measure_notes(world);
}
