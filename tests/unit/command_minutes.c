/* command_minutes.c - minutes: put together, confirmed, closed, taken up again, in other forms */
#include "suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "plans.h"
#include "sittings.h"

/* A meeting in which something of everything came up: an hour, eero for the first half of it. */
static int64_t was_held(struct world *w)
{
    int64_t sitting = begins(w, AINO, ",'client_part':'heard'");
    does_in(w, EERO, "sitting.join", sitting, "");
    adds_card(w, EERO, "voice", "Haluan nukkua");
    adds_card(w, EERO, "fact", "Kaksi osastojaksoa\\nvuodessa");
    adds_card(w, EERO, "concern", "Yksin jääminen");
    adds_card(w, EERO, "strength", "Sisko auttaa");
    adds_card(w, EERO, "hypothesis", "KANARIA-hypoteesi");
    adds_card(w, EERO, "reflection", "KANARIA-reflektio");
    adds_card(w, EERO, "learning", "KANARIA-oppi");
    adds_card(w, EERO, "agreement", "Tavataan kotona");
    int64_t unit = id_of_unit(w, "Osasto 4");
    json_decref(says(w, EERO, "task.create",
                     "{%s,'title':'Soita siskolle','unit':%lld,'assignee':%lld,'due_on':'2026-03-20'}", the_board(w),
                     (long long)unit, (long long)w->account[EERO]));
    time_passes(w, 30 * MS_PER_MINUTE);
    does_in(w, EERO, "sitting.leave", sitting, "");
    time_passes(w, 30 * MS_PER_MINUTE);
    does_in(w, AINO, "sitting.end", sitting, "");
    return sitting;
}

static int64_t makes(struct world *w, enum who who, int64_t sitting, const char *more)
{
    json_t *made = says(w, who, "minutes.make", "{%s,'sitting':%lld%s}", the_board(w), (long long)sitting, more);
    int64_t id = number_in(made, "minutes");
    json_decref(made);
    return id;
}

static char *text_of(struct world *w, enum who who, int64_t minutes, const char *format) /* yours */
{
    json_t *answer =
        says(w, who, "minutes.text", "{%s,'minutes':%lld,'format':'%s'}", the_board(w), (long long)minutes, format);
    char *text = strdup(json_string_value(json_object_get(answer, "text")));
    json_decref(answer);
    return text;
}

static void says_of_it(struct world *w, int64_t minutes, const char *format, const char *const parts[])
{
    char *text = text_of(w, LEENA, minutes, format);
    for (; *parts; parts++)
        if (!strstr(text, *parts)) fail_msg("no \"%s\" in:\n%s", *parts, text);
    free(text);
}

static void says_nothing_of(struct world *w, int64_t minutes, const char *what)
{
    char *text = text_of(w, LEENA, minutes, "markdown");
    if (strstr(text, what)) fail_msg("\"%s\" in:\n%s", what, text);
    free(text);
}

static void does_with(struct world *w, enum who who, const char *command, int64_t minutes, const char *more)
{
    json_decref(says(w, who, command, "{%s,'minutes':%lld%s}", the_board(w), (long long)minutes, more));
}

static void may_not_with(struct world *w, enum who who, enum err err, const char *field, const char *detail,
                         const char *command, int64_t minutes, const char *more)
{
    is_refused(w, who, err, field, detail, command, "{%s,'minutes':%lld%s}", the_board(w), (long long)minutes, more);
}

static int64_t note_in(struct world *w, int64_t minutes)
{
    json_t *row = row_as_seen(w, "minutes", minutes);
    int64_t note = number_in(row, "note");
    json_decref(row);
    return note;
}

