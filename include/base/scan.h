/* scan.h - a look at JSON before it is parsed, so that a small message can't cost much. [any] */
#ifndef BASE_SCAN_H
#define BASE_SCAN_H

#include <stddef.h>

enum scan_result { SCAN_OK, SCAN_TOO_DEEP, SCAN_TOO_MANY, SCAN_BROKEN };

/* Counts nesting and values (an object's names are not values) outside strings, without building anything. Not a
 * validator: SCAN_BROKEN is for brackets that don't match and strings that don't end; the parser refuses the rest. */
enum scan_result scan_json(const char *text, size_t len, unsigned most_depth, unsigned most_values);

#endif
