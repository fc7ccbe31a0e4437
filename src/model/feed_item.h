/* feed_item.h - rows as items of a calendar, see feed.h. Private to the model. [reader] */
#ifndef MODEL_FEED_ITEM_H
#define MODEL_FEED_ITEM_H

#include "base/arena.h"
#include "base/err.h"
#include "base/token.h"
#include "cal/cal.h"
#include "model/feed.h"
#include "model/schedule.h"

enum feed_word {
#define WORD(symbol, fi, sv, en) FEED_WORD_##symbol,
#include "feed_words.def"
};

struct feed_page { /* a calendar being written */
    struct db_tx *tx;
    struct arena *arena;
    const struct feed_day *day;
    const char *origin;
    unsigned char key[TOKEN_HASH]; /* of the names that its items have */
    enum language language;
    bool says_code;
    struct cal_writer writer;
};

const char *feed_word(const struct feed_page *page, enum feed_word word);

void feed_put_item(struct feed_page *page, const struct schedule_item *item);
void feed_put_follow_up(struct feed_page *page, const struct feed_follow_up_mine *follow_up);
void feed_put_due(struct feed_page *page, const struct feed_task *task);  /* as a day */
void feed_put_todo(struct feed_page *page, const struct feed_task *task); /* as a task */

#endif
