/* world.h - who and what the load runs on: signed-in accounts and boards that they share.
 *
 * Made once over the server's public wire, kept in a file, and used again by every workload on a copy of the database.
 * For the floor, which knows neither people nor boards, it is pretended. */
#ifndef LOAD_WORLD_H
#define LOAD_WORLD_H

#include <stddef.h>
#include <stdint.h>

enum { PEOPLE_MAX = 64, TOKEN_MAX = 256, JOIN_CARDS = 200, JOIN_BYTES = 59000, NOTES = 200, NOTE_UNITS = 100000 };

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
    int64_t notes[NOTES];            /* an empty one on each of the first boards */
    int64_t join_board;              /* has JOIN_CARDS cards, so that its snapshot is about JOIN_BYTES long */
    int64_t join_note;               /* on the join board; NOTE_UNITS long */
    size_t join_bytes, event_bytes;  /* messages as the real server sends them: its snapshot, and one card.added */
    size_t text_bytes, update_bytes; /* likewise of notes: the long text, and one edit */
};

void world_make(struct world *world, unsigned port, unsigned boards); /* signs in, makes boards */
void world_pretend(struct world *world, unsigned port, unsigned boards);
void world_save(const struct world *world, const char *path);
void world_load(struct world *world, unsigned port, const char *path);
struct world world_at_join(const struct world *world); /* the same, with the join board and its note alone; borrows */
void world_fini(struct world *world);

#endif
