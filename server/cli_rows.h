/* cli_rows.h - rows of an answer as aligned columns of plain text */
#ifndef CLI_ROWS_H
#define CLI_ROWS_H

#include <jansson.h>
#include <stdio.h>

/* `columns` names members of each row, ended by NULL; the heads are their names. An instant (…_at) is shown as its day,
 * true as yes, false and null as nothing. */
void cli_rows_print(FILE *out, const json_t *rows, const char *const *columns);

#endif
