/* meeting_edit.c - meetings changed: this instance, this and the following ones, or all
 *
 * Whoever changes one has seen its revision; if it has another meanwhile, the refusal carries both plans. One instance gets
 * a row of its own; "this and following" cuts the series in two (meeting_series.c); "all" changes the row itself. */
#include "meeting.h"

#include <string.h>

#include "calendar.h"
#include "command/registry.gen.h"

static json_t *plan_json(const struct plan *plan)
{
    return json_pack("{s:s, s:s, s:s, s:I, s:s?, s:s?, s:s?}", "title", plan->title, "start", plan->start, "tz",
                     plan->tz, "minutes", (json_int_t)plan->minutes, "place", plan->place, "link", plan->link, "rrule",
                     plan->rrule);
}

static enum err check_seen(struct cmd *c, const struct aim *aim, const struct plan *plan, int64_t seen)
{
    int64_t revision = aim->meeting.revision;
    if (seen == revision) return ERR_OK;
    const struct plan is = aim->which == WHICH_THIS ? plan_of_instance(aim) : plan_of(&aim->meeting);
    json_t *now = plan_json(&is);
    json_object_set_new(now, "revision", json_integer(revision));
    return refuse_with(c, ERR_CONFLICT, "seen", DETAIL_CHANGED,
                       json_pack("{s:o, s:o}", "now", now, "yours", plan_json(plan)));
}

/* A form says the rule of the series also where it did not change it. */
static bool is_own_rule(struct cmd *c, const struct aim *aim, const char *rrule)
{
    struct cal_rule rule;
    return rrule && cal_rule_read(rrule, &rule) == CAL_FINE && is_same_text(rule_text(c, &rule), aim->meeting.rrule);
}

static enum err check_plan(struct cmd *c, const struct aim *aim, struct plan *plan)
{
    bool is_own = aim->which != WHICH_ALL && is_own_rule(c, aim, plan->rrule);
    if (aim->which == WHICH_THIS && plan->rrule && !is_own)
        return refuse(c, ERR_BAD_INPUT, "rrule", DETAIL_RULE_OF_ONE);
    if (aim->which == WHICH_THIS) plan->rrule = NULL;
    if (aim->which == WHICH_FOLLOWING && is_own) plan->rrule = meeting_rest_rule(c, aim);
    return plan_check(c, plan);
}

static enum err edit_this(struct cmd *c, const struct aim *aim, const struct plan *plan)
{
    const struct plan is = plan_of_instance(aim);
    return plan_is_same(plan, &is) ? ERR_OK : meeting_put_occurrence(c, aim, plan, 0, NULL);
}

static int64_t edit_following(struct cmd *c, const struct aim *aim, const struct plan *plan, int64_t *dropped)
{
    struct plan is = plan_of(&aim->meeting);
    is.start = aim->occurs;
    is.rrule = meeting_rest_rule(c, aim);
    return plan_is_same(plan, &is) ? aim->meeting.id : meeting_cut(c, aim, plan, dropped);
}

static int64_t edit_all(struct cmd *c, const struct aim *aim, const struct plan *plan)
{
    const struct plan is = plan_of(&aim->meeting);
    if (plan_is_same(plan, &is)) return 0;
    meeting_plan(c->tx, aim->meeting.id, plan->title, plan->start, plan->tz, plan->minutes, plan->place, plan->link,
                 plan->rrule, c->now);
    return meeting_refit(c, &aim->meeting, plan);
}

enum err cmd_meeting_edit(struct cmd *c, const struct meeting_edit *in)
{
    struct aim aim;
    struct plan plan = {in->title, in->start, in->tz, in->minutes, in->place, in->link, in->rrule};
    enum err err = meeting_aim(c, in->meeting, in->which, in->occurs, &aim);
    if (!err) err = check_seen(c, &aim, &plan, in->seen);
    if (!err) err = check_plan(c, &aim, &plan);
    if (!err && aim.which == WHICH_THIS) err = edit_this(c, &aim, &plan);
    if (err) return err;

    int64_t id = in->meeting, dropped = 0;
    calendar_tell_meeting(c, id); /* before and after: a guest of what is dropped is told too */
    if (aim.which == WHICH_FOLLOWING) id = edit_following(c, &aim, &plan, &dropped);
    if (aim.which == WHICH_ALL) dropped = edit_all(c, &aim, &plan);
    give_int(c, "meeting", id);
    give_int(c, "dropped", dropped);
    return ERR_OK;
}
