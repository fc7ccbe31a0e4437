/* command_note_history.c - a note as it was: steps, earlier texts, whose words they are, and bringing them back */
#include "notes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/utf16.h"
#include "ot/ot.h"
#include "suites.h"

static int64_t minutes(struct world *w)
{
    time_passes(w, 0);
    return begins_note(w, AINO, "minutes", "Kotikäynti");
}

static int64_t letter(struct world *w, enum who who, int64_t note, int64_t version)
{
    return types(w, who, note, version, version, who == AINO ? "a" : "e", 1);
}

/* "4-5 eero +2 -0, 1-3 aino +3 -0": first and last version, who, and how much of each row. */
static void history_is(struct world *w, int64_t note, const char *more, const char *rows)
{
    char said[1024] = "";
    json_t *body =
        says(w, LEENA, "note.history", "{'board':%lld,'note':%lld%s}", (long long)w->board, (long long)note, more);
    json_t *row;
    size_t i;
    json_array_foreach (json_object_get(body, "steps"), i, row) {
        bool is_aino = number_in(row, "account") == w->account[AINO];
        const json_t *restores = json_object_get(row, "restores");
        size_t len = strlen(said);
        snprintf(said + len, sizeof said - len, "%s%lld-%lld %s +%lld -%lld", i ? ", " : "",
                 (long long)number_in(row, "step"), (long long)number_in(row, "last"), is_aino ? "aino" : "eero",
                 (long long)number_in(row, "added"), (long long)number_in(row, "removed"));
        len = strlen(said);
        if (json_is_integer(restores))
            snprintf(said + len, sizeof said - len, " = %lld", (long long)json_integer_value(restores));
    }
    assert_string_equal(said, rows);
    json_decref(body);
}

static void reverts(struct world *w, enum who who, int64_t note, int64_t version)
{
    json_decref(says(w, who, "note.revert", "{'board':%lld,'note':%lld,'version':%lld}", (long long)w->board,
                     (long long)note, (long long)version));
}

static void may_not_revert(struct world *w, int64_t note, int64_t version, enum err err, const char *detail)
{
    int64_t before = version_of(w, note);
    is_refused(w, EERO, err, "version", detail, "note.revert", "{'board':%lld,'note':%lld,'version':%lld}",
               (long long)w->board, (long long)note, (long long)version);
    assert_int_equal(version_of(w, note), before);
}

/* ---- steps ---- */

static void a_pause_of_five_minutes_ends_a_step(void **state)
{
    struct world *w = *state;
    int64_t note = minutes(w), version = letter(w, AINO, note, 0);
    time_passes(w, 5 * MS_PER_MINUTE - 1);
    version = letter(w, AINO, note, version);
    time_passes(w, 5 * MS_PER_MINUTE);
    letter(w, AINO, note, version);
    history_is(w, note, "", "3-3 aino +1 -0, 1-2 aino +2 -0");
}

static void a_step_is_over_after_a_quarter_of_an_hour(void **state)
{
    struct world *w = *state;
    int64_t note = minutes(w), version = 0;
    for (int i = 0; i < 6; i++) {
        version = letter(w, EERO, note, version);
        time_passes(w, 4 * MS_PER_MINUTE);
    }
    history_is(w, note, "", "5-6 eero +2 -0, 1-4 eero +4 -0");
}

static void those_who_write_together_share_a_step(void **state)
{
    struct world *w = *state;
    int64_t note = minutes(w), version = letter(w, AINO, note, 0);
    version = letter(w, EERO, note, version);
    version = writes(w, EERO, note, version, "e", "[[[2]]]");
    version = writes(w, AINO, note, version, "a", "[[[0,'ä😀']]]");
    history_is(w, note, "", "1-4 aino +4 -0, 1-3 eero +1 -2");
}

static void history_comes_in_pages(void **state)
{
    struct world *w = *state;
    int64_t note = minutes(w), version = 0;
    for (int i = 0; i < 4; i++) {
        version = letter(w, AINO, note, version);
        time_passes(w, 6 * MS_PER_MINUTE);
    }
    history_is(w, note, ",'limit':2", "4-4 aino +1 -0, 3-3 aino +1 -0");
    history_is(w, note, ",'limit':2,'before':3", "2-2 aino +1 -0, 1-1 aino +1 -0");
    history_is(w, note, ",'before':1", "");
}

/* ---- earlier texts ---- */

