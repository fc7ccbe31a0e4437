/* json.c - change sets out of JSON and into it, as CodeMirror's ChangeSet.toJSON() writes them
 *
 * A first walk finds what is wrong and how much room is needed, a second one fills it. */
#include "sections.h"

#include "base/must.h"
#include "base/utf16.h"
#include "base/utf8.h"

static enum ot_fault check_length(const json_t *json, uint64_t *sum)
{
    if (!json_is_integer(json)) return json_is_number(json) ? OT_BAD_LENGTH : OT_NOT_A_LIST;
    json_int_t length = json_integer_value(json);
    if (length < 0) return OT_BAD_LENGTH;
    if (length > OT_MOST_UNITS) return OT_TOO_LONG;
    *sum += (uint64_t)length;
    return *sum > OT_MOST_UNITS ? OT_TOO_LONG : OT_FINE;
}

static enum ot_fault check_line(const json_t *line, uint64_t *units)
{
    if (!json_is_string(line)) return OT_NOT_A_LIST;
    const char *text = json_string_value(line);
    size_t len = json_string_length(line);
    if (!utf8_valid(text, len)) return OT_LONE_SURROGATE; /* the parser lets nothing else of that kind through */
    for (size_t i = 0; i < len; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte == '\n' || byte == '\r') return OT_LINE_BREAK;
        if ((byte < ' ' && byte != '\t') || byte == 0x7f) return OT_CONTROL_CHARACTER;
    }
    *units += utf16_length(text, len);
    return *units > OT_MOST_UNITS ? OT_TOO_LONG : OT_FINE;
}

struct sizes {
    uint64_t base, result, put;
};

/* What is put in, beginning with the second item of `section`. */
static enum ot_fault check_lines(const json_t *section, uint64_t *units)
{
    size_t count = json_array_size(section);
    *units = count > 2 ? count - 2 : 0; /* the breaks between lines */
    for (size_t i = 1; i < count; i++) {
        enum ot_fault fault = check_line(json_array_get(section, i), units);
        if (fault) return fault;
    }
    return count > 1 && !*units ? OT_BAD_LENGTH : OT_FINE; /* nothing is put in by saying nothing */
}

static enum ot_fault check_section(const json_t *json, struct sizes *sizes, struct ot_section *last)
{
    bool is_kept = !json_is_array(json);
    const json_t *length = is_kept ? json : json_array_get(json, 0);
    uint64_t put = 0;
    enum ot_fault fault = check_length(length, &sizes->base);
    if (!fault && !is_kept) fault = check_lines(json, &put);
    if (fault) return fault;

    struct ot_section section = {.len = (uint32_t)json_integer_value(length), .put = is_kept ? OT_KEPT : (int32_t)put};
    if (!section.len && !put) return OT_BAD_LENGTH;
    if (sections_join(last, section.len, section.put)) return OT_BAD_LENGTH;
    *last = section;
    sizes->put += put;
    sizes->result += is_kept ? section.len : put;
    return sizes->result > OT_MOST_UNITS ? OT_TOO_LONG : OT_FINE;
}

static enum ot_fault check(const json_t *json, struct sizes *sizes)
{
    struct ot_section last = {.len = 1, .put = 1}; /* what joins with nothing */
    if (!json_is_array(json)) return OT_NOT_A_LIST;
    for (size_t i = 0; i < json_array_size(json); i++) {
        enum ot_fault fault = check_section(json_array_get(json, i), sizes, &last);
        if (fault) return fault;
    }
    return OT_FINE;
}

static uint16_t *take_lines(const json_t *section, uint16_t *to)
{
    for (size_t i = 1; i < json_array_size(section); i++) {
        const json_t *line = json_array_get(section, i);
        if (i > 1) *to++ = '\n';
        to += utf16_from_utf8(json_string_value(line), json_string_length(line), to);
    }
    return to;
}

enum ot_fault ot_read(const json_t *json, struct arena *arena, struct ot_changes *out)
{
    struct sizes sizes = {0};
    enum ot_fault fault = check(json, &sizes);
    if (fault) return fault;

    size_t count = json_array_size(json);
    struct ot_section *sections = arena_alloc(arena, count * sizeof *sections);
    uint16_t *units = arena_alloc(arena, sizes.put * sizeof *units);
    for (size_t i = 0; i < count; i++) {
        const json_t *section = json_array_get(json, i);
        bool is_kept = !json_is_array(section);
        sections[i].len = (uint32_t)json_integer_value(is_kept ? section : json_array_get(section, 0));
        sections[i].put = OT_KEPT;
        if (is_kept) continue;
        uint16_t *end = take_lines(section, units);
        sections[i].put = (int32_t)(end - units);
        sections[i].units = end > units ? units : NULL;
        units = end;
    }
    *out = (struct ot_changes){
        .sections = sections, .count = (uint32_t)count, .base = (uint32_t)sizes.base, .result = (uint32_t)sizes.result};
    return OT_FINE;
}

/* ---- and back ---- */

static void put_lines(struct buf *out, const struct ot_section *section, struct buf *line)
{
    uint32_t put = (uint32_t)section->put;
    for (uint32_t from = 0, to; from <= put; from = to + 1) {
        for (to = from; to < put && section->units[to] != '\n'; to++)
            ;
        buf_clear(line);
        utf16_put_utf8(line, section->units + from, to - from);
        buf_put(out, ",", 1);
        buf_json(out, line->data, line->len);
    }
}

/* What ot_read() would refuse must not get as far as a log that it is read from. */
static bool is_canonical(const struct ot_changes *changes, uint32_t i)
{
    const struct ot_section *section = &changes->sections[i];
    if (!section->len && section->put <= 0) return false;
    return i == 0 || !sections_join(section - 1, section->len, section->put);
}

void ot_put(struct buf *out, const struct ot_changes *changes)
{
    struct buf line;
    buf_init(&line);
    buf_put(out, "[", 1);
    for (uint32_t i = 0; i < changes->count; i++) {
        const struct ot_section *section = &changes->sections[i];
        must(is_canonical(changes, i));
        if (i) buf_put(out, ",", 1);
        if (section->put != OT_KEPT) buf_put(out, "[", 1);
        buf_int(out, section->len);
        if (section->put > 0) put_lines(out, section, &line);
        if (section->put != OT_KEPT) buf_put(out, "]", 1);
    }
    buf_put(out, "]", 1);
    buf_fini(&line);
}
