/* gen_queries.c - reads queries/<noun>.sql: headers, statements, and what the two must have in common
 *
 * A file is a row of statements, each under its header. Comments that an empty line parts from what follows are for
 * readers of the file. A statement has no empty lines, so that a forgotten semicolon is found where it is missing. */
#include <string.h>

#include "gen_header.h"

static bool add_row(struct schema *s, const char *name, struct fields columns, struct place place)
{
    if (!take_name("tag", name, place)) return false;
    s->rows = grow(s->rows, s->n_rows, sizeof *s->rows);
    s->rows[s->n_rows++] = (struct row){name, columns, place};
    return true;
}

static void add_query(struct schema *s, struct query query)
{
    if (!take_name("query", query.name, query.place)) return;
    if (query.answers == ANSWERS_MANY && !take_name("query", textf("%s_next", query.name), query.place)) return;
    s->queries = grow(s->queries, s->n_queries, sizeof *s->queries);
    s->queries[s->n_queries++] = query;
}

/* The statement with :name made ?N; complains where header and statement differ. */
static const char *number_params(const struct header *h, const char *statement, unsigned line)
{
    bool used[64] = {false};
    char *sql = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&sql, &len);
    struct scan scan = {statement, line};
    const char *from = statement;
    for (struct token t = next_token(&scan); t.kind != TOKEN_END; t = next_token(&scan)) {
        if (t.kind != TOKEN_PARAM) continue;
        const char *name = cut(t.at + 1, t.len - 1);
        const struct field *param = find_field(&h->params, name);
        if (!param) {
            complain((struct place){h->place.file, t.line}, ":%s is not in the header of %s", name, h->name);
            continue;
        }
        size_t number = (size_t)(param - h->params.items);
        if (number < 64) used[number] = true;
        fwrite(from, 1, (size_t)(t.at - from), out);
        fprintf(out, "?%zu", number + 1);
        from = t.at + t.len;
    }
    fputs(from, out);
    fclose(out);
    for (size_t i = 0; i < h->params.count && i < 64; i++)
        if (!used[i]) complain(h->params.items[i].place, "%s does not use :%s", h->name, h->params.items[i].name);
    if (h->params.count > 64) complain(h->place, "%s has more than 64 parameters", h->name);
    return sql;
}

/* Places of keywords outside parentheses; NULL where the statement has none. */
struct outline {
    const char *select, *from, *where, *returning, *behind_where;
    bool has_or;
};

static struct outline outline_of(const char *sql)
{
    struct outline o = {0};
    struct scan scan = {sql, 1};
    int depth = 0;
    for (struct token t = next_real_token(&scan); t.kind != TOKEN_END; t = next_real_token(&scan)) {
        depth += token_is(&t, "(") - token_is(&t, ")");
        if (depth > 0 || t.kind != TOKEN_WORD) continue;
        if (token_is(&t, "SELECT") && !o.select)
            o.select = t.at;
        else if (token_is(&t, "FROM") && !o.from)
            o.from = t.at;
        else if (token_is(&t, "WHERE") && !o.where)
            o.where = t.at;
        else if (token_is(&t, "RETURNING"))
            o.returning = t.at;
        else if (token_is(&t, "OR") && o.where)
            o.has_or = true;
        else if (token_is(&t, "GROUP") || token_is(&t, "ORDER") || token_is(&t, "LIMIT") || token_is(&t, "UNION"))
            o.behind_where = t.at;
    }
    return o;
}

/* How many columns a list of them names, which begins behind a keyword; 0 where it holds a star. */
static size_t count_columns(const char *list)
{
    struct scan scan = {list, 1};
    struct token before = next_real_token(&scan);
    size_t count = 1;
    int depth = 0;
    for (struct token t = next_real_token(&scan); t.kind != TOKEN_END; t = next_real_token(&scan)) {
        depth += token_is(&t, "(") - token_is(&t, ")");
        if (depth == 0 && token_is(&t, "FROM")) break;
        if (depth == 0 && token_is(&t, ",")) count++;
        bool is_first = before.at == list || token_is(&before, ",") || token_is(&before, ".");
        if (depth == 0 && token_is(&t, "*") && is_first) return 0;
        before = t;
    }
    return count;
}

