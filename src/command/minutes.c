/* minutes.c - minutes of a meeting: made, confirmed, closed, taken up again
 *
 * The text is a live note, so that several can put it right at once and every version stays in its history. Who was there
 * confirms a version that they have before them; a change afterwards makes it a draft again, and what was confirmed stays on
 * record. Closed minutes are for reading: note.push and its like are refused until they are taken up again with a reason. */
#include "minutes.h"

#include <string.h>

#include "command/registry.gen.h"
#include "model/note_wording.h"
#include "note.h"
#include "sitting.h"

static enum err find(struct cmd *c, int64_t id, struct minutes *out)
{
    if (minutes_get(c->tx, c->board, id, out)) return ERR_OK;
    return refuse(c, ERR_NOT_FOUND, "minutes", DETAIL_NO_SUCH_MINUTES);
}

static enum err find_open(struct cmd *c, int64_t id, struct minutes *out)
{
    enum err err = find(c, id, out);
    if (err) return err;
    remember(c, NOUN_MINUTES, id);
    return out->status == MINUTES_STATUS_CLOSED ? refuse(c, ERR_CONFLICT, "minutes", DETAIL_MINUTES_CLOSED) : ERR_OK;
}

/* ---- the note's side ---- */

enum err minutes_check_open(struct cmd *c, const struct note *note)
{
    struct minutes_of_note row;
    if (note->kind != NOTE_KIND_MINUTES || !minutes_of_note(c->tx, c->board, note->id, &row)) return ERR_OK;
    return row.status == MINUTES_STATUS_CLOSED ? refuse(c, ERR_CONFLICT, "note", DETAIL_MINUTES_CLOSED) : ERR_OK;
}

void minutes_changed(struct cmd *c, const struct note *note)
{
    struct minutes_of_note row;
    struct minutes minutes;
    if (note->kind != NOTE_KIND_MINUTES || !minutes_of_note(c->tx, c->board, note->id, &row)) return;
    if (row.status != MINUTES_STATUS_CONFIRMED || !minutes_get(c->tx, c->board, row.id, &minutes)) return;
    remember(c, NOUN_MINUTES, row.id);
    minutes_set_status(c->tx, c->board, row.id, MINUTES_STATUS_DRAFT, minutes.version);
}

/* ---- making ---- */

static enum lang lang_of(enum language language)
{
    static const enum lang langs[] = {[LANGUAGE_FI] = LANG_FI, [LANGUAGE_SV] = LANG_SV, [LANGUAGE_EN] = LANG_EN};
    return langs[language];
}

static enum err write_text(struct cmd *c, int64_t note, const struct sitting *sitting, struct chosen with)
{
    struct buf text;
    buf_init(&text);
    minutes_compose(c, sitting, with, &text);
    enum err err = note_write_first(c, note, text.data, text.len);
    buf_fini(&text);
    return err;
}

enum err cmd_minutes_make(struct cmd *c, const struct minutes_make *in)
{
    struct sitting sitting;
    enum err err = sitting_find(c, in->sitting, &sitting);
    if (err) return err;

    int64_t note = born(c, NOUN_NOTE), id = born(c, NOUN_MINUTES);
    note_add(c->tx, c->board, note, NOTE_KIND_MINUTES, minutes_title(c, &sitting), c->who.account, c->now);
    minutes_add(c->tx, c->board, id, in->sitting, note, lang_of(c->who.language), c->who.account, c->now);
    err = write_text(c, note, &sitting, (struct chosen){in->with_hypotheses, in->with_learning});
    if (err) return err;
    give_int(c, "minutes", id);
    give_int(c, "note", note);
    return ERR_OK;
}

/* ---- confirming and closing ---- */

/* Nobody says of a text that they have not seen that it is right. */
static enum err check_version(struct cmd *c, const struct minutes *minutes, int64_t version)
{
    struct note_head head = {0};
    note_head(c->tx, c->board, minutes->note, &head);
    if (version == head.version) return ERR_OK;
    return refuse_with(c, ERR_CONFLICT, "version", DETAIL_CHANGED,
                       json_pack("{s:I}", "version", (json_int_t)head.version));
}

