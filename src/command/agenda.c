/* agenda.c - the cases that a team takes up in a meeting, in order, and those it leaves for another time
 *
 * A list is known by its meeting and, of a series, the instance; the parking list has neither. Every member of the team puts
 * it in order; what stands in an item is for those who are on its board. To everybody else an item is a place and a length:
 * neither the case nor the question is told. */
#include "command/registry.gen.h"
#include "meeting.h"
#include "team.h"

enum { MOST_ITEMS = 50, MOST_PARKED = 200 };

struct slot {
    int64_t meeting; /* 0: parked */
    const char *occurs;
};

static enum err find_slot(struct cmd *c, int64_t meeting, const char *occurs, struct slot *out)
{
    struct aim aim = {0};
    *out = (struct slot){0};
    if (!meeting) return occurs ? refuse(c, ERR_BAD_INPUT, "occurs", DETAIL_NO_SUCH_INSTANCE) : ERR_OK;
    enum err err = meeting_find(c, meeting, &aim.meeting);
    if (!err) err = meeting_aim_at(c, occurs, &aim);
    if (err) return err;
    if (aim.is_series && !aim.occurs) return refuse(c, ERR_BAD_INPUT, "occurs", DETAIL_MISSING);
    *out = (struct slot){meeting, aim.occurs};
    return ERR_OK;
}

static enum err find(struct cmd *c, const char *field, int64_t id, struct agenda_in_team *out)
{
    if (agenda_in_team(c->tx, c->team, id, out)) return ERR_OK;
    return refuse(c, ERR_NOT_FOUND, field, DETAIL_NO_SUCH_ITEM);
}

static bool may_speak_of(struct cmd *c, int64_t board)
{
    struct participant me;
    bool is_here = participant_get(c->tx, board, c->who.account, &me) && !me.left_at;
    return is_here && (me.role == ROLE_COORDINATOR || me.role == ROLE_MEMBER || me.role == ROLE_CONSULTANT);
}

/* Where the next item of the list goes, if it takes one more of this case. */
static enum err find_place(struct cmd *c, const struct slot *slot, int64_t board, int64_t *position)
{
    struct agenda_last last = {0};
    struct agenda_with there;
    if (agenda_with(c->tx, c->team, slot->meeting, slot->occurs, board, &there))
        return refuse(c, ERR_CONFLICT, "board", DETAIL_ON_AGENDA);
    agenda_last(c->tx, c->team, slot->meeting, slot->occurs, &last);
    *position = last.position + 1;
    bool is_full = last.count >= (slot->meeting ? MOST_ITEMS : MOST_PARKED);
    return is_full ? refuse(c, ERR_CONFLICT, "item", DETAIL_TOO_MANY) : ERR_OK;
}

static bool is_same_list(const struct agenda_in_team *one, const struct agenda_in_team *other)
{
    return one->meeting == other->meeting && is_same_text(one->occurs, other->occurs);
}

static void close_gap(struct cmd *c, const struct agenda_in_team *item)
{
    agenda_shift(c->tx, c->team, item->meeting, item->occurs, item->position + 1, INT_SAFE, -1);
}

enum err cmd_agenda_add(struct cmd *c, const struct agenda_add *in)
{
    struct slot slot;
    int64_t position;
    if (!may_speak_of(c, in->board)) return refuse(c, ERR_NOT_FOUND, "board", DETAIL_NOT_ON_BOARD);
    enum err err = find_slot(c, in->meeting, in->occurs, &slot);
    if (!err) err = find_place(c, &slot, in->board, &position);
    if (err) return err;
    int64_t id = db_new_id(c->tx);
    agenda_put(c->tx, id, c->team, slot.meeting, slot.occurs, in->board, in->minutes, in->question,
               in->is_consent_checked, in->is_map_checked, position, c->who.account, c->now);
    give_int(c, "item", id);
    team_tell(c, c->team);
    return ERR_OK;
}

