/* participant.c - who is on a board and as what; whoever is let out loses it everywhere at once */
#include "command/cmd.h"
#include "command/registry.gen.h"
#include "follow_up.h"
#include "meeting.h"
#include "sitting.h"
#include "task.h"

/* A board without a coordinator would have nobody to let people in. */
static bool is_last_coordinator(struct cmd *c, enum role role)
{
    struct participant_coordinators row;
    return role == ROLE_COORDINATOR && participant_coordinators(c->tx, c->board, &row) && row.count < 2;
}

static bool is_here(struct cmd *c, int64_t account, struct participant *out)
{
    return participant_get(c->tx, c->board, account, out) && !out->left_at;
}

static enum err who_may_be_let_in(struct cmd *c, int64_t account)
{
    struct account_by_id row;
    bool is_colleague = account_by_id(c->tx, account, &row) && row.organisation == c->who.organisation && !row.ended_at;
    if (!is_colleague) return refuse(c, ERR_BAD_INPUT, "account", DETAIL_NO_SUCH_COLLEAGUE);
    if (row.is_admin) return refuse(c, ERR_BAD_INPUT, "account", DETAIL_IS_ADMINISTRATOR);
    return ERR_OK;
}

enum err cmd_participant_add(struct cmd *c, const struct participant_add *in)
{
    enum err err = who_may_be_let_in(c, in->account);
    if (err) return err;

    remember(c, NOUN_PARTICIPANT, in->account);
    tell_inbox(c,
               in->account); /* coordinators have what was declined, the board's people its name; calendars with it */
    struct participant here;
    if (!is_here(c, in->account, &here)) {
        participant_put(c->tx, c->board, in->account, in->role, c->who.seq, c->now);
        return ERR_OK;
    }
    if (in->role != ROLE_COORDINATOR && is_last_coordinator(c, here.role))
        return refuse(c, ERR_CONFLICT, "role", DETAIL_LAST_COORDINATOR);
    participant_set_role(c->tx, c->board, in->account, in->role);
    return ERR_OK;
}

static enum err let_out(struct cmd *c, int64_t account)
{
    struct participant here;
    if (!is_here(c, account, &here)) return refuse(c, ERR_NOT_FOUND, "account", DETAIL_NOT_ON_BOARD);
    if (is_last_coordinator(c, here.role)) return refuse(c, ERR_CONFLICT, "account", DETAIL_LAST_COORDINATOR);

    remember(c, NOUN_PARTICIPANT, account);
    participant_leave(c->tx, c->board, account, c->now);
    task_return(c, &(struct task_leaving){.account = account, .board = c->board});
    meeting_let_go(c, account, c->board, 0);
    sitting_go(c, c->board, account);
    follow_up_hand_over(c, account, c->board);
    tell_access_ended(c, c->board, account);
    tell_inbox(c, account);
    return ERR_OK;
}

enum err cmd_participant_remove(struct cmd *c, const struct participant_remove *in)
{
    return let_out(c, in->account);
}

enum err cmd_participant_leave(struct cmd *c, const struct participant_leave *in)
{
    (void)in;
    return let_out(c, c->who.account);
}

enum err cmd_participant_list(struct cmd *c, const struct participant_list *in)
{
    (void)in;
    give_rows(c, "participants", participant_ever(c->tx, c->board));
    return ERR_OK;
}
