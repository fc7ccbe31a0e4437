/* store_note.c - pushes in group commits: what is told of them, and what a group that failed leaves behind
 *
 * Groups are run by hand, so that which commands are in one is not left to chance; each "node" has memory of its own
 * over the same database, as several servers will have. */
#include "notes.h"

#include <errno.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../../src/store/group.h"
#include "base/clock.h"
#include "base/must.h"
#include "db_faulty_disk.h"
#include "suites.h"

struct nodes {
    struct world *w;
    struct db *db;
    struct hot_notes *hot[2];
    struct rules rules;
    int64_t note;
    uint64_t asked;
};

struct group {
    struct queue_item *first, **end;
};

static const struct disk_fault full = {
    .calls = DISK_WRITE, .files = DISK_BOTH, .nth = 1, .rc = SQLITE_FULL, .number = ENOSPC, .lasts = true};

static struct nodes nodes_of(struct world *w)
{
    struct nodes n = {.w = w, .note = begins_note(w, AINO, "minutes", "Kotikäynti")};
    n.rules = (struct rules){.idle_ms = MS_PER_HOUR, .session_ms = MS_PER_HOUR};
    store_close(w->store);
    w->store = NULL;
    disk_install();
    must(db_open(w->path, DB_WRITER, &n.db) == ERR_OK);
    n.hot[0] = hot_new(1024 * 1024);
    n.hot[1] = hot_new(1024 * 1024);
    return n;
}

/* From then on the world asks its store again. */
static void end(struct nodes *n)
{
    db_close(n->db);
    hot_free(n->hot[0]);
    hot_free(n->hot[1]);
    world_reopen(n->w);
}

static void add(struct nodes *n, struct group *group, enum who who, const char *method, json_t *params)
{
    const struct actor actor = {.session = n->w->session[who], .language = LANGUAGE_EN};
    struct ask *ask = ask_new(++n->asked, command_find(method), params, actor);
    struct job *job = job_of(&ask->item);
    if (!json_object_get(params, "key"))
        json_object_set_new(params, "key", json_sprintf("node-%llu", (unsigned long long)n->asked));
    job->run.command = ask->command;
    job->run.params = params;
    job->run.actor = actor;
    job->run.rules = &n->rules;
    if (!group->end) group->end = &group->first;
    *group->end = &ask->item;
    group->end = &ask->item.next;
}

static json_t *push(const struct nodes *n, int64_t version, const char *client, int64_t units, const char *put)
{
    json_t *changes = units ? json_pack("[I,[i,s]]", (json_int_t)units, 0, put) : json_pack("[[i,s]]", 0, put);
    return json_pack("{s:I,s:I,s:I,s:s,s:[{s:o}]}", "board", (json_int_t)n->w->board, "note", (json_int_t)n->note,
                     "version", (json_int_t)version, "client", client, "updates", "changes", changes);
}

static struct told *run(struct nodes *n, unsigned node, struct group *group)
{
    return group_run(n->db, n->hot[node], group->first).first;
}

static struct told *next(const struct told *told)
{
    return (struct told *)told->item.next;
}

static struct told *find(struct told *told, enum told_kind kind)
{
    while (told && told->kind != kind)
        told = next(told);
    return told;
}

static void forget(struct told *told)
{
    for (struct told *after; told; told = after) {
        after = next(told);
        told_free(told);
    }
}

/* One push as a group of its own; what it was answered. */
static enum err pushes(struct nodes *n, unsigned node, int64_t version, const char *client, int64_t units,
                       const char *put)
{
    struct group group = {NULL};
    add(n, &group, EERO, "note.push", push(n, version, client, units, put));
    struct told *told = run(n, node, &group);
    enum err err = told->err;
    forget(told);
    return err;
}

/* ---- telling ---- */

static void pushes_of_a_group_to_one_note_are_one_frame_in_order(void **state)
{
    struct world *w = *state;
    struct nodes n = nodes_of(w);
    struct group group = {NULL};
    json_t *two = push(&n, 0, "a", 0, "yksi");
    json_array_append_new(json_object_get(two, "updates"), json_pack("{s:[[i]]}", "changes", 4));
    add(&n, &group, AINO, "note.push", two);
    add(&n, &group, EERO, "note.push", push(&n, 0, "e", 0, "kaksi"));
    add(&n, &group, EERO, "note.push", push(&n, 9, "e", 0, "refused"));
    add(&n, &group, AINO, "note.push", push(&n, 3, "a", 5, "!"));
    struct told *told = run(&n, 0, &group), *updates = find(told, TOLD_UPDATES);
    char expected[600];
    snprintf(expected, sizeof expected,
             "{\"jsonrpc\":\"2.0\",\"method\":\"note.updates\",\"params\":{\"board\":%lld,\"note\":%lld,\"version\":4,"
             "\"updates\":[{\"client\":\"a\",\"by\":%lld,\"changes\":[[0,\"yksi\"]]},{\"client\":\"a\",\"by\":%lld,"
             "\"changes\":[[4]]},{\"client\":\"e\",\"by\":%lld,"
             "\"changes\":[[0,\"kaksi\"]]},{\"client\":\"a\",\"by\":%lld,\"changes\":[5,[0,\"!\"]]}]}}",
             (long long)w->board, (long long)n.note, (long long)w->account[AINO], (long long)w->account[AINO],
             (long long)w->account[EERO], (long long)w->account[AINO]);
    assert_non_null(updates);
    assert_string_equal((const char *)frame_data(updates->body), expected);
    assert_int_equal(updates->board, w->board);
    assert_int_equal(updates->note, n.note);
    assert_int_equal(updates->first_seq, 1);
    assert_int_equal(updates->last_seq, 4);
    assert_null(find(next(updates), TOLD_UPDATES));
    forget(told);
    end(&n);
}

