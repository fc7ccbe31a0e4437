/* table.h - things found by a number; the entry lies inside the thing. [net]
 *
 * Several entries may have the same number: walk on with table_same(). */
#ifndef TABLE_H
#define TABLE_H

#include <stddef.h>
#include <stdint.h>

struct entry {
    struct entry *next;
    uint64_t key;
};

struct table {
    struct entry **slots;
    size_t slot_count, count;
};

void table_init(struct table *table);
void table_fini(struct table *table); /* the entries are their owners' */
void table_add(struct table *table, struct entry *entry, uint64_t key);
void table_remove(struct table *table, struct entry *entry);
struct entry *table_find(const struct table *table, uint64_t key);
struct entry *table_same(const struct entry *entry); /* the next with the same key, or NULL */

/* Every entry, in no order: starts with NULL. The one at hand may be removed once the next was asked for. */
struct entry *table_next(const struct table *table, const struct entry *entry);

#endif
