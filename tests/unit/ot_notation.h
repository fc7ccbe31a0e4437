/* ot_notation.h - change sets as a line that can be read: "2 0:ab 3: 1:c/d" keeps two, puts ab in, deletes three, and
 * replaces one by c, a line break and d. What there is lives until ot_notation_end(), the teardown of a test. */
#ifndef UNIT_OT_NOTATION_H
#define UNIT_OT_NOTATION_H

#include "ot/ot.h"

struct arena *ot_arena(void);
struct ot_changes changes_of(const char *notation);
const char *notation_of(const struct ot_changes *changes);
const uint16_t *units_of(const char *utf8);
struct ot_chain chain_of(const char *const *notations, size_t count);

int ot_notation_end(void **state);

#define OT_TEST(name) cmocka_unit_test_teardown(name, ot_notation_end)
#define assert_changes(changes, notation)                                                                              \
    do {                                                                                                               \
        struct ot_changes shown = (changes);                                                                           \
        assert_string_equal(notation_of(&shown), notation);                                                            \
    } while (0)

#endif
