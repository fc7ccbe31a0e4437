/* wire.h - the part of docs/wire.md that the load generator speaks.
 *
 * The text of a card, and what an edit of a note puts in, is 20 characters long and says which change it is: "0004711-00012-000023" is change 4711 of the
 * run, the 23rd on board 12 (as the generator counts boards). So each receiver can tell lost, doubled and disordered
 * ones apart. */
#ifndef LOAD_WIRE_H
#define LOAD_WIRE_H

#include <stddef.h>
#include <stdint.h>

enum {
    CARD_TEXT = 20,
    PUSH_MOST = 32,
    OPEN_ID = -1,
    CLOSE_ID = -2
}; /* requests other than changes have negative ids */

enum message { MESSAGE_ANSWER, MESSAGE_REFUSAL, MESSAGE_EVENTS, MESSAGE_GAP, MESSAGE_OTHER };

struct mark {
    uint32_t change, board, nth;
};

/* What a message is; id is set for answers and refusals. Events are those of a board or the updates of a note. A gap is
 * board.resync, note.resync or board.ended: something was not sent. */
enum message wire_read(const char *text, size_t len, int64_t *id);

/* The version that a note.updates message or an answer about a note says. */
int64_t wire_version(const char *text, size_t len);

/* The next card or edit of the generator's among events, from *at on; 0 at the end. */
int wire_next(const char **at, const char *end, struct mark *mark);

size_t wire_open(char *out, size_t size, int64_t board);
size_t wire_close(char *out, size_t size, int64_t board);
size_t wire_add(char *out, size_t size, int64_t board, struct mark mark,
                const char *more); /* more: text behind the mark */

/* The same for a note, which stands at the version and has only got edits of the generator's, each put in at its start. */
struct note_at {
    int64_t board, note, version;
    unsigned seat; /* names the editor */
};
size_t wire_note_open(char *out, size_t size, const struct note_at *at);
size_t wire_note_close(char *out, size_t size, const struct note_at *at);
size_t wire_push(char *out, size_t size, const struct note_at *at, const struct mark *marks, unsigned count);

#endif
