/* note_write.c - writing in a live note, and bringing an earlier text back
 *
 * Straight path of a push: may be written; not too far behind; each update fits the one before; rebased over what others
 * wrote since, pair by pair (composing would diverge from what browsers do); applied to the text in memory; only then
 * written: a row for each, now and then the whole text. What doesn't fit is refused before anything was written; the text
 * in memory is forgotten where it was touched. */
#include "note.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "command/registry.gen.h"
#include "minutes.h"
#include "model/note_back.h"
#include "model/note_hot.h"

#define STEP_PAUSE_MS   (5 * MS_PER_MINUTE)  /* who stops for so long begins another step */
#define STEP_LONGEST_MS (15 * MS_PER_MINUTE) /* and whoever writes on does after this */
#define TOUCH_EVERY_MS  MS_PER_MINUTE        /* the board hears that it is written in at most so often */

enum { MOST_BEHIND = 2000, MOST_REBASED = 1000 * 1000 };

static const char server_client[] = "rinnalla"; /* of what the server writes itself */

/* ---- what is written ---- */

struct update {
    const struct ot_changes *changes;
    const char *client;
    int64_t version, step, restores;
};

/* A step begins with the first update, after a pause, when the one at hand has become long, and around a revert. */
static int64_t step_of_next(const struct cmd *c, struct hot_note *hot, const struct note_head *head)
{
    int64_t next = head->version + 1;
    if (!head->version || strcmp(head->client, server_client) == 0) return next;
    if (c->now - head->at >= STEP_PAUSE_MS) return next;
    return c->now - hot_step_at(hot, c->tx, head) >= STEP_LONGEST_MS ? next : head->step;
}

static void write_update(struct cmd *c, int64_t note, const struct update *update)
{
    struct writing *writing = &c->writing;
    struct buf json;
    buf_init(&json);
    ot_put(&json, update->changes);
    note_update_add(c->tx, c->board, note, update->version, c->who.account, update->client, c->now, json.data,
                    ot_added(update->changes), ot_removed(update->changes), update->step, update->restores);

    if (!writing->lines.len) writing->first = update->version;
    writing->note = note;
    writing->last = update->version;
    buf_text(&writing->lines, writing->lines.len ? ",{\"client\":" : "{\"client\":");
    buf_json(&writing->lines, update->client, strlen(update->client));
    buf_text(&writing->lines, ",\"by\":");
    buf_int(&writing->lines, c->who.account);
    buf_text(&writing->lines, ",\"changes\":");
    buf_put(&writing->lines, json.data, json.len);
    buf_text(&writing->lines, "}");
    buf_fini(&json);
}

static void touch(struct cmd *c, const struct note *note)
{
    remember(c, NOUN_NOTE, note->id);
    note_touch(c->tx, c->board, note->id, c->who.account, c->now);
    note_changed(c, note->kind);
}

/* ---- note.push ---- */

static json_t *version_of(const struct note_head *head)
{
    return json_pack("{s:I}", "version", (json_int_t)head->version);
}

static enum err check_version(struct cmd *c, const struct note_push *in, const struct note_head *head)
{
    struct note_client_since own;
    if (in->version > head->version) return refuse(c, ERR_BAD_INPUT, "version", DETAIL_TOO_LARGE);
    if (head->version - in->version > MOST_BEHIND)
        return refuse_with(c, ERR_GONE, "version", DETAIL_TOO_OLD, version_of(head));
    if (in->version < head->version && note_client_since(c->tx, c->board, in->note, in->version, in->client, &own))
        return refuse_with(c, ERR_CONFLICT, "version", DETAIL_PULL_FIRST, version_of(head));
    return ERR_OK;
}

static enum err refuse_update(struct cmd *c, enum err err, enum detail detail, size_t at)
{
    return refuse_with(c, err, "updates", detail, json_pack("{s:I}", "at", (json_int_t)at));
}

/* Each must follow from the one before, the first from a text of so many units. */
static enum err check_chain(struct cmd *c, const struct ot_chain *chain, uint32_t units)
{
    for (size_t i = 0; i < chain->count; i++) {
        if (chain->items[i].base != units) return refuse_update(c, ERR_BAD_INPUT, DETAIL_DOES_NOT_FIT, i);
        units = chain->items[i].result;
    }
    return ERR_OK;
}

static enum err check_size(struct cmd *c, const struct ot_chain *chain)
{
    for (size_t i = 0; i < chain->count; i++)
        if (chain->items[i].result > NOTE_MOST_UNITS) return refuse_update(c, ERR_TOO_LARGE, DETAIL_TOO_LONG, i);
    return ERR_OK;
}

static uint64_t sections_of(const struct ot_chain *chain)
{
    uint64_t sections = 0;
    for (size_t i = 0; i < chain->count; i++)
        sections += chain->items[i].count + 1;
    return sections;
}

/* Rebasing walks over each pair: a push that would keep everybody waiting can be rebased by its sender. */
static bool is_too_much(const struct ot_chain *mine, const struct ot_chain *theirs)
{
    return sections_of(mine) * theirs->count + sections_of(theirs) * mine->count > MOST_REBASED;
}

/* `mine` over what was written since; refused where it doesn't fit. */
static enum err rebase(struct cmd *c, struct hot_note *hot, const struct note_push *in, struct arena *arena,
                       struct ot_chain *mine)
{
    struct ot_chain theirs;
    uint32_t now = hot->wording.text.count;
    if (!hot_since(hot, c->tx, in->version, arena, &theirs)) return ERR_INTERNAL;
    if (theirs.count && theirs.items[theirs.count - 1].result != now) return ERR_INTERNAL;
    enum err err = check_chain(c, mine, theirs.count ? theirs.items[0].base : now);
    if (err) return err;
    if (is_too_much(mine, &theirs))
        return refuse_with(c, ERR_GONE, "version", DETAIL_TOO_OLD,
                           json_pack("{s:I}", "version", (json_int_t)hot->wording.version));
    if (theirs.count) ot_rebase(mine, &theirs, arena);
    return check_size(c, mine);
}

