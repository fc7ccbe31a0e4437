/* note.c - live notes: begun, named, removed and restored; opened and looked back at. Writing in them is note_write.c
 *
 * A private note is there for its author alone: whatever names it is answered to everybody else as if it weren't. A
 * removed note can still be read, as it is in the bin with its text. */
#include "note.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "command/registry.gen.h"
#include "minutes.h"
#include "model/note_wording.h"

enum { MOST_MISSED_UPDATES = 2000, MOST_MISSED_BYTES = 256 * 1024, HISTORY_PAGE = 50 };

enum err note_find(struct cmd *c, int64_t id, struct note *out)
{
    if (note_seen(c->tx, c->board, id, c->who.account, out)) return ERR_OK;
    return refuse(c, ERR_NOT_FOUND, "note", DETAIL_NO_SUCH_NOTE);
}

enum err note_to_change(struct cmd *c, int64_t id, struct note *out)
{
    enum err err = note_find(c, id, out);
    if (err) return err;
    return out->removed_at ? refuse(c, ERR_CONFLICT, "note", DETAIL_REMOVED) : minutes_check_open(c, out);
}

void note_changed(struct cmd *c, enum note_kind kind)
{
    if (kind == NOTE_KIND_PRIVATE) tell_mine(c);
}

enum err cmd_note_create(struct cmd *c, const struct note_create *in)
{
    if (in->kind == NOTE_KIND_PHASE) return refuse(c, ERR_BAD_INPUT, "kind", DETAIL_OF_A_PHASE); /* sitting.note's */
    int64_t id = born(c, NOUN_NOTE);
    note_add(c->tx, c->board, id, in->kind, in->title, c->who.account, c->now);
    note_changed(c, in->kind);
    give_int(c, "note", id);
    return ERR_OK;
}

enum err cmd_note_rename(struct cmd *c, const struct note_rename *in)
{
    struct note note;
    enum err err = note_to_change(c, in->note, &note);
    if (err) return err;
    if (strcmp(note.title, in->was) != 0)
        return refuse_with(c, ERR_CONFLICT, "was", DETAIL_CHANGED,
                           json_pack("{s:{s:s},s:{s:s}}", "now", "title", note.title, "yours", "title", in->title));
    if (strcmp(note.title, in->title) == 0) return ERR_OK;
    remember(c, NOUN_NOTE, in->note);
    note_set_title(c->tx, c->board, in->note, in->title);
    note_changed(c, note.kind);
    return ERR_OK;
}

static void set_removed(struct cmd *c, const struct note *note, int64_t at)
{
    remember(c, NOUN_NOTE, note->id);
    note_set_removed(c->tx, c->board, note->id, at);
    note_changed(c, note->kind);
}

enum err cmd_note_remove(struct cmd *c, const struct note_remove *in)
{
    struct note note;
    enum err err = note_to_change(c, in->note, &note);
    if (err) return err;
    set_removed(c, &note, c->now);
    return ERR_OK;
}

enum err cmd_note_restore(struct cmd *c, const struct note_restore *in)
{
    struct note note;
    enum err err = note_find(c, in->note, &note);
    if (err) return err;
    if (!note.removed_at) return refuse(c, ERR_CONFLICT, "note", DETAIL_NOT_REMOVED);
    set_removed(c, &note, 0);
    return ERR_OK;
}

enum err cmd_note_bin(struct cmd *c, const struct note_bin *in)
{
    (void)in;
    give_rows(c, "notes", note_off(c->tx, c->board, c->who.account));
    return ERR_OK;
}

enum err cmd_note_mine(struct cmd *c, const struct note_mine *in)
{
    (void)in;
    give_rows(c, "notes", note_private(c->tx, c->board, c->who.account));
    return ERR_OK;
}

/* ---- opening ---- */

/* How far it went. */
static int64_t put_updates(struct cmd *c, int64_t note, int64_t since)
{
    struct db_rows rows = note_updates_since(c->tx, c->board, note, since, MOST_MISSED_UPDATES);
    struct note_updates_since row;
    int64_t version = since;
    while (c->body.len < MOST_MISSED_BYTES && note_updates_since_next(&rows, &row)) {
        buf_text(&c->body, version == since ? "{\"client\":" : ",{\"client\":");
        buf_json(&c->body, row.client, strlen(row.client));
        buf_printf(&c->body, ",\"by\":%" PRId64 ",\"changes\":", row.account);
        buf_text(&c->body, row.changes_json);
        buf_text(&c->body, "}");
        version = row.version;
    }
    db_rows_end(&rows);
    return version;
}

static void open_with_updates(struct cmd *c, int64_t note, int64_t since, int64_t head)
{
    buf_printf(&c->body, "{\"note\":%" PRId64 ",\"updates\":[", note);
    int64_t version = put_updates(c, note, since);
    c->opening.seq = version;
    c->opening.is_partial = version < head;
    buf_printf(&c->body, "],\"version\":%" PRId64 "%s}", version, version < head ? ",\"more\":true" : "");
}

static void put_text(struct buf *out, const struct wording *wording)
{
    struct buf text;
    buf_init(&text);
    ot_text_put(&text, &wording->text);
    buf_json(out, text.len ? text.data : "", text.len);
    buf_fini(&text);
}

