/* run.c - the way of every command, see run.h
 *
 * A write, in a part of the group's transaction: who asks; was the key used before (then its first outcome, and nothing
 * else); may they; the handler; the event out of the rows that differ; the outcome under the key. A refusal takes the
 * part back and is itself kept as the key's outcome. What fails in the database marks the transaction: the part is
 * taken back, the command is refused as `internal`, and the store finds the rest with db_error(). */
#include "command/run.h"

#include <string.h>

#include "base/log.h"
#include "base/must.h"
#include "model/outcome.h"
#include "model/rows.h"

enum { BUSY_RETRY_MS = 100 }; /* a full queue has moved on by then */

void run_init(struct run *run, struct arena *arena)
{
    *run = (struct run){.arena = arena};
    buf_init(&run->body);
    buf_init(&run->event);
    buf_init(&run->writing.lines);
}

void run_fini(struct run *run)
{
    buf_fini(&run->body);
    buf_fini(&run->event);
    buf_fini(&run->writing.lines);
    frame_unref(run->made);
}

/* What others would have been told. */
static void forget_news(struct run *run)
{
    run->tells = NULL;
    run->news = NULL;
    buf_clear(&run->event);
    buf_clear(&run->writing.lines);
}

void run_forget(struct run *run)
{
    frame_unref(run->made);
    run->made = NULL;
    run->err = ERR_OK;
    run->board = run->note = run->seq = 0;
    run->is_private = run->is_partial = false;
    buf_clear(&run->body);
    forget_news(run);
}

static void say_refusal(struct run *run, struct refusal *why, enum language language)
{
    size_t len;
    const char *json = refusal_json(why, language, run->arena, &len);
    run->err = why->err;
    buf_clear(&run->body);
    buf_put(&run->body, json, len);
    json_decref(why->more);
    why->more = NULL;
}

void run_refuse(struct run *run, enum err err)
{
    struct refusal why = {.err = err};
    if (err == ERR_BUSY) why.more = json_pack("{s:i}", "retry_ms", BUSY_RETRY_MS);
    say_refusal(run, &why, run->actor.language);
}

bool run_decode(struct run *run)
{
    struct refusal why = {.err = ERR_OK};
    why.err = command_decode(run->command, run->params, run->arena, &run->decoded, &why);
    if (!why.err) return true;
    say_refusal(run, &why, run->actor.language);
    return false;
}

static void cmd_init(struct cmd *c, const struct run *run, struct db_tx *tx, int64_t now)
{
    *c = (struct cmd){.tx = tx, .arena = run->arena, .now = now, .rules = run->rules, .prepared = run->prepared};
    c->hot = run->hot;
    c->opening.at_hand = run->snapshot;
    c->opening.at_hand_seq = run->snapshot_seq;
    buf_init(&c->body);
    buf_init(&c->writing.lines);
}

static void cmd_fini(struct cmd *c)
{
    json_decref(c->refusal.more);
    buf_fini(&c->body);
    buf_fini(&c->writing.lines);
}

static enum err find_actor(struct cmd *c, const struct run *run)
{
    if (permissions[run->command->needs].scope == SCOPE_OPEN) {
        c->who.language = run->actor.language;
        return ERR_OK;
    }
    return access_actor(c->tx, &run->actor, run->rules, c->now, &c->who);
}

static enum err permit(struct cmd *c, const struct run *run)
{
    enum err err = authorize(c->tx, &c->who, run->command->needs, &run->decoded.on);
    if (err) return err;
    c->board = c->who.board;
    c->task = run->decoded.on.task;
    c->team = c->who.team;
    changes_init(&c->changes, c->tx, c->board);
    return ERR_OK;
}

static void take_news(struct run *run, struct cmd *c)
{
    struct writing writing = run->writing;
    run->tells = c->tells;
    run->writing = c->writing;
    c->writing = writing;
}

static void take_result(struct run *run, struct cmd *c)
{
    run->err = ERR_OK;
    take_news(run, c);
    if (c->has_members)
        buf_put(&c->body, "}", 1);
    else if (!c->body.len)
        buf_put(&c->body, "{}", 2);
    struct buf body = run->body; /* a whole board may be in it: handed over, not copied */
    run->body = c->body;
    c->body = body;
}

