/* meeting_cancel.c - meetings cancelled, and held after all
 *
 * Nothing is removed: what is cancelled says so in every calendar, with a note. "This and following" cuts the series, and it
 * is the part that follows which is cancelled, so that it can be restored as it was. */
#include "meeting.h"

#include <string.h>

#include "base/must.h"
#include "calendar.h"
#include "command/registry.gen.h"

static void cancel_all(struct cmd *c, int64_t meeting, const char *note)
{
    meeting_set_cancelled(c->tx, meeting, c->now, note, c->now);
}

static void cancel_following(struct cmd *c, const struct aim *aim, const char *note)
{
    int64_t dropped;
    struct plan plan = plan_of(&aim->meeting);
    plan.start = aim->occurs;
    plan.rrule = meeting_rest_rule(c, aim);
    cancel_all(c, meeting_cut(c, aim, &plan, &dropped), note);
}

static enum err cancel_this(struct cmd *c, const struct aim *aim, const char *note)
{
    const struct plan plan = plan_of_instance(aim);
    return meeting_put_occurrence(c, aim, &plan, c->now, note);
}

enum err cmd_meeting_cancel(struct cmd *c, const struct meeting_cancel *in)
{
    struct aim aim;
    enum err err = meeting_aim(c, in->meeting, in->which, in->occurs, &aim);
    if (!err && aim.which == WHICH_THIS) err = cancel_this(c, &aim, in->note);
    if (err) return err;
    calendar_tell_meeting(c, in->meeting);
    if (aim.which == WHICH_ALL) cancel_all(c, in->meeting, in->note);
    if (aim.which == WHICH_FOLLOWING) cancel_following(c, &aim, in->note);
    return ERR_OK;
}

static enum err restore_all(struct cmd *c, const struct aim *aim)
{
    if (!aim->meeting.cancelled_at) return refuse(c, ERR_CONFLICT, "meeting", DETAIL_NOT_CANCELLED);
    meeting_set_cancelled(c->tx, aim->meeting.id, 0, NULL, c->now);
    return ERR_OK;
}

static enum err restore_this(struct cmd *c, const struct aim *aim)
{
    if (aim->meeting.cancelled_at) return refuse(c, ERR_CONFLICT, "meeting", DETAIL_MEETING_CANCELLED);
    if (!aim->change.cancelled_at) return refuse(c, ERR_CONFLICT, "occurs", DETAIL_NOT_CANCELLED);
    const struct plan plan = plan_of_instance(aim);
    return meeting_put_occurrence(c, aim, &plan, 0, NULL);
}

enum err cmd_meeting_restore(struct cmd *c, const struct meeting_restore *in)
{
    struct aim aim;
    enum err err = meeting_find(c, in->meeting, &aim.meeting);
    if (!err) err = meeting_aim_at(c, in->occurs, &aim);
    if (!err) err = aim.occurs ? restore_this(c, &aim) : restore_all(c, &aim);
    if (err) return err;
    calendar_tell_meeting(c, in->meeting);
    return ERR_OK;
}

/* ---- when a team ends ---- */

/* The first instance that has not begun. */
static bool find_next(const struct cmd *c, const struct cal_series *series, struct cal_wall *out)
{
    enum { UNDER_WAY_AT_MOST = 4 };
    struct cal_instance next[UNDER_WAY_AT_MOST];
    int64_t end = cal_wall_to_utc(schedule_wall("2199-12-31T23:59"));
    size_t count = cal_expand(series, c->now, end, next, UNDER_WAY_AT_MOST);
    for (size_t i = 0; i < count; i++) {
        *out = next[i].original;
        if (next[i].start >= c->now) return true;
    }
    return false;
}

static void end_instances(struct cmd *c, struct aim *aim)
{
    struct occurrence row, *list = NULL;
    size_t count = 0, room = 0;
    struct db_rows rows = occurrence_of(c->tx, aim->meeting.id);
    while (occurrence_of_next(&rows, &row)) {
        if (row.cancelled_at || cal_wall_to_utc(schedule_wall(row.start)) < c->now) continue;
        list = arena_room(c->arena, list, count, &room, sizeof *list);
        list[count++] = row;
    }
    for (size_t i = 0; i < count; i++) {
        aim->change = list[i];
        aim->occurs = list[i].occurs;
        must(cancel_this(c, aim, NULL) == ERR_OK);
    }
}

static void end_series(struct cmd *c, struct aim *aim)
{
    char occurs[CAL_WALL_TEXT];
    if (find_next(c, &aim->series, &aim->at)) {
        if (aim->at.minute == aim->series.start.minute) {
            cancel_all(c, aim->meeting.id, NULL);
            return;
        }
        cal_wall_put(aim->at, occurs);
        aim->occurs = occurs;
        cancel_following(c, aim, NULL);
    }
    end_instances(c, aim);
}

static void end_one(struct cmd *c, int64_t id)
{
    struct aim aim;
    if (!meeting_by_id(c->tx, id, &aim.meeting) || meeting_aim_at(c, NULL, &aim)) return;
    calendar_tell_meeting(c, id);
    if (aim.is_series)
        end_series(c, &aim);
    else if (cal_wall_to_utc(aim.series.start) >= c->now)
        cancel_all(c, id, NULL);
}

void meeting_end_all(struct cmd *c, int64_t team)
{
    struct meeting row;
    int64_t *list = NULL;
    size_t count = 0, room = 0;
    struct db_rows rows = meeting_of_host(c->tx, 0, team);
    while (meeting_of_host_next(&rows, &row)) {
        if (row.cancelled_at) continue;
        list = arena_room(c->arena, list, count, &room, sizeof *list);
        list[count++] = row.id;
    }
    for (size_t i = 0; i < count; i++)
        end_one(c, list[i]);
}
