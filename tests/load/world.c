/* world.c - makes what the load runs on, through the public wire alone.
 *
 * The demo's administrator names the accounts; each of them signs in with the demo's password; the first one makes the
 * boards and lets all the others in. */
#include "world.h"

#include "http.h"
#include "json.h"
#include "util.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *const demo_password = "alongside";

static void sign_in(struct http *http, struct person *person)
{
    char body[256];
    snprintf(body, sizeof body, "{\"name\":\"%s\",\"password\":\"%s\"}", person->name, demo_password);
    http->token[0] = '\0';
    http_ask(http, "POST", "/api/session", NULL, body);
    person->account = json_int(json_find(http->body, "account"), "id");
    if (!http->token[0]) die("signing in as %s set no cookie", person->name);
    memcpy(person->token, http->token, TOKEN_MAX);
}

/* everybody in the organisation who may see boards */
static void find_people(struct http *http, struct world *world)
{
    struct person admin = {.name = "admin"};
    sign_in(http, &admin);
    http_ask(http, "GET", "/api/rpc/account.list", admin.token, NULL);
    for (const char *one = json_each(json_find(http->body, "accounts"), NULL); one; one = json_each(one, one)) {
        if (json_is_true(one, "is_admin") || !json_is_true(one, "is_demo")) continue;
        if (world->people_count == PEOPLE_MAX) break;
        json_text(one, "name", world->people[world->people_count++].name, sizeof world->people[0].name);
    }
    if (!world->people_count) die("the demo has no accounts but administrators");
    for (unsigned i = 0; i < world->people_count; i++)
        sign_in(http, &world->people[i]);
}

static int64_t make_board(struct http *http, const struct world *world, unsigned number)
{
    char body[256];
    long long run = (long long)time(NULL);
    const char *owner = world->people[0].token;
    snprintf(body, sizeof body, "{\"title\":\"Load %u\",\"key\":\"load-%lld-b%u\"}", number, run, number);
    http_ask(http, "POST", "/api/rpc/board.create", owner, body);
    int64_t board = json_int(http->body, "board");
    for (unsigned i = 1; i < world->people_count; i++) {
        snprintf(body, sizeof body,
                 "{\"board\":%lld,\"account\":%lld,\"role\":\"member\",\"key\":\"load-%lld-p%u-%u\"}", (long long)board,
                 (long long)world->people[i].account, run, number, i);
        http_ask(http, "POST", "/api/rpc/participant.add", owner, body);
    }
    return board;
}

static int64_t make_note(struct http *http, const struct world *world, int64_t board)
{
    char body[256];
    snprintf(body, sizeof body, "{\"board\":%lld,\"title\":\"Load\",\"kind\":\"minutes\",\"key\":\"load-%lld-n%lld\"}",
             (long long)board, (long long)time(NULL), (long long)board);
    http_ask(http, "POST", "/api/rpc/note.create", world->people[0].token, body);
    return json_int(http->body, "note");
}

/* lines of 50 units, in pushes that stay below the largest message */
static void fill_note(struct http *http, const struct world *world)
{
    enum { LINE = 50, LINES = 100, PUSHES = NOTE_UNITS / (LINE * LINES) };
    static char body[LINES * (LINE + 3) + 512];
    for (unsigned push = 0; push < PUSHES; push++) {
        int len =
            snprintf(body, sizeof body,
                     "{\"board\":%lld,\"note\":%lld,\"version\":%u,\"client\":\"load\",\"key\":\"load-%lld-t%u\","
                     "\"updates\":[{\"changes\":[[0",
                     (long long)world->join_board, (long long)world->join_note, push, (long long)time(NULL), push);
        for (unsigned line = 0; line < LINES; line++)
            len += snprintf(body + len, sizeof body - (size_t)len, ",\"%s\"",
                            "Kotihoito kay aamuisin ja iltaisin, sovittu niin.");
        len += snprintf(body + len, sizeof body - (size_t)len, ",\"\"]");
        if (push) len += snprintf(body + len, sizeof body - (size_t)len, ",%u", push * LINE * LINES);
        snprintf(body + len, sizeof body - (size_t)len, "]}]}");
        http_ask(http, "POST", "/api/rpc/note.push", world->people[0].token, body);
    }
}

