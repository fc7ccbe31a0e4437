/* hub.c - topics, subscriptions and fan-out. See hub.h */
#include "hub.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "rpc.h"
#include "server.h"
#include "ws.h"

enum { FORGET_MS = 60000, MOST_SNAPSHOT_BYTES = 64 * 1024 * 1024 };

struct kept {
    struct kept *next;
    struct frame *frame;
    int64_t first_seq, last_seq;
};

/* ---- topics ---- */

void hub_init(struct hub *hub)
{
    *hub = (struct hub){0};
    table_init(&hub->topics);
    list_init(&hub->snapshots);
    list_init(&hub->changed);
}

/* An id is one of a board or of a note, but whoever opens may name anything: both are compared. */
static struct topic *topic_of(const struct hub *hub, int64_t board, int64_t note)
{
    for (struct entry *entry = table_find(&hub->topics, (uint64_t)(note ? note : board)); entry;
         entry = table_same(entry)) {
        struct topic *topic = MEMBER_OF(entry, struct topic, by_id);
        if (topic->board == board && topic->note == note) return topic;
    }
    return NULL;
}

bool hub_is_here(const struct hub *hub, int64_t board, int64_t account)
{
    const struct topic *topic = topic_of(hub, board, 0);
    return topic && presence_has(&topic->presence, account);
}

static struct topic *topic_for(struct hub *hub, int64_t board, int64_t note)
{
    struct topic *topic = topic_of(hub, board, note);
    if (topic) return topic;
    topic = calloc(1, sizeof *topic);
    must(topic != NULL);
    topic->board = board;
    topic->note = note;
    list_init(&topic->subscriptions);
    list_init(&topic->of_snapshots);
    presence_init(&topic->presence);
    table_add(&hub->topics, &topic->by_id, (uint64_t)(note ? note : board));
    return topic;
}

static void forget_snapshot(struct hub *hub, struct topic *topic)
{
    if (!topic->snapshot) return;
    hub->snapshot_bytes -= frame_len(topic->snapshot);
    frame_unref(topic->snapshot);
    topic->snapshot = NULL;
    list_leave(&topic->of_snapshots);
}

static void keep_snapshot(struct hub *hub, struct topic *topic, struct frame *snapshot, int64_t seq)
{
    if (topic->snapshot && topic->snapshot_seq > seq) return;
    forget_snapshot(hub, topic);
    topic->snapshot = frame_ref(snapshot);
    topic->snapshot_seq = seq;
    hub->snapshot_bytes += frame_len(snapshot);
    list_join(&hub->snapshots, &topic->of_snapshots);
    while (hub->snapshot_bytes > MOST_SNAPSHOT_BYTES)
        forget_snapshot(hub, MEMBER_OF(hub->snapshots.next, struct topic, of_snapshots));
}

static void topic_free(struct hub *hub, struct topic *topic)
{
    must(list_is_empty(&topic->subscriptions));
    forget_snapshot(hub, topic);
    presence_fini(&topic->presence);
    table_remove(&hub->topics, &topic->by_id);
    free(topic);
}

void hub_sweep(struct server *server, int64_t now_ms)
{
    struct hub *hub = &server->hub;
    for (struct entry *entry = table_next(&hub->topics, NULL), *next; entry; entry = next) {
        struct topic *topic = MEMBER_OF(entry, struct topic, by_id);
        next = table_next(&hub->topics, entry);
        if (topic->left_ms && now_ms - topic->left_ms > FORGET_MS) topic_free(hub, topic);
    }
}

void hub_fini(struct hub *hub)
{
    for (struct entry *entry; (entry = table_next(&hub->topics, NULL));)
        topic_free(hub, MEMBER_OF(entry, struct topic, by_id));
    table_fini(&hub->topics);
}

/* ---- subscriptions ---- */

static struct subscription *subscription_of(struct socket *socket, int64_t board, int64_t note)
{
    struct subscription *s = socket->subscriptions;
    while (s && (s->topic->board != board || s->topic->note != note))
        s = s->next;
    return s;
}

struct subscription *hub_find(struct socket *socket, int64_t board, int64_t note)
{
    struct subscription *s = subscription_of(socket, board, note);
    return s && s->is_open ? s : NULL;
}

