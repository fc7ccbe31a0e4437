/* json.h - finding one value in a text that is known to be JSON. Nothing is checked, nothing is decoded. */
#ifndef LOAD_JSON_H
#define LOAD_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

const char *json_find(const char *object, const char *key); /* start of the member's value; NULL where there is none */
const char *json_each(const char *array,
                      const char *last); /* the value behind last, the first behind NULL; NULL at the end */
int64_t json_int(const char *object, const char *key); /* dies where it isn't there */
bool json_is_true(const char *object, const char *key);
void json_text(const char *object, const char *key, char *out,
               size_t size); /* dies where it isn't there or doesn't fit */

#endif
