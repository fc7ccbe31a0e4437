/* gen_write_queries.c - writes queries.gen.h and queries.gen.c: the lists, the permissions, the nouns, and every
 * statement as a typed function over the part of db.h that is meant for it */
#include <string.h>

#include "gen.h"

/* ---- the header ---- */

static void declare_enum(FILE *out, const struct words *words)
{
    const char *prefix = upper(words->name);
    fprintf(out, "enum %s {\n    %s_NONE,\n", words->name, prefix);
    for (size_t i = 0; i < words->count; i++)
        fprintf(out, "    %s_%s,\n", prefix, upper(words->items[i]));
    fputs("};\n", out);
    fprintf(out, "extern const char *const %s_words[]; /* [0] is NULL; ended by NULL */\n\n", words->name);
}

static void declare_permissions(FILE *out, const struct schema *s)
{
    fputs("enum scope { SCOPE_OPEN, SCOPE_ACCOUNT, SCOPE_STAFF, SCOPE_ADMIN, SCOPE_BOARD, SCOPE_TASK, SCOPE_TEAM, "
          "SCOPE_HOST };\n\nenum need {\n",
          out);
    for (size_t i = 0; i < s->n_permissions; i++) {
        const struct permission *p = &s->permissions[i];
        fprintf(out, "    NEED_%s, /* %s */\n", upper(p->name), p->about);
    }
    fputs("    NEED_COUNT\n};\n\n"
          "struct permission {\n"
          "    const char *name;\n"
          "    enum scope scope;\n"
          "    unsigned roles; /* 1u << ROLE_…, of scope team 1u << TEAM_ROLE_… */\n"
          "};\n"
          "extern const struct permission permissions[]; /* [NEED_COUNT] */\n\n",
          out);
}

static void declare_nouns(FILE *out, const struct schema *s)
{
    fputs("enum noun {\n", out);
    for (size_t i = 0; i < s->n_nouns; i++)
        fprintf(out, "    NOUN_%s,\n", upper(s->nouns[i].name));
    fputs("    NOUN_COUNT\n};\n"
          "extern const struct db_noun nouns[]; /* in this order, ended by a NULL name */\n\n",
          out);
}

static void write_reader_prototype(FILE *out, const struct row *row)
{
    fprintf(out, "void read_%s(struct db_rows *rows, struct %s *out)", row->name, row->name);
}

static void declare_row(FILE *out, const struct schema *s, const struct row *row)
{
    fprintf(out, "struct %s {\n", row->name);
    for (size_t i = 0; i < row->columns.count; i++) {
        const struct field *column = &row->columns.items[i];
        fprintf(out, "    %s%s;\n", c_type(&column->type), column->name);
    }
    fputs("};\n", out);
    if (find_noun(s, row->name)) {
        write_reader_prototype(out, row);
        fputs("; /* the row at hand */\n", out);
    }
    fputc('\n', out);
}

static void write_prototype(FILE *out, const struct query *q)
{
    const char *gives = q->answers == ANSWERS_ONE    ? "bool "
                        : q->answers == ANSWERS_MANY ? "struct db_rows "
                                                     : "int64_t ";
    fprintf(out, "%s%s(struct db_tx *tx", gives, q->name);
    for (size_t i = 0; i < q->params.count; i++)
        fprintf(out, ", %s%s", c_type(&q->params.items[i].type), q->params.items[i].name);
    if (q->answers == ANSWERS_ONE) fprintf(out, ", struct %s *out", q->row);
    fputs(")", out);
}

static void write_next_prototype(FILE *out, const struct query *q)
{
    fprintf(out, "bool %s_next(struct db_rows *rows, struct %s *out)", q->name, q->row);
}

static void write_notes(FILE *out, const char *notes)
{
    fputs("/* ", out);
    for (const char *at = notes; *at;) {
        size_t len = strcspn(at, "\n");
        fprintf(out, "%s%.*s", at == notes ? "" : "\n * ", (int)len, at);
        at += len + strspn(at + len, " \t\n");
    }
    fputs(" */\n", out);
}

static void declare_query(FILE *out, const struct query *q)
{
    if (q->notes) write_notes(out, q->notes);
    write_prototype(out, q);
    fputs(";\n", out);
    if (q->answers == ANSWERS_MANY) {
        write_next_prototype(out, q);
        fputs(";\n", out);
    }
    fprintf(out, "extern const struct db_query query_%s;\n\n", q->name);
}

