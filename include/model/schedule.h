/* schedule.h - what is in a calendar: meetings, series and what was changed in them, and the instances of a span of time
 *
 * Who may see what is decided by the statement that loads (meeting_seen): nothing of an archived board,
 * nothing of a board or team that the account is not in, and of a single instance that it was invited to just that one.
 *
 * Load once, then expand each item, or write its series out as it is:
 *
 *     struct schedule schedule;
 *     struct schedule_list list = {.arena = arena, .most = 2000};
 *     schedule_load(tx, &(struct schedule_of){.account = account, .from = from, .until = until}, &schedule);
 *     for (size_t i = 0; i < schedule.count; i++)
 *         schedule_expand(&schedule.items[i], from, until, &list);
 *     schedule_sort(&list);
 *
 * All that is loaded lives as long as the transaction. [store] [reader] */
#ifndef MODEL_SCHEDULE_H
#define MODEL_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "cal/cal.h"
#include "db/queries.gen.h"

/* Whose eyes, on what, and when: [from, until), instants. Neither board nor team: all that the account may come to. */
struct schedule_of {
    int64_t account;
    int64_t board, team;
    int64_t from, until;
};

/* One meeting, once or as a series, as this account sees it. `row.team` and `row.host_title` are none where it is a guest;
 * row.is_whole: all of it, else only the instances that answers[] names. */
struct schedule_item {
    struct meeting_seen row;
    bool is_series;
    struct cal_series series;                 /* of one that is held once, start and minutes only */
    const struct occurrence *changes;         /* instances that differ or are cancelled, by `occurs` */
    const struct invitation_answers *answers; /* the account's, to single instances, by `occurs` */
    size_t n_changes, n_answers;
};

struct schedule {
    struct schedule_item *items; /* by id */
    size_t count;
};

/* Whatever may have an instance in the span, perhaps some that have none. */
void schedule_load(struct db_tx *tx, const struct schedule_of *of, struct schedule *out);

/* One instance as it is to be: moved, renamed, cancelled. */
struct schedule_instance {
    const struct schedule_item *item;
    const struct occurrence *change;  /* NULL: as the series gives it */
    struct cal_wall original, start;  /* where the series puts it, and where it is */
    int64_t start_at, end_at;         /* instants */
    const char *title, *place, *link; /* place and link may be NULL */
    int64_t minutes;
    bool is_cancelled;       /* it, or all of the meeting */
    const char *cancel_note; /* or NULL */
    enum answer answer;      /* to this one, else to the whole; none_yet where there is none */
};

struct schedule_list { /* begun with an arena and most, else zero */
    struct arena *arena;
    size_t most;
    struct schedule_instance *instances;
    size_t count, room;
    bool is_cut; /* there are more than `most` */
};

/* Adds the item's instances that are under way at some time of [from, until), cancelled ones too. */
void schedule_expand(const struct schedule_item *item, int64_t from, int64_t until, struct schedule_list *list);
void schedule_sort(struct schedule_list *list); /* by start, then meeting */

/* A meeting's series out of its columns, which were checked when they were stored; false: held once, with no rule. */
bool schedule_series(const char *start, int64_t minutes, const char *rrule, struct cal_series *out);

struct cal_wall schedule_wall(const char *text); /* of a column */

#endif
