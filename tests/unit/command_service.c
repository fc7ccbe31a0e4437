/* command_service.c - the services of the client's life: known, judged, weighed and counted */
#include "plans.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "suites.h"

static const char *edit_of(int64_t seen_at, const char *more)
{
    static char text[512];
    snprintf(text, sizeof text, ",'seen_at':%lld,'sector':'social_services'%s", (long long)seen_at, more);
    return text;
}

static int64_t edited_at(struct world *w, int64_t service)
{
    json_t *row = row_as_seen(w, "service", service);
    int64_t at = number_in(row, "edited_at");
    json_decref(row);
    return at;
}

static void no_service(struct world *w, enum err err, const char *field, const char *detail, const char *more)
{
    is_refused(w, EERO, err, field, detail, "service.create",
               "{'board':%lld,'name':'Kotihoito','sector':'social_services','status':'planned'%s}", (long long)w->board,
               more);
}

static void a_service_is_listed_with_all_that_is_known(void **state)
{
    struct world *w = *state;
    int64_t unit = id_of_unit(w, "Terveysasema");
    json_t *made = says(w, EERO, "service.create",
                        "{'board':%lld,'name':'Kotihoito','sector':'primary_care','kind':'home_care','unit':%lld,"
                        "'purpose':'Lääkkeet','contact':'Tiimi 2','from_on':'2026-01-01','until_on':'2026-01-01',"
                        "'status':'in_use'}",
                        (long long)w->board, (long long)unit);
    int64_t service = number_in(made, "service");
    json_decref(made);
    shows(w, "service", service,
          "{'name':'Kotihoito','sector':'primary_care','kind':'home_care','unit_name':'Terveysasema','provider':null,"
          "'purpose':'Lääkkeet','contact':'Tiimi 2','from_on':'2026-01-01','until_on':'2026-01-01','status':'in_use',"
          "'fit':null,'weight':null,'decided_by':null,'blocked_by':[]}");
    json_t *event = last_event(w);
    assert_string_equal(json_string_value(json_object_get(event, "name")), "service.created");
    json_decref(event);
}

static void a_service_ends_no_earlier_than_it_starts(void **state)
{
    struct world *w = *state;
    no_service(w, ERR_BAD_INPUT, "until_on", "before_start", ",'from_on':'2026-02-01','until_on':'2026-01-31'");
    int64_t service = lists_service(w, "Kotihoito", "planned");
    may_not_act_on(
        w, ERR_BAD_INPUT, "until_on", "before_start", "service.edit", "service", service,
        edit_of(edited_at(w, service), ",'name':'Kotihoito','from_on':'2026-02-01','until_on':'2025-12-31'"));
    acts_on(w, "service.edit", "service", service,
            edit_of(edited_at(w, service), ",'name':'Kotihoito','until_on':'2025-12-31'"));
}

static void a_service_is_given_by_a_unit_that_goes_on(void **state)
{
    struct world *w = *state;
    json_t *made = says(w, ADMIN, "unit.add", "{'name':'Kotihoito','sector':'primary_care'}");
    int64_t unit = number_in(made, "unit");
    json_decref(made);
    char more[64], edit[96];
    snprintf(more, sizeof more, ",'unit':%lld", (long long)unit);
    snprintf(edit, sizeof edit, ",'name':'Kotihoito','unit':%lld", (long long)unit);
    int64_t before = lists_service(w, "Kotihoito", "planned"), other = lists_service(w, "Ruoka", "planned");
    acts_on(w, "service.edit", "service", before, edit_of(edited_at(w, before), edit));

    json_decref(says(w, ADMIN, "unit.end", "{'unit':%lld}", (long long)unit));
    no_service(w, ERR_NOT_FOUND, "unit", "no_such_unit", more);
    no_service(w, ERR_NOT_FOUND, "unit", "no_such_unit", ",'unit':99999");
    may_not_act_on(w, ERR_NOT_FOUND, "unit", "no_such_unit", "service.edit", "service", other,
                   edit_of(edited_at(w, other), edit));

    /* what it was given by meanwhile may stay */
    snprintf(edit, sizeof edit, ",'name':'Kotihoidon tiimi','unit':%lld", (long long)unit);
    acts_on(w, "service.edit", "service", before, edit_of(edited_at(w, before), edit));
    shows(w, "service", before, "{'name':'Kotihoidon tiimi','unit_name':'Kotihoito'}");
}

static void an_edit_tells_what_changed(void **state)
{
    struct world *w = *state;
    int64_t service = lists_service(w, "Kotihoito", "planned");
    acts_on(w, "service.edit", "service", service,
            edit_of(edited_at(w, service), ",'name':'Kotihoito','provider':'Hoiva Oy'"));
    char fields[96];
    snprintf(fields, sizeof fields, "{'provider':'Hoiva Oy','edited_at':%lld}", (long long)edited_at(w, service));
    happened(w, "service.edited", "service", service, fields);

    int64_t seq = seq_of(w);
    time_passes(w, 1000);
    acts_on(w, "service.edit", "service", service,
            edit_of(edited_at(w, service), ",'name':'Kotihoito','provider':'Hoiva Oy'"));
    assert_int_equal(seq_of(w), seq);
}

