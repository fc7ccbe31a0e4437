/* command_follow_up.c - later contacts: promised, changed, done, cancelled, and never nobody's */
#include "suites.h"

#include <stdio.h>
#include <string.h>

#include "meetings.h"
#include "plans.h"

static int64_t promises(struct world *w, enum who who, const char *more)
{
    json_t *made = says(w, EERO, "follow_up.create", "{%s,'kind':'control','account':%lld%s}", the_board(w),
                        (long long)w->account[who], more);
    int64_t id = number_in(made, "follow_up");
    json_decref(made);
    return id;
}

static void acts(struct world *w, const char *command, int64_t id, const char *more)
{
    acts_on(w, command, "follow_up", id, more);
}

static void may_not(struct world *w, enum err err, const char *field, const char *detail, const char *command,
                    int64_t id, const char *more)
{
    may_not_act_on(w, err, field, detail, command, "follow_up", id, more);
}

static const char *edit_of(struct world *w, int64_t id, enum who who, const char *more)
{
    static char text[300];
    json_t *row = row_as_seen(w, "follow_up", id);
    snprintf(text, sizeof text, ",'seen_at':%lld,'kind':'visit','account':%lld%s",
             (long long)number_in(row, "changed_at"), (long long)w->account[who], more);
    json_decref(row);
    return text;
}

static size_t mine(struct world *w, enum who who)
{
    return count_listed(w, who, "follow_ups", "follow_up.mine", "{}");
}

static void a_follow_up_is_for_a_day_or_a_window(void **state)
{
    struct world *w = *state;
    int64_t window = promises(w, AINO, ",'from_on':'2026-05-01','until_on':'2026-06-01','text':'Miten menee?'");
    shows(w, "follow_up", window,
          "{'kind':'control','text':'Miten menee?','from_on':'2026-05-01','until_on':'2026-06-01'}");
    int64_t day = promises(w, AINO, ",'from_on':'2026-05-01'");
    shows(w, "follow_up", day, "{'from_on':'2026-05-01','until_on':'2026-05-01','text':''}");
    json_t *event = last_event(w);
    assert_string_equal(json_string_value(json_object_get(event, "name")), "follow_up.created");
    json_decref(event);
}

static void a_promise_is_made_by_those_who_work_on_the_board(void **state)
{
    struct world *w = *state;
    const char *command = "follow_up.create", *host = the_board(w);
    long long aino = w->account[AINO], outi = w->account[OUTI];
    is_refused(w, EERO, ERR_BAD_INPUT, "until_on", "before_start", command,
               "{%s,'kind':'call','account':%lld,'from_on':'2026-05-02','until_on':'2026-05-01'}", host, aino);
    is_refused(w, EERO, ERR_BAD_INPUT, "account", "not_on_board", command,
               "{%s,'kind':'call','account':%lld,'from_on':'2026-05-02'}", host, outi);
    is_refused(w, EERO, ERR_BAD_INPUT, "from_on", "not_a_day", command,
               "{%s,'kind':'call','account':%lld,'from_on':'2026-02-29'}", host, aino);
    is_refused(w, EERO, ERR_BAD_INPUT, "kind", "unknown_word", command,
               "{%s,'kind':'letter','account':%lld,'from_on':'2026-05-02'}", host, aino);
    is_refused(w, LEENA, ERR_NOT_ALLOWED, NULL, NULL, command,
               "{%s,'kind':'call','account':%lld,'from_on':'2026-05-02'}", host, aino);
    is_refused(w, OUTI, ERR_NOT_FOUND, NULL, NULL, command, "{%s,'kind':'call','account':%lld,'from_on':'2026-05-02'}",
               host, aino);
}

static void it_is_changed_by_whoever_has_seen_it_as_it_is(void **state)
{
    struct world *w = *state;
    int64_t id = promises(w, AINO, ",'from_on':'2026-05-01'");
    char stale[300];
    snprintf(stale, sizeof stale, "%s", edit_of(w, id, AINO, ",'from_on':'2026-05-03'"));
    acts(w, "follow_up.edit", id,
         edit_of(w, id, LEENA, ",'from_on':'2026-05-02','until_on':'2026-05-09','text':'Käynti'"));
    shows(w, "follow_up", id, "{'kind':'visit','from_on':'2026-05-02','until_on':'2026-05-09','text':'Käynti'}");
    assert_int_equal(mine(w, LEENA), 1);
    assert_int_equal(mine(w, AINO), 0);
    may_not(w, ERR_CONFLICT, "seen_at", "changed", "follow_up.edit", id, stale);
    json_t *data = refusal_of(w, EERO, "follow_up.edit", "{%s,'follow_up':%lld%s}", the_board(w), (long long)id, stale);
    const json_t *now = json_object_get(data, "now"), *yours = json_object_get(data, "yours");
    assert_string_equal(json_string_value(json_object_get(now, "from_on")), "2026-05-02");
    assert_string_equal(json_string_value(json_object_get(yours, "until_on")), "2026-05-03");
    json_decref(data);

    may_not(w, ERR_BAD_INPUT, "account", "not_on_board", "follow_up.edit", id,
            edit_of(w, id, OUTI, ",'from_on':'2026-05-02'"));
    may_not(w, ERR_BAD_INPUT, "until_on", "before_start", "follow_up.edit", id,
            edit_of(w, id, AINO, ",'from_on':'2026-05-02','until_on':'2026-05-01'"));
    int64_t seq = seq_of(w);
    acts(w, "follow_up.edit", id,
         edit_of(w, id, LEENA, ",'from_on':'2026-05-02','until_on':'2026-05-09','text':'Käynti'"));
    assert_int_equal(seq_of(w), seq);
}

