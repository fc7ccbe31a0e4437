/* cli_rows.c - rows as aligned columns, see cli_rows.h. A column is as wide as its widest cell, the last one unpadded.
 */
#include "cli_rows.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/utf8.h"

enum { MOST_COLUMNS = 8, NUMBER_TEXT = 32, GAP = 2 };

static bool is_instant(const char *column)
{
    size_t len = strlen(column);
    return len > 3 && !strcmp(column + len - 3, "_at");
}

static const char *day_text(int64_t at, char out[NUMBER_TEXT])
{
    time_t seconds = (time_t)(at / MS_PER_SECOND);
    struct tm tm;
    if (!gmtime_r(&seconds, &tm) || !strftime(out, NUMBER_TEXT, "%Y-%m-%d", &tm)) return "?";
    return out;
}

/* Borrowed from the row or from `number`. */
static const char *cell(const json_t *row, const char *column, char number[NUMBER_TEXT])
{
    const json_t *value = json_object_get(row, column);
    if (json_is_string(value)) return json_string_value(value);
    if (json_is_true(value)) return "yes";
    if (!json_is_integer(value)) return "";
    if (is_instant(column)) return day_text(json_integer_value(value), number);
    snprintf(number, NUMBER_TEXT, "%" PRId64, (int64_t)json_integer_value(value));
    return number;
}

static size_t width_of(const json_t *rows, const char *column)
{
    char number[NUMBER_TEXT];
    size_t widest = utf8_length(column), index;
    json_t *row;
    json_array_foreach (rows, index, row) {
        size_t width = utf8_length(cell(row, column, number));
        if (width > widest) widest = width;
    }
    return widest;
}

/* Whether anything stands in a column or behind it: nothing is padded for the sake of nothing. */
static bool has_more(const json_t *row, const char *const *columns)
{
    char number[NUMBER_TEXT];
    for (; *columns; columns++)
        if (!row || *cell(row, *columns, number)) return true;
    return false;
}

/* `row` NULL: the heads */
static void print_row(FILE *out, const json_t *row, const char *const *columns, const size_t *widths)
{
    char number[NUMBER_TEXT];
    for (size_t i = 0; columns[i]; i++) {
        const char *text = row ? cell(row, columns[i], number) : columns[i];
        int pad = has_more(row, columns + i + 1) ? (int)(widths[i] - utf8_length(text)) + GAP : 0;
        fprintf(out, "%s%*s", text, pad, "");
    }
    fputc('\n', out);
}

void cli_rows_print(FILE *out, const json_t *rows, const char *const *columns)
{
    size_t widths[MOST_COLUMNS] = {0}, index;
    for (size_t i = 0; i < MOST_COLUMNS && columns[i]; i++)
        widths[i] = width_of(rows, columns[i]);

    print_row(out, NULL, columns, widths);
    json_t *row;
    json_array_foreach (rows, index, row)
        print_row(out, row, columns, widths);
}