static void writes(struct world *w, enum who who, int64_t note, int64_t version)
{
    char *text = NULL;
    json_t *at = says(w, who, "note.open", "{%s,'note':%lld}", the_board(w), (long long)note);
    text = strdup(json_string_value(json_object_get(at, "text")));
    size_t units = 0;
    for (const char *byte = text; *byte; byte++)
        units += (*byte & 0xc0) != 0x80; /* all of these texts are of the basic plane */
    json_decref(at);
    free(text);
    if (units)
        json_decref(says(w, who, "note.push",
                         "{%s,'note':%lld,'version':%lld,'client':'k%d','updates':[{'changes':[%zu,[0,'!']]}]}",
                         the_board(w), (long long)note, (long long)version, (int)who, units));
    else
        json_decref(says(w, who, "note.push",
                         "{%s,'note':%lld,'version':%lld,'client':'k%d','updates':[{'changes':[[0,'Oma teksti']]}]}",
                         the_board(w), (long long)note, (long long)version, (int)who));
}

/* ---- making ---- */

static void minutes_write_themselves_from_what_the_meeting_left(void **state)
{
    struct world *w = *state;
    plans(w, EERO, the_board(w), "Verkosto", "2026-03-10T14:00", ",'place':'Huone 4'");
    int64_t minutes = makes(w, AINO, was_held(w), "");
    const char *const parts[] = {
        "# Minutes: Kotona pärjääminen (K-2026-",
        "- **Time**: 2 March 2026 10:00–11:00",
        "- **Facilitator**: Aino Esimerkki",
        "- **The client**: heard beforehand",
        "- Eero Esimerkki, member, Osasto 4, 10:00–10:30",
        "> Haluan nukkua",
        "- Kaksi osastojaksoa vuodessa",
        "- Concern: Yksin jääminen",
        "- Strength: Sisko auttaa",
        "- Tavataan kotona",
        "- [ ] Soita siskolle — Osasto 4, Eero Esimerkki, by 20 March 2026; the client has not been asked",
        "- 10 March 2026 14:00: Verkosto, Huone 4",
        NULL};
    says_of_it(w, minutes, "markdown", parts);
    shows(w, "minutes", minutes, "{'status':'draft','version':null,'language':'en'}");
    shows(w, "note", note_in(w, minutes), "{'kind':'minutes'}");
}

static void they_are_in_the_language_of_whoever_makes_them(void **state)
{
    struct world *w = *state;
    int64_t sitting = was_held(w);
    json_decref(says(w, AINO, "account.set_language", "{'language':'fi'}"));
    json_decref(says(w, EERO, "account.set_language", "{'language':'sv'}"));
    const char *const finnish[] = {"# Muistio: ",          "2.3.2026 10.00–11.00",  "kuultu etukäteen",
                                   "## Asiakkaan näkemys", "viimeistään 20.3.2026", NULL};
    const char *const swedish[] = {"# Minnesanteckning: ", "2.3.2026 10.00–11.00", "hörd på förhand",
                                   "## Klientens syn",     "senast 20.3.2026",     NULL};
    says_of_it(w, makes(w, AINO, sitting, ""), "markdown", finnish);
    says_of_it(w, makes(w, EERO, sitting, ""), "markdown", swedish);
}

static void hypotheses_and_learning_are_left_out_unless_chosen(void **state)
{
    struct world *w = *state;
    int64_t sitting = was_held(w), note = note_of(w, EERO, sitting, 6);
    writes(w, EERO, note, 0);
    int64_t plain = makes(w, AINO, sitting, "");
    says_nothing_of(w, plain, "KANARIA");
    says_nothing_of(w, plain, "Oma teksti");
    int64_t with = makes(w, AINO, sitting, ",'with_hypotheses':true");
    const char *const thinking[] = {"KANARIA-hypoteesi", "KANARIA-reflektio", "Oma teksti", NULL};
    says_of_it(w, with, "markdown", thinking);
    says_nothing_of(w, with, "KANARIA-oppi");
    const char *const learning[] = {"## What the team has learnt\n\n- KANARIA-oppi", NULL};
    says_of_it(w, makes(w, AINO, sitting, ",'with_learning':true"), "markdown", learning);
}

static void a_phases_note_is_in_them_and_a_skipped_phase_leaves_no_hole(void **state)
{
    struct world *w = *state;
    int64_t sitting = was_held(w), note = note_of(w, EERO, sitting, 4);
    note_of(w, EERO, sitting, 3); /* nothing is written in it */
    writes(w, EERO, note, 0);
    int64_t minutes = makes(w, AINO, sitting, "");
    const char *const parts[] = {"## What we know\n\nOma teksti\n", NULL};
    says_of_it(w, minutes, "markdown", parts);
    says_nothing_of(w, minutes, "The presenter’s question");
}