static void what_came_of_it_is_said_and_can_be_taken_back(void **state)
{
    struct world *w = *state;
    int64_t id = promises(w, AINO, ",'from_on':'2026-05-01'");
    may_not(w, ERR_CONFLICT, "follow_up", "not_ended", "follow_up.reopen", id, "");
    acts(w, "follow_up.finish", id, ",'outcome':'Palvelut toimivat'");
    json_t *row = row_as_seen(w, "follow_up", id);
    assert_int_equal(number_in(row, "done_by"), w->account[EERO]);
    json_decref(row);
    assert_int_equal(mine(w, AINO), 0);
    may_not(w, ERR_CONFLICT, "follow_up", "ended", "follow_up.finish", id, ",'outcome':'x'");
    may_not(w, ERR_CONFLICT, "follow_up", "ended", "follow_up.cancel", id, ",'reason':'x'");
    may_not(w, ERR_CONFLICT, "follow_up", "ended", "follow_up.edit", id,
            edit_of(w, id, AINO, ",'from_on':'2026-05-03'"));
    acts(w, "follow_up.reopen", id, "");
    shows(w, "follow_up", id, "{'outcome':null,'done_at':null,'done_by':null}");
    assert_int_equal(mine(w, AINO), 1);
    acts(w, "follow_up.cancel", id, ",'reason':'Muutti pois'");
    shows(w, "follow_up", id, "{'outcome':null,'done_at':null,'reason':'Muutti pois'}");
    acts(w, "follow_up.reopen", id, "");
    shows(w, "follow_up", id, "{'reason':null,'cancelled_at':null}");
    may_not(w, ERR_NOT_FOUND, "follow_up", "no_such_follow_up", "follow_up.finish", 1, ",'outcome':'x'");
    may_not(w, ERR_BAD_INPUT, "outcome", "too_short", "follow_up.finish", id, ",'outcome':''");
    is_refused(w, LEENA, ERR_NOT_ALLOWED, NULL, NULL, "follow_up.finish", "{%s,'follow_up':%lld,'outcome':'x'}",
               the_board(w), (long long)id);
}

static void each_lists_the_own_open_ones_the_most_urgent_first(void **state)
{
    struct world *w = *state;
    promises(w, AINO, ",'from_on':'2026-05-01'");
    int64_t late = promises(w, AINO, ",'from_on':'2026-02-01'");
    promises(w, EERO, ",'from_on':'2026-04-01'");
    json_t *answer = says(w, AINO, "follow_up.mine", "{}");
    const json_t *list = json_object_get(answer, "follow_ups"), *first = json_array_get(list, 0);
    assert_int_equal(json_array_size(list), 2);
    assert_int_equal(number_in(first, "follow_up"), late);
    assert_string_equal(json_string_value(json_object_get(first, "code")), "K-2026-0001");
    json_decref(answer);
    json_decref(says(w, AINO, "board.archive", "{%s}", the_board(w)));
    assert_int_equal(mine(w, AINO), 0);
    is_refused(w, ADMIN, ERR_NOT_ALLOWED, NULL, NULL, "follow_up.mine", "{}");
}

static void belongs_to(struct world *w, int64_t id, enum who who)
{
    char fields[48];
    snprintf(fields, sizeof fields, "{'account':%lld}", (long long)w->account[who]);
    shows(w, "follow_up", id, fields);
}

static void whoever_leaves_hands_them_to_the_coordinator(void **state)
{
    struct world *w = *state;
    int64_t open = promises(w, EERO, ",'from_on':'2026-05-01'"), done = promises(w, EERO, ",'from_on':'2026-05-01'");
    acts(w, "follow_up.finish", done, ",'outcome':'Tehty'");
    json_decref(says(w, AINO, "participant.remove", "{%s%s}", the_board(w), whom(w, EERO)));
    belongs_to(w, open, AINO);
    belongs_to(w, done, EERO);
    assert_int_equal(mine(w, AINO), 1);
    json_decref(says(w, AINO, "follow_up.reopen", "{%s,'follow_up':%lld}", the_board(w), (long long)done));
    belongs_to(w, done, AINO); /* who took it up again, as eero has left */
}

static void those_of_an_ended_account_go_to_the_coordinator_too(void **state)
{
    struct world *w = *state;
    int64_t id = promises(w, EERO, ",'from_on':'2026-05-01'");
    json_decref(says(w, ADMIN, "account.end", "{'account':%lld}", (long long)w->account[EERO]));
    belongs_to(w, id, AINO);
}

const struct CMUnitTest command_follow_up_tests[] = {
    IN_MARCH(a_follow_up_is_for_a_day_or_a_window),
    IN_MARCH(a_promise_is_made_by_those_who_work_on_the_board),
    IN_MARCH(it_is_changed_by_whoever_has_seen_it_as_it_is),
    IN_MARCH(what_came_of_it_is_said_and_can_be_taken_back),
    IN_MARCH(each_lists_the_own_open_ones_the_most_urgent_first),
    IN_MARCH(whoever_leaves_hands_them_to_the_coordinator),
    IN_MARCH(those_of_an_ended_account_go_to_the_coordinator_too),
};

SUITE_COUNT(command_follow_up);
