/* gen.h - what the parts of the generator share: the schema as it was read, complaints, and text
 *
 * The straight path: read enums, permissions, migrations, queries and commands into one struct schema (gen_*.c by what
 * they read), then write each file into memory (gen_write_*.c by what they write) and replace those that changed.
 * What can fail: the schema is wrong. Whoever reads it complains with file, line and reason and goes on, so that one
 * run shows everything; after a complaint nothing is written.
 *
 * The program lives for a moment: nothing is freed, and lists grow in place (pointers into a list that is still being
 * read don't last). */
#ifndef TOOLS_GEN_H
#define TOOLS_GEN_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct place {
    const char *file;
    unsigned line;
};

struct words { /* a closed list: an enum in C, a union in TypeScript */
    const char *name;
    const char **items;
    size_t count;
};

enum base_type {
    TYPE_INT,
    TYPE_REF,
    TYPE_AT,
    TYPE_DAY,
    TYPE_BOOL,
    TYPE_TEXT,
    TYPE_LINE,
    TYPE_BLOB,
    TYPE_ENUM,
    TYPE_REFS,
    TYPE_UPDATES,
    TYPE_JSON,
    TYPE_ANY
};

struct type {
    enum base_type base;
    bool is_optional, has_min, has_max;
    int64_t min, max; /* of the number, of the length in code points, of how many */
    const struct words *words;
};

struct field {
    const char *name;
    struct type type;
    struct place place;
};

struct fields {
    struct field *items;
    size_t count;
};

struct table { /* as the migrations leave it */
    const char *name;
    const char **columns;
    size_t count;
};

struct migration {
    int version;
    const char *name, *sql;
};

struct permission {
    const char *name, *scope, *about;
    const char **roles;
    size_t count;
};

struct row {
    const char *name;
    struct fields columns;
    struct place place;
};

enum answers { ANSWERS_CHANGES, ANSWERS_ONE, ANSWERS_MANY };

struct query {
    const char *name;
    struct place place;
    struct fields params;
    enum answers answers;
    const char *row;   /* its name, or NULL */
    const char *notes; /* lines for the prototype, or NULL */
    const char *sql;   /* parameters numbered as in params, without the semicolon */
};

struct noun {
    const char *name;
    struct place place;
    size_t gone; /* its column, or NO_GONE */
};
#define NO_GONE ((size_t)-1)

enum gives { GIVES_FIELD, GIVES_ROW, GIVES_ROWS };

struct gift { /* a member of a result */
    const char *name;
    enum gives gives;
    struct type type; /* of a GIVES_FIELD */
    const char *row;  /* of the others */
};

struct command {
    const char *name, *about, *runs, *event;
    const char *c_name; /* with an underscore for the dot */
    const struct permission *needs;
    struct fields takes;
    struct gift *gives;
    size_t n_gives;
    bool gives_any, is_keyed, is_internal, prepares, has_board, has_task, has_team, has_host;
};

struct schema {
    const char *dir;
    struct words *enums;
    size_t n_enums;
    struct permission *permissions;
    size_t n_permissions;
    struct migration *migrations;
    size_t n_migrations;
    struct table *tables;
    size_t n_tables;
    struct row *rows;
    size_t n_rows;
    struct query *queries;
    size_t n_queries;
    struct noun *nouns;
    size_t n_nouns;
    struct command *commands;
    size_t n_commands;
    const char *openrpc; /* the document, once it is written */
};

/* ---- reading; each complains by itself ---- */
void read_enums(struct schema *s);
void read_permissions(struct schema *s); /* after the enums: roles are words of enum role */
void read_migrations(struct schema *s);
void read_queries(struct schema *s);  /* after enums and migrations */
void read_commands(struct schema *s); /* after everything else */

/* ---- writing; from a schema without a complaint ---- */
void write_queries_h(const struct schema *s, FILE *out);
void write_queries_c(const struct schema *s, FILE *out);
void write_registry_h(const struct schema *s, FILE *out);
void write_registry_c(const struct schema *s, FILE *out); /* after write_openrpc(): holds the document */
void write_typescript(const struct schema *s, FILE *out);
void write_openrpc(const struct schema *s, FILE *out);

