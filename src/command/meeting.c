/* meeting.c - meetings of a board or of a team: planned, found, listed
 *
 * A meeting is held once or is a series with a rule (cal/cal.h), in local time. What differs in one instance is a row of its
 * own (occurrence), known by the local start that the series gives it. Meetings of a board are nouns of the board; those of a
 * team are on no board, and their rows are remembered in vain. Changes are in meeting_edit.c and meeting_cancel.c, who is
 * invited and comes in meeting_invite.c, what it all makes of one's calendar in meeting_mine.c. */
#include "meeting.h"

#include <string.h>

#include "calendar.h"
#include "command/registry.gen.h"

/* ---- plans ---- */

static const enum detail details[] = {
    DETAIL_NONE,
#define CAL_FAULT(symbol, name) DETAIL_##symbol,
#include "cal/fault.def"
};

static enum err refuse_fault(struct cmd *c, const char *field, enum cal_fault fault)
{
    return fault ? refuse(c, ERR_BAD_INPUT, field, details[fault]) : ERR_OK;
}

static bool is_https(const char *link)
{
    static const char scheme[] = "https://";
    size_t len = sizeof scheme - 1;
    if (strncmp(link, scheme, len) != 0 || !link[len]) return false;
    for (const char *at = link; *at; at++)
        if (*at <= ' ' || *at > '~' || strchr("\"<>\\^`{|}", *at)) return false;
    return true;
}

const char *rule_text(struct cmd *c, const struct cal_rule *rule)
{
    struct buf text;
    buf_init(&text);
    cal_rule_put(&text, rule);
    const char *copy = arena_bytes(c->arena, text.data, text.len);
    buf_fini(&text);
    return copy;
}

static enum err check_rule(struct cmd *c, struct plan *plan, struct cal_wall start)
{
    struct cal_series series = {.start = start, .minutes = plan->minutes};
    enum err err = refuse_fault(c, "rrule", cal_rule_read(plan->rrule, &series.rule));
    if (err) return err;
    enum cal_fault fault = cal_series_check(&series);
    if (fault) return refuse_fault(c, fault == CAL_START_OFF ? "start" : "rrule", fault);
    plan->rrule = rule_text(c, &series.rule);
    return ERR_OK;
}

enum err plan_check(struct cmd *c, struct plan *plan)
{
    struct cal_wall start;
    enum err err = refuse_fault(c, "tz", cal_zone_check(plan->tz));
    if (!err) err = refuse_fault(c, "start", cal_wall_read(plan->start, &start));
    if (err) return err;
    if (plan->link && !is_https(plan->link)) return refuse(c, ERR_BAD_INPUT, "link", DETAIL_NOT_HTTPS);
    return plan->rrule ? check_rule(c, plan, start) : ERR_OK;
}

struct plan plan_of(const struct meeting_by_id *meeting)
{
    return (struct plan){.title = meeting->title,
                         .start = meeting->start,
                         .tz = meeting->tz,
                         .minutes = meeting->minutes,
                         .place = meeting->place,
                         .link = meeting->link,
                         .rrule = meeting->rrule};
}

struct plan plan_of_instance(const struct aim *aim)
{
    const struct occurrence *change = &aim->change;
    struct plan plan = plan_of(&aim->meeting);
    if (aim->occurs) plan.start = aim->occurs;
    plan.rrule = NULL;
    if (!change->id) return plan;
    plan.title = change->title;
    plan.start = change->start;
    plan.minutes = change->minutes;
    plan.place = change->place;
    plan.link = change->link;
    return plan;
}

bool is_same_text(const char *one, const char *other)
{
    return one && other ? strcmp(one, other) == 0 : one == other;
}

bool plan_is_same(const struct plan *one, const struct plan *other)
{
    return is_same_text(one->title, other->title) && is_same_text(one->start, other->start) &&
           is_same_text(one->tz, other->tz) && one->minutes == other->minutes &&
           is_same_text(one->place, other->place) && is_same_text(one->link, other->link) &&
           is_same_text(one->rrule, other->rrule);
}

/* ---- which one ---- */

