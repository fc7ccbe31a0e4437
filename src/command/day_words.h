/* day_words.h - days as people write them, in titles and texts that the server makes [any]
 *
 * 2.3.2026 in Finnish and Swedish, 2 March 2026 in English: as the client writes them. */
#ifndef DAY_WORDS_H
#define DAY_WORDS_H

#include "base/arena.h"
#include "model/access.h"

const char *day_words(struct arena *arena, enum language language,
                      const char *day);                                            /* YYYY-MM-DD; lives in the arena */
const char *day_words_at(struct arena *arena, enum language language, int64_t at); /* in Europe/Helsinki */

#endif
