/* cli_store.c - the command line's own way to the database, see cli_store.h
 *
 * An organisation is made by no command: it is put there once, by a query, before the store opens. */
#include "cli_store.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/token.h"
#include "base/utf8.h"
#include "command/command.h"
#include "db/db.h"
#include "db/queries.gen.h"

enum { LONGEST_NAME = 120 };

const struct actor cli_operator = {.is_operator = true, .language = LANGUAGE_EN};

/* ---- opening ---- */

static long holder_of(int fd)
{
    if (flock(fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return 0;
    char text[32] = "";
    ssize_t len = pread(fd, text, sizeof text - 1, 0);
    long pid = len > 0 ? strtol(text, NULL, 10) : 0;
    return pid > 0 ? pid : -1;
}

/* The process that has the database: 0 nobody, -1 somebody. */
static long who_has(const char *path)
{
    char name[PATH_MAX];
    if (snprintf(name, sizeof name, "%s.lock", path) >= (int)sizeof name) return 0;
    int fd = open(name, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return 0;
    long pid = holder_of(fd);
    close(fd);
    return pid;
}

static bool say_in_use(const char *who, const char *path, long pid)
{
    if (pid > 0)
        fprintf(stderr, "%s: %s is in use by process %ld; use the administrator's screen, or stop it\n", who, path,
                pid);
    else
        fprintf(stderr, "%s: %s is in use; use the administrator's screen, or stop the server\n", who, path);
    return false;
}

static bool say_not_opened(const char *who, const char *path, enum err err)
{
    if (err == ERR_BUSY) return say_in_use(who, path, who_has(path));
    const char *why = err == ERR_BAD_INPUT ? "it is not a database of this program"
                      : err == ERR_GONE    ? "it was written by a newer version of this program"
                                           : "the reason stands above";
    fprintf(stderr, "%s: %s could not be opened: %s\n", who, path, why);
    return false;
}

static bool is_free(const char *who, const char *path)
{
    long pid = who_has(path);
    return pid == 0 || say_in_use(who, path, pid);
}

static bool is_name(const char *name)
{
    return utf8_valid(name, strlen(name)) && utf8_is_line(name) && utf8_length(name) >= 1 &&
           utf8_length(name) <= LONGEST_NAME;
}

static bool say_no_organisation(const char *who)
{
    fprintf(stderr, "%s: the database has no organisation yet; name it with --organisation NAME\n", who);
    return false;
}

static bool say_other_organisation(const char *who, const char *name)
{
    fprintf(stderr, "%s: the database has an organisation already: %s\n", who, name);
    return false;
}

static bool found_in(struct db_tx *tx, const char *who, const char *name)
{
    struct organisation_first there;
    if (organisation_first(tx, &there))
        return !name || !strcmp(there.name, name) || say_other_organisation(who, there.name);
    if (!name) return say_no_organisation(who);
    organisation_add(tx, db_new_id(tx), name, clock_now());
    return true;
}

bool cli_found(const char *who, const char *path, const char *organisation)
{
    if (!organisation && access(path, F_OK) != 0) {
        fprintf(stderr, "%s: there is no database %s; `rinnalla unit add --organisation NAME` makes the first\n", who,
                path);
        return false;
    }
    if (organisation && !is_name(organisation)) {
        fprintf(stderr, "%s: an organisation's name is one line of 1 to %d characters\n", who, LONGEST_NAME);
        return false;
    }
    struct db *db;
    enum err err = is_free(who, path) ? db_open(path, DB_WRITER, &db) : ERR_COUNT;
    if (err == ERR_COUNT) return false;
    if (err) return say_not_opened(who, path, err);

    struct db_tx *tx = db_begin(db);
    bool is_there = found_in(tx, who, organisation);
    err = db_commit(tx);
    db_close(db);
    if (err) fprintf(stderr, "%s: %s\n", who, err_words(err, LANGUAGE_EN));
    return is_there && !err;
}

bool cli_open(struct cli_store *cli, const char *who, const struct store_options *options)
{
    *cli = (struct cli_store){.who = who};
    if (!is_free(who, options->path)) return false;
    enum err err = store_open(options, &cli->store);
    return !err || say_not_opened(who, options->path, err);
}

void cli_close(struct cli_store *cli)
{
    store_close(cli->store);
    cli->store = NULL;
}

/* ---- asking ---- */

static void put_key(const struct command *command, json_t *params)
{
    if (!command->is_keyed || json_object_get(params, "key")) return;
    char key[TOKEN_TEXT];
    token_make(key);
    json_object_set_new(params, "key", json_string(key));
}

static json_t *made_up(const char *message)
{
    return json_pack("{s:s,s:{s:s}}", "message", message, "data", "reason", err_name(ERR_INTERNAL));
}

static json_t *read_answer(const struct told *told)
{
    if (told->kind == TOLD_LOST) return made_up("The disk failed; whether it was done is not known");
    json_t *answer = json_loadb((const char *)frame_data(told->body), frame_len(told->body), 0, NULL);
    return answer ? answer : made_up("The answer could not be read");
}

bool cli_ask(struct cli_store *cli, struct actor actor, const char *name, json_t *params, json_t **out)
{
    const struct command *command = command_find(name);
    if (!command || command->runs == RUNS_NET) {
        json_decref(params);
        *out = made_up("There is no such command");
        return false;
    }
    put_key(command, params);
    struct told *told = store_ask_wait(cli->store, ask_new(++cli->asked, command, params, actor));
    bool is_done = told->kind == TOLD_ANSWER && !told->err;
    *out = read_answer(told);
    told_free(told);
    return is_done;
}

void cli_say_refusal(const char *who, const json_t *error)
{
    const json_t *data = json_object_get(error, "data");
    const char *field = json_string_value(json_object_get(data, "field"));
    const char *detail = json_string_value(json_object_get(data, "detail"));
    fprintf(stderr, "%s: %s (%s", who, json_string_value(json_object_get(error, "message")),
            json_string_value(json_object_get(data, "reason")));
    if (field) fprintf(stderr, ", field \"%s\"", field);
    if (detail) fprintf(stderr, ", %s", detail);
    fputs(")\n", stderr);
}
