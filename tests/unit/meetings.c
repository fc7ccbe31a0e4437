/* meetings.c - what tests say about teams and meetings, see meetings.h */
#include "meetings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/must.h"

int meetings_setup(void **state)
{
    clock_set(MEETINGS_NOW);
    return world_setup(state);
}

/* Room for what a test says in a row. */
static char *a_text(void)
{
    enum { TEXTS = 256 };
    static char texts[TEXTS][64];
    static unsigned next;
    return texts[next++ % TEXTS];
}

const char *the_board(const struct world *w)
{
    char *text = a_text();
    snprintf(text, 64, "'board':%lld", (long long)w->board);
    return text;
}

const char *the_team(int64_t team)
{
    char *text = a_text();
    snprintf(text, 64, "'team':%lld", (long long)team);
    return text;
}

static int64_t made(json_t *answer, const char *noun)
{
    int64_t id = number_in(answer, noun);
    json_decref(answer);
    return id;
}

const char *whom(const struct world *w, enum who who)
{
    char *text = a_text();
    snprintf(text, 64, ",'account':%lld", (long long)w->account[who]);
    return text;
}

const char *whom_at(const struct world *w, enum who who, const char *occurs)
{
    char *text = a_text();
    snprintf(text, 64, ",'account':%lld,'occurs':'%s'", (long long)w->account[who], occurs);
    return text;
}

int64_t begins_team(struct world *w, enum who who, const char *name)
{
    return made(says(w, who, "team.create", "{'name':'%s'}", name), "team");
}

void lets_in(struct world *w, enum who who, int64_t team, enum who whom, const char *role)
{
    json_decref(says(w, who, "team.add", "{'team':%lld,'account':%lld,'role':'%s'}", (long long)team,
                     (long long)w->account[whom], role));
}

int64_t plans(struct world *w, enum who who, const char *host, const char *title, const char *start, const char *more)
{
    const char *minutes = strstr(more, "'minutes'") ? "" : ",'minutes':60";
    return made(says(w, who, "meeting.create", "{%s,'title':'%s','start':'%s','tz':'Europe/Helsinki'%s%s}", host, title,
                     start, minutes, more),
                "meeting");
}

json_t *asks_of(struct world *w, enum who who, const char *command, const char *host, int64_t meeting, const char *more)
{
    return says(w, who, command, "{%s,'meeting':%lld%s}", host, (long long)meeting, more);
}

void does_to(struct world *w, enum who who, const char *command, const char *host, int64_t meeting, const char *more)
{
    json_decref(asks_of(w, who, command, host, meeting, more));
}

void may_not_do(struct world *w, enum who who, enum err err, const char *field, const char *detail, const char *command,
                const char *host, int64_t meeting, const char *more)
{
    is_refused(w, who, err, field, detail, command, "{%s,'meeting':%lld%s}", host, (long long)meeting, more);
}

static const char *occurs_member(const char *occurs)
{
    char *text = a_text();
    if (!occurs) return "";
    snprintf(text, 64, ",'occurs':'%s'", occurs);
    return text;
}

void answers(struct world *w, enum who who, int64_t meeting, const char *occurs, const char *answer)
{
    json_decref(says(w, who, "meeting.answer", "{'meeting':%lld%s,'answer':'%s'}", (long long)meeting,
                     occurs_member(occurs), answer));
}

void may_not_answer(struct world *w, enum who who, enum err err, const char *field, const char *detail, int64_t meeting,
                    const char *occurs)
{
    is_refused(w, who, err, field, detail, "meeting.answer", "{'meeting':%lld%s,'answer':'yes'}", (long long)meeting,
               occurs_member(occurs));
}

/* ---- changing ---- */

/* The lists show to any of the host's people: aino is on the board, and in all teams of the tests. */
json_t *meeting_row(struct world *w, const char *host, int64_t meeting)
{
    json_t *answer = says(w, AINO, "meeting.list", "{%s}", host), *row, *found = NULL;
    size_t i;
    json_array_foreach (json_object_get(answer, "meetings"), i, row) {
        if (number_in(row, "id") == meeting) found = json_incref(row);
    }
    json_decref(answer);
    assert_non_null(found);
    return found;
}

size_t rows_of(struct world *w, enum who who, const char *host, const char *list)
{
    return count_listed(w, who, list, "meeting.list", "{%s}", host);
}

char *edit_members(struct world *w, const char *host, int64_t meeting, const struct edit *edit)
{
    char rule[300] = "", *text = NULL;
    json_t *row = meeting_row(w, host, meeting);
    if (edit->rrule) snprintf(rule, sizeof rule, ",'rrule':'%s'", edit->rrule);
    int len =
        asprintf(&text, ",'seen':%lld,'which':'%s'%s,'title':'%s','start':'%s','tz':'Europe/Helsinki','minutes':%d%s",
                 (long long)number_in(row, "revision"), edit->which, occurs_member(edit->occurs), edit->title,
                 edit->start, edit->minutes ? edit->minutes : 60, rule);
    must(len > 0);
    json_decref(row);
    return text;
}

int64_t edits(struct world *w, enum who who, const char *host, int64_t meeting, const struct edit *edit, int64_t *out)
{
    char *members = edit_members(w, host, meeting, edit);
    json_t *answer = asks_of(w, who, "meeting.edit", host, meeting, members);
    int64_t dropped = number_in(answer, "dropped");
    if (out) *out = number_in(answer, "meeting");
    json_decref(answer);
    free(members);
    return dropped;
}

/* ---- calendars ---- */

json_t *instances_of(struct world *w, enum who who, const char *from_on, const char *until_on)
{
    json_t *answer = says(w, who, "meeting.mine", "{'from_on':'%s','until_on':'%s'}", from_on, until_on);
    json_t *instances = json_incref(json_object_get(answer, "instances"));
    json_decref(answer);
    return instances;
}

char *calendar_text(const json_t *instances)
{
    struct buf text;
    buf_init(&text);
    buf_text(&text, "");
    for (size_t i = 0; i < json_array_size(instances); i++) {
        const json_t *it = json_array_get(instances, i);
        buf_printf(&text, "%s%s %s%s", i ? "; " : "", json_string_value(json_object_get(it, "start")),
                   json_string_value(json_object_get(it, "title")),
                   json_is_true(json_object_get(it, "is_cancelled")) ? " x" : "");
    }
    return text.data ? text.data : strdup("");
}

void has_in_calendar(struct world *w, enum who who, const char *from_on, const char *until_on, const char *expected)
{
    json_t *instances = instances_of(w, who, from_on, until_on);
    char *text = calendar_text(instances);
    assert_string_equal(text, expected);
    json_decref(instances);
    free(text);
}
