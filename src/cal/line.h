/* line.h - content lines of iCalendar: put together, escaped, folded. RFC 5545 § 3.1. Private to the layer.
 *
 * A line is begun with its name, added to, and ended; or written whole. */
#ifndef CAL_LINE_H
#define CAL_LINE_H

#include "cal/cal.h"

enum { LINE_OCTETS = 75 }; /* the most of a line, without its CR LF */

struct buf *line_begin(struct cal_writer *writer,
                       const char *name); /* with all that stands before the value, and ':' */
void line_end(struct cal_writer *writer);
void line_whole(struct cal_writer *writer, const char *line); /* short enough, of plain ASCII */

/* Users' text as a TEXT value, RFC 5545 § 3.3.11: valid UTF-8 of any content. Control characters are left out. A line break
 * of whatever kind is `line_break`: "\\n" (escaped), or a space. */
void line_put_text(struct buf *line, const char *text, const char *line_break);

#endif
