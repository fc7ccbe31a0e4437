/* gen_sql.c - SQL as a row of tokens: as much of the grammar as is needed to tell names from strings and comments */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "gen.h"

static bool is_word_char(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 128;
}

static void skip_space(struct scan *scan)
{
    for (; isspace((unsigned char)*scan->at); scan->at++)
        if (*scan->at == '\n') scan->line++;
}

/* The end of a string or comment that began at `at`, or NULL. */
static const char *end_of_quoted(const char *at)
{
    if (at[0] == '-') return at + strcspn(at, "\n");
    if (at[0] == '/') {
        const char *end = strstr(at + 2, "*/");
        return end ? end + 2 : NULL;
    }
    for (const char *c = at + 1; *c; c++) {
        if (*c != *at) continue;
        if (c[1] != *at) return c + 1;
        c++; /* a quote in a string is written twice */
    }
    return NULL;
}

static enum token_kind kind_at(const char *at)
{
    if (!*at) return TOKEN_END;
    if (at[0] == '-' && at[1] == '-') return TOKEN_COMMENT;
    if (at[0] == '/' && at[1] == '*') return TOKEN_COMMENT;
    if (strchr("'\"`", at[0])) return TOKEN_STRING;
    if (at[0] == ':' && (isalpha((unsigned char)at[1]) || at[1] == '_')) return TOKEN_PARAM;
    if (is_word_char(at[0])) return TOKEN_WORD;
    return TOKEN_SIGN;
}

struct token next_token(struct scan *scan)
{
    skip_space(scan);
    struct token token = {kind_at(scan->at), scan->at, 0, scan->line, scan->line};
    const char *end = scan->at;
    switch (token.kind) {
    case TOKEN_END:
    case TOKEN_BROKEN:
        break;
    case TOKEN_COMMENT:
    case TOKEN_STRING:
        end = end_of_quoted(scan->at);
        if (!end) {
            token.kind = TOKEN_BROKEN;
            end = scan->at + strlen(scan->at);
        }
        break;
    case TOKEN_PARAM:
        for (end++; is_word_char(*end); end++)
            continue;
        break;
    case TOKEN_WORD:
        for (; is_word_char(*end); end++)
            continue;
        break;
    case TOKEN_SIGN:
        end++;
        break;
    }
    token.len = (size_t)(end - scan->at);
    for (; scan->at < end; scan->at++)
        if (*scan->at == '\n') scan->line++;
    token.end_line = scan->line;
    return token;
}

struct token next_real_token(struct scan *scan)
{
    struct token token = next_token(scan);
    while (token.kind == TOKEN_COMMENT)
        token = next_token(scan);
    return token;
}

bool token_is(const struct token *token, const char *word)
{
    return token->len == strlen(word) && strncasecmp(token->at, word, token->len) == 0;
}

char *token_text(const struct token *token)
{
    return cut(token->at, token->len);
}
