/* cli_action.c - one way for every administrative action, see cli_action.h
 *
 * The straight path: find the action by its words; read its options; open the database; look up units and accounts that
 * were named; read a password where one is taken; ask the command; print what came. Whatever is said wrongly is found
 * before the database is touched. */
#include "cli_action.h"

#include <getopt.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/utf8.h"
#include "cli_rows.h"
#include "cli_secret.h"
#include "cli_store.h"

enum { DONE = 0, FAILED = 1, SAID_WRONGLY = 2, GO_ON = -1 };
enum { OPTION_DB = 'd', OPTION_JSON = 'j', OPTION_HELP = 'h', OPTION_FIRST = 256, WHO_TEXT = 64 };

struct call {
    const struct cli_action *action;
    char who[WHO_TEXT]; /* "rinnalla account member add" */
    const char *db;
    bool as_json;
    const char *values[CLI_MOST_OPTIONS]; /* as they were said; NULL: not */
    struct cli_store store;
};

/* ---- help ---- */

static bool takes_value(const struct cli_option *option)
{
    return option->kind != CLI_FLAG && option->kind != CLI_NO_PASSWORD;
}

static void print_words(FILE *out, const char *const *words)
{
    enum { INDENT = 24, LINE = 100 };
    size_t column = LINE;
    for (size_t i = 1; words[i]; i++) {
        size_t len = strlen(words[i]) + 2;
        if (column + len > LINE) {
            fprintf(out, "%s%*s", i > 1 ? ",\n" : "", INDENT, "");
            column = INDENT;
        } else {
            fputs(", ", out);
        }
        fputs(words[i], out);
        column += len;
    }
    fputc('\n', out);
}

static void print_option(FILE *out, const struct cli_option *option)
{
    char said[48];
    snprintf(said, sizeof said, "--%s%s", option->name, takes_value(option) ? " …" : "");
    int pad = 22 - (int)utf8_length(said);
    fprintf(out, "  %s%*s%s%s\n", said, pad > 1 ? pad : 1, "", option->about, option->is_required ? " (required)" : "");
    if (option->words) print_words(out, option->words);
}

static int help_action(const struct call *call)
{
    printf("usage: %s [options]\n\n%s\n\n", call->who, call->action->about);
    for (const struct cli_option *option = call->action->options; option->name; option++)
        print_option(stdout, option);
    print_option(stdout,
                 &(struct cli_option){.name = "db", .kind = CLI_TEXT, .about = "the database (or RINNALLA_DB)"});
    print_option(stdout, &(struct cli_option){.name = "json", .kind = CLI_FLAG, .about = "answer for machines"});
    return DONE;
}

static int help_noun(FILE *out, const struct cli_noun *noun)
{
    fprintf(out, "usage: rinnalla %s ACTION [options]\n\n%s\n\n", noun->name, noun->about);
    for (const struct cli_action *action = noun->actions; action->name; action++)
        fprintf(out, "  %-15s %s\n", action->name, action->about);
    fprintf(out, "\nrinnalla %s ACTION --help lists the options. No server may run on the database meanwhile.\n",
            noun->name);
    return out == stdout ? DONE : SAID_WRONGLY;
}

/* ---- what was said ---- */

/* How many of argv's first words are the action's name; 0: another action. */
static int words_of(const char *name, int argc, char **argv)
{
    int count = 0;
    while (*name) {
        size_t len = strcspn(name, " ");
        if (count == argc || strlen(argv[count]) != len || strncmp(argv[count], name, len) != 0) return 0;
        name += len + (name[len] == ' ');
        count++;
    }
    return count;
}

static const struct cli_action *find_action(const struct cli_noun *noun, int argc, char **argv, int *words)
{
    for (const struct cli_action *action = noun->actions; action->name; action++)
        if ((*words = words_of(action->name, argc, argv))) return action;
    return NULL;
}

static void list_options(const struct cli_action *action, struct option list[CLI_MOST_OPTIONS + 4])
{
    static const struct option common[] = {{"db", required_argument, NULL, OPTION_DB},
                                           {"json", no_argument, NULL, OPTION_JSON},
                                           {"help", no_argument, NULL, OPTION_HELP},
                                           {NULL, 0, NULL, 0}};
    int count = 0;
    for (; action->options[count].name; count++)
        list[count] = (struct option){.name = action->options[count].name,
                                      .has_arg = takes_value(&action->options[count]) ? required_argument : no_argument,
                                      .val = OPTION_FIRST + count};
    memcpy(list + count, common, sizeof common);
}

