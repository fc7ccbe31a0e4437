/* log.h - one JSON object a line on standard error, with only those fields that log.def allows. [any]
 *
 * Ids, counts, names of commands and refusals: never a text, a title, a name, an address or a token of anybody. Texts
 * given here must be constants of the program or names out of its tables.
 *
 *     log_say(LOG_WARN, "socket_closed", LOG_INT(code, 1009), LOG_INT(account, 7), LOG_END);
 *     {"at":"2026-11-24T10:00:00.123Z","level":"warn","what":"socket_closed","code":1009,"account":7} */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdint.h>

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

enum log_field {
    LOG_FIELD_END,
#define FIELD(name) LOG_FIELD_##name,
#include "base/log.def"
    LOG_FIELD_COUNT
};

struct log_pair {
    enum log_field field;
    const char *text; /* NULL: number */
    int64_t number;
};

#define LOG_INT(name, value)  ((struct log_pair){LOG_FIELD_##name, NULL, (int64_t)(value)})
#define LOG_TEXT(name, value) ((struct log_pair){LOG_FIELD_##name, (value), 0})
#define LOG_END               ((struct log_pair){LOG_FIELD_END, NULL, 0})

void log_open(int fd, enum log_level least); /* where lines go (2 unless said), and the least level that is written */
void log_say(enum log_level level, const char *what, ...); /* struct log_pair …, LOG_END */

#endif
