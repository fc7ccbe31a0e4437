/* ot_lines.c - src/ot behind JSON lines, so that a test can hold it against CodeMirror's own packages
 *
 * One request a line on stdin, one answer a line on stdout:
 *
 *     {"do":"read","a":CHANGES}                          -> {"is":CHANGES} or {"fault":NAME}
 *     {"do":"map","a":CHANGES,"b":CHANGES,"first":BOOL}  -> {"is":CHANGES}
 *     {"do":"compose","a":CHANGES,"b":CHANGES}           -> {"is":CHANGES}
 *     {"do":"invert","a":CHANGES,"text":TEXT}            -> {"is":CHANGES}
 *     {"do":"apply","a":CHANGES,"text":TEXT}             -> {"is":TEXT}, {"is":null}: refused, {"is":false}: refused, but changed
 *     {"do":"rebase","mine":[CHANGES…],"theirs":[CHANGES…]} -> {"is":[CHANGES…]}
 *     {"do":"count","a":CHANGES}                         -> {"is":[base, result, added, removed]}
 *
 * A line that is no JSON is answered {"fault":"not_json"}. With the argument `composing` it rebases as it must not: over all
 * of theirs made into one. A test shows by that program that it would find such a server. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "ot/ot.h"

static const char *const fault_names[] = {
    [OT_NOT_A_LIST] = "not_a_list",
    [OT_BAD_LENGTH] = "bad_length",
    [OT_TOO_LONG] = "too_long",
    [OT_LINE_BREAK] = "line_break",
    [OT_CONTROL_CHARACTER] = "control_character",
    [OT_LONE_SURROGATE] = "lone_surrogate",
};

static bool is_composing;

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
    chain.items = arena_alloc(arena, chain.count * sizeof *chain.items);
    for (size_t i = 0; i < chain.count; i++)
        must(ot_read(json_array_get(list, i), arena, &chain.items[i]) == OT_FINE);
    return chain;
}

static struct ot_text text_of(const json_t *request)
{
    const json_t *utf8 = json_object_get(request, "text");
    struct ot_text text;
    ot_text_init(&text);
    ot_text_set(&text, json_string_value(utf8), json_string_length(utf8));
    return text;
}

static void read(const json_t *request, struct arena *arena, struct buf *out)
{
    struct ot_changes changes;
    enum ot_fault fault = ot_read(json_object_get(request, "a"), arena, &changes);
    if (!fault)
        ot_put(out, &changes);
    else
        buf_printf(out, "null,\"fault\":\"%s\"", fault_names[fault]);
}

static void map(const json_t *request, struct arena *arena, struct buf *out)
{
    struct ot_changes a = changes_of(request, "a", arena), b = changes_of(request, "b", arena);
    struct ot_changes is = ot_map(&a, &b, json_is_true(json_object_get(request, "first")), arena);
    ot_put(out, &is);
}

static void compose(const json_t *request, struct arena *arena, struct buf *out)
{
    struct ot_changes a = changes_of(request, "a", arena), b = changes_of(request, "b", arena);
    struct ot_changes is = ot_compose(&a, &b, arena);
    ot_put(out, &is);
}

static void invert(const json_t *request, struct arena *arena, struct buf *out)
{
    struct ot_changes changes = changes_of(request, "a", arena);
    struct ot_text text = text_of(request);
    struct ot_changes back = ot_invert(&changes, text.units, arena);
    ot_text_fini(&text);
    ot_put(out, &back);
}

static void apply(const json_t *request, struct arena *arena, struct buf *out)
{
    struct ot_changes changes = changes_of(request, "a", arena);
    struct ot_text text = text_of(request);
    struct buf utf8;
    buf_init(&utf8);
    bool is_applied = ot_apply(&text, &changes);
    ot_text_put(&utf8, &text);
    if (is_applied)
        buf_json(out, utf8.data, utf8.len);
    else
        buf_text(out, strcmp(utf8.data, json_string_value(json_object_get(request, "text"))) ? "false" : "null");
    buf_fini(&utf8);
    ot_text_fini(&text);
}

static void make_one(struct ot_chain *chain, struct arena *arena)
{
    for (size_t i = 1; i < chain->count; i++)
        chain->items[0] = ot_compose(&chain->items[0], &chain->items[i], arena);
    if (chain->count) chain->count = 1;
}

static void rebase(const json_t *request, struct arena *arena, struct buf *out)
{
    struct ot_chain mine = chain_of(request, "mine", arena), theirs = chain_of(request, "theirs", arena);
    if (is_composing) make_one(&theirs, arena);
    ot_rebase(&mine, &theirs, arena);
    buf_text(out, "[");
    for (size_t i = 0; i < mine.count; i++) {
        if (i) buf_text(out, ",");
        ot_put(out, &mine.items[i]);
    }
    buf_text(out, "]");
}

static void count(const json_t *request, struct arena *arena, struct buf *out)
{
    struct ot_changes changes = changes_of(request, "a", arena);
    buf_printf(out, "[%u,%u,%u,%u]", changes.base, changes.result, ot_added(&changes), ot_removed(&changes));
}

static const struct {
    const char *name;
    void (*run)(const json_t *request, struct arena *arena, struct buf *out);
} deeds[] = {{"read", read},   {"map", map},       {"compose", compose}, {"invert", invert},
             {"apply", apply}, {"rebase", rebase}, {"count", count}};

static void answer(const json_t *request, struct arena *arena, struct buf *out)
{
    const char *name = json_string_value(json_object_get(request, "do"));
    must(name);
    for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++) {
        if (strcmp(deeds[i].name, name) != 0) continue;
        buf_text(out, "{\"is\":");
        deeds[i].run(request, arena, out);
        buf_text(out, "}");
        return;
    }
    never("no such deed");
}

int main(int argc, char **argv)
{
    char *line = NULL;
    size_t room = 0;
    struct arena arena;
    struct buf out;
    is_composing = argc > 1 && strcmp(argv[1], "composing") == 0;
    arena_init(&arena);
    buf_init(&out);
    for (ssize_t len; (len = getline(&line, &room, stdin)) > 0;) {
        json_t *request = json_loadb(line, (size_t)len, 0, NULL);
        buf_clear(&out);
        if (request)
            answer(request, &arena, &out);
        else
            buf_text(&out, "{\"fault\":\"not_json\"}");
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
