/* changes.c - fuzz target: whatever comes as a change set is refused, or is one with which everything holds
 *
 * The first byte says what the rest is: JSON from outside, or dice for making a text and changes over it, which random JSON
 * would hardly ever fit. The properties:
 *   - what is read, written and read again is the same, to the byte;
 *   - apply refuses and changes nothing, or gives the right length and no half of a pair; what takes it back gives the text
 *     from before;
 *   - two changes over one text, each mapped over the other, lead to one text, whichever of them is first;
 *   - two changes made into one do what the two do;
 *   - a chain rebased leads to the text that pair after pair leads to.
 * Every change that comes about is one that is read again. */
#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "base/utf16.h"
#include "ot/ot.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_TEXT = 48, MOST_SECTIONS = 24, MOST_CHAIN = 3, MOST_BASE = 100000 };

struct run {
    const uint8_t *at, *end; /* the dice that are left */
    struct arena arena;
};

/* ---- what holds for every change ---- */

static void write_changes(struct buf *out, const struct ot_changes *changes)
{
    buf_clear(out);
    ot_put(out, changes);
}

static void reads_again(struct run *run, const struct ot_changes *changes)
{
    struct buf first, second;
    struct ot_changes again;
    buf_init(&first);
    buf_init(&second);
    write_changes(&first, changes);
    json_t *json = json_loadb(first.data, first.len, 0, NULL);
    must(json && ot_read(json, &run->arena, &again) == OT_FINE);
    must(again.base == changes->base && again.result == changes->result && again.count == changes->count);
    must(ot_added(&again) == ot_added(changes) && ot_removed(&again) == ot_removed(changes));
    write_changes(&second, &again);
    must(first.len == second.len && memcmp(first.data, second.data, first.len) == 0);
    json_decref(json);
    buf_fini(&first);
    buf_fini(&second);
}

static void are_same(const struct ot_changes *a, const struct ot_changes *b)
{
    struct buf first, second;
    buf_init(&first);
    buf_init(&second);
    write_changes(&first, a);
    write_changes(&second, b);
    must(first.len == second.len && memcmp(first.data, second.data, first.len) == 0);
    buf_fini(&first);
    buf_fini(&second);
}

static bool is_whole(const uint16_t *units, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (utf16_is_low(units[i])) return false;
        if (utf16_is_high(units[i]) && (++i == count || !utf16_is_low(units[i]))) return false;
    }
    return true;
}

static struct ot_text copy_of(const struct ot_text *text)
{
    struct ot_text copy = {.count = text->count, .room = text->count};
    copy.units = malloc((size_t)text->count * sizeof *copy.units + 1);
    must(copy.units);
    if (text->count) memcpy(copy.units, text->units, (size_t)text->count * sizeof *copy.units);
    return copy;
}

static bool is_same(const struct ot_text *a, const struct ot_text *b)
{
    return a->count == b->count && (!a->count || memcmp(a->units, b->units, a->count * sizeof *a->units) == 0);
}

/* True: applied, and what is to hold then does. */
static bool applies(struct run *run, struct ot_text *text, const struct ot_changes *changes)
{
    struct ot_text before = copy_of(text);
    bool is_applied = ot_apply(text, changes);
    must(is_applied || is_same(text, &before));
    if (is_applied) {
        must(text->count == changes->result && is_whole(text->units, text->count));
        struct ot_changes back = ot_invert(changes, before.units, &run->arena);
        reads_again(run, &back);
        struct ot_text again = copy_of(text);
        must(ot_apply(&again, &back) && is_same(&again, &before));
        ot_text_fini(&again);
    }
    ot_text_fini(&before);
    return is_applied;
}

/* ---- JSON from outside ---- */

