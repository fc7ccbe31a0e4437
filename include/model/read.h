/* read.h - the texts of messages as JSON values [any] */
#ifndef MODEL_READ_H
#define MODEL_READ_H

#include <jansson.h>
#include <stddef.h>

/* An object or an array, yours; NULL: it isn't JSON (RFC 8259), or a name comes twice in an object. The text is valid UTF-8. */
json_t *json_read(const char *text, size_t len);

/* Likewise, but NULL for all that is not plain, see read.c. */
json_t *json_read_plain(const char *text, size_t len);

#endif
