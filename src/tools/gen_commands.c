/* gen_commands.c - reads commands/<noun>.<verb>.json: what can be asked of the server */
#include <string.h>

#include "gen.h"

enum { MOST_TAKES = 30 }; /* board and key come on top; src/command/decode.c has room for 32 names */

struct reader {
    struct schema *s;
    const char *path, *text;
    const json_t *json;
    struct command *command;
};

static struct place at(const struct reader *r, const char *member)
{
    return (struct place){r->path, json_line(r->text, member, NULL)};
}

static const char *read_text(const struct reader *r, const char *member)
{
    const json_t *value = json_object_get(r->json, member);
    const char *text = json_string_value(value);
    if (!text || !*text)
        complain(at(r, member), "\"%s\" is missing or not a text", member);
    else if (strchr(text, '\n') || !fits_comment(text))
        complain(at(r, member), "\"%s\" can't stand in a comment", member);
    return text ? text : "";
}

static bool read_flag(const struct reader *r, const char *member, bool otherwise)
{
    const json_t *value = json_object_get(r->json, member);
    if (value && !json_is_boolean(value)) complain(at(r, member), "\"%s\" is true or false", member);
    return value ? json_is_true(value) : otherwise;
}

static void check_take(const struct reader *r, const struct field *field)
{
    const struct type *type = &field->type;
    bool is_blob = type->base == TYPE_BLOB || type->base == TYPE_JSON || type->base == TYPE_ANY;
    bool is_long =
        type->base == TYPE_TEXT || type->base == TYPE_LINE || type->base == TYPE_REFS || type->base == TYPE_UPDATES;
    const struct command *c = r->command;
    bool is_board = (c->has_board || c->has_host) && strcmp(field->name, "board") == 0;
    bool is_team = (c->has_team || c->has_host) && strcmp(field->name, "team") == 0;
    bool is_task = c->has_task && strcmp(field->name, "task") == 0;
    if (is_blob) complain(field->place, "%s: blob, json and any can't be asked for", field->name);
    if (is_long && !type->has_max)
        complain(field->place, "%s: say how long it may be, as in text(1..2000)", field->name);
    if (is_board || is_task || is_team || strcmp(field->name, "key") == 0)
        complain(field->place, "%s comes by itself", field->name);
}

static void read_takes(const struct reader *r)
{
    const json_t *takes = json_object_get(r->json, "takes");
    if (!json_is_object(takes)) complain(at(r, "takes"), "\"takes\" must be an object");
    struct fields *fields = &r->command->takes;
    const char *name, *why = NULL;
    json_t *value;
    json_object_foreach ((json_t *)takes, name, value) {
        struct field field = {.name = name, .place = {r->path, json_line(r->text, name, "takes")}};
        const char *end = json_is_string(value) ? read_type(r->s, json_string_value(value), &field.type, &why) : NULL;
        if (!is_name(name) || is_reserved(name)) complain(field.place, "\"%s\" can't be a name", name);
        if (!json_is_string(value))
            complain(field.place, "%s: a type is a text", name);
        else if (!end)
            complain(field.place, "%s: %s", name, why);
        else if (*end)
            complain(field.place, "%s: \"%s\" is not understood", name, end);
        else
            check_take(r, &field);
        fields->items = grow(fields->items, fields->count, sizeof *fields->items);
        fields->items[fields->count++] = field;
    }
    if (fields->count > MOST_TAKES) complain(at(r, "takes"), "more than %d parameters", MOST_TAKES);
}

/* [query] or query?; false where it is neither */
static bool read_gift_of_rows(const struct reader *r, const char *text, struct gift *gift)
{
    size_t len = strlen(text);
    bool is_rows = text[0] == '[' && text[len - 1] == ']';
    bool is_row = !is_rows && len > 1 && text[len - 1] == '?';
    if (!is_rows && !is_row) return false;
    const struct query *query = find_query(r->s, cut(text + is_rows, len - 1 - is_rows));
    if (!query || query->answers != (is_rows ? ANSWERS_MANY : ANSWERS_ONE)) return false;
    gift->gives = is_rows ? GIVES_ROWS : GIVES_ROW;
    gift->row = query->row;
    return true;
}

static void check_row(const struct reader *r, const struct gift *gift, struct place place)
{
    const struct row *row = find_row(r->s, gift->row);
    for (size_t i = 0; row && i < row->columns.count; i++)
        if (row->columns.items[i].type.base == TYPE_BLOB)
            complain(place, "%s: %s holds a blob, which has no JSON", gift->name, row->name);
}

