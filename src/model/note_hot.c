/* note_hot.c - notes that are being written, in memory; see note_hot.h
 *
 * Found by their number in buckets, forgotten the least recently used first. An update's change set is copied into one
 * piece of memory, so that it outlives the request that brought it. */
#include "model/note_hot.h"

#include <stdlib.h>
#include <string.h>

#include "base/must.h"

enum {
    BUCKETS = 1024,
    MOST_PAST = 256 * 1024, /* bytes of updates that a note holds; older ones are in the log */
    STORE_EVERY = 128,      /* updates between two stored texts: as many are applied when a note is opened */
    KEEP_EVERY = 1024       /* and between two that stay: as many, where an old version is looked at */
};

struct hot_notes {
    size_t bytes, most_bytes;
    struct hot_note *newest, *oldest;
    uint64_t group, part;
    struct hot_note *buckets[BUCKETS];
};

struct hot_notes *hot_new(size_t most_bytes)
{
    struct hot_notes *all = calloc(1, sizeof *all);
    must(all != NULL);
    all->most_bytes = most_bytes;
    return all;
}

/* ---- which there are ---- */

static struct hot_note **place_of(struct hot_notes *all, int64_t board, int64_t note)
{
    struct hot_note **place = &all->buckets[(uint64_t)note % BUCKETS];
    while (*place && ((*place)->wording.note != note || (*place)->wording.board != board))
        place = &(*place)->same;
    return place;
}

static void leave_order(struct hot_note *hot)
{
    struct hot_notes *all = hot->all;
    *(hot->newer ? &hot->newer->older : &all->newest) = hot->older;
    *(hot->older ? &hot->older->newer : &all->oldest) = hot->newer;
}

static void put_newest(struct hot_note *hot)
{
    struct hot_notes *all = hot->all;
    hot->newer = NULL;
    hot->older = all->newest;
    *(all->newest ? &all->newest->newer : &all->oldest) = hot;
    all->newest = hot;
}

static void forget_oldest_past(struct hot_note *hot)
{
    struct hot_past *past = &hot->past[(hot->wording.version - hot->past_count + 1) % HOT_RING];
    hot->past_bytes -= past->bytes;
    hot->past_count--;
    free(past->memory);
}

static void forget(struct hot_note *hot)
{
    *place_of(hot->all, hot->wording.board, hot->wording.note) = hot->same;
    leave_order(hot);
    hot->all->bytes -= hot->bytes;
    while (hot->past_count)
        forget_oldest_past(hot);
    wording_fini(&hot->wording);
    free(hot);
}

void hot_free(struct hot_notes *all)
{
    while (all && all->newest)
        forget(all->newest);
    free(all);
}

/* Its bytes anew, and room made by forgetting others. */
static void count_bytes(struct hot_note *hot)
{
    struct hot_notes *all = hot->all;
    const struct wording *wording = &hot->wording;
    all->bytes -= hot->bytes;
    hot->bytes = sizeof *hot + hot->past_bytes + wording->text.room * sizeof *wording->text.units +
                 wording->runs.room * sizeof *wording->runs.items;
    all->bytes += hot->bytes;
    while (all->bytes > all->most_bytes && all->oldest != hot)
        forget(all->oldest);
}

/* ---- beside the transaction ---- */

void hot_begin(struct hot_notes *all)
{
    all->group++;
}

void hot_part_begin(struct hot_notes *all)
{
    all->part++;
}

void hot_part_undo(struct hot_notes *all)
{
    for (struct hot_note *hot = all->newest, *older; hot; hot = older) {
        older = hot->older;
        if (hot->part == all->part) forget(hot);
    }
}

void hot_undo(struct hot_notes *all)
{
    for (struct hot_note *hot = all->newest, *older; hot; hot = older) {
        older = hot->older;
        if (hot->group == all->group) forget(hot);
    }
}

static void touch(struct hot_note *hot)
{
    hot->group = hot->all->group;
    hot->part = hot->all->part;
}

/* ---- within it ---- */

static bool stands_at(const struct hot_note *hot, const struct note_head *head)
{
    return hot->wording.version == head->version && strcmp(hot->client, head->version ? head->client : "") == 0;
}

static void set_client(struct hot_note *hot, const char *client)
{
    size_t len = strlen(client);
    must(len < sizeof hot->client);
    memcpy(hot->client, client, len + 1);
}

