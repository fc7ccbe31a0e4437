/* link.c - how one card stands to another */
#include "command/cmd.h"
#include "command/registry.gen.h"

static bool is_on_board(struct cmd *c, int64_t id)
{
    struct card card;
    return card_get(c->tx, c->board, id, &card) && !card.removed_at;
}

enum err cmd_link_add(struct cmd *c, const struct link_add *in)
{
    if (!is_on_board(c, in->from_card)) return refuse(c, ERR_NOT_FOUND, "from_card", DETAIL_NO_SUCH_CARD);
    if (!is_on_board(c, in->to_card)) return refuse(c, ERR_NOT_FOUND, "to_card", DETAIL_NO_SUCH_CARD);
    if (in->from_card == in->to_card) return refuse(c, ERR_BAD_INPUT, "to_card", DETAIL_ITSELF);
    struct link_between there;
    if (link_between(c->tx, c->board, in->from_card, in->to_card, &there))
        return refuse(c, ERR_CONFLICT, "to_card", DETAIL_ALREADY_LINKED);

    int64_t id = born(c, NOUN_LINK);
    link_add(c->tx, c->board, id, in->from_card, in->to_card, in->kind, c->who.account, c->now);
    give_int(c, "link", id);
    return ERR_OK;
}

enum err cmd_link_remove(struct cmd *c, const struct link_remove *in)
{
    struct link link;
    if (!link_load(c, in->link, &link) || link.removed_at) return refuse(c, ERR_NOT_FOUND, "link", DETAIL_NO_SUCH_LINK);
    link_set_removed(c->tx, c->board, in->link, c->now);
    return ERR_OK;
}