static void read_gift(const struct reader *r, const char *name, const json_t *value)
{
    struct place place = {r->path, json_line(r->text, name, "gives")};
    const char *text = json_is_string(value) ? json_string_value(value) : "", *why = NULL;
    struct gift gift = {.name = name};
    const char *end = read_type(r->s, text, &gift.type, &why);
    bool is_type =
        end && !*end && gift.type.base != TYPE_BLOB && gift.type.base != TYPE_REFS && gift.type.base != TYPE_UPDATES;
    if (!is_name(name)) complain(place, "\"%s\" can't be a name", name);
    if (!is_type && !(*text && read_gift_of_rows(r, text, &gift)))
        complain(place, "%s: \"%s\" is no type, no [query] of many and no query? of one", name, text);
    if (gift.row) check_row(r, &gift, place);

    struct command *c = r->command;
    c->gives = grow(c->gives, c->n_gives, sizeof *c->gives);
    c->gives[c->n_gives++] = gift;
}

static void read_gives(const struct reader *r)
{
    const json_t *gives = json_object_get(r->json, "gives");
    const char *name, *any = json_string_value(gives);
    json_t *value;
    r->command->gives_any = any && strcmp(any, "any") == 0;
    if (!r->command->gives_any && !json_is_object(gives))
        complain(at(r, "gives"), "\"gives\" must be an object, or \"any\"");
    json_object_foreach ((json_t *)gives, name, value) {
        read_gift(r, name, value);
    }
}

static void read_event(const struct reader *r, bool is_write)
{
    const json_t *event = json_object_get(r->json, "event");
    struct command *c = r->command;
    if (!event) return;
    c->event = json_string_value(event);
    if (!c->event || !is_dotted(c->event)) {
        complain(at(r, "event"), "an event is named noun.participle");
        return;
    }
    const char *noun = cut(c->event, strcspn(c->event, "."));
    if (!is_write) complain(at(r, "event"), "only a write has an event");
    if (!find_noun(r->s, noun)) complain(at(r, "event"), "\"%s\" is no noun of queries/", noun);
    if (strcmp(c->event, c->name) == 0)
        complain(at(r, "event"), "an event is named noun.participle, not as its command");
}

static void read_rights(const struct reader *r, bool is_write)
{
    struct command *c = r->command;
    const char *needs = read_text(r, "needs");
    c->needs = find_permission(r->s, needs);
    if (*needs && !c->needs) complain(at(r, "needs"), "\"%s\" is not in permissions.json", needs);
    const char *scope = c->needs && c->needs->scope ? c->needs->scope : "";
    c->has_task = strcmp(scope, "task") == 0;
    c->has_team = strcmp(scope, "team") == 0;
    c->has_host = strcmp(scope, "host") == 0;
    c->has_board = c->has_task || strcmp(scope, "board") == 0;
    c->is_internal = read_flag(r, "internal", false);
    c->prepares = read_flag(r, "prepares", false);
    c->is_keyed = read_flag(r, "keyed", is_write);
    if (c->prepares && !is_write) complain(at(r, "prepares"), "only a write prepares");
    if (c->is_keyed && !is_write) complain(at(r, "keyed"), "only a write has a key");
}

static void read_command(const struct reader *r, const char *file_name)
{
    static const char *const known[] = {"command", "about", "runs",     "needs",    "takes", "gives",
                                        "event",   "keyed", "prepares", "internal", NULL};
    struct command *c = r->command;
    refuse_other_members(r->path, r->text, r->json, known);
    c->name = read_text(r, "command");
    c->c_name = undotted(c->name);
    c->about = read_text(r, "about");
    c->runs = read_text(r, "runs");
    bool is_write = strcmp(c->runs, "write") == 0;
    if (!is_write && strcmp(c->runs, "read") != 0 && strcmp(c->runs, "net") != 0)
        complain(at(r, "runs"), "\"runs\" is read, write or net");
    if (!is_dotted(c->name)) complain(at(r, "command"), "a command is named noun.verb");
    if (strcmp(textf("%s.json", c->name), file_name) != 0)
        complain(at(r, "command"), "the file of \"%s\" is named %s.json", c->name, c->name);
    take_name("tag", c->c_name, at(r, "command"));

    read_rights(r, is_write);
    read_takes(r);
    read_gives(r);
    read_event(r, is_write);
}

void read_commands(struct schema *s)
{
    const char *dir = textf("%s/commands", s->dir);
    size_t count;
    char **names = list_files(dir, ".json", &count);
    for (size_t i = 0; i < count; i++) {
        struct command command = {0};
        struct reader r = {.s = s, .path = textf("%s/%s", dir, names[i]), .command = &command};
        r.json = read_json(r.path, &r.text);
        if (!r.json) continue;
        read_command(&r, names[i]);
        s->commands = grow(s->commands, s->n_commands, sizeof *s->commands);
        s->commands[s->n_commands++] = command;
    }
}
