/* main.c - runs every suite of suites.def and counts
 *
 *     unit                     everything
 *     unit db_tx second        only tests whose "suite/name" holds one of the words (shell patterns work)
 *
 * What the program logs meanwhile is kept aside: fault tests log a lot, and it only matters when a test fails. */
#include "suites.h"

#include <fcntl.h>
#include <fnmatch.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/log.h"
#include "base/must.h"
#include "base/token.h"

struct suite {
    const char *name;
    const struct CMUnitTest *tests;
    const size_t *count;
};

static const struct suite suites[] = {
#define SUITE(name) {#name, name##_tests, &name##_count},
#include "suites.def"
#undef SUITE
};

static int log_fd = -1;

int unit_log_fd(void)
{
    return log_fd;
}

char *unit_log_since(long *from)
{
    long to = (long)lseek(log_fd, 0, SEEK_END);
    char *text = calloc(1, (size_t)(to - *from) + 1);
    must(text && pread(log_fd, text, (size_t)(to - *from), *from) == to - *from);
    *from = to;
    return text;
}

static void show_log(void)
{
    char text[4096];
    off_t end = lseek(log_fd, 0, SEEK_END);
    off_t from = end > (off_t)sizeof text ? end - (off_t)sizeof text : 0;
    ssize_t len = pread(log_fd, text, sizeof text, from);
    if (len > 0 && write(STDERR_FILENO, text, (size_t)len) < 0) return;
}

static void show_log_and_die(int number)
{
    show_log();
    signal(number, SIG_DFL);
    raise(number);
}

static bool is_wanted(const char *suite, const char *test, char **words, int count)
{
    char name[512], pattern[256];
    snprintf(name, sizeof name, "%s/%s", suite, test);
    for (int i = 0; i < count; i++) {
        snprintf(pattern, sizeof pattern, "*%s*", words[i]);
        if (fnmatch(pattern, name, 0) == 0) return true;
    }
    return count == 0;
}

int main(int argc, char **argv)
{
    size_t passed = 0, failed = 0;
    log_fd = memfd_create("log", MFD_CLOEXEC);
    must(log_fd >= 0 && fcntl(log_fd, F_SETFL, O_APPEND) == 0);
    log_open(log_fd, LOG_DEBUG);
    signal(SIGABRT, show_log_and_die);
    token_init();

    for (size_t i = 0; i < sizeof suites / sizeof *suites; i++) {
        size_t wanted = 0;
        struct CMUnitTest *tests = calloc(*suites[i].count + 1, sizeof *tests);
        must(tests);
        for (size_t j = 0; j < *suites[i].count; j++)
            if (is_wanted(suites[i].name, suites[i].tests[j].name, argv + 1, argc - 1))
                tests[wanted++] = suites[i].tests[j];
        int bad = wanted ? _cmocka_run_group_tests(suites[i].name, tests, wanted, NULL, NULL) : 0;
        if (bad) show_log();
        must(bad >= 0 && (size_t)bad <= wanted);
        failed += (size_t)bad;
        passed += wanted - (size_t)bad;
        must(ftruncate(log_fd, 0) == 0 && lseek(log_fd, 0, SEEK_SET) == 0);
        free(tests);
    }
    printf("unit: %zu passed, %zu failed\n", passed, failed);
    return failed ? 1 : 0;
}
