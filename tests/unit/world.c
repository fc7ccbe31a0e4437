/* world.c - a small county for tests, see world.h */
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/must.h"
#include "base/token.h"
#include "command/command.h"
#include "db/queries.gen.h"

struct person {
    enum who who;
    const char *name, *full_name;
    enum lang language;
    unsigned unit;
    enum profession profession;
};

static const char *const unit_names[] = {"Aikuissosiaalityö", "Osasto 4", "Terveysasema"};
static const enum sector unit_sectors[] = {SECTOR_SOCIAL_SERVICES, SECTOR_SPECIALIST_CARE, SECTOR_PRIMARY_CARE};

static const struct person people[] = {
    {AINO, "aino", "Aino Esimerkki", LANG_EN, 0, PROFESSION_SERVICE_COORDINATOR},
    {EERO, "eero", "Eero Esimerkki", LANG_EN, 1, PROFESSION_WARD_NURSE},
    {LEENA, "leena", "Leena Esimerkki", LANG_EN, 2, PROFESSION_PHYSICIAN},
    {OUTI, "outi", "Outi Esimerkki", LANG_EN, 2, PROFESSION_NURSE},
    {ADMIN, "admin", "Ylläpito", LANG_EN, 0, PROFESSION_NONE},
};

static void add_session(struct db_tx *tx, struct world *w, enum who who)
{
    unsigned char hash[TOKEN_HASH];
    fingerprint(&w->account[who], sizeof w->account[who], hash);
    w->session[who] = db_new_id(tx);
    session_add(tx, w->session[who], (struct bytes){hash, sizeof hash}, w->account[who], "test", clock_now(),
                clock_now() + 400 * MS_PER_DAY);
}

static void populate(struct world *w)
{
    struct db *db;
    must(db_open(w->path, DB_WRITER, &db) == ERR_OK);
    struct db_tx *tx = db_begin(db);
    int64_t organisation = db_new_id(tx), units[3], now = clock_now();
    organisation_add(tx, organisation, "Kuvitteellinen hyvinvointialue", now);
    for (unsigned i = 0; i < 3; i++) {
        units[i] = db_new_id(tx);
        unit_add(tx, units[i], organisation, unit_names[i], unit_sectors[i], now);
    }
    for (size_t i = 0; i < sizeof people / sizeof *people; i++) {
        const struct person *p = &people[i];
        w->account[p->who] = db_new_id(tx);
        account_add(tx, w->account[p->who], organisation, p->name, p->full_name, p->language, "!", "seal",
                    p->who == ADMIN, false, now);
        if (p->profession) membership_put(tx, units[p->unit], w->account[p->who], p->profession, now);
        add_session(tx, w, p->who);
    }
    must(db_commit(tx) == ERR_OK);
    db_close(db);
}

static void open_store(struct world *w)
{
    const struct store_options options = {.path = w->path, .readers = 2, .read_deadline_ms = 60 * MS_PER_SECOND};
    must(store_open(&options, &w->store) == ERR_OK);
}

static void make_board(struct world *w)
{
    json_t *made = says(w, AINO, "board.create", "{'title':'Kotona pärjääminen'}");
    w->board = number_in(made, "board");
    json_decref(made);
    json_decref(says(w, AINO, "participant.add", "{'board':%lld,'account':%lld,'role':'member'}", (long long)w->board,
                     (long long)w->account[EERO]));
    json_decref(says(w, AINO, "participant.add", "{'board':%lld,'account':%lld,'role':'observer'}", (long long)w->board,
                     (long long)w->account[LEENA]));
}

int world_setup(void **state)
{
    token_init();
    struct world *w = calloc(1, sizeof *w);
    must(w != NULL);
    snprintf(w->folder, sizeof w->folder, "/tmp/rinnalla-unit-XXXXXX");
    must(mkdtemp(w->folder) != NULL);
    snprintf(w->path, sizeof w->path, "%s/test.db", w->folder);
    populate(w);
    open_store(w);
    make_board(w);
    *state = w;
    return 0;
}

int world_teardown(void **state)
{
    struct world *w = *state;
    store_close(w->store);
    clock_set(0);
    static const char *const ends[] = {"", "-wal", "-shm", ".lock"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s%s", w->path, ends[i]);
        unlink(path);
    }
    rmdir(w->folder);
    free(w);
    return 0;
}

void world_reopen(struct world *w)
{
    store_close(w->store);
    open_store(w);
}

static json_t *parse(const char *text)
{
    char *copy = strdup(text);
    must(copy != NULL);
    for (char *at = copy; *at; at++)
        if (*at == '\'') *at = '"';
    json_error_t error;
    json_t *json = json_loads(copy, 0, &error);
    if (!json) fail_msg("%s: %s", error.text, copy);
    free(copy);
    return json;
}

