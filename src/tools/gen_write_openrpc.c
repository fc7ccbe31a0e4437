/* gen_write_openrpc.c - writes openrpc.json: the published description of the protocol, OpenRPC 1.3.2
 *
 * Types become JSON Schema: lengths count code points there too. x-runs, x-needs and x-event say how a command runs,
 * what it needs and what the others on the board are told. */
#include <stdlib.h>
#include <string.h>

#include "gen.h"

static void set(json_t *object, const char *name, json_t *value /* swallowed */)
{
    if (json_object_set_new(object, name, value) != 0) give_up("memory");
}

static json_t *reference(const char *kind, const char *name)
{
    return json_pack("{s:o}", "$ref", json_string(textf("#/components/%s/%s", kind, name)));
}

static json_t *of_type(const char *name)
{
    return json_pack("{s:s}", "type", name);
}

static void set_limits(json_t *schema, const struct type *type, const char *least, const char *most)
{
    if (type->has_min) set(schema, least, json_integer(type->min));
    if (type->has_max) set(schema, most, json_integer(type->max));
}

static json_t *number_schema(const struct type *type)
{
    json_t *schema = of_type("integer");
    if (type->base == TYPE_REF) set(schema, "minimum", json_integer(1));
    if (type->base == TYPE_AT) set(schema, "description", json_string("ms since 1970 UTC"));
    set_limits(schema, type, "minimum", "maximum");
    return schema;
}

static json_t *text_schema(const struct type *type)
{
    json_t *schema = of_type("string");
    if (type->base == TYPE_DAY) set(schema, "format", json_string("date"));
    set_limits(schema, type, "minLength", "maxLength");
    if (type->base == TYPE_LINE) set(schema, "pattern", json_string("^(\\S(.*\\S)?)?$"));
    return schema;
}

static json_t *list_schema(const struct type *type, json_t *item /* swallowed */)
{
    json_t *schema = of_type("array");
    set(schema, "items", item);
    set_limits(schema, type, "minItems", "maxItems");
    return schema;
}

/* {"changes": [number | array, …]}: CodeMirror's change set */
static json_t *update_schema(void)
{
    json_t *changes = of_type("array"), *update = of_type("object");
    set(changes, "items", json_pack("{s:[s,s]}", "type", "integer", "array"));
    set(update, "properties", json_pack("{s:o}", "changes", changes));
    set(update, "required", json_pack("[s]", "changes"));
    set(update, "additionalProperties", json_false());
    return update;
}

static json_t *required_schema(const struct type *type)
{
    switch (type->base) {
    case TYPE_INT:
    case TYPE_REF:
    case TYPE_AT:
        return number_schema(type);
    case TYPE_BOOL:
        return of_type("boolean");
    case TYPE_DAY:
    case TYPE_TEXT:
    case TYPE_LINE:
        return text_schema(type);
    case TYPE_ENUM:
        return reference("schemas", type->words->name);
    case TYPE_REFS:
        return list_schema(type, number_schema(&(struct type){.base = TYPE_REF}));
    case TYPE_UPDATES:
        return list_schema(type, update_schema());
    case TYPE_JSON:
    case TYPE_ANY:
    case TYPE_BLOB:
        break;
    }
    return json_object(); /* anything */
}

static json_t *nullable(json_t *schema /* swallowed */)
{
    if (json_object_size(schema) == 0) return schema;
    json_t *name = json_object_get(schema, "type");
    if (!name) return json_pack("{s:[o,o]}", "oneOf", schema, of_type("null"));
    set(schema, "type", json_pack("[O,s]", name, "null"));
    return schema;
}

static json_t *schema_of(const struct type *type)
{
    json_t *schema = required_schema(type);
    return type->is_optional ? nullable(schema) : schema;
}

static json_t *closed_object(json_t *properties /* swallowed */, json_t *required /* swallowed */)
{
    json_t *schema = of_type("object");
    set(schema, "properties", properties);
    set(schema, "required", required);
    set(schema, "additionalProperties", json_false());
    return schema;
}

static json_t *row_schema(const struct row *row)
{
    json_t *properties = json_object(), *required = json_array();
    for (size_t i = 0; i < row->columns.count; i++) {
        set(properties, row->columns.items[i].name, schema_of(&row->columns.items[i].type));
        json_array_append_new(required, json_string(row->columns.items[i].name));
    }
    return closed_object(properties, required);
}

