/* room.c - joins people to boards, sends changes and keeps the account of who got what. */
#include "room.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { AT_ONCE = 64, CHANGE_MAX = 9999999 };
#define JOIN_TIME  (90 * NS_PER_S)
#define QUIET_TIME (5 * NS_PER_S)

static struct note_at note_of(const struct room *room, const struct seat *seat)
{
    return (struct note_at){.board = room->world->boards[seat->board],
                            .note = room->world->notes[seat->board],
                            .version = seat->version,
                            .seat = (unsigned)(seat - room->seats)};
}

void room_ask(struct room *room, struct seat *seat, bool open)
{
    char ask[256];
    size_t len;
    struct note_at note = note_of(room, seat);
    if (room->is_notes)
        len = (open ? wire_note_open : wire_note_close)(ask, sizeof ask, &note);
    else
        len = (open ? wire_open : wire_close)(ask, sizeof ask, note.board);
    ws_send(&room->net, &seat->ws, ask, len);
}

static void opened(void *owner, struct ws *ws)
{
    struct room *room = owner;
    room->connected++;
    if (room->opens) room_ask(room, (struct seat *)ws, true);
}

static void acknowledge(struct room *room, struct change *change, int64_t now)
{
    if (change->acked) die("a change was acknowledged twice");
    change->acked = true;
    room->acked++;
    if (change->counts) samples_add(&room->ack, now - change->due);
    if (room->on_ack) room->on_ack(room, change->board);
}

/* What comes of one writer comes in order; of several, each once. */
static bool is_new(struct room *room, struct seat *seat, const struct mark *mark)
{
    struct change *change = &room->changes[mark->change];
    uint16_t bit = (uint16_t)(1u << ((seat - room->seats) % room->people % 16));
    if (room->writers > 1 ? change->got & bit : mark->nth < seat->nth) return false;
    change->got |= bit;
    if (room->writers <= 1 && mark->nth > seat->nth) room->gaps++;
    seat->nth = mark->nth + 1;
    return true;
}

static void deliver(struct room *room, struct seat *seat, const struct mark *mark, int64_t now)
{
    if (mark->change >= room->change_count || mark->board != seat->board)
        die("a change that nobody made, or of another board");
    if (!is_new(room, seat, mark)) {
        room->doubled++;
        return;
    }
    room->deliveries++;

    struct change *change = &room->changes[mark->change];
    if (--change->missing == 0) {
        room->delivered++;
        room->delivered_at = now;
        if (change->counts) samples_add(&room->last, now - change->due);
    }
    if (room->is_floor && seat == room_editor(room, seat->board, mark->nth)) acknowledge(room, change, now);
}

/* ---- pushes: one at a time, made over the version that the stream has reached ---- */

static void push(struct room *room, struct seat *seat)
{
    char ask[8 * 1024];
    struct mark marks[PUSH_MOST];
    if (!seat->waiting_count || seat->sent_count || seat->version < seat->own_version) return;
    for (unsigned i = 0; i < seat->waiting_count; i++) {
        const struct change *change = &room->changes[seat->waiting[i]];
        marks[i] = (struct mark){.change = seat->waiting[i], .board = change->board, .nth = change->nth};
        seat->sent[i] = seat->waiting[i];
    }
    seat->sent_count = seat->waiting_count;
    seat->waiting_count = 0;
    struct note_at note = note_of(room, seat);
    size_t len = wire_push(ask, sizeof ask, &note, marks, seat->sent_count);
    if (len >= sizeof ask) die("a push of %zu bytes", len);
    ws_send(&room->net, &seat->ws, ask, len);
}

static void pushed(struct room *room, struct seat *seat, int64_t version, int64_t now)
{
    seat->own_version = version;
    unsigned count = seat->sent_count;
    seat->sent_count = 0;
    for (unsigned i = 0; i < count; i++)
        acknowledge(room, &room->changes[seat->sent[i]], now);
    push(room, seat);
}

static void refuse(struct room *room, struct seat *seat, const char *text, size_t len, int64_t id)
{
    if (id < 0) die("refused: %.*s", (int)len, text);
    if (!room->refused) snprintf(room->refusal, sizeof room->refusal, "%.*s", (int)len, text);
    room->refused += room->is_notes ? seat->sent_count : 1;
    seat->sent_count = 0;
}

static void heard(void *owner, struct ws *ws, const char *text, size_t len, int64_t now)
{
    struct room *room = owner;
    struct seat *seat = (struct seat *)ws;
    struct mark mark;
    int64_t id = 0;

    switch (wire_read(text, len, &id)) {
    case MESSAGE_EVENTS:
        room->event_bytes = len;
        for (const char *at = text; wire_next(&at, text + len, &mark);)
            deliver(room, seat, &mark, now);
        if (!room->is_notes) break;
        seat->version = wire_version(text, len);
        push(room, seat);
        break;
    case MESSAGE_ANSWER:
        if (id >= 0 && id < room->change_count && room->is_notes) {
            pushed(room, seat, wire_version(text, len), now);
            break;
        }
        if (id >= 0 && id < room->change_count) {
            acknowledge(room, &room->changes[id], now);
            break;
        }
        room->answer_bytes = len;
        seat->answered_at = now;
        if (id == OPEN_ID && !seat->joined) room->joined++;
        seat->joined = id == OPEN_ID;
        if (room->is_notes && seat->joined) seat->version = wire_version(text, len);
        break;
    case MESSAGE_REFUSAL:
        refuse(room, seat, text, len, id);
        break;
    case MESSAGE_GAP:
        die("the server left something out: %.*s", (int)len, text);
    case MESSAGE_OTHER: /* presence, beat */
        break;
    }
}

