/* access.h - may they? Decided in one place, from the state of the database at the time of the command
 *
 * The actor comes from the session only. What may be done follows from the command's `needs` (schema/permissions.json)
 * and the actor's role on the board. Absent and forbidden look the same to whoever has no part in a board
 * (ERR_NOT_FOUND); one who has a part, but too small a role, is told so (ERR_NOT_ALLOWED). A board's id reaches a query
 * only through the `board` of a struct access, which is 0 unless it was granted.
 *
 * Needs of scope "task" are for the people of the board with one of their roles and for the task's receiver, who need not
 * be on the board: to a receiver the board is granted for this one task. What a team may do it does together: scope "team" is for its members
 * with one of their roles; scope "host", for what is of a board or of a team, for the board's people with one of their roles
 * and for every member of the team. [store] [reader] */
#ifndef MODEL_ACCESS_H
#define MODEL_ACCESS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "db/queries.gen.h"
#include "model/subject.h"

/* Who asks: from the session or the connection, never from parameters. */
struct actor {
    int64_t session;        /* 0: nobody */
    bool is_operator;       /* the command line and the server itself, with an administrator's rights; account 0 */
    enum language language; /* of refusals, until the account's own is known */
};

/* How long a session lasts, whether demo accounts may act, and under what address people find the server: settings of the
 * whole of it. */
struct rules {
    int64_t idle_ms, session_ms;
    bool allow_demo;
    const char *origin; /* such as https://rinnalla.example; "" where nothing is served */
};

struct access {
    int64_t account; /* 0: nobody or the operator */
    int64_t session, organisation;
    enum language language;
    bool is_operator, is_admin;
    int64_t session_ends_at;
    int64_t board;            /* 0 unless granted */
    enum role role;           /* on that board; none for a receiver */
    bool is_receiver;         /* granted as the receiver of one task, and for nothing but that */
    int64_t team;             /* 0 unless granted */
    enum team_role team_role; /* in that team */
    int64_t seq;              /* number of its latest event */
    bool is_archived;
};

/* Who acts. ERR_NOT_SIGNED_IN: no such session, run out, or an account that may not act here. */
enum err access_actor(struct db_tx *tx, const struct actor *actor, const struct rules *rules, int64_t now,
                      struct access *out);

/* What they may do, after access_actor(). */
enum err authorize(struct db_tx *tx, struct access *access, enum need need, const struct subject *on);

enum language language_of(enum lang lang); /* the words of refusals for an account's language */

#endif