static struct frame *make_text(struct cmd *c, int64_t note, int64_t version)
{
    struct wording wording;
    struct frame *made = NULL;
    struct buf text;
    buf_init(&text);
    wording_init(&wording, c->board, note);
    if (wording_load(&wording, c->tx, version, false)) {
        put_text(&text, &wording);
        made = frame_new(text.data, text.len);
    }
    wording_fini(&wording);
    buf_fini(&text);
    return made;
}

static enum err open_with_text(struct cmd *c, int64_t note, int64_t version)
{
    struct frame *frame = c->opening.at_hand;
    if (!frame || c->opening.at_hand_seq != version) frame = c->opening.made = make_text(c, note, version);
    if (!frame) return ERR_INTERNAL;
    c->opening.seq = version;
    buf_printf(&c->body, "{\"note\":%" PRId64 ",\"version\":%" PRId64 ",\"text\":", note, version);
    buf_reserve(&c->body, frame_len(frame) + 1);
    buf_put(&c->body, frame_data(frame), frame_len(frame));
    buf_text(&c->body, "}");
    return ERR_OK;
}

enum err cmd_note_open(struct cmd *c, const struct note_open *in)
{
    struct note note;
    struct note_head head = {0};
    enum err err = note_find(c, in->note, &note);
    if (err) return err;
    note_head(c->tx, c->board, in->note, &head);
    c->opening.note = in->note;
    c->opening.is_private = note.kind == NOTE_KIND_PRIVATE;
    if (in->since == NO_INT || in->since > head.version) return open_with_text(c, in->note, head.version);
    open_with_updates(c, in->note, in->since, head.version);
    return ERR_OK;
}

/* ---- looking back ---- */

/* The words at a version, NO_INT: the latest. */
static enum err look_at(struct cmd *c, int64_t id, int64_t version, bool with_runs, struct wording *out)
{
    struct note note;
    struct note_head head = {0};
    wording_init(out, c->board, id);
    enum err err = note_find(c, id, &note);
    if (err) return err;
    note_head(c->tx, c->board, id, &head);
    if (version == NO_INT) version = head.version;
    if (version > head.version) return refuse(c, ERR_BAD_INPUT, "version", DETAIL_TOO_LARGE);
    return wording_load(out, c->tx, version, with_runs) ? ERR_OK : ERR_INTERNAL;
}

static void put_version_and_text(struct cmd *c, const struct wording *wording)
{
    buf_printf(&c->body, "{\"version\":%" PRId64 ",\"text\":", wording->version);
    put_text(&c->body, wording);
}

enum err cmd_note_at(struct cmd *c, const struct note_at *in)
{
    struct wording wording;
    struct note_version_at row;
    enum err err = look_at(c, in->note, in->version, false, &wording);
    if (!err) {
        put_version_and_text(c, &wording);
        bool is_known = note_version_at(c->tx, c->board, in->note, in->version, &row);
        buf_text(&c->body, ",\"at\":");
        buf_text(&c->body, is_known ? arena_printf(c->arena, "%" PRId64 "}", row.at) : "null}");
    }
    wording_fini(&wording);
    return err;
}

enum err cmd_note_history(struct cmd *c, const struct note_history *in)
{
    struct note note;
    enum err err = note_find(c, in->note, &note);
    if (err) return err;
    int64_t before = in->before == NO_INT ? INT_SAFE : in->before;
    int64_t limit = in->limit == NO_INT ? HISTORY_PAGE : in->limit;
    give_rows(c, "steps", note_steps(c->tx, c->board, in->note, before, limit));
    return ERR_OK;
}

struct step_time {
    int64_t step, at;
};

static int by_step(const void *a, const void *b)
{
    const struct step_time *one = a, *other = b;
    return (one->step > other->step) - (one->step < other->step);
}

/* When each step began, in their order. */
static struct step_time *find_times(struct cmd *c, const struct note_runs *runs, int64_t note, size_t *count)
{
    struct step_time *times = arena_alloc(c->arena, (runs->count + 1) * sizeof *times);
    for (size_t i = 0; i < runs->count; i++)
        times[i].step = runs->items[i].step;
    qsort(times, runs->count, sizeof *times, by_step);
    *count = 0;
    for (size_t i = 0; i < runs->count; i++) {
        struct note_version_at row = {0};
        if (*count && times[*count - 1].step == times[i].step) continue;
        note_version_at(c->tx, c->board, note, times[i].step, &row);
        times[(*count)++] = (struct step_time){times[i].step, row.at};
    }
    return times;
}

static void put_stretches(struct cmd *c, const struct wording *wording)
{
    size_t count;
    const struct step_time *times = find_times(c, &wording->runs, wording->note, &count);
    buf_text(&c->body, ",\"stretches\":[");
    for (size_t i = 0; i < wording->runs.count; i++) {
        const struct note_run *run = &wording->runs.items[i];
        const struct step_time *time =
            bsearch(&(struct step_time){.step = run->step}, times, count, sizeof *times, by_step);
        buf_printf(&c->body, "%s{\"length\":%" PRIu32 ",\"by\":%" PRId64 ",\"at\":%" PRId64 "}", i ? "," : "",
                   run->units, run->account, time->at);
    }
    buf_text(&c->body, "]}");
}

enum err cmd_note_blame(struct cmd *c, const struct note_blame *in)
{
    struct wording wording;
    enum err err = look_at(c, in->note, in->version, true, &wording);
    if (!err) {
        put_version_and_text(c, &wording);
        put_stretches(c, &wording);
    }
    wording_fini(&wording);
    return err;
}
