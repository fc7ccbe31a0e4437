/* incoming.h - JSON from outside: looked over before it is parsed, refused by name [net] */
#ifndef INCOMING_H
#define INCOMING_H

#include <jansson.h>

#include "command/command.h"
#include "settings.h"

/* An object, yours; NULL: *why says what is wrong. `what` is what the text is called there. */
json_t *incoming_object(const struct settings *settings, const char *what, const char *text, size_t len,
                        struct refusal *why);

#endif
