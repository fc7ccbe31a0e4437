/* base_memory.c - arenas, buffers, frames */
#include "suites.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/frame.h"

static void an_arena_gives_zeroed_memory_for_any_type(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    for (size_t size = 0; size < 3000; size += 7) {
        unsigned char *at = arena_alloc(&arena, size);
        assert_int_equal((uintptr_t)at % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(at[i], 0);
        memset(at, 0xee, size);
    }
    arena_fini(&arena);
}

static void a_used_arena_is_zeroed_again_after_a_reset(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    for (int round = 0; round < 20; round++) {
        for (int i = 0; i < 50; i++) {
            unsigned char *at = arena_alloc(&arena, 200);
            for (int j = 0; j < 200; j++)
                assert_int_equal(at[j], 0);
            memset(at, 0xee, 200);
        }
        arena_reset(&arena);
    }
    arena_fini(&arena);
}

static void a_large_request_does_not_make_an_arena_large_for_ever(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    arena_alloc(&arena, 100);
    memset(arena_alloc(&arena, 8 << 20), 1, 8 << 20);
    arena_reset(&arena);
    const void *kept = arena.blocks;
    assert_non_null(kept);
    char *first = arena_alloc(&arena, 100);
    arena_reset(&arena);
    assert_ptr_equal(arena.blocks, kept);
    assert_ptr_equal(arena_alloc(&arena, 100), first);
    arena_fini(&arena);
    assert_null(arena.blocks);
}

static void text_is_copied_into_an_arena(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    assert_null(arena_text(&arena, NULL));
    assert_string_equal(arena_text(&arena, "Kotiapua"), "Kotiapua");
    assert_memory_equal(arena_bytes(&arena, "a\0b", 3), "a\0b", 4);
    assert_string_equal(arena_printf(&arena, "%s-%d", "K", 7), "K-7");
    const char *longer = arena_printf(&arena, "%01000d|", 5);
    assert_int_equal(strlen(longer), 1001);
    assert_int_equal(longer[1000], '|');
    arena_fini(&arena);
}

static void a_buffer_grows_and_always_ends_in_a_nul(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf);
    for (int i = 0; i < 2000; i++) {
        buf_text(&buf, "ab");
        buf_printf(&buf, "%d,", i);
        assert_int_equal(strlen(buf.data), buf.len);
    }
    size_t cap = buf.cap;
    buf_clear(&buf);
    assert_int_equal(buf.len, 0);
    assert_int_equal(buf.cap, cap);
    buf_printf(&buf, "%0*d", 100000, 1);
    assert_int_equal(buf.len, 100000);
    buf_put(&buf, "", 0);
    assert_int_equal(strlen(buf.data), 100000);
    buf_fini(&buf);
    assert_null(buf.data);
}

static void a_frame_holds_its_parts_behind_room_for_a_header(void **state)
{
    (void)state;
    const char *const parts[] = {"{\"seq\":", "18", NULL, "}"};
    const size_t lens[] = {7, 2, 0, 1};
    struct frame *frame = frame_new_parts(parts, lens, 4);
    assert_int_equal(frame_len(frame), 10);
    memset(frame_data(frame) - FRAME_HEAD, 0x81, FRAME_HEAD);
    assert_string_equal((const char *)frame_data(frame), "{\"seq\":18}");
    assert_ptr_equal(frame_ref(frame), frame);
    frame_unref(frame);
    assert_string_equal((const char *)frame_data(frame), "{\"seq\":18}");
    frame_unref(frame);
    assert_null(frame_ref(NULL));
    frame_unref(NULL);
}

const struct CMUnitTest base_memory_tests[] = {
    cmocka_unit_test(an_arena_gives_zeroed_memory_for_any_type),
    cmocka_unit_test(a_used_arena_is_zeroed_again_after_a_reset),
    cmocka_unit_test(a_large_request_does_not_make_an_arena_large_for_ever),
    cmocka_unit_test(text_is_copied_into_an_arena),
    cmocka_unit_test(a_buffer_grows_and_always_ends_in_a_nul),
    cmocka_unit_test(a_frame_holds_its_parts_behind_room_for_a_header),
};
SUITE_COUNT(base_memory);
