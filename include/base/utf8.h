/* utf8.h - text as the outside sends it: valid or refused (RFC 3629). [any] */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

bool utf8_valid(const char *text, size_t len); /* no overlong forms, no surrogates, at most U+10FFFF */
size_t utf8_length(const char *text);          /* code points of a valid, NUL-ended text */
bool utf8_is_text(const char *text);           /* no control characters but \n and \t */
bool utf8_is_line(const char *text);           /* no control characters, nor white space at its ends */

#endif
