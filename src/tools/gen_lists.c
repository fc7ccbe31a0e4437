/* gen_lists.c - reads enums.json and permissions.json: the closed lists, and what a command may need */
#include <string.h>

#include "gen.h"

/* Tags and types that are there already, so that an enum of this name could not be. */
static bool is_type_name(const struct schema *s, const char *name)
{
    static const char *const tags[] = {"noun",     "need", "scope", "permission", "err",
                                       "language", "runs", "refs",  "bytes"};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (strcmp(tags[i], name) == 0) return true;
    struct type type;
    const char *why;
    return read_type(s, name, &type, &why) != NULL;
}

static void add_word(struct words *words, const json_t *item, struct place place)
{
    const char *word = json_string_value(item);
    if (!word || !is_name(word) || strcmp(word, "none") == 0) {
        complain(place, "a word of %s must be lower_case, and not \"none\"", words->name);
        return;
    }
    for (size_t i = 0; i < words->count; i++)
        if (strcmp(words->items[i], word) == 0) complain(place, "%s has \"%s\" twice", words->name, word);
    words->items = grow(words->items, words->count, sizeof *words->items);
    words->items[words->count++] = word;
}

void read_enums(struct schema *s)
{
    const char *path = textf("%s/enums.json", s->dir), *text;
    json_t *object = read_json(path, &text);
    const char *name;
    json_t *list;
    json_object_foreach (object, name, list) {
        struct place place = {path, json_line(text, name, NULL)};
        struct words words = {.name = name};
        if (!is_name(name) || is_reserved(name) || is_type_name(s, name)) {
            complain(place, "\"%s\" can't be the name of an enum", name);
            continue;
        }
        if (json_array_size(list) == 0) complain(place, "%s must be an array of words", name);
        take_name("tag", name, place);
        size_t i;
        json_t *item;
        json_array_foreach (list, i, item) {
            add_word(&words, item, place);
        }
        s->enums = grow(s->enums, s->n_enums, sizeof *s->enums);
        s->enums[s->n_enums++] = words;
    }
}

/* Whom a permission may be about, and the enum of the roles that it then needs. */
static const struct scope {
    const char *name, *roles;
} scopes[] = {{"open", NULL},    {"account", NULL}, {"staff", NULL},       {"admin", NULL},
              {"board", "role"}, {"task", "role"},  {"team", "team_role"}, {"host", "role"}};

static const struct scope *find_scope(const char *name)
{
    for (size_t i = 0; i < sizeof scopes / sizeof *scopes; i++)
        if (name && strcmp(scopes[i].name, name) == 0) return &scopes[i];
    return NULL;
}

static void read_roles(const struct schema *s, struct permission *p, const json_t *roles, struct place place)
{
    const struct scope *scope = find_scope(p->scope);
    const char *name = scope && scope->roles ? scope->roles : "role";
    const struct words *known = find_enum(s, name);
    size_t i;
    json_t *item;
    json_array_foreach (roles, i, item) {
        const char *role = json_string_value(item);
        bool is_known = false;
        for (size_t k = 0; role && known && k < known->count; k++)
            if (strcmp(known->items[k], role) == 0) is_known = true;
        if (!is_known) complain(place, "%s: \"%s\" is not a word of enum %s", p->name, role ? role : "", name);
        p->roles = grow(p->roles, p->count, sizeof *p->roles);
        p->roles[p->count++] = role;
    }
}

static void read_permission(struct schema *s, const char *name, const json_t *value, struct place place)
{
    struct permission p = {.name = name};
    p.scope = json_string_value(json_object_get(value, "scope"));
    p.about = json_string_value(json_object_get(value, "about"));
    const json_t *roles = json_object_get(value, "roles");

    if (!is_name(name) && !is_dotted(name)) complain(place, "\"%s\" is not written noun.verb or as one word", name);
    const struct scope *scope = find_scope(p.scope);
    if (!scope) complain(place, "%s needs a scope: open, account, staff, admin, board, task, team or host", name);
    if (!p.about || !*p.about || strchr(p.about, '\n') || !fits_comment(p.about))
        complain(place, "%s needs an \"about\" of one line, fit for a comment", name);
    bool has_roles = json_array_size(roles) > 0;
    if (scope ? has_roles != (scope->roles != NULL) : has_roles)
        complain(place, "%s: roles belong to the scopes board, task, team and host, and they need some", name);
    if (json_object_size(value) != (roles ? 3 : 2)) complain(place, "%s has a member that is not known", name);

    read_roles(s, &p, roles, place);
    s->permissions = grow(s->permissions, s->n_permissions, sizeof *s->permissions);
    s->permissions[s->n_permissions++] = p;
}

void read_permissions(struct schema *s)
{
    const char *path = textf("%s/permissions.json", s->dir), *text;
    json_t *object = read_json(path, &text);
    const char *name;
    json_t *value;
    json_object_foreach (object, name, value) {
        read_permission(s, name, value, (struct place){path, json_line(text, name, NULL)});
    }
}
