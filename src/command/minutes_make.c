/* minutes_make.c - minutes put together from what a meeting left on the board
 *
 * From its beginning to its end, or until now: who was there when, what was written in its phases, the client's own words,
 * facts, concerns and strengths, agreements, tasks and steps, what comes next. A section with nothing in it is left out, so a
 * phase that was skipped leaves no hole. Hypotheses, questions and reflections, and what the team learnt, belong to the team's
 * thinking and not to anybody's record: neither cards nor phases' notes of theirs unless chosen. */
#include "minutes.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "day_words.h"
#include "meeting.h"
#include "model/note_wording.h"
#include "phase.h"

enum { DAYS_AHEAD = 400, MOST_AHEAD = 1000 }; /* one a day, and what was moved there */

enum word {
#define WORD(symbol, fi, sv, en) WORD_##symbol,
#include "minutes_words.def"
};

static const char *const words[][3] = {
#define WORD(symbol, fi, sv, en) [WORD_##symbol] = {fi, sv, en},
#include "minutes_words.def"
};

static const enum word roles[] = {
    [ROLE_COORDINATOR] = WORD_COORDINATOR, [ROLE_MEMBER] = WORD_MEMBER, [ROLE_CONSULTANT] = WORD_CONSULTANT,
    [ROLE_OBSERVER] = WORD_OBSERVER,       [ROLE_GUEST] = WORD_GUEST,
};

static const enum word client_parts[] = {
    [CLIENT_PART_PRESENT] = WORD_PRESENT,
    [CLIENT_PART_HEARD] = WORD_HEARD,
    [CLIENT_PART_NOT_HEARD] = WORD_NOT_HEARD,
};

static const enum word views[] = {
    [CLIENT_VIEW_NOT_ASKED] = WORD_NOT_ASKED,
    [CLIENT_VIEW_AGREES] = WORD_AGREES,
    [CLIENT_VIEW_DISAGREES] = WORD_DISAGREES,
};

static const enum word follow_ups[] = {
    [FOLLOW_UP_KIND_CALL] = WORD_CALL,
    [FOLLOW_UP_KIND_VISIT] = WORD_VISIT,
    [FOLLOW_UP_KIND_RECEPTION] = WORD_RECEPTION,
    [FOLLOW_UP_KIND_CONTROL] = WORD_CONTROL,
};

/* What is being written. */
struct draft {
    struct cmd *c;
    const struct sitting *sitting;
    struct chosen with;
    struct buf *out;
    enum language language;
    int64_t until;
};

static const char *word(const struct draft *d, enum word which)
{
    return words[which][d->language];
}

/* ---- small parts ---- */

/* What somebody wrote, on one line: it can begin neither a heading nor a list. */
static void put_text(struct buf *out, const char *text)
{
    for (; *text; text++)
        buf_put(out, *text == '\n' ? " " : text, 1);
}

static const char *day_text(const struct draft *d, const char *day)
{
    return day_words(d->c->arena, d->language, day);
}

static const char *day_at(const struct draft *d, int64_t at)
{
    return day_words_at(d->c->arena, d->language, at);
}

static const char *time_at(const struct draft *d, int64_t at)
{
    char wall[CAL_WALL_TEXT];
    cal_wall_put(cal_wall_from_utc(at), wall);
    if (d->language != LANGUAGE_EN) wall[13] = '.';
    return arena_text(d->c->arena, wall[11] == '0' ? wall + 12 : wall + 11); /* 9.05, as on every screen */
}

static void put_span(const struct draft *d, int64_t from, int64_t until)
{
    buf_printf(d->out, "%s–%s", time_at(d, from), until ? time_at(d, until) : "");
}

static void put_field(const struct draft *d, enum word name, const char *value)
{
    if (!value) return;
    buf_printf(d->out, "- **%s**: ", word(d, name));
    put_text(d->out, value);
    buf_text(d->out, "\n");
}

static void put_heading(const struct draft *d, const char *name)
{
    buf_text(d->out, "\n## ");
    put_text(d->out, name);
    buf_text(d->out, "\n\n");
}

/* A heading before the first thing that stands under it. */
static void put_heading_once(const struct draft *d, enum word name, bool *is_put)
{
    if (!*is_put) put_heading(d, word(d, name));
    *is_put = true;
}

/* ---- the head ---- */

static const char *name_of(const struct draft *d, int64_t account)
{
    struct account_by_id row;
    return account && account_by_id(d->c->tx, account, &row) ? row.full_name : NULL;
}