static void check_columns(const struct header *h, const char *sql)
{
    struct outline o = outline_of(sql);
    const char *list = o.returning ? o.returning : o.select;
    if (!h->is_noun && h->answers == ANSWERS_CHANGES) {
        bool is_select = o.select && o.select == sql + strspn(sql, " \t\r\n");
        if (o.returning || is_select) complain(h->place, "%s gives rows: it needs one (…) or many (…)", h->name);
        return;
    }
    if (!list) {
        complain(h->place, "%s gives no rows: there is no SELECT and no RETURNING", h->name);
        return;
    }
    size_t count = count_columns(list);
    if (count == 0)
        complain(h->place, "%s takes columns by star: name them", h->name);
    else if (h->columns.count > 0 && count != h->columns.count)
        complain(h->place, "%s gives %zu columns where its header says %zu", h->name, count, h->columns.count);
}

static bool check_noun_key(const struct schema *s, const struct header *h)
{
    const struct table *table = find_table(s, h->key_table);
    if (!table || !has_column(table, h->key_column)) {
        complain(h->place, "noun %s: there is no column %s.%s", h->name, h->key_table, h->key_column);
        return false;
    }
    if (!h->gone) return true;
    const struct field *gone = find_field(&h->columns, h->gone);
    if (gone && gone->type.is_optional && has_column(table, h->gone)) return true;
    complain(h->place, "noun %s: gone names no optional column of it and of table %s: %s", h->name, h->key_table,
             h->gone);
    return false;
}

static bool check_noun_columns(const struct header *h)
{
    const struct field *first = h->columns.items;
    if (h->columns.count == 0 || strcmp(first->name, "id") != 0 || first->type.base != TYPE_REF) {
        complain(h->place, "noun %s: the first column must be \"id ref\"", h->name);
        return false;
    }
    for (size_t i = 0; i < h->columns.count; i++) {
        if (h->columns.items[i].type.base != TYPE_BLOB) continue;
        complain(h->columns.items[i].place, "noun %s: a blob can't stand in a noun", h->name);
        return false;
    }
    return true;
}

static bool check_noun_statement(const struct header *h, const char *sql)
{
    struct outline o = outline_of(sql);
    const char *why = NULL;
    if (o.select != sql)
        why = "must be a SELECT";
    else if (!o.where || o.behind_where)
        why = "must end in its WHERE clause";
    else if (o.has_or)
        why = "must put its OR in parentheses, since more is added by AND";
    if (why) complain(h->place, "noun %s: the statement %s", h->name, why);
    return !why;
}

static void add_ref(struct fields *fields, const char *name, struct place place)
{
    fields->items = grow(fields->items, fields->count, sizeof *fields->items);
    fields->items[fields->count++] = (struct field){name, {.base = TYPE_REF}, place};
}

static void add_noun(struct schema *s, const struct header *h, const char *statement, unsigned line)
{
    struct header as_query = *h;
    as_query.params = (struct fields){0};
    add_ref(&as_query.params, "board", h->place);
    const char *sql = number_params(&as_query, statement, line);
    if (!is_name(h->name) || is_reserved(h->name)) {
        complain(h->place, "\"%s\" can't be the name of a noun", h->name);
        return;
    }
    if (!check_noun_key(s, h) || !check_noun_columns(h) || !check_noun_statement(h, statement)) return;

    struct query query = {.place = h->place, .row = h->name, .params = as_query.params};
    if (!add_row(s, h->name, h->columns, h->place)) return;

    struct query get = query;
    get.name = textf("%s_get", h->name);
    get.answers = ANSWERS_ONE;
    get.params = (struct fields){0};
    add_ref(&get.params, "board", h->place);
    add_ref(&get.params, "id", h->place);
    get.sql = textf("%s\n   AND %s.%s = ?2", sql, h->key_table, h->key_column);
    get.notes = h->gone ? "also one that is gone" : NULL;
    add_query(s, get);

    struct query all = query;
    const char *there = h->gone ? textf("\n   AND %s.%s IS NULL", h->key_table, h->gone) : "";
    all.name = textf("%s_all", h->name);
    all.answers = ANSWERS_MANY;
    all.sql = textf("%s%s\n ORDER BY %s.%s", sql, there, h->key_table, h->key_column);
    all.notes = h->gone ? "those that are there" : NULL;
    add_query(s, all);

    const struct field *gone = h->gone ? find_field(&h->columns, h->gone) : NULL;
    s->nouns = grow(s->nouns, s->n_nouns, sizeof *s->nouns);
    s->nouns[s->n_nouns++] = (struct noun){h->name, h->place, gone ? (size_t)(gone - h->columns.items) : NO_GONE};
}