static void stored_texts_come_every_so_often_and_some_stay(void **state)
{
    static const char of[] = "SELECT count(*) FROM note_text WHERE is_kept = 0";
    static const char staying[] = "SELECT coalesce(max(version), 0) FROM note_text WHERE is_kept = 1";
    static const char latest[] = "SELECT coalesce(max(version), 0) FROM note_text";
    struct world *w = *state;
    int64_t note = minutes(w), version = types(w, AINO, note, 0, 0, "a", 127);
    assert_int_equal(count_rows(w, latest), 0);
    for (; version < 1023; version++) {
        types(w, AINO, note, version, version, "a", 1);
        if (version % 300 == 0) world_reopen(w); /* what was read from the database goes on where it was */
        assert_int_equal(count_rows(w, latest), (version + 1) / 128 * 128);
        assert_int_equal(count_rows(w, of), version + 1 < 128 ? 0 : 1);
    }
    assert_int_equal(count_rows(w, staying), 0);
    version = types(w, EERO, note, version, version, "e", 1);
    assert_int_equal(count_rows(w, staying), 1024);
    assert_int_equal(count_rows(w, of), 0);
    world_reopen(w);
    version = types(w, EERO, note, version, version, "e", 1);
    assert_int_equal(count_rows(w, latest), 1024);
    version = types(w, EERO, note, version, version, "e", 499);
    assert_int_equal(count_rows(w, latest), 1524);
    assert_int_equal(count_rows(w, staying), 1024);
}

static void an_earlier_text_is_read_wherever_it_lies(void **state)
{
    enum { VERSIONS = 1300 };
    struct world *w = *state;
    int64_t note = minutes(w);
    char text[VERSIONS + 1];
    for (int i = 0; i < VERSIONS; i++)
        text[i] = (char)('a' + i % 26);
    for (int64_t version = 0; version < VERSIONS;)
        version = types(w, version % 2 ? EERO : AINO, note, version, version, "a", 65);
    static const int64_t looks[] = {0, 1, 64, 127, 128, 129, 1023, 1024, 1025, 1030, 1299, 1300};
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        char then[VERSIONS + 1] = "";
        memcpy(then, text, (size_t)looks[i]);
        read_then(w, note, looks[i], then);
    }
    is_refused(w, LEENA, ERR_BAD_INPUT, "version", "too_large", "note.at", "{'board':%lld,'note':%lld,'version':1301}",
               (long long)w->board, (long long)note);
    is_refused(w, LEENA, ERR_BAD_INPUT, "version", "too_large", "note.blame",
               "{'board':%lld,'note':%lld,'version':1301}", (long long)w->board, (long long)note);
}

static void an_earlier_text_says_when_it_stood(void **state)
{
    struct world *w = *state;
    int64_t note = minutes(w), began = clock_now();
    letter(w, AINO, note, 0);
    time_passes(w, MS_PER_MINUTE);
    letter(w, AINO, note, 1);
    for (int version = 0; version < 3; version++) {
        json_t *body = says(w, LEENA, "note.at", "{'board':%lld,'note':%lld,'version':%d}", (long long)w->board,
                            (long long)note, version);
        if (version)
            assert_int_equal(number_in(body, "at"), began + (version - 1) * MS_PER_MINUTE);
        else
            assert_true(json_is_null(json_object_get(body, "at")));
        json_decref(body);
    }
}

/* ---- whose words ---- */

static void every_stretch_is_its_writer_s(void **state)
{
    struct world *w = *state;
    int64_t note = minutes(w);
    is_by(w, note, -1, "");
    writes(w, AINO, note, 0, "a", "[[[0,'Hei kaikki']]]");
    writes(w, EERO, note, 1, "e", "[[4,[0,'te '],6]]");
    is_by(w, note, -1, "4 aino, 3 eero, 6 aino");
    writes(w, EERO, note, 2, "e", "[[3,[4],6],[3,[0,' '],6]]");
    is_by(w, note, -1, "3 aino, 1 eero, 6 aino");
    writes(w, AINO, note, 4, "a", "[[3,[1,'n'],6]]");
    is_by(w, note, -1, "10 aino");
    is_by(w, note, 2, "4 aino, 3 eero, 6 aino");
    is_by(w, note, 1, "10 aino");
    world_reopen(w);
    is_by(w, note, 4, "3 aino, 1 eero, 6 aino");
}

