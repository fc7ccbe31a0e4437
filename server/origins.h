/* origins.h - the pages that browsers may speak to this server from (RFC 6454), compared exactly [net] */
#ifndef ORIGINS_H
#define ORIGINS_H

#include <stdbool.h>
#include <stddef.h>

struct origins {
    char **list;
    size_t count;
};

/* `listed`: by commas, or NULL for this host by http alone. */
void origins_init(struct origins *origins, const char *listed, const char *listen, int port);
void origins_fini(struct origins *origins);
bool origins_allow(const struct origins *origins, const char *origin);

#endif
