/* gen_header.c - reads the typed header of a statement
 *
 *     name(parameter type, …)                              how many rows changed
 *     name(parameter type, …) one (column type, …)         a row or none
 *     name(parameter type, …) many (column type, …)        rows
 *     name(…) one (name)                                   the row of another statement
 *     noun name key table.column gone column (column type, …)
 *
 * It may go on over several lines; what begins on a line of its own behind it are notes for readers. */
#include <ctype.h>
#include <string.h>

#include "gen_header.h"

struct cursor {
    const struct schema *s;
    const char *file, *at;
    unsigned line;
};

static struct place here(const struct cursor *c)
{
    return (struct place){c->file, c->line};
}

static void skip_space(struct cursor *c)
{
    for (; strchr(" \t\r\n", *c->at) && *c->at; c->at++)
        if (*c->at == '\n') c->line++;
}

static char *read_word(struct cursor *c)
{
    skip_space(c);
    size_t len = 0;
    while (isalnum((unsigned char)c->at[len]) || c->at[len] == '_')
        len++;
    c->at += len;
    return cut(c->at - len, len);
}

static bool read_sign(struct cursor *c, char sign)
{
    struct cursor ahead = *c;
    skip_space(&ahead);
    if (*ahead.at != sign) return false;
    ahead.at++;
    *c = ahead;
    return true;
}

/* A given word, if it comes next. */
static bool read_given(struct cursor *c, const char *word)
{
    struct cursor ahead = *c;
    if (strcmp(read_word(&ahead), word) != 0) return false;
    *c = ahead;
    return true;
}

static bool must_read_sign(struct cursor *c, char sign, const char *what)
{
    if (read_sign(c, sign)) return true;
    skip_space(c);
    complain(here(c), "'%c' is expected %s", sign, what);
    return false;
}

static bool read_field(struct cursor *c, struct fields *fields)
{
    struct field field = {.name = read_word(c), .place = here(c)};
    if (!is_name(field.name) || is_reserved(field.name)) {
        complain(here(c), "\"%s\" can't be a name", field.name);
        return false;
    }
    skip_space(c);
    const char *why;
    const char *end = read_type(c->s, c->at, &field.type, &why);
    if (!end) {
        complain(here(c), "%s: %s", field.name, why);
        return false;
    }
    c->at = end;
    if (field.type.base == TYPE_REFS || field.type.base == TYPE_UPDATES || field.type.base == TYPE_ANY) {
        complain(field.place, "%s: refs, updates and any have no place in a statement", field.name);
        return false;
    }
    if (find_field(fields, field.name)) {
        complain(field.place, "%s is named twice", field.name);
        return false;
    }
    fields->items = grow(fields->items, fields->count, sizeof *fields->items);
    fields->items[fields->count++] = field;
    return true;
}

/* (name type, …), perhaps empty */
static bool read_fields(struct cursor *c, struct fields *fields)
{
    if (!must_read_sign(c, '(', "before the fields")) return false;
    if (read_sign(c, ')')) return true;
    do {
        if (!read_field(c, fields)) return false;
    } while (read_sign(c, ','));
    return must_read_sign(c, ')', "after the fields");
}

static bool read_noun(struct cursor *c, struct header *out)
{
    out->is_noun = true;
    out->name = read_word(c);
    if (!read_given(c, "key")) {
        complain(here(c), "a noun says its key: noun card key card.id");
        return false;
    }
    out->key_table = read_word(c);
    if (!must_read_sign(c, '.', "in the key, which is written table.column")) return false;
    out->key_column = read_word(c);
    if (read_given(c, "gone")) out->gone = read_word(c);
    return read_fields(c, &out->columns);
}

/* (name) of another statement's row, or (column type, …) */
static bool read_row(struct cursor *c, struct header *out)
{
    struct cursor ahead = *c;
    if (read_sign(&ahead, '(')) {
        const char *name = read_word(&ahead);
        if (*name && read_sign(&ahead, ')')) {
            out->row = name;
            *c = ahead;
            return true;
        }
    }
    if (!read_fields(c, &out->columns)) return false;
    out->row = out->name;
    if (out->columns.count > 0) return true;
    complain(here(c), "a row has columns");
    return false;
}

static bool read_answer(struct cursor *c, struct header *out)
{
    struct cursor ahead = *c;
    const char *word = read_word(&ahead);
    bool is_one = strcmp(word, "one") == 0, is_many = strcmp(word, "many") == 0;
    struct cursor behind = ahead;
    if (!(is_one || is_many) || (ahead.line != c->line && !read_sign(&behind, '('))) return true; /* notes */

    *c = ahead;
    out->answers = is_one ? ANSWERS_ONE : ANSWERS_MANY;
    return read_row(c, out);
}

static bool read_notes(struct cursor *c, struct header *out)
{
    c->at += strspn(c->at, " \t\r");
    if (*c->at && *c->at != '\n') {
        complain(here(c), "words behind the header belong on a line of their own");
        return false;
    }
    skip_space(c);
    if (*c->at) out->notes = c->at;
    if (!out->notes || fits_comment(out->notes)) return true;
    complain(here(c), "these notes can't stand in a comment of C");
    return false;
}

bool read_header(const struct schema *s, const char *block, struct place place, struct header *out)
{
    struct cursor c = {s, place.file, block, place.line};
    skip_space(&c);
    *out = (struct header){.place = here(&c)};
    out->name = read_word(&c);
    if (strcmp(out->name, "noun") == 0 && *c.at == ' ') return read_noun(&c, out) && read_notes(&c, out);

    if (!is_name(out->name) || is_reserved(out->name) || *c.at != '(') {
        complain(out->place, "a statement needs a header: name(parameter type, …)");
        return false;
    }
    if (!strchr(out->name, '_')) { /* one word alone may be a function of the C library */
        complain(out->place, "a statement is named noun_verb, and \"%s\" is not", out->name);
        return false;
    }
    return read_fields(&c, &out->params) && read_answer(&c, out) && read_notes(&c, out);
}
