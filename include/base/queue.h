/* queue.h - a bounded queue between threads; ownership of each item moves through it.
 *
 * Items embed a struct queue_item as their first member. Any number of givers, one or more takers. [any] */
#ifndef BASE_QUEUE_H
#define BASE_QUEUE_H

#include <stdbool.h>
#include <stddef.h>

struct queue_item {
    struct queue_item *next;
};

struct queue;

struct queue *queue_new(size_t bound);                         /* 0 = unbounded */
void queue_free(struct queue *queue);                          /* must be empty */
bool queue_give(struct queue *queue, struct queue_item *item); /* false when full or closed: the item stays yours */
struct queue_item *queue_take(struct queue *queue);            /* waits; NULL once closed and empty */
/* A list in order, of at most `most`; waits up to wait_ms for the first (< 0: for ever, 0: not); NULL: nothing. */
struct queue_item *queue_take_all(struct queue *queue, size_t most, int wait_ms);
void queue_close(struct queue *queue); /* no more giving; takers finish what is there */
size_t queue_length(struct queue *queue);

#endif
