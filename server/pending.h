/* pending.h - questions under way to the store, and who waits for the answer [net]
 *
 * The store answers each question exactly once. Whoever asked may be gone by then: an asker that goes calls
 * pending_forget(), and the answer finds nobody. The wait is the first member of something that its answered() frees. */
#ifndef PENDING_H
#define PENDING_H

#include "list.h"
#include "store/store.h"

struct server;

struct pending {
    struct hook of_all, of_owner;
    const struct command *command;
    /* NULL told: the server ends without an answer. Frees it. */
    void (*answered)(struct server *server, struct pending *pending, const struct told *told);
    bool is_forgotten; /* the asker is gone */
};

/* Asks. `owner`: the asker's list, or NULL. The snapshot is a reference that is taken over, or NULL. */
void pending_ask(struct server *server, struct pending *pending, struct hook *owner, json_t *params, struct actor actor,
                 struct frame *snapshot, int64_t snapshot_seq);
void pending_forget(struct hook *owner);                             /* everything that this asker waits for */
void pending_answer(struct server *server, const struct told *told); /* TOLD_ANSWER */
void pending_drop_all(struct server *server);                        /* the store is closed */

/* A question of the server's own; the answer is only looked at for failure. */
void pending_ask_self(struct server *server, const char *command, json_t *params);

#endif
