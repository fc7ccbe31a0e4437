/* presence.h - who is on a board, and where; never stored [net]
 *
 * One entry an account: of several sockets the one that spoke last is shown. Changes are collected and sent at most ten times a
 * second a board, only those that changed; whoever opens gets everybody once. Whoever is in a private note is nowhere, and moves
 * there without a frame. */
#ifndef PRESENCE_H
#define PRESENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "list.h"

struct presence_set;
struct server;
struct subscription;
struct topic;

struct person;

struct presence {
    struct person **people;
    size_t count, room;
    int64_t *left; /* accounts that left since the last frame */
    size_t left_count;
    struct hook of_changed;
    bool is_changed;
};

void presence_init(struct presence *presence);
void presence_fini(struct presence *presence);

/* Subscriptions of boards. */
void presence_came(struct server *server, struct subscription *subscription);
void presence_show(struct subscription *subscription); /* everybody who is here */
void presence_went(struct server *server, struct subscription *subscription);
void presence_left_note(struct server *server, struct subscription *subscription, int64_t note);

/* note: the same socket's subscription to the note that was said, or NULL. */
void presence_said(struct server *server, struct subscription *subscription, const struct subscription *note,
                   const struct presence_set *said);

bool presence_has(const struct presence *presence, int64_t account);

void presence_timer_init(struct server *server);
void presence_timer_stop(struct server *server);

#endif