static enum err push(struct cmd *c, struct hot_note *hot, const struct note_push *in, int64_t step, struct arena *arena)
{
    struct ot_chain mine = {arena_alloc(arena, in->updates.count * sizeof *mine.items), in->updates.count};
    memcpy(mine.items, in->updates.items, mine.count * sizeof *mine.items); /* the group may be run again */
    int64_t head = hot->wording.version;
    enum err err = rebase(c, hot, in, arena, &mine);
    if (err) return err;
    for (size_t i = 0; i < mine.count; i++)
        if (!hot_apply(hot, &mine.items[i], c->who.account, in->client, step))
            return refuse_update(c, ERR_BAD_INPUT, DETAIL_LONE_SURROGATE, i);
    for (size_t i = 0; i < mine.count; i++)
        write_update(c, in->note, &(struct update){&mine.items[i], in->client, head + 1 + (int64_t)i, step, NO_INT});
    hot_store(hot, c->tx, false);
    return ERR_OK;
}

enum err cmd_note_push(struct cmd *c, const struct note_push *in)
{
    struct note note;
    struct note_head head = {0};
    enum err err = note_to_change(c, in->note, &note);
    if (err) return err;
    if (strcmp(in->client, server_client) == 0) return refuse(c, ERR_BAD_INPUT, "client", DETAIL_TAKEN);
    note_head(c->tx, c->board, in->note, &head);
    err = check_version(c, in, &head);
    if (err) return err;
    struct hot_note *hot = hot_get(c->hot, c->tx, c->board, in->note, &head);
    if (!hot) return ERR_INTERNAL;

    struct arena scratch; /* rebasing may need much; the request's memory lasts until the whole group is on disk */
    arena_init(&scratch);
    err = push(c, hot, in, step_of_next(c, hot, &head), &scratch);
    arena_fini(&scratch);
    if (err) return err;
    if (c->now - note.changed_at >= TOUCH_EVERY_MS) touch(c, &note);
    minutes_changed(c, &note);
    give_int(c, "version", head.version + (int64_t)in->updates.count);
    return ERR_OK;
}

/* ---- what the server writes ---- */

enum err note_write_first(struct cmd *c, int64_t note, const char *text, size_t len)
{
    const struct note_head nothing = {0};
    struct hot_note *hot = hot_get(c->hot, c->tx, c->board, note, &nothing);
    struct ot_text units;
    if (!hot) return ERR_INTERNAL;
    ot_text_init(&units);
    ot_text_set(&units, text, len);
    const struct ot_section section = {0, (int32_t)units.count, units.units};
    const struct ot_changes changes = {&section, 1, 0, units.count};
    bool fits = units.count <= NOTE_MOST_UNITS && hot_apply(hot, &changes, c->who.account, server_client, 1);
    if (fits) {
        write_update(c, note, &(struct update){&changes, server_client, 1, 1, NO_INT});
        hot_store(hot, c->tx, true);
    }
    ot_text_fini(&units);
    return fits ? ERR_OK : refuse(c, ERR_TOO_LARGE, "note", DETAIL_TOO_LONG);
}

/* ---- note.revert ---- */

static bool is_same(const struct ot_text *a, const struct ot_text *b)
{
    return a->count == b->count && (!a->count || memcmp(a->units, b->units, a->count * sizeof *a->units) == 0);
}

/* `then` comes back, with those who wrote it: as a change of the text, so that others can write on meanwhile. */
static enum err bring_back(struct cmd *c, struct hot_note *hot, struct wording *then, struct arena *arena)
{
    struct ot_changes changes;
    int64_t version = hot->wording.version + 1;
    if (is_same(&then->text, &hot->wording.text)) return refuse(c, ERR_CONFLICT, "version", DETAIL_SAME_TEXT);
    if (!note_back(c->tx, then, &hot->wording, arena, &changes)) return ERR_INTERNAL;
    if (!hot_apply(hot, &changes, c->who.account, server_client, version)) return ERR_INTERNAL;
    if (!is_same(&then->text, &hot->wording.text)) return ERR_INTERNAL;
    write_update(c, then->note, &(struct update){&changes, server_client, version, version, then->version});
    hot_set_runs(hot, &then->runs);
    hot_store(hot, c->tx, true);
    return ERR_OK;
}

enum err cmd_note_revert(struct cmd *c, const struct note_revert *in)
{
    struct note note;
    struct note_head head = {0};
    enum err err = note_to_change(c, in->note, &note);
    if (err) return err;
    note_head(c->tx, c->board, in->note, &head);
    if (in->version > head.version) return refuse(c, ERR_BAD_INPUT, "version", DETAIL_TOO_LARGE);
    struct hot_note *hot = hot_get(c->hot, c->tx, c->board, in->note, &head);
    if (!hot) return ERR_INTERNAL;

    struct wording then;
    struct arena scratch;
    arena_init(&scratch);
    wording_init(&then, c->board, in->note);
    err = wording_load(&then, c->tx, in->version, true) ? bring_back(c, hot, &then, &scratch) : ERR_INTERNAL;
    wording_fini(&then);
    arena_fini(&scratch);
    if (err) return err;
    touch(c, &note);
    minutes_changed(c, &note);
    give_int(c, "version", head.version + 1);
    return ERR_OK;
}
