/* token.h - secrets and fingerprints, by libsodium. [any], after token_init() */
#ifndef BASE_TOKEN_H
#define BASE_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

enum { TOKEN_TEXT = 44, TOKEN_HASH = 32 };

void token_init(void);                                             /* once, before threads */
void token_make(char text[TOKEN_TEXT]);                            /* 256 random bits, base64url, NUL-ended */
bool token_hash(const char *text, unsigned char hash[TOKEN_HASH]); /* BLAKE2b-256; false unless it looks like a token */
void fingerprint(const void *data, size_t len, unsigned char hash[TOKEN_HASH]); /* BLAKE2b-256 of anything */
void fingerprint_keyed(const unsigned char key[TOKEN_HASH], const void *data, size_t len,
                       unsigned char hash[TOKEN_HASH]);

/* argon2id, 64 MiB, t = 2 (RFC 9106): about 0.1 s. Never on the network or the store thread. */
enum { PASSWORD_TEXT = 128 };
void password_hash(const char *password, char out[PASSWORD_TEXT]);
bool password_fits(const char *password, const char *hash); /* with a NULL hash: the same work, then false */

#endif
