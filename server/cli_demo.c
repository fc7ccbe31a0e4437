/* cli_demo.c - a fictional county with its cases, played out of a script (demo.json) through the real store
 *
 * The script is a list of commands as on the wire. Each is asked in its author's session, with the clock set to the
 * working hour at which it is said to have happened: so history, codes and events are what they would be after weeks of
 * use. Made under another name and renamed when whole: what is called FILE is never half a demo. */
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/must.h"
#include "base/token.h"
#include "cli.h"
#include "cli_demo_note.h"
#include "cli_demo_with.h"
#include "cli_store.h"
#include "cli_workday.h"
#include "db/db.h"
#include "db/queries.gen.h"

extern const char demo_json[];

static const char who[] = "rinnalla demo";

enum { NOUN = 32 };

struct demo {
    const char *path; /* of the database while it is made */
    const json_t *script;
    int64_t now; /* the day from which the script counts back */
    struct cli_store cli;
    json_t *county;   /* name → id of units and accounts */
    json_t *sessions; /* sign-in name → session */
    unsigned steps;
};

/* One board under way. */
struct telling {
    struct demo *demo;
    json_t *names; /* name → id, the county's and the board's own */
    json_t *texts; /* name of a card, goal or step → its words */
    json_t *notes; /* name of a note → its texts so far */
    int64_t board;
    int64_t seq; /* number of its latest event */
};

