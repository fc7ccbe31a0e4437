/* rows.c - rows as JSON, see rows.h
 *
 * Text in the database is valid UTF-8, as decoding refuses any other. */
#include "model/rows.h"

#include <string.h>

#include "base/must.h"

/* ---- as text ---- */

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
        buf_int(out, db_int(rows, at));
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
        buf_json(out, text, len);
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

void rows_put(struct buf *out, struct db_rows rows)
{
    buf_put(out, "[", 1);
    for (bool is_first = true; db_next(&rows); is_first = false) {
        if (!is_first) buf_put(out, ",", 1);
        row_put(out, &rows);
    }
    buf_put(out, "]", 1);
}

/* ---- as values ---- */

json_t *rows_json(struct db_rows rows)
{
    struct buf text;
    buf_init(&text);
    rows_put(&text, rows);
    json_t *array = json_loadb(text.data, text.len, 0, NULL);
    must(array != NULL);
    buf_fini(&text);
    return array;
}

static void object_put(struct buf *out, const json_t *object)
{
    const char *name, *before = "{";
    json_t *value;
    json_object_foreach ((json_t *)(uintptr_t)object, name, value) {
        buf_text(out, before);
        buf_json(out, name, strlen(name));
        buf_put(out, ":", 1);
        json_put(out, value);
        before = ",";
    }
    buf_text(out, *before == '{' ? "{}" : "}");
}

static void array_put(struct buf *out, const json_t *array)
{
    buf_put(out, "[", 1);
    for (size_t i = 0; i < json_array_size(array); i++) {
        if (i) buf_put(out, ",", 1);
        json_put(out, json_array_get(array, i));
    }
    buf_put(out, "]", 1);
}

void json_put(struct buf *out, const json_t *json)
{
    switch (json_typeof(json)) {
    case JSON_OBJECT:
        object_put(out, json);
        return;
    case JSON_ARRAY:
        array_put(out, json);
        return;
    case JSON_STRING:
        buf_json(out, json_string_value(json), json_string_length(json));
        return;
    case JSON_INTEGER:
        buf_int(out, json_integer_value(json));
        return;
    case JSON_TRUE:
    case JSON_FALSE:
        buf_text(out, json_is_true(json) ? "true" : "false");
        return;
    case JSON_NULL:
        buf_text(out, "null");
        return;
    case JSON_REAL:
        break;
    }
    never("no command takes or gives fractions");
}