static void whoever_is_let_out_is_told_before_what_was_written(void **state)
{
    struct world *w = *state;
    struct nodes n = nodes_of(w);
    struct group group = {NULL};
    add(&n, &group, AINO, "note.push", push(&n, 0, "a", 0, "yksi"));
    add(&n, &group, AINO, "note.create",
        json_pack("{s:I,s:s,s:s}", "board", (json_int_t)w->board, "kind", "private", "title", "Oma"));
    add(&n, &group, AINO, "participant.remove",
        json_pack("{s:I,s:I}", "board", (json_int_t)w->board, "account", (json_int_t)w->account[EERO]));
    struct told *told = run(&n, 0, &group), *ended = find(told, TOLD_ACCESS_ENDED), *answers = find(told, TOLD_ANSWER);
    assert_int_equal(told->kind, TOLD_CALENDAR); /* before the answers: copies of feeds are let go of */
    assert_ptr_equal(next(told), answers);
    assert_int_equal(next(answers)->kind, TOLD_ANSWER);
    assert_int_equal(next(next(answers))->kind, TOLD_ANSWER);
    assert_int_equal(next(next(next(answers)))->kind, TOLD_INBOX);
    assert_ptr_equal(next(next(next(next(answers)))), ended);
    assert_non_null(find(ended, TOLD_UPDATES));
    assert_non_null(find(ended, TOLD_MINE));
    assert_non_null(find(ended, TOLD_EVENTS));
    forget(told);
    end(&n);
}

/* How often `who` and anybody else are told that their own notes changed. */
static unsigned told_mine(struct nodes *n, enum who who, const char *method, json_t *params)
{
    unsigned count = 0;
    struct group group = {NULL};
    add(n, &group, who, method, params);
    struct told *all = run(n, 0, &group);
    assert_int_equal(all->err, ERR_OK);
    for (struct told *told = find(all, TOLD_MINE); told; told = find(next(told), TOLD_MINE), count++) {
        assert_int_equal(told->board, n->w->board);
        assert_int_equal(told->account, n->w->account[who]);
    }
    assert_null(find(all, TOLD_EVENTS));
    forget(all);
    return count;
}

static void the_author_of_a_private_note_is_told_and_nobody_else(void **state)
{
    struct world *w = *state;
    time_passes(w, 0);
    int64_t note = begins_note(w, EERO, "private", "Omat ajatukset");
    struct nodes n = nodes_of(w);
    n.note = note;
    json_int_t board = w->board, id = note;
    assert_int_equal(told_mine(&n, EERO, "note.create",
                               json_pack("{s:I,s:s,s:s}", "board", board, "kind", "private", "title", "Toinen")),
                     1);
    assert_int_equal(told_mine(&n, EERO, "note.rename",
                               json_pack("{s:I,s:I,s:s,s:s}", "board", board, "note", id, "title", "Muuta", "was",
                                         "Omat ajatukset")),
                     1);
    assert_int_equal(told_mine(&n, EERO, "note.push", push(&n, 0, "e", 0, "Hei")), 0);
    clock_set(clock_now() + MS_PER_MINUTE);
    assert_int_equal(told_mine(&n, EERO, "note.push", push(&n, 1, "e", 3, "!")), 1);
    assert_int_equal(told_mine(&n, EERO, "note.push", push(&n, 2, "e", 4, "!")), 0);
    assert_int_equal(told_mine(&n, EERO, "note.remove", json_pack("{s:I,s:I}", "board", board, "note", id)), 1);
    assert_int_equal(told_mine(&n, EERO, "note.restore", json_pack("{s:I,s:I}", "board", board, "note", id)), 1);
    end(&n);
}

static void what_happens_to_a_note_of_the_team_is_told_as_an_event(void **state)
{
    struct world *w = *state;
    struct nodes n = nodes_of(w);
    struct group group = {NULL};
    json_int_t board = w->board;
    add(&n, &group, EERO, "note.create",
        json_pack("{s:I,s:s,s:s}", "board", board, "kind", "plan", "title", "Suunnitelma"));
    add(&n, &group, EERO, "note.remove", json_pack("{s:I,s:I}", "board", board, "note", (json_int_t)n.note));
    struct told *told = run(&n, 0, &group);
    assert_null(find(told, TOLD_MINE));
    assert_non_null(find(told, TOLD_EVENTS));
    forget(told);
    end(&n);
}

