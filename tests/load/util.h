/* util.h - time, chance, failing, and what another process uses; for the load generator.
 *
 * The generator has one answer to whatever goes wrong: it says so and ends with status 1. */
#ifndef LOAD_UTIL_H
#define LOAD_UTIL_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define NS_PER_US INT64_C(1000)
#define NS_PER_MS INT64_C(1000000)
#define NS_PER_S  INT64_C(1000000000)

int64_t now_ns(void); /* since some point, never backwards */
void sleep_ns(int64_t ns);

_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));
void *make(size_t count, size_t size); /* zeroed; dies when there is none */

/* The same seed gives the same numbers, so that every server of a run gets the same schedule. */
double chance(uint64_t *seed); /* 0 <= x < 1; splitmix64 */

int64_t process_cpu_ns(pid_t pid);  /* user and system time of all its threads; steps of 10 ms */
int64_t machine_cpu_ns(void);       /* what all processors together have worked */
int64_t process_memory(pid_t pid);  /* resident bytes */
void allow_sockets(unsigned count); /* raises RLIMIT_NOFILE as far as needed */

/* Exact samples: every value is kept, quantiles come from the sorted array. */
struct samples {
    int64_t *values;
    size_t count, cap;
};
void samples_add(struct samples *samples, int64_t value);
int64_t samples_at(struct samples *samples, double quantile); /* sorts; -1 where there are none */

#endif
