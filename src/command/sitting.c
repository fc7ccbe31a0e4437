/* sitting.c - a case taken up in a meeting: begun, led through its phases, ended, taken up again
 *
 * One goes on at a time on a board. It is led by one person; anyone who may lead can take over, and everybody sees it. Nothing
 * advances by itself and steps go both ways; the time in a phase is added up when it is left. Begun as part of a team's
 * meeting, it lets out of the other cases of the same meeting whoever is in them: a person who is not on the next board must
 * not hear it open. What ends it is somebody's word, or the sweep an hour after the last one left: then it was over when
 * they did. Who comes and goes is in sitting_people.c. */
#include "sitting.h"

#include "base/clock.h"
#include "command/registry.gen.h"
#include "day_words.h"
#include "meeting.h"
#include "phase.h"
#include "team.h"

#define EMPTY_FOR_MS (MS_PER_HOUR)
#define STALE_FOR_MS (12 * MS_PER_HOUR) /* a server that was restarted doesn't know who went meanwhile */

/* ---- finding ---- */

enum err sitting_find(struct cmd *c, int64_t id, struct sitting *out)
{
    return sitting_load(c, id, out) ? ERR_OK : refuse(c, ERR_NOT_FOUND, "sitting", DETAIL_NO_SUCH_SITTING);
}

enum err sitting_find_open(struct cmd *c, int64_t id, struct sitting *out)
{
    enum err err = sitting_find(c, id, out);
    if (err || !out->ended_at) return err;
    return refuse(c, ERR_CONFLICT, "sitting", DETAIL_ENDED);
}

/* And the actor must lead it. */
static enum err find_led(struct cmd *c, int64_t id, struct sitting *out)
{
    enum err err = sitting_find_open(c, id, out);
    if (err || out->facilitator == c->who.account) return err;
    return refuse_with(c, ERR_CONFLICT, "sitting", DETAIL_NOT_FACILITATOR,
                       json_pack("{s:I}", "facilitator", (json_int_t)out->facilitator));
}

static enum err check_participant(struct cmd *c, const char *field, int64_t account)
{
    struct participant here;
    if (!account || (participant_get(c->tx, c->board, account, &here) && !here.left_at)) return ERR_OK;
    return refuse(c, ERR_BAD_INPUT, field, DETAIL_NOT_ON_BOARD);
}

static enum err check_none_goes_on(struct cmd *c)
{
    struct sitting_open open;
    if (!sitting_open(c->tx, c->board, &open)) return ERR_OK;
    return refuse_with(c, ERR_CONFLICT, "sitting", DETAIL_SITTING_OPEN,
                       json_pack("{s:I}", "sitting", (json_int_t)open.id));
}

/* ---- beginning ---- */

/* In which meeting it is held: of the board; or of a team that the actor is in, with the case on its agenda. */
struct frame_of {
    struct aim aim;
    int64_t team, minutes;
};

static enum err check_agenda(struct cmd *c, struct frame_of *of)
{
    const struct meeting_by_id *meeting = &of->aim.meeting;
    struct team_access member;
    struct agenda_with item;
    if (!team_access(c->tx, meeting->team, c->who.account, &member))
        return refuse(c, ERR_NOT_FOUND, "meeting", DETAIL_NO_SUCH_MEETING);
    if (!agenda_with(c->tx, meeting->team, meeting->id, of->aim.occurs, c->board, &item))
        return refuse(c, ERR_CONFLICT, "meeting", DETAIL_NOT_ON_AGENDA);
    of->team = meeting->team;
    if (of->minutes == NO_INT) of->minutes = item.minutes;
    return ERR_OK;
}

static enum err find_meeting(struct cmd *c, const struct sitting_begin *in, struct frame_of *of)
{
    struct meeting_by_id *meeting = &of->aim.meeting;
    if (!in->meeting) return ERR_OK;
    if (!meeting_by_id(c->tx, in->meeting, meeting) || (meeting->board && meeting->board != c->board))
        return refuse(c, ERR_NOT_FOUND, "meeting", DETAIL_NO_SUCH_MEETING);
    enum err err = meeting_aim_at(c, in->occurs, &of->aim);
    if (err) return err;
    if (of->aim.is_series && !of->aim.occurs) return refuse(c, ERR_BAD_INPUT, "occurs", DETAIL_MISSING);
    if (meeting->team) return check_agenda(c, of);
    if (of->minutes == NO_INT) of->minutes = meeting->minutes;
    return ERR_OK;
}

