/* base_token.c - secrets, fingerprints, passwords */
#include "suites.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/token.h"

static void a_token_is_43_letters_that_no_other_has(void **state)
{
    (void)state;
    enum { MANY = 200 };
    char tokens[MANY][TOKEN_TEXT];
    for (int i = 0; i < MANY; i++) {
        token_make(tokens[i]);
        assert_int_equal(strlen(tokens[i]), TOKEN_TEXT - 1);
        assert_int_equal(strspn(tokens[i], "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
                         TOKEN_TEXT - 1);
        for (int j = 0; j < i; j++)
            assert_string_not_equal(tokens[i], tokens[j]);
    }
}

static void a_token_always_has_the_same_fingerprint(void **state)
{
    (void)state;
    char token[TOKEN_TEXT], other[TOKEN_TEXT];
    unsigned char one[TOKEN_HASH], two[TOKEN_HASH];
    token_make(token);
    token_make(other);
    assert_true(token_hash(token, one));
    assert_true(token_hash(token, two));
    assert_memory_equal(one, two, TOKEN_HASH);
    assert_true(token_hash(other, two));
    assert_memory_not_equal(one, two, TOKEN_HASH);
}

static void what_does_not_look_like_a_token_has_no_fingerprint(void **state)
{
    (void)state;
    unsigned char hash[TOKEN_HASH];
    char token[TOKEN_TEXT + 1];
    assert_false(token_hash(NULL, hash));
    assert_false(token_hash("", hash));
    assert_false(token_hash("short", hash));
    token_make(token);
    token[42] = '\0';
    assert_false(token_hash(token, hash));
    strcpy(token, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"); /* 44 */
    assert_false(token_hash(token, hash));
    token[43] = '\0';
    assert_true(token_hash(token, hash));
    token[42] = 'B'; /* bits that belong to no byte */
    assert_false(token_hash(token, hash));
    token[42] = 'A';
    token[7] = '+';
    assert_false(token_hash(token, hash));
}

static void fingerprints_are_blake2b(void **state)
{
    (void)state;
    /* b2sum -l 256 of "abc" */
    static const unsigned char known[TOKEN_HASH] = {0xbd, 0xdd, 0x81, 0x3c, 0x63, 0x42, 0x39, 0x72, 0x31, 0x71, 0xef,
                                                    0x3f, 0xee, 0x98, 0x57, 0x9b, 0x94, 0x96, 0x4e, 0x3b, 0xb1, 0xcb,
                                                    0x3e, 0x42, 0x72, 0x62, 0xc8, 0xc0, 0x68, 0xd5, 0x23, 0x19};
    unsigned char hash[TOKEN_HASH], keyed[TOKEN_HASH];
    fingerprint("abc", 3, hash);
    assert_memory_equal(hash, known, TOKEN_HASH);
    fingerprint_keyed(known, "abc", 3, keyed);
    assert_memory_not_equal(hash, keyed, TOKEN_HASH);
    fingerprint(NULL, 0, hash);
}

static void a_password_fits_its_own_hash_only(void **state)
{
    (void)state;
    char hash[PASSWORD_TEXT], again[PASSWORD_TEXT];
    password_hash("alongside", hash);
    password_hash("alongside", again);
    assert_true(strncmp(hash, "$argon2id$v=19$m=65536,t=2,p=1$", 31) == 0);
    assert_string_not_equal(hash, again);
    assert_true(password_fits("alongside", hash));
    assert_false(password_fits("Alongside", hash));
    assert_false(password_fits("", hash));
}

/* Of the processor, so that a busy machine says nothing. */
static int64_t us_to_refuse(const char *hash)
{
    struct timespec began, ended;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &began);
    assert_false(password_fits("alongside", hash));
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &ended);
    return (ended.tv_sec - began.tv_sec) * 1000000 + (ended.tv_nsec - began.tv_nsec) / 1000;
}

static void nobody_can_tell_from_the_time_whether_a_name_exists(void **state)
{
    (void)state;
    char hash[PASSWORD_TEXT];
    password_hash("something else", hash);
    int64_t real = us_to_refuse(hash);
    assert_true(us_to_refuse(NULL) * 3 > real);
    assert_true(us_to_refuse("!") * 3 > real);
    assert_true(us_to_refuse("") * 3 > real);
}

const struct CMUnitTest base_token_tests[] = {
    cmocka_unit_test(a_token_is_43_letters_that_no_other_has),
    cmocka_unit_test(a_token_always_has_the_same_fingerprint),
    cmocka_unit_test(what_does_not_look_like_a_token_has_no_fingerprint),
    cmocka_unit_test(fingerprints_are_blake2b),
    cmocka_unit_test(a_password_fits_its_own_hash_only),
    cmocka_unit_test(nobody_can_tell_from_the_time_whether_a_name_exists),
};
SUITE_COUNT(base_token);
