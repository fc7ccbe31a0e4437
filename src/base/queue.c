/* queue.c - a linked list under a mutex; takers wait on a condition that counts by the monotonic clock. */
#include "base/queue.h"

#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include "base/must.h"

struct queue {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    struct queue_item *first, **end;
    size_t length, bound;
    bool is_closed;
};

struct queue *queue_new(size_t bound)
{
    struct queue *queue = calloc(1, sizeof *queue);
    must(queue);
    pthread_condattr_t by_monotonic;
    must(pthread_mutex_init(&queue->lock, NULL) == 0);
    must(pthread_condattr_init(&by_monotonic) == 0);
    must(pthread_condattr_setclock(&by_monotonic, CLOCK_MONOTONIC) == 0);
    must(pthread_cond_init(&queue->filled, &by_monotonic) == 0);
    pthread_condattr_destroy(&by_monotonic);
    queue->end = &queue->first;
    queue->bound = bound ? bound : SIZE_MAX;
    return queue;
}

void queue_free(struct queue *queue)
{
    if (!queue) return;
    must(!queue->first);
    pthread_cond_destroy(&queue->filled);
    pthread_mutex_destroy(&queue->lock);
    free(queue);
}

bool queue_give(struct queue *queue, struct queue_item *item)
{
    pthread_mutex_lock(&queue->lock);
    bool has_room = !queue->is_closed && queue->length < queue->bound;
    if (has_room) {
        item->next = NULL;
        *queue->end = item;
        queue->end = &item->next;
        queue->length++;
        pthread_cond_signal(&queue->filled);
    }
    pthread_mutex_unlock(&queue->lock);
    return has_room;
}

struct queue_item *queue_take(struct queue *queue)
{
    return queue_take_all(queue, 1, -1);
}

static struct timespec in_ms(int ms)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += ms / 1000;
    until.tv_nsec += (long)(ms % 1000) * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    return until;
}

static void wait_until_filled(struct queue *queue, int wait_ms)
{
    if (queue->first || queue->is_closed || wait_ms == 0) return;
    struct timespec until = wait_ms > 0 ? in_ms(wait_ms) : (struct timespec){0};
    while (!queue->first && !queue->is_closed) {
        if (wait_ms < 0)
            pthread_cond_wait(&queue->filled, &queue->lock);
        else if (pthread_cond_timedwait(&queue->filled, &queue->lock, &until) == ETIMEDOUT)
            return;
    }
}

struct queue_item *queue_take_all(struct queue *queue, size_t most, int wait_ms)
{
    must(most > 0);
    pthread_mutex_lock(&queue->lock);
    wait_until_filled(queue, wait_ms);
    struct queue_item *list = queue->first, *last = list;
    if (list) {
        size_t taken = 1;
        if (most >= queue->length) {
            taken = queue->length;
            queue->first = NULL;
            queue->end = &queue->first;
        } else {
            for (; taken < most; taken++)
                last = last->next;
            queue->first = last->next;
            last->next = NULL;
        }
        queue->length -= taken;
    }
    pthread_mutex_unlock(&queue->lock);
    return list;
}

void queue_close(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    queue->is_closed = true;
    pthread_cond_broadcast(&queue->filled);
    pthread_mutex_unlock(&queue->lock);
}

size_t queue_length(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    size_t length = queue->length;
    pthread_mutex_unlock(&queue->lock);
    return length;
}