static struct subscription *subscribe(struct socket *socket, int64_t board, int64_t note)
{
    struct subscription *s = calloc(1, sizeof *s);
    must(s != NULL);
    s->socket = socket;
    s->topic = topic_for(&socket->server->hub, board, note);
    s->topic->left_ms = 0;
    s->next = socket->subscriptions;
    socket->subscriptions = s;
    list_join(&s->topic->subscriptions, &s->of_topic);
    return s;
}

static void forget_kept(struct subscription *s)
{
    while (s->first) {
        struct kept *kept = s->first;
        s->first = kept->next;
        frame_unref(kept->frame);
        free(kept);
    }
    s->kept_bytes = 0;
}

/* Whoever leaves a note is in it no more; whoever leaves a board is not here. */
static void leave_presence(struct subscription *s)
{
    struct server *server = s->socket->server;
    struct subscription *of_board;
    if (!s->topic->note)
        presence_went(server, s);
    else if ((of_board = hub_find(s->socket, s->topic->board, 0)))
        presence_left_note(server, of_board, s->topic->note);
}

void hub_leave(struct subscription *s)
{
    struct topic *topic = s->topic;
    struct subscription **at = &s->socket->subscriptions;
    while (*at != s)
        at = &(*at)->next;
    *at = s->next;
    list_leave(&s->of_topic);
    if (s->is_open) leave_presence(s);
    forget_kept(s);
    free(s);
    if (list_is_empty(&topic->subscriptions)) topic->left_ms = mono_ms();
}

void hub_leave_all(struct socket *socket)
{
    while (socket->subscriptions)
        hub_leave(socket->subscriptions);
}

/* ---- fan-out ---- */

/* Word of a board, to be freed with frame_unref(). */
static struct frame *frame_about(const char *method, int64_t board, const char *more)
{
    char text[160];
    int len =
        snprintf(text, sizeof text, "{\"jsonrpc\":\"2.0\",\"method\":\"%s\",\"params\":{\"board\":%" PRId64 "%s}}",
                 method, board, more);
    return frame_new(text, (size_t)len);
}

static void fall_behind(struct subscription *s)
{
    s->watching = WATCHING_BEHIND;
    s->socket->is_behind = true;
    forget_kept(s);
    lws_callback_on_writable(s->socket->wsi);
}

static void keep(struct subscription *s, struct frame *frame, int64_t first_seq, int64_t last_seq)
{
    struct kept *kept = malloc(sizeof *kept);
    must(kept != NULL);
    *kept = (struct kept){.frame = frame_ref(frame), .first_seq = first_seq, .last_seq = last_seq};
    if (!s->first) s->last = &s->first;
    *s->last = kept;
    s->last = &kept->next;
    s->kept_bytes += frame_len(frame);
}

static void deliver(struct subscription *s, struct frame *frame, int64_t first_seq, int64_t last_seq)
{
    struct server *server = s->socket->server;
    bool has_it = last_seq <= s->seq, has_gap = first_seq > s->seq + 1;
    if (has_it) return;
    if (has_gap || !socket_has_room(s->socket, frame_len(frame))) {
        server->metrics.dropped++;
        fall_behind(s);
        return;
    }
    s->seq = last_seq;
    if (s->topic->note)
        server->metrics.update_frames++;
    else
        server->metrics.event_frames++;
    socket_tell(s->socket, frame);
}

void hub_deliver(struct server *server, const struct told *told)
{
    struct topic *topic = topic_of(&server->hub, told->board, told->note);
    if (!topic) return;
    for (struct hook *hook = topic->subscriptions.next, *next; hook != &topic->subscriptions; hook = next) {
        struct subscription *s = MEMBER_OF(hook, struct subscription, of_topic);
        next = hook->next; /* a socket that is ended leaves, but only itself */
        if (s->watching == WATCHING_PENDING && s->kept_bytes > (size_t)server->settings.out_soft)
            s->is_short = true;
        else if (s->watching == WATCHING_PENDING)
            keep(s, told->body, told->first_seq, told->last_seq);
        else if (s->watching == WATCHING_LIVE)
            deliver(s, told->body, told->first_seq, told->last_seq);
        else
            server->metrics.dropped++;
    }
}

