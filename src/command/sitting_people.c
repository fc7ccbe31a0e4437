/* sitting_people.c - who comes to a meeting and goes, whose turn it is
 *
 * Coming and going are rows of their own: whoever comes back has another. Role, unit and profession are written down as they
 * are then, for the minutes. Who closes the last window of the board, or is let out of it, goes from its meeting too. */
#include "sitting.h"

#include "command/registry.gen.h"

bool sitting_is_there(struct cmd *c, int64_t id, int64_t account)
{
    struct attendance_at there;
    return attendance_at(c->tx, c->board, account, &there) && there.sitting == id;
}

int64_t sitting_come(struct cmd *c, int64_t id)
{
    struct attendance_at there;
    struct participant me = {0};
    if (attendance_at(c->tx, c->board, c->who.account, &there)) return there.id;
    participant_get(c->tx, c->board, c->who.account, &me);
    int64_t attendance = born(c, NOUN_ATTENDANCE);
    attendance_add(c->tx, c->board, attendance, id, c->who.account, c->who.role, me.unit_name, me.sector, me.profession,
                   c->now);
    sitting_set_empty(c->tx, c->board, id, 0);
    return attendance;
}

/* Lists first: what is changed is what the statements walk over. */
void hand_down(struct cmd *c, int64_t board, int64_t sitting, int64_t account)
{
    struct hand_up row, *list = NULL;
    size_t count = 0, room = 0;
    struct db_rows rows = hand_up(c->tx, board, sitting, account);
    while (hand_up_next(&rows, &row)) {
        list = arena_room(c->arena, list, count, &room, sizeof *list);
        list[count++] = row;
    }
    for (size_t i = 0; i < count; i++) {
        remember_on(c, board, NOUN_HAND, list[i].id);
        hand_set_lowered(c->tx, board, list[i].id, c->now);
    }
}

static void set_left(struct cmd *c, int64_t board, int64_t attendance, int64_t at)
{
    remember_on(c, board, NOUN_ATTENDANCE, attendance);
    attendance_set_left(c->tx, board, attendance, at);
}

static bool is_empty(struct cmd *c, int64_t board, int64_t sitting)
{
    struct attendance_here row;
    struct db_rows rows = attendance_here(c->tx, board, sitting);
    bool is_anybody = attendance_here_next(&rows, &row);
    db_rows_end(&rows);
    return !is_anybody;
}

void sitting_go(struct cmd *c, int64_t board, int64_t account)
{
    struct attendance_at there;
    struct sitting sitting;
    if (!attendance_at(c->tx, board, account, &there) || !sitting_get(c->tx, board, there.sitting, &sitting)) return;
    remember_on(c, board, NOUN_SITTING, sitting.id);
    set_left(c, board, there.id, c->now);
    hand_down(c, board, sitting.id, account);
    if (sitting.speaker == account) sitting_set_speaker(c->tx, board, sitting.id, 0, 0);
    if (is_empty(c, board, sitting.id)) sitting_set_empty(c->tx, board, sitting.id, c->now);
}

void sitting_empty(struct cmd *c, int64_t board, int64_t id, int64_t at)
{
    struct attendance_here row, *list = NULL;
    size_t count = 0, room = 0;
    struct db_rows rows = attendance_here(c->tx, board, id);
    while (attendance_here_next(&rows, &row)) {
        list = arena_room(c->arena, list, count, &room, sizeof *list);
        list[count++] = row;
    }
    remember_on(c, board, NOUN_SITTING, id);
    for (size_t i = 0; i < count; i++)
        set_left(c, board, list[i].id, at);
    hand_down(c, board, id, 0);
    sitting_set_speaker(c->tx, board, id, 0, 0);
    sitting_set_empty(c->tx, board, id, at);
}

enum err cmd_sitting_join(struct cmd *c, const struct sitting_join *in)
{
    struct sitting sitting;
    enum err err = sitting_find_open(c, in->sitting, &sitting);
    if (err) return err;
    give_int(c, "attendance", sitting_come(c, in->sitting));
    return ERR_OK;
}

enum err cmd_sitting_leave(struct cmd *c, const struct sitting_leave *in)
{
    struct sitting sitting;
    enum err err = sitting_find_open(c, in->sitting, &sitting);
    if (err) return err;
    sitting_go(c, c->board, c->who.account);
    return ERR_OK;
}

enum err cmd_sitting_lapse(struct cmd *c, const struct sitting_lapse *in)
{
    for (size_t i = 0; i < in->accounts.count; i++)
        sitting_go(c, in->on, in->accounts.ids[i]);
    return ERR_OK;
}

/* ---- turns ---- */

enum err cmd_sitting_give_turn(struct cmd *c, const struct sitting_give_turn *in)
{
    struct sitting sitting;
    enum err err = sitting_find_open(c, in->sitting, &sitting);
    if (err) return err;
    bool gives_back = !in->account && sitting.speaker == c->who.account;
    if (!gives_back && sitting.facilitator != c->who.account)
        return refuse(c, ERR_CONFLICT, "sitting", DETAIL_NOT_FACILITATOR);
    if (in->account && !sitting_is_there(c, in->sitting, in->account))
        return refuse(c, ERR_CONFLICT, "account", DETAIL_NOT_ATTENDING);
    if (in->account == sitting.speaker) return ERR_OK;
    if (in->account) hand_down(c, c->board, in->sitting, in->account);
    sitting_set_speaker(c->tx, c->board, in->sitting, in->account, in->account ? c->now : 0);
    return ERR_OK;
}
