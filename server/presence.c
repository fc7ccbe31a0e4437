/* presence.c - a list of people a topic, and one timer for all topics in which something changed. See presence.h */
#include "presence.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "base/must.h"
#include "command/registry.gen.h"
#include "server.h"
#include "ws.h"

enum { TOGETHER_MS = 100 };

struct place {
    int64_t card, note;            /* 0: none */
    int64_t version, anchor, head; /* NO_INT: none */
    char *field;                   /* as JSON, or NULL */
    bool is_writing, is_away;
};

static const struct place nowhere = {.version = NO_INT, .anchor = NO_INT, .head = NO_INT};

struct person {
    int64_t account;
    unsigned sockets;
    const struct subscription *latest; /* that said something */
    struct place place;
    bool is_changed;
};

void presence_init(struct presence *presence)
{
    *presence = (struct presence){0};
    list_init(&presence->of_changed);
}

static void person_free(struct person *person)
{
    free(person->place.field);
    free(person);
}

void presence_fini(struct presence *presence)
{
    for (size_t i = 0; i < presence->count; i++)
        person_free(presence->people[i]);
    free(presence->people);
    free(presence->left);
    list_leave(&presence->of_changed);
}

/* ---- telling ---- */

static void put_number(struct buf *out, const char *name, int64_t number, int64_t none)
{
    if (number == none)
        buf_printf(out, ",\"%s\":null", name);
    else
        buf_printf(out, ",\"%s\":%" PRId64, name, number);
}

static void put_person(struct buf *out, const struct person *person, bool is_first)
{
    const struct place *place = &person->place;
    buf_printf(out, "%s{\"account\":%" PRId64 ",\"sockets\":%u", is_first ? "" : ",", person->account, person->sockets);
    put_number(out, "card", place->card, 0);
    buf_printf(out, ",\"field\":%s", place->field ? place->field : "null");
    put_number(out, "note", place->note, 0);
    put_number(out, "version", place->version, NO_INT);
    put_number(out, "anchor", place->anchor, NO_INT);
    put_number(out, "head", place->head, NO_INT);
    buf_printf(out, ",\"writing\":%s,\"away\":%s}", place->is_writing ? "true" : "false",
               place->is_away ? "true" : "false");
}

static struct frame *compose(struct topic *topic, bool is_whole)
{
    struct presence *presence = &topic->presence;
    struct buf text;
    buf_init(&text);
    buf_printf(&text,
               "{\"jsonrpc\":\"2.0\",\"method\":\"presence\",\"params\":{\"board\":%" PRId64 ",\"whole\":%s,\"here\":[",
               topic->board, is_whole ? "true" : "false");
    bool is_first = true;
    for (size_t i = 0; i < presence->count; i++) {
        if (!is_whole && !presence->people[i]->is_changed) continue;
        put_person(&text, presence->people[i], is_first);
        is_first = false;
    }
    buf_text(&text, "],\"left\":[");
    for (size_t i = 0; !is_whole && i < presence->left_count; i++)
        buf_printf(&text, "%s%" PRId64, i ? "," : "", presence->left[i]);
    buf_text(&text, "]}}");
    struct frame *frame = frame_new(text.data, text.len);
    buf_fini(&text);
    return frame;
}

static void send_to(struct subscription *s, struct frame *frame)
{
    if (s->watching != WATCHING_LIVE || !socket_has_room(s->socket, frame_len(frame))) return;
    s->socket->server->metrics.presence_frames++;
    socket_tell(s->socket, frame);
}

static void tell(struct topic *topic)
{
    struct presence *presence = &topic->presence;
    struct frame *frame = compose(topic, false);
    list_leave(&presence->of_changed);
    for (size_t i = 0; i < presence->count; i++)
        presence->people[i]->is_changed = false;
    presence->left_count = 0;
    for (struct hook *hook = topic->subscriptions.next, *next; hook != &topic->subscriptions; hook = next) {
        next = hook->next;
        send_to(MEMBER_OF(hook, struct subscription, of_topic), frame);
    }
    frame_unref(frame);
}

static void tell_all(uv_timer_t *timer)
{
    struct server *server = timer->data;
    struct hook *changed = &server->hub.changed, due;
    list_init(&due);
    while (!list_is_empty(changed)) { /* those that change by the telling wait for the next time */
        struct hook *hook = changed->next;
        list_leave(hook);
        list_join(&due, hook);
    }
    while (!list_is_empty(&due)) {
        struct presence *presence = MEMBER_OF(due.next, struct presence, of_changed);
        tell(MEMBER_OF(presence, struct topic, presence));
    }
}

void presence_timer_init(struct server *server)
{
    must(!uv_timer_init(&server->loop, &server->presence));
    server->presence.data = server;
}

void presence_timer_stop(struct server *server)
{
    uv_timer_stop(&server->presence);
}

