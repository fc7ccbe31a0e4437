/* ot_notation.c - change sets out of a line, and as one; see ot_notation.h */
#include "ot_notation.h"

#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "base/utf16.h"

static struct arena arena;

struct arena *ot_arena(void)
{
    return &arena;
}

int ot_notation_end(void **state)
{
    (void)state;
    arena_fini(&arena);
    return 0;
}

const uint16_t *units_of(const char *utf8)
{
    uint16_t *units = arena_alloc(&arena, (strlen(utf8) + 1) * sizeof *units);
    utf16_from_utf8(utf8, strlen(utf8), units);
    return units;
}

/* What stands behind the colon, up to the next space. */
static void put_in(struct ot_section *section, const char *from, size_t len)
{
    char *text = arena_bytes(&arena, from, len);
    for (char *at = text; *at; at++)
        if (*at == '/') *at = '\n';
    section->put = (int32_t)utf16_length(text, len);
    if (section->put) section->units = units_of(text);
}

struct ot_changes changes_of(const char *notation)
{
    struct ot_section *sections = arena_alloc(&arena, (strlen(notation) + 1) * sizeof *sections);
    struct ot_changes changes = {.sections = sections};
    for (const char *at = notation; *at;) {
        char *behind;
        struct ot_section *section = &sections[changes.count++];
        *section = (struct ot_section){.len = (uint32_t)strtoul(at, &behind, 10), .put = OT_KEPT};
        must(behind != at);
        size_t rest = strcspn(behind, " ");
        if (*behind == ':') put_in(section, behind + 1, rest - 1);
        changes.base += section->len;
        changes.result += section->put == OT_KEPT ? section->len : (uint32_t)section->put;
        at = behind + rest + (behind[rest] == ' ');
    }
    return changes;
}

const char *notation_of(const struct ot_changes *changes)
{
    struct buf out;
    buf_init(&out);
    buf_put(&out, "", 0);
    for (uint32_t i = 0; i < changes->count; i++) {
        const struct ot_section *section = &changes->sections[i];
        if (i) buf_text(&out, " ");
        buf_int(&out, section->len);
        if (section->put != OT_KEPT) buf_text(&out, ":");
        if (section->put > 0) utf16_put_utf8(&out, section->units, (size_t)section->put);
    }
    for (char *at = out.data; *at; at++)
        if (*at == '\n') *at = '/';
    const char *text = arena_bytes(&arena, out.data, out.len);
    buf_fini(&out);
    return text;
}

struct ot_chain chain_of(const char *const *notations, size_t count)
{
    struct ot_chain chain = {arena_alloc(&arena, count * sizeof *chain.items), count};
    for (size_t i = 0; i < count; i++)
        chain.items[i] = changes_of(notations[i]);
    return chain;
}
