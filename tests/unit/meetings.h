/* meetings.h - what tests say about teams and meetings, in the domain's verbs
 *
 * A host is a member of the parameters, "'board':5" or "'team':7". Meetings take an hour unless something else is said. The
 * clock stands at MEETINGS_NOW, 2 March 2026, ten in the morning. A calendar is written as text, "2026-03-10T14:00 Tiimi",
 * one behind the other with "; " between; what is cancelled has an x at its end. */
#ifndef UNIT_MEETINGS_H
#define UNIT_MEETINGS_H

#include "world.h"

#define MEETINGS_NOW INT64_C(1772438400000) /* 2026-03-02T08:00Z */

int meetings_setup(void **state);
#define IN_MARCH(test) cmocka_unit_test_setup_teardown(test, meetings_setup, world_teardown)

const char *the_board(const struct world *w);
const char *the_team(int64_t team);
const char *whom(const struct world *w, enum who who); /* a further member, "account" */
const char *whom_at(const struct world *w, enum who who, const char *occurs);

int64_t begins_team(struct world *w, enum who who, const char *name);
void lets_in(struct world *w, enum who who, int64_t team, enum who whom, const char *role);

/* `more` are further members, with a comma in front. */
int64_t plans(struct world *w, enum who who, const char *host, const char *title, const char *start, const char *more);

/* Says a command about a meeting; `more` as above. */
json_t *asks_of(struct world *w, enum who who, const char *command, const char *host, int64_t meeting,
                const char *more);
void does_to(struct world *w, enum who who, const char *command, const char *host, int64_t meeting, const char *more);
void may_not_do(struct world *w, enum who who, enum err err, const char *field, const char *detail, const char *command,
                const char *host, int64_t meeting, const char *more);

/* Answers no, yes, maybe … to all of it, or to one instance (NULL: all). */
void answers(struct world *w, enum who who, int64_t meeting, const char *occurs, const char *answer);
void may_not_answer(struct world *w, enum who who, enum err err, const char *field, const char *detail, int64_t meeting,
                    const char *occurs);

struct edit {
    const char *which, *occurs; /* occurs NULL: none */
    const char *title, *start;
    int minutes;       /* 0: an hour */
    const char *rrule; /* NULL: none */
};
/* Changes it, having seen it as it is; how many instances lost what was said of them. `out` NULL: of no interest. */
int64_t edits(struct world *w, enum who who, const char *host, int64_t meeting, const struct edit *edit, int64_t *out);
char *edit_members(struct world *w, const char *host, int64_t meeting, const struct edit *edit); /* yours: for more */

json_t *meeting_row(struct world *w, const char *host, int64_t meeting); /* as aino or whoever leads sees it; yours */
size_t rows_of(struct world *w, enum who who, const char *host, const char *list); /* of meeting.list */

json_t *instances_of(struct world *w, enum who who, const char *from_on, const char *until_on); /* yours */
char *calendar_text(const json_t *instances);                                                   /* yours */
void has_in_calendar(struct world *w, enum who who, const char *from_on, const char *until_on, const char *text);

#endif
