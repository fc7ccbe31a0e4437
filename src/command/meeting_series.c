/* meeting_series.c - series cut in two, and what was said of single instances carried along
 *
 * An instance is known by its local start. When the series changes, what was said of its instances (rows of their own, and
 * invitations to just them, and their agenda) stays with those that the series still has, and is dropped with the others. A field of such a row
 * that was as the series had it goes on being so. */
#include "meeting.h"

#include <string.h>

#include "base/clock.h"
#include "base/must.h"

/* From one meeting to itself, or to the one that follows it, from `from` on. */
struct move {
    const struct meeting_by_id *was;
    const struct plan *plan;
    int64_t to;
    const char *from;
    bool is_series;
    struct cal_series series;
    const char **dropped; /* which instances */
    size_t n_dropped, room;
};

static bool fits(const struct move *move, const char *occurs)
{
    return move->is_series && cal_series_has(&move->series, schedule_wall(occurs));
}

static void drop(struct cmd *c, struct move *move, const char *occurs)
{
    for (size_t i = 0; i < move->n_dropped; i++)
        if (strcmp(move->dropped[i], occurs) == 0) return;
    move->dropped = arena_room(c->arena, move->dropped, move->n_dropped, &move->room, sizeof *move->dropped);
    move->dropped[move->n_dropped++] = occurs;
}

/* ---- rows of their own ---- */

static const char *follow(const char *own, const char *was, const char *is)
{
    return is_same_text(own, was) ? is : own;
}

static void move_occurrence(struct cmd *c, struct move *move, const struct occurrence *row)
{
    const struct meeting_by_id *was = move->was;
    const struct plan *plan = move->plan;
    remember(c, NOUN_OCCURRENCE, row->id);
    if (!fits(move, row->occurs)) {
        occurrence_drop(c->tx, row->id);
        drop(c, move, row->occurs);
        return;
    }
    int64_t minutes = row->minutes == was->minutes ? plan->minutes : row->minutes;
    occurrence_put(c->tx, row->id, move->to, row->occurs, follow(row->title, was->title, plan->title), row->start,
                   minutes, follow(row->place, was->place, plan->place), follow(row->link, was->link, plan->link),
                   row->cancelled_at, row->cancel_note, c->now);
}

/* A list first: what is changed is what the statement walks over. */
static void move_occurrences(struct cmd *c, struct move *move)
{
    struct occurrence row, *list = NULL;
    size_t count = 0, room = 0;
    struct db_rows rows = occurrence_of(c->tx, move->was->id);
    while (occurrence_of_next(&rows, &row)) {
        if (strcmp(row.occurs, move->from) < 0) continue;
        list = arena_room(c->arena, list, count, &room, sizeof *list);
        list[count++] = row;
    }
    for (size_t i = 0; i < count; i++)
        move_occurrence(c, move, &list[i]);
}

/* ---- invitations ---- */

static void move_invitation(struct cmd *c, struct move *move, const struct invitation_of *row)
{
    bool is_whole = !*row->occurs, is_staying = move->to == move->was->id;
    if (is_whole && is_staying) return;
    if (is_whole) {
        invitation_put(c->tx, born(c, NOUN_INVITATION), move->to, "", row->account, row->answer, row->answered_at,
                       row->inviter);
        return;
    }
    if (strcmp(row->occurs, move->from) < 0) return;
    remember(c, NOUN_INVITATION, row->id);
    if (fits(move, row->occurs)) {
        invitation_move(c->tx, row->id, move->to);
        return;
    }
    invitation_set_removed(c->tx, row->id, c->now);
    drop(c, move, row->occurs);
}

static void move_invitations(struct cmd *c, struct move *move)
{
    struct invitation_of row, *list = NULL;
    size_t count = 0, room = 0;
    struct db_rows rows = invitation_of(c->tx, move->was->id);
    while (invitation_of_next(&rows, &row)) {
        list = arena_room(c->arena, list, count, &room, sizeof *list);
        list[count++] = row;
    }
    for (size_t i = 0; i < count; i++)
        move_invitation(c, move, &list[i]);
}

/* ---- the agenda ---- */

static bool stays_on_agenda(const struct move *move, const char *occurs)
{
    return occurs ? fits(move, occurs) : !move->is_series;
}

