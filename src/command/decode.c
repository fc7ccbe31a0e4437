/* decode.c - parameters out of JSON, and refusals into it; see decode.h and command.h
 *
 * A decode remembers every name that it was asked for, so that at the end a parameter nobody asked for is found. It
 * stops looking once something was wrong: the first refusal is the one that is told. */
#include "command/decode.h"

#include <jansson.h>
#include <string.h>

#include "base/arena.h"
#include "base/must.h"
#include "base/utf8.h"
#include "command/command.h"

enum { MOST_NAMES = 32, MOST_KEY = 64, MOST_NAME_SHOWN = 64 };

struct decode {
    const json_t *params; /* an object or NULL */
    struct arena *arena;
    struct refusal *why;
    const char *names[MOST_NAMES];
    size_t n_names, n_found;
};

static void refuse_field(struct decode *d, const char *field, enum detail detail)
{
    if (d->why->err) return;
    *d->why = (struct refusal){.err = ERR_BAD_INPUT, .field = field, .detail = detail};
}

/* The value of a parameter; NULL where it is absent, null, or something was wrong before. */
static const json_t *find(struct decode *d, const char *name, bool is_optional)
{
    must(d->n_names < MOST_NAMES);
    d->names[d->n_names++] = name;
    const json_t *value = json_object_get(d->params, name);
    if (value) d->n_found++;
    if (d->why->err) return NULL;
    if (value && !json_is_null(value)) return value;
    if (!is_optional) refuse_field(d, name, DETAIL_MISSING);
    return NULL;
}

static bool fits_int(struct decode *d, const char *name, const json_t *value, int64_t min, int64_t max)
{
    if (!json_is_integer(value)) { /* 3.0 is a real */
        refuse_field(d, name, DETAIL_WRONG_TYPE);
        return false;
    }
    int64_t number = json_integer_value(value);
    if (number < min) refuse_field(d, name, DETAIL_TOO_SMALL);
    if (number > max) refuse_field(d, name, DETAIL_TOO_LARGE);
    return min <= number && number <= max;
}

static int64_t decode_number(struct decode *d, const char *name, int64_t min, int64_t max, bool is_optional,
                             int64_t none)
{
    const json_t *value = find(d, name, is_optional);
    if (!value || !fits_int(d, name, value, min, max)) return none;
    return json_integer_value(value);
}

int64_t decode_int(struct decode *d, const char *name, int64_t min, int64_t max, bool is_optional)
{
    return decode_number(d, name, min, max, is_optional, is_optional ? NO_INT : 0);
}

int64_t decode_ref(struct decode *d, const char *name, bool is_optional)
{
    return decode_number(d, name, 1, INT_SAFE, is_optional, 0);
}

int64_t decode_at(struct decode *d, const char *name, bool is_optional)
{
    return decode_number(d, name, 1, INT_SAFE, is_optional, 0);
}

bool decode_bool(struct decode *d, const char *name, bool is_optional)
{
    const json_t *value = find(d, name, is_optional);
    if (value && !json_is_boolean(value)) refuse_field(d, name, DETAIL_WRONG_TYPE);
    return json_is_true(value);
}

static const char *find_text(struct decode *d, const char *name, bool is_optional)
{
    const json_t *value = find(d, name, is_optional);
    if (value && !json_is_string(value)) refuse_field(d, name, DETAIL_WRONG_TYPE);
    return json_string_value(value);
}

static bool fits_length(struct decode *d, const char *name, size_t length, size_t min, size_t max)
{
    if (length < min) refuse_field(d, name, DETAIL_TOO_SHORT);
    if (length > max) refuse_field(d, name, DETAIL_TOO_LONG);
    return min <= length && length <= max;
}

const char *decode_text(struct decode *d, const char *name, size_t min, size_t max, bool is_optional)
{
    const char *text = find_text(d, name, is_optional);
    if (!text || !fits_length(d, name, utf8_length(text), min, max)) return NULL;
    if (utf8_is_text(text)) return text;
    refuse_field(d, name, DETAIL_CONTROL_CHARACTER);
    return NULL;
}

/* What breaks a line counts as a control character: \n, \t, U+2028 and U+2029. */
static bool breaks_line(const char *text)
{
    return strpbrk(text, "\n\t") || strstr(text, "\xe2\x80\xa8") || strstr(text, "\xe2\x80\xa9");
}

