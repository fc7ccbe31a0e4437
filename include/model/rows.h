/* rows.h - rows as JSON, by their column descriptions [store] [reader]
 *
 * Two forms: as text, written straight into a buffer, and as values for what is put together of parts. Both say the
 * same. */
#ifndef MODEL_ROWS_H
#define MODEL_ROWS_H

#include <jansson.h>

#include "base/buf.h"
#include "db/db.h"

void column_put(struct buf *out, const struct db_rows *rows, unsigned column); /* the value of one column */
void row_put(struct buf *out, const struct db_rows *rows);                     /* the row at hand, an object */
void rows_put(struct buf *out, struct db_rows rows);                           /* all that follow, an array */

json_t *rows_json(struct db_rows rows);             /* likewise; yours */
void json_put(struct buf *out, const json_t *json); /* compact text; no fractions */

#endif
