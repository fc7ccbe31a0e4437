/* rows.c - rows as JSON, see rows.h
 *
 * Jansson gives NULL for text that is not valid UTF-8; none can be in the database, as decoding refuses it: a bug
 * otherwise. */
#include "model/rows.h"

#include <string.h>

#include "base/must.h"

static json_t *column_json(const struct db_rows *rows, unsigned at)
{
    const struct db_column *column = &rows->query->columns[at];
    if (column->is_optional && db_is_null(rows, at)) return json_null();

    size_t len;
    const char *text;
    switch (column->type) {
    case DB_INT:
    case DB_REF:
    case DB_AT:
        return json_integer(db_int(rows, at));
    case DB_BOOL:
        return json_boolean(db_int(rows, at));
    case DB_JSON:
        text = db_text_peek(rows, at, &len);
        return json_loadb(text, len, JSON_DECODE_ANY, NULL);
    case DB_TEXT:
    case DB_DAY:
    case DB_ENUM:
        text = db_text_peek(rows, at, &len);
        return json_stringn(text, len);
    case DB_BLOB:
        break;
    }
    never("a blob has no JSON");
}

json_t *row_json(const struct db_rows *rows)
{
    json_t *object = json_object();
    for (unsigned i = 0; i < rows->query->n_columns; i++)
        must(!json_object_set_new(object, rows->query->columns[i].name, column_json(rows, i)));
    return object;
}

json_t *rows_json(struct db_rows rows)
{
    json_t *array = json_array();
    while (db_next(&rows))
        must(!json_array_append_new(array, row_json(&rows)));
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
