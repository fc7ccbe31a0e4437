/* command_people.c - units, accounts, memberships, signing in and out */
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "suites.h"

static int64_t adds_account(struct world *w, const char *name, const char *password)
{
    json_t *made =
        says(w, ADMIN, "account.add", "{'name':'%s','full_name':'Testi Esimerkki','password':'%s'}", name, password);
    int64_t account = number_in(made, "account");
    json_decref(made);
    return account;
}

#define SIGN_IN "{'name':'%s','password':'%s','program':'test','address':'192.0.2.1'}"

static void signs_in(struct world *w, enum who as, const char *name, const char *password)
{
    json_t *began = says(w, NOBODY, "session.start", SIGN_IN, name, password);
    w->session[as] = number_in(began, "session");
    assert_int_equal(strlen(json_string_value(json_object_get(began, "token"))), 43);
    json_decref(began);
}

static void only_an_administrator_makes_units_and_accounts(void **state)
{
    struct world *w = *state;
    json_t *unit = says(w, ADMIN, "unit.add", "{'name':'Kotihoito','sector':'primary_care'}");
    is_refused(w, AINO, ERR_NOT_ALLOWED, NULL, NULL, "unit.add", "{'name':'x','sector':'other'}");
    is_refused(w, AINO, ERR_NOT_ALLOWED, NULL, NULL, "account.list", "{}");
    is_refused(w, NOBODY, ERR_NOT_SIGNED_IN, NULL, NULL, "unit.list", "{}");
    is_refused(w, ADMIN, ERR_CONFLICT, "name", "taken", "unit.add", "{'name':'Kotihoito','sector':'other'}");
    json_decref(
        says(w, OPERATOR, "unit.rename", "{'unit':%lld,'name':'Kotihoito, itä'}", (long long)number_in(unit, "unit")));
    json_decref(unit);
}

static void a_name_and_its_password_begin_a_session(void **state)
{
    struct world *w = *state;
    adds_account(w, "uusi", "aivan-uusi-salasana");
    signs_in(w, VISITOR, "uusi", "aivan-uusi-salasana");
    json_t *who = says(w, VISITOR, "session.who", "{}");
    assert_string_equal(json_string_value(json_object_get(json_object_get(who, "account"), "name")), "uusi");
    json_decref(who);
}

static void unknown_name_and_wrong_password_get_the_same_answer(void **state)
{
    struct world *w = *state;
    adds_account(w, "uusi", "aivan-uusi-salasana");
    is_refused(w, NOBODY, ERR_NOT_SIGNED_IN, NULL, "name_or_password", "session.start", SIGN_IN, "uusi", "vaara");
    is_refused(w, NOBODY, ERR_NOT_SIGNED_IN, NULL, "name_or_password", "session.start", SIGN_IN, "eiketaan", "vaara");
    is_refused(w, NOBODY, ERR_NOT_SIGNED_IN, NULL, "name_or_password", "session.start", SIGN_IN, "aino", "!");
}

static void guessing_gets_slower_and_never_locks_for_ever(void **state)
{
    struct world *w = *state;
    adds_account(w, "uusi", "aivan-uusi-salasana");
    for (int i = 0; i < 4; i++) {
        is_refused(w, NOBODY, ERR_NOT_SIGNED_IN, NULL, "name_or_password", "session.start", SIGN_IN, "uusi", "vaara");
        if (i == 3)
            is_refused(w, NOBODY, ERR_TOO_FAST, NULL, "sign_in", "session.start", SIGN_IN, "uusi",
                       "aivan-uusi-salasana");
        clock_set(clock_now() + 2 * MS_PER_SECOND);
    }
    clock_set(clock_now() + 16 * MS_PER_MINUTE);
    signs_in(w, VISITOR, "uusi", "aivan-uusi-salasana");
}

