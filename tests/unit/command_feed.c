/* command_feed.c - who makes which calendar feeds, and when they end */
#include "feeds.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "plans.h"
#include "suites.h"

static const char *scope_of(const char *kind, int64_t id)
{
    static char text[40];
    snprintf(text, sizeof text, "%s:%lld", kind, (long long)id);
    return text;
}

static size_t feeds_listed(struct world *w, enum who who)
{
    return count_listed(w, who, "feeds", "feed.list", "{}");
}

static void one_makes_feeds_of_what_one_may_see(void **state)
{
    struct world *w = *state;
    char token[FEED_TOKEN];
    int64_t team = begins_team(w, AINO, "Perhetiimi"), unit = id_of_unit(w, "Osasto 4");
    makes_feed(w, AINO, "mine", "plain", "", token);
    makes_feed(w, AINO, scope_of("team", team), "code", "", token);
    makes_feed(w, AINO, scope_of("board", w->board), "code", ",'tasks':'todo','language':'sv'", token);
    makes_feed(w, LEENA, scope_of("board", w->board), "plain", "", token);
    makes_feed(w, EERO, scope_of("unit", unit), "plain", "", token);
    assert_int_equal(feeds_listed(w, AINO), 3);

    is_refused(w, EERO, ERR_NOT_FOUND, "scope", NULL, "feed.create", "{'scope':'%s','detail':'plain'}",
               scope_of("team", team));
    is_refused(w, AINO, ERR_NOT_FOUND, "scope", NULL, "feed.create", "{'scope':'%s','detail':'plain'}",
               scope_of("unit", unit));
    is_refused(w, OUTI, ERR_NOT_FOUND, "scope", NULL, "feed.create", "{'scope':'%s','detail':'plain'}",
               scope_of("board", w->board));
    is_refused(w, ADMIN, ERR_NOT_ALLOWED, NULL, NULL, "feed.create", "{'scope':'mine','detail':'plain'}");
    is_refused(w, NOBODY, ERR_NOT_SIGNED_IN, NULL, NULL, "feed.list", "{}");
}

static void a_scope_that_is_none_is_refused(void **state)
{
    static const char *const bad[] = {"mine:1",
                                      "team",
                                      "team:",
                                      "team:x",
                                      "team:0",
                                      "team:01",
                                      "team:1 ",
                                      "planet:41",
                                      "board:-1",
                                      "board:1.5",
                                      "unit:1234567890123456"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const char *detail = strchr(bad[i], ' ') ? "space_at_end" : "not_a_scope";
        is_refused(*state, AINO, ERR_BAD_INPUT, "scope", detail, "feed.create", "{'scope':'%s','detail':'plain'}",
                   bad[i]);
    }
}

static void an_account_has_twenty_at_most(void **state)
{
    struct world *w = *state;
    char token[FEED_TOKEN];
    int64_t feed = 0;
    for (int i = 0; i < 20; i++)
        feed = makes_feed(w, AINO, "mine", "plain", "", token);
    is_refused(w, AINO, ERR_CONFLICT, "scope", "too_many", "feed.create", "{'scope':'mine','detail':'plain'}");
    json_decref(says(w, AINO, "feed.revoke", "{'feed':%lld}", (long long)feed));
    makes_feed(w, AINO, "mine", "plain", "", token);
}

/* The address is in the first answer and nowhere else: not under the key, not in the list, not in the file. */
static void an_address_is_told_once(void **state)
{
    struct world *w = *state;
    json_t *first = says(w, AINO, "feed.create", "{'scope':'mine','detail':'plain','key':'k1'}");
    json_t *again = says(w, AINO, "feed.create", "{'scope':'mine','detail':'plain','key':'k1'}");
    json_t *list = says(w, AINO, "feed.list", "{}");
    const char *url = json_string_value(json_object_get(first, "url"));
    char token[FEED_TOKEN], *text = json_dumps(list, 0);
    snprintf(token, sizeof token, "%s", url + strlen("/calendar/"));
    assert_int_equal(number_in(first, "feed"), number_in(again, "feed"));
    assert_true(json_is_null(json_object_get(again, "url")));
    assert_null(strstr(text, token));

    world_reopen(w);
    char *calendar = calendar_of(w, token);
    assert_non_null(calendar);
    FILE *file = fopen(w->path, "rb");
    static char stored[4 * 1024 * 1024];
    size_t len = fread(stored, 1, sizeof stored, file);
    fclose(file);
    assert_true(len > 0);
    assert_null(memmem(stored, len, token, strlen(token)));
    free(calendar);
    free(text);
    json_decref(first);
    json_decref(again);
    json_decref(list);
}

