/* json.c - change sets out of JSON and into it, as CodeMirror's ChangeSet.toJSON() writes them
 *
 * A first walk finds what is wrong and how much room is needed, a second one fills it. */
#include "ot/ot.h"

#include <string.h>

#include "base/must.h"
#include "base/utf16.h"

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

static enum ot_fault check_replaced(const json_t *section, struct sizes *sizes)
{
    size_t lines = json_array_size(section) - 1;
    uint64_t units = lines ? lines - 1 : 0; /* the breaks between them */
    enum ot_fault fault = check_length(json_array_get(section, 0), &sizes->base);
    for (size_t i = 1; !fault && i <= lines; i++)
        fault = check_line(json_array_get(section, i), &units);
    if (fault) return fault;
    if (lines && !units) return OT_BAD_LENGTH; /* puts in nothing: that is written without lines */
    if (!lines && !json_integer_value(json_array_get(section, 0))) return OT_BAD_LENGTH;
    sizes->put += units;
    sizes->result += units;
    return sizes->result > OT_MOST_UNITS ? OT_TOO_LONG : OT_FINE;
}

static enum ot_fault check(const json_t *json, struct sizes *sizes)
{
    if (!json_is_array(json)) return OT_NOT_A_LIST;
    for (size_t i = 0; i < json_array_size(json); i++) {
        const json_t *section = json_array_get(json, i);
        enum ot_fault fault;
        if (json_is_array(section)) {
            fault = json_array_size(section) ? check_replaced(section, sizes) : OT_NOT_A_LIST;
        } else {
            fault = check_length(section, &sizes->base);
            if (!fault && !json_integer_value(section)) fault = OT_BAD_LENGTH;
            if (!fault && (sizes->result += (uint64_t)json_integer_value(section)) > OT_MOST_UNITS) fault = OT_TOO_LONG;
        }
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
    struct ot_section *sections = arena_alloc(arena, count * sizeof *sections + 1);
    uint16_t *units = arena_alloc(arena, sizes.put * sizeof *units + 1);
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

static void put_lines(struct buf *out, const struct ot_section *section)
{
    struct buf line;
    buf_init(&line);
    for (uint32_t from = 0, to; from <= (uint32_t)section->put; from = to + 1) {
        for (to = from; to < (uint32_t)section->put && section->units[to] != '\n'; to++)
            ;
        buf_clear(&line);
        utf16_put_utf8(&line, section->units + from, to - from);
        buf_put(out, ",", 1);
        buf_json(out, line.data, line.len);
    }
    buf_fini(&line);
}

void ot_put(struct buf *out, const struct ot_changes *changes)
{
    buf_put(out, "[", 1);
    for (uint32_t i = 0; i < changes->count; i++) {
        const struct ot_section *section = &changes->sections[i];
        if (i) buf_put(out, ",", 1);
        if (section->put != OT_KEPT) buf_put(out, "[", 1);
        buf_int(out, section->len);
        if (section->put > 0) put_lines(out, section);
        if (section->put != OT_KEPT) buf_put(out, "]", 1);
    }
    buf_put(out, "]", 1);
}