static void init(struct world *world, unsigned port, unsigned boards)
{
    *world = (struct world){.port = port, .board_count = boards};
    world->boards = make(boards, sizeof *world->boards);
}

void world_make(struct world *world, unsigned port, unsigned boards)
{
    struct http http;
    init(world, port, boards);
    http_init(&http, port);
    find_people(&http, world);
    for (unsigned i = 0; i < boards; i++)
        world->boards[i] = make_board(&http, world, i);
    for (unsigned i = 0; i < boards && i < NOTES; i++)
        world->notes[i] = make_note(&http, world, world->boards[i]);
    world->join_board = make_board(&http, world, boards);
    world->join_note = make_note(&http, world, world->join_board);
    fill_note(&http, world);
    http_fini(&http);
}

void world_pretend(struct world *world, unsigned port, unsigned boards)
{
    init(world, port, boards);
    world->people_count = 12;
    for (unsigned i = 0; i < boards; i++)
        world->boards[i] = i + 1;
    world->join_board = boards + 1;
}

void world_save(const struct world *world, const char *path)
{
    FILE *file = fopen(path, "w");
    if (!file) die("can't write %s", path);
    fprintf(file, "%u %u %lld %lld %zu %zu %zu %zu\n", world->people_count, world->board_count,
            (long long)world->join_board, (long long)world->join_note, world->join_bytes, world->event_bytes,
            world->text_bytes, world->update_bytes);
    for (unsigned i = 0; i < world->people_count; i++)
        fprintf(file, "%lld %s %s\n", (long long)world->people[i].account, world->people[i].name,
                world->people[i].token);
    for (unsigned i = 0; i < world->board_count; i++)
        fprintf(file, "%lld %lld\n", (long long)world->boards[i], i < NOTES ? (long long)world->notes[i] : 0);
    if (fclose(file) != 0) die("can't write %s", path);
}

void world_load(struct world *world, unsigned port, const char *path)
{
    unsigned people, boards;
    long long id, note, join_board, join_note;
    size_t join_bytes, event_bytes, text_bytes, update_bytes;
    FILE *file = fopen(path, "r");
    if (!file) die("can't read %s", path);
    if (fscanf(file, "%u %u %lld %lld %zu %zu %zu %zu", &people, &boards, &join_board, &join_note, &join_bytes,
               &event_bytes, &text_bytes, &update_bytes) != 8 ||
        people > PEOPLE_MAX)
        die("%s: not a world", path);
    init(world, port, boards);
    world->people_count = people;
    world->join_board = join_board;
    world->join_bytes = join_bytes;
    world->event_bytes = event_bytes;
    world->join_note = join_note;
    world->text_bytes = text_bytes;
    world->update_bytes = update_bytes;
    for (unsigned i = 0; i < people; i++) {
        if (fscanf(file, "%lld %63s %255s", &id, world->people[i].name, world->people[i].token) != 3)
            die("%s: a person is missing", path);
        world->people[i].account = id;
    }
    for (unsigned i = 0; i < boards; i++) {
        if (fscanf(file, "%lld %lld", &id, &note) != 2) die("%s: a board is missing", path);
        world->boards[i] = id;
        if (i < NOTES) world->notes[i] = note;
    }
    fclose(file);
}

struct world world_at_join(const struct world *world)
{
    struct world at_join = *world;
    at_join.boards = (int64_t *)(uintptr_t)&world->join_board;
    at_join.notes[0] = world->join_note;
    at_join.board_count = 1;
    return at_join;
}

void world_fini(struct world *world)
{
    free(world->boards);
}