static void a_stretch_says_when_its_step_began(void **state)
{
    struct world *w = *state;
    int64_t note = minutes(w), began = clock_now();
    writes(w, AINO, note, 0, "a", "[[[0,'ab']]]");
    time_passes(w, MS_PER_MINUTE);
    writes(w, AINO, note, 1, "a", "[[2,[0,'cd']]]"); /* the same step */
    time_passes(w, 10 * MS_PER_MINUTE);
    writes(w, AINO, note, 2, "a", "[[2,[0,'x'],2]]"); /* another one, of the same person */
    json_t *body = says(w, LEENA, "note.blame", "{'board':%lld,'note':%lld}", (long long)w->board, (long long)note);
    json_t *stretches = json_object_get(body, "stretches");
    assert_string_equal(json_string_value(json_object_get(body, "text")), "abxcd");
    assert_int_equal(number_in(body, "version"), 3);
    assert_int_equal(json_array_size(stretches), 3);
    static const int64_t lengths[] = {2, 1, 2};
    for (size_t i = 0; i < 3; i++) {
        const json_t *stretch = json_array_get(stretches, i);
        assert_int_equal(number_in(stretch, "length"), lengths[i]);
        assert_int_equal(number_in(stretch, "at"), began + (i == 1 ? 11 * MS_PER_MINUTE : 0));
    }
    json_decref(body);
}

/* ---- bringing back ---- */

static void an_earlier_text_comes_back_with_those_who_wrote_it(void **state)
{
    struct world *w = *state;
    int64_t note = minutes(w);
    writes(w, AINO, note, 0, "a", "[[[0,'Hei kaikki']]]");
    writes(w, EERO, note, 1, "e", "[[4,[0,'te '],6]]");
    writes(w, EERO, note, 2, "e", "[[[13]],[[0,'uusi']]]");
    reverts(w, AINO, note, 2);
    reads(w, LEENA, note, "Hei te kaikki");
    for (int turn = 0; turn < 2; turn++) {
        is_by(w, note, -1, "4 aino, 3 eero, 6 aino");
        is_by(w, note, 4, "4 eero");
        if (turn == 0) world_reopen(w);
    }
    history_is(w, note, "", "5-5 aino +13 -4 = 2, 1-1 aino +10 -0, 1-4 eero +7 -13");

    writes(w, EERO, note, 5, "e", "[[13,[0,'!']]]");
    history_is(w, note, ",'limit':2", "6-6 eero +1 -0, 5-5 aino +13 -4 = 2");
    is_by(w, note, -1, "4 aino, 3 eero, 6 aino, 1 eero");
    reverts(w, EERO, note, 0);
    reads(w, LEENA, note, "");
    reverts(w, EERO, note, 6); /* what was brought back can be brought back */
    reads(w, LEENA, note, "Hei te kaikki!");
    is_by(w, note, -1, "4 aino, 3 eero, 6 aino, 1 eero");
}

static void bringing_back_is_one_event_of_the_board(void **state)
{
    struct world *w = *state;
    int64_t note = minutes(w);
    letter(w, AINO, note, 0);
    time_passes(w, 1);
    reverts(w, EERO, note, 0);
    json_t *event = last_event(w);
    json_t *row = json_object_iter_value(json_object_iter(json_object_get(json_object_get(event, "set"), "note")));
    assert_string_equal(json_string_value(json_object_get(event, "name")), "note.reverted");
    assert_int_equal(number_in(row, "changed_by"), w->account[EERO]);
    json_decref(event);
}

static void bringing_back_leaves_alone_what_nobody_touched(void **state)
{
    struct world *w = *state;
    int64_t note = minutes(w);
    writes(w, AINO, note, 0, "a", "[[[0,'yksi kaksi kolme']]]");
    writes(w, EERO, note, 1, "e", "[[5,[5,'KAKSI'],6]]");
    reverts(w, AINO, note, 1);
    writes(w, EERO, note, 2, "e2", "[[16,[0,'!']]]"); /* on his way meanwhile */
    writes(w, EERO, note, 2, "e3", "[[5,[0,'>'],11]]");
    reads(w, LEENA, note, "yksi >kaksi kolme!");
    json_t *body =
        says(w, LEENA, "note.open", "{'board':%lld,'note':%lld,'since':2}", (long long)w->board, (long long)note);
    json_t *update = json_array_get(json_object_get(body, "updates"), 0);
    char *changes = json_dumps(json_object_get(update, "changes"), JSON_COMPACT);
    assert_string_equal(changes, "[5,[5,\"kaksi\"],6]");
    assert_string_equal(json_string_value(json_object_get(update, "client")), "rinnalla");
    free(changes);
    json_decref(body);
}