static void put_meeting(const struct draft *d)
{
    struct aim aim = {0};
    if (!d->sitting->meeting || !meeting_by_id(d->c->tx, d->sitting->meeting, &aim.meeting)) return;
    if (meeting_aim_at(d->c, d->sitting->occurs, &aim)) return; /* it is in the series no more */
    struct plan plan = plan_of_instance(&aim);
    put_field(d, aim.meeting.team ? WORD_TEAM_MEETING : WORD_MEETING, plan.title);
    put_field(d, WORD_WHERE, plan.place);
}

static void put_head(const struct draft *d)
{
    struct minutes_board board = {.code = "", .title = ""};
    minutes_board(d->c->tx, d->c->board, &board);
    buf_printf(d->out, "# %s: ", word(d, WORD_MINUTES));
    put_text(d->out, board.title);
    buf_printf(d->out, " (%s)\n\n- **%s**: %s ", board.code, word(d, WORD_WHEN), day_at(d, d->sitting->began_at));
    put_span(d, d->sitting->began_at, d->sitting->ended_at);
    buf_text(d->out, "\n");
    put_meeting(d);
    put_field(d, WORD_FACILITATOR, name_of(d, d->sitting->facilitator));
    put_field(d, WORD_PRESENTER, name_of(d, d->sitting->presenter));
    put_field(d, WORD_CLIENT, word(d, client_parts[d->sitting->client_part]));
}

/* ---- who was there ---- */

static void put_person(const struct draft *d, const struct attendance *list, size_t count, size_t at)
{
    const struct attendance *person = &list[at];
    buf_text(d->out, "- ");
    put_text(d->out, person->full_name);
    buf_printf(d->out, ", %s", word(d, roles[person->role]));
    if (person->unit_name) buf_text(d->out, ", ");
    if (person->unit_name) put_text(d->out, person->unit_name);
    for (size_t i = at; i < count; i++) {
        if (list[i].account != person->account) continue;
        buf_text(d->out, ", ");
        put_span(d, list[i].came_at, list[i].left_at);
    }
    buf_text(d->out, "\n");
}

static bool is_listed(const struct attendance *list, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (list[i].account == list[at].account) return true;
    return false;
}

static void put_attendance(const struct draft *d)
{
    struct attendance row, *list = NULL;
    size_t count = 0, room = 0;
    struct db_rows rows = attendance_of(d->c->tx, d->c->board, d->sitting->id);
    while (attendance_of_next(&rows, &row)) {
        list = arena_room(d->c->arena, list, count, &room, sizeof *list);
        list[count++] = row;
    }
    if (count) put_heading(d, word(d, WORD_ATTENDANCE));
    for (size_t i = 0; i < count; i++)
        if (!is_listed(list, i)) put_person(d, list, count, i);
}

/* ---- phases ---- */

static bool is_chosen(const struct draft *d, enum phase_kind kind)
{
    bool is_thinking = kind == PHASE_KIND_HYPOTHESES || kind == PHASE_KIND_QUESTIONS || kind == PHASE_KIND_REFLECTING;
    return !is_thinking || d->with.hypotheses;
}

static void put_note(const struct draft *d, const struct sitting_phase *phase)
{
    struct note note;
    struct note_head head = {0};
    struct wording wording;
    if (!note_seen(d->c->tx, d->c->board, phase->note, 0, &note) || note.removed_at) return;
    note_head(d->c->tx, d->c->board, phase->note, &head);
    wording_init(&wording, d->c->board, phase->note);
    if (head.version && wording_load(&wording, d->c->tx, head.version, false) && wording.text.count) {
        put_heading(d, phase_name(phase->kind, phase->title, d->language));
        ot_text_put(d->out, &wording.text);
        buf_text(d->out, "\n");
    }
    wording_fini(&wording);
}

static void put_phases(const struct draft *d)
{
    struct sitting_phase row, *list = NULL;
    size_t count = 0, room = 0;
    struct db_rows rows = sitting_phase_of(d->c->tx, d->c->board, d->sitting->id);
    while (sitting_phase_of_next(&rows, &row)) {
        list = arena_room(d->c->arena, list, count, &room, sizeof *list);
        list[count++] = row;
    }
    for (size_t i = 0; i < count; i++)
        if (list[i].note && is_chosen(d, list[i].kind)) put_note(d, &list[i]);
}

/* ---- cards ---- */