static const char *text_of(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

/* ---- when ---- */

static bool set_clock(const struct demo *demo, const char *ago)
{
    int days, hours, minutes;
    if (!ago || sscanf(ago, "%d %d:%d", &days, &hours, &minutes) != 3 || days < 1) return false;
    clock_set(workday_at(demo->now, days, hours * 60 + minutes));
    return true;
}

/* ---- what ---- */

static bool ask(struct demo *demo, struct actor actor, const char *command, json_t *params, json_t **out)
{
    if (cli_ask(&demo->cli, actor, command, params, out)) return true;
    cli_say_refusal(who, *out);
    json_decref(*out);
    *out = NULL;
    return false;
}

static bool do_as_operator(struct demo *demo, const char *command, json_t *params, const char *noun, const char *name)
{
    json_t *result;
    if (!params || !ask(demo, cli_operator, command, params, &result)) return false;
    json_object_set(demo->county, name, json_object_get(result, noun));
    json_decref(result);
    return true;
}

/* ---- the county ---- */

static bool add_unit(struct demo *demo, const json_t *unit)
{
    const char *name = text_of(unit, "is");
    if (!name) return false;
    json_t *params = json_pack("{s:s,s:s}", "name", text_of(unit, "name"), "sector", text_of(unit, "sector"));
    return do_as_operator(demo, "unit.add", params, "unit", name);
}

static bool add_account(struct demo *demo, const json_t *account)
{
    json_t *params = demo_with(account, demo->county, demo->now);
    if (params) json_object_set_new(params, "demo", json_true());
    return do_as_operator(demo, "account.add", params, "account", text_of(account, "name"));
}

static bool add_each(struct demo *demo, const char *list, bool (*add)(struct demo *demo, const json_t *each))
{
    size_t index;
    json_t *each;
    json_array_foreach (json_object_get(demo->script, list), index, each) {
        if (add(demo, each)) continue;
        fprintf(stderr, "%s: number %zu of \"%s\" failed\n", who, index + 1, list);
        return false;
    }
    return true;
}

static bool open_store(struct demo *demo)
{
    const struct store_options options = {
        .path = demo->path, .readers = 2, .allow_demo = true, .idle_ms = 3650 * MS_PER_DAY};
    return cli_open(&demo->cli, who, &options);
}

static bool add_people(struct demo *demo)
{
    if (!open_store(demo)) return false;
    bool is_done = add_each(demo, "units", add_unit) && add_each(demo, "accounts", add_account);
    cli_close(&demo->cli);
    return is_done;
}

/* ---- their sessions ---- */

static void sign_in(struct demo *demo, struct db_tx *tx, const char *name, int64_t account)
{
    char token[TOKEN_TEXT];
    unsigned char hash[TOKEN_HASH];
    token_make(token);
    must(token_hash(token, hash));
    int64_t session = db_new_id(tx);
    session_add(tx, session, (struct bytes){hash, TOKEN_HASH}, account, who, clock_now(), demo->now + MS_PER_DAY);
    json_object_set_new(demo->sessions, name, json_integer(session));
}

/* By query instead of account.set_password and session.start: a hash takes a tenth of a second, and one will do. */
static void sign_all_in(struct demo *demo, struct db_tx *tx)
{
    char hash[PASSWORD_TEXT];
    password_hash(text_of(demo->script, "password"), hash);
    size_t index;
    json_t *each;
    json_array_foreach (json_object_get(demo->script, "accounts"), index, each) {
        const char *name = text_of(each, "name");
        int64_t account = json_integer_value(json_object_get(demo->county, name));
        char seal[TOKEN_TEXT];
        token_make(seal);
        account_set_password(tx, account, hash, seal);
        sign_in(demo, tx, name, account);
    }
}

static bool give_sessions(struct demo *demo)
{
    struct db *db;
    enum err err = db_open(demo->path, DB_WRITER, &db);
    if (!err) {
        struct db_tx *tx = db_begin(db);
        sign_all_in(demo, tx);
        err = db_commit(tx);
        db_close(db);
    }
    if (err) fprintf(stderr, "%s: %s\n", who, err_words(err, LANGUAGE_EN));
    return !err;
}

static bool end_sessions(struct demo *demo)
{
    const char *name;
    json_t *session, *result;
    json_object_foreach (demo->sessions, name, session) {
        const struct actor actor = {.session = json_integer_value(session), .language = LANGUAGE_EN};
        if (!ask(demo, actor, "session.end_all", json_object(), &result)) return false;
        json_decref(result);
    }
    return true;
}

/* ---- the boards ---- */

/* What a command is about: "card" of card.add. */
static const char *noun_of(const json_t *step, char noun[NOUN])
{
    const char *command = text_of(step, "do");
    snprintf(noun, NOUN, "%.*s", (int)strcspn(command, "."), command);
    return noun;
}

/* The name of what a command changes: "$lupa" of card.edit is called lupa; NULL: it changes nothing by name. */
static const char *changed_by(const json_t *step)
{
    char noun[NOUN];
    const char *name = text_of(json_object_get(step, "with"), noun_of(step, noun));
    return name && name[0] == '$' ? name + 1 : NULL;
}

/* What the wire asks for and the script need not say. */
static bool fill_in(const struct telling *telling, const json_t *step, json_t *params)
{
    const char *command = text_of(step, "do"), *edited = changed_by(step);
    if (telling->board) json_object_set_new(params, "board", json_integer(telling->board));
    if (strstr(command, ".edit") && edited) json_object_set(params, "was", json_object_get(telling->texts, edited));
    if (!strcmp(command, "board.seen")) json_object_set_new(params, "seq", json_integer(telling->seq));
    const struct demo_people people = {json_object_get(telling->demo->script, "accounts"), telling->demo->county};
    if (demo_note_fill(telling->notes, people, step, params)) return true;
    fprintf(stderr, "%s: \"writes\" names words that are not in the note\n", who);
    return false;
}

static void remember_words(struct telling *telling, const json_t *step, const char *name)
{
    json_t *text = json_object_get(json_object_get(step, "with"), "text");
    if (name && text) json_object_set(telling->texts, name, text);
}

/* A result names what was made by its noun: card.add gives "card", link.add gives "link". */
static bool remember(struct telling *telling, const json_t *step, const json_t *result)
{
    const char *name = text_of(step, "is"), *edited = changed_by(step);
    char noun[NOUN];
    json_t *made = json_object_get(result, noun_of(step, noun)), *seq = json_object_get(result, "seq");
    if (name && (!made || json_object_get(telling->names, name))) {
        fprintf(stderr, "%s: \"%s\" %s\n", who, name, made ? "is called so already" : "names nothing that was made");
        return false;
    }
    if (name) json_object_set(telling->names, name, made);
    if (seq) telling->seq = json_integer_value(seq);
    if (!telling->board) telling->board = json_integer_value(json_object_get(result, "board"));
    remember_words(telling, step, edited ? edited : name);
    return true;
}

/* True: "ago", "as" and "do" are there, and nothing that isn't known. */
static bool is_step(const json_t *step)
{
    static const char *const known[] = {"ago", "as", "do", "with", "is", "writes"};
    size_t count = 0;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        count += json_object_get(step, known[i]) != NULL;
    return count == json_object_size(step) && text_of(step, "as") && text_of(step, "do");
}

static bool play_step(struct telling *telling, const json_t *step)
{
    struct demo *demo = telling->demo;
    const json_t *session = is_step(step) ? json_object_get(demo->sessions, text_of(step, "as")) : NULL;
    if (!session || !set_clock(demo, text_of(step, "ago"))) {
        fprintf(stderr,
                "%s: a step has \"ago\" (\"21 09:12\"), \"as\", \"do\", and perhaps \"with\", \"is\", \"writes\"\n",
                who);
        return false;
    }
    json_t *params = demo_with(json_object_get(step, "with"), telling->names, demo->now), *result;
    if (!params) return false;
    if (!fill_in(telling, step, params)) {
        json_decref(params);
        return false;
    }

    const struct actor actor = {.session = json_integer_value(session), .language = LANGUAGE_EN};
    if (!ask(demo, actor, text_of(step, "do"), params, &result)) return false;
    bool is_remembered = remember(telling, step, result);
    json_decref(result);
    demo->steps++;
    return is_remembered;
}

static bool play_steps(struct telling *telling, const json_t *board)
{
    size_t index;
    json_t *step;
    json_array_foreach (json_object_get(board, "steps"), index, step) {
        if (play_step(telling, step)) continue;
        fprintf(stderr, "%s: this was step %zu of the board that is \"%s\": ", who, index + 1, text_of(board, "about"));
        json_dumpf(step, stderr, JSON_COMPACT);
        fputc('\n', stderr);
        return false;
    }
    return true;
}

static bool play_board(struct demo *demo, const json_t *board)
{
    struct telling telling = {
        .demo = demo, .names = json_copy(demo->county), .texts = json_object(), .notes = json_object()};
    bool is_done = play_steps(&telling, board);
    json_decref(telling.names);
    json_decref(telling.texts);
    json_decref(telling.notes);
    return is_done;
}

static bool play_boards(struct demo *demo)
{
    if (!open_store(demo)) return false;
    bool is_done = add_each(demo, "boards", play_board);
    clock_set(0);
    is_done = is_done && end_sessions(demo);
    cli_close(&demo->cli);
    return is_done;
}

/* ---- the whole ---- */

static bool play(struct demo *demo)
{
    must(set_clock(demo, text_of(demo->script, "ago")));
    return cli_found(who, demo->path, text_of(demo->script, "organisation")) && add_people(demo) &&
           give_sessions(demo) && play_boards(demo);
}

static void say_made(const struct demo *demo, const char *path)
{
    printf("made %s: %zu units, %zu accounts, %zu boards in %u steps; everybody's password is \"%s\"\n", path,
           json_array_size(json_object_get(demo->script, "units")),
           json_array_size(json_object_get(demo->script, "accounts")),
           json_array_size(json_object_get(demo->script, "boards")), demo->steps, text_of(demo->script, "password"));
}

static void remove_all(const char *path)
{
    static const char *const ends[] = {"", "-wal", "-shm", ".lock"};
    char name[PATH_MAX + 8];
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        unlink(name);
    }
}

