/* gen_find.c - the parts of a schema by name */
#include <string.h>

#include "gen.h"

const struct words *find_enum(const struct schema *s, const char *name)
{
    for (size_t i = 0; i < s->n_enums; i++)
        if (strcmp(s->enums[i].name, name) == 0) return &s->enums[i];
    return NULL;
}

const struct table *find_table(const struct schema *s, const char *name)
{
    for (size_t i = 0; i < s->n_tables; i++)
        if (strcmp(s->tables[i].name, name) == 0) return &s->tables[i];
    return NULL;
}

bool has_column(const struct table *table, const char *name)
{
    for (size_t i = 0; i < table->count; i++)
        if (strcmp(table->columns[i], name) == 0) return true;
    return false;
}

const struct row *find_row(const struct schema *s, const char *name)
{
    for (size_t i = 0; i < s->n_rows; i++)
        if (strcmp(s->rows[i].name, name) == 0) return &s->rows[i];
    return NULL;
}

const struct query *find_query(const struct schema *s, const char *name)
{
    for (size_t i = 0; i < s->n_queries; i++)
        if (strcmp(s->queries[i].name, name) == 0) return &s->queries[i];
    return NULL;
}

const struct noun *find_noun(const struct schema *s, const char *name)
{
    for (size_t i = 0; i < s->n_nouns; i++)
        if (strcmp(s->nouns[i].name, name) == 0) return &s->nouns[i];
    return NULL;
}

const struct field *find_field(const struct fields *fields, const char *name)
{
    for (size_t i = 0; i < fields->count; i++)
        if (strcmp(fields->items[i].name, name) == 0) return &fields->items[i];
    return NULL;
}

const struct permission *find_permission(const struct schema *s, const char *name)
{
    for (size_t i = 0; i < s->n_permissions; i++)
        if (strcmp(s->permissions[i].name, name) == 0) return &s->permissions[i];
    return NULL;
}

bool is_on_the_wire(const struct schema *s, const char *row)
{
    if (find_noun(s, row)) return true;
    for (size_t i = 0; i < s->n_commands; i++) {
        const struct command *c = &s->commands[i];
        for (size_t k = 0; k < c->n_gives && !c->is_internal; k++)
            if (c->gives[k].row && strcmp(c->gives[k].row, row) == 0) return true;
    }
    return false;
}
