/* gen_name.c - names: one in SQL, C, JSON and TypeScript, so they must be possible in all of them */
#include <ctype.h>
#include <string.h>

#include "gen.h"

bool is_name(const char *text)
{
    if (!islower((unsigned char)text[0])) return false;
    return text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

bool is_dotted(const char *text)
{
    const char *dot = strchr(text, '.');
    if (!dot) return false;
    return is_name(cut(text, (size_t)(dot - text))) && is_name(dot + 1);
}

bool is_reserved(const char *text)
{
    static const char *const words[] = {
        /* C17 § 6.4.1, and macros of the headers that generated code includes */
        "auto", "break", "case", "char", "const", "continue", "default", "do", "double", "else", "enum", "extern",
        "float", "for", "goto", "if", "inline", "int", "long", "register", "restrict", "return", "short", "signed",
        "sizeof", "static", "struct", "switch", "typedef", "union", "unsigned", "void", "volatile", "while", "bool",
        "true", "false", "unix", "linux", "errno", "stdin", "stdout", "stderr", "asm", "typeof",
        /* what generated functions call their own */
        "tx", "out", "rows", "nouns", "permissions", "migrations", "queries"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], text) == 0) return true;
    return false;
}

bool take_name(const char *kind, const char *name, struct place place)
{
    static struct taken {
        const char *kind, *name;
        struct place place;
    } * taken;
    static size_t count;

    for (size_t i = 0; i < count; i++) {
        if (strcmp(taken[i].kind, kind) != 0 || strcmp(taken[i].name, name) != 0) continue;
        complain(place, "%s %s is there already: %s:%u", kind, name, taken[i].place.file, taken[i].place.line);
        return false;
    }
    taken = grow(taken, count, sizeof *taken);
    taken[count++] = (struct taken){kind, name, place};
    return true;
}

char *upper(const char *text)
{
    char *copy = undotted(text);
    for (char *at = copy; *at; at++)
        *at = (char)toupper((unsigned char)*at);
    return copy;
}

char *pascal(const char *text)
{
    char *copy = cut(text, strlen(text)), *to = copy;
    bool starts = true;
    for (const char *at = text; *at; at++) {
        if (*at == '_' || *at == '.') {
            starts = true;
            continue;
        }
        *to++ = (char)(starts ? toupper((unsigned char)*at) : *at);
        starts = false;
    }
    *to = '\0';
    return copy;
}

char *undotted(const char *text)
{
    char *copy = cut(text, strlen(text));
    for (char *at = copy; *at; at++)
        if (*at == '.') *at = '_';
    return copy;
}

bool fits_comment(const char *text)
{
    return !strstr(text, "*/") && !strstr(text, "/*");
}
