/* note_wording.c - the words of a note at a version, see note_wording.h
 *
 * The straight path: the nearest text, then update after update out of the log. The log was checked when it was written,
 * so what doesn't fit in it is a damaged database: said in the log of the server, told to the caller, never a crash. */
#include "model/note_wording.h"

#include <jansson.h>
#include <string.h>

#include "base/log.h"
#include "base/must.h"
#include "db/queries.gen.h"

void wording_init(struct wording *wording, int64_t board, int64_t note)
{
    *wording = (struct wording){.board = board, .note = note};
    ot_text_init(&wording->text);
    note_runs_init(&wording->runs);
}

void wording_fini(struct wording *wording)
{
    ot_text_fini(&wording->text);
    note_runs_fini(&wording->runs);
}

static bool unreadable(int64_t board, int64_t version)
{
    log_say(LOG_ERROR, "note_unreadable", LOG_INT(board, board), LOG_INT(version, version), LOG_END);
    return false;
}

bool wording_apply(struct wording *wording, const struct ot_changes *changes, int64_t account, int64_t step)
{
    if (!ot_apply(&wording->text, changes)) return false;
    if (wording->has_runs) note_runs_apply(&wording->runs, changes, account, step);
    wording->version++;
    return true;
}

/* ---- the log ---- */

static bool read_changes(const char *text, struct arena *arena, struct ot_changes *out)
{
    json_t *json = json_loads(text, 0, NULL);
    bool is_read = json && ot_read(json, arena, out) == OT_FINE;
    json_decref(json);
    return is_read;
}

bool note_log_read(struct db_tx *tx, const struct wording *of, int64_t since, int64_t to, struct arena *arena,
                   struct ot_chain *out)
{
    size_t room = (size_t)(to - since);
    struct ot_changes *items = arena_alloc(arena, room * sizeof *items);
    struct db_rows rows = note_updates_since(tx, of->board, of->note, since, to - since);
    struct note_updates_since row;
    size_t count = 0;
    while (count < room && note_updates_since_next(&rows, &row)) {
        bool is_right =
            row.version == since + 1 + (int64_t)count && read_changes(row.changes_json, arena, &items[count]);
        if (!is_right || (count && items[count].base != items[count - 1].result)) break;
        count++;
    }
    db_rows_end(&rows);
    *out = (struct ot_chain){items, count};
    return count == room || unreadable(of->board, since + 1 + (int64_t)count);
}

/* ---- a version ---- */

static bool begin_near(struct wording *wording, struct db_tx *tx, int64_t version)
{
    struct note_text_near near;
    wording->version = 0;
    wording->text.count = 0;
    wording->runs.count = 0;
    if (!note_text_near(tx, wording->board, wording->note, version, &near)) return true;
    size_t len = strlen(near.text);
    if (len > 3 * (size_t)NOTE_MOST_UNITS) return false;
    ot_text_set(&wording->text, near.text, len);
    wording->version = near.version;
    return !wording->has_runs || note_runs_read(&wording->runs, near.runs_json, wording->text.count);
}

static bool apply_row(struct wording *wording, const struct note_updates_since *row, struct arena *arena)
{
    struct ot_changes changes;
    return row->version == wording->version + 1 && read_changes(row->changes_json, arena, &changes) &&
           wording_apply(wording, &changes, row->account, row->step);
}

bool wording_load(struct wording *wording, struct db_tx *tx, int64_t version, bool with_runs)
{
    wording->has_runs = with_runs;
    if (!begin_near(wording, tx, version)) return unreadable(wording->board, version);

    struct arena arena;
    arena_init(&arena);
    struct db_rows rows =
        note_updates_since(tx, wording->board, wording->note, wording->version, version - wording->version);
    struct note_updates_since row;
    while (wording->version < version && note_updates_since_next(&rows, &row)) {
        if (!apply_row(wording, &row, &arena)) break;
        arena_reset(&arena);
    }
    db_rows_end(&rows);
    arena_fini(&arena);
    return wording->version == version || unreadable(wording->board, wording->version + 1);
}

void wording_store(const struct wording *wording, struct db_tx *tx, bool is_kept)
{
    must(wording->has_runs);
    struct buf text, runs;
    buf_init(&text);
    buf_init(&runs);
    buf_put(&text, "", 0); /* an empty text is a text too */
    ot_text_put(&text, &wording->text);
    note_runs_put(&runs, &wording->runs);
    note_text_add(tx, wording->board, wording->note, wording->version, text.data, runs.data, is_kept);
    note_text_forget(tx, wording->board, wording->note, wording->version);
    buf_fini(&text);
    buf_fini(&runs);
}
