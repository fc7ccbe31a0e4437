/* token.c - secrets and fingerprints; the only includer of libsodium.
 *
 * A password is hashed with argon2id at 64 MiB and two passes (RFC 9106 § 4, second recommended option, with the memory
 * that fits beside a server). Where there is no hash to compare with, a fixed one is compared instead, so that the time
 * of an answer doesn't tell which names exist. */
#include "base/token.h"

#include <sodium.h>
#include <string.h>

#include "base/must.h"

enum { PASSES = 2, MEMORY = 64 * 1024 * 1024 };

_Static_assert(TOKEN_TEXT == sodium_base64_ENCODED_LEN(32, sodium_base64_VARIANT_URLSAFE_NO_PADDING), "43 and a NUL");
_Static_assert(PASSWORD_TEXT == crypto_pwhash_STRBYTES, "what libsodium writes");

/* Of a password that nobody knows, with the parameters above. */
static const char nobodys[] =
    "$argon2id$v=19$m=65536,t=2,p=1$ieVyEq9Mm99UuRi4GHl+0w$QJwUX8NjZHevHUbyDl0s6DYOwNN3OpvppGCKcTUp9Yg";

void token_init(void)
{
    must(sodium_init() >= 0);
}

void token_make(char text[TOKEN_TEXT])
{
    unsigned char secret[32];
    randombytes_buf(secret, sizeof secret);
    sodium_bin2base64(text, TOKEN_TEXT, secret, sizeof secret, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(secret, sizeof secret);
}

bool token_hash(const char *text, unsigned char hash[TOKEN_HASH])
{
    size_t len = text ? strnlen(text, TOKEN_TEXT) : 0;
    if (len != TOKEN_TEXT - 1) return false;
    unsigned char secret[32];
    size_t got = 0;
    int bad =
        sodium_base642bin(secret, sizeof secret, text, len, NULL, &got, NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(secret, sizeof secret);
    if (bad || got != sizeof secret) return false;
    fingerprint(text, len, hash);
    return true;
}

void fingerprint(const void *data, size_t len, unsigned char hash[TOKEN_HASH])
{
    must(crypto_generichash(hash, TOKEN_HASH, data, len, NULL, 0) == 0);
}

void fingerprint_keyed(const unsigned char key[TOKEN_HASH], const void *data, size_t len,
                       unsigned char hash[TOKEN_HASH])
{
    must(crypto_generichash(hash, TOKEN_HASH, data, len, key, TOKEN_HASH) == 0);
}

void password_hash(const char *password, char out[PASSWORD_TEXT])
{
    must(crypto_pwhash_str_alg(out, password, strlen(password), PASSES, MEMORY, crypto_pwhash_ALG_ARGON2ID13) == 0);
}

bool password_fits(const char *password, const char *hash)
{
    /* "!" and the like never fit, but must take as long as a real one */
    bool real = hash && strncmp(hash, "$argon2id$", 10) == 0;
    int fits = crypto_pwhash_str_verify(real ? hash : nobodys, password, strlen(password));
    return real && fits == 0;
}