static void take_seats(struct room *room)
{
    unsigned count = room->boards * room->people, next = 0;
    const unsigned *done = room->opens ? &room->joined : &room->connected;
    int64_t until = now_ns() + JOIN_TIME;
    while (*done < count) {
        for (; next < count && next < *done + AT_ONCE; next++) {
            struct seat *seat = &room->seats[next];
            seat->board = next / room->people;
            const struct person *who =
                &room->world->people[(next % room->people + seat->board) % room->world->people_count];
            ws_connect(&room->net, &seat->ws, who->token[0] ? who->token : NULL);
        }
        if (now_ns() > until)
            die("%u of %u sockets joined within %lld s", *done, count, (long long)(JOIN_TIME / NS_PER_S));
        ws_wait(&room->net, now_ns() + NS_PER_S);
    }
}

void room_enter(struct room *room, const struct world *world, unsigned boards, unsigned people)
{
    if (room->is_floor) room->is_notes = false;
    if (room->is_notes && boards > NOTES) die("%u notes were made, %u are needed", NOTES, boards);
    if (boards > world->board_count) die("%u boards were made, %u are needed", world->board_count, boards);
    bool spins = room->net.spins;
    allow_sockets(boards * people);
    ws_net_init(&room->net, world->port);
    room->net.owner = room;
    room->net.on_open = opened;
    room->net.on_text = heard;
    room->world = world;
    room->boards = boards;
    room->people = people;
    room->seats = make((size_t)boards * people, sizeof *room->seats);
    room->sent = make(boards, sizeof *room->sent);
    take_seats(room);
    room->net.spins = spins;
}

void room_leave(struct room *room)
{
    for (unsigned i = 0; i < room->boards * room->people; i++)
        ws_close(&room->net, &room->seats[i].ws);
    ws_net_fini(&room->net);
    free(room->seats);
    free(room->sent);
    free(room->changes);
    free(room->last.values);
    free(room->ack.values);
    free(room->late.values);
}

struct seat *room_editor(struct room *room, unsigned board, uint32_t nth)
{
    return &room->seats[(size_t)board * room->people + (room->writers > 1 ? nth % room->writers : 0)];
}

void room_change(struct room *room, unsigned board, int64_t due, bool counts, const char *more)
{
    char ask[1024];
    if (room->change_count == CHANGE_MAX) die("too many changes for one run");
    if (room->change_count == room->change_cap) {
        room->change_cap = room->change_cap ? room->change_cap * 2 : 65536;
        room->changes = realloc(room->changes, room->change_cap * sizeof *room->changes);
        if (!room->changes) die("no memory for changes");
    }
    struct mark mark = {.change = room->change_count++, .board = board, .nth = room->sent[board]++};
    room->changes[mark.change] = (struct change){
        .due = due, .board = board, .nth = mark.nth, .missing = (uint16_t)room->people, .counts = counts};
    struct seat *editor = room_editor(room, board, mark.nth);
    if (counts) samples_add(&room->late, now_ns() - due);
    if (room->is_notes) {
        if (editor->waiting_count == PUSH_MOST) die("an editor has %d edits waiting", PUSH_MOST);
        editor->waiting[editor->waiting_count++] = mark.change;
        push(room, editor);
        return;
    }
    size_t len = wire_add(ask, sizeof ask, room->world->boards[board], mark, more);
    if (len >= sizeof ask) die("a change of %zu bytes", len);
    ws_send(&room->net, &editor->ws, ask, len);
}

void room_wait(struct room *room, int64_t until)
{
    do
        ws_wait(&room->net, until);
    while (now_ns() < until);
}

void room_settle(struct room *room)
{
    uint64_t before = 0;
    int64_t quiet_at = now_ns() + QUIET_TIME;
    while (now_ns() < quiet_at &&
           (room->delivered + room->refused < room->change_count || room->acked + room->refused < room->change_count)) {
        ws_wait(&room->net, now_ns() + 100 * NS_PER_MS);
        if (room->deliveries + room->acked != before) quiet_at = now_ns() + QUIET_TIME;
        before = room->deliveries + room->acked;
    }
}

uint64_t room_lost(const struct room *room)
{
    uint64_t made = room->change_count - room->refused;
    uint64_t expected = made * room->people;
    uint64_t lost = expected > room->deliveries ? expected - room->deliveries : 0;
    return lost + (made - room->acked);
}
