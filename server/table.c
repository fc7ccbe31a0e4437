/* table.c - chained hashing; the slots double when there are as many entries. */
#include "table.h"

#include <stdlib.h>

#include "base/must.h"

enum { FEWEST_SLOTS = 64 };

/* Fibonacci hashing: ids are consecutive, fingerprints are not. */
static size_t slot_of(const struct table *table, uint64_t key)
{
    return (size_t)((key * UINT64_C(0x9e3779b97f4a7c15)) >> 20) & (table->slot_count - 1);
}

void table_init(struct table *table)
{
    *table = (struct table){.slot_count = FEWEST_SLOTS};
    table->slots = calloc(FEWEST_SLOTS, sizeof(struct entry *));
    must(table->slots != NULL);
}

void table_fini(struct table *table)
{
    free(table->slots);
    *table = (struct table){0};
}

static void put(struct table *table, struct entry *entry)
{
    struct entry **slot = &table->slots[slot_of(table, entry->key)];
    entry->next = *slot;
    *slot = entry;
}

static void grow(struct table *table)
{
    struct table old = *table;
    table->slot_count *= 2;
    table->slots = calloc(table->slot_count, sizeof(struct entry *));
    must(table->slots != NULL);
    for (size_t i = 0; i < old.slot_count; i++)
        for (struct entry *entry = old.slots[i], *next; entry; entry = next) {
            next = entry->next;
            put(table, entry);
        }
    free(old.slots);
}

void table_add(struct table *table, struct entry *entry, uint64_t key)
{
    if (table->count == table->slot_count) grow(table);
    entry->key = key;
    put(table, entry);
    table->count++;
}

void table_remove(struct table *table, struct entry *entry)
{
    struct entry **at = &table->slots[slot_of(table, entry->key)];
    while (*at != entry) {
        must(*at != NULL);
        at = &(*at)->next;
    }
    *at = entry->next;
    table->count--;
}

static struct entry *with_key(struct entry *entry, uint64_t key)
{
    while (entry && entry->key != key)
        entry = entry->next;
    return entry;
}

struct entry *table_find(const struct table *table, uint64_t key)
{
    return with_key(table->slots[slot_of(table, key)], key);
}

struct entry *table_same(const struct entry *entry)
{
    return with_key(entry->next, entry->key);
}

struct entry *table_next(const struct table *table, const struct entry *entry)
{
    if (entry && entry->next) return entry->next;
    for (size_t i = entry ? slot_of(table, entry->key) + 1 : 0; i < table->slot_count; i++)
        if (table->slots[i]) return table->slots[i];
    return NULL;
}
