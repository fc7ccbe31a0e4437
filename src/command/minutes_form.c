/* minutes_form.c - minutes in other forms than Markdown
 *
 * HTML is libcmark's, in its safe mode: raw HTML and dangerous addresses of the text are left out (CommonMark 0.30). Plain text
 * is for pasting into a patient's or client's record, which takes no markup: headings stand on lines of their own with a
 * colon, quotations in quotation marks, and what emphasises is gone. */
#include "minutes.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"

void minutes_put_html(struct buf *out, const char *markdown, size_t len)
{
    char *html = cmark_markdown_to_html(markdown, len, CMARK_OPT_DEFAULT);
    must(html != NULL);
    buf_text(out, html);
    free(html);
}

/* ---- plain ---- */

static bool begins(const char *line, size_t len, const char *with)
{
    size_t wanted = strlen(with);
    return len >= wanted && memcmp(line, with, wanted) == 0;
}

/* Without ** and backslashes that protect a sign. */
static void put_words(struct buf *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        bool is_bold = text[i] == '*' && i + 1 < len && text[i + 1] == '*';
        bool is_escape = text[i] == '\\' && i + 1 < len && strchr("\\`*_{}[]()#+-.!<>", text[i + 1]);
        if (is_bold || is_escape) i++;
        if (!is_bold) buf_put(out, text + i, 1);
    }
}

static void put_heading(struct buf *out, const char *line, size_t len)
{
    size_t level = 0;
    while (level < len && line[level] == '#')
        level++;
    while (level < len && line[level] == ' ')
        level++;
    put_words(out, line + level, len - level);
    buf_text(out, ":");
}

static void put_line(struct buf *out, const char *line, size_t len)
{
    if (begins(line, len, "#")) {
        put_heading(out, line, len);
    } else if (begins(line, len, "> ")) {
        buf_text(out, "\"");
        put_words(out, line + 2, len - 2);
        buf_text(out, "\"");
    } else if (begins(line, len, "- [ ] ") || begins(line, len, "- [x] ")) {
        buf_text(out, "- ");
        put_words(out, line + 6, len - 6);
    } else {
        put_words(out, line, len);
    }
    buf_text(out, "\n");
}

void minutes_put_plain(struct buf *out, const char *markdown)
{
    while (*markdown) {
        size_t len = strcspn(markdown, "\n");
        put_line(out, markdown, len);
        markdown += len;
        if (*markdown) markdown++;
    }
}
