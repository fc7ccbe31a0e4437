/* base_threads.c - what threads share: queues and frames */
#include "suites.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/frame.h"
#include "base/queue.h"

struct parcel {
    struct queue_item item;
    int giver, number;
};

static struct parcel *parcel(int giver, int number)
{
    struct parcel *made = malloc(sizeof *made);
    made->giver = giver;
    made->number = number;
    return made;
}

static int number_of(struct queue_item *item)
{
    int number = ((struct parcel *)item)->number;
    free(item);
    return number;
}

static void things_come_out_in_the_order_in_which_they_went_in(void **state)
{
    (void)state;
    struct queue *queue = queue_new(0);
    for (int i = 0; i < 5; i++)
        assert_true(queue_give(queue, &parcel(0, i)->item));
    assert_int_equal(queue_length(queue), 5);
    assert_int_equal(number_of(queue_take(queue)), 0);
    struct queue_item *two = queue_take_all(queue, 2, 0), *last = two->next;
    assert_null(last->next);
    assert_int_equal(number_of(two), 1);
    assert_int_equal(number_of(last), 2);
    struct queue_item *rest = queue_take_all(queue, 100, 0);
    assert_int_equal(queue_length(queue), 0);
    assert_int_equal(number_of(rest->next), 4);
    assert_int_equal(number_of(rest), 3);
    assert_true(queue_give(queue, &parcel(0, 9)->item));
    assert_int_equal(number_of(queue_take(queue)), 9);
    queue_free(queue);
}

static void a_full_queue_leaves_the_thing_with_its_giver(void **state)
{
    (void)state;
    struct queue *queue = queue_new(2);
    struct parcel *third = parcel(0, 3);
    assert_true(queue_give(queue, &parcel(0, 1)->item));
    assert_true(queue_give(queue, &parcel(0, 2)->item));
    assert_false(queue_give(queue, &third->item));
    assert_int_equal(number_of(queue_take(queue)), 1);
    assert_true(queue_give(queue, &third->item));
    assert_int_equal(number_of(queue_take(queue)), 2);
    assert_int_equal(number_of(queue_take(queue)), 3);
    queue_free(queue);
}

static void a_closed_queue_is_emptied_and_then_ends(void **state)
{
    (void)state;
    struct queue *queue = queue_new(0);
    struct parcel *late = parcel(0, 2);
    assert_true(queue_give(queue, &parcel(0, 1)->item));
    queue_close(queue);
    assert_false(queue_give(queue, &late->item));
    assert_int_equal(number_of(queue_take(queue)), 1);
    assert_null(queue_take(queue));
    assert_null(queue_take_all(queue, 10, -1));
    free(late);
    queue_free(queue);
}

static void waiting_for_nothing_ends_when_the_time_is_over(void **state)
{
    (void)state;
    struct queue *queue = queue_new(0);
    int64_t began = clock_mono_us();
    assert_null(queue_take_all(queue, 10, 0));
    assert_true(clock_mono_us() - began < 1000000);
    assert_null(queue_take_all(queue, 10, 30));
    assert_in_range(clock_mono_us() - began, 30000, 10000000);
    queue_free(queue);
}

enum { GIVERS = 4, EACH = 20000 };

struct traffic {
    struct queue *queue;
    atomic_int next_giver, taken, out_of_order;
    atomic_llong sum;
};

static void *give_many(void *context)
{
    struct traffic *traffic = context;
    int giver = atomic_fetch_add(&traffic->next_giver, 1);
    for (int i = 1; i <= EACH; i++) {
        struct parcel *made = parcel(giver, i);
        while (!queue_give(traffic->queue, &made->item))
            usleep(50);
    }
    return NULL;
}

static void *take_many(void *context)
{
    struct traffic *traffic = context;
    int last[GIVERS] = {0};
    for (;;) {
        struct queue_item *list = queue_take_all(traffic->queue, 64, -1);
        if (!list) return NULL;
        while (list) {
            struct parcel *got = (struct parcel *)list;
            list = list->next;
            if (got->number <= last[got->giver]) atomic_fetch_add(&traffic->out_of_order, 1);
            last[got->giver] = got->number;
            atomic_fetch_add(&traffic->taken, 1);
            atomic_fetch_add(&traffic->sum, number_of(&got->item));
        }
    }
}

static void nothing_is_lost_or_doubled_between_threads(void **state)
{
    (void)state;
    struct traffic traffic = {.queue = queue_new(256)};
    pthread_t givers[GIVERS], takers[2];
    for (int i = 0; i < 2; i++)
        assert_int_equal(pthread_create(&takers[i], NULL, take_many, &traffic), 0);
    for (int i = 0; i < GIVERS; i++)
        assert_int_equal(pthread_create(&givers[i], NULL, give_many, &traffic), 0);
    for (int i = 0; i < GIVERS; i++)
        pthread_join(givers[i], NULL);
    queue_close(traffic.queue);
    for (int i = 0; i < 2; i++)
        pthread_join(takers[i], NULL);
    assert_int_equal(traffic.taken, GIVERS * EACH);
    assert_int_equal(traffic.sum, (long long)GIVERS * EACH * (EACH + 1) / 2);
    assert_int_equal(traffic.out_of_order, 0);
    queue_free(traffic.queue);
}

static void *read_and_drop(void *context)
{
    struct frame *frame = context;
    long seen = 0;
    for (int i = 0; i < 5000; i++) {
        struct frame *mine = frame_ref(frame);
        seen += frame_data(mine)[i % (int)frame_len(mine)];
        frame_unref(mine);
    }
    frame_unref(frame);
    return (void *)seen;
}

static void a_frame_lives_until_its_last_receiver_is_done(void **state)
{
    (void)state;
    for (int round = 0; round < 20; round++) {
        struct frame *frame = frame_new("{\"seq\":18}", 10);
        pthread_t readers[4];
        void *seen[4];
        for (int i = 0; i < 4; i++)
            assert_int_equal(pthread_create(&readers[i], NULL, read_and_drop, frame_ref(frame)), 0);
        frame_unref(frame);
        for (int i = 0; i < 4; i++)
            pthread_join(readers[i], &seen[i]);
        assert_ptr_equal(seen[0], seen[3]);
    }
}

const struct CMUnitTest base_threads_tests[] = {
    cmocka_unit_test(things_come_out_in_the_order_in_which_they_went_in),
    cmocka_unit_test(a_full_queue_leaves_the_thing_with_its_giver),
    cmocka_unit_test(a_closed_queue_is_emptied_and_then_ends),
    cmocka_unit_test(waiting_for_nothing_ends_when_the_time_is_over),
    cmocka_unit_test(nothing_is_lost_or_doubled_between_threads),
    cmocka_unit_test(a_frame_lives_until_its_last_receiver_is_done),
};
SUITE_COUNT(base_threads);