static void only_another_text_that_was_there_comes_back(void **state)
{
    struct world *w = *state;
    int64_t note = minutes(w);
    may_not_revert(w, note, 0, ERR_CONFLICT, "same_text");
    letter(w, AINO, note, 0);
    may_not_revert(w, note, 2, ERR_BAD_INPUT, "too_large");
    may_not_revert(w, note, 1, ERR_CONFLICT, "same_text");
    writes(w, AINO, note, 1, "a", "[[[1,'b']],[[1,'a']]]");
    may_not_revert(w, note, 1, ERR_CONFLICT, "same_text");
    reverts(w, EERO, note, 2);
    reads(w, LEENA, note, "b");
}

static void years_of_writing_can_be_taken_back(void **state)
{
    struct world *w = *state;
    int64_t note = minutes(w), head = types(w, AINO, note, 0, 0, "a", 3000);
    reverts(w, EERO, note, 3);
    reads(w, LEENA, note, "abc");
    head = types(w, AINO, note, head + 1, 3, "a", 20001);
    reverts(w, EERO, note, 8); /* more than are composed: between the same beginning and the same end */
    read_then(w, note, head + 1, "abcdefgh");
    is_by(w, note, -1, "8 aino");
}

/* Writes and takes away a letter behind a text of four units. */
static int64_t dithers(struct world *w, int64_t note, int64_t version, int64_t updates)
{
    for (int64_t to = version + updates; version < to;) {
        json_t *list = json_array();
        for (int i = 0; i < 500; i++)
            json_array_append_new(list, i % 2 ? json_pack("{s:[i,[i]]}", "changes", 4, 1)
                                              : json_pack("{s:[i,[i,s]]}", "changes", 4, 0, "x"));
        struct told *told =
            world_ask(w, AINO, "note.push",
                      json_pack("{s:I,s:I,s:I,s:s,s:o}", "board", (json_int_t)w->board, "note", (json_int_t)note,
                                "version", (json_int_t)version, "client", "d", "updates", list));
        assert_int_equal(told->err, ERR_OK);
        told_free(told);
        version += 500;
    }
    return version;
}

static void half_a_character_that_is_the_same_is_not_kept(void **state)
{
    struct world *w = *state;
    int64_t note = minutes(w);
    writes(w, AINO, note, 0, "a", "[[[0,'a😀b']]]");      /* D83D DE00 */
    writes(w, AINO, note, 1, "a", "[[1,[2,'🨀'],1]]"); /* D83E DE00 */
    int64_t head = dithers(w, note, 2, 20500);
    writes(w, AINO, note, head, "a", "[[1,[2,'😁'],1]]"); /* D83D DE01 */
    reverts(w, EERO, note, 1);
    reads(w, LEENA, note, "a😀b");
    reverts(w, EERO, note, 2);
    reads(w, LEENA, note, "a🨀b");
}

/* ---- whatever happens ---- */

struct chance {
    uint32_t seed;
};

static uint32_t below(struct chance *chance, uint32_t limit)
{
    chance->seed = chance->seed * 1664525 + 1013904223;
    return (chance->seed >> 8) % limit;
}

static int64_t some(struct chance *chance, uint32_t most, int64_t left)
{
    int64_t len = 1 + below(chance, most);
    return len < left ? len : left;
}

/* Keeps some, replaces some, and so on; *units is the length of the text before it and then after it. */
static json_t *any_update(struct chance *chance, int64_t *units)
{
    static const char *const words[] = {"ä", "xyz", "n"};
    json_t *changes = json_array();
    int64_t result = 0;
    for (int64_t at = 0; at < *units;) {
        int64_t kept = some(chance, 9, *units - at);
        json_array_append_new(changes, json_integer(kept));
        at += kept;
        result += kept;
        if (at == *units) break;
        const char *word = words[below(chance, 3)];
        int64_t replaced = some(chance, 12, *units - at);
        json_array_append_new(changes, json_pack("[I,s]", (json_int_t)replaced, word));
        at += replaced;
        result += (int64_t)utf16_length(word, strlen(word));
    }
    if (!json_is_array(json_array_get(changes, json_array_size(changes) - 1))) {
        json_array_append_new(changes, json_pack("[i,s,s]", 0, "uusi rivi", ""));
        result += 10;
    }
    *units = result;
    return json_pack("{s:o}", "changes", changes);
}

/* A reader's own copy: every update is applied to it, one after the other. */
struct copy {
    struct ot_text text;
    int64_t version, lengths[1024]; /* after each version */
};