static void say_resync(struct subscription *s)
{
    const struct topic *topic = s->topic;
    char note[32] = "", text[192];
    if (topic->note) snprintf(note, sizeof note, "\"note\":%" PRId64 ",", topic->note);
    int len = snprintf(text, sizeof text,
                       "{\"jsonrpc\":\"2.0\",\"method\":\"%s.resync\",\"params\":{\"board\":%" PRId64
                       ",%s\"since\":%" PRId64 "}}",
                       topic->note ? "note" : "board", topic->board, note, s->seq);
    s->watching = WATCHING_TOLD;
    s->socket->server->metrics.resyncs++;
    socket_send_parts(s->socket, (const char *const[]){text}, (const size_t[]){(size_t)len}, 1);
}

/* Said to whoever has room, else once there is some again. */
static void say_word(struct socket *socket, enum owed what)
{
    static const char *const methods[] = {
        [OWES_INBOX] = "inbox.changed", [OWES_CALENDAR] = "calendar.changed", [OWES_TEAM] = "team.changed"};
    const char *const parts[] = {"{\"jsonrpc\":\"2.0\",\"method\":\"", methods[what], "\",\"params\":{}}"};
    const size_t lens[] = {strlen(parts[0]), strlen(parts[1]), strlen(parts[2])};
    if (socket_has_room(socket, lens[0] + lens[1] + lens[2])) {
        socket_send_parts(socket, parts, lens, 3);
        return;
    }
    socket->owed |= (uint8_t)what;
    socket->is_behind = true;
}

static void say_owed(struct socket *socket)
{
    unsigned owed = socket->owed;
    socket->owed = 0;
    for (unsigned what = OWES_INBOX; what <= OWES_TEAM && !socket->close_code; what <<= 1)
        if (owed & what) say_word(socket, (enum owed)what);
}

void hub_say_behind(struct socket *socket)
{
    socket->is_behind = false;
    if (socket->owed) say_owed(socket);
    for (struct subscription *s = socket->subscriptions; s; s = s->next) {
        if (s->watching != WATCHING_BEHIND) continue;
        say_resync(s);
        if (socket->close_code) return; /* its subscriptions are gone */
    }
}

/* Whoever falls behind opens the board again, and asks for the list then. */
static void say_mine(struct subscription *s, struct frame *frame)
{
    bool has_room = socket_has_room(s->socket, frame_len(frame));
    if (s->watching == WATCHING_PENDING && !has_room)
        s->is_short = true;
    else if (s->watching == WATCHING_LIVE && !has_room)
        fall_behind(s);
    else if (s->watching == WATCHING_PENDING || s->watching == WATCHING_LIVE)
        socket_tell(s->socket, frame);
}

void hub_mine(struct server *server, const struct told *told)
{
    struct account *account = live_account(&server->live, told->account);
    if (!account) return;
    struct frame *frame = frame_about("board.mine", told->board, "");
    for (struct hook *hook = account->sockets.next, *next; hook != &account->sockets; hook = next) {
        struct socket *socket = MEMBER_OF(hook, struct socket, of_account);
        struct subscription *s = subscription_of(socket, told->board, 0);
        next = hook->next;
        if (s) say_mine(s, frame);
    }
    frame_unref(frame);
}

void hub_tell_account(struct server *server, int64_t id, enum owed what)
{
    struct account *account = live_account(&server->live, id);
    if (!account) return;
    for (struct hook *hook = account->sockets.next, *next; hook != &account->sockets; hook = next) {
        next = hook->next; /* a socket that is ended leaves, but only itself */
        say_word(MEMBER_OF(hook, struct socket, of_account), what);
    }
}

/* ---- opening ---- */

static int64_t id_of(const json_t *params, const char *name)
{
    return json_integer_value(json_object_get(params, name)); /* 0 where it is not a number: the store says so */
}

/* The subscription that the answer will find, waiting for it. */
static struct subscription *wait_for(struct socket *socket, struct call *call, int64_t board, int64_t note)
{
    struct hub *hub = &socket->server->hub;
    struct subscription *s = subscription_of(socket, board, note);
    if (!s) s = subscribe(socket, board, note);
    if (!++hub->openings) hub->openings++;
    s->opening = call->opening = hub->openings; /* of two openings the later counts */
    call->board = board;
    call->note = note;
    s->watching = WATCHING_PENDING;
    s->is_short = false;
    forget_kept(s);
    return s;
}

