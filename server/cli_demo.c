/* cli_demo.c - a fictional county with its cases and teams, played out of a script (demo.json) through the real store
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
#include "cal/cal.h"
#include "cli.h"
#include "cli_demo_tell.h"
#include "cli_demo_with.h"
#include "cli_store.h"
#include "db/db.h"
#include "db/queries.gen.h"

extern const char demo_json[];

static const char who[] = "rinnalla demo";

struct demo {
    const char *path; /* of the database while it is made */
    const json_t *script;
    int64_t now; /* the day from which the script counts back */
    struct cli_store cli;
    json_t *county;   /* name → id of units, accounts, boards and what is of teams */
    json_t *sessions; /* sign-in name → session */
    unsigned steps;
};

static const char *text_of(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

/* ---- the county ---- */

static bool do_as_operator(struct demo *demo, const char *command, json_t *params, const char *noun, const char *name)
{
    json_t *result;
    if (!params || !demo_ask(&demo->cli, cli_operator, command, params, &result)) return false;
    json_object_set(demo->county, name, json_object_get(result, noun));
    json_decref(result);
    return true;
}

static bool add_unit(struct demo *demo, const json_t *unit)
{
    const char *name = text_of(unit, "is");
    if (!name) return false;
    json_t *params = json_pack("{s:s,s:s}", "name", text_of(unit, "name"), "sector", text_of(unit, "sector"));
    return do_as_operator(demo, "unit.add", params, "unit", name);
}

static bool add_account(struct demo *demo, const json_t *account)
{
    const struct demo_names names = {demo->county, NULL};
    json_t *params = demo_with(account, &names, demo->now);
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
        if (!demo_ask(&demo->cli, actor, "session.end_all", json_object(), &result)) return false;
        json_decref(result);
    }
    return true;
}

/* ---- the stories ---- */

static bool tell(struct demo *demo)
{
    if (!open_store(demo)) return false;
    const struct demo_county county = {&demo->cli, demo->script, demo->now, demo->county, demo->sessions};
    bool is_done = demo_tell(&county, &demo->steps);
    clock_set(demo->now);
    is_done = is_done && end_sessions(demo);
    cli_close(&demo->cli);
    return is_done;
}

/* ---- the whole ---- */

static bool play(struct demo *demo)
{
    int64_t at;
    must(demo_ago(text_of(demo->script, "ago"), demo->now, &at));
    clock_set(at);
    return cli_found(who, demo->path, text_of(demo->script, "organisation")) && add_people(demo) &&
           give_sessions(demo) && tell(demo);
}

static size_t size_of(const struct demo *demo, const char *list)
{
    return json_array_size(json_object_get(demo->script, list));
}

static void say_made(const struct demo *demo, const char *path)
{
    printf("made %s: %zu units, %zu accounts, %zu boards, %zu team%s in %u steps; everybody's password is \"%s\"\n",
           path, size_of(demo, "units"), size_of(demo, "accounts"), size_of(demo, "boards"), size_of(demo, "teams"),
           size_of(demo, "teams") == 1 ? "" : "s", demo->steps, text_of(demo->script, "password"));
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
    "usage: rinnalla demo --db FILE [--at TIME]\n"
    "\n"
    "Makes a database with a fictional county: units, people and case boards with weeks of history.\n"
    "Its accounts are refused by `rinnalla serve` unless it runs with --demo.\n"
    "\n"
    "  --db FILE   the database to make; it may not exist yet (or RINNALLA_DB)\n"
    "  --at TIME   made as it would be then, in Finland: 2027-03-26T16:00 (default: now)\n"
    "  --help      this\n";

static int say_help(FILE *out)
{
    fputs(help, out);
    return out == stdout ? 0 : 2;
}

/* The clock stands where the demo is made; from there its script counts. */
static bool read_at(const char *text)
{
    struct cal_wall at;
    if (cal_wall_read(text, &at) != CAL_FINE) return false;
    clock_set(cal_wall_to_utc(at));
    return true;
}

int cli_demo(int argc, char **argv)
{
    static const struct option options[] = {{"db", required_argument, NULL, 'd'},
                                            {"at", required_argument, NULL, 'a'},
                                            {"help", no_argument, NULL, 'h'},
                                            {NULL, 0, NULL, 0}};
    const char *path = getenv("RINNALLA_DB");
    optind = 0;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (option == 'h') return say_help(stdout);
        if (option != 'd' && option != 'a') return say_help(stderr);
        if (option == 'd') path = optarg;
        if (option == 'a' && !read_at(optarg)) return say_help(stderr);
    }
    if (optind < argc || !path || !*path) return say_help(stderr);
    return make_at(path);
}