static void add_statement(struct schema *s, const struct header *h, const char *statement, unsigned line)
{
    check_columns(h, statement);
    if (h->is_noun) {
        add_noun(s, h, statement, line);
        return;
    }
    struct query query = {h->name, h->place, h->params, h->answers, h->row, h->notes, NULL};
    query.sql = number_params(h, statement, line);
    if (h->columns.count > 0) add_row(s, h->name, h->columns, h->place);
    add_query(s, query);
}

/* The statement up to its semicolon, which is not part of it; NULL after a complaint. Leaves the scan behind it. */
static const char *read_statement(const char *file, struct scan *scan)
{
    struct token first = next_token(scan), last = first;
    struct token t = first;
    for (; !token_is(&t, ";"); t = next_token(scan)) {
        if (t.kind == TOKEN_BROKEN) {
            complain((struct place){file, t.line}, "a string or comment begins here and doesn't end");
            return NULL;
        }
        if (t.kind == TOKEN_END || t.line > last.end_line + 1) {
            complain((struct place){file, last.end_line}, "the statement doesn't end in a semicolon");
            *scan = (struct scan){t.at, t.line};
            return NULL;
        }
        last = t;
    }
    if (token_is(&first, ";")) {
        complain((struct place){file, first.line}, "there is no statement before the semicolon");
        return NULL;
    }
    return cut(first.at, (size_t)(last.at + last.len - first.at));
}

/* Comment lines that follow each other, dashes made spaces; leaves the scan behind them. */
static char *read_comments(struct scan *scan)
{
    char *block = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&block, &len);
    while (strncmp(scan->at, "--", 2) == 0) {
        size_t line = strcspn(scan->at, "\n");
        fprintf(out, "  %.*s\n", (int)(line - 2), scan->at + 2);
        scan->at += line;
        if (*scan->at == '\n') scan->at++;
        scan->line++;
        while (*scan->at == ' ' || *scan->at == '\t')
            scan->at++;
    }
    fclose(out);
    return block;
}

static bool skip_empty_lines(struct scan *scan)
{
    unsigned line = scan->line;
    for (; *scan->at && strchr(" \t\r\n", *scan->at); scan->at++)
        if (*scan->at == '\n') scan->line++;
    return scan->line > line || !*scan->at;
}

static void read_file_of_queries(struct schema *s, const char *file)
{
    const char *text = read_file(file);
    if (!text) give_up(file);
    struct scan scan = {text, 1};
    for (skip_empty_lines(&scan); *scan.at; skip_empty_lines(&scan)) {
        struct place place = {file, scan.line};
        const char *block = read_comments(&scan);
        if (*block && skip_empty_lines(&scan)) continue; /* words for readers of the file */

        struct header header;
        unsigned line = scan.line;
        bool is_header = read_header(s, block, place, &header);
        const char *statement = read_statement(file, &scan);
        if (is_header && statement) add_statement(s, &header, statement, line);
    }
}

/* Rows that are named may come from a later statement, so they are looked for at the end. */
static void check_rows(const struct schema *s)
{
    for (size_t i = 0; i < s->n_queries; i++) {
        const struct query *q = &s->queries[i];
        if (q->answers == ANSWERS_CHANGES || find_row(s, q->row)) continue;
        complain(q->place, "%s: there is no row %s", q->name, q->row);
    }
}

void read_queries(struct schema *s)
{
    const char *dir = textf("%s/queries", s->dir);
    size_t count;
    char **names = list_files(dir, ".sql", &count);
    for (size_t i = 0; i < count; i++)
        read_file_of_queries(s, textf("%s/%s", dir, names[i]));
    check_rows(s);
}