static void add_phases(struct cmd *c, int64_t sitting, int64_t team, int64_t first)
{
    struct phases phases = phases_of(c, team);
    for (size_t i = 0; i < phases.count; i++) {
        const struct phase_of_team *it = &phases.items[i];
        int64_t id = i ? born(c, NOUN_SITTING_PHASE) : first;
        sitting_phase_add(c->tx, c->board, id, sitting, it->kind, it->title, it->prompt, it->minutes, (int64_t)i + 1);
    }
}

/* A team's agenda says which of its cases are taken up, and which have been. */
static void tell_agenda(struct cmd *c, int64_t id)
{
    struct meeting_by_id meeting;
    if (id && meeting_by_id(c->tx, id, &meeting)) team_tell(c, meeting.team);
}

static void let_out_elsewhere(struct cmd *c, const struct frame_of *of)
{
    struct sitting_elsewhere row, *list = NULL;
    size_t count = 0, room = 0;
    struct db_rows rows = sitting_elsewhere(c->tx, of->aim.meeting.id, of->aim.occurs, c->board);
    while (sitting_elsewhere_next(&rows, &row)) {
        list = arena_room(c->arena, list, count, &room, sizeof *list);
        list[count++] = row;
    }
    for (size_t i = 0; i < count; i++)
        sitting_empty(c, list[i].board, list[i].id, c->now);
}

enum err cmd_sitting_begin(struct cmd *c, const struct sitting_begin *in)
{
    struct frame_of of = {.minutes = in->minutes};
    enum err err = check_none_goes_on(c);
    if (!err) err = find_meeting(c, in, &of);
    if (!err) err = check_participant(c, "presenter", in->presenter);
    if (err) return err;

    if (of.team) let_out_elsewhere(c, &of);
    int64_t id = born(c, NOUN_SITTING), first = born(c, NOUN_SITTING_PHASE);
    sitting_add(c->tx, c->board, id, in->meeting, of.aim.occurs, of.minutes, c->who.account, in->presenter, first,
                c->now);
    add_phases(c, id, of.team, first);
    if (in->client_part) sitting_set_client_part(c->tx, c->board, id, in->client_part);
    sitting_come(c, id);
    tell_agenda(c, in->meeting);
    give_int(c, "sitting", id);
    return ERR_OK;
}

/* ---- leading ---- */

enum err cmd_sitting_lead(struct cmd *c, const struct sitting_lead *in)
{
    struct sitting sitting;
    enum err err = sitting_find_open(c, in->sitting, &sitting);
    if (err) return err;
    sitting_come(c, in->sitting);
    sitting_set_facilitator(c->tx, c->board, in->sitting, c->who.account);
    return ERR_OK;
}

static enum err find_phase(struct cmd *c, int64_t sitting, int64_t id, struct sitting_phase *out)
{
    bool is_its = sitting_phase_load(c, id, out) && out->sitting == sitting;
    return is_its ? ERR_OK : refuse(c, ERR_NOT_FOUND, "phase", DETAIL_NO_SUCH_PHASE);
}

static void spend(struct cmd *c, int64_t board, const struct sitting *sitting, int64_t until)
{
    int64_t ms = until - sitting->phase_at;
    remember_on(c, board, NOUN_SITTING_PHASE, sitting->phase);
    if (ms > 0) sitting_phase_spend(c->tx, board, sitting->phase, ms);
}

enum err cmd_sitting_go(struct cmd *c, const struct sitting_go *in)
{
    struct sitting sitting;
    struct sitting_phase phase;
    enum err err = find_led(c, in->sitting, &sitting);
    if (!err) err = find_phase(c, in->sitting, in->phase, &phase);
    if (err || in->phase == sitting.phase) return err;
    spend(c, c->board, &sitting, c->now);
    sitting_set_phase(c->tx, c->board, in->sitting, in->phase, c->now);
    return ERR_OK;
}