/* ---- reads and preparation ---- */

/* A handler's word, and after it the database's: a statement that failed means nobody knows. */
static enum err ask_handler(struct run *run, struct cmd *c, bool prepares)
{
    enum err err = find_actor(c, run);
    if (!err) err = permit(c, run);
    if (!err) err = prepares ? run->command->prepare(c, run->decoded.in) : run->command->run(c, run->decoded.in);
    enum err fault = db_error(c->tx);
    if (fault) err = refuse(c, fault, NULL, DETAIL_NONE);
    return err;
}

static void refuse_as(struct run *run, struct cmd *c, enum err err)
{
    c->refusal.err = err;
    say_refusal(run, &c->refusal, c->who.language);
}

bool run_prepare(struct run *run, struct db_tx *tx, int64_t now)
{
    struct cmd c;
    cmd_init(&c, run, tx, now);
    enum err err = ask_handler(run, &c, true);
    if (err) refuse_as(run, &c, err);
    run->prepared = c.prepared;
    cmd_fini(&c);
    return !err;
}

void run_read(struct run *run, struct db_tx *tx, int64_t now)
{
    struct cmd c;
    cmd_init(&c, run, tx, now);
    enum err err = ask_handler(run, &c, false);
    if (err) {
        refuse_as(run, &c, err);
    } else {
        take_result(run, &c);
        run->made = c.opening.made;
        run->seq = c.opening.seq;
        run->note = c.opening.note;
        run->is_private = c.opening.is_private;
        run->is_partial = c.opening.is_partial;
        c.opening.made = NULL;
    }
    frame_unref(c.opening.made);
    cmd_fini(&c);
}

/* ---- writes ---- */

/* The first outcome again, word by word. */
static void repeat_outcome(struct run *run, struct cmd *c, const struct outcome *before)
{
    if (!before->err) {
        run->err = ERR_OK;
        buf_text(&run->body, before->json);
        return;
    }
    struct refusal why = {.err = before->err, .field = "key", .detail = DETAIL_USED_OTHERWISE};
    json_t *kept = before->json ? json_loads(before->json, 0, NULL) : NULL;
    if (kept) {
        why.field = json_string_value(json_object_get(kept, "field"));
        why.detail = detail_named(json_string_value(json_object_get(kept, "detail")));
        json_t *more = json_object_get(kept, "more"); /* null where there was none */
        if (json_is_object(more)) why.more = json_incref(more);
    }
    say_refusal(run, &why, c->who.language);
    json_decref(kept);
}

static void keep_outcome(struct run *run, struct cmd *c, const unsigned char asked[TOKEN_HASH])
{
    struct outcome outcome = {.err = run->err, .json = run->body.data};
    struct buf kept;
    buf_init(&kept);
    if (run->err) {
        json_t *members = json_pack("{s:s?, s:s?, s:O?}", "field", c->refusal.field, "detail",
                                    detail_name(c->refusal.detail), "more", c->refusal.more);
        must(members != NULL);
        json_put(&kept, members);
        json_decref(members);
        outcome.json = kept.data;
    }
    outcome_keep(c->tx, c->who.account, run->decoded.key, asked, &outcome, c->now);
    buf_fini(&kept);
}

/* The event out of the rows of a board that differ, and its line for everybody: its number, that before it where there is
 * none. */
static int64_t make_event(struct run *run, struct cmd *c, int64_t board, int64_t seq, struct buf *line)
{
    struct buf set, was;
    buf_init(&set);
    buf_init(&was);
    if (changes_read(&c->changes, board, &set, &was)) {
        seq++;
        event_add(c->tx, board, seq, run->command->event, c->who.account, c->now, set.data, was.data);
        event_put(line,
                  &(struct event_line){
                      .seq = seq, .name = run->command->event, .by = c->who.account, .at = c->now, .set = set.data});
    }
    buf_fini(&set);
    buf_fini(&was);
    return seq;
}