enum err meeting_find(struct cmd *c, int64_t id, struct meeting_by_id *out)
{
    bool is_here = meeting_by_id(c->tx, id, out) && out->board == c->board && out->team == c->team;
    if (!is_here) return refuse(c, ERR_NOT_FOUND, "meeting", DETAIL_NO_SUCH_MEETING);
    remember(c, NOUN_MEETING, id);
    return ERR_OK;
}

static enum err aim_at_only(struct cmd *c, const char *occurs, const struct aim *aim)
{
    bool is_it = !occurs || strcmp(occurs, aim->meeting.start) == 0;
    return is_it ? ERR_OK : refuse(c, ERR_NOT_FOUND, "occurs", DETAIL_NO_SUCH_INSTANCE);
}

enum err meeting_aim_at(struct cmd *c, const char *occurs, struct aim *aim)
{
    const struct meeting_by_id *meeting = &aim->meeting;
    aim->is_series = schedule_series(meeting->start, meeting->minutes, meeting->rrule, &aim->series);
    aim->occurs = NULL;
    aim->change = (struct occurrence){0};
    if (!aim->is_series) return aim_at_only(c, occurs, aim);
    if (!occurs) return ERR_OK;
    enum err err = refuse_fault(c, "occurs", cal_wall_read(occurs, &aim->at));
    if (err) return err;
    if (!cal_series_has(&aim->series, aim->at)) return refuse(c, ERR_NOT_FOUND, "occurs", DETAIL_NO_SUCH_INSTANCE);
    aim->occurs = occurs;
    if (!occurrence_at(c->tx, meeting->id, occurs, &aim->change)) aim->change = (struct occurrence){0};
    return ERR_OK;
}

static enum err aim_part(struct cmd *c, enum which which, struct aim *aim)
{
    aim->which = aim->is_series ? which : WHICH_ALL;
    if (!aim->is_series) return ERR_OK;
    if (which == WHICH_ALL) return aim->occurs ? refuse(c, ERR_BAD_INPUT, "occurs", DETAIL_ONE_OF_SERIES) : ERR_OK;
    if (!aim->occurs) return refuse(c, ERR_BAD_INPUT, "occurs", DETAIL_MISSING);
    if (which == WHICH_THIS && aim->change.cancelled_at)
        return refuse(c, ERR_CONFLICT, "occurs", DETAIL_MEETING_CANCELLED);
    if (which == WHICH_FOLLOWING && aim->at.minute == aim->series.start.minute) aim->which = WHICH_ALL;
    return ERR_OK;
}

enum err meeting_aim(struct cmd *c, int64_t meeting, enum which which, const char *occurs, struct aim *out)
{
    enum err err = meeting_find(c, meeting, &out->meeting);
    if (!err) err = meeting_aim_at(c, occurs, out);
    if (err) return err;
    if (out->meeting.cancelled_at) return refuse(c, ERR_CONFLICT, "meeting", DETAIL_MEETING_CANCELLED);
    return aim_part(c, which, out);
}

/* ---- planning and listing ---- */

enum err cmd_meeting_create(struct cmd *c, const struct meeting_create *in)
{
    struct meeting_count there;
    struct plan plan = {in->title, in->start, in->tz, in->minutes, in->place, in->link, in->rrule};
    enum err err = plan_check(c, &plan);
    if (err) return err;
    if (meeting_count(c->tx, c->board, c->team, &there) && there.count >= MOST_MEETINGS)
        return refuse(c, ERR_CONFLICT, "meeting", DETAIL_TOO_MANY);

    int64_t id = born(c, NOUN_MEETING);
    meeting_add(c->tx, id, c->board, c->team, plan.title, plan.start, plan.tz, plan.minutes, plan.place, plan.link,
                plan.rrule, 0, c->who.account, c->now);
    err = meeting_invite_people(c, id, in->invite);
    if (err) return err;
    calendar_tell_meeting(c, id);
    give_int(c, "meeting", id);
    return ERR_OK;
}

enum err cmd_meeting_list(struct cmd *c, const struct meeting_list *in)
{
    (void)in;
    give_rows(c, "meetings", meeting_of_host(c->tx, c->board, c->team));
    give_rows(c, "occurrences", occurrence_of_host(c->tx, c->board, c->team));
    give_rows(c, "invitations", invitation_of_host(c->tx, c->board, c->team));
    return ERR_OK;
}