static void an_edit_of_a_service_seen_before_somebody_elses_edit_shows_both(void **state)
{
    struct world *w = *state;
    int64_t service = lists_service(w, "Kotihoito", "planned"), seen = edited_at(w, service);
    time_passes(w, 0); /* even in the same instant */
    acts_on(w, "service.edit", "service", service, edit_of(seen, ",'name':'Kotihoito','purpose':'Lääkkeet'"));
    json_t *data = refusal_of(w, AINO, "service.edit",
                              "{'board':%lld,'service':%lld,'seen_at':%lld,'name':'Ateriat','sector':'third_sector'}",
                              (long long)w->board, (long long)service, (long long)seen);
    json_t *wanted_now = json_pack("{s:s,s:s,s:n,s:n,s:n,s:s,s:n,s:n,s:n,s:I}", "name", "Kotihoito", "sector",
                                   "social_services", "kind", "unit", "provider", "purpose", "Lääkkeet", "contact",
                                   "from_on", "until_on", "edited_at", (json_int_t)edited_at(w, service));
    assert_string_equal(json_string_value(json_object_get(data, "reason")), "conflict");
    assert_string_equal(json_string_value(json_object_get(data, "field")), "seen_at");
    assert_string_equal(json_string_value(json_object_get(data, "detail")), "changed");
    assert_true(json_equal(json_object_get(data, "now"), wanted_now));
    assert_string_equal(json_string_value(json_object_get(json_object_get(data, "yours"), "name")), "Ateriat");
    assert_string_equal(json_string_value(json_object_get(json_object_get(data, "yours"), "sector")), "third_sector");
    json_decref(wanted_now);
    json_decref(data);
    shows(w, "service", service, "{'name':'Kotihoito','purpose':'Lääkkeet'}");
}

static void no_two_edits_have_the_same_instant(void **state)
{
    struct world *w = *state;
    time_passes(w, 0);
    int64_t service = lists_service(w, "a", "planned"), first = edited_at(w, service);
    acts_on(w, "service.edit", "service", service, edit_of(first, ",'name':'b'"));
    acts_on(w, "service.edit", "service", service, edit_of(edited_at(w, service), ",'name':'c'"));
    assert_int_equal(edited_at(w, service), first + 2);
    may_not_act_on(w, ERR_CONFLICT, "seen_at", "changed", "service.edit", "service", service,
                   edit_of(first, ",'name':'d'"));
}

static void what_is_said_of_a_service_is_no_edit_of_it(void **state)
{
    struct world *w = *state;
    int64_t service = lists_service(w, "Kotihoito", "planned"), seen = edited_at(w, service);
    time_passes(w, 1000);
    acts_on(w, "service.set_status", "service", service, ",'status':'in_use'");
    happened(w, "service.status_set", "service", service, "{'status':'in_use'}");
    acts_on(w, "service.judge", "service", service, ",'fit':'too_heavy','reason':'Käyvät neljästi'");
    happened(w, "service.judged", "service", service, "{'fit':'too_heavy','fit_reason':'Käyvät neljästi'}");
    acts_on(w, "service.edit", "service", service, edit_of(seen, ",'name':'Kotiapu'"));
    shows(w, "service", service, "{'name':'Kotiapu','status':'in_use','fit':'too_heavy'}");
}

static void every_status_can_follow_every_other(void **state)
{
    static const char *const statuses[] = {"proposed", "planned", "in_use", "to_end", "ended"};
    struct world *w = *state;
    for (size_t from = 0; from < 5; from++) {
        int64_t service = lists_service(w, "Kotihoito", statuses[from]);
        for (size_t to = 0; to < 5; to++) {
            char more[64];
            snprintf(more, sizeof more, ",'status':'%s'", statuses[to]);
            acts_on(w, "service.set_status", "service", service, more);
            snprintf(more, sizeof more, "{'status':'%s'}", statuses[to]);
            shows(w, "service", service, more);
        }
    }
}

static void a_judgement_can_be_taken_back(void **state)
{
    struct world *w = *state;
    int64_t service = lists_service(w, "Kotihoito", "in_use");
    acts_on(w, "service.judge", "service", service, ",'fit':'overlapping','reason':'Kaksi samaa'");
    acts_on(w, "service.judge", "service", service, "");
    happened(w, "service.judged", "service", service, "{'fit':null,'fit_reason':null}");
    may_not_act_on(w, ERR_BAD_INPUT, "reason", "reason_of_nothing", "service.judge", "service", service,
                   ",'reason':'Miksi'");
}