static void make_news(struct run *run, struct cmd *c, int64_t board)
{
    struct board_state state;
    struct buf line;
    if (!board_state(c->tx, board, &state)) return;
    buf_init(&line);
    struct news *news = arena_alloc(c->arena, sizeof *news);
    *news = (struct news){.next = run->news, .board = board, .seq = make_event(run, c, board, state.seq, &line)};
    news->line = arena_text(c->arena, line.data);
    if (line.len) run->news = news;
    buf_fini(&line);
}

static void make_events(struct run *run, struct cmd *c)
{
    if (c->board) {
        run->board = c->board;
        run->seq = make_event(run, c, c->board, c->who.seq, &run->event);
        give_int(c, "seq", run->seq);
    }
    for (int64_t board = 0; (board = changes_next_board(&c->changes, board));)
        if (board != c->board) make_news(run, c, board);
}

/* An archived board is for reading. Who may read it is still decided: letting a person out must work at all times. */
static bool is_closed_for(const struct cmd *c, const struct command *command)
{
    static const char people[] = "participant.";
    if (!c->who.is_archived || !command->event) return false;
    return strncmp(command->name, people, sizeof people - 1) != 0 && strcmp(command->name, "board.reopen") != 0;
}

static enum err do_write(struct run *run, struct cmd *c)
{
    enum err err = permit(c, run);
    if (err) return err;
    if (is_closed_for(c, run->command)) return refuse(c, ERR_CONFLICT, "board", DETAIL_ARCHIVED);
    err = run->command->run(c, run->decoded.in);
    if (err) return err;
    if (run->command->event) make_events(run, c);
    return db_error(c->tx);
}

static void undo_part(struct cmd *c)
{
    db_part_undo(c->tx);
    hot_part_undo(c->hot);
}

/* What is told once goes out in place of the null that is kept. */
static void put_once(struct run *run, const struct cmd *c)
{
    struct buf told;
    if (!c->once) return;
    buf_init(&told);
    buf_put(&told, run->body.data, c->once_at);
    buf_json(&told, c->once, strlen(c->once));
    buf_text(&told, run->body.data + c->once_at + 4);
    buf_fini(&run->body);
    run->body = told;
}

static void write_once(struct run *run, struct cmd *c, const unsigned char asked[TOKEN_HASH])
{
    db_part_begin(c->tx);
    hot_part_begin(c->hot);
    enum err err = do_write(run, c);
    if (!err) {
        take_result(run, c);
        if (run->decoded.key) keep_outcome(run, c, asked);
        put_once(run, c);
        err = db_error(c->tx);
    }
    if (!err) {
        db_part_keep(c->tx);
        return;
    }

    bool is_fault = db_error(c->tx) != ERR_OK;
    if (is_fault)
        log_say(LOG_ERROR, "command_failed", LOG_TEXT(command, run->command->name), LOG_TEXT(err, err_name(err)),
                LOG_END);
    if (c->keeps_refusal && !is_fault)
        db_part_keep(c->tx);
    else
        undo_part(c);
    forget_news(run);
    json_t *more = json_incref(c->refusal.more);
    const struct refusal why = {.err = err, .field = c->refusal.field, .detail = c->refusal.detail};
    refuse_as(run, c, err);
    c->refusal = why;
    c->refusal.more = more;
    /* what was only forbidden, or failed, leaves the key free: nothing came of it */
    if (run->decoded.key && c->board && !is_fault) keep_outcome(run, c, asked);
}

void run_write(struct run *run, struct db_tx *tx, int64_t now)
{
    struct cmd c;
    cmd_init(&c, run, tx, now);
    unsigned char asked[TOKEN_HASH] = {0};
    struct outcome before;
    enum err err = find_actor(&c, run);
    if (run->decoded.key) outcome_asked(run->command->name, run->params, asked);

    if (err)
        refuse_as(run, &c, err);
    else if (run->decoded.key && outcome_before(tx, c.who.account, run->decoded.key, asked, &before))
        repeat_outcome(run, &c, &before);
    else
        write_once(run, &c, asked);
    cmd_fini(&c);
}
