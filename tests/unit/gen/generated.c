/* generated.c - what the generator makes of good/, at work: decoders on JSON, statements on a real database
 *
 * usage: generated DATABASE      prints "ok - sentence" or "not ok - sentence"; made and run by run.sh */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "command/command.h"
#include "command/load.h"
#include "command/registry.gen.h"
#include "db/db.h"
#include "db/queries.gen.h"

static int failed;

static void judge(bool is_so, const char *sentence)
{
    printf("%s - %s\n", is_so ? "ok" : "not ok", sentence);
    if (!is_so) failed = 1;
}

static bool same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/* ---- what handlers hold, and how rows are had that they change: here without remembering any ---- */

struct cmd {
    struct db_tx *tx;
    int64_t board;
};

bool load_row(struct cmd *c, enum noun noun, int64_t id, struct db_rows *rows)
{
    *rows = db_query(c->tx, nouns[noun].get);
    db_bind_ref(rows, 1, c->board);
    db_bind_ref(rows, 2, id);
    return db_next(rows);
}

/* ---- handlers, which here only say that they were reached ---- */

enum err cmd_note_add(struct cmd *c, const struct note_add *in)
{
    (void)c;
    return in->tone == TONE_WARY ? ERR_GUARD : ERR_OK;
}

enum err cmd_note_list(struct cmd *c, const struct note_list *in)
{
    (void)c;
    (void)in;
    return ERR_OK;
}

enum err cmd_note_settle(struct cmd *c, const struct note_settle *in)
{
    (void)c;
    return in->reason ? ERR_GUARD : ERR_OK;
}

enum err cmd_note_remove(struct cmd *c, const struct note_remove *in)
{
    (void)c;
    return in->note == 7 ? ERR_OK : ERR_NOT_FOUND;
}

enum err prepare_session_start(struct cmd *c, struct session_start *in)
{
    (void)c;
    in->name = "prepared";
    return ERR_OK;
}

enum err cmd_session_start(struct cmd *c, const struct session_start *in)
{
    (void)c;
    return same(in->name, "prepared") ? ERR_OK : ERR_INTERNAL;
}

/* ---- decoding ---- */

struct decoding { /* ' stands for " in the JSON */
    struct arena arena;
    json_t *params;
    struct decoded out;
    struct refusal why;
    enum err err;
};

static struct decoding decode(const char *method, const char *params)
{
    struct decoding d = {.why.err = ERR_OK};
    arena_init(&d.arena);
    char *text = arena_text(&d.arena, params);
    for (char *at = text; (at = strchr(at, '\''));)
        *at = '"';
    d.params = json_loads(text, JSON_ALLOW_NUL, NULL);
    if (params[0] && !d.params) printf("# not JSON: %s\n", params);
    d.err = command_decode(command_find(method), d.params, &d.arena, &d.out, &d.why);
    return d;
}

static void end(struct decoding *d)
{
    json_decref(d->params);
    json_decref(d->why.more);
    arena_fini(&d->arena);
}

#define NOTE "'board': 3, 'key': 'k 1', 'text': 'Hei', 'tone': 'wary', 'weight': 2, 'is_pinned': true"

static void everything_is_decoded(void)
{
    struct decoding d = decode("note.add", "{" NOTE ", 'title': 'ä ä', 'mood': 'calm', 'size': -9007199254740992,"
                                           " 'count': 9007199254740992, 'after': 9, 'from_at': 1795512000123,"
                                           " 'due_on': '2028-02-29', 'is_loud': false, 'others': [5, 6],"
                                           " 'edits': [{'changes': [1, [0, 'ä'], 2]}, {'changes': [[4]]}]}");
    judge(d.err == ERR_OK && d.out.on.board == 3 && same(d.out.key, "k 1"), "board and key are decoded");
    const struct note_add *in = d.out.in;
    judge(in && same(in->text, "Hei") && same(in->title, "ä ä") && same(in->due_on, "2028-02-29"),
          "text, line and day are decoded");
    judge(in && in->tone == TONE_WARY && in->mood == TONE_CALM && in->is_pinned && !in->is_loud,
          "words and booleans are decoded");
    judge(in && in->weight == 2 && in->size == -INT_SAFE && in->count == INT_SAFE && in->after == 9 &&
              in->from_at == 1795512000123,
          "numbers are decoded up to where they are safe");
    judge(in && in->others.count == 2 && in->others.ids[0] == 5 && in->others.ids[1] == 6, "refs are decoded");
    judge(in && in->edits.count == 2 && in->edits.items[0].base == 3 && in->edits.items[0].result == 4 &&
              in->edits.items[0].count == 3 && in->edits.items[1].base == 4 && in->edits.items[1].result == 0,
          "updates are decoded");
    judge(in && command_find("note.add")->run(NULL, in) == ERR_GUARD, "the handler gets what was decoded");
    end(&d);
}

