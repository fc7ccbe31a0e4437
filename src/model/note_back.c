/* note_back.c - the change that brings an earlier text of a note back, see note_back.h
 *
 * The log between is read in slices. Updates are composed pairwise, and the pairs pairwise: composing each onto all
 * before it would walk over the whole again and again. */
#include "model/note_back.h"

#include "base/must.h"
#include "base/utf16.h"

enum { SLICE = 512, MOST_LEVELS = 32 };

/* ---- by the log ---- */

struct composing { /* like a number in binary: level n holds what 2^n updates did, or nothing */
    struct ot_changes level[MOST_LEVELS];
    bool is_taken[MOST_LEVELS];
    struct arena *arena;
};

static void compose_next(struct composing *all, struct ot_changes changes)
{
    unsigned n = 0;
    for (; all->is_taken[n]; n++) {
        changes = ot_compose(&all->level[n], &changes, all->arena);
        all->is_taken[n] = false;
        must(n + 1 < MOST_LEVELS);
    }
    all->level[n] = changes;
    all->is_taken[n] = true;
}

/* The higher a level, the earlier its updates. */
static struct ot_changes compose_all(const struct composing *all)
{
    struct ot_changes changes = {0};
    bool is_any = false;
    for (unsigned n = 0; n < MOST_LEVELS; n++) {
        if (!all->is_taken[n]) continue;
        changes = is_any ? ot_compose(&all->level[n], &changes, all->arena) : all->level[n];
        is_any = true;
    }
    must(is_any);
    return changes;
}

/* The log must lead from the one text to the other. */
static bool leads_on(const struct ot_chain *slice, uint32_t *units)
{
    if (slice->items[0].base != *units) return false;
    *units = slice->items[slice->count - 1].result;
    return true;
}

static bool back_by_log(struct db_tx *tx, const struct wording *then, const struct wording *now, struct arena *arena,
                        struct ot_changes *out)
{
    struct composing all = {.arena = arena};
    uint32_t units = then->text.count;
    for (int64_t at = then->version; at < now->version;) {
        int64_t to = at + SLICE < now->version ? at + SLICE : now->version;
        struct ot_chain slice;
        if (!note_log_read(tx, then, at, to, arena, &slice) || !leads_on(&slice, &units)) return false;
        for (size_t i = 0; i < slice.count; i++)
            compose_next(&all, slice.items[i]);
        at = to;
    }
    if (units != now->text.count) return false;
    struct ot_changes done = compose_all(&all);
    *out = ot_invert(&done, then->text.units, arena);
    return true;
}

/* ---- by the texts ---- */

static bool is_inside_pair(const struct ot_text *text, uint32_t at)
{
    return at && at < text->count && utf16_is_high(text->units[at - 1]) && utf16_is_low(text->units[at]);
}

static struct ot_changes back_by_texts(const struct ot_text *then, const struct ot_text *now, struct arena *arena)
{
    uint32_t most = then->count < now->count ? then->count : now->count, begin = 0, end = 0;
    while (begin < most && then->units[begin] == now->units[begin])
        begin++;
    if (is_inside_pair(then, begin) || is_inside_pair(now, begin)) begin--;
    while (end < most - begin && then->units[then->count - 1 - end] == now->units[now->count - 1 - end])
        end++;
    if (is_inside_pair(then, then->count - end) || is_inside_pair(now, now->count - end)) end--;

    struct ot_section *sections = arena_alloc(arena, 3 * sizeof *sections);
    uint32_t count = 0;
    if (begin) sections[count++] = (struct ot_section){begin, OT_KEPT, NULL};
    sections[count++] = (struct ot_section){now->count - begin - end, (int32_t)(then->count - begin - end),
                                            then->count - begin - end ? then->units + begin : NULL};
    if (end) sections[count++] = (struct ot_section){end, OT_KEPT, NULL};
    return (struct ot_changes){sections, count, now->count, then->count};
}

bool note_back(struct db_tx *tx, const struct wording *then, const struct wording *now, struct arena *arena,
               struct ot_changes *out)
{
    must(then->version < now->version);
    if (now->version - then->version <= NOTE_MOST_TAKEN_BACK) return back_by_log(tx, then, now, arena, out);
    *out = back_by_texts(&then->text, &now->text, arena);
    return true;
}
