/* csv.c - tables as text for spreadsheets, see csv.h */
#include "base/csv.h"

#include <string.h>

void csv_begin(struct csv *csv, struct buf *out)
{
    *csv = (struct csv){.out = out};
    buf_text(out, "\xef\xbb\xbf");
}

static bool is_formula(const char *text)
{
    return *text && strchr("=+-@\t\r", *text);
}

static void put_quoted(struct buf *out, const char *text)
{
    bool starts = true; /* a cell, to some program */
    buf_text(out, "\"");
    for (; *text; text++) {
        if (starts && is_formula(text)) buf_text(out, "'");
        if (*text == '"') buf_text(out, "\"");
        buf_put(out, text, 1);
        starts = strchr(";\t\r\n", *text) != NULL;
    }
    buf_text(out, "\"");
}

void csv_cell(struct csv *csv, const char *text)
{
    if (csv->has_cell) buf_text(csv->out, ",");
    csv->has_cell = true;
    if (!text) return;
    if (is_formula(text) || strpbrk(text, ",;\t\"\r\n"))
        put_quoted(csv->out, text);
    else
        buf_text(csv->out, text);
}

void csv_row_end(struct csv *csv)
{
    buf_text(csv->out, "\r\n");
    csv->has_cell = false;
}
