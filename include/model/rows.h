/* rows.h - rows as JSON, by their column descriptions [store] [reader] */
#ifndef MODEL_ROWS_H
#define MODEL_ROWS_H

#include <jansson.h>

#include "base/buf.h"
#include "db/db.h"

json_t *row_json(const struct db_rows *rows);       /* the row at hand as an object; yours */
json_t *rows_json(struct db_rows rows);             /* all that follow, as an array; yours */
void json_put(struct buf *out, const json_t *json); /* compact text */

#endif