static void an_unused_session_ends_by_itself(void **state)
{
    struct world *w = *state;
    json_decref(says(w, AINO, "board.list", "{}"));
    clock_set(clock_now() + 31 * MS_PER_MINUTE);
    is_refused(w, AINO, ERR_NOT_SIGNED_IN, NULL, NULL, "board.list", "{}");
    json_decref(says(w, OPERATOR, "session.sweep", "{}"));
}

static void a_session_in_use_goes_on(void **state)
{
    struct world *w = *state;
    clock_set(clock_now() + 20 * MS_PER_MINUTE);
    json_decref(says(w, OPERATOR, "session.seen", "{'sessions':[%lld]}", (long long)w->session[AINO]));
    clock_set(clock_now() + 20 * MS_PER_MINUTE);
    json_decref(says(w, AINO, "board.list", "{}"));
    is_refused(w, EERO, ERR_NOT_SIGNED_IN, NULL, NULL, "board.list", "{}");
}

static void one_ends_ones_own_sessions_and_nobody_elses(void **state)
{
    struct world *w = *state;
    is_refused(w, AINO, ERR_NOT_FOUND, "session", "no_such_session", "session.end", "{'session':%lld}",
               (long long)w->session[EERO]);
    json_decref(says(w, EERO, "session.end_all", "{}"));
    is_refused(w, EERO, ERR_NOT_SIGNED_IN, NULL, NULL, "session.who", "{}");
    json_decref(says(w, AINO, "session.who", "{}"));
}

static void an_ended_account_is_out_at_once(void **state)
{
    struct world *w = *state;
    json_decref(says(w, ADMIN, "account.end", "{'account':%lld}", (long long)w->account[EERO]));
    is_refused(w, EERO, ERR_NOT_SIGNED_IN, NULL, NULL, "board.open", "{'board':%lld}", (long long)w->board);
    is_refused(w, ADMIN, ERR_CONFLICT, "account", "yourself", "account.end", "{'account':%lld}",
               (long long)w->account[ADMIN]);
}

static void colleagues_are_found_by_the_start_of_any_of_their_names(void **state)
{
    struct world *w = *state;
    json_t *found = says(w, AINO, "account.find", "{'text':'eer'}");
    json_t *row = json_array_get(json_object_get(found, "accounts"), 0);
    assert_int_equal(json_array_size(json_object_get(found, "accounts")), 1);
    assert_string_equal(json_string_value(json_object_get(row, "unit_name")), "Osasto 4");
    json_decref(found);
    found = says(w, AINO, "account.find", "{'text':'%%'}");
    assert_int_equal(json_array_size(json_object_get(found, "accounts")), 0);
    json_decref(found);
}

static void a_demo_account_is_like_an_unknown_one(void **state)
{
    struct world *w = *state;
    json_decref(says(w, ADMIN, "account.add",
                     "{'name':'esittely','full_name':'Esittely','password':'aivan-uusi-salasana','demo':true}"));
    is_refused(w, NOBODY, ERR_NOT_SIGNED_IN, NULL, "name_or_password", "session.start", SIGN_IN, "esittely",
               "aivan-uusi-salasana");
}

const struct CMUnitTest command_people_tests[] = {
    IN_WORLD(only_an_administrator_makes_units_and_accounts),
    IN_WORLD(a_name_and_its_password_begin_a_session),
    IN_WORLD(unknown_name_and_wrong_password_get_the_same_answer),
    IN_WORLD(guessing_gets_slower_and_never_locks_for_ever),
    IN_WORLD(an_unused_session_ends_by_itself),
    IN_WORLD(a_session_in_use_goes_on),
    IN_WORLD(one_ends_ones_own_sessions_and_nobody_elses),
    IN_WORLD(an_ended_account_is_out_at_once),
    IN_WORLD(colleagues_are_found_by_the_start_of_any_of_their_names),
    IN_WORLD(a_demo_account_is_like_an_unknown_one),
};

SUITE_COUNT(command_people);
