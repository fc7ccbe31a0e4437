/* detail.h - the closer reasons of refusals; the list with wire names and words is detail.def [any] */
#ifndef COMMAND_DETAIL_H
#define COMMAND_DETAIL_H

#include "base/err.h"

enum detail {
    DETAIL_NONE,
#define DETAIL(symbol, name, fi, sv, en) DETAIL_##symbol,
#include "command/detail.def"
    DETAIL_COUNT
};

const char *detail_name(enum detail detail);                          /* NULL for DETAIL_NONE */
const char *detail_words(enum detail detail, enum language language); /* NULL for DETAIL_NONE */
enum detail detail_named(const char *name);                           /* DETAIL_NONE where unknown or NULL */

#endif
