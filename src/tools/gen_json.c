/* gen_json.c - JSON files with the lines of their members, which Jansson doesn't keep */
#include <string.h>

#include "gen.h"

json_t *read_json(const char *path, const char **text)
{
    *text = read_file(path);
    if (!*text) {
        complain((struct place){path, 1}, "the file can't be read");
        return NULL;
    }
    json_error_t error;
    json_t *object = json_loads(*text, JSON_REJECT_DUPLICATES, &error);
    if (!object) {
        complain((struct place){path, error.line > 0 ? (unsigned)error.line : 1}, "%s", error.text);
        return NULL;
    }
    if (json_is_object(object)) return object;
    complain((struct place){path, 1}, "an object is expected");
    return NULL;
}

static const char *end_of_string(const char *at)
{
    for (at++; *at && *at != '"'; at++)
        if (*at == '\\' && at[1]) at++;
    return at;
}

unsigned json_line(const char *text, const char *member, const char *within)
{
    unsigned line = 1, depth = 0;
    bool is_within = false;
    for (const char *at = text; *at; at++) {
        if (*at == '\n') line++;
        if (*at == '{' || *at == '[') depth++;
        if (*at == '}' || *at == ']') depth--;
        if (*at != '"') continue;

        const char *start = at + 1;
        at = end_of_string(at);
        if (!*at) break;
        if (at[1 + strspn(at + 1, " \t\r\n")] != ':') continue;
        const char *name = cut(start, (size_t)(at - start));
        if (depth == (within ? 2 : 1) && (is_within || !within) && strcmp(name, member) == 0) return line;
        if (depth == 1) is_within = within && strcmp(name, within) == 0;
    }
    return 1;
}

void refuse_other_members(const char *path, const char *text, const json_t *object, const char *const *known)
{
    const char *name;
    json_t *value;
    json_object_foreach ((json_t *)object, name, value) {
        bool is_known = false;
        for (const char *const *k = known; *k; k++)
            if (strcmp(*k, name) == 0) is_known = true;
        if (!is_known) complain((struct place){path, json_line(text, name, NULL)}, "unknown member \"%s\"", name);
    }
}
