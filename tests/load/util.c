/* util.c - time, chance, failing, memory and processor use of a process, exact samples. */
#include "util.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

int64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * NS_PER_S + t.tv_nsec;
}

void sleep_ns(int64_t ns)
{
    struct timespec t = {.tv_sec = ns / NS_PER_S, .tv_nsec = ns % NS_PER_S};
    nanosleep(&t, NULL);
}

void die(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("load: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(1);
}

void *make(size_t count, size_t size)
{
    void *memory = calloc(count, size);
    if (!memory) die("no memory for %zu × %zu bytes", count, size);
    return memory;
}

double chance(uint64_t *seed)
{
    uint64_t z = (*seed += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0; /* 2^53 */
}

int64_t process_cpu_ns(pid_t pid)
{
    char path[64], line[1024];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *file = fopen(path, "r");
    if (!file) die("process %d is gone", (int)pid);
    size_t len = fread(line, 1, sizeof line - 1, file);
    fclose(file);
    line[len] = '\0';

    unsigned long user = 0, system = 0;
    const char *rest = strrchr(line, ')'); /* the name before may hold anything, proc(5) */
    if (!rest || sscanf(rest + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) != 2)
        die("%s: unknown form", path);
    return (int64_t)(user + system) * (NS_PER_S / sysconf(_SC_CLK_TCK));
}

int64_t machine_cpu_ns(void)
{
    long long user, nice, system, idle, wait, irq, softirq, steal;
    FILE *file = fopen("/proc/stat", "r");
    if (!file || fscanf(file, "cpu %lld %lld %lld %lld %lld %lld %lld %lld", &user, &nice, &system, &idle, &wait, &irq,
                        &softirq, &steal) != 8)
        die("/proc/stat: unknown form");
    fclose(file);
    return (user + nice + system + irq + softirq + steal) * (NS_PER_S / sysconf(_SC_CLK_TCK));
}

int64_t process_memory(pid_t pid)
{
    char path[64], line[256];
    snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)pid); /* exact, where statm lags behind */
    FILE *file = fopen(path, "r");
    if (!file) die("process %d is gone", (int)pid);
    long kib = -1;
    while (kib < 0 && fgets(line, sizeof line, file))
        if (sscanf(line, "Rss: %ld kB", &kib) != 1) kib = -1;
    fclose(file);
    if (kib < 0) die("%s: unknown form", path);
    return (int64_t)kib * 1024;
}

void allow_sockets(unsigned count)
{
    struct rlimit limit;
    rlim_t need = (rlim_t)count + 64;
    getrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur >= need) return;
    limit.rlim_cur = need;
    if (limit.rlim_max < need) limit.rlim_max = need;
    if (setrlimit(RLIMIT_NOFILE, &limit) < 0) die("ulimit -n: %u sockets are more than this user may open", count);
}

void samples_add(struct samples *samples, int64_t value)
{
    if (samples->count == samples->cap) {
        samples->cap = samples->cap ? samples->cap * 2 : 4096;
        samples->values = realloc(samples->values, samples->cap * sizeof *samples->values);
        if (!samples->values) die("no memory for samples");
    }
    samples->values[samples->count++] = value;
}

static int rising(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

int64_t samples_at(struct samples *samples, double quantile)
{
    if (!samples->count) return -1;
    qsort(samples->values, samples->count, sizeof *samples->values, rising);
    return samples->values[(size_t)(quantile * (double)(samples->count - 1) + 0.5)];
}
