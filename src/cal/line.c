/* line.c - content lines: escaping and folding
 *
 * The escaping is ours and not libical's, which does the same in TEXT properties (a test holds the two side by side) but not
 * in those that begin with X-, and which knows nothing of control characters. */
#include "line.h"

#include <string.h>

struct buf *line_begin(struct cal_writer *writer, const char *name)
{
    buf_clear(&writer->line);
    buf_text(&writer->line, name);
    buf_put(&writer->line, ":", 1);
    return &writer->line;
}

void line_whole(struct cal_writer *writer, const char *line)
{
    buf_text(writer->out, line);
    buf_put(writer->out, "\r\n", 2);
}

/* ---- folding ---- */

static bool is_tail(char byte)
{
    return ((unsigned char)byte & 0xc0) == 0x80;
}

/* How much of what is left goes into a line of `room` octets without cutting a character. */
static size_t cut(const char *at, size_t left, size_t room)
{
    if (left <= room) return left;
    size_t len = room;
    while (len > room - 3 && is_tail(at[len]))
        len--;
    return len;
}

void line_end(struct cal_writer *writer)
{
    const char *at = writer->line.data;
    size_t left = writer->line.len, room = LINE_OCTETS;
    for (;;) {
        size_t len = cut(at, left, room);
        buf_put(writer->out, at, len);
        buf_put(writer->out, "\r\n", 2);
        at += len;
        left -= len;
        if (!left) return;
        buf_put(writer->out, " ", 1);
        room = LINE_OCTETS - 1;
    }
}

/* ---- escaping ---- */

enum kind { PLAIN, ESCAPED, BREAK, SPACE, DROPPED };

/* What stands at `at`, and how many bytes it is. */
static enum kind kind_at(const unsigned char *at, size_t *len)
{
    *len = 1;
    switch (at[0]) {
    case '\\':
    case ';':
    case ',':
        return ESCAPED;
    case '\r':
        *len = at[1] == '\n' ? 2 : 1;
        return BREAK;
    case '\n':
        return BREAK;
    case '\t':
        return SPACE;
    case 0xc2: /* U+0080-009F */
        if (at[1] < 0x80 || at[1] > 0x9f) return PLAIN;
        *len = 2;
        return DROPPED;
    case 0xe2: /* U+2028 and U+2029 break lines too, for many programs */
        if (at[1] != 0x80 || (at[2] != 0xa8 && at[2] != 0xa9)) return PLAIN;
        *len = 3;
        return BREAK;
    default:
        return at[0] < 0x20 || at[0] == 0x7f ? DROPPED : PLAIN;
    }
}

void line_put_text(struct buf *line, const char *text, const char *line_break)
{
    const unsigned char *from = (const unsigned char *)text, *at = from;
    for (size_t len; *at; from = at) {
        enum kind kind = PLAIN;
        while (*at && (kind = kind_at(at, &len)) == PLAIN)
            at++;
        buf_put(line, from, (size_t)(at - from));
        if (!*at) return;
        if (kind == ESCAPED) buf_put(line, (const char[]){'\\', (char)*at}, 2);
        if (kind == BREAK) buf_text(line, line_break);
        if (kind == SPACE) buf_put(line, " ", 1);
        at += len;
    }
}
