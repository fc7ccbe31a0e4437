/* assets.h - the web client, read into memory once at the start [net]
 *
 * Every file has a strong ETag (RFC 9110 § 8.8) a variant; `.gz` and `.br` beside a file are its variants, and where there is
 * no `.gz` one is made. Files below /assets/ have their contents' hash in the name and never change. index.html is a template:
 * `{{nonce}}` stands where the answer's nonce goes. */
#ifndef ASSETS_H
#define ASSETS_H

#include <stdbool.h>
#include <stddef.h>

enum coding { CODING_PLAIN, CODING_GZIP, CODING_BROTLI, CODING_COUNT };

struct variant {
    unsigned char *data; /* NULL: there is none */
    size_t len;
    char etag[40]; /* with its quotes */
};

struct asset {
    char *path; /* as asked for: "/assets/main-1a2b.js" */
    const char *type;
    struct variant variants[CODING_COUNT];
    bool is_immutable;
};

struct assets {
    struct asset *list; /* sorted by path */
    size_t count;
    char *page;        /* index.html; NULL: the client is missing */
    char folder[4096]; /* where it was looked for */
};

void assets_load(struct assets *assets, const char *folder /* NULL: `client` beside the program */);
void assets_free(struct assets *assets);
const struct asset *assets_find(const struct assets *assets, const char *path); /* or NULL */

#endif
