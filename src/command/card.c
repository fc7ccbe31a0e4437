/* card.c - the short statements on a board: added, edited with the words seen, moved, settled, removed and restored
 *
 * Places are rank keys (base/rank.h): a card is put between two others without touching the rest. When there is no room
 * left between two, which takes dozens of moves to the same spot, the board's ranks are spread anew in the same event.
 */
#include "command/cmd.h"
#include "command/registry.gen.h"

#include <string.h>

#include "base/rank.h"

enum { AT_END = -1 }; /* a place, as none of the ids is */

static bool card_on_board(struct cmd *c, int64_t id, struct card *out)
{
    return card_load(c, id, out) && !out->removed_at;
}

static void spread_ranks(struct cmd *c)
{
    struct card_count count;
    if (!card_count(c->tx, c->board, &count) || !count.count) return;
    size_t total = (size_t)count.count;
    int64_t *ids = arena_alloc(c->arena, total * sizeof *ids);
    size_t n = 0;
    struct card_ranked row;
    struct db_rows rows = card_ranked(c->tx, c->board);
    while (n < total && card_ranked_next(&rows, &row))
        ids[n++] = row.id;
    db_rows_end(&rows);

    /* first out of the way: no two may have the same rank at any moment */
    char rank[RANK_TEXT];
    for (size_t i = 0; i < n; i++) {
        remember(c, NOUN_CARD, ids[i]);
        card_set_rank(c->tx, c->board, ids[i], arena_printf(c->arena, "~%zu", i), c->now);
    }
    for (size_t i = 0; i < n; i++) {
        rank_spread(i, n, rank);
        card_set_rank(c->tx, c->board, ids[i], rank, c->now);
    }
}

/* The place behind the card whose rank is `before`, or the first where it is NULL. */
static bool rank_behind(struct cmd *c, const char *before, char out[RANK_TEXT])
{
    struct card_last_rank next;
    bool has_next = card_next_rank(c->tx, c->board, before ? before : "", &next);
    return rank_between(before, has_next ? next.rank : NULL, out);
}

/* The place behind all of them, removed ones too. */
static bool rank_at_end(struct cmd *c, char out[RANK_TEXT])
{
    struct card_last_rank last;
    return rank_between(card_last_rank(c->tx, c->board, &last) ? last.rank : NULL, NULL, out);
}

/* `after`: a card, 0 for the first place, or AT_END. */
static enum err find_place(struct cmd *c, int64_t after, char out[RANK_TEXT])
{
    for (int attempt = 0; attempt < 2; attempt++) {
        struct card card = {0};
        if (after > 0 && (!card_get(c->tx, c->board, after, &card) || card.removed_at))
            return refuse(c, ERR_NOT_FOUND, "after", DETAIL_NO_SUCH_CARD);
        if (after == AT_END ? rank_at_end(c, out) : rank_behind(c, card.rank, out)) return ERR_OK;
        spread_ranks(c);
    }
    return ERR_INTERNAL;
}

enum err cmd_card_add(struct cmd *c, const struct card_add *in)
{
    if (in->asked_of && in->kind != CARD_KIND_QUESTION)
        return refuse(c, ERR_BAD_INPUT, "asked_of", DETAIL_NOT_A_QUESTION);
    char rank[RANK_TEXT];
    enum err err = find_place(c, in->after ? in->after : AT_END, rank);
    if (err) return err;

    int64_t id = born(c, NOUN_CARD);
    card_add(c->tx, c->board, id, in->kind, in->text, in->asked_of, rank, c->who.account, c->now);
    give_int(c, "card", id);
    return ERR_OK;
}

enum err cmd_card_edit(struct cmd *c, const struct card_edit *in)
{
    struct card card;
    if (!card_on_board(c, in->card, &card)) return refuse(c, ERR_NOT_FOUND, "card", DETAIL_NO_SUCH_CARD);
    if (strcmp(card.text, in->was) != 0)
        return refuse_with(c, ERR_CONFLICT, "was", DETAIL_CHANGED,
                           json_pack("{s:{s:s,s:I},s:{s:s}}", "now", "text", card.text, "changed_at",
                                     (json_int_t)card.changed_at, "yours", "text", in->text));
    if (strcmp(card.text, in->text) != 0) card_set_text(c->tx, c->board, in->card, in->text, c->now);
    return ERR_OK;
}

enum err cmd_card_move(struct cmd *c, const struct card_move *in)
{
    struct card card;
    if (!card_on_board(c, in->card, &card)) return refuse(c, ERR_NOT_FOUND, "card", DETAIL_NO_SUCH_CARD);
    if (in->after == in->card) return refuse(c, ERR_BAD_INPUT, "after", DETAIL_ITSELF);
    char rank[RANK_TEXT];
    enum err err = find_place(c, in->after, rank);
    if (err) return err;
    card_set_rank(c->tx, c->board, in->card, rank, c->now);
    return ERR_OK;
}

enum err cmd_card_settle(struct cmd *c, const struct card_settle *in)
{
    struct card card;
    if (!card_on_board(c, in->card, &card)) return refuse(c, ERR_NOT_FOUND, "card", DETAIL_NO_SUCH_CARD);
    if (card.kind != CARD_KIND_HYPOTHESIS) return refuse(c, ERR_BAD_INPUT, "card", DETAIL_NOT_A_HYPOTHESIS);
    if (card.standing != in->standing) card_set_standing(c->tx, c->board, in->card, in->standing, c->now);
    return ERR_OK;
}

enum err cmd_card_remove(struct cmd *c, const struct card_remove *in)
{
    struct card card;
    if (!card_on_board(c, in->card, &card)) return refuse(c, ERR_NOT_FOUND, "card", DETAIL_NO_SUCH_CARD);
    card_set_removed(c->tx, c->board, in->card, c->now);
    return ERR_OK;
}

enum err cmd_card_restore(struct cmd *c, const struct card_restore *in)
{
    struct card card;
    if (!card_load(c, in->card, &card)) return refuse(c, ERR_NOT_FOUND, "card", DETAIL_NO_SUCH_CARD);
    if (!card.removed_at) return refuse(c, ERR_CONFLICT, "card", DETAIL_NOT_REMOVED);
    card_set_removed(c->tx, c->board, in->card, 0);
    return ERR_OK;
}

enum err cmd_card_bin(struct cmd *c, const struct card_bin *in)
{
    (void)in;
    give_rows(c, "cards", card_off(c->tx, c->board));
    return ERR_OK;
}