struct told *world_ask(struct world *w, enum who who, const char *method, json_t *params)
{
    const struct command *command = command_find(method);
    if (!command) fail_msg("no command %s", method);
    w->asked++;
    if (command->is_keyed && !json_object_get(params, "key"))
        json_object_set_new(params, "key", json_sprintf("test-%llu", (unsigned long long)w->asked));
    const struct actor actor = {.session = w->session[who], .is_operator = who == OPERATOR, .language = LANGUAGE_EN};
    return store_ask_wait(w->store, ask_new(w->asked, command, params, actor));
}

static struct told *ask(struct world *w, enum who who, const char *method, const char *text)
{
    return world_ask(w, who, method, parse(text));
}

void time_passes(struct world *w, int64_t ms)
{
    clock_set(clock_now() + ms);
    for (enum who who = AINO; who < VISITOR; who++)
        json_decref(says(w, OPERATOR, "session.seen", "{'sessions':[%lld]}", (long long)w->session[who]));
}

static json_t *body_of(const struct told *told)
{
    json_t *body = json_loadb((const char *)frame_data(told->body), frame_len(told->body), 0, NULL);
    assert_non_null(body);
    return body;
}

json_t *says(struct world *w, enum who who, const char *method, const char *params, ...)
{
    char text[8192];
    va_list args;
    va_start(args, params);
    vsnprintf(text, sizeof text, params, args);
    va_end(args);

    struct told *told = ask(w, who, method, text);
    if (told->err) fail_msg("%s %s: %s", method, text, (const char *)frame_data(told->body));
    json_t *body = body_of(told);
    told_free(told);
    return body;
}

static void same_or_null(const char *found, const char *expected)
{
    if (!expected)
        assert_null(found);
    else if (!found)
        fail_msg("expected %s, found nothing", expected);
    else
        assert_string_equal(found, expected);
}

void is_refused(struct world *w, enum who who, enum err err, const char *field, const char *detail, const char *method,
                const char *params, ...)
{
    char text[8192];
    va_list args;
    va_start(args, params);
    vsnprintf(text, sizeof text, params, args);
    va_end(args);

    struct told *told = ask(w, who, method, text);
    json_t *body = body_of(told), *data = json_object_get(body, "data");
    if (told->err != err) fail_msg("%s %s: %s", method, text, (const char *)frame_data(told->body));
    assert_string_equal(json_string_value(json_object_get(data, "reason")), err_name(err));
    same_or_null(json_string_value(json_object_get(data, "field")), field);
    same_or_null(json_string_value(json_object_get(data, "detail")), detail);
    json_decref(body);
    told_free(told);
}

size_t count_listed(struct world *w, enum who who, const char *list, const char *method, const char *params, ...)
{
    char text[8192];
    va_list args;
    va_start(args, params);
    vsnprintf(text, sizeof text, params, args);
    va_end(args);

    json_t *answer = says(w, who, method, "%s", text);
    size_t count = json_array_size(json_object_get(answer, list));
    json_decref(answer);
    return count;
}

int64_t number_in(const json_t *result, const char *name)
{
    const json_t *value = json_object_get(result, name);
    if (!json_is_integer(value)) fail_msg("no number %s", name);
    return json_integer_value(value);
}

int64_t adds_card(struct world *w, enum who who, const char *kind, const char *text)
{
    json_t *added = says(w, who, "card.add", "{'board':%lld,'kind':'%s','text':'%s'}", (long long)w->board, kind, text);
    int64_t card = number_in(added, "card");
    json_decref(added);
    return card;
}

json_t *board_as_seen(struct world *w, enum who who)
{
    json_t *opened = says(w, who, "board.open", "{'board':%lld}", (long long)w->board);
    json_t *snapshot = json_incref(json_object_get(opened, "snapshot"));
    json_decref(opened);
    assert_non_null(snapshot);
    return snapshot;
}

json_t *card_as_seen(struct world *w, enum who who, int64_t card)
{
    char id[24];
    snprintf(id, sizeof id, "%lld", (long long)card);
    json_t *board = board_as_seen(w, who);
    json_t *row = json_incref(json_object_get(json_object_get(board, "card"), id));
    json_decref(board);
    return row;
}

json_t *last_event(struct world *w)
{
    json_t *history = says(w, AINO, "board.history", "{'board':%lld,'limit':1}", (long long)w->board);
    json_t *event = json_incref(json_array_get(json_object_get(history, "events"), 0));
    json_decref(history);
    assert_non_null(event);
    return event;
}