static void the_lightest_that_suffices_is_decided_by_somebody_with_a_reason(void **state)
{
    struct world *w = *state;
    int64_t service = lists_service(w, "Kotihoito", "in_use");
    acts_on(w, "service.decide", "service", service, ",'weight':'lighter_would_do','reason':'Päivätoiminta riittää'");
    shows(w, "service", service, "{'weight':'lighter_would_do','weight_reason':'Päivätoiminta riittää'}");
    json_t *row = row_as_seen(w, "service", service);
    assert_int_equal(number_in(row, "decided_by"), w->account[EERO]);
    assert_true(number_in(row, "decided_at") >= number_in(row, "added_at"));
    json_decref(row);
    acts_on(w, "service.decide", "service", service, "");
    happened(w, "service.decided", "service", service,
             "{'weight':null,'weight_reason':null,'decided_by':null,'decided_at':null}");
    may_not_act_on(w, ERR_BAD_INPUT, "reason", "reason_of_nothing", "service.decide", "service", service,
                   ",'reason':'Miksi'");
}

static void the_episodes_of_a_year_are_counted_in_one_row(void **state)
{
    struct world *w = *state;
    int64_t service = lists_service(w, "Päivystys", "in_use");
    acts_on(w, "service.count", "service", service, ",'year':2025,'count':4");
    acts_on(w, "service.count", "service", service, ",'year':2026,'count':1");
    acts_on(w, "service.count", "service", service, ",'year':2025,'count':7");
    json_t *board = board_as_seen(w, LEENA), *episodes = json_object_get(board, "episode"), *row;
    const char *id;
    assert_int_equal(json_object_size(episodes), 2);
    json_object_foreach (episodes, id, row) {
        assert_int_equal(number_in(row, "service"), service);
        assert_int_equal(number_in(row, "count"), number_in(row, "year") == 2025 ? 7 : 1);
        if (number_in(row, "year") == 2025)
            happened(w, "service.counted", "episode", number_in(row, "id"), "{'count':7}");
    }
    json_decref(board);
    may_not_act_on(w, ERR_BAD_INPUT, "year", "too_small", "service.count", "service", service, ",'year':89,'count':1");
}

static void a_removed_service_is_for_the_bin_alone_and_comes_back_as_it_was(void **state)
{
    static const struct {
        const char *command, *more;
    } all[] = {
        {"service.edit", ",'seen_at':1,'name':'x','sector':'other'"},
        {"service.set_status", ",'status':'ended'"},
        {"service.judge", ",'fit':'right'"},
        {"service.decide", ",'weight':'lightest'"},
        {"service.count", ",'year':2026,'count':1"},
        {"service.remove", ""},
    };
    struct world *w = *state;
    int64_t service = lists_service(w, "Kotihoito", "planned");
    json_t *before = row_as_seen(w, "service", service);
    acts_on(w, "service.remove", "service", service, "");
    assert_null(row_as_seen(w, "service", service));
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        may_not_act_on(w, ERR_NOT_FOUND, "service", "no_such_service", all[i].command, "service", service, all[i].more);
        may_not_act_on(w, ERR_NOT_FOUND, "service", "no_such_service", all[i].command, "service", 99999, all[i].more);
    }

    json_t *bin = says(w, LEENA, "service.bin", "{'board':%lld}", (long long)w->board);
    assert_int_equal(number_in(json_array_get(json_object_get(bin, "services"), 0), "id"), service);
    json_decref(bin);
    acts_on(w, "service.restore", "service", service, "");
    json_t *after = row_as_seen(w, "service", service);
    assert_true(json_equal(before, after));
    json_decref(before);
    json_decref(after);
    may_not_act_on(w, ERR_CONFLICT, "service", "not_removed", "service.restore", "service", service, "");
}

static void an_observer_changes_no_service(void **state)
{
    struct world *w = *state;
    int64_t service = lists_service(w, "Kotihoito", "planned");
    is_refused(w, LEENA, ERR_NOT_ALLOWED, NULL, NULL, "service.remove", "{'board':%lld,'service':%lld}",
               (long long)w->board, (long long)service);
    is_refused(w, OUTI, ERR_NOT_FOUND, NULL, NULL, "service.bin", "{'board':%lld}", (long long)w->board);
}

const struct CMUnitTest command_service_tests[] = {
    IN_WORLD(a_service_is_listed_with_all_that_is_known),
    IN_WORLD(a_service_ends_no_earlier_than_it_starts),
    IN_WORLD(a_service_is_given_by_a_unit_that_goes_on),
    IN_WORLD(an_edit_tells_what_changed),
    IN_WORLD(an_edit_of_a_service_seen_before_somebody_elses_edit_shows_both),
    IN_WORLD(no_two_edits_have_the_same_instant),
    IN_WORLD(what_is_said_of_a_service_is_no_edit_of_it),
    IN_WORLD(every_status_can_follow_every_other),
    IN_WORLD(a_judgement_can_be_taken_back),
    IN_WORLD(the_lightest_that_suffices_is_decided_by_somebody_with_a_reason),
    IN_WORLD(the_episodes_of_a_year_are_counted_in_one_row),
    IN_WORLD(a_removed_service_is_for_the_bin_alone_and_comes_back_as_it_was),
    IN_WORLD(an_observer_changes_no_service),
};

SUITE_COUNT(command_service);