static void their_name_tells_the_day_as_one_writes_it(void **state)
{
    struct world *w = *state;
    int64_t sitting = was_held(w);
    static const struct {
        const char *language, *title;
    } cases[] = {{"en", "Minutes 2 March 2026"}, {"fi", "Muistio 2.3.2026"}, {"sv", "Minnesanteckning 2.3.2026"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char title[80];
        json_decref(says(w, AINO, "account.set_language", "{'language':'%s'}", cases[i].language));
        snprintf(title, sizeof title, "{'title':'%s'}", cases[i].title);
        shows(w, "note", note_in(w, makes(w, AINO, sitting, "")), title);
    }
}

/* ---- what comes next ---- */

static void comes_next(struct world *w, int64_t sitting, const char *line)
{
    char section[160];
    snprintf(section, sizeof section, "## Next meeting and follow-up\n\n- %s\n", line);
    const char *const parts[] = {section, NULL};
    says_of_it(w, makes(w, AINO, sitting, ""), "markdown", parts);
}

static void puts_on_agenda(struct world *w, int64_t team, int64_t meeting, const char *occurs)
{
    char when[40] = "";
    if (occurs) snprintf(when, sizeof when, ",'occurs':'%s'", occurs);
    json_decref(says(w, AINO, "agenda.add", "{%s,'board':%lld,'minutes':30,'meeting':%lld%s}", the_team(team),
                     (long long)w->board, (long long)meeting, when));
}

static void the_next_meeting_is_the_first_on_whose_agenda_the_case_is(void **state)
{
    struct world *w = *state;
    int64_t sitting = was_held(w), team = begins_team(w, AINO, "Tiimi");
    const char *host = the_team(team);
    int64_t weekly = plans(w, AINO, host, "Tiimi", "2026-03-10T14:00", ",'rrule':'FREQ=WEEKLY','place':'Huone 4'");
    comes_next(w, sitting, "No next meeting has been agreed"); /* the team meets, but not for this case */
    puts_on_agenda(w, team, weekly, "2026-03-24T14:00");
    puts_on_agenda(w, team, weekly, "2026-03-31T14:00");
    comes_next(w, sitting, "24 March 2026 14:00: Tiimi, Huone 4");

    edits(w, AINO, the_team(team), weekly,
          &(struct edit){"this", "2026-03-24T14:00", .title = "Siirretty", .start = "2026-03-25T09:00"}, NULL);
    comes_next(w, sitting, "25 March 2026 9:00: Siirretty");
    does_to(w, AINO, "meeting.cancel", the_team(team), weekly, ",'which':'this','occurs':'2026-03-24T14:00'");
    comes_next(w, sitting, "31 March 2026 14:00: Tiimi, Huone 4");

    int64_t once = plans(w, AINO, the_team(team), "Kerran", "2026-03-20T10:00", "");
    puts_on_agenda(w, team, once, NULL);
    comes_next(w, sitting, "20 March 2026 10:00: Kerran");
    plans(w, EERO, the_board(w), "Verkosto", "2026-03-19T10:00", "");
    comes_next(w, sitting, "19 March 2026 10:00: Verkosto");
}

static void the_meeting_that_it_was_is_not_the_next(void **state)
{
    struct world *w = *state;
    int64_t team = begins_team(w, AINO, "Tiimi");
    int64_t weekly = plans(w, AINO, the_team(team), "Tiimi", "2026-03-02T10:30", ",'rrule':'FREQ=WEEKLY'");
    puts_on_agenda(w, team, weekly, "2026-03-02T10:30");
    char more[80];
    snprintf(more, sizeof more, ",'meeting':%lld,'occurs':'2026-03-02T10:30'", (long long)weekly);
    int64_t sitting = begins(w, AINO, more); /* half an hour early */
    comes_next(w, sitting, "No next meeting has been agreed");
    puts_on_agenda(w, team, weekly, "2026-03-16T10:30");
    comes_next(w, sitting, "16 March 2026 10:30: Tiimi");
}

/* ---- confirming and closing ---- */

static void attendees_confirm_the_version_before_them(void **state)
{
    struct world *w = *state;
    int64_t minutes = makes(w, AINO, was_held(w), "");
    may_not_with(w, LEENA, ERR_CONFLICT, "minutes", "not_attending", "minutes.confirm", minutes, ",'version':1");
    may_not_with(w, EERO, ERR_CONFLICT, "version", "changed", "minutes.confirm", minutes, ",'version':0");
    does_with(w, EERO, "minutes.confirm", minutes, ",'version':1");
    does_with(w, EERO, "minutes.confirm", minutes, ",'version':1");
    does_with(w, AINO, "minutes.confirm", minutes, ",'version':1");
    shows(w, "minutes", minutes, "{'status':'confirmed','version':1}");
    assert_int_equal(rows_on_board(w, "confirmation"), 2);
}

static void a_later_change_shows_as_unconfirmed(void **state)
{
    struct world *w = *state;
    int64_t minutes = makes(w, AINO, was_held(w), "");
    does_with(w, EERO, "minutes.confirm", minutes, ",'version':1");
    writes(w, AINO, note_in(w, minutes), 1);
    shows(w, "minutes", minutes, "{'status':'draft','version':1}");
    json_decref(says(w, AINO, "note.at", "{%s,'note':%lld,'version':1}", the_board(w), (long long)note_in(w, minutes)));
}

static void closed_is_closed_until_it_is_taken_up_again_with_a_reason(void **state)
{
    struct world *w = *state;
    int64_t minutes = makes(w, AINO, was_held(w), ""), note = note_in(w, minutes);
    may_not_with(w, AINO, ERR_CONFLICT, "minutes", "not_closed", "minutes.reopen", minutes, ",'reason':'Virhe'");
    does_with(w, AINO, "minutes.close", minutes, ",'version':1");
    shows(w, "minutes", minutes, "{'status':'closed','version':1}");
    const char *push = "{%s,'note':%lld,'version':1,'client':'k','updates':[{'changes':[[0,'!']]}]}";
    is_refused(w, EERO, ERR_CONFLICT, "note", "minutes_closed", "note.push", push, the_board(w), (long long)note);
    is_refused(w, EERO, ERR_CONFLICT, "note", "minutes_closed", "note.remove", "{%s,'note':%lld}", the_board(w),
               (long long)note);
    is_refused(w, EERO, ERR_CONFLICT, "note", "minutes_closed", "note.revert", "{%s,'note':%lld,'version':0}",
               the_board(w), (long long)note);
    may_not_with(w, EERO, ERR_CONFLICT, "minutes", "minutes_closed", "minutes.confirm", minutes, ",'version':1");
    does_with(w, EERO, "minutes.reopen", minutes, ",'reason':'Päivä oli väärin'");
    shows(w, "minutes", minutes, "{'status':'draft','reason':'Päivä oli väärin','closed_at':null}");
    writes(w, EERO, note, 1);
}

static void every_version_that_was_closed_can_still_be_read(void **state)
{
    struct world *w = *state;
    int64_t minutes = makes(w, AINO, was_held(w), ""), note = note_in(w, minutes);
    does_with(w, AINO, "minutes.close", minutes, ",'version':1");
    does_with(w, EERO, "minutes.reopen", minutes, ",'reason':'Yksi puuttui'");
    writes(w, EERO, note, 1);
    does_with(w, EERO, "minutes.confirm", minutes, ",'version':2");
    does_with(w, AINO, "minutes.close", minutes, ",'version':2");
    shows(w, "minutes", minutes, "{'status':'closed','version':2,'reason':'Yksi puuttui'}");
    char *texts[2];
    for (int i = 0; i < 2; i++) {
        json_t *at = says(w, LEENA, "note.at", "{%s,'note':%lld,'version':%d}", the_board(w), (long long)note, i + 1);
        texts[i] = strdup(json_string_value(json_object_get(at, "text")));
        json_decref(at);
    }
    size_t len = strlen(texts[0]);
    assert_int_equal(strlen(texts[1]), len + 1);
    assert_memory_equal(texts[1], texts[0], len);
    assert_int_equal(texts[1][len], '!');
    for (int i = 0; i < 2; i++)
        free(texts[i]);
}

static void who_may_read_may_not_always_make(void **state)
{
    struct world *w = *state;
    int64_t sitting = was_held(w), minutes = makes(w, AINO, sitting, "");
    free(text_of(w, LEENA, minutes, "plain"));
    is_refused(w, LEENA, ERR_NOT_ALLOWED, NULL, NULL, "minutes.make", "{%s,'sitting':%lld}", the_board(w),
               (long long)sitting);
    may_not_with(w, LEENA, ERR_NOT_ALLOWED, NULL, NULL, "minutes.close", minutes, ",'version':1");
    may_not_with(w, OUTI, ERR_NOT_FOUND, NULL, NULL, "minutes.text", minutes, ",'format':'html'");
    may_not_with(w, ADMIN, ERR_NOT_FOUND, NULL, NULL, "minutes.text", minutes, ",'format':'html'");
    json_decref(says(w, AINO, "participant.remove", "{%s%s}", the_board(w), whom(w, EERO)));
    may_not_with(w, EERO, ERR_NOT_FOUND, NULL, NULL, "minutes.text", minutes, ",'format':'html'");
    may_not_with(w, AINO, ERR_NOT_FOUND, "minutes", "no_such_minutes", "minutes.text", 999999, ",'format':'html'");
}

/* ---- other forms ---- */

static void as_html_nothing_of_the_authors_is_markup(void **state)
{
    struct world *w = *state;
    int64_t sitting = begins(w, AINO, "");
    adds_card(w, EERO, "fact", "<script>alert(1)</script> [x](javascript:alert)");
    int64_t minutes = makes(w, AINO, sitting, "");
    const char *const parts[] = {"<h1>Minutes: ", "<strong>Time</strong>", "<li>", NULL};
    says_of_it(w, minutes, "html", parts);
    char *html = text_of(w, LEENA, minutes, "html");
    assert_null(strstr(html, "<script"));
    assert_null(strstr(html, "javascript:"));
    free(html);
}

static void as_plain_text_they_have_no_marks(void **state)
{
    struct world *w = *state;
    int64_t minutes = makes(w, AINO, was_held(w), "");
    const char *const parts[] = {"Minutes: Kotona pärjääminen", "The client's view:\n\n\"Haluan nukkua\"\n",
                                 "- Time: 2 March 2026", "- Soita siskolle", NULL};
    says_of_it(w, minutes, "plain", parts);
    char *text = text_of(w, LEENA, minutes, "plain");
    assert_null(strstr(text, "**"));
    assert_null(strchr(text, '#'));
    free(text);
}

const struct CMUnitTest command_minutes_tests[] = {
    IN_MARCH(minutes_write_themselves_from_what_the_meeting_left),
    IN_MARCH(they_are_in_the_language_of_whoever_makes_them),
    IN_MARCH(hypotheses_and_learning_are_left_out_unless_chosen),
    IN_MARCH(a_phases_note_is_in_them_and_a_skipped_phase_leaves_no_hole),
    IN_MARCH(their_name_tells_the_day_as_one_writes_it),
    IN_MARCH(the_next_meeting_is_the_first_on_whose_agenda_the_case_is),
    IN_MARCH(the_meeting_that_it_was_is_not_the_next),
    IN_MARCH(attendees_confirm_the_version_before_them),
    IN_MARCH(a_later_change_shows_as_unconfirmed),
    IN_MARCH(closed_is_closed_until_it_is_taken_up_again_with_a_reason),
    IN_MARCH(every_version_that_was_closed_can_still_be_read),
    IN_MARCH(who_may_read_may_not_always_make),
    IN_MARCH(as_html_nothing_of_the_authors_is_markup),
    IN_MARCH(as_plain_text_they_have_no_marks),
};
SUITE_COUNT(command_minutes);