/* "- text", or, of the client's words, "> text"; `name` may be NULL, as may be what stands before the text. */
static void put_cards(const struct draft *d, enum card_kind kind, enum word name, bool *has_heading, const char *label)
{
    struct minutes_cards card;
    struct db_rows rows = minutes_cards(d->c->tx, d->c->board, kind, d->sitting->began_at, d->until);
    while (minutes_cards_next(&rows, &card)) {
        put_heading_once(d, name, has_heading);
        buf_text(d->out, kind == CARD_KIND_VOICE ? "> " : "- ");
        if (label) buf_printf(d->out, "%s: ", label);
        put_text(d->out, card.text);
        if (card.asked_of) buf_text(d->out, " (");
        if (card.asked_of) put_text(d->out, card.asked_of);
        buf_text(d->out, card.asked_of ? ")\n" : "\n");
        if (kind == CARD_KIND_VOICE) buf_text(d->out, "\n"); /* each a quotation of its own */
    }
}

static void put_section(const struct draft *d, enum card_kind kind, enum word name)
{
    bool has_heading = false;
    put_cards(d, kind, name, &has_heading, NULL);
}

static void put_assessment(const struct draft *d)
{
    bool has_heading = false;
    put_cards(d, CARD_KIND_CONCERN, WORD_ASSESSMENT, &has_heading, word(d, WORD_CONCERN));
    put_cards(d, CARD_KIND_STRENGTH, WORD_ASSESSMENT, &has_heading, word(d, WORD_STRENGTH));
}

/* ---- what is to be done ---- */

static void put_due(const struct draft *d, const char *due_on)
{
    if (due_on) buf_printf(d->out, ", %s %s", word(d, WORD_DUE), day_text(d, due_on));
}

static void put_task(const struct draft *d, const struct minutes_tasks *task)
{
    buf_text(d->out, "- [ ] ");
    put_text(d->out, task->title);
    buf_text(d->out, " — ");
    put_text(d->out, task->is_client ? word(d, WORD_OF_CLIENT) : task->unit_name ? task->unit_name : "");
    if (task->assignee_name) buf_text(d->out, ", ");
    if (task->assignee_name) put_text(d->out, task->assignee_name);
    put_due(d, task->due_on);
    buf_printf(d->out, "; %s\n", word(d, views[task->client_view]));
}

static void put_plan(const struct draft *d)
{
    bool has_heading = false;
    struct minutes_tasks task;
    struct minutes_steps step;
    struct db_rows rows = minutes_tasks(d->c->tx, d->c->board, d->sitting->began_at, d->until);
    while (minutes_tasks_next(&rows, &task)) {
        put_heading_once(d, WORD_PLAN, &has_heading);
        put_task(d, &task);
    }
    rows = minutes_steps(d->c->tx, d->c->board, d->sitting->began_at, d->until);
    while (minutes_steps_next(&rows, &step)) {
        put_heading_once(d, WORD_PLAN, &has_heading);
        buf_text(d->out, "- [ ] ");
        put_text(d->out, step.text);
        if (step.owner_name) buf_printf(d->out, " — %s", step.owner_name);
        put_due(d, step.due_on);
        buf_text(d->out, "\n");
    }
}

/* A meeting to come; start_at 0: there is none. */
struct coming {
    int64_t start_at;
    const char *title, *place;
};

/* Keeps the earlier of two, if it is one to come and not the one that this was. */
static void meet_earlier(const struct draft *d, struct coming *best, int64_t meeting, const char *occurs,
                         struct coming it)
{
    bool is_this = meeting == d->sitting->meeting && is_same_text(occurs, d->sitting->occurs);
    if (is_this || it.start_at <= d->until || (best->start_at && best->start_at <= it.start_at)) return;
    *best = it;
}

static void look_at_instances(const struct draft *d, const struct schedule_item *item, const struct schedule_of *of,
                              struct coming *best)
{
    struct schedule_list list = {.arena = d->c->arena, .most = MOST_AHEAD};
    schedule_expand(item, of->from, of->until, &list);
    for (size_t i = 0; i < list.count; i++) {
        const struct schedule_instance *it = &list.instances[i];
        char occurs[CAL_WALL_TEXT];
        cal_wall_put(it->original, occurs);
        if (it->is_cancelled) continue;
        meet_earlier(d, best, item->row.id, item->is_series ? occurs : NULL,
                     (struct coming){it->start_at, it->title, it->place});
    }
}

