/* cli_demo_note.c - the words of the demo's notes, see cli_demo_note.h
 *
 * Each step makes one update, so the texts so far are the note's versions, and a later step can name one to bring back. */
#include "cli_demo_note.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/must.h"
#include "base/utf16.h"

static const char *text_of(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

/* ---- mentions ---- */

static const char *full_name_of(struct demo_people people, const char *name)
{
    size_t index;
    json_t *account;
    json_array_foreach (people.accounts, index, account) {
        if (strcmp(text_of(account, "name"), name) == 0) return text_of(account, "full_name");
    }
    return NULL;
}

/* The words with every "@$name" as the mention that it stands for; NULL where there are none. */
static const char *with_mentions(struct demo_people people, const char *words, struct arena *arena)
{
    if (!words) return NULL;
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    const char *out = "";
    for (const char *at; (at = strstr(words, "@$"));) {
        size_t len = strspn(at + 2, letters);
        const char *name = arena_bytes(arena, at + 2, len), *full_name = full_name_of(people, name);
        must(full_name); /* the script is part of the program */
        long long id = (long long)json_integer_value(json_object_get(people.ids, name));
        out = arena_printf(arena, "%s%.*s@[%s](account:%lld)", out, (int)(at - words), words, full_name, id);
        words = at + 2 + len;
    }
    return arena_printf(arena, "%s%s", out, words);
}

/* ---- the change ---- */

struct place { /* in bytes of the text before */
    size_t at, over;
};

/* Behind `after`, in the place of `over`, or where neither is given at the end. */
static bool find_place(const char *text, const char *after, const char *over, struct place *out)
{
    *out = (struct place){strlen(text), over ? strlen(over) : 0};
    if (!after && !over) return true;
    const char *found = strstr(text, over ? over : after);
    if (!found) return false;
    out->at = (size_t)(found - text) + (over ? 0 : strlen(after));
    return true;
}

static json_t *replaced(const char *text, size_t len, const char *put)
{
    json_t *section = json_pack("[I]", (json_int_t)utf16_length(text, len));
    for (const char *end; *put || json_array_size(section) > 1; put = end + 1) {
        end = put + strcspn(put, "\n");
        json_array_append_new(section, json_stringn(put, (size_t)(end - put)));
        if (!*end) break;
    }
    return section;
}

static json_t *change_of(const char *text, const struct place *place, const char *put)
{
    json_t *changes = json_array();
    const char *behind = text + place->at + place->over;
    size_t before = utf16_length(text, place->at), rest = utf16_length(behind, strlen(behind));
    if (before) json_array_append_new(changes, json_integer((json_int_t)before));
    json_array_append_new(changes, replaced(text + place->at, place->over, put));
    if (rest) json_array_append_new(changes, json_integer((json_int_t)rest));
    return changes;
}

/* ---- the steps ---- */

static json_t *texts_of(json_t *notes, const char *name)
{
    if (!json_object_get(notes, name)) json_object_set_new(notes, name, json_pack("[s]", ""));
    return json_object_get(notes, name);
}

static bool write_words(json_t *texts, struct demo_people people, const json_t *step, json_t *params,
                        struct arena *arena)
{
    size_t version = json_array_size(texts) - 1;
    const char *text = json_string_value(json_array_get(texts, version));
    const json_t *writes = json_object_get(step, "writes");
    const char *put = with_mentions(people, text_of(writes, "put"), arena);
    const char *after = with_mentions(people, text_of(writes, "after"), arena);
    const char *over = with_mentions(people, text_of(writes, "over"), arena);
    struct place place;
    if (!put || !find_place(text, after, over, &place)) return false;

    json_object_set_new(params, "version", json_integer((json_int_t)version));
    json_object_set_new(params, "client", json_sprintf("demo-%s", text_of(step, "as")));
    json_object_set_new(params, "updates", json_pack("[{s:o}]", "changes", change_of(text, &place, put)));
    json_array_append_new(
        texts, json_string(arena_printf(arena, "%.*s%s%s", (int)place.at, text, put, text + place.at + place.over)));
    return true;
}

bool demo_note_fill(json_t *notes, struct demo_people people, const json_t *step, json_t *params)
{
    const char *command = text_of(step, "do"), *note = text_of(json_object_get(step, "with"), "note");
    if (!note) return true;
    json_t *texts = texts_of(notes, note);
    if (strcmp(command, "note.revert") == 0) {
        size_t version = (size_t)json_integer_value(json_object_get(params, "version"));
        json_array_append(texts, json_array_get(texts, version));
    }
    if (strcmp(command, "note.push") != 0) return true;
    struct arena arena;
    arena_init(&arena);
    bool is_done = write_words(texts, people, step, params, &arena);
    arena_fini(&arena);
    return is_done;
}
