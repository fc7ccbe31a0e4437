/* incoming.c - UTF-8, nesting, number of values, then what JSON it is, with duplicate names refused. */
#include "incoming.h"

#include "base/scan.h"
#include "base/utf8.h"
#include "model/read.h"

static json_t *refused(struct refusal *why, enum err err, const char *field, enum detail detail)
{
    *why = (struct refusal){.err = err, .field = field, .detail = detail};
    return NULL;
}

json_t *incoming_object(const struct settings *settings, const char *what, const char *text, size_t len,
                        struct refusal *why)
{
    if (!utf8_valid(text, len)) return refused(why, ERR_BAD_INPUT, what, DETAIL_WRONG_TYPE);
    switch (scan_json(text, len, (unsigned)settings->depth, (unsigned)settings->values)) {
    case SCAN_TOO_DEEP:
        return refused(why, ERR_TOO_LARGE, "depth", DETAIL_TOO_LARGE);
    case SCAN_TOO_MANY:
        return refused(why, ERR_TOO_LARGE, "values", DETAIL_TOO_LARGE);
    case SCAN_BROKEN:
        return refused(why, ERR_BAD_INPUT, what, DETAIL_WRONG_TYPE);
    case SCAN_OK:
        break;
    }
    json_t *json = json_read(text, len);
    if (json_is_object(json)) return json;
    json_decref(json);
    return refused(why, ERR_BAD_INPUT, what, DETAIL_WRONG_TYPE);
}