const char *decode_line(struct decode *d, const char *name, size_t min, size_t max, bool is_optional)
{
    const char *text = decode_text(d, name, min, max, is_optional);
    if (!text || utf8_is_line(text)) return text;
    refuse_field(d, name, breaks_line(text) ? DETAIL_CONTROL_CHARACTER : DETAIL_SPACE_AT_END);
    return NULL;
}

static bool read_digits(const char *text, unsigned count, unsigned *out)
{
    *out = 0;
    for (unsigned i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9') return false;
        *out = *out * 10 + (unsigned)(text[i] - '0');
    }
    return true;
}

/* YYYY-MM-DD that the Gregorian calendar has (RFC 3339 § 5.7). */
static bool is_day(const char *text)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    unsigned year, month, day;
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-') return false;
    if (!read_digits(text, 4, &year) || !read_digits(text + 5, 2, &month) || !read_digits(text + 8, 2, &day))
        return false;
    if (year < 1 || month < 1 || month > 12 || day < 1) return false;
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= days[month - 1] + (unsigned)(is_leap && month == 2);
}

const char *decode_day(struct decode *d, const char *name, bool is_optional)
{
    const char *text = find_text(d, name, is_optional);
    if (!text || is_day(text)) return text;
    refuse_field(d, name, DETAIL_NOT_A_DAY);
    return NULL;
}

int decode_word(struct decode *d, const char *name, const char *const *words, bool is_optional)
{
    const char *text = find_text(d, name, is_optional);
    if (!text) return 0;
    for (int i = 1; words[i]; i++)
        if (strcmp(words[i], text) == 0) return i;
    refuse_field(d, name, DETAIL_UNKNOWN_WORD);
    return 0;
}

/* NULL: there is none, or an empty one; or it was refused. */
static const json_t *find_list(struct decode *d, const char *name, size_t min, size_t max, bool is_optional)
{
    const json_t *list = find(d, name, is_optional);
    if (!list) return NULL;
    if (!json_is_array(list)) {
        refuse_field(d, name, DETAIL_WRONG_TYPE);
        return NULL;
    }
    size_t count = json_array_size(list);
    return fits_length(d, name, count, min, max) && count ? list : NULL;
}

struct refs decode_refs(struct decode *d, const char *name, size_t min, size_t max, bool is_optional)
{
    struct refs none = {NULL, 0};
    const json_t *list = find_list(d, name, min, max, is_optional);
    if (!list) return none;
    size_t count = json_array_size(list);
    int64_t *ids = arena_alloc(d->arena, count * sizeof *ids);
    for (size_t i = 0; i < count; i++) {
        const json_t *item = json_array_get(list, i);
        if (!fits_int(d, name, item, 1, INT_SAFE)) return none;
        ids[i] = json_integer_value(item);
    }
    return (struct refs){ids, count};
}

static enum detail detail_of(enum ot_fault fault)
{
    static const enum detail details[] = {
        [OT_NOT_A_LIST] = DETAIL_WRONG_TYPE,
        [OT_BAD_LENGTH] = DETAIL_BAD_LENGTH,
        [OT_TOO_LONG] = DETAIL_TOO_LONG,
        [OT_LINE_BREAK] = DETAIL_LINE_BREAK,
        [OT_CONTROL_CHARACTER] = DETAIL_CONTROL_CHARACTER,
        [OT_LONE_SURROGATE] = DETAIL_LONE_SURROGATE,
    };
    return details[fault];
}

/* DETAIL_NONE: it was read. */
static enum detail read_update(struct decode *d, const json_t *update, struct ot_changes *out)
{
    const json_t *changes = json_object_get(update, "changes");
    if (!changes || json_object_size(update) != 1) return DETAIL_WRONG_TYPE;
    return detail_of(ot_read(changes, d->arena, out));
}

struct ot_chain decode_updates(struct decode *d, const char *name, size_t min, size_t max, bool is_optional)
{
    struct ot_chain none = {NULL, 0};
    const json_t *list = find_list(d, name, min, max, is_optional);
    if (!list) return none;
    size_t count = json_array_size(list);
    struct ot_chain chain = {arena_alloc(d->arena, count * sizeof *chain.items), count};
    for (size_t i = 0; i < count; i++) {
        enum detail detail = read_update(d, json_array_get(list, i), &chain.items[i]);
        if (!detail) continue;
        refuse_field(d, name, detail);
        d->why->more = json_pack("{s:I}", "at", (json_int_t)i);
        return none;
    }
    return chain;
}