enum err cmd_sitting_set_client(struct cmd *c, const struct sitting_set_client *in)
{
    struct sitting sitting;
    enum err err = sitting_find_open(c, in->sitting, &sitting);
    if (err) return err;
    sitting_set_client_part(c->tx, c->board, in->sitting, in->client_part);
    return ERR_OK;
}

enum err cmd_sitting_set_presenter(struct cmd *c, const struct sitting_set_presenter *in)
{
    struct sitting sitting;
    enum err err = sitting_find_open(c, in->sitting, &sitting);
    if (!err) err = check_participant(c, "presenter", in->presenter);
    if (err) return err;
    sitting_set_presenter(c->tx, c->board, in->sitting, in->presenter);
    return ERR_OK;
}

/* ---- a phase's note ---- */

static int64_t begin_note(struct cmd *c, const struct sitting *sitting, const struct sitting_phase *phase)
{
    const char *day = day_words_at(c->arena, c->who.language, sitting->began_at);
    const char *name = phase_name(phase->kind, phase->title, c->who.language);
    int64_t note = born(c, NOUN_NOTE);
    note_add(c->tx, c->board, note, NOTE_KIND_PHASE, arena_printf(c->arena, "%s %s", name, day), c->who.account,
             c->now);
    sitting_phase_set_note(c->tx, c->board, phase->id, note);
    return note;
}

/* Also of one that is over, for writing up; one that was put into the bin comes back. */
enum err cmd_sitting_note(struct cmd *c, const struct sitting_note *in)
{
    struct sitting sitting;
    struct sitting_phase phase;
    enum err err = sitting_find(c, in->sitting, &sitting);
    if (!err) err = find_phase(c, in->sitting, in->phase, &phase);
    if (err) return err;
    int64_t note = phase.note;
    if (note) {
        remember(c, NOUN_NOTE, note);
        note_set_removed(c->tx, c->board, note, 0);
    } else {
        note = begin_note(c, &sitting, &phase);
    }
    give_int(c, "note", note);
    return ERR_OK;
}

/* ---- its end ---- */

static void end(struct cmd *c, int64_t board, const struct sitting *sitting)
{
    int64_t at = sitting->empty_at ? sitting->empty_at : c->now;
    spend(c, board, sitting, at);
    sitting_empty(c, board, sitting->id, at);
    sitting_set_ended(c->tx, board, sitting->id, at);
    tell_agenda(c, sitting->meeting);
}

void sitting_end_open(struct cmd *c)
{
    struct sitting_open open;
    struct sitting sitting;
    if (sitting_open(c->tx, c->board, &open) && sitting_get(c->tx, c->board, open.id, &sitting))
        end(c, c->board, &sitting);
}

enum err cmd_sitting_end(struct cmd *c, const struct sitting_end *in)
{
    struct sitting sitting;
    enum err err = sitting_find_open(c, in->sitting, &sitting);
    if (err) return err;
    end(c, c->board, &sitting);
    return ERR_OK;
}

enum err cmd_sitting_reopen(struct cmd *c, const struct sitting_reopen *in)
{
    struct sitting sitting;
    enum err err = sitting_find(c, in->sitting, &sitting);
    if (err) return err;
    if (!sitting.ended_at) return refuse(c, ERR_CONFLICT, "sitting", DETAIL_NOT_ENDED);
    err = check_none_goes_on(c);
    if (err) return err;
    sitting_set_reopened(c->tx, c->board, in->sitting, in->reason, c->now);
    sitting_set_facilitator(c->tx, c->board, in->sitting, c->who.account);
    sitting_come(c, in->sitting);
    tell_agenda(c, sitting.meeting);
    return ERR_OK;
}

enum err cmd_sitting_sweep(struct cmd *c, const struct sitting_sweep *in)
{
    (void)in;
    struct sitting_idle row, *list = NULL;
    struct sitting sitting;
    size_t count = 0, room = 0;
    struct db_rows rows = sitting_idle(c->tx, c->now - EMPTY_FOR_MS, c->now - STALE_FOR_MS);
    while (sitting_idle_next(&rows, &row)) {
        list = arena_room(c->arena, list, count, &room, sizeof *list);
        list[count++] = row;
    }
    for (size_t i = 0; i < count; i++)
        if (sitting_get(c->tx, list[i].board, list[i].id, &sitting)) end(c, list[i].board, &sitting);
    return ERR_OK;
}