static json_t *gift_schema(const struct gift *gift)
{
    if (gift->gives == GIVES_FIELD) return schema_of(&gift->type);
    json_t *row = reference("schemas", gift->row);
    return gift->gives == GIVES_ROW ? nullable(row) : json_pack("{s:s,s:o}", "type", "array", "items", row);
}

static json_t *result_of(const struct command *c)
{
    json_t *properties = json_object(), *required = json_array();
    for (size_t i = 0; i < c->n_gives; i++) {
        const struct gift *gift = &c->gives[i];
        set(properties, gift->name, gift_schema(gift));
        bool is_any = gift->gives == GIVES_FIELD && gift->type.base == TYPE_ANY;
        if (!is_any) json_array_append_new(required, json_string(gift->name));
    }
    json_t *schema = closed_object(properties, required);
    return json_pack("{s:s,s:o}", "name", "result", "schema", c->gives_any ? json_object() : schema);
}

static json_t *param(const char *name, bool is_required, json_t *schema /* swallowed */)
{
    return json_pack("{s:s,s:b,s:o}", "name", name, "required", is_required, "schema", schema);
}

static json_t *key_schema(void)
{
    return json_pack("{s:s,s:i,s:i,s:s}", "type", "string", "minLength", 1, "maxLength", 64, "pattern",
                     "^[!-~]([ -~]*[!-~])?$");
}

/* OpenRPC wants the required ones in front. */
static json_t *params_of(const struct command *c)
{
    json_t *params = json_array();
    struct type ref = {.base = TYPE_REF};
    if (c->has_board) json_array_append_new(params, param("board", true, schema_of(&ref)));
    if (c->has_task) json_array_append_new(params, param("task", true, schema_of(&ref)));
    if (c->has_team) json_array_append_new(params, param("team", true, schema_of(&ref)));
    if (c->is_keyed) json_array_append_new(params, param("key", true, key_schema()));
    for (unsigned optional = 0; optional < 2; optional++)
        for (size_t i = 0; i < c->takes.count; i++) {
            const struct field *f = &c->takes.items[i];
            if (f->type.is_optional == optional)
                json_array_append_new(params, param(f->name, !optional, schema_of(&f->type)));
        }
    if (c->has_host) json_array_append_new(params, param("board", false, schema_of(&ref)));
    if (c->has_host) json_array_append_new(params, param("team", false, schema_of(&ref)));
    return params;
}

static json_t *method_of(const struct command *c)
{
    json_t *method = json_pack("{s:s,s:s,s:s}", "name", c->name, "summary", c->about, "paramStructure", "by-name");
    set(method, "params", params_of(c));
    set(method, "result", result_of(c));
    set(method, "x-runs", json_string(c->runs));
    set(method, "x-needs", json_string(c->needs->name));
    if (c->event) set(method, "x-event", json_string(c->event));
    return method;
}

static json_t *enum_schema(const struct words *words)
{
    json_t *list = json_array();
    for (size_t i = 0; i < words->count; i++)
        json_array_append_new(list, json_string(words->items[i]));
    return json_pack("{s:s,s:o}", "type", "string", "enum", list);
}

static json_t *components_of(const struct schema *s)
{
    json_t *schemas = json_object(), *errors = json_object();
    for (size_t i = 0; i < s->n_enums; i++)
        set(schemas, s->enums[i].name, enum_schema(&s->enums[i]));
    for (size_t i = 0; i < s->n_rows; i++)
        if (is_on_the_wire(s, s->rows[i].name)) set(schemas, s->rows[i].name, row_schema(&s->rows[i]));
    for (const struct reason *r = reasons; r->name; r++) {
        json_t *data = json_pack("{s:s}", "reason", r->name);
        set(errors, r->name, json_pack("{s:i,s:s,s:o}", "code", r->code, "message", r->words, "data", data));
    }
    return json_pack("{s:o,s:o}", "schemas", schemas, "errors", errors);
}

void write_openrpc(const struct schema *s, FILE *out)
{
    json_t *methods = json_array();
    for (size_t i = 0; i < s->n_commands; i++)
        if (!s->commands[i].is_internal) json_array_append_new(methods, method_of(&s->commands[i]));

    json_t *document = json_object();
    set(document, "openrpc", json_string("1.3.2"));
    set(document, "info", json_pack("{s:s,s:s}", "title", "Rinnalla", "version", "1"));
    set(document, "methods", methods);
    set(document, "components", components_of(s));
    if (json_dumpf(document, out, JSON_INDENT(2)) != 0) give_up("memory");
    fputc('\n', out);
}