/* ---- whole commands ---- */

/* 1 to 64 printable ASCII characters, no space at the ends. */
static const char *decode_key(struct decode *d)
{
    const char *key = decode_line(d, "key", 1, MOST_KEY, false);
    for (const char *at = key; at && *at; at++)
        if ((unsigned char)*at > '~') {
            refuse_field(d, "key", DETAIL_NOT_ASCII);
            return NULL;
        }
    return key;
}

static bool was_asked_for(const struct decode *d, const char *name)
{
    for (size_t i = 0; i < d->n_names; i++)
        if (strcmp(d->names[i], name) == 0) return true;
    return false;
}

/* A copy of a name that a stranger chose, cut to a moderate length between two characters. */
static const char *shown(struct decode *d, const char *name)
{
    size_t len = strlen(name);
    if (len > MOST_NAME_SHOWN) len = MOST_NAME_SHOWN;
    while (len > 0 && ((unsigned char)name[len] & 0xc0) == 0x80)
        len--;
    return arena_bytes(d->arena, name, len);
}

static void refuse_unknown_fields(struct decode *d)
{
    if (d->why->err || d->n_found == json_object_size(d->params)) return;
    const char *name;
    json_t *value;
    json_object_foreach ((json_t *)d->params, name, value) {
        if (was_asked_for(d, name)) continue;
        refuse_field(d, shown(d, name), DETAIL_UNKNOWN_FIELD);
        return;
    }
}

/* What the command is about comes by itself, by the scope of what it needs. */
static void decode_subject(struct decode *d, const struct command *command, struct subject *out)
{
    enum scope scope = permissions[command->needs].scope;
    bool is_host = scope == SCOPE_HOST;
    if (command->has_board || is_host) out->board = decode_ref(d, "board", is_host);
    if (scope == SCOPE_TASK) out->task = decode_ref(d, "task", false);
    if (scope == SCOPE_TEAM || is_host) out->team = decode_ref(d, "team", is_host);
    if (is_host && !out->board == !out->team) refuse_field(d, "board", DETAIL_BOARD_OR_TEAM);
}

enum err command_decode(const struct command *command, const json_t *params, struct arena *arena, struct decoded *out,
                        struct refusal *why)
{
    *why = (struct refusal){.err = ERR_OK};
    *out = (struct decoded){0};
    struct decode d = {.params = params, .arena = arena, .why = why};
    if (params && !json_is_object(params)) refuse_field(&d, NULL, DETAIL_WRONG_TYPE);

    struct decoded decoded = {.in = arena_alloc(arena, command->in_size)};
    decode_subject(&d, command, &decoded.on);
    if (command->is_keyed) decoded.key = decode_key(&d);
    command->decode(&d, decoded.in);
    refuse_unknown_fields(&d);
    if (!why->err) *out = decoded;
    return why->err;
}

/* The sentence of the refusal, and behind it the closer reason. */
static const char *message_of(const struct refusal *refusal, enum language language, struct arena *arena)
{
    const char *words = err_words(refusal->err, language), *closer = detail_words(refusal->detail, language);
    return closer ? arena_printf(arena, "%s: %s", words, closer) : words;
}

const char *refusal_json(const struct refusal *refusal, enum language language, struct arena *arena, size_t *len)
{
    json_t *error = json_pack("{s:i,s:s,s:{s:s,s:s?,s:s?}}", "code", err_code(refusal->err), "message",
                              message_of(refusal, language, arena), "data", "reason", err_name(refusal->err), "field",
                              refusal->field, "detail", detail_name(refusal->detail));
    must(error);
    if (refusal->more) must(json_object_update(json_object_get(error, "data"), refusal->more) == 0);

    *len = json_dumpb(error, NULL, 0, JSON_COMPACT);
    char *text = arena_alloc(arena, *len + 1);
    json_dumpb(error, text, *len, JSON_COMPACT);
    json_decref(error);
    return text;
}
