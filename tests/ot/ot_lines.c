/* ot_lines.c - src/ot behind JSON lines, so that a test can hold it against CodeMirror's own packages
 *
 * One request a line on stdin, one answer a line on stdout:
 *
 *     {"do":"read","a":CHANGES}                          -> {"is":CHANGES} or {"fault":N}
 *     {"do":"map","a":CHANGES,"b":CHANGES,"first":BOOL}  -> {"is":CHANGES}
 *     {"do":"compose","a":CHANGES,"b":CHANGES}           -> {"is":CHANGES}
 *     {"do":"invert","a":CHANGES,"text":TEXT}            -> {"is":CHANGES}
 *     {"do":"apply","a":CHANGES,"text":TEXT}             -> {"is":TEXT} or {"is":null}
 *     {"do":"rebase","mine":[CHANGES…],"theirs":[CHANGES…]} -> {"is":[CHANGES…]} */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "ot/ot.h"

static struct ot_changes changes_of(const json_t *request, const char *name, struct arena *arena)
{
    struct ot_changes changes;
    must(ot_read(json_object_get(request, name), arena, &changes) == OT_FINE);
    return changes;
}

static struct ot_chain chain_of(const json_t *request, const char *name, struct arena *arena)
{
    const json_t *list = json_object_get(request, name);
    struct ot_chain chain = {.count = json_array_size(list)};
    chain.items = arena_alloc(arena, chain.count * sizeof *chain.items + 1);
    for (size_t i = 0; i < chain.count; i++)
        must(ot_read(json_array_get(list, i), arena, &chain.items[i]) == OT_FINE);
    return chain;
}

static void say_text(struct buf *out, const struct ot_text *text)
{
    struct buf utf8;
    buf_init(&utf8);
    ot_text_put(&utf8, text);
    buf_json(out, utf8.data, utf8.len);
    buf_fini(&utf8);
}

static void apply(const json_t *request, struct arena *arena, struct buf *out)
{
    const json_t *before = json_object_get(request, "text");
    struct ot_changes changes = changes_of(request, "a", arena);
    struct ot_text text;
    ot_text_init(&text);
    ot_text_set(&text, json_string_value(before), json_string_length(before));
    if (ot_apply(&text, &changes))
        say_text(out, &text);
    else
        buf_text(out, "null");
    ot_text_fini(&text);
}

static void invert(const json_t *request, struct arena *arena, struct buf *out)
{
    const json_t *before = json_object_get(request, "text");
    struct ot_changes changes = changes_of(request, "a", arena);
    struct ot_text text;
    ot_text_init(&text);
    ot_text_set(&text, json_string_value(before), json_string_length(before));
    struct ot_changes back = ot_invert(&changes, text.units, arena);
    ot_put(out, &back);
    ot_text_fini(&text);
}

static void rebase(const json_t *request, struct arena *arena, struct buf *out)
{
    struct ot_chain mine = chain_of(request, "mine", arena), theirs = chain_of(request, "theirs", arena);
    ot_rebase(&mine, &theirs, arena);
    buf_text(out, "[");
    for (size_t i = 0; i < mine.count; i++) {
        if (i) buf_text(out, ",");
        ot_put(out, &mine.items[i]);
    }
    buf_text(out, "]");
}

static void two(const json_t *request, bool maps, struct arena *arena, struct buf *out)
{
    struct ot_changes a = changes_of(request, "a", arena), b = changes_of(request, "b", arena);
    struct ot_changes is =
        maps ? ot_map(&a, &b, json_is_true(json_object_get(request, "first")), arena) : ot_compose(&a, &b, arena);
    ot_put(out, &is);
}

static void answer(const json_t *request, struct arena *arena, struct buf *out)
{
    const char *what = json_string_value(json_object_get(request, "do"));
    struct ot_changes changes;
    enum ot_fault fault = OT_FINE;
    if (!strcmp(what, "read") && (fault = ot_read(json_object_get(request, "a"), arena, &changes))) {
        buf_printf(out, "{\"fault\":%d}", (int)fault);
        return;
    }
    buf_text(out, "{\"is\":");
    if (!strcmp(what, "read")) ot_put(out, &changes);
    if (!strcmp(what, "map")) two(request, true, arena, out);
    if (!strcmp(what, "compose")) two(request, false, arena, out);
    if (!strcmp(what, "invert")) invert(request, arena, out);
    if (!strcmp(what, "apply")) apply(request, arena, out);
    if (!strcmp(what, "rebase")) rebase(request, arena, out);
    buf_text(out, "}");
}

int main(void)
{
    char *line = NULL;
    size_t room = 0;
    struct arena arena;
    struct buf out;
    arena_init(&arena);
    buf_init(&out);
    for (ssize_t len; (len = getline(&line, &room, stdin)) > 0;) {
        json_t *request = json_loadb(line, (size_t)len, 0, NULL);
        must(request);
        buf_clear(&out);
        answer(request, &arena, &out);
        puts(out.data);
        fflush(stdout);
        json_decref(request);
        arena_reset(&arena);
    }
    buf_fini(&out);
    arena_fini(&arena);
    free(line);
    return 0;
}
