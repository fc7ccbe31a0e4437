/* meeting.h - what the files of meetings share, and what others need of them [store] */
#ifndef MEETING_H
#define MEETING_H

#include "command/cmd.h"
#include "model/schedule.h"

enum { MOST_MEETINGS = 2000, MOST_OCCURRENCES = 1000, MOST_INVITATIONS = 2000 };

/* A meeting as somebody wants it. */
struct plan {
    const char *title, *start, *tz;
    int64_t minutes;
    const char *place, *link, *rrule;
};

/* Can it be? Zone, start, link, and the rule, which is then in the one form that is stored. */
enum err plan_check(struct cmd *c, struct plan *plan);

struct plan plan_of(const struct meeting_by_id *meeting);
bool plan_is_same(const struct plan *one, const struct plan *other);
bool is_same_text(const char *one, const char *other); /* NULL is the same as NULL */
const char *rule_text(struct cmd *c, const struct cal_rule *rule);

/* The meeting, if it is of the granted board or team, and remembered. */
enum err meeting_find(struct cmd *c, int64_t id, struct meeting_by_id *out);

/* Which part of which meeting is meant. `which` is all where the meeting is held once, and where the first instance and the
 * following are meant; else `occurs` and `at` are the instance, and `change` is what was changed of it (id 0: nothing). */
struct aim {
    struct meeting_by_id meeting;
    enum which which;
    bool is_series;
    struct cal_series series;
    const char *occurs;
    struct cal_wall at;
    struct occurrence change;
};
enum err meeting_aim(struct cmd *c, int64_t meeting, enum which which, const char *occurs, struct aim *out);

/* The instance that is named, of a series; `occurs` is checked and may be NULL: all of it. Fills in all but `which`. */
enum err meeting_aim_at(struct cmd *c, const char *occurs, struct aim *aim);

struct plan plan_of_instance(const struct aim *aim); /* as it is: a series' rule is not its own */

/* One row of its own for an instance: made or changed; gone where the plan is the series' own and it is not cancelled. */
enum err meeting_put_occurrence(struct cmd *c, const struct aim *aim, const struct plan *plan, int64_t cancelled_at,
                                const char *note);

/* Cuts the series before the instance aimed at; what follows is a new meeting by the plan, to which all are invited who were,
 * and to which goes what was said of its instances. Returns its id; `dropped`: of how many instances that fits no more. */
int64_t meeting_cut(struct cmd *c, const struct aim *aim, const struct plan *plan, int64_t *dropped);

/* The rule of what would follow the cut, if it went on as it is. */
const char *meeting_rest_rule(struct cmd *c, const struct aim *aim);

/* What was said of instances, once the meeting is by another plan. Returns of how many that fits no more. */
int64_t meeting_refit(struct cmd *c, const struct meeting_by_id *was, const struct plan *plan);

/* Invites the people of a new meeting: those named, or else those whose board it is. */
enum err meeting_invite_people(struct cmd *c, int64_t meeting, struct refs invite);
enum err meeting_check_guest(struct cmd *c, const char *field, int64_t account); /* may they be invited? */

/* Somebody is let out of the granted board, or of a team (the other is 0): what they were invited to there. */
void meeting_let_go(struct cmd *c, int64_t account, int64_t board, int64_t team);

/* A team's coming meetings are cancelled. */
void meeting_end_all(struct cmd *c, int64_t team);

#endif
