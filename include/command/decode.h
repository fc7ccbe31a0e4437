/* decode.h - parameters out of JSON, one function a type of docs/schema.md; called by the generated decoders
 *
 * The first parameter that is wrong marks the decode with its name and one of these words; later calls go on and give
 * harmless values, so that decoders are straight lines:
 *
 *     missing  wrong_type  too_small  too_large  too_short  too_long  unknown_word  not_a_day  control_character
 *     space_at_end  not_ascii  unknown_field  bad_length  line_break  lone_surrogate
 *
 * An optional parameter that is absent or null gives "none" (0, NULL, false, NO_INT, no refs). Texts and refs live as
 * long as the JSON they come from and the arena. [any] */
#ifndef COMMAND_DECODE_H
#define COMMAND_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "ot/ot.h"

struct decode;

int64_t decode_int(struct decode *d, const char *name, int64_t min, int64_t max, bool is_optional);
int64_t decode_ref(struct decode *d, const char *name, bool is_optional);
int64_t decode_at(struct decode *d, const char *name, bool is_optional);
const char *decode_day(struct decode *d, const char *name, bool is_optional); /* a real one, years 0001 to 9999 */
bool decode_bool(struct decode *d, const char *name, bool is_optional);

/* Lengths in code points. A line has no \n, no \t and no white space at its ends. */
const char *decode_text(struct decode *d, const char *name, size_t min, size_t max, bool is_optional);
const char *decode_line(struct decode *d, const char *name, size_t min, size_t max, bool is_optional);

/* The place of a word in a list whose [0] is NULL and that is ended by NULL. */
int decode_word(struct decode *d, const char *name, const char *const *words, bool is_optional);
/* [{"changes": a change set of ot/ot.h}, …]; what is wrong is told with `at`, the number of the update in the list. */
struct ot_chain decode_updates(struct decode *d, const char *name, size_t min, size_t max, bool is_optional);
struct refs decode_refs(struct decode *d, const char *name, size_t min, size_t max, bool is_optional);

#endif
