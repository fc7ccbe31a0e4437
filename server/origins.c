/* origins.c - a short list and strcmp. */
#include "origins.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/must.h"

static void add(struct origins *origins, const char *text, size_t len)
{
    while (len && text[len - 1] == '/') /* a habit of people who copy addresses */
        len--;
    if (!len) return;
    origins->list = realloc(origins->list, (origins->count + 1) * sizeof *origins->list);
    must(origins->list != NULL);
    origins->list[origins->count] = strndup(text, len);
    must(origins->list[origins->count] != NULL);
    origins->count++;
}

static void add_plain(struct origins *origins, const char *host, size_t len, int port)
{
    char text[300];
    int written = snprintf(text, sizeof text, "http://%.*s:%d", (int)(len > 200 ? 200 : len), host, port);
    add(origins, text, (size_t)written);
}

static void add_default(struct origins *origins, const char *listen, int port)
{
    const char *colon = strrchr(listen, ':');
    add_plain(origins, listen, colon ? (size_t)(colon - listen) : strlen(listen), port);
    add_plain(origins, "localhost", strlen("localhost"), port);
    add_plain(origins, "127.0.0.1", strlen("127.0.0.1"), port);
}

void origins_init(struct origins *origins, const char *listed, const char *listen, int port)
{
    *origins = (struct origins){0};
    if (!listed || !*listed) {
        add_default(origins, listen, port);
        return;
    }
    for (const char *at = listed; *at;) {
        at += strspn(at, ", ");
        size_t len = strcspn(at, ", ");
        add(origins, at, len);
        at += len;
    }
}

void origins_fini(struct origins *origins)
{
    for (size_t i = 0; i < origins->count; i++)
        free(origins->list[i]);
    free(origins->list);
}

bool origins_allow(const struct origins *origins, const char *origin)
{
    for (size_t i = 0; i < origins->count; i++)
        if (!strcasecmp(origins->list[i], origin)) return true;
    return false;
}