void write_queries_h(const struct schema *s, FILE *out)
{
    fputs("/* queries.gen.h - generated from schema/ by src/tools/gen.c; do not edit\n"
          " *\n"
          " * What the schema says, for C: closed lists, permissions, nouns, migrations, and a function for every\n"
          " * statement of schema/queries. A statement without rows answers how many rows it changed; one with a row\n"
          " * answers whether there was one, and *out is zeroed where not; one with rows is walked by its _next().\n"
          " * [store] [reader] */\n"
          "#ifndef DB_QUERIES_GEN_H\n"
          "#define DB_QUERIES_GEN_H\n\n"
          "#include <stdbool.h>\n"
          "#include <stdint.h>\n\n"
          "#include \"base/bytes.h\"\n"
          "#include \"db/db.h\"\n\n",
          out);
    for (size_t i = 0; i < s->n_enums; i++)
        declare_enum(out, &s->enums[i]);
    declare_permissions(out, s);
    declare_nouns(out, s);
    fputs("extern const struct db_migration migrations[]; /* ended by version 0 */\n\n", out);
    fprintf(out, "enum { QUERY_COUNT = %zu };\n", s->n_queries);
    fputs("extern const struct db_query *const queries[]; /* [QUERY_COUNT], by slot */\n\n", out);
    for (size_t i = 0; i < s->n_rows; i++)
        declare_row(out, s, &s->rows[i]);
    for (size_t i = 0; i < s->n_queries; i++)
        declare_query(out, &s->queries[i]);
    fputs("#endif\n", out);
}

/* ---- the definitions ---- */

static void define_enum(FILE *out, const struct words *words)
{
    fprintf(out, "const char *const %s_words[] = {NULL,", words->name);
    for (size_t i = 0; i < words->count; i++)
        fprintf(out, " \"%s\",", words->items[i]);
    fputs(" NULL};\n", out);
}

static void define_permissions(FILE *out, const struct schema *s)
{
    fputs("\nconst struct permission permissions[] = {\n", out);
    for (size_t i = 0; i < s->n_permissions; i++) {
        const struct permission *p = &s->permissions[i];
        const char *roles = strcmp(p->scope, "team") == 0 ? "TEAM_ROLE" : "ROLE";
        fprintf(out, "    {\"%s\", SCOPE_%s, ", p->name, upper(p->scope));
        for (size_t k = 0; k < p->count; k++)
            fprintf(out, "%s1u << %s_%s", k ? " | " : "", roles, upper(p->roles[k]));
        fputs(p->count ? "},\n" : "0},\n", out);
    }
    fputs("};\n\n", out);
}

static void define_migrations(FILE *out, const struct schema *s)
{
    for (size_t i = 0; i < s->n_migrations; i++)
        write_c_bytes(out, textf("migration_%d", s->migrations[i].version), s->migrations[i].sql);
    fputs("const struct db_migration migrations[] = {\n", out);
    for (size_t i = 0; i < s->n_migrations; i++) {
        const struct migration *m = &s->migrations[i];
        fprintf(out, "    {%d, \"%s\", migration_%d},\n", m->version, m->name, m->version);
    }
    fputs("    {0, NULL, NULL},\n};\n\n", out);
}

static const char *column_type(const struct type *type)
{
    static const char *const names[] = {
        [TYPE_INT] = "DB_INT",   [TYPE_REF] = "DB_REF",   [TYPE_AT] = "DB_AT",     [TYPE_DAY] = "DB_DAY",
        [TYPE_BOOL] = "DB_BOOL", [TYPE_TEXT] = "DB_TEXT", [TYPE_LINE] = "DB_TEXT", [TYPE_BLOB] = "DB_BLOB",
        [TYPE_ENUM] = "DB_ENUM", [TYPE_JSON] = "DB_JSON",
    };
    return names[type->base];
}

static void define_columns(FILE *out, const struct row *row)
{
    fprintf(out, "static const struct db_column columns_%s[] = {\n", row->name);
    for (size_t i = 0; i < row->columns.count; i++) {
        const struct field *column = &row->columns.items[i];
        const struct type *type = &column->type;
        const char *words = type->words ? textf("%s_words", type->words->name) : "NULL";
        fprintf(out, "    {\"%s\", %s, %s, %s},\n", column->name, column_type(type),
                type->is_optional ? "true" : "false", words);
    }
    fputs("};\n", out);
}

static char *reading(const struct type *type, size_t column)
{
    switch (type->base) {
    case TYPE_INT:
        if (type->is_optional) return textf("db_is_null(rows, %zu) ? NO_INT : db_int(rows, %zu)", column, column);
        return textf("db_int(rows, %zu)", column);
    case TYPE_REF:
    case TYPE_AT:
        return textf("db_int(rows, %zu)", column);
    case TYPE_BOOL:
        return textf("db_int(rows, %zu) != 0", column);
    case TYPE_BLOB:
        return textf("db_bytes(rows, %zu)", column);
    case TYPE_ENUM:
        return textf("(enum %s)db_word(rows, %zu, %s_words)", type->words->name, column, type->words->name);
    default:
        return textf("db_text(rows, %zu)", column);
    }
}

static void define_reader(FILE *out, const struct schema *s, const struct row *row)
{
    fputs(find_noun(s, row->name) ? "\n" : "\nstatic ", out);
    write_reader_prototype(out, row);
    fputs("\n{\n", out);
    for (size_t i = 0; i < row->columns.count; i++) {
        const struct field *column = &row->columns.items[i];
        fprintf(out, "    out->%s = %s;\n", column->name, reading(&column->type, i));
    }
    fputs("}\n\n", out);
}

