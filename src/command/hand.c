/* hand.c - hands that are up in a meeting, in the order in which they went up */
#include "sitting.h"

#include "command/registry.gen.h"

static int64_t hand_of(struct cmd *c, int64_t sitting, int64_t account)
{
    struct hand_up row;
    struct db_rows rows = hand_up(c->tx, c->board, sitting, account);
    int64_t hand = hand_up_next(&rows, &row) ? row.id : 0;
    db_rows_end(&rows);
    return hand;
}

enum err cmd_hand_raise(struct cmd *c, const struct hand_raise *in)
{
    struct sitting sitting;
    enum err err = sitting_find_open(c, in->sitting, &sitting);
    if (err) return err;
    if (!sitting_is_there(c, in->sitting, c->who.account))
        return refuse(c, ERR_CONFLICT, "sitting", DETAIL_NOT_ATTENDING);
    int64_t hand = hand_of(c, in->sitting, c->who.account);
    if (!hand) {
        hand = born(c, NOUN_HAND);
        hand_add(c->tx, c->board, hand, in->sitting, c->who.account, c->now);
    }
    give_int(c, "hand", hand);
    return ERR_OK;
}

enum err cmd_hand_lower(struct cmd *c, const struct hand_lower *in)
{
    struct sitting sitting;
    enum err err = sitting_find_open(c, in->sitting, &sitting);
    if (err) return err;
    int64_t whose = in->account ? in->account : c->who.account;
    if (whose != c->who.account && sitting.facilitator != c->who.account)
        return refuse(c, ERR_CONFLICT, "sitting", DETAIL_NOT_FACILITATOR);
    hand_down(c, c->board, in->sitting, whose);
    return ERR_OK;
}