static bool has_none(const struct note_add *in)
{
    return in && !in->title && in->mood == TONE_NONE && in->size == NO_INT && in->count == NO_INT && in->after == 0 &&
           in->from_at == 0 && !in->due_on && !in->is_loud && in->others.count == 0 && in->edits.count == 0;
}

static void what_is_absent_is_none(void)
{
    struct decoding d = decode("note.add", "{" NOTE "}");
    judge(has_none(d.out.in), "an optional parameter that is absent is none");
    end(&d);
    d = decode("note.add", "{" NOTE ", 'title': null, 'mood': null, 'size': null, 'count': null, 'after': null,"
                           " 'from_at': null, 'due_on': null, 'is_loud': null, 'others': null, 'edits': null}");
    judge(has_none(d.out.in), "an optional parameter that is null is none");
    end(&d);
    d = decode("session.seen", "");
    judge(d.err == ERR_OK && d.out.in && d.out.on.board == 0 && !d.out.key, "a command without parameters needs none");
    end(&d);
}

static void is_refused(const char *method, const char *params, const char *shown, const char *field, const char *detail)
{
    struct decoding d = decode(method, params);
    const char *said = detail_name(d.why.detail);
    bool is_so = d.err == ERR_BAD_INPUT && d.why.err == ERR_BAD_INPUT && same(d.why.field, field) &&
                 same(said, detail) && !d.out.in;
    char sentence[400];
    snprintf(sentence, sizeof sentence, "%s refuses %s: %s %s", method, shown, field, detail);
    judge(is_so, sentence);
    if (!is_so) printf("# %s: %s, %s\n", params, d.why.field ? d.why.field : "no field", said ? said : "no detail");
    end(&d);
}

