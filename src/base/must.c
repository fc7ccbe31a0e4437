/* must.c - the last line of a program with a bug: what, where, then abort(). */
#include "base/must.h"

#include <stdlib.h>

#include "base/log.h"

_Noreturn void must_fail(const char *file, int line, const char *what)
{
    log_say(LOG_ERROR, what, LOG_TEXT(file, file), LOG_INT(line, line), LOG_END);
    abort();
}