void hub_open(struct socket *socket, struct call *call, json_t *params, struct actor actor)
{
    bool is_note = !strcmp(call->pending.command->name, "note.open");
    int64_t board = id_of(params, "board"), note = is_note ? id_of(params, "note") : 0;
    struct frame *snapshot = NULL;
    int64_t snapshot_seq = 0;
    if (board > 0 && (note > 0 || !is_note)) {
        const struct topic *topic = wait_for(socket, call, board, note)->topic;
        snapshot = frame_ref(topic->snapshot);
        snapshot_seq = topic->snapshot_seq;
    }
    pending_ask(socket->server, &call->pending, &socket->pendings, params, actor, snapshot, snapshot_seq);
}

static void refuse(struct call *call, enum err err, enum detail detail, json_t *more)
{
    rpc_refusal(call->socket, call->id, &(struct refusal){.err = err, .detail = detail, .more = more});
    json_decref(more);
}

/* The kept frames behind the answer. */
static void deliver_kept(struct subscription *s)
{
    const struct socket *socket = s->socket; /* if it is ended the subscription goes with it */
    struct kept *first = s->first;
    s->first = NULL;
    s->kept_bytes = 0;
    for (struct kept *kept = first, *next; kept; kept = next) {
        next = kept->next;
        if (!socket->close_code && s->watching == WATCHING_LIVE)
            deliver(s, kept->frame, kept->first_seq, kept->last_seq);
        frame_unref(kept->frame);
        free(kept);
    }
    if (!socket->close_code && s->watching == WATCHING_LIVE && s->is_short) fall_behind(s);
}

static void answer(struct subscription *s, struct call *call, const struct told *told)
{
    struct socket *socket = s->socket;
    struct server *server = socket->server;
    s->watching = WATCHING_LIVE;
    s->seq = told->seq;
    s->is_private = told->is_private;
    if (told->snapshot) keep_snapshot(&server->hub, s->topic, told->snapshot, told->seq);
    rpc_answer(call, told);
    if (socket->close_code) return;
    deliver_kept(s);
    if (socket->close_code) return;
    bool was_open = s->is_open;
    s->is_open = true;
    if (s->topic->note) return;
    if (!was_open) presence_came(server, s);
    presence_show(s);
}

void hub_opened(struct call *call, const struct told *told)
{
    struct subscription *s = subscription_of(call->socket, call->board, call->note);
    bool is_asked = s && s->watching == WATCHING_PENDING && s->opening == call->opening;
    if (told->err || (told->is_partial && is_asked)) {
        if (is_asked) hub_leave(s);
        rpc_answer(call, told);
    } else if (is_asked) {
        answer(s, call, told);
    } else if (s) { /* opened again meanwhile: that one's answer counts */
        refuse(call, ERR_BUSY, DETAIL_NONE, json_pack("{s:i}", "retry_ms", 100));
    } else { /* let out, or closed, meanwhile: nothing of the board any more */
        refuse(call, ERR_NOT_FOUND, DETAIL_NONE, NULL);
    }
}

/* ---- ending ---- */

/* Of the board and all of its notes, answered or not; false: there was none. */
static bool leave_board(struct socket *socket, int64_t board)
{
    bool was_there = false;
    for (struct subscription *s = socket->subscriptions, *next; s; s = next) {
        next = s->next;
        if (s->topic->board != board) continue;
        hub_leave(s);
        was_there = true;
    }
    return was_there;
}

void hub_access_ended(struct server *server, const struct told *told)
{
    struct account *account = live_account(&server->live, told->account);
    if (!account) return;
    struct frame *frame = frame_about("board.ended", told->board, ",\"reason\":\"not_found\"");
    for (struct hook *hook = account->sockets.next, *next; hook != &account->sockets; hook = next) {
        struct socket *socket = MEMBER_OF(hook, struct socket, of_account);
        next = hook->next;
        if (leave_board(socket, told->board)) socket_send(socket, frame);
    }
    frame_unref(frame);
}
