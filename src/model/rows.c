/* rows.c - rows as JSON, see rows.h
 *
 * Text in the database is valid UTF-8, as decoding refuses any other. */
#include "model/rows.h"

#include <inttypes.h>
#include <string.h>

#include "base/must.h"

/* ---- as text ---- */

static bool is_plain(unsigned char byte)
{
    return byte >= ' ' && byte != '"' && byte != '\\';
}

static void put_escaped(struct buf *out, unsigned char byte)
{
    switch (byte) {
    case '"':
        buf_put(out, "\\\"", 2);
        return;
    case '\\':
        buf_put(out, "\\\\", 2);
        return;
    case '\n':
        buf_put(out, "\\n", 2);
        return;
    case '\t':
        buf_put(out, "\\t", 2);
        return;
    default:
        buf_printf(out, "\\u%04x", byte);
    }
}

void text_put(struct buf *out, const char *text, size_t len)
{
    buf_put(out, "\"", 1);
    for (size_t from = 0, to; from < len; from = to + 1) {
        for (to = from; to < len && is_plain((unsigned char)text[to]); to++)
            ;
        buf_put(out, text + from, to - from);
        if (to < len) put_escaped(out, (unsigned char)text[to]);
    }
    buf_put(out, "\"", 1);
}

static void int_put(struct buf *out, int64_t value)
{
    char digits[24], *at = digits + sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do
        *--at = (char)('0' + rest % 10);
    while (rest /= 10);
    if (value < 0) *--at = '-';
    buf_put(out, at, (size_t)(digits + sizeof digits - at));
}

void column_put(struct buf *out, const struct db_rows *rows, unsigned at)
{
    const struct db_column *column = &rows->query->columns[at];
    size_t len;
    const char *text;
    if (column->is_optional && db_is_null(rows, at)) {
        buf_put(out, "null", 4);
        return;
    }
    switch (column->type) {
    case DB_INT:
    case DB_REF:
    case DB_AT:
        int_put(out, db_int(rows, at));
        return;
    case DB_BOOL:
        buf_text(out, db_int(rows, at) ? "true" : "false");
        return;
    case DB_JSON:
        text = db_text_peek(rows, at, &len);
        buf_put(out, text, len);
        return;
    case DB_TEXT:
    case DB_DAY:
    case DB_ENUM:
        text = db_text_peek(rows, at, &len);
        text_put(out, text, len);
        return;
    case DB_BLOB:
        break;
    }
    never("a blob has no JSON");
}

void row_put(struct buf *out, const struct db_rows *rows)
{
    for (unsigned i = 0; i < rows->query->n_columns; i++) {
        const char *name = rows->query->columns[i].name;
        buf_put(out, i ? ",\"" : "{\"", 2);
        buf_text(out, name);
        buf_put(out, "\":", 2);
        column_put(out, rows, i);
    }
    buf_put(out, "}", 1);
}

/* ---- as values ---- */

json_t *rows_json(struct db_rows rows)
{
    json_t *array = json_array();
    struct buf text;
    buf_init(&text);
    while (db_next(&rows)) {
        buf_clear(&text);
        row_put(&text, &rows);
        must(!json_array_append_new(array, json_loadb(text.data, text.len, 0, NULL)));
    }
    buf_fini(&text);
    return array;
}

static int append(const char *data, size_t len, void *out)
{
    buf_put(out, data, len);
    return 0;
}

void json_put(struct buf *out, const json_t *json)
{
    must(!json_dump_callback(json, append, out, JSON_COMPACT | JSON_ENCODE_ANY));
}
