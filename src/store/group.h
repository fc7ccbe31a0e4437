/* group.h - one group commit: many commands, one transaction, one fsync. Private to the store. [store] */
#ifndef STORE_GROUP_H
#define STORE_GROUP_H

#include "db/db.h"
#include "job.h"

struct group_result {
    struct told *first; /* in the order in which they must be heard; NULL: nobody may be told anything */
    unsigned commands, refused, events;
    enum err err; /* of the commit */
};

/* Runs the jobs (a list through ask.item.next; swallowed) and commits. If the outcome is unknown (db_is_lost) nothing
 * is told. */
struct group_result group_run(struct db *db, struct hot_notes *hot, struct queue_item *jobs);

#endif
