/* world.h - who and what the load runs on: signed-in accounts and boards that they share.
 *
 * Made once over the server's public wire, kept in a file, and used again by every workload on a copy of the database.
 * For the floor, which knows neither people nor boards, it is pretended. */
#ifndef LOAD_WORLD_H
#define LOAD_WORLD_H

#include <stddef.h>
#include <stdint.h>

enum { PEOPLE_MAX = 64, TOKEN_MAX = 256, JOIN_CARDS = 200, JOIN_BYTES = 59000 };

struct person {
    int64_t account;
    char name[64];
    char token[TOKEN_MAX]; /* empty on the floor */
};

struct world {
    unsigned port;
    struct person people[PEOPLE_MAX];
    unsigned people_count;
    int64_t *boards; /* every one of the people takes part in each */
    unsigned board_count;
    int64_t join_board;             /* has JOIN_CARDS cards, so that its snapshot is about JOIN_BYTES long */
    size_t join_bytes, event_bytes; /* messages as the real server sends them: its snapshot, and one card.added */
};

void world_make(struct world *world, unsigned port, unsigned boards); /* signs in, makes boards */
void world_pretend(struct world *world, unsigned port, unsigned boards);
void world_save(const struct world *world, const char *path);
void world_load(struct world *world, unsigned port, const char *path);
void world_fini(struct world *world);

#endif
