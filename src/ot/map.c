/* map.c - a change set over another one that was made over the same text
 *
 * Both are walked over side by side. What both keep is kept. A change of b's that comes before a's next one (by place,
 * then the shorter, then the one that is to be first) becomes kept text, and what a has deleted of it is gone from a. A
 * change of a's stays, as far as the text that it replaces is still there; its own text is put in once, where the first
 * piece of it stands. */
#include "sections.h"

#include "base/must.h"

struct mapping {
    struct walk a, b;
    struct build out;
    bool has_put; /* a's section at hand has its text in already */
    uint32_t put_at;
};

static bool is_in(const struct mapping *m)
{
    return m->has_put && m->put_at == m->a.at;
}

static void put_in(struct mapping *m, uint32_t len)
{
    build_add(&m->out, len, is_in(m) ? 0 : m->a.put, m->a.units, false);
    m->has_put = true;
    m->put_at = m->a.at;
}

static bool b_is_next(const struct mapping *m, bool a_is_first)
{
    if (!walk_changes(&m->b)) return false;
    if (!walk_changes(&m->a) || is_in(m)) return true;
    if (m->a.is_begun) return false;
    return m->b.len < m->a.len || (m->b.len == m->a.len && !a_is_first);
}

static void keep_both(struct mapping *m)
{
    uint32_t len = m->a.len < m->b.len ? m->a.len : m->b.len;
    build_add(&m->out, len, OT_KEPT, NULL, false);
    walk_before(&m->a, len);
    walk_before(&m->b, len);
}

/* b's change is part of the text now; what a had in the stretch that it replaced goes with that. */
static void pass_b(struct mapping *m)
{
    build_add(&m->out, (uint32_t)m->b.put, OT_KEPT, NULL, false);
    for (uint32_t left = m->b.len; left;) {
        must(!walk_is_over(&m->a));
        uint32_t piece = m->a.len < left ? m->a.len : left;
        if (walk_changes(&m->a) && !is_in(m) && m->a.len <= piece) put_in(m, 0);
        walk_before(&m->a, piece);
        left -= piece;
    }
    walk_next(&m->b);
}

/* a's change, up to the next change of b's in it that puts text in. */
static void pass_a(struct mapping *m)
{
    uint32_t still_there = 0, left = m->a.len;
    while (left && !walk_is_over(&m->b)) {
        if (m->b.put == OT_KEPT) {
            uint32_t piece = left < m->b.len ? left : m->b.len;
            still_there += piece;
            left -= piece;
            walk_before(&m->b, piece);
        } else if (!m->b.put && m->b.len < left) {
            left -= m->b.len;
            walk_next(&m->b);
        } else {
            break;
        }
    }
    put_in(m, still_there);
    walk_before(&m->a, m->a.len - left);
}

static bool is_empty(const struct ot_changes *changes)
{
    return changes->count == 0 || (changes->count == 1 && changes->sections[0].put == OT_KEPT);
}

/* One for each section of either: whatever is added ends at least one. Kept text and a change of b's do so plainly. What of
 * a's change stays reaches its end, or the end of what b keeps or deletes in it; text of a's that is put in before any of
 * that stands before a change of b's that covers the rest of a's. */
size_t map_most_sections(const struct ot_changes *a, const struct ot_changes *b)
{
    return (size_t)a->count + b->count;
}

struct ot_changes map_into(struct ot_section *sections, const struct ot_changes *a, const struct ot_changes *b,
                           bool a_is_first, struct arena *arena)
{
    must(a->base == b->base);
    if (is_empty(b)) return *a;
    struct mapping m = {0};
    walk_begin(&m.a, a);
    walk_begin(&m.b, b);
    build_begin(&m.out, sections, map_most_sections(a, b), arena, ot_added(a));
    while (!walk_is_over(&m.a) || !walk_is_over(&m.b)) {
        if (walk_keeps(&m.a) && walk_keeps(&m.b))
            keep_both(&m);
        else if (b_is_next(&m, a_is_first))
            pass_b(&m);
        else
            pass_a(&m);
    }
    return build_end(&m.out);
}

struct ot_changes ot_map(const struct ot_changes *a, const struct ot_changes *b, bool a_is_first, struct arena *arena)
{
    struct ot_section *sections = arena_alloc(arena, map_most_sections(a, b) * sizeof *sections);
    return map_into(sections, a, b, a_is_first, arena);
}