static void look_at_own_meetings(const struct draft *d, struct coming *best)
{
    struct schedule schedule;
    const struct schedule_of of = {.account = d->c->who.account,
                                   .board = d->c->board,
                                   .from = d->until,
                                   .until = d->until + DAYS_AHEAD * MS_PER_DAY};
    schedule_load(d->c->tx, &of, &schedule);
    for (size_t i = 0; i < schedule.count; i++)
        look_at_instances(d, &schedule.items[i], &of, best);
}

/* One of a team's, on whose agenda the case is. */
static void look_at_agenda(const struct draft *d, const struct agenda_of_board *item, struct coming *best)
{
    struct aim aim = {0};
    if (!meeting_by_id(d->c->tx, item->meeting, &aim.meeting) || aim.meeting.cancelled_at) return;
    if (meeting_aim_at(d->c, item->occurs, &aim) || aim.change.cancelled_at) return;
    struct plan plan = plan_of_instance(&aim);
    meet_earlier(d, best, item->meeting, item->occurs,
                 (struct coming){cal_wall_to_utc(schedule_wall(plan.start)), plan.title, plan.place});
}

static void look_at_agendas(const struct draft *d, struct coming *best)
{
    struct agenda_of_board row, *list = NULL;
    size_t count = 0, room = 0;
    struct db_rows rows = agenda_of_board(d->c->tx, d->c->board);
    while (agenda_of_board_next(&rows, &row)) {
        list = arena_room(d->c->arena, list, count, &room, sizeof *list);
        list[count++] = row;
    }
    for (size_t i = 0; i < count; i++)
        look_at_agenda(d, &list[i], best);
}

/* Of the board's own meetings and of those in which a team takes its case up. That there is none is said too. */
static void put_next_meeting(const struct draft *d)
{
    struct coming next = {0};
    look_at_own_meetings(d, &next);
    look_at_agendas(d, &next);
    if (!next.start_at) {
        buf_printf(d->out, "- %s\n", word(d, WORD_NO_NEXT));
        return;
    }
    buf_printf(d->out, "- %s %s: ", day_at(d, next.start_at), time_at(d, next.start_at));
    put_text(d->out, next.title);
    if (next.place) buf_text(d->out, ", ");
    if (next.place) put_text(d->out, next.place);
    buf_text(d->out, "\n");
}

static void put_next(const struct draft *d)
{
    struct minutes_follow_ups row;
    put_heading(d, word(d, WORD_NEXT));
    put_next_meeting(d);
    struct db_rows rows = minutes_follow_ups(d->c->tx, d->c->board);
    while (minutes_follow_ups_next(&rows, &row)) {
        buf_printf(d->out, "- %s %s", word(d, follow_ups[row.kind]), day_text(d, row.from_on));
        if (strcmp(row.from_on, row.until_on) != 0) buf_printf(d->out, "–%s", day_text(d, row.until_on));
        buf_printf(d->out, ", %s", row.full_name);
        buf_text(d->out, *row.text ? ": " : "");
        put_text(d->out, row.text);
        buf_text(d->out, "\n");
    }
}

/* ---- all of it ---- */

const char *minutes_title(struct cmd *c, const struct sitting *sitting)
{
    enum language language = c->who.language;
    return arena_printf(c->arena, "%s %s", words[WORD_MINUTES][language],
                        day_words_at(c->arena, language, sitting->began_at));
}

void minutes_compose(struct cmd *c, const struct sitting *sitting, struct chosen with, struct buf *out)
{
    const struct draft d = {.c = c,
                            .sitting = sitting,
                            .with = with,
                            .out = out,
                            .language = c->who.language,
                            .until = sitting->ended_at ? sitting->ended_at : c->now};
    put_head(&d);
    put_attendance(&d);
    put_phases(&d);
    put_section(&d, CARD_KIND_VOICE, WORD_VOICE);
    put_section(&d, CARD_KIND_FACT, WORD_FACTS);
    put_assessment(&d);
    put_section(&d, CARD_KIND_AGREEMENT, WORD_DECISIONS);
    put_plan(&d);
    put_next(&d);
    if (with.hypotheses) {
        put_section(&d, CARD_KIND_HYPOTHESIS, WORD_HYPOTHESES);
        put_section(&d, CARD_KIND_QUESTION, WORD_QUESTIONS);
        put_section(&d, CARD_KIND_REFLECTION, WORD_REFLECTIONS);
    }
    if (with.learning) put_section(&d, CARD_KIND_LEARNING, WORD_LEARNING);
}
