/* note.h - what the commands about notes share. Private to the layer. [store] [reader] */
#ifndef COMMAND_NOTE_H
#define COMMAND_NOTE_H

#include "command/cmd.h"

/* One that the actor may know of, removed or not; any other is refused as if it weren't there. */
enum err note_find(struct cmd *c, int64_t id, struct note *out);

/* One that can be changed: removed ones are refused too. */
enum err note_to_change(struct cmd *c, int64_t id, struct note *out);

/* The first words of a note that was made in this very command, written by the server for the actor: valid UTF-8. */
enum err note_write_first(struct cmd *c, int64_t note, const char *text, size_t len);

/* A private note is in no event: its author's other sockets are told instead. */
void note_changed(struct cmd *c, enum note_kind kind);

#endif
