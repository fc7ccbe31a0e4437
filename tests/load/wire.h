/* wire.h - the part of docs/wire.md that the load generator speaks.
 *
 * The text of a card is 20 characters long and says which change it is: "0004711-00012-000023" is change 4711 of the
 * run, the 23rd on board 12 (as the generator counts boards). So each receiver can tell lost, doubled and disordered
 * ones apart. */
#ifndef LOAD_WIRE_H
#define LOAD_WIRE_H

#include <stddef.h>
#include <stdint.h>

enum { CARD_TEXT = 20, OPEN_ID = -1, CLOSE_ID = -2 }; /* requests other than changes have negative ids */

enum message { MESSAGE_ANSWER, MESSAGE_REFUSAL, MESSAGE_EVENTS, MESSAGE_GAP, MESSAGE_OTHER };

struct mark {
    uint32_t change, board, nth;
};

/* What a message is; id is set for answers and refusals. A gap is board.resync or board.ended: something was not sent.
 */
enum message wire_read(const char *text, size_t len, int64_t *id);

/* The next card of the generator's among events, from *at on; 0 at the end. */
int wire_next(const char **at, const char *end, struct mark *mark);

size_t wire_open(char *out, size_t size, int64_t board);
size_t wire_close(char *out, size_t size, int64_t board);
size_t wire_add(char *out, size_t size, int64_t board, struct mark mark,
                const char *more); /* more: text behind the mark */

#endif
