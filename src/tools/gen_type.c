/* gen_type.c - the types of docs/schema.md: int, ref, at, day, bool, text, line, blob, refs, updates, json and the enums */
#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "gen.h"

static const char *const base_names[] = {"int",  "ref",  "at",   "day",     "bool", "text", "line",
                                         "blob", "enum", "refs", "updates", "json", "any"};

static bool may_have_range(enum base_type base)
{
    return base == TYPE_INT || base == TYPE_TEXT || base == TYPE_LINE || base == TYPE_REFS || base == TYPE_UPDATES;
}

static bool find_type(const struct schema *s, const char *name, struct type *out)
{
    out->words = find_enum(s, name);
    out->base = TYPE_ENUM;
    if (out->words) return true;
    for (size_t i = 0; i < sizeof base_names / sizeof *base_names; i++) {
        if (i == TYPE_ENUM || strcmp(base_names[i], name) != 0) continue;
        out->base = (enum base_type)i;
        return true;
    }
    return false;
}

static bool read_number(const char **at, int64_t *out)
{
    char *end;
    *out = strtoll(*at, &end, 10);
    if (end == *at) return false;
    *at = end;
    return true;
}

/* (a..b), (a..) or (..b) */
static const char *read_range(const char *at, struct type *out)
{
    at++;
    out->has_min = read_number(&at, &out->min);
    if (strncmp(at, "..", 2) != 0) return NULL;
    at += 2;
    out->has_max = read_number(&at, &out->max);
    if (*at != ')' || !(out->has_min || out->has_max)) return NULL;
    if (out->has_min && out->has_max && out->min > out->max) return NULL;
    if (out->base != TYPE_INT && ((out->has_min && out->min < 0) || (out->has_max && out->max < 0))) return NULL;
    return at + 1;
}

const char *read_type(const struct schema *s, const char *text, struct type *out, const char **why)
{
    *out = (struct type){0};
    size_t len = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_");
    const char *name = cut(text, len);
    if (!find_type(s, name, out)) {
        *why = textf("unknown type \"%s\"", name);
        return NULL;
    }
    text += len;
    if (*text == '(' && !may_have_range(out->base)) {
        *why = textf("%s has no range", name);
        return NULL;
    }
    if (*text == '(' && !(text = read_range(text, out))) {
        *why = textf("the range of %s is written (least..most), (least..) or (..most)", name);
        return NULL;
    }
    out->is_optional = *text == '?';
    return text + (out->is_optional ? 1 : 0);
}

const char *c_type(const struct type *type)
{
    switch (type->base) {
    case TYPE_INT:
    case TYPE_REF:
    case TYPE_AT:
        return "int64_t ";
    case TYPE_BOOL:
        return "bool ";
    case TYPE_DAY:
    case TYPE_TEXT:
    case TYPE_LINE:
    case TYPE_JSON:
    case TYPE_ANY:
        return "const char *";
    case TYPE_BLOB:
        return "struct bytes ";
    case TYPE_REFS:
        return "struct refs ";
    case TYPE_UPDATES:
        return "struct ot_chain ";
    case TYPE_ENUM:
        return textf("enum %s ", type->words->name);
    }
    return NULL;
}
