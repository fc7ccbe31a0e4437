/* json.c - finding one value in a JSON text: members and elements are skipped over, not parsed. */
#include "json.h"

#include "util.h"

#include <stdlib.h>
#include <string.h>

static const char *past_space(const char *at)
{
    return at + strspn(at, " \t\r\n");
}

static const char *past_string(const char *at)
{
    for (at++; *at && *at != '"'; at++)
        if (*at == '\\' && at[1]) at++;
    return *at ? at + 1 : at;
}

static const char *past_value(const char *at)
{
    int depth = 0;
    do {
        if (*at == '"') {
            at = past_string(at);
            continue;
        }
        if (*at == '{' || *at == '[') depth++;
        if (*at == '}' || *at == ']') depth--;
        at++;
    } while (*at && (depth > 0 || !strchr(",]} \t\r\n", *at)));
    return at;
}

const char *json_find(const char *object, const char *key)
{
    size_t len = strlen(key);
    if (!object || *(object = past_space(object)) != '{') return NULL;
    for (const char *at = past_space(object + 1); *at == '"'; at = past_space(at)) {
        const char *name = at + 1;
        at = past_space(past_string(at));
        if (*at == ':') at = past_space(at + 1);
        if (strncmp(name, key, len) == 0 && name[len] == '"') return at;
        at = past_space(past_value(at));
        if (*at == ',') at = past_space(at + 1);
    }
    return NULL;
}

const char *json_each(const char *array, const char *last)
{
    if (!array || (!last && *array != '[')) return NULL;
    const char *at = past_space(last ? past_value(last) : array + 1);
    if (*at == ',') at = past_space(at + 1);
    return *at && *at != ']' ? at : NULL;
}

int64_t json_int(const char *object, const char *key)
{
    const char *value = json_find(object, key);
    if (!value) die("no \"%s\" in: %.500s", key, object ? object : "nothing");
    return strtoll(value, NULL, 10);
}

bool json_is_true(const char *object, const char *key)
{
    const char *value = json_find(object, key);
    return value && strncmp(value, "true", 4) == 0;
}

void json_text(const char *object, const char *key, char *out, size_t size)
{
    const char *value = json_find(object, key);
    if (!value || *value != '"') die("no text \"%s\" in: %.500s", key, object ? object : "nothing");
    size_t len = (size_t)(past_string(value) - value) - 2;
    if (len >= size) die("\"%s\" is too long: %.500s", key, value);
    memcpy(out, value + 1, len);
    out[len] = '\0';
}
