/* rank.h - places in a list that others can be put between, for ever, without touching the rest.
 *
 * A rank is text of 0-9A-Za-z that compares byte by byte and never ends in '0'. [any] */
#ifndef BASE_RANK_H
#define BASE_RANK_H

#include <stdbool.h>
#include <stddef.h>

enum { RANK_TEXT = 64 };

/* A rank behind `before` and in front of `after`; either may be NULL (the start, the end). Short on appending: the
 * length grows with the logarithm of how many were appended. False where it would not fit in RANK_TEXT: spread the list
 * anew. */
bool rank_between(const char *before, const char *after, char out[RANK_TEXT]);

/* The rank of place `index` of `count` when a list is spread evenly. */
void rank_spread(size_t index, size_t count, char out[RANK_TEXT]);

#endif