/* What was to be taken up in an instance that is no more waits on the parking list. */
static void move_item(struct cmd *c, const struct move *move, const struct agenda_in_meeting *item)
{
    struct agenda_last parked = {0};
    if (stays_on_agenda(move, item->occurs)) {
        agenda_set_meeting(c->tx, item->team, item->id, move->to, item->occurs, item->position, c->now);
        return;
    }
    agenda_last(c->tx, item->team, 0, NULL, &parked);
    agenda_set_meeting(c->tx, item->team, item->id, 0, NULL, parked.position + 1, c->now);
}

static void move_agenda(struct cmd *c, const struct move *move)
{
    struct agenda_in_meeting row, *list = NULL;
    size_t count = 0, room = 0;
    struct db_rows rows = agenda_in_meeting(c->tx, move->was->id);
    while (agenda_in_meeting_next(&rows, &row)) {
        if (strcmp(row.occurs ? row.occurs : "", move->from) < 0) continue;
        list = arena_room(c->arena, list, count, &room, sizeof *list);
        list[count++] = row;
    }
    for (size_t i = 0; i < count; i++)
        move_item(c, move, &list[i]);
}

static int64_t move_all(struct cmd *c, struct move *move)
{
    move->is_series = schedule_series(move->plan->start, move->plan->minutes, move->plan->rrule, &move->series);
    move_occurrences(c, move);
    move_invitations(c, move);
    move_agenda(c, move);
    return (int64_t)move->n_dropped;
}

int64_t meeting_refit(struct cmd *c, const struct meeting_by_id *was, const struct plan *plan)
{
    return move_all(c, &(struct move){.was = was, .plan = plan, .to = was->id, .from = ""});
}

/* ---- cutting ---- */

/* What stays ends with the day before the cut, not with its hour: else another hour for what stays would let one more in, or
 * one fewer. */
static void split(const struct aim *aim, struct cal_rule *before, struct cal_rule *from)
{
    const struct cal_wall day = {aim->at.minute - aim->at.minute % (24 * 60)};
    must(cal_series_split(&aim->series, aim->at, before, from));
    if (!before->count) before->until = cal_wall_to_utc(day) - MS_PER_SECOND;
}

const char *meeting_rest_rule(struct cmd *c, const struct aim *aim)
{
    struct cal_rule before, from;
    split(aim, &before, &from);
    return rule_text(c, &from);
}

int64_t meeting_cut(struct cmd *c, const struct aim *aim, const struct plan *plan, int64_t *dropped)
{
    const struct meeting_by_id *was = &aim->meeting;
    struct cal_rule before, from;
    split(aim, &before, &from);
    int64_t id = born(c, NOUN_MEETING);
    meeting_set_rule(c->tx, was->id, rule_text(c, &before), c->now);
    meeting_add(c->tx, id, was->board, was->team, plan->title, plan->start, plan->tz, plan->minutes, plan->place,
                plan->link, plan->rrule, was->id, c->who.account, c->now);
    *dropped = move_all(c, &(struct move){.was = was, .plan = plan, .to = id, .from = aim->occurs});
    return id;
}

/* ---- one instance ---- */

enum err meeting_put_occurrence(struct cmd *c, const struct aim *aim, const struct plan *plan, int64_t cancelled_at,
                                const char *note)
{
    const struct aim untouched = {.meeting = aim->meeting, .occurs = aim->occurs};
    const struct plan series = plan_of_instance(&untouched);
    struct occurrence_count there;
    int64_t id = aim->change.id;
    if (id) remember(c, NOUN_OCCURRENCE, id);
    meeting_touch(c->tx, aim->meeting.id, c->now);
    if (!cancelled_at && plan_is_same(plan, &series)) {
        if (id) occurrence_drop(c->tx, id);
        return ERR_OK;
    }
    if (!id && occurrence_count(c->tx, aim->meeting.id, &there) && there.count >= MOST_OCCURRENCES)
        return refuse(c, ERR_CONFLICT, "occurs", DETAIL_TOO_MANY);
    if (!id) id = born(c, NOUN_OCCURRENCE);
    occurrence_put(c->tx, id, aim->meeting.id, aim->occurs, plan->title, plan->start, plan->minutes, plan->place,
                   plan->link, cancelled_at, note, c->now);
    return ERR_OK;
}