static char *binding(const struct field *param, size_t number)
{
    const char *name = param->name;
    switch (param->type.base) {
    case TYPE_INT:
        return textf("%s(&rows, %zu, %s)", param->type.is_optional ? "bind_int_or_none" : "db_bind_int", number, name);
    case TYPE_BOOL:
        return textf("db_bind_int(&rows, %zu, %s)", number, name);
    case TYPE_AT:
        return textf("%s(&rows, %zu, %s)", param->type.is_optional ? "db_bind_ref" : "db_bind_int", number, name);
    case TYPE_REF:
        return textf("db_bind_ref(&rows, %zu, %s)", number, name);
    case TYPE_BLOB:
        return textf("db_bind_bytes(&rows, %zu, %s)", number, name);
    case TYPE_ENUM:
        return textf("db_bind_word(&rows, %zu, %s_words, (int)%s)", number, param->type.words->name, name);
    default:
        return textf("db_bind_text(&rows, %zu, %s)", number, name);
    }
}

static void define_descriptor(FILE *out, const struct schema *s, const struct query *q, size_t slot)
{
    const struct row *row = q->answers == ANSWERS_CHANGES ? NULL : find_row(s, q->row);
    bool is_long = strlen(q->sql) > 4000;
    if (is_long) write_c_bytes(out, textf("sql_%s", q->name), q->sql);
    fprintf(out, "const struct db_query query_%s = {\n    \"%s\",\n", q->name, q->name);
    if (is_long)
        fprintf(out, "    sql_%s", q->name);
    else
        write_c_string(out, q->sql, "    ");
    fprintf(out, ",\n    %zu, %zu, %zu, ", slot, q->params.count, row ? row->columns.count : 0);
    if (row)
        fprintf(out, "columns_%s};\n\n", row->name);
    else
        fputs("NULL};\n\n", out);
}

static void define_query(FILE *out, const struct query *q)
{
    write_prototype(out, q);
    fprintf(out, "\n{\n    struct db_rows rows = db_query(tx, &query_%s);\n", q->name);
    for (size_t i = 0; i < q->params.count; i++)
        fprintf(out, "    %s;\n", binding(&q->params.items[i], i + 1));
    switch (q->answers) {
    case ANSWERS_CHANGES:
        fputs("    return db_run(&rows);\n}\n\n", out);
        break;
    case ANSWERS_ONE:
        fprintf(out, "    *out = (struct %s){0};\n", q->row);
        fputs("    bool is_found = db_next(&rows);\n", out);
        fprintf(out, "    if (is_found) read_%s(&rows, out);\n", q->row);
        fputs("    db_rows_end(&rows);\n    return is_found;\n}\n\n", out);
        break;
    case ANSWERS_MANY:
        fputs("    return rows;\n}\n\n", out);
        write_next_prototype(out, q);
        fputs("\n{\n    if (!db_next(rows)) return false;\n", out);
        fprintf(out, "    read_%s(rows, out);\n    return true;\n}\n\n", q->row);
        break;
    }
}

static void define_nouns(FILE *out, const struct schema *s)
{
    fputs("const struct db_noun nouns[] = {\n", out);
    for (size_t i = 0; i < s->n_nouns; i++) {
        const struct noun *n = &s->nouns[i];
        const char *gone = n->gone == NO_GONE ? "NO_COLUMN" : textf("%zu", n->gone);
        fprintf(out, "    {\"%s\", &query_%s_get, &query_%s_all, %s},\n", n->name, n->name, n->name, gone);
    }
    fputs("    {NULL, NULL, NULL, NO_COLUMN},\n};\n\n", out);
}

void write_queries_c(const struct schema *s, FILE *out)
{
    fputs("/* queries.gen.c - generated from schema/ by src/tools/gen.c; do not edit */\n"
          "#include \"db/queries.gen.h\"\n\n"
          "#include <stddef.h>\n\n",
          out);
    for (size_t i = 0; i < s->n_enums; i++)
        define_enum(out, &s->enums[i]);
    define_permissions(out, s);
    define_migrations(out, s);
    fputs("static inline void bind_int_or_none(struct db_rows *rows, unsigned param, int64_t value)\n"
          "{\n"
          "    if (value == NO_INT) db_bind_text(rows, param, NULL);\n"
          "    else db_bind_int(rows, param, value);\n"
          "}\n\n",
          out);
    for (size_t i = 0; i < s->n_rows; i++) {
        define_columns(out, &s->rows[i]);
        define_reader(out, s, &s->rows[i]);
    }
    for (size_t i = 0; i < s->n_queries; i++) {
        define_descriptor(out, s, &s->queries[i], i);
        define_query(out, &s->queries[i]);
    }
    fputs("const struct db_query *const queries[] = {\n", out);
    for (size_t i = 0; i < s->n_queries; i++)
        fprintf(out, "    &query_%s,\n", s->queries[i].name);
    fputs("};\n\n", out);
    define_nouns(out, s);
}