static void tell_soon(struct server *server, struct topic *topic)
{
    struct hook *changed = &topic->presence.of_changed;
    if (!list_is_empty(changed)) return;
    list_join(&server->hub.changed, changed);
    if (!uv_is_active((uv_handle_t *)&server->presence)) uv_timer_start(&server->presence, tell_all, TOGETHER_MS, 0);
}

/* ---- people ---- */

static size_t place_of(const struct presence *presence, int64_t account)
{
    size_t i = 0;
    while (i < presence->count && presence->people[i]->account != account)
        i++;
    return i;
}

bool presence_has(const struct presence *presence, int64_t account)
{
    return place_of(presence, account) < presence->count;
}

static struct person *person_of(const struct subscription *s)
{
    const struct presence *presence = &s->topic->presence;
    size_t place = place_of(presence, live_account_id(s->socket->session));
    return place < presence->count ? presence->people[place] : NULL;
}

static void forget_left(struct presence *presence, int64_t account)
{
    for (size_t i = 0; i < presence->left_count; i++)
        if (presence->left[i] == account) presence->left[i--] = presence->left[--presence->left_count];
}

static struct person *add_person(struct presence *presence, int64_t account)
{
    if (presence->count == presence->room) {
        presence->room = presence->room ? presence->room * 2 : 4;
        presence->people = realloc(presence->people, presence->room * sizeof(struct person *));
        must(presence->people != NULL);
    }
    struct person *person = calloc(1, sizeof *person);
    must(person != NULL);
    person->account = account;
    person->place = nowhere;
    presence->people[presence->count++] = person;
    forget_left(presence, account);
    return person;
}

static void remove_person(struct presence *presence, size_t place)
{
    presence->left = realloc(presence->left, (presence->left_count + 1) * sizeof *presence->left);
    must(presence->left != NULL);
    presence->left[presence->left_count++] = presence->people[place]->account;
    person_free(presence->people[place]);
    presence->people[place] = presence->people[--presence->count];
}

void presence_came(struct server *server, struct subscription *s)
{
    struct person *person = person_of(s);
    if (!person) person = add_person(&s->topic->presence, live_account_id(s->socket->session));
    person->sockets++;
    person->is_changed = true;
    tell_soon(server, s->topic);
}

void presence_show(struct subscription *s)
{
    struct frame *everybody = compose(s->topic, true);
    send_to(s, everybody);
    frame_unref(everybody);
}

void presence_went(struct server *server, struct subscription *s)
{
    struct presence *presence = &s->topic->presence;
    size_t at = place_of(presence, live_account_id(s->socket->session));
    must(at < presence->count);
    struct person *person = presence->people[at];
    if (person->latest == s) {
        free(person->place.field);
        person->place = nowhere;
        person->latest = NULL;
    }
    person->is_changed = true;
    if (!--person->sockets) {
        lapse_went(server, s->topic->board, person->account);
        remove_person(presence, at);
    }
    tell_soon(server, s->topic);
}

static bool is_same(const struct place *a, const struct place *b)
{
    bool is_same_field = a->field && b->field ? !strcmp(a->field, b->field) : a->field == b->field;
    return is_same_field && a->card == b->card && a->note == b->note && a->version == b->version &&
           a->anchor == b->anchor && a->head == b->head && a->is_writing == b->is_writing && a->is_away == b->is_away;
}

/* Where nothing changes nobody is told: what one does in a private note can't be seen by frames that come. */
static void move(struct server *server, struct subscription *s, struct person *person, const struct place *to)
{
    bool has_moved = !is_same(&person->place, to);
    free(person->place.field);
    person->place = *to;
    person->latest = s;
    if (!has_moved) return;
    person->is_changed = true;
    tell_soon(server, s->topic);
}

static char *as_json(const char *text)
{
    json_t *string = text ? json_string(text) : NULL;
    char *json = string ? json_dumps(string, JSON_ENCODE_ANY) : NULL;
    json_decref(string);
    return json;
}

void presence_said(struct server *server, struct subscription *s, const struct subscription *note,
                   const struct presence_set *said)
{
    struct person *person = person_of(s);
    must(person != NULL);
    struct place to = nowhere;
    to.is_away = said->away;
    if (!note || !note->is_private) {
        to.card = said->card;
        to.field = as_json(said->field);
        to.is_writing = said->writing;
    }
    if (note && !note->is_private) {
        to.note = said->note;
        to.version = said->version;
        to.anchor = said->anchor;
        to.head = said->head;
    }
    move(server, s, person, &to);
}

void presence_left_note(struct server *server, struct subscription *s, int64_t note)
{
    struct person *person = person_of(s);
    must(person != NULL);
    if (person->latest != s || person->place.note != note) return;
    person->place.note = 0;
    person->place.version = person->place.anchor = person->place.head = NO_INT;
    person->place.is_writing = false; /* it was there that they wrote */
    person->is_changed = true;
    tell_soon(server, s->topic);
}