enum err cmd_minutes_confirm(struct cmd *c, const struct minutes_confirm *in)
{
    struct minutes minutes;
    struct attendance_was was;
    struct confirmation_at before;
    enum err err = find_open(c, in->minutes, &minutes);
    if (err) return err;
    if (!attendance_was(c->tx, c->board, minutes.sitting, c->who.account, &was))
        return refuse(c, ERR_CONFLICT, "minutes", DETAIL_NOT_ATTENDING);
    err = check_version(c, &minutes, in->version);
    if (err) return err;
    minutes_set_status(c->tx, c->board, in->minutes, MINUTES_STATUS_CONFIRMED, in->version);
    if (confirmation_at(c->tx, c->board, in->minutes, c->who.account, in->version, &before)) return ERR_OK;
    confirmation_add(c->tx, c->board, born(c, NOUN_CONFIRMATION), in->minutes, c->who.account, in->version, c->now);
    return ERR_OK;
}

enum err cmd_minutes_close(struct cmd *c, const struct minutes_close *in)
{
    struct minutes minutes;
    enum err err = find_open(c, in->minutes, &minutes);
    if (!err) err = check_version(c, &minutes, in->version);
    if (err) return err;
    minutes_set_closed(c->tx, c->board, in->minutes, in->version, c->who.account, c->now);
    return ERR_OK;
}

enum err cmd_minutes_reopen(struct cmd *c, const struct minutes_reopen *in)
{
    struct minutes minutes;
    enum err err = find(c, in->minutes, &minutes);
    if (err) return err;
    if (minutes.status != MINUTES_STATUS_CLOSED) return refuse(c, ERR_CONFLICT, "minutes", DETAIL_NOT_CLOSED);
    remember(c, NOUN_MINUTES, in->minutes);
    minutes_set_reopened(c->tx, c->board, in->minutes, in->reason);
    return ERR_OK;
}

/* ---- reading ---- */

static void give_as(struct cmd *c, enum minutes_format format, const char *markdown, size_t len)
{
    struct buf text;
    buf_init(&text);
    buf_text(&text, "");
    if (format == MINUTES_FORMAT_HTML)
        minutes_put_html(&text, markdown, len);
    else if (format == MINUTES_FORMAT_PLAIN)
        minutes_put_plain(&text, markdown);
    else
        buf_put(&text, markdown, len);
    give_text(c, "text", text.data ? text.data : "");
    buf_fini(&text);
}

static enum err give_version(struct cmd *c, const struct minutes_text *in, int64_t note, int64_t version)
{
    struct wording wording;
    struct buf markdown;
    wording_init(&wording, c->board, note);
    buf_init(&markdown);
    bool is_read = wording_load(&wording, c->tx, version, false);
    if (is_read) {
        ot_text_put(&markdown, &wording.text);
        give_as(c, in->format, markdown.len ? markdown.data : "", markdown.len);
    }
    buf_fini(&markdown);
    wording_fini(&wording);
    return is_read ? ERR_OK : ERR_INTERNAL;
}

enum err cmd_minutes_text(struct cmd *c, const struct minutes_text *in)
{
    struct minutes minutes;
    struct note note;
    struct note_head head = {0};
    enum err err = find(c, in->minutes, &minutes);
    if (!err) err = note_find(c, minutes.note, &note);
    if (err) return err;
    note_head(c->tx, c->board, minutes.note, &head);
    int64_t version = in->version == NO_INT ? head.version : in->version;
    if (version > head.version) return refuse(c, ERR_BAD_INPUT, "version", DETAIL_TOO_LARGE);
    give_text(c, "title", note.title);
    give_text(c, "language", lang_words[minutes.language]);
    give_int(c, "version", version);
    return give_version(c, in, minutes.note, version);
}
