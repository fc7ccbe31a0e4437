/* suites.h - what a file of tests needs, and what it gives
 *
 * A suite is a table `<name>_tests` with its length, made at the end of the file by SUITE_COUNT(<name>), and a line
 * SUITE(<name>) in suites.def. The name of a test is a sentence about the product. */
#ifndef UNIT_SUITES_H
#define UNIT_SUITES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define SUITE(name)                                                                                                    \
    extern const struct CMUnitTest name##_tests[];                                                                     \
    extern const size_t name##_count;
#include "suites.def"
#undef SUITE

#define SUITE_COUNT(name) const size_t name##_count = sizeof name##_tests / sizeof *name##_tests

/* Where logs go while tests run: kept, and shown when a test fails. A test that looks at logs puts this back. */
int unit_log_fd(void);

/* What was logged since *from (then moved on), NUL-ended; yours to free. */
char *unit_log_since(long *from);

#endif
