/* cli_demo_with.h - what the demo's script says in "with", as the wire has it
 *
 * "$name" is the id of what is called so, and "task:$name" an end of an order with that id in it. A field that ends in _on
 * takes "in 5" or "ago 3", so many working days from the day the demo is made ("in 0": that day), or "sunday", the one that
 * ends its week. A year of 0 is the year of that day, -1 the one before.
 *
 * A meeting's `start` and `occurs` take "ago 14 08:30", so many working days before that day, or "next 13:15", the first
 * time on a working day that is an hour off or more; behind either " + 3 weeks". Five working days are a week, so a series
 * that begins "ago 14" has an instance at "ago 9 08:30", and the first after that day at "ago 4 08:30 + 1 week". */
#ifndef CLI_DEMO_WITH_H
#define CLI_DEMO_WITH_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

struct demo_names {          /* name → id */
    const json_t *own, *all; /* looked up in this order */
};

/* A copy of an object in which all this stands for what it means. `now`: in the day from which the script counts. NULL:
 * something means nothing, and standard error names it. Yours. */
json_t *demo_with(const json_t *with, const struct demo_names *names, int64_t now);

/* The instant of "21 09:12": 21 working days before the day of `now`, at that time in Helsinki. False: it is none. */
bool demo_ago(const char *text, int64_t now, int64_t *at);

#endif