static enum err check_seen(struct cmd *c, const struct agenda_in_team *is, int64_t seen_at)
{
    if (is->changed_at == seen_at) return ERR_OK;
    json_t *now = json_pack("{s:I,s:I,s:s?,s:b,s:b,s:I}", "id", (json_int_t)is->id, "minutes", (json_int_t)is->minutes,
                            "question", is->question, "is_consent_checked", is->is_consent_checked, "is_map_checked",
                            is->is_map_checked, "changed_at", (json_int_t)is->changed_at);
    return refuse_with(c, ERR_CONFLICT, "seen_at", DETAIL_CHANGED, json_pack("{s:o}", "now", now));
}

enum err cmd_agenda_edit(struct cmd *c, const struct agenda_edit *in)
{
    struct agenda_in_team item;
    enum err err = find(c, "item", in->item, &item);
    if (err) return err;
    if (!may_speak_of(c, item.board)) return refuse(c, ERR_NOT_ALLOWED, "item", DETAIL_NOT_ON_BOARD);
    err = check_seen(c, &item, in->seen_at);
    if (err) return err;
    int64_t at = c->now > item.changed_at ? c->now : item.changed_at + 1; /* two in one millisecond are two */
    agenda_set(c->tx, c->team, in->item, in->minutes, in->question, in->is_consent_checked, in->is_map_checked, at);
    team_tell(c, c->team);
    return ERR_OK;
}

enum err cmd_agenda_move(struct cmd *c, const struct agenda_move *in)
{
    struct agenda_in_team item, after = {0};
    enum err err = find(c, "item", in->item, &item);
    if (!err && in->after) err = find(c, "after", in->after, &after);
    if (err || in->after == in->item) return err;
    if (in->after && !is_same_list(&item, &after)) return refuse(c, ERR_NOT_FOUND, "after", DETAIL_NO_SUCH_ITEM);

    int64_t position = after.position + 1;
    if (position > item.position) position--; /* its own place is free */
    close_gap(c, &item);
    agenda_shift(c->tx, c->team, item.meeting, item.occurs, position, INT_SAFE, 1);
    agenda_set_position(c->tx, c->team, in->item, position);
    team_tell(c, c->team);
    return ERR_OK;
}

/* To the end of another list. */
static enum err put_into(struct cmd *c, const struct agenda_in_team *item, const struct slot *slot)
{
    int64_t position;
    enum err err = find_place(c, slot, item->board, &position);
    if (err) return err;
    close_gap(c, item);
    agenda_set_meeting(c->tx, c->team, item->id, slot->meeting, slot->occurs, position, c->now);
    team_tell(c, c->team);
    return ERR_OK;
}

enum err cmd_agenda_park(struct cmd *c, const struct agenda_park *in)
{
    struct agenda_in_team item;
    enum err err = find(c, "item", in->item, &item);
    if (err || !item.meeting) return err;
    return put_into(c, &item, &(struct slot){0});
}

enum err cmd_agenda_take(struct cmd *c, const struct agenda_take *in)
{
    struct agenda_in_team item;
    struct slot slot;
    enum err err = find(c, "item", in->item, &item);
    if (!err) err = find_slot(c, in->meeting, in->occurs, &slot);
    if (err) return err;
    return put_into(c, &item, &slot);
}

enum err cmd_agenda_remove(struct cmd *c, const struct agenda_remove *in)
{
    struct agenda_in_team item;
    enum err err = find(c, "item", in->item, &item);
    if (err) return err;
    agenda_drop(c->tx, c->team, in->item);
    close_gap(c, &item);
    team_tell(c, c->team);
    return ERR_OK;
}

enum err cmd_agenda_list(struct cmd *c, const struct agenda_list *in)
{
    struct slot slot;
    enum err err = find_slot(c, in->meeting, in->occurs, &slot);
    if (err) return err;
    give_rows(c, "items", agenda_of(c->tx, c->team, slot.meeting, slot.occurs, c->who.account));
    give_rows(c, "carried", agenda_carried(c->tx, c->team, slot.meeting, slot.occurs, c->who.account));
    return ERR_OK;
}