static void a_revoked_feed_is_as_good_as_none(void **state)
{
    struct world *w = *state;
    char token[FEED_TOKEN], other[FEED_TOKEN];
    int64_t feed = makes_feed(w, AINO, "mine", "plain", "", token);
    makes_feed(w, AINO, "mine", "plain", "", other);
    is_refused(w, EERO, ERR_NOT_FOUND, "feed", "no_such_feed", "feed.revoke", "{'feed':%lld}", (long long)feed);
    json_decref(says(w, AINO, "feed.revoke", "{'feed':%lld}", (long long)feed));
    is_refused(w, AINO, ERR_NOT_FOUND, "feed", "no_such_feed", "feed.revoke", "{'feed':%lld}", (long long)feed);
    is_no_feed(w, token);
    char *calendar = calendar_of(w, other);
    assert_non_null(calendar);
    free(calendar);
    assert_int_equal(feeds_listed(w, AINO), 1);
}

static void feeds_end_with_the_account(void **state)
{
    struct world *w = *state;
    char token[FEED_TOKEN];
    makes_feed(w, EERO, "mine", "plain", "", token);
    json_decref(says(w, ADMIN, "account.end", "{'account':%lld}", (long long)w->account[EERO]));
    is_no_feed(w, token);
}

static void feeds_end_with_the_part_that_one_had(void **state)
{
    struct world *w = *state;
    char board[FEED_TOKEN], in_team[FEED_TOKEN], unit[FEED_TOKEN], mine[FEED_TOKEN];
    int64_t team = begins_team(w, AINO, "Perhetiimi"), ward = id_of_unit(w, "Osasto 4");
    lets_in(w, AINO, team, EERO, "member");
    makes_feed(w, EERO, scope_of("board", w->board), "plain", "", board);
    makes_feed(w, EERO, scope_of("team", team), "plain", "", in_team);
    makes_feed(w, EERO, scope_of("unit", ward), "plain", "", unit);
    makes_feed(w, EERO, "mine", "plain", "", mine);

    json_decref(says(w, AINO, "participant.remove", "{'board':%lld,'account':%lld}", (long long)w->board,
                     (long long)w->account[EERO]));
    is_no_feed(w, board);
    json_decref(
        says(w, AINO, "team.remove", "{'team':%lld,'account':%lld}", (long long)team, (long long)w->account[EERO]));
    is_no_feed(w, in_team);
    json_decref(feed_version_of(w, unit, NULL));
    json_decref(feed_version_of(w, mine, NULL));
    json_decref(says(w, ADMIN, "membership.remove", "{'unit':%lld,'account':%lld}", (long long)ward,
                     (long long)w->account[EERO]));
    is_no_feed(w, unit);
    is_no_feed(w, mine); /* works nowhere any more */
}

static void fetches_are_noted_to_the_minute(void **state)
{
    struct world *w = *state;
    char token[FEED_TOKEN];
    int64_t feed = makes_feed(w, AINO, "mine", "plain", "", token);
    clock_set(clock_now() + 12345);
    json_decref(says(w, OPERATOR, "feed.fetched", "{'feed':%lld,'count':3,'program':'Thunderbird'}", (long long)feed));
    json_decref(says(w, OPERATOR, "feed.fetched", "{'feed':%lld,'count':2,'program':'Outlook'}", (long long)feed));
    json_t *list = says(w, AINO, "feed.list", "{}"), *row = json_array_get(json_object_get(list, "feeds"), 0);
    assert_int_equal(number_in(row, "fetch_count"), 5);
    assert_int_equal(number_in(row, "fetched_at"), clock_now() / MS_PER_MINUTE * MS_PER_MINUTE);
    assert_string_equal(json_string_value(json_object_get(row, "fetched_by")), "Outlook");
    json_decref(list);
}

const struct CMUnitTest command_feed_tests[] = {
    IN_MARCH(one_makes_feeds_of_what_one_may_see),  IN_MARCH(a_scope_that_is_none_is_refused),
    IN_MARCH(an_account_has_twenty_at_most),        IN_MARCH(an_address_is_told_once),
    IN_MARCH(a_revoked_feed_is_as_good_as_none),    IN_MARCH(feeds_end_with_the_account),
    IN_MARCH(feeds_end_with_the_part_that_one_had), IN_MARCH(fetches_are_noted_to_the_minute),
};
SUITE_COUNT(command_feed);