/* ---- groups that fail ---- */

/* The first node's push did not happen. The second takes another of the same editor and version; the first must see it. */
static void the_first_node_sees_what_the_second_took(struct nodes *n)
{
    assert_int_equal(pushes(n, 1, 0, "e", 0, "somewhere else"), ERR_OK);
    assert_int_equal(pushes(n, 0, 1, "other", 14, "!"), ERR_OK);
    end(n);
    reads(n->w, AINO, n->note, "somewhere else!");
}

static void what_a_full_disk_refused_is_not_in_memory_either(void **state)
{
    struct nodes n = nodes_of(*state);
    disk_break(full);
    assert_int_equal(pushes(&n, 0, 0, "e", 0, "refused"), ERR_STORAGE_FULL);
    assert_true(disk_mend());
    the_first_node_sees_what_the_second_took(&n);
}

/* The outcome of a command with this key can't be kept: it fails when all else is done. */
static void break_the_key(struct nodes *n, const char *key)
{
    sqlite3 *db;
    char sql[200];
    snprintf(
        sql, sizeof sql,
        "CREATE TRIGGER broken BEFORE INSERT ON outcome WHEN NEW.key = '%s' BEGIN SELECT RAISE(ABORT, 'broken'); END",
        key);
    db_close(n->db);
    must(sqlite3_open(n->w->path, &db) == SQLITE_OK);
    must(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK);
    must(sqlite3_close(db) == SQLITE_OK);
    must(db_open(n->w->path, DB_WRITER, &n->db) == ERR_OK);
}

static void a_push_that_fails_at_its_end_takes_only_itself_back(void **state)
{
    struct world *w = *state;
    struct nodes n = nodes_of(w);
    break_the_key(&n, "broken");
    struct group group = {NULL};
    json_t *broken = push(&n, 2, "e", 10, " broken");
    json_object_set_new(broken, "key", json_string("broken"));
    add(&n, &group, AINO, "note.push", push(&n, 0, "a", 0, "yksi"));
    add(&n, &group, EERO, "note.push",
        push(&n, 0, "other", 0, " kaksi")); /* rebased, and once more when the group is run again */
    add(&n, &group, EERO, "note.push", broken);
    add(&n, &group, AINO, "note.push", push(&n, 2, "a", 10, "!"));
    struct told *told = run(&n, 0, &group), *updates = find(told, TOLD_UPDATES);
    const struct told *answer = told;
    for (unsigned i = 0; i < 4; i++, answer = next(answer))
        assert_int_equal(answer->err == ERR_OK, i != 2);
    assert_int_equal(updates->first_seq, 1);
    assert_int_equal(updates->last_seq, 3);
    assert_null(strstr((const char *)frame_data(updates->body), "broken"));
    forget(told);
    assert_int_equal(pushes(&n, 0, 3, "e", 11, " kolme"), ERR_OK);
    end(&n);
    reads(w, LEENA, n.note, "yksi kaksi! kolme");
}

static void a_push_that_failed_at_its_end_is_not_in_memory_either(void **state)
{
    struct nodes n = nodes_of(*state);
    break_the_key(&n, "broken");
    struct group group = {NULL};
    json_t *broken = push(&n, 0, "e", 0, "broken");
    json_object_set_new(broken, "key", json_string("broken"));
    add(&n, &group, EERO, "note.push", broken);
    struct told *told = run(&n, 0, &group);
    assert_true(told->err != ERR_OK);
    assert_null(find(told, TOLD_UPDATES));
    forget(told);
    the_first_node_sees_what_the_second_took(&n);
}

static void two_nodes_that_take_turns_write_one_text(void **state)
{
    struct world *w = *state;
    struct nodes n = nodes_of(w);
    for (int64_t version = 0; version < 40; version++)
        assert_int_equal(pushes(&n, version % 3 == 0, version, version % 2 ? "e" : "other", version, "x"), ERR_OK);
    end(&n);
    reads(w, LEENA, n.note, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
}

const struct CMUnitTest store_note_tests[] = {
    IN_WORLD(pushes_of_a_group_to_one_note_are_one_frame_in_order),
    IN_WORLD(whoever_is_let_out_is_told_before_what_was_written),
    IN_WORLD(the_author_of_a_private_note_is_told_and_nobody_else),
    IN_WORLD(what_happens_to_a_note_of_the_team_is_told_as_an_event),
    IN_WORLD(what_a_full_disk_refused_is_not_in_memory_either),
    IN_WORLD(a_push_that_fails_at_its_end_takes_only_itself_back),
    IN_WORLD(a_push_that_failed_at_its_end_is_not_in_memory_either),
    IN_WORLD(two_nodes_that_take_turns_write_one_text),
};

SUITE_COUNT(store_note);
