/* main.c - the program: finds the subcommand and hands over. */
#include <jansson.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>

#include "base/token.h"
#include "cli.h"

struct subcommand {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *about;
};

static int cli_version(int argc, char **argv);
static int cli_help(int argc, char **argv);

static const struct subcommand subcommands[] = {
    {"serve", cli_serve, "put a database on the network"},
    {"demo", cli_demo, "make a database of fictional boards to try things with"},
    {"unit", cli_unit, "make, list and end units"},
    {"account", cli_account, "make, list and end accounts"},
    {"version", cli_version, "which version this is"},
    {"help", cli_help, "this list"},
};
enum { SUBCOMMAND_COUNT = sizeof subcommands / sizeof *subcommands };

static int cli_version(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    printf("rinnalla %s\n", RINNALLA_VERSION);
    return 0;
}

static void list(FILE *out)
{
    fprintf(out, "usage: rinnalla COMMAND [setting …]\n\n");
    for (size_t i = 0; i < SUBCOMMAND_COUNT; i++)
        fprintf(out, "  %-10s %s\n", subcommands[i].name, subcommands[i].about);
}

static int cli_help(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    list(stdout);
    return 0;
}

static const struct subcommand *find(const char *name)
{
    if (!strcmp(name, "--version")) name = "version";
    if (!strcmp(name, "--help") || !strcmp(name, "-h")) name = "help";
    for (size_t i = 0; i < SUBCOMMAND_COUNT; i++)
        if (!strcmp(subcommands[i].name, name)) return &subcommands[i];
    return NULL;
}

int main(int argc, char **argv)
{
    json_object_seed(0); /* before there are threads */
    /* a board's snapshot comes and goes with every answer: its memory stays at hand instead of being mapped anew */
    mallopt(M_MMAP_THRESHOLD, 4 * 1024 * 1024);
    mallopt(M_TRIM_THRESHOLD, 64 * 1024 * 1024);
    token_init();
    const struct subcommand *subcommand = argc > 1 ? find(argv[1]) : NULL;
    if (!subcommand) {
        if (argc > 1) fprintf(stderr, "rinnalla: there is no command %s\n\n", argv[1]);
        list(stderr);
        return 2;
    }
    return subcommand->run(argc - 1, argv + 1);
}
