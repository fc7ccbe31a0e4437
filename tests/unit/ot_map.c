/* ot_map.c - changes that meet: mapped, made into one, taken back, rebased; tests/ot holds the same against CodeMirror */
#include "suites.h"

#include "ot_notation.h"

/* `a` over `b`, where b was first, and where a was. */
static void maps_to(const char *a, const char *b, const char *behind, const char *before)
{
    struct ot_changes one = changes_of(a), other = changes_of(b);
    assert_changes(ot_map(&one, &other, false, ot_arena()), behind);
    assert_changes(ot_map(&one, &other, true, ot_arena()), before);
}

static void what_is_put_in_at_one_place_stands_in_the_order_that_is_asked_for(void **state)
{
    (void)state;
    maps_to("2 0:aa 2", "2 0:bb 2", "4 0:aa 2", "2 0:aa 4");
    maps_to("0:aa", "0:bb", "2 0:aa", "0:aa 2");
    maps_to("1 0:aa 3", "2 0:bb 2", "1 0:aa 5", "1 0:aa 5");
}

static void what_is_put_in_within_a_deletion_stays(void **state)
{
    (void)state;
    maps_to("1 0:aa 3", "4:", "0:aa", "0:aa");
    maps_to("0:aa 4", "4:", "0:aa", "0:aa");
    maps_to("4 0:aa", "4:", "0:aa", "0:aa");
    maps_to("4:", "1 0:bb 3", "1: 2 3:", "1: 2 3:");
}

static void what_both_delete_is_gone_once(void **state)
{
    (void)state;
    maps_to("1 2: 1", "1 2: 1", "2", "2");
    maps_to("3: 1", "1 3:", "1:", "1:");
    maps_to("1 1: 2", "4:", "", "");
}

static void two_insertions_become_one_where_what_stood_between_is_gone(void **state)
{
    (void)state;
    maps_to("1 0:aa 2 0:cc 1", "1 2: 1", "1 0:aacc 1", "1 0:aacc 1");
    maps_to("0:a 1 0:b 1 0:c", "2:", "0:abc", "0:abc");
}

static void replacing_meets_replacing(void **state)
{
    (void)state;
    maps_to("1 2:aa 1", "1 2:bb 1", "3 0:aa 1", "1 0:aa 3");
    maps_to("2:aa 2", "2 2:bb", "2:aa 2", "2:aa 2");
}

static void nothing_goes_by_anything(void **state)
{
    (void)state;
    maps_to("", "", "", "");
    maps_to("3", "1 1:bb 1", "4", "4");
    maps_to("1 1:aa 1", "3", "1 1:aa 1", "1 1:aa 1");
    maps_to("", "0:bb", "2", "2");
}

static void composes_to(const char *first, const char *then, const char *both)
{
    struct ot_changes one = changes_of(first), other = changes_of(then);
    assert_changes(ot_compose(&one, &other, ot_arena()), both);
}

static void one_after_the_other_is_one_change(void **state)
{
    (void)state;
    composes_to("", "", "");
    composes_to("2 0:a 2", "3 0:b 2", "2 0:ab 2");
    composes_to("2 0:a 2", "2 0:b 3", "2 0:ba 2");
    composes_to("2 0:abc 2", "3 1: 3", "2 0:ac 2");
    composes_to("2 0:abc 2", "1 5: 1", "1 2: 1");
    composes_to("1 2: 1", "1 0:x 1", "1 2: 0:x 1");
    composes_to("1 1:xy 2", "2 2:z 1", "1 2:xz 1");
}

static void a_change_taken_back_leaves_what_was(void **state)
{
    (void)state;
    struct ot_changes change = changes_of("1 2:xyz 1 0:\xf0\x9f\x98\x80 1:");
    struct ot_text text;
    ot_text_init(&text);
    ot_text_set(&text, "abcde", 5);
    struct ot_changes back = ot_invert(&change, text.units, ot_arena());
    assert_changes(back, "1 3:bc 1 2: 0:e");
    assert_true(ot_apply(&text, &change)); /* what takes it back holds nothing of the text that changes here */
    assert_true(ot_apply(&text, &back));
    assert_int_equal(text.count, 5);
    assert_memory_equal(text.units, units_of("abcde"), 10);
    ot_text_fini(&text);
}