/* ---- the schema's parts ---- */
const struct words *find_enum(const struct schema *s, const char *name);
const struct table *find_table(const struct schema *s, const char *name);
bool has_column(const struct table *table, const char *name);
const struct row *find_row(const struct schema *s, const char *name);
const struct query *find_query(const struct schema *s, const char *name);
const struct noun *find_noun(const struct schema *s, const char *name);
const struct field *find_field(const struct fields *fields, const char *name);
const struct permission *find_permission(const struct schema *s, const char *name);

bool is_on_the_wire(const struct schema *s, const char *row); /* of a noun, or in the result of a command */

/* ---- refusals (gen_reason.c) ---- */
struct reason {
    const char *name, *words; /* on the wire, and in English */
    int code, status;
};
extern const struct reason reasons[]; /* ended by a NULL name */

/* ---- types (gen_type.c) ---- */
/* Reads a type such as "line(1..200)?" at the start of a text; gives what follows it, or NULL with a reason. */
const char *read_type(const struct schema *s, const char *text, struct type *out, const char **why);
const char *c_type(const struct type *type); /* with the space or star in front of a name: "int64_t ", "const char *" */

/* ---- statements (gen_sql.c) ---- */
enum token_kind {
    TOKEN_END,
    TOKEN_BROKEN, /* a string or a comment that doesn't end */
    TOKEN_WORD,   /* keyword, name, number */
    TOKEN_STRING, /* '…', also "…" and `…` */
    TOKEN_PARAM,  /* :name */
    TOKEN_COMMENT,
    TOKEN_SIGN
};
struct token {
    enum token_kind kind;
    const char *at;
    size_t len;
    unsigned line;     /* where it begins */
    unsigned end_line; /* where it ends */
};
struct scan {
    const char *at;
    unsigned line;
};
struct token next_token(struct scan *scan);                 /* comments too */
struct token next_real_token(struct scan *scan);            /* without comments */
bool token_is(const struct token *token, const char *word); /* keywords in either case */
char *token_text(const struct token *token);

/* ---- JSON files (gen_json.c) ---- */
/* An object, or NULL after a complaint. *text is the file, for json_line(). */
json_t *read_json(const char *path, const char **text);
/* The line of a top-level member, or of a member of it; 1 where there is none. */
unsigned json_line(const char *text, const char *member, const char *within);
/* Complains of top-level members that are not in a list ended by NULL. */
void refuse_other_members(const char *path, const char *text, const json_t *object, const char *const *known);

/* ---- names (gen_name.c) ---- */
bool is_name(const char *text);     /* lower case, digits and underscores, a letter first */
bool is_dotted(const char *text);   /* name.name */
bool is_reserved(const char *text); /* by C, or by the code that is generated */
bool take_name(const char *kind, const char *name, struct place place); /* false after a complaint: taken elsewhere */
char *upper(const char *text);                                          /* CARD_EDIT of card.edit */
char *pascal(const char *text);                                         /* CardEdit of card_edit */
char *undotted(const char *text);                                       /* card_edit of card.edit */

bool fits_comment(const char *text); /* can stand between the signs of a C comment */

/* ---- complaints, files, memory (gen_text.c) ---- */
void complain(struct place place, const char *format, ...) __attribute__((format(printf, 2, 3)));
unsigned complaints(void);
_Noreturn void give_up(const char *path); /* the machine fails: prints errno's words, exits with 1 */
char *read_file(const char *path);
void replace_file(const char *path, const char *text, size_t len);     /* untouched where it already holds this */
void make_folders(const char *path);                                   /* those that lead to a file */
char **list_files(const char *dir, const char *ending, size_t *count); /* names, sorted byte by byte */
void *grow(void *items, size_t count, size_t size);                    /* room for one more */
char *textf(const char *format, ...) __attribute__((format(printf, 1, 2)));
char *cut(const char *text, size_t len);                              /* a copy of its first bytes */
void write_c_string(FILE *out, const char *text, const char *indent); /* as literals, one a line of text */
void write_c_bytes(FILE *out, const char *name, const char *text);    /* as a static array, of any length */

#endif
