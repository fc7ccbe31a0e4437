/* cli_demo_tell.c - the stories of the demo's script, see cli_demo_tell.h
 *
 * A step sets the clock, says in "with" what the wire asks for, and has filled in what follows from the story: board or team,
 * the words that were seen, the versions of notes. */
#include "cli_demo_tell.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/must.h"
#include "cal/cal.h"
#include "cli_demo_note.h"
#include "cli_demo_with.h"
#include "command/command.h"

enum { NOUN = 32 };

/* One story under way. */
struct telling {
    const struct demo_county *county;
    const json_t *story;
    size_t next;       /* which of its steps */
    int64_t at;        /* when its latest step was */
    json_t *names;     /* name → id, its own */
    json_t *texts;     /* name of a card, goal or step → its words */
    json_t *notes;     /* name of a note → its texts so far */
    int64_t host, seq; /* its board or team, and the number of the board's latest event */
    bool is_of_team;
};

static const char *text_of(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

bool demo_ask(struct cli_store *cli, struct actor actor, const char *command, json_t *params, json_t **out)
{
    if (cli_ask(cli, actor, command, params, out)) return true;
    cli_say_refusal(cli->who, *out);
    json_decref(*out);
    *out = NULL;
    return false;
}

static bool complain(const struct telling *telling, const char *what)
{
    fprintf(stderr, "%s: %s\n", telling->county->cli->who, what);
    return false;
}

/* ---- what a step is about ---- */

/* "card" of card.add. */
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

/* What a result says was made: card.add gives "card", and agenda.add gives "item". */
static json_t *made_by(const json_t *step, const json_t *result)
{
    char noun[NOUN];
    const char *field;
    json_t *value, *made = json_object_get(result, noun_of(step, noun));
    if (made) return made;
    json_object_foreach ((json_t *)(uintptr_t)result, field, value)
        if (strcmp(field, "seq") != 0) return value;
    return NULL;
}

/* ---- filling in ---- */

static void fill_in_host(const struct telling *telling, const char *name, json_t *params)
{
    const struct command *command = command_find(name);
    if (!command || !telling->host) return;
    enum scope scope = permissions[command->needs].scope;
    bool takes_board = scope == SCOPE_BOARD || scope == SCOPE_TASK || (scope == SCOPE_HOST && !telling->is_of_team);
    bool takes_team = scope == SCOPE_TEAM || (scope == SCOPE_HOST && telling->is_of_team);
    if (takes_board || takes_team)
        json_object_set_new(params, takes_team ? "team" : "board", json_integer(telling->host));
}

/* What the wire asks for and the script need not say. */
static bool fill_in(const struct telling *telling, const json_t *step, json_t *params)
{
    const char *command = text_of(step, "do"), *edited = changed_by(step);
    fill_in_host(telling, command, params);
    if (strstr(command, ".edit") && edited) json_object_set(params, "was", json_object_get(telling->texts, edited));
    if (strcmp(command, "board.seen") == 0) json_object_set_new(params, "seq", json_integer(telling->seq));
    if (json_object_get(params, "start")) json_object_set_new(params, "tz", json_string(CAL_ZONE));
    const struct demo_people people = {json_object_get(telling->county->script, "accounts"), telling->county->names};
    return demo_note_fill(telling->notes, people, step, params) ||
           complain(telling, "\"writes\" names words that are not in the note");
}

/* ---- remembering ---- */

static void remember_words(struct telling *telling, const json_t *step, const char *name)
{
    json_t *text = json_object_get(json_object_get(step, "with"), "text");
    if (name && text) json_object_set(telling->texts, name, text);
}

static bool remember_name(struct telling *telling, const json_t *step, json_t *made)
{
    const char *name = text_of(step, "is");
    if (!name) return true;
    json_t *all = telling->county->names;
    if (!made) return complain(telling, "\"is\" names nothing that was made");
    if (json_object_get(telling->names, name) || json_object_get(all, name))
        return complain(telling, "\"is\" is the name of something else");
    bool is_for_all = telling->is_of_team || strcmp(text_of(step, "do"), "board.create") == 0;
    json_object_set(is_for_all ? all : telling->names, name, made);
    return true;
}

static bool remember(struct telling *telling, const json_t *step, const json_t *result)
{
    const char *name = text_of(step, "is"), *edited = changed_by(step);
    json_t *made = made_by(step, result), *seq = json_object_get(result, "seq");
    if (!telling->host) telling->host = json_integer_value(made);
    if (json_is_integer(seq)) telling->seq = json_integer_value(seq);
    remember_words(telling, step, edited ? edited : name);
    return remember_name(telling, step, made);
}

/* The phases of a meeting that has begun go by their kinds: "$hypotheses". */
static bool name_phases(struct telling *telling, struct actor actor, const json_t *begun)
{
    json_t *board, *phase, *params = json_pack("{s:I}", "board", (json_int_t)telling->host);
    if (!demo_ask(telling->county->cli, actor, "board.open", params, &board)) return false;
    const char *key;
    json_object_foreach (json_object_get(json_object_get(board, "snapshot"), "sitting_phase"), key, phase) {
        if (json_equal(json_object_get(phase, "sitting"), json_object_get(begun, "sitting")))
            json_object_set(telling->names, text_of(phase, "kind"), json_object_get(phase, "id"));
    }
    json_decref(board);
    return true;
}

/* ---- a step ---- */

/* True: "ago", "as" and "do" are there, and nothing that isn't known. */
static bool is_step(const json_t *step)
{
    static const char *const known[] = {"ago", "as", "do", "with", "is", "writes"};
    size_t count = 0;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        count += json_object_get(step, known[i]) != NULL;
    return count == json_object_size(step) && text_of(step, "as") && text_of(step, "do");
}

static bool ask_step(struct telling *telling, const json_t *step, int64_t session)
{
    const struct demo_county *county = telling->county;
    const struct demo_names names = {telling->names, county->names};
    const struct actor actor = {.session = session, .language = LANGUAGE_EN};
    json_t *params = demo_with(json_object_get(step, "with"), &names, county->now), *result;
    if (!params) return false;
    if (!fill_in(telling, step, params)) {
        json_decref(params);
        return false;
    }
    if (!demo_ask(county->cli, actor, text_of(step, "do"), params, &result)) return false;
    bool is_done = remember(telling, step, result);
    if (is_done && strcmp(text_of(step, "do"), "sitting.begin") == 0) is_done = name_phases(telling, actor, result);
    json_decref(result);
    return is_done;
}

static bool play_step(struct telling *telling, const json_t *step)
{
    const struct demo_county *county = telling->county;
    const json_t *session = is_step(step) ? json_object_get(county->sessions, text_of(step, "as")) : NULL;
    int64_t at;
    if (!session || !demo_ago(text_of(step, "ago"), county->now, &at))
        return complain(telling,
                        "a step has \"ago\" (\"21 09:12\"), \"as\", \"do\", and perhaps \"with\", \"is\", \"writes\"");
    if (at < telling->at) return complain(telling, "a step is earlier than the one before it");
    telling->at = at;
    clock_set(at);
    return ask_step(telling, step, json_integer_value(session));
}

/* ---- all stories ---- */

static const json_t *step_of(const struct telling *telling)
{
    return json_array_get(json_object_get(telling->story, "steps"), telling->next);
}

/* The story whose next step is the earliest, and of several the first; NULL: all are told. */
static struct telling *next_telling(struct telling *tellings, size_t count)
{
    struct telling *next = NULL;
    int64_t earliest = INT64_MAX;
    for (size_t i = 0; i < count; i++) {
        const json_t *step = step_of(&tellings[i]);
        int64_t at = 0; /* what is no time is refused when it is played */
        if (!step || (demo_ago(text_of(step, "ago"), tellings[i].county->now, &at) && at >= earliest)) continue;
        earliest = at;
        next = &tellings[i];
    }
    return next;
}

static bool play_all(struct telling *tellings, size_t count, unsigned *steps)
{
    for (struct telling *telling; (telling = next_telling(tellings, count)); telling->next++, ++*steps) {
        const json_t *step = step_of(telling);
        if (play_step(telling, step)) continue;
        fprintf(stderr, "%s: this was step %zu of the story that is \"%s\": ", telling->county->cli->who,
                telling->next + 1, text_of(telling->story, "about"));
        json_dumpf(step, stderr, JSON_COMPACT);
        fputc('\n', stderr);
        return false;
    }
    return true;
}

static void begin_tellings(const struct demo_county *county, const char *list, struct telling **out)
{
    size_t index;
    json_t *story;
    json_array_foreach (json_object_get(county->script, list), index, story) {
        *(*out)++ = (struct telling){.county = county,
                                     .story = story,
                                     .names = json_object(),
                                     .texts = json_object(),
                                     .notes = json_object(),
                                     .is_of_team = strcmp(list, "teams") == 0};
    }
}

bool demo_tell(const struct demo_county *county, unsigned *steps)
{
    size_t count = json_array_size(json_object_get(county->script, "boards")) +
                   json_array_size(json_object_get(county->script, "teams"));
    struct telling *tellings = calloc(count, sizeof *tellings), *end = tellings;
    must(tellings);
    begin_tellings(county, "boards", &end);
    begin_tellings(county, "teams", &end);

    bool is_told = play_all(tellings, count, steps);
    for (size_t i = 0; i < count; i++) {
        json_decref(tellings[i].names);
        json_decref(tellings[i].texts);
        json_decref(tellings[i].notes);
    }
    free(tellings);
    return is_told;
}
