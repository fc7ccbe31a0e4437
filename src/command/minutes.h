/* minutes.h - what the files of minutes share, and what live notes ask of them [store] [reader] */
#ifndef MINUTES_H
#define MINUTES_H

#include "command/cmd.h"

struct chosen { /* left out unless they were asked for */
    bool hypotheses, learning;
};

/* A text in Markdown out of what the meeting left on the board, in the actor's language. */
void minutes_compose(struct cmd *c, const struct sitting *sitting, struct chosen with, struct buf *out);

const char *minutes_title(struct cmd *c, const struct sitting *sitting); /* as its note is called */

/* Markdown as something else: HTML in which nothing of the author's is markup, or text for pasting. */
void minutes_put_html(struct buf *out, const char *markdown, size_t len);
void minutes_put_plain(struct buf *out, const char *markdown);

/* What a note of kind minutes lets be done to it: ERR_OK for one that is no minutes, or not closed. */
enum err minutes_check_open(struct cmd *c, const struct note *note);
void minutes_changed(struct cmd *c,
                     const struct note *note); /* it was written in: what was confirmed is a draft again */

#endif