/* Of `--name=value` the name alone: a value may be a secret. */
static int say_wrong(const struct call *call, const char *what, const char *name)
{
    fprintf(stderr, "%s: %s%.*s; see %s --help\n", call->who, what, (int)strcspn(name, "="), name, call->who);
    return SAID_WRONGLY;
}

static bool is_one_of(const char *const *words, const char *word)
{
    for (size_t i = 1; words[i]; i++)
        if (!strcmp(words[i], word)) return true;
    return false;
}

static int check_values(const struct call *call)
{
    for (int i = 0; call->action->options[i].name; i++) {
        const struct cli_option *option = &call->action->options[i];
        const char *value = call->values[i];
        if (!value && option->is_required) return say_wrong(call, "it needs --", option->name);
        if (!value) continue;
        if (!utf8_valid(value, strlen(value))) return say_wrong(call, "this is not UTF-8: --", option->name);
        if (option->words && !is_one_of(option->words, value)) return say_wrong(call, "there is no choice ", value);
    }
    return call->db && *call->db ? GO_ON : say_wrong(call, "it needs --", "db");
}

/* getopt_long() takes the beginning of a name for the whole: --password would be --password-file. */
static bool is_whole(const char *said, const char *name)
{
    size_t len = strlen(name);
    return !strncmp(said, "--", 2) && !strncmp(said + 2, name, len) && (!said[len + 2] || said[len + 2] == '=');
}

static int take_option(struct call *call, int option)
{
    if (option == OPTION_HELP) return help_action(call);
    if (option == OPTION_DB) call->db = optarg;
    if (option == OPTION_JSON) call->as_json = true;
    if (option >= OPTION_FIRST) call->values[option - OPTION_FIRST] = optarg ? optarg : "";
    return GO_ON;
}

/* argv[0] is the last word of the action. */
static int read_options(struct call *call, int argc, char **argv)
{
    struct option list[CLI_MOST_OPTIONS + 4];
    list_options(call->action, list);
    call->db = getenv("RINNALLA_DB");
    opterr = 0;
    int status = GO_ON, which = 0;
    while (status == GO_ON) {
        const char *said = argv[optind];
        int option = getopt_long(argc, argv, "+:", list, &which);
        if (option == -1) break;
        if (option == ':') return say_wrong(call, "there is no value for ", said);
        if (option == '?' || !is_whole(said, list[which].name))
            return say_wrong(call, "this can't be understood: ", said);
        status = take_option(call, option);
    }
    if (status != GO_ON) return status;
    if (optind < argc) return say_wrong(call, "this can't be understood: ", argv[optind]);
    return check_values(call);
}

/* ---- what is asked ---- */

/* The option of a kind that stands once in an action. NULL: the action has none; *value NULL: it was not said. */
static const struct cli_option *option_of(const struct call *call, enum cli_kind kind, const char **value)
{
    *value = NULL;
    for (int i = 0; call->action->options[i].name; i++) {
        if (call->action->options[i].kind != kind) continue;
        *value = call->values[i];
        return &call->action->options[i];
    }
    return NULL;
}

static json_t *ask(struct call *call, const char *command, json_t *params)
{
    json_t *answer;
    if (cli_ask(&call->store, cli_operator, command, params, &answer)) return answer;
    cli_say_refusal(call->who, answer);
    json_decref(answer);
    return NULL;
}

/* The number of the row with this name, or with this number; 0: none. */
static int64_t find_in(const json_t *rows, const char *name)
{
    char *end;
    int64_t number = strtoll(name, &end, 10), id = 0;
    size_t index;
    json_t *row;
    json_array_foreach (rows, index, row) {
        int64_t row_id = json_integer_value(json_object_get(row, "id"));
        if (!strcmp(json_string_value(json_object_get(row, "name")), name)) return row_id;
        if (*name && !*end && row_id == number) id = row_id;
    }
    return id;
}

