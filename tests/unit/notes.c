/* notes.c - what tests say about notes, see notes.h */
#include "notes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/must.h"
#include "suites.h"

static json_t *list_of(const char *updates)
{
    char *text = strdup(updates);
    must(text != NULL);
    for (char *at = text; *at; at++)
        if (*at == '\'') *at = '"';
    json_t *sets = json_loads(text, 0, NULL), *list = json_array(), *set;
    if (!json_is_array(sets)) fail_msg("no list: %s", updates);
    size_t i;
    json_array_foreach (sets, i, set) {
        json_array_append_new(list, json_pack("{s:O}", "changes", set));
    }
    json_decref(sets);
    free(text);
    return list;
}

static json_t *push(struct world *w, int64_t note, int64_t version, const char *client, json_t *updates)
{
    return json_pack("{s:I,s:I,s:I,s:s,s:o}", "board", (json_int_t)w->board, "note", (json_int_t)note, "version",
                     (json_int_t)version, "client", client, "updates", updates);
}

int64_t begins_note(struct world *w, enum who who, const char *kind, const char *title)
{
    json_t *made =
        says(w, who, "note.create", "{'board':%lld,'kind':'%s','title':'%s'}", (long long)w->board, kind, title);
    int64_t note = number_in(made, "note");
    json_decref(made);
    return note;
}

static int64_t taken(struct world *w, enum who who, json_t *params)
{
    struct told *told = world_ask(w, who, "note.push", params);
    if (told->err) fail_msg("note.push: %s", (const char *)frame_data(told->body));
    json_t *body = json_loadb((const char *)frame_data(told->body), frame_len(told->body), 0, NULL);
    int64_t version = number_in(body, "version");
    json_decref(body);
    told_free(told);
    return version;
}

int64_t writes(struct world *w, enum who who, int64_t note, int64_t version, const char *client, const char *updates)
{
    return taken(w, who, push(w, note, version, client, list_of(updates)));
}

void may_not_write(struct world *w, enum who who, int64_t note, int64_t version, const char *client,
                   const char *updates, enum err err, const char *field, const char *detail)
{
    static const char written[] = "SELECT count(*) + (SELECT count(*) FROM note_text) FROM note_update";
    int64_t before = count_rows(w, written);
    struct told *told = world_ask(w, who, "note.push", push(w, note, version, client, list_of(updates)));
    const char *said = (const char *)frame_data(told->body);
    json_t *body = json_loadb(said, frame_len(told->body), 0, NULL), *data = json_object_get(body, "data");
    if (told->err != err) fail_msg("note.push: %s", said);
    assert_string_equal(json_string_value(json_object_get(data, "field")), field);
    assert_string_equal(json_string_value(json_object_get(data, "detail")), detail);
    assert_int_equal(count_rows(w, written), before);
    json_decref(body);
    told_free(told);
}

int64_t types(struct world *w, enum who who, int64_t note, int64_t version, int64_t units, const char *client,
              unsigned letters)
{
    enum { MOST = 500 };
    while (letters) {
        json_t *list = json_array();
        unsigned count = letters < MOST ? letters : MOST;
        for (unsigned i = 0; i < count; i++, units++) {
            char letter[2] = {(char)('a' + units % 26), 0};
            json_t *set =
                units ? json_pack("[I,[i,s]]", (json_int_t)units, 0, letter) : json_pack("[[i,s]]", 0, letter);
            json_array_append_new(list, json_pack("{s:o}", "changes", set));
        }
        version = taken(w, who, push(w, note, version, client, list));
        letters -= count;
    }
    return version;
}

static json_t *opened(struct world *w, enum who who, int64_t note)
{
    return says(w, who, "note.open", "{'board':%lld,'note':%lld}", (long long)w->board, (long long)note);
}

void reads(struct world *w, enum who who, int64_t note, const char *text)
{
    json_t *body = opened(w, who, note);
    assert_string_equal(json_string_value(json_object_get(body, "text")), text);
    json_decref(body);
}

void read_then(struct world *w, int64_t note, int64_t version, const char *text)
{
    json_t *body = says(w, LEENA, "note.at", "{'board':%lld,'note':%lld,'version':%lld}", (long long)w->board,
                        (long long)note, (long long)version);
    assert_string_equal(json_string_value(json_object_get(body, "text")), text);
    assert_int_equal(number_in(body, "version"), version);
    json_decref(body);
}

int64_t version_of(struct world *w, int64_t note)
{
    json_t *body = opened(w, AINO, note);
    int64_t version = number_in(body, "version");
    json_decref(body);
    return version;
}

static const char *name_of(const struct world *w, int64_t account)
{
    static const char *const names[WHO_COUNT] = {[AINO] = "aino", [EERO] = "eero", [LEENA] = "leena", [OUTI] = "outi"};
    for (enum who who = AINO; who <= OUTI; who++)
        if (w->account[who] == account) return names[who];
    return "nobody";
}

void is_by(struct world *w, int64_t note, int64_t version, const char *who)
{
    char said[1024] = "";
    json_t *body =
        version < 0 ? says(w, LEENA, "note.blame", "{'board':%lld,'note':%lld}", (long long)w->board, (long long)note)
                    : says(w, LEENA, "note.blame", "{'board':%lld,'note':%lld,'version':%lld}", (long long)w->board,
                           (long long)note, (long long)version);
    json_t *stretch;
    size_t i;
    json_array_foreach (json_object_get(body, "stretches"), i, stretch) {
        size_t len = strlen(said);
        snprintf(said + len, sizeof said - len, "%s%lld %s", i ? ", " : "", (long long)number_in(stretch, "length"),
                 name_of(w, number_in(stretch, "by")));
    }
    assert_string_equal(said, who);
    json_decref(body);
}

int64_t count_rows(struct world *w, const char *sql)
{
    sqlite3 *db;
    sqlite3_stmt *statement;
    must(sqlite3_open_v2(w->path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK);
    must(sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK);
    must(sqlite3_step(statement) == SQLITE_ROW);
    int64_t count = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return count;
}
