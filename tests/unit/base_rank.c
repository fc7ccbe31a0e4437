/* base_rank.c - places in a list: by their properties, not by their text */
#include "suites.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/rank.h"

typedef char rank_text[RANK_TEXT];

static void is_rank(const char *rank)
{
    size_t len = strlen(rank);
    assert_in_range(len, 1, RANK_TEXT - 1);
    assert_int_equal(strspn(rank, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"), len);
    assert_int_not_equal(rank[len - 1], '0');
}

static void stands_between(const char *before, const char *after, const char *rank)
{
    is_rank(rank);
    if (before && strcmp(before, rank) >= 0) fail_msg("%s is not behind %s", rank, before);
    if (after && strcmp(rank, after) >= 0) fail_msg("%s is not in front of %s", rank, after);
}

static void a_hundred_thousand_cards_are_appended_in_short_ranks(void **state)
{
    (void)state;
    rank_text last, next;
    assert_true(rank_between(NULL, NULL, last));
    for (int i = 0; i < 100000; i++) {
        assert_true(rank_between(last, NULL, next));
        stands_between(last, NULL, next);
        assert_true(strlen(next) <= 4);
        memcpy(last, next, sizeof last);
    }
}

static void a_hundred_thousand_cards_are_put_in_front_in_short_ranks(void **state)
{
    (void)state;
    rank_text first, next;
    assert_true(rank_between(NULL, NULL, first));
    for (int i = 0; i < 100000; i++) {
        assert_true(rank_between(NULL, first, next));
        stands_between(NULL, first, next);
        assert_true(strlen(next) <= 4);
        memcpy(first, next, sizeof first);
    }
}

/* Always behind the same card, or always in front of it: the worst that people do. */
static void three_hundred_cards_fit_between_two_in_one_place(void **state)
{
    (void)state;
    rank_text low, high, middle;
    for (int side = 0; side < 2; side++) {
        strcpy(low, "V1");
        strcpy(high, "V2");
        for (int i = 0; i < 300; i++) {
            assert_true(rank_between(low, high, middle));
            stands_between(low, high, middle);
            assert_true(strlen(middle) <= 3 + (size_t)i / 5);
            memcpy(side ? low : high, middle, sizeof middle);
        }
    }
}

static void a_place_that_is_full_says_so(void **state)
{
    (void)state;
    rank_text low = "V1", high = "V2", middle;
    int inserted = 0;
    while (rank_between(low, high, middle) && inserted < 10000) {
        stands_between(low, high, middle);
        memcpy(high, middle, sizeof high);
        inserted++;
    }
    assert_in_range(inserted, 300, 400);
}

/* 20,000 cards at random places, remembered in a linked list by hand. */
static void cards_put_anywhere_keep_their_order(void **state)
{
    (void)state;
    enum { CARDS = 20000 };
    rank_text *ranks = calloc(CARDS, sizeof *ranks);
    int *next = calloc(CARDS, sizeof *next);
    int first = -1, last = -1;
    unsigned seed = 20261124;
    size_t longest = 0;
    for (int i = 0; i < CARDS; i++) {
        seed = seed * 1103515245 + 12345;
        int behind = i == 0 || (seed >> 8) % 50 == 0 ? -1 : (int)((seed >> 8) % (unsigned)i);
        if ((seed >> 8) % 50 == 1) behind = last;
        int in_front_of = behind < 0 ? first : next[behind];
        const char *before = behind < 0 ? NULL : ranks[behind], *after = in_front_of < 0 ? NULL : ranks[in_front_of];
        assert_true(rank_between(before, after, ranks[i]));
        stands_between(before, after, ranks[i]);
        next[i] = in_front_of;
        *(behind < 0 ? &first : &next[behind]) = i;
        if (in_front_of < 0) last = i;
        if (strlen(ranks[i]) > longest) longest = strlen(ranks[i]);
    }
    int count = 1;
    for (int i = first; next[i] >= 0; i = next[i], count++)
        assert_true(strcmp(ranks[i], ranks[next[i]]) < 0);
    assert_int_equal(count, CARDS);
    assert_true(longest <= 12);
    free(ranks);
    free(next);
}

static void a_list_spread_anew_is_even_short_and_in_order(void **state)
{
    (void)state;
    const size_t counts[] = {1, 2, 3, 61, 62, 63, 200, 3843, 5000};
    for (size_t n = 0; n < sizeof counts / sizeof *counts; n++) {
        rank_text before = "", rank, between;
        for (size_t i = 0; i < counts[n]; i++) {
            rank_spread(i, counts[n], rank);
            stands_between(*before ? before : NULL, NULL, rank);
            assert_true(strlen(rank) <= 5);
            if (*before) assert_true(rank_between(before, rank, between) && strlen(between) <= 5);
            memcpy(before, rank, sizeof before);
        }
        assert_true(rank_between(before, NULL, rank) && strlen(rank) <= 5);
    }
}

static void even_odd_ranks_have_neighbours(void **state)
{
    (void)state;
    const char *const odd[] = {"1",   "01",    "0001", "V",    "Vz",
                               "VzV", "W",     "Wzz",  "zzzz", "U01",
                               "U",   "0zzzz", "z1",   "zz",   "00000000000000000000000000000000001"};
    rank_text rank;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        assert_true(rank_between(odd[i], NULL, rank));
        stands_between(odd[i], NULL, rank);
        assert_true(rank_between(NULL, odd[i], rank));
        stands_between(NULL, odd[i], rank);
        for (size_t j = 0; j < sizeof odd / sizeof *odd; j++) {
            if (strcmp(odd[i], odd[j]) >= 0) continue;
            assert_true(rank_between(odd[i], odd[j], rank));
            stands_between(odd[i], odd[j], rank);
        }
    }
}

const struct CMUnitTest base_rank_tests[] = {
    cmocka_unit_test(a_hundred_thousand_cards_are_appended_in_short_ranks),
    cmocka_unit_test(a_hundred_thousand_cards_are_put_in_front_in_short_ranks),
    cmocka_unit_test(three_hundred_cards_fit_between_two_in_one_place),
    cmocka_unit_test(a_place_that_is_full_says_so),
    cmocka_unit_test(cards_put_anywhere_keep_their_order),
    cmocka_unit_test(a_list_spread_anew_is_even_short_and_in_order),
    cmocka_unit_test(even_odd_ranks_have_neighbours),
};
SUITE_COUNT(base_rank);