static void read_from_outside(struct run *run)
{
    struct ot_changes changes;
    json_t *json =
        json_loadb((const char *)run->at, (size_t)(run->end - run->at), JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    enum ot_fault fault = ot_read(json, &run->arena, &changes);
    json_decref(json);
    if (fault) return;
    reads_again(run, &changes);
    if (changes.base > MOST_BASE || changes.result > MOST_BASE) return;

    struct ot_text text = {.count = changes.base, .room = changes.base};
    text.units = malloc((size_t)text.count * sizeof *text.units + 1);
    must(text.units);
    for (uint32_t i = 0; i < text.count; i++)
        text.units[i] = i % 5 == 0 && i + 1 < text.count ? 0xd83d : i % 5 == 1 ? 0xde00 : (uint16_t)('a' + i % 5);
    applies(run, &text, &changes);
    ot_text_fini(&text);
}

/* ---- a text and changes over it, by dice ---- */

static uint32_t dice(struct run *run, uint32_t below)
{
    return run->at < run->end ? *run->at++ % below : 0;
}

static uint32_t fill(struct run *run, uint16_t *units, uint32_t room)
{
    static const uint16_t kinds[] = {'a', 'b', '\n', 0xe4, 0x2028, 0xffff};
    uint32_t count = 0;
    for (uint32_t n = dice(run, room); n && count + 2 <= room; n--) {
        uint32_t kind = dice(run, 8);
        if (kind < sizeof kinds / sizeof *kinds) {
            units[count++] = kinds[kind];
        } else {
            units[count++] = 0xd83d;
            units[count++] = (uint16_t)(0xde00 + kind);
        }
    }
    return count;
}

/* Over a text of `base` units, in any shape that may be; whether it halves pairs is left to chance. */
static struct ot_changes roll(struct run *run, uint32_t base)
{
    struct ot_section *sections = arena_alloc(&run->arena, (MOST_SECTIONS + 1) * sizeof *sections);
    struct ot_changes changes = {.sections = sections, .base = base};
    enum { KEEP, DELETE, INSERT, REPLACE, NONE } last = NONE, kind;
    uint32_t left = base;
    for (uint32_t n = dice(run, MOST_SECTIONS); n; n--) {
        kind = dice(run, 4);
        struct ot_section section = {.put = kind == KEEP ? OT_KEPT : 0};
        if (kind != INSERT) section.len = left ? 1 + dice(run, left) : 0;
        if (kind == INSERT || kind == REPLACE) {
            uint16_t *units = arena_alloc(&run->arena, 8 * sizeof *units);
            section.put = (int32_t)fill(run, units, 8);
            section.units = section.put ? units : NULL;
        }
        if (section.len && kind == REPLACE && !section.put) kind = DELETE;
        if (!section.len && kind == REPLACE) kind = INSERT;
        if ((!section.len && section.put <= 0) || (kind == last && kind != REPLACE)) continue;
        last = kind;
        left -= section.len;
        changes.result += section.put == OT_KEPT ? section.len : (uint32_t)section.put;
        sections[changes.count++] = section;
    }
    if (left && last == KEEP) sections[changes.count - 1].len += left;
    if (left && last != KEEP) sections[changes.count++] = (struct ot_section){.len = left, .put = OT_KEPT};
    changes.result += left;
    reads_again(run, &changes);
    return changes;
}

static void meets(struct run *run, const struct ot_text *text, const struct ot_changes *a, const struct ot_changes *b)
{
    for (int a_is_first = 0; a_is_first < 2; a_is_first++) {
        struct ot_changes a_behind = ot_map(a, b, a_is_first, &run->arena),
                          b_behind = ot_map(b, a, !a_is_first, &run->arena);
        must(a_behind.base == b->result && b_behind.base == a->result && a_behind.result == b_behind.result);
        must(ot_added(&a_behind) == ot_added(a) && ot_removed(&a_behind) <= ot_removed(a));
        reads_again(run, &a_behind);
        reads_again(run, &b_behind);

        struct ot_text one = copy_of(text), other = copy_of(text);
        if (applies(run, &one, a) && applies(run, &other, b)) {
            must(applies(run, &one, &b_behind) && applies(run, &other, &a_behind));
            must(is_same(&one, &other));
        }
        ot_text_fini(&one);
        ot_text_fini(&other);
    }
}

static void follows(struct run *run, const struct ot_text *text, const struct ot_changes *first)
{
    struct ot_text step = copy_of(text), leap = copy_of(text);
    struct ot_changes then = roll(run, first->result);
    if (applies(run, &step, first) && applies(run, &step, &then)) {
        struct ot_changes both = ot_compose(first, &then, &run->arena);
        must(both.base == first->base && both.result == then.result);
        reads_again(run, &both);
        must(applies(run, &leap, &both) && is_same(&step, &leap));
    }
    ot_text_fini(&step);
    ot_text_fini(&leap);
}

static struct ot_chain roll_chain(struct run *run, uint32_t base)
{
    struct ot_chain chain = {.count = 1 + dice(run, MOST_CHAIN)};
    chain.items = arena_alloc(&run->arena, chain.count * sizeof *chain.items);
    for (size_t i = 0; i < chain.count; i++) {
        chain.items[i] = roll(run, base);
        base = chain.items[i].result;
    }
    return chain;
}

static struct ot_chain copy_of_chain(struct run *run, const struct ot_chain *chain)
{
    struct ot_chain copy = {.count = chain->count};
    copy.items = arena_alloc(&run->arena, chain->count * sizeof *copy.items);
    memcpy(copy.items, chain->items, chain->count * sizeof *copy.items);
    return copy;
}

static void rebases(struct run *run, uint32_t base)
{
    struct ot_chain mine = roll_chain(run, base), theirs = roll_chain(run, base);
    struct ot_chain slow = copy_of_chain(run, &mine), over = copy_of_chain(run, &theirs);
    for (size_t i = 0; i < slow.count; i++)
        for (size_t j = 0; j < over.count; j++) {
            struct ot_changes behind = ot_map(&slow.items[i], &over.items[j], false, &run->arena);
            over.items[j] = ot_map(&over.items[j], &slow.items[i], true, &run->arena);
            slow.items[i] = behind;
        }
    ot_rebase(&mine, &theirs, &run->arena);
    for (size_t i = 0; i < slow.count; i++)
        are_same(&mine.items[i], &slow.items[i]);
}

static void roll_all(struct run *run)
{
    struct ot_text text = {.units = malloc(MOST_TEXT * sizeof(uint16_t)), .room = MOST_TEXT};
    must(text.units);
    text.count = fill(run, text.units, MOST_TEXT);
    struct ot_changes a = roll(run, text.count), b = roll(run, text.count);
    meets(run, &text, &a, &b);
    follows(run, &text, &a);
    rebases(run, text.count);
    ot_text_fini(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size) return 0;
    struct run run = {.at = data + 1, .end = data + size};
    arena_init(&run.arena);
    if (data[0] == '=')
        read_from_outside(&run);
    else
        roll_all(&run);
    arena_fini(&run.arena);
    return 0;
}
