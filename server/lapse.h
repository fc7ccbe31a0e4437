/* lapse.h - who has left a board with their last socket, and didn't come back: out of its meeting [net] */
#ifndef LAPSE_H
#define LAPSE_H

#include <stddef.h>
#include <stdint.h>

struct server;
struct gone;

struct lapses {
    struct gone *list; /* the one who left longest ago first */
    size_t count, room;
};

void lapse_fini(struct lapses *lapses);
void lapse_went(struct server *server, int64_t board, int64_t account);
void lapse_look(struct server *server, int64_t now_ms); /* asks the store to let those out whose time is up */

#endif
