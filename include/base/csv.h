/* csv.h - tables as text for spreadsheets: RFC 4180, safe against formulas
 *
 * What a spreadsheet would take for a formula (= + - @, tab or CR at the start; OWASP, CSV injection) gets an apostrophe in
 * front: at the start of a cell, and where one would start for a program that splits at semicolons, tabs or lines, as Excel
 * does in Finnish and Swedish. The text is UTF-8. [any] */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include <stdbool.h>

#include "base/buf.h"

struct csv {
    struct buf *out;
    bool has_cell; /* in the row at hand */
};

void csv_begin(struct csv *csv, struct buf *out); /* writes the byte order mark by which Excel knows UTF-8 */
void csv_cell(struct csv *csv, const char *text); /* NULL is an empty cell */
void csv_row_end(struct csv *csv);

#endif