static json_t *look_up(struct call *call, enum cli_kind kind, const char *name)
{
    const char *noun = kind == CLI_UNIT ? "unit" : "account";
    json_t *answer = ask(call, kind == CLI_UNIT ? "unit.list" : "account.list", json_object());
    if (!answer) return NULL;
    int64_t id = find_in(json_object_get(answer, kind == CLI_UNIT ? "units" : "accounts"), name);
    json_decref(answer);
    if (!id) fprintf(stderr, "%s: there is no %s \"%s\"\n", call->who, noun, name);
    return id ? json_integer(id) : NULL;
}

/* A new reference; NULL where what was named isn't there. */
static json_t *parameter_of(struct call *call, const struct cli_option *option, const char *value)
{
    if (option->kind == CLI_FLAG) return json_true();
    if (option->kind == CLI_UNIT || option->kind == CLI_ACCOUNT) return look_up(call, option->kind, value);
    return json_string(value);
}

static void set_parameter(json_t *params, const struct cli_option *option, json_t *value)
{
    char name[WHO_TEXT];
    snprintf(name, sizeof name, "%s", option->parameter ? option->parameter : option->name);
    for (char *at = name; (at = strchr(at, '-'));)
        *at = '_';
    json_object_set_new(params, name, value);
}

static bool put_values(struct call *call, json_t *params)
{
    for (int i = 0; call->action->options[i].name; i++) {
        const struct cli_option *option = &call->action->options[i];
        if (!call->values[i] || option->kind >= CLI_ORGANISATION) continue;
        json_t *value = parameter_of(call, option, call->values[i]);
        if (!value) return false;
        set_parameter(params, option, value);
    }
    return true;
}

static bool put_password(struct call *call, json_t *params)
{
    const char *file, *without;
    bool is_taken = option_of(call, CLI_PASSWORD_FILE, &file) != NULL;
    option_of(call, CLI_NO_PASSWORD, &without);
    if (!is_taken || without) return true;

    char *secret = cli_secret_read(call->who, file);
    json_t *password = secret ? json_string(secret) : NULL;
    if (secret && !password) fprintf(stderr, "%s: the password is not UTF-8\n", call->who);
    cli_secret_free(secret);
    if (password) json_object_set_new(params, "password", password);
    return password != NULL;
}

/* ---- what came ---- */

static void print_result(const struct call *call, const json_t *result)
{
    const struct cli_action *action = call->action;
    if (call->as_json) {
        json_dumpf(result, stdout, JSON_COMPACT);
        fputc('\n', stdout);
    } else if (action->rows) {
        cli_rows_print(stdout, json_object_get(result, action->rows), action->columns);
    } else if (action->made) {
        printf("made %s %" PRId64 "\n", action->made,
               (int64_t)json_integer_value(json_object_get(result, action->made)));
    } else {
        puts("done");
    }
}

static int ask_and_print(struct call *call)
{
    json_t *params = json_object();
    if (!put_values(call, params) || !put_password(call, params)) {
        json_decref(params);
        return FAILED;
    }
    json_t *result = ask(call, call->action->command, params);
    if (!result) return FAILED;
    print_result(call, result);
    json_decref(result);
    return DONE;
}

static int run(struct call *call)
{
    const char *organisation;
    option_of(call, CLI_ORGANISATION, &organisation);
    log_open(2, LOG_ERROR);
    const struct store_options options = {.path = call->db, .readers = 2};
    if (!cli_found(call->who, call->db, organisation) || !cli_open(&call->store, call->who, &options)) return FAILED;
    int status = ask_and_print(call);
    cli_close(&call->store);
    return status;
}

int cli_act(const struct cli_noun *noun, int argc, char **argv)
{
    if (argc < 2) return help_noun(stderr, noun);
    if (!strcmp(argv[1], "--help")) return help_noun(stdout, noun);

    int words;
    struct call call = {.action = find_action(noun, argc - 1, argv + 1, &words)};
    if (!call.action) {
        fprintf(stderr, "rinnalla %s: there is no action %s\n\n", noun->name, argv[1]);
        return help_noun(stderr, noun);
    }
    snprintf(call.who, sizeof call.who, "rinnalla %s %s", noun->name, call.action->name);
    int status = read_options(&call, argc - words, argv + words);
    return status == GO_ON ? run(&call) : status;
}