static bool make(const char *path, const char *draft)
{
    json_error_t error;
    json_t *script = json_loads(demo_json, JSON_REJECT_DUPLICATES, &error);
    if (!script) {
        fprintf(stderr, "%s: demo.json:%d:%d: %s\n", who, error.line, error.column, error.text);
        return false;
    }
    struct demo demo = {.path = draft, .script = script, .now = clock_now()};
    demo.county = json_object();
    demo.sessions = json_object();

    bool is_made = play(&demo);
    clock_set(0);
    if (is_made && rename(draft, path) != 0) {
        fprintf(stderr, "%s: %s: %s\n", who, path, strerror(errno));
        is_made = false;
    }
    if (is_made) say_made(&demo, path);
    json_decref(demo.county);
    json_decref(demo.sessions);
    json_decref(script);
    return is_made;
}

static int make_at(const char *path)
{
    char draft[PATH_MAX];
    if (access(path, F_OK) == 0) {
        fprintf(stderr, "%s: there is a %s already; name another file, or remove it first\n", who, path);
        return 1;
    }
    if (snprintf(draft, sizeof draft, "%s.new", path) >= (int)sizeof draft) {
        fprintf(stderr, "%s: the path is too long\n", who);
        return 1;
    }
    log_open(2, LOG_ERROR);
    remove_all(draft);
    bool is_made = make(path, draft);
    remove_all(draft);
    return is_made ? 0 : 1;
}

static const char help[] =
    "usage: rinnalla demo --db FILE\n"
    "\n"
    "Makes a database with a fictional county: units, people and case boards with weeks of history.\n"
    "Its accounts are refused by `rinnalla serve` unless it runs with --demo.\n"
    "\n"
    "  --db FILE   the database to make; it may not exist yet (or RINNALLA_DB)\n"
    "  --help      this\n";

static int say_help(FILE *out)
{
    fputs(help, out);
    return out == stdout ? 0 : 2;
}

int cli_demo(int argc, char **argv)
{
    static const struct option options[] = {
        {"db", required_argument, NULL, 'd'}, {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
    const char *path = getenv("RINNALLA_DB");
    optind = 0;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (option == 'h') return say_help(stdout);
        if (option != 'd') return say_help(stderr);
        path = optarg;
    }
    if (optind < argc || !path || !*path) return say_help(stderr);
    return make_at(path);
}
