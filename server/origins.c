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

static void add_default(struct origins *origins, const char *listen, int port)
{
    char text[300];
    const char *colon = strrchr(listen, ':');
    int host = colon ? (int)(colon - listen) : (int)strlen(listen);
    add(origins, text, (size_t)snprintf(text, sizeof text, "http://%.*s:%d", host > 200 ? 200 : host, listen, port));
    add(origins, text, (size_t)snprintf(text, sizeof text, "http://localhost:%d", port));
    add(origins, text, (size_t)snprintf(text, sizeof text, "http://127.0.0.1:%d", port));
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
