/* gen_migrations.c - reads NNN_name.sql: the text to embed, and which table has which columns
 *
 * Holds the migrations to docs/schema.md: numbered without gaps, every table STRICT, every column with a comment on its
 * line. Follows CREATE TABLE, DROP TABLE, ALTER TABLE … ADD and … RENAME TO; everything else is left to the database.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "gen.h"

struct reader {
    struct schema *s;
    const char *path, *text;
    struct scan scan;
};

static struct place here(const struct reader *r, const struct token *token)
{
    return (struct place){r->path, token->line};
}

static bool has_comment(const struct reader *r, unsigned line)
{
    struct scan scan = {r->text, 1};
    for (struct token t = next_token(&scan); t.kind != TOKEN_END && t.line <= line; t = next_token(&scan))
        if (t.kind == TOKEN_COMMENT && t.line == line) return true;
    return false;
}

static void add_column(struct table *table, const char *name)
{
    table->columns = grow(table->columns, table->count, sizeof *table->columns);
    table->columns[table->count++] = name;
}

static struct table *table_named(struct schema *s, const char *name)
{
    return (struct table *)find_table(s, name); /* the schema is the caller's, so its tables are */
}

static bool is_constraint(const struct token *token)
{
    static const char *const words[] = {"PRIMARY", "UNIQUE", "FOREIGN", "CHECK", "CONSTRAINT"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (token_is(token, words[i])) return true;
    return false;
}

static void check_column_type(const struct reader *r, const struct token *name, const struct token *type)
{
    static const char *const types[] = {"INTEGER", "TEXT", "BLOB", "REAL"}; /* what every driver can map */
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (token_is(type, types[i])) return;
    complain(here(r, name), "column %s must be INTEGER, TEXT, BLOB or REAL", token_text(name));
}

/* One column or constraint, up to its comma or the end of the list; true while there are more. */
static bool read_definition(struct reader *r, struct table *table)
{
    struct token first = next_real_token(&r->scan), last = first;
    bool is_column = !is_constraint(&first);
    struct scan ahead = r->scan;
    struct token type = next_real_token(&ahead);
    int depth = 0;
    struct token t = first;
    for (; t.kind != TOKEN_END && t.kind != TOKEN_BROKEN; t = next_real_token(&r->scan)) {
        if (depth == 0 && (token_is(&t, ",") || token_is(&t, ")") || token_is(&t, ";"))) break;
        depth += token_is(&t, "(") - token_is(&t, ")");
        last = t;
    }
    if (is_column) {
        check_column_type(r, &first, &type);
        if (!has_comment(r, last.end_line) && !has_comment(r, t.line))
            complain(here(r, &first), "column %s has no comment on its line", token_text(&first));
        add_column(table, token_text(&first));
    }
    return token_is(&t, ",");
}

static struct token skip_words(struct reader *r, const char *const *words)
{
    struct token t = next_real_token(&r->scan);
    for (; *words; words++)
        if (token_is(&t, *words)) t = next_real_token(&r->scan);
    return t;
}

static void create_table(struct reader *r)
{
    struct token name = skip_words(r, (const char *const[]){"IF", "NOT", "EXISTS", NULL});
    struct table table = {.name = token_text(&name)};
    if (find_table(r->s, table.name)) complain(here(r, &name), "table %s is there already", table.name);
    struct token open = next_real_token(&r->scan);
    if (!token_is(&open, "(")) {
        complain(here(r, &name), "table %s needs its columns in parentheses", table.name);
        return;
    }
    while (read_definition(r, &table))
        continue;

    bool is_strict = false;
    for (struct token t = next_real_token(&r->scan); t.kind == TOKEN_WORD || token_is(&t, ",");
         t = next_real_token(&r->scan))
        if (token_is(&t, "STRICT")) is_strict = true;
    if (!is_strict) complain(here(r, &name), "table %s is not STRICT", table.name);

    r->s->tables = grow(r->s->tables, r->s->n_tables, sizeof *r->s->tables);
    r->s->tables[r->s->n_tables++] = table;
}

static void drop_table(struct reader *r)
{
    struct token name = skip_words(r, (const char *const[]){"IF", "EXISTS", NULL});
    struct table *table = table_named(r->s, token_text(&name));
    if (table) *table = r->s->tables[--r->s->n_tables];
}

static void alter_table(struct reader *r)
{
    struct token name = next_real_token(&r->scan);
    struct table *table = table_named(r->s, token_text(&name));
    struct token verb = next_real_token(&r->scan);
    if (!table) {
        complain(here(r, &name), "there is no table %s", token_text(&name));
    } else if (token_is(&verb, "ADD")) {
        struct scan ahead = r->scan;
        struct token t = next_real_token(&ahead);
        if (token_is(&t, "COLUMN")) r->scan = ahead;
        read_definition(r, table);
    } else if (token_is(&verb, "RENAME")) {
        struct token to = next_real_token(&r->scan);
        struct token new_name = next_real_token(&r->scan);
        if (token_is(&to, "TO")) table->name = token_text(&new_name);
    }
}

static bool ends_well(const struct reader *r)
{
    struct scan scan = {r->text, 1};
    struct token t = next_token(&scan);
    while (t.kind != TOKEN_END && t.kind != TOKEN_BROKEN)
        t = next_token(&scan);
    if (t.kind == TOKEN_BROKEN) complain(here(r, &t), "a string or comment begins here and doesn't end");
    return t.kind == TOKEN_END;
}

static void read_statements(struct reader *r)
{
    struct token before = {.kind = TOKEN_END};
    for (struct token t = next_real_token(&r->scan); t.kind != TOKEN_END; t = next_real_token(&r->scan)) {
        if (token_is(&t, "TABLE") && token_is(&before, "CREATE"))
            create_table(r);
        else if (token_is(&t, "TABLE") && token_is(&before, "DROP"))
            drop_table(r);
        else if (token_is(&t, "TABLE") && token_is(&before, "ALTER"))
            alter_table(r);
        before = t;
    }
}

static bool is_numbered(const char *name)
{
    for (size_t i = 0; i < 3; i++)
        if (!isdigit((unsigned char)name[i])) return false;
    return name[3] == '_' && is_name(cut(name + 4, strcspn(name + 4, ".")));
}

void read_migrations(struct schema *s)
{
    size_t count;
    char **names = list_files(s->dir, ".sql", &count);
    int expected = 1;
    for (size_t i = 0; i < count; i++) {
        const char *path = textf("%s/%s", s->dir, names[i]);
        struct reader r = {s, path, read_file(path), {NULL, 1}};
        if (!is_numbered(names[i])) {
            complain((struct place){path, 1}, "a migration is named NNN_name.sql");
            continue;
        }
        if (!r.text) give_up(path);
        struct migration m = {atoi(names[i]), cut(names[i] + 4, strlen(names[i]) - 8), r.text};
        if (m.version < expected) complain((struct place){path, 1}, "migration %03d is there already", m.version);
        if (m.version > expected) complain((struct place){path, 1}, "migration %03d is missing", expected);
        expected = m.version + 1;

        r.scan.at = r.text;
        if (ends_well(&r)) read_statements(&r);
        s->migrations = grow(s->migrations, s->n_migrations, sizeof *s->migrations);
        s->migrations[s->n_migrations++] = m;
    }
    if (count == 0) complain((struct place){s->dir, 1}, "there is no migration");
}