static void goes_on(struct world *w, int64_t note, struct copy *copy)
{
    struct arena arena;
    arena_init(&arena);
    json_t *body = says(w, LEENA, "note.open", "{'board':%lld,'note':%lld,'since':%lld}", (long long)w->board,
                        (long long)note, (long long)copy->version);
    json_t *update;
    size_t i;
    json_array_foreach (json_object_get(body, "updates"), i, update) {
        struct ot_changes changes;
        assert_int_equal(ot_read(json_object_get(update, "changes"), &arena, &changes), OT_FINE);
        assert_true(ot_apply(&copy->text, &changes));
        copy->lengths[++copy->version] = copy->text.count;
    }
    assert_int_equal(copy->version, number_in(body, "version"));
    json_decref(body);
    arena_fini(&arena);
}

static void stands_as(struct world *w, int64_t note, const struct copy *copy)
{
    struct buf utf8;
    buf_init(&utf8);
    buf_put(&utf8, "", 0);
    ot_text_put(&utf8, &copy->text);
    reads(w, LEENA, note, utf8.data);

    int64_t sum = 0;
    json_t *body = says(w, LEENA, "note.blame", "{'board':%lld,'note':%lld}", (long long)w->board, (long long)note);
    json_t *stretch;
    size_t i;
    json_array_foreach (json_object_get(body, "stretches"), i, stretch) {
        sum += number_in(stretch, "length");
    }
    assert_int_equal(sum, copy->text.count);
    json_decref(body);
    buf_fini(&utf8);
}

static void pushes_anything(struct world *w, int64_t note, struct chance *chance, int64_t version, int64_t units)
{
    json_t *list = json_array();
    for (unsigned n = 1 + below(chance, 3); n; n--)
        json_array_append_new(list, any_update(chance, &units));
    json_t *params =
        json_pack("{s:I,s:I,s:I,s:o,s:o}", "board", (json_int_t)w->board, "note", (json_int_t)note, "version",
                  (json_int_t)version, "client", json_sprintf("c%llu", (unsigned long long)w->asked), "updates", list);
    struct told *told = world_ask(w, below(chance, 2) ? AINO : EERO, "note.push", params);
    if (told->err) fail_msg("%s", (const char *)frame_data(told->body));
    told_free(told);
}

static void a_note_stands_as_its_log_says_whatever_is_written(void **state)
{
    enum { TURNS = 200 };
    struct world *w = *state;
    struct chance chance = {20261124};
    struct copy copy = {.version = 0};
    int64_t note = minutes(w);
    for (unsigned turn = 0; turn < TURNS; turn++) {
        int64_t behind = below(&chance, 20), version = copy.version > behind ? copy.version - behind : 0;
        if (turn % 20 == 19)
            reverts(w, EERO, note, version ? version - 1 : 0);
        else
            pushes_anything(w, note, &chance, version, copy.lengths[version]);
        if (turn % 50 == 25) world_reopen(w);
        goes_on(w, note, &copy);
        stands_as(w, note, &copy);
    }
    assert_true(copy.version > 256); /* there were stored texts to begin from */
    ot_text_fini(&copy.text);
}

const struct CMUnitTest command_note_history_tests[] = {
    IN_WORLD(a_pause_of_five_minutes_ends_a_step),
    IN_WORLD(a_step_is_over_after_a_quarter_of_an_hour),
    IN_WORLD(those_who_write_together_share_a_step),
    IN_WORLD(history_comes_in_pages),
    IN_WORLD(stored_texts_come_every_so_often_and_some_stay),
    IN_WORLD(an_earlier_text_is_read_wherever_it_lies),
    IN_WORLD(an_earlier_text_says_when_it_stood),
    IN_WORLD(every_stretch_is_its_writer_s),
    IN_WORLD(a_stretch_says_when_its_step_began),
    IN_WORLD(an_earlier_text_comes_back_with_those_who_wrote_it),
    IN_WORLD(bringing_back_is_one_event_of_the_board),
    IN_WORLD(bringing_back_leaves_alone_what_nobody_touched),
    IN_WORLD(only_another_text_that_was_there_comes_back),
    IN_WORLD(years_of_writing_can_be_taken_back),
    IN_WORLD(half_a_character_that_is_the_same_is_not_kept),
    IN_WORLD(a_note_stands_as_its_log_says_whatever_is_written),
};

SUITE_COUNT(command_note_history);
