/* cal_file.h - a calendar that a test writes: `writer` puts it into `file`
 *
 * Each test begins with an empty one that is called Omat. */
#ifndef UNIT_CAL_FILE_H
#define UNIT_CAL_FILE_H

#include "base/buf.h"
#include "cal/cal.h"

#define CHANGED INT64_C(1767608100123) /* 2026-01-05T10:15:00.123Z */

extern struct cal_writer writer;
extern struct buf file;

int cal_file_begin(void **state); /* cmocka fixtures */
int cal_file_end(void **state);
#define WRITES(test) cmocka_unit_test_setup_teardown(test, cal_file_begin, cal_file_end)

void begin_again(const struct cal_calendar *calendar); /* another one in its place */

/* Lines end in CR LF, which stand nowhere else, have 75 octets at most, and no character is cut in two. */
void check_lines(void);

#endif
