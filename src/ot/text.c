/* text.c - a text that changes are applied to, in place
 *
 * What stands before the first change isn't touched, what stands behind the last one is moved once, and what is between is
 * put together beside it where there is more than one change. */
#include "ot/ot.h"

#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "base/utf16.h"

void ot_text_init(struct ot_text *text)
{
    *text = (struct ot_text){0};
}

void ot_text_fini(struct ot_text *text)
{
    free(text->units);
    ot_text_init(text);
}

static void make_room(struct ot_text *text, uint32_t count)
{
    if (count <= text->room) return;
    text->room = count + count / 4 + 64;
    text->units = realloc(text->units, (size_t)text->room * sizeof *text->units);
    must(text->units != NULL);
}

void ot_text_set(struct ot_text *text, const char *utf8, size_t len)
{
    size_t count = utf16_length(utf8, len);
    must(count <= OT_MOST_UNITS);
    make_room(text, (uint32_t)count);
    text->count = (uint32_t)(count ? utf16_from_utf8(utf8, len, text->units) : 0);
}

void ot_text_put(struct buf *out, const struct ot_text *text)
{
    utf16_put_utf8(out, text->units, text->count);
}

static bool is_inside_pair(const struct ot_text *text, uint32_t at)
{
    return at > 0 && at < text->count && utf16_is_high(text->units[at - 1]) && utf16_is_low(text->units[at]);
}

static bool puts_half_in(const struct ot_section *section)
{
    return section->put > 0 && (utf16_is_low(section->units[0]) || utf16_is_high(section->units[section->put - 1]));
}

static bool fits(const struct ot_text *text, const struct ot_changes *changes)
{
    if (changes->base != text->count) return false;
    uint32_t at = 0;
    for (uint32_t i = 0; i < changes->count; i++) {
        at += changes->sections[i].len;
        if (is_inside_pair(text, at) || puts_half_in(&changes->sections[i])) return false;
    }
    return true;
}

/* The changed stretch: sections first … last, without what is kept at the ends. */
struct span {
    uint32_t first, last; /* sections; last is one behind */
    uint32_t from, to;    /* in the text before */
    uint32_t put;         /* what stands in its place */
};

static struct span find_span(const struct ot_changes *changes)
{
    struct span span = {.last = changes->count, .to = changes->base};
    while (span.first < span.last && changes->sections[span.first].put == OT_KEPT)
        span.from += changes->sections[span.first++].len;
    while (span.last > span.first && changes->sections[span.last - 1].put == OT_KEPT)
        span.to -= changes->sections[--span.last].len;
    span.put = changes->result - (changes->base - (span.to - span.from));
    return span;
}

static void put_together(uint16_t *to, const struct ot_text *text, const struct ot_changes *changes,
                         const struct span *span)
{
    uint32_t at = span->from;
    for (uint32_t i = span->first; i < span->last; i++) {
        const struct ot_section *section = &changes->sections[i];
        bool is_kept = section->put == OT_KEPT;
        uint32_t count = is_kept ? section->len : (uint32_t)section->put;
        if (count) memcpy(to, is_kept ? text->units + at : section->units, (size_t)count * sizeof *to);
        to += count;
        at += section->len;
    }
}

bool ot_apply(struct ot_text *text, const struct ot_changes *changes)
{
    if (!fits(text, changes)) return false;
    struct span span = find_span(changes);
    if (span.first == span.last) return true;

    bool is_one = span.last - span.first == 1;
    uint16_t *middle = is_one ? NULL : malloc((size_t)span.put * sizeof *middle + 1);
    must(is_one || middle);
    if (!is_one) put_together(middle, text, changes, &span);

    make_room(text, changes->result);
    uint16_t *at = text->units + span.from;
    memmove(at + span.put, text->units + span.to, (size_t)(text->count - span.to) * sizeof *at);
    const uint16_t *units = is_one ? changes->sections[span.first].units : middle;
    if (span.put) memcpy(at, units, (size_t)span.put * sizeof *at);
    text->count = changes->result;
    free(middle);
    return true;
}