static struct hot_note *load(struct hot_notes *all, struct db_tx *tx, struct wording *of, const struct note_head *head)
{
    struct note_text_last last = {0};
    if (!wording_load(of, tx, head->version, true)) {
        wording_fini(of);
        return NULL;
    }
    note_text_last(tx, of->board, of->note, &last);
    struct hot_note *hot = calloc(1, sizeof *hot);
    must(hot != NULL);
    hot->all = all;
    hot->wording = *of;
    hot->stored = last.version;
    hot->kept = last.kept;
    set_client(hot, head->version ? head->client : "");
    *place_of(all, of->board, of->note) = hot;
    put_newest(hot);
    touch(hot);
    count_bytes(hot);
    return hot;
}

struct hot_note *hot_get(struct hot_notes *all, struct db_tx *tx, int64_t board, int64_t note,
                         const struct note_head *head)
{
    struct hot_note *hot = *place_of(all, board, note);
    if (hot && stands_at(hot, head)) {
        leave_order(hot);
        put_newest(hot);
        return hot;
    }
    if (hot) forget(hot);
    struct wording wording;
    wording_init(&wording, board, note);
    return load(all, tx, &wording, head);
}

int64_t hot_step_at(struct hot_note *hot, struct db_tx *tx, const struct note_head *head)
{
    struct note_version_at began;
    if (hot->step != head->step && note_version_at(tx, hot->wording.board, hot->wording.note, head->step, &began)) {
        hot->step = head->step;
        hot->step_at = began.at;
    }
    return hot->step_at;
}

bool hot_since(struct hot_note *hot, struct db_tx *tx, int64_t since, struct arena *arena, struct ot_chain *out)
{
    const struct wording *wording = &hot->wording;
    int64_t count = wording->version - since;
    if (count > hot->past_count) return note_log_read(tx, wording, since, wording->version, arena, out);
    out->count = (size_t)count;
    out->items = arena_alloc(arena, out->count * sizeof *out->items);
    for (size_t i = 0; i < out->count; i++)
        out->items[i] = hot->past[(since + 1 + (int64_t)i) % HOT_RING].changes;
    return true;
}

static struct hot_past copied(const struct ot_changes *changes)
{
    size_t sections = changes->count * sizeof *changes->sections, units = ot_added(changes) * sizeof(uint16_t);
    struct hot_past past = {.changes = *changes, .bytes = sections + units};
    past.memory = malloc(past.bytes + 1);
    must(past.memory != NULL);
    struct ot_section *copies = past.memory;
    uint16_t *at = (uint16_t *)(copies + changes->count);
    for (uint32_t i = 0; i < changes->count; i++) {
        copies[i] = changes->sections[i];
        if (copies[i].put <= 0) continue;
        memcpy(at, copies[i].units, (size_t)copies[i].put * sizeof *at);
        copies[i].units = at;
        at += copies[i].put;
    }
    past.changes.sections = copies;
    return past;
}

static void add_past(struct hot_note *hot, const struct ot_changes *changes)
{
    struct hot_past *past = &hot->past[hot->wording.version % HOT_RING];
    *past = copied(changes);
    hot->past_count++;
    hot->past_bytes += past->bytes;
    while (hot->past_bytes > MOST_PAST)
        forget_oldest_past(hot);
}

bool hot_apply(struct hot_note *hot, const struct ot_changes *changes, int64_t account, const char *client,
               int64_t step)
{
    touch(hot);
    if (hot->past_count == HOT_RING) forget_oldest_past(hot);
    if (!wording_apply(&hot->wording, changes, account, step)) {
        forget(hot);
        return false;
    }
    set_client(hot, client);
    add_past(hot, changes);
    count_bytes(hot);
    return true;
}

void hot_set_runs(struct hot_note *hot, struct note_runs *runs)
{
    touch(hot);
    note_runs_fini(&hot->wording.runs);
    hot->wording.runs = *runs;
    note_runs_init(runs);
    count_bytes(hot);
}

void hot_store(struct hot_note *hot, struct db_tx *tx, bool must_be_kept)
{
    int64_t version = hot->wording.version;
    bool is_kept = must_be_kept || version - hot->kept >= KEEP_EVERY;
    if (!is_kept && version - hot->stored < STORE_EVERY) return;
    wording_store(&hot->wording, tx, is_kept);
    hot->stored = version;
    if (is_kept) hot->kept = version;
}