static void rebases_to(const char *const mine[2], const char *const theirs[2], const char *const is[2])
{
    struct ot_chain chain = chain_of(mine, 2), over = chain_of(theirs, 2);
    ot_rebase(&chain, &over, ot_arena());
    for (size_t i = 0; i < 2; i++) {
        assert_changes(chain.items[i], is[i]);
        assert_changes(over.items[i], theirs[i]);
    }
}

static void a_chain_is_rebased_pair_by_pair_with_theirs_first(void **state)
{
    (void)state;
    rebases_to((const char *[2]){"1 0:H 1", "2 0:e 1"}, (const char *[2]){"1 0:M 1", "2 0:o 1"},
               (const char *[2]){"3 0:H 1", "4 0:e 1"});
    rebases_to((const char *[2]){"1:", "0:Y"}, (const char *[2]){"1 0:Z", "2 0:!"}, (const char *[2]){"1: 2", "2 0:Y"});
    /* over theirs as one, which would replace the letter, Z would stand before X */
    rebases_to((const char *[2]){"0:Z 1", "2 0:!"}, (const char *[2]){"1:", "0:X"},
               (const char *[2]){"1 0:Z", "2 0:!"});
}

static void over_nothing_a_chain_stays_as_it_is(void **state)
{
    (void)state;
    const char *const words[] = {"1 0:a", "2:"};
    struct ot_chain mine = chain_of(words, 2), none = {NULL, 0};
    ot_rebase(&mine, &none, ot_arena());
    assert_changes(mine.items[0], words[0]);
    assert_changes(mine.items[1], words[1]);
    ot_rebase(&none, &mine, ot_arena());
    assert_int_equal(none.count, 0);
}

/* Somebody comes back with a long chain, after a longer one: every letter of either is there once, and none is torn. */
static void a_long_chain_over_a_longer_one_keeps_every_letter(void **state)
{
    (void)state;
    enum { MINE = 60, THEIRS = 200 };
    struct ot_section sections[MINE + THEIRS][2];
    struct ot_changes items[MINE + THEIRS];
    const uint16_t *a = units_of("a"), *b = units_of("b");
    for (uint32_t i = 0; i < MINE + THEIRS; i++) {
        uint32_t at = i < MINE ? i : i - MINE; /* each at the end of its own words */
        sections[i][0] = (struct ot_section){.len = at, .put = OT_KEPT};
        sections[i][1] = (struct ot_section){.len = 0, .put = 1, .units = i < MINE ? a : b};
        items[i] = (struct ot_changes){at ? sections[i] : sections[i] + 1, at ? 2 : 1, at, at + 1};
    }
    struct ot_chain mine = {items, MINE}, theirs = {items + MINE, THEIRS};
    ot_rebase(&mine, &theirs, ot_arena());
    struct ot_text text;
    ot_text_init(&text);
    for (size_t i = 0; i < THEIRS; i++)
        assert_true(ot_apply(&text, &theirs.items[i]));
    for (size_t i = 0; i < MINE; i++)
        assert_true(ot_apply(&text, &mine.items[i]));
    assert_int_equal(text.count, MINE + THEIRS);
    for (uint32_t i = 0; i < text.count; i++)
        assert_int_equal(text.units[i], i < THEIRS ? 'b' : 'a');
    ot_text_fini(&text);
}

const struct CMUnitTest ot_map_tests[] = {
    OT_TEST(what_is_put_in_at_one_place_stands_in_the_order_that_is_asked_for),
    OT_TEST(what_is_put_in_within_a_deletion_stays),
    OT_TEST(what_both_delete_is_gone_once),
    OT_TEST(two_insertions_become_one_where_what_stood_between_is_gone),
    OT_TEST(replacing_meets_replacing),
    OT_TEST(nothing_goes_by_anything),
    OT_TEST(one_after_the_other_is_one_change),
    OT_TEST(a_change_taken_back_leaves_what_was),
    OT_TEST(a_chain_is_rebased_pair_by_pair_with_theirs_first),
    OT_TEST(over_nothing_a_chain_stays_as_it_is),
    OT_TEST(a_long_chain_over_a_longer_one_keeps_every_letter),
};
SUITE_COUNT(ot_map);
