/* load.c - the load generator: drives a server over loopback, by its public wire, and prints what it measured.
 *
 *     load prepare    --port N --world FILE            signs in, makes boards, writes FILE
 *     load WORKLOAD   --port N --world FILE --pid PID  measures the real server
 *     load WORKLOAD   --port N --floor --pid PID       measures the floor (floor.c)
 *
 * More: --seconds S measures for longer or shorter, --spin never sleeps while waiting.
 *
 * One thread, one epoll. Latencies run from the instant at which something was due, so a generator or a server that
 * falls behind makes them longer instead of going unseen. Every expected delivery is counted. util, json, http, ws:
 * tools; wire: the messages; world: accounts and boards; room: joined people; workloads: what is measured. */
#include "workloads.h"

#include "util.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

struct options {
    const char *what, *world;
    unsigned port;
    struct task task;
};

static void read_options(struct options *options, int argc, char **argv)
{
    static const struct option known[] = {
        {"port", required_argument, NULL, 'p'},
        {"world", required_argument, NULL, 'w'},
        {"pid", required_argument, NULL, 'i'},
        {"seconds", required_argument, NULL, 's'},
        {"floor", no_argument, NULL, 'f'},
        {"spin", no_argument, NULL, 'x'},
        {0},
    };
    int option;
    while ((option = getopt_long(argc, argv, "", known, NULL)) != -1) {
        if (option == 'p') options->port = (unsigned)strtoul(optarg, NULL, 10);
        if (option == 'w') options->world = optarg;
        if (option == 'i') options->task.server = (pid_t)strtol(optarg, NULL, 10);
        if (option == 's') options->task.seconds = strtod(optarg, NULL);
        if (option == 'f') options->task.is_floor = true;
        if (option == 'x') options->task.spins = true;
        if (option == '?') exit(2);
    }
    options->what = optind < argc ? argv[optind] : "";
}

static void prepare(const struct options *options)
{
    struct world world;
    int64_t start = now_ns();
    world_make(&world, options->port, workload_boards());
    workload_prepare(&world);
    world_save(&world, options->world);
    printf("{\"prepared\":{\"boards\":%u,\"people\":%u,\"event_bytes\":%zu,\"join_bytes\":%zu,\"text_bytes\":%zu,"
           "\"update_bytes\":%zu,\"seconds\":%.1f}}\n",
           world.board_count, world.people_count, world.event_bytes, world.join_bytes, world.text_bytes,
           world.update_bytes, (double)(now_ns() - start) / (double)NS_PER_S);
    world_fini(&world);
}

int main(int argc, char **argv)
{
    struct options options = {0};
    struct world world;
    read_options(&options, argc, argv);
    if (!options.port || (!options.world && !options.task.is_floor))
        die("--port N and --world FILE (or --floor) are needed");
    prctl(PR_SET_TIMERSLACK, 1000UL, 0UL, 0UL, 0UL); /* wakes within 1 µs of what is due, not 50 */
    if (strcmp(options.what, "prepare") == 0) {
        prepare(&options);
        return 0;
    }
    if (options.task.server <= 0) die("--pid PID is needed: whose processor time and memory are measured");
    if (options.task.is_floor)
        world_pretend(&world, options.port, workload_boards());
    else
        world_load(&world, options.port, options.world);
    options.task.world = &world;
    if (!workload_run(options.what, &options.task)) die("no such workload: %s", options.what);
    world_fini(&world);
    return 0;
}
