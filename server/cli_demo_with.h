/* cli_demo_with.h - what the demo's script says in "with", as the wire has it
 *
 * "$name" is the id of what is called so, and "task:$name" an end of an order with that id in it. A field that ends in _on
 * takes "in 5" or "ago 3", so many working days from the day the demo is made ("in 0": that day), or "sunday", the one that
 * ends its week. A year of 0 is the year of that day, -1 the one before. */
#ifndef CLI_DEMO_WITH_H
#define CLI_DEMO_WITH_H

#include <jansson.h>
#include <stdint.h>

/* A copy of an object in which all this stands for what it means. `names`: name → id; `now`: in the day from which the
 * script counts. NULL: something means nothing, and standard error names it. Yours. */
json_t *demo_with(const json_t *with, const json_t *names, int64_t now);

#endif