static void what_is_wrong_is_refused(void)
{
    static const char *const wrong[][3] = {
        {"'title': 3", "title", "wrong_type"},
        {"'title': 'ääkkös'", "title", "too_long"},
        {"'title': ''", "title", "too_short"},
        {"'title': ' a'", "title", "space_at_end"},
        {"'title': 'a\\u00a0'", "title", "space_at_end"},
        {"'title': 'a\\tb'", "title", "control_character"},
        {"'title': 'a\\u2028b'", "title", "control_character"},
        {"'title': 'a\\u0085b'", "title", "control_character"},
        {"'mood': 'angry'", "mood", "unknown_word"},
        {"'mood': ''", "mood", "unknown_word"},
        {"'mood': 1", "mood", "wrong_type"},
        {"'size': 10", "size", "too_large"},
        {"'size': -9007199254740993", "size", "too_small"},
        {"'count': 9007199254740993", "count", "too_large"},
        {"'count': 3.0", "count", "wrong_type"},
        {"'count': '3'", "count", "wrong_type"},
        {"'after': 0", "after", "too_small"},
        {"'from_at': -1", "from_at", "too_small"},
        {"'due_on': '2027-02-29'", "due_on", "not_a_day"},
        {"'due_on': '1900-02-29'", "due_on", "not_a_day"},
        {"'due_on': '2027-13-01'", "due_on", "not_a_day"},
        {"'due_on': '2027-04-31'", "due_on", "not_a_day"},
        {"'due_on': '2027-4-3'", "due_on", "not_a_day"},
        {"'due_on': '0000-01-01'", "due_on", "not_a_day"},
        {"'due_on': '2027-01-01T'", "due_on", "not_a_day"},
        {"'due_on': 20270101", "due_on", "wrong_type"},
        {"'is_loud': 1", "is_loud", "wrong_type"},
        {"'others': []", "others", "too_short"},
        {"'others': [1, 2, 3, 4]", "others", "too_long"},
        {"'others': [1, '2']", "others", "wrong_type"},
        {"'others': [1, 0]", "others", "too_small"},
        {"'others': 1", "others", "wrong_type"},
        {"'edits': {}", "edits", "wrong_type"},
        {"'edits': []", "edits", "too_short"},
        {"'edits': [1, 2, 3, 4]", "edits", "too_long"},
        {"'edits': [[1]]", "edits", "wrong_type"},
        {"'edits': [{}]", "edits", "wrong_type"},
        {"'edits': [{'changes': [1], 'client': 'a'}]", "edits", "wrong_type"},
        {"'edits': [{'changes': 1}]", "edits", "wrong_type"},
        {"'edits': [{'changes': [-1]}]", "edits", "bad_length"},
        {"'edits': [{'changes': [99999999]}]", "edits", "too_long"},
        {"'edits': [{'changes': [[0, 'a\\nb']]}]", "edits", "line_break"},
        {"'edits': [{'changes': [[0, 'a\\u0007']]}]", "edits", "control_character"},
        {"'colour': 'red'", "colour", "unknown_field"},
        {"'colour': null", "colour", "unknown_field"},
        {"'Text': 'x', 'shape': 1", "Text", "unknown_field"},
        {"'a2345678901234567890123456789012345678901234567890123456789012ää': 1",
         "a2345678901234567890123456789012345678901234567890123456789012ä", "unknown_field"},
        {"'a23456789012345678901234567890123456789012345678901234567890123ä': 1",
         "a23456789012345678901234567890123456789012345678901234567890123", "unknown_field"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char params[500];
        snprintf(params, sizeof params, "{" NOTE ", %s}", wrong[i][0]);
        is_refused("note.add", params, wrong[i][0], wrong[i][1], wrong[i][2]);
    }
}

static void a_wrong_update_is_told_by_its_number(void)
{
    struct decoding d = decode("note.add", "{" NOTE ", 'edits': [{'changes': [1]}, {'changes': [[0]]}]}");
    judge(d.err == ERR_BAD_INPUT && json_integer_value(json_object_get(d.why.more, "at")) == 1,
          "a wrong update is told by its number");
    end(&d);
}

static void what_is_missing_is_refused(void)
{
    static const char *const wrong[][4] = {
        {"note.add", "{}", "board", "missing"},
        {"note.add", "", "board", "missing"},
        {"note.add", "{'board': 3, 'text': 'x'}", "key", "missing"},
        {"note.add", "{'board': 3, 'key': 'k'}", "text", "missing"},
        {"note.add", "{'board': 3, 'key': 'k', 'text': null}", "text", "missing"},
        {"note.add", "{'board': 3, 'key': 'k', 'text': 'x'}", "tone", "missing"},
        {"note.add", "{'board': '3', 'key': 'k', 'text': 'x'}", "board", "wrong_type"},
        {"note.remove", "{'board': 3, 'key': '', 'note': 1}", "key", "too_short"},
        {"note.remove", "{'board': 3, 'key': ' k', 'note': 1}", "key", "space_at_end"},
        {"note.remove", "{'board': 3, 'key': 'ä', 'note': 1}", "key", "not_ascii"},
        {"note.remove", "{'board': 3, 'key': 'a\\nb', 'note': 1}", "key", "control_character"},
        {"note.remove",
         "{'board': 3, 'note': 1, 'key': 'k2345678901234567890123456789012345678901234567890123456789012345'}", "key",
         "too_long"},
        {"note.list", "{'board': 3, 'key': 'k'}", "key", "unknown_field"},
        {"session.seen", "{'board': 3}", "board", "unknown_field"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        is_refused(wrong[i][0], wrong[i][1], wrong[i][1][0] ? wrong[i][1] : "nothing", wrong[i][2], wrong[i][3]);
}

static void a_refusal_is_told_in_json(void)
{
    struct decoding d = decode("note.remove", "{'board': 3, 'key': 'k', 'note': 0}");
    d.why.more = json_pack("{s:i}", "now", 5);
    size_t len;
    const char *text = refusal_json(&d.why, LANGUAGE_EN, &d.arena, &len);
    json_t *json = json_loadb(text, len, JSON_REJECT_DUPLICATES, NULL), *data = json_object_get(json, "data");
    judge(json_integer_value(json_object_get(json, "code")) == -32602, "a refusal has the code of JSON-RPC");
    judge(same(json_string_value(json_object_get(data, "reason")), "bad_input") &&
              same(json_string_value(json_object_get(data, "field")), "note") &&
              same(json_string_value(json_object_get(data, "detail")), "too_small") &&
              json_integer_value(json_object_get(data, "now")) == 5,
          "a refusal says reason, field, detail and more");
    json_decref(json);

    text = refusal_json(&(struct refusal){.err = ERR_BUSY}, LANGUAGE_FI, &d.arena, &len);
    json = json_loadb(text, len, 0, NULL);
    data = json_object_get(json, "data");
    judge(json_is_null(json_object_get(data, "field")) && json_is_null(json_object_get(data, "detail")),
          "a refusal without field and detail says null");
    json_decref(json);
    end(&d);
}

/* ---- what a task's receiver may be asked ---- */

static void a_task_comes_by_itself(void)
{
    struct decoding d = decode("note.settle", "{'board': 3, 'key': 'k', 'task': 41}");
    judge(d.err == ERR_OK && d.out.on.board == 3 && d.out.on.task == 41,
          "board and task come by themselves where the scope is task");
    judge(permissions[command_find("note.settle")->needs].scope == SCOPE_TASK, "as its permission says");
    end(&d);
    is_refused("note.settle", "{'board': 3, 'key': 'k'}", "a task that is not named", "task", "missing");
}

/* ---- the registry ---- */

static void commands_are_found(void)
{
    bool is_found = true;
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (command_find(commands[i].name) != &commands[i]) is_found = false;
    judge(is_found, "every command is found by its name");
    judge(!command_find("note.ad") && !command_find("note.adds") && !command_find("") && !command_find("zzz"),
          "nothing else is found");

    const struct command *add = command_find("note.add"), *start = command_find("session.start");
    const struct command *seen = command_find("session.seen"), *list = command_find("note.list");
    judge(add->runs == RUNS_WRITE && add->is_keyed && add->has_board && add->needs == NEED_BOARD_EDIT &&
              same(add->event, "note.added") && !add->is_internal && !add->prepare,
          "a write on a board has a key, a board and an event");
    judge(list->runs == RUNS_READ && !list->is_keyed && list->has_board && !list->event, "a read has neither");
    judge(seen->runs == RUNS_NET && !seen->run && !seen->has_board, "what the network does alone has no handler");
    judge(start->is_internal && !start->is_keyed && start->prepares, "an internal command may go without a key");
    struct session_start in = {"aino"};
    judge(start->prepare(NULL, &in) == ERR_OK && start->run(NULL, &in) == ERR_OK,
          "what is prepared reaches the handler");

    size_t len;
    const char *text = command_discover(&len);
    json_t *document = json_loadb(text, len, 0, NULL);
    judge(strlen(text) == len && json_array_size(json_object_get(document, "methods")) == COMMAND_COUNT - 1,
          "the description lists every command but the internal one");
    json_decref(document);
}

static void permissions_hold_their_roles(void)
{
    judge(permissions[NEED_NOBODY].scope == SCOPE_OPEN && permissions[NEED_SELF].scope == SCOPE_ACCOUNT &&
              permissions[NEED_BOARD_READ].roles == (1u << ROLE_OWNER | 1u << ROLE_GUEST) &&
              permissions[NEED_BOARD_EDIT].roles == 1u << ROLE_OWNER &&
              permissions[NEED_BOARD_EDIT].scope == SCOPE_BOARD,
          "permissions hold their scope and roles");
}

/* ---- statements ---- */

static bool is_light(const struct note *note)
{
    return note->id == 5 && note->tone == TONE_NONE && same(note->text, "light") && note->weight == NO_INT &&
           !note->is_pinned && !note->due_on && note->removed_at == 0;
}

static bool is_heavy(const struct note *note)
{
    return note->id == 6 && note->tone == TONE_WARY && same(note->text, "heavy") && note->weight == 0 &&
           note->is_pinned && same(note->due_on, "2027-01-31") && note->removed_at == 0;
}

static void rows_come_back_as_they_went(struct db_tx *tx)
{
    struct bytes none = {NULL, 0}, data = {"\0\xff", 2};
    judge(board_add(tx, 3, "Ääni") == 1, "a statement without rows says how many it changed");
    note_add(tx, 3, 5, TONE_NONE, "light", NO_INT, false, NULL, none, 0);
    note_add(tx, 3, 6, TONE_WARY, "heavy", 0, true, "2027-01-31", data, 0);

    struct note note;
    judge(note_get(tx, 3, 5, &note) && is_light(&note), "none of every type comes back as none");
    judge(note_get(tx, 3, 6, &note) && is_heavy(&note), "a value of every type comes back");
    judge(note_last(tx, 3, &note) && is_heavy(&note), "a row may be that of another statement");
    judge(!note_get(tx, 4, 6, &note) && note.id == 0 && !note.text, "without a row there is nothing in it");

    struct cmd c = {tx, 3};
    judge(note_load(&c, 6, &note) && is_heavy(&note) && !note_load(&c, 7, &note) && note.id == 0,
          "a row that is about to be changed is the same row");

    struct note_data found;
    judge(note_data(tx, 3, 6, &found) && found.data.len == 2 && memcmp(found.data.data, "\0\xff", 2) == 0,
          "bytes come back");
    judge(same(found.extra, "{\":board\":\"it's :id\"}"), "what looks like a parameter in a string stays");
}

static void rows_are_walked(struct db_tx *tx)
{
    struct note_light row;
    struct db_rows rows = note_heavy(tx, 3, 0, 1);
    judge(note_heavy_next(&rows, &row) && row.id == 6 && same(row.text, "heavy") && !note_heavy_next(&rows, &row),
          "a parameter may be used twice, and have a name that begins like another's");
    rows = note_light(tx, 3);
    judge(note_light_next(&rows, &row) && row.id == 5 && !note_light_next(&rows, &row), "rows end");
}

static void nouns_know_what_is_gone(struct db_tx *tx)
{
    struct note note;
    judge(note_remove(tx, 3, 5, 99) == 1 && note_remove(tx, 3, 5, 99) == 0,
          "a change that finds nothing changes nothing");
    judge(note_get(tx, 3, 5, &note) && note.removed_at == 99, "one that is gone can be had by its id");
    struct db_rows rows = note_all(tx, 3);
    judge(note_all_next(&rows, &note) && note.id == 6 && !note_all_next(&rows, &note), "and is not among all");

    judge(same(nouns[NOUN_NOTE].name, "note") && nouns[NOUN_NOTE].get == &query_note_get &&
              same(query_note_get.columns[nouns[NOUN_NOTE].gone].name, "removed_at"),
          "a noun knows its column that says so");
    judge(nouns[NOUN_BOARD].gone == NO_COLUMN && !nouns[NOUN_COUNT].name, "or that it has none");
}

static void every_statement_can_be_prepared(struct db_tx *tx)
{
    bool is_right = true;
    for (unsigned i = 0; i < QUERY_COUNT; i++) {
        struct db_rows rows = db_query(tx, queries[i]);
        if (queries[i]->slot != i || !rows.statement) is_right = false;
        db_rows_end(&rows);
    }
    judge(is_right && !db_error(tx), "every statement can be prepared");
}

static void statements_work(const char *path)
{
    struct db *db;
    enum err err = db_open(path, DB_WRITER, &db);
    judge(!err, "the migrations make a database");
    if (err) return;
    struct db_tx *tx = db_begin(db);
    rows_come_back_as_they_went(tx);
    rows_are_walked(tx);
    nouns_know_what_is_gone(tx);
    every_statement_can_be_prepared(tx);
    judge(db_commit(tx) == ERR_OK, "nothing of it marked the transaction");
    db_close(db);
}

int main(int argc, char **argv)
{
    if (argc != 2) return 2;
    log_open(2, LOG_WARN);
    everything_is_decoded();
    what_is_absent_is_none();
    what_is_wrong_is_refused();
    a_wrong_update_is_told_by_its_number();
    what_is_missing_is_refused();
    a_refusal_is_told_in_json();
    a_task_comes_by_itself();
    commands_are_found();
    permissions_hold_their_roles();
    statements_work(argv[1]);
    return failed;
}
