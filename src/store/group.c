/* group.c - one group commit, see group.h
 *
 * Straight path: BEGIN; every command in a part of its own; COMMIT; and only then the list of what to tell: sessions
 * that began, the answers, whose access ended, and one frame of events
 * a board and of updates a note. Access ends before these are told, so
 * that whoever was let out does not hear of it by the event.
 *
 * A full disk takes the whole group back: everybody in it is refused. After an I/O error the outcome is unknown: nobody
 * hears anything, the store stops. */
#include "group.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/must.h"

struct telling {
    struct told *first, **last;
};

static void telling_init(struct telling *telling)
{
    telling->first = NULL;
    telling->last = &telling->first;
}

static void tell_next(struct telling *telling, struct told *told)
{
    *telling->last = told;
    telling->last = (struct told **)&told->item.next;
}

static void append(struct telling *to, const struct telling *more)
{
    if (!more->first) return;
    *to->last = more->first;
    to->last = more->last;
}

/* ---- one frame a stream: of events a board, of updates a note ---- */

struct stream {
    struct stream *next;
    int64_t board, note; /* note 0: the events of the board */
    int64_t first, last;
    struct buf lines;
};

struct streams {
    struct stream *list;
    struct arena arena;
};

/* Streams in a group are few; the list is short. */
static struct stream *stream_of(struct streams *streams, int64_t board, int64_t note)
{
    for (struct stream *stream = streams->list; stream; stream = stream->next)
        if (stream->board == board && stream->note == note) return stream;
    struct stream *stream = arena_alloc(&streams->arena, sizeof *stream);
    stream->board = board;
    stream->note = note;
    buf_init(&stream->lines);
    stream->next = streams->list;
    streams->list = stream;
    return stream;
}

static void go_on(struct stream *stream, int64_t first, int64_t last, const char *lines, size_t len)
{
    if (stream->lines.len)
        buf_text(&stream->lines, ",");
    else
        stream->first = first;
    stream->last = last;
    buf_put(&stream->lines, lines, len);
}

static int put_head(const struct stream *stream, char *out, size_t room)
{
    if (!stream->note)
        return snprintf(out, room,
                        "{\"jsonrpc\":\"2.0\",\"method\":\"board.events\",\"params\":{\"board\":%" PRId64
                        ",\"events\":[",
                        stream->board);
    return snprintf(out, room,
                    "{\"jsonrpc\":\"2.0\",\"method\":\"note.updates\",\"params\":{\"board\":%" PRId64
                    ",\"note\":%" PRId64 ",\"version\":%" PRId64 ",\"updates\":[",
                    stream->board, stream->note, stream->last);
}

static struct told *told_stream(struct stream *stream)
{
    struct told *told = told_new(stream->note ? TOLD_UPDATES : TOLD_EVENTS);
    char head[192];
    int len = put_head(stream, head, sizeof head);
    const char *const parts[] = {head, stream->lines.data, "]}}"};
    const size_t lens[] = {(size_t)len, stream->lines.len, 3};
    told->body = frame_new_parts(parts, lens, 3);
    told->board = stream->board;
    told->note = stream->note;
    told->first_seq = stream->first;
    told->last_seq = stream->last;
    buf_fini(&stream->lines);
    return told;
}

/* ---- whose access began or ended ---- */

static struct told *told_of(const struct tell *tell)
{
    static const enum told_kind kinds[] = {
        [TELL_MINE] = TOLD_MINE,
        [TELL_INBOX] = TOLD_INBOX,
        [TELL_CALENDAR] = TOLD_CALENDAR,
        [TELL_TEAM] = TOLD_TEAM,
        [TELL_ACCESS_ENDED] = TOLD_ACCESS_ENDED,
        [TELL_SESSION_BEGAN] = TOLD_SESSION_BEGAN,
        [TELL_SESSION_ENDED] = TOLD_SESSION_ENDED,
        [TELL_ACCOUNT_ENDED] = TOLD_ACCOUNT_ENDED,
    };
    struct told *told = told_new(kinds[tell->kind]);
    told->board = tell->board;
    told->account = tell->account;
    told->session = tell->session;
    told->ends_at = tell->ends_at;
    told->language = tell->language;
    memcpy(told->hash, tell->hash, sizeof told->hash);
    return told;
}

/* ---- the group ---- */

static void run_one(struct job *job, struct db_tx *tx, int64_t now)
{
    if (db_error(tx)) return;
    if (!job->run.decoded.in && !run_decode(&job->run)) return;
    run_write(&job->run, tx, now);
}

/* What is told of a group, in this order. Of calendars before the answers: copies of feeds are kept for fetching, and whoever
 * fetches after an answer must not get what was before. */
enum turn { TURN_FIRST, TURN_ANSWER, TURN_WORD, TURN_ENDED, TURN_NEWS, TURNS };

static enum turn turn_of(enum tell_kind kind)
{
    if (kind == TELL_SESSION_BEGAN || kind == TELL_CALENDAR) return TURN_FIRST;
    if (kind == TELL_INBOX || kind == TELL_TEAM) return TURN_WORD;
    return kind == TELL_MINE ? TURN_NEWS : TURN_ENDED;
}

static void tell_job(struct job *job, struct telling turns[TURNS])
{
    tell_next(&turns[TURN_ANSWER], told_answer(job));
    for (const struct tell *tell = job->run.tells; tell; tell = tell->next)
        tell_next(&turns[turn_of(tell->kind)], told_of(tell));
}

static void collect(struct streams *streams, const struct run *run)
{
    const struct writing *writing = &run->writing;
    if (run->event.len) go_on(stream_of(streams, run->board, 0), run->seq, run->seq, run->event.data, run->event.len);
    for (const struct news *news = run->news; news; news = news->next)
        go_on(stream_of(streams, news->board, 0), news->seq, news->seq, news->line, strlen(news->line));
    if (writing->lines.len)
        go_on(stream_of(streams, run->board, writing->note), writing->first, writing->last, writing->lines.data,
              writing->lines.len);
}

static void tell_group(struct queue_item *jobs, struct group_result *result)
{
    struct streams streams = {NULL};
    struct telling turns[TURNS];
    arena_init(&streams.arena);
    for (unsigned i = 0; i < TURNS; i++)
        telling_init(&turns[i]);

    for (struct queue_item *item = jobs; item; item = item->next) {
        struct job *job = job_of(item);
        tell_job(job, turns);
        collect(&streams, &job->run);
        result->refused += job->run.err != ERR_OK;
        result->events += job->run.event.len != 0;
    }
    for (struct stream *stream = streams.list; stream; stream = stream->next)
        tell_next(&turns[TURN_NEWS], told_stream(stream));
    for (unsigned i = 1; i < TURNS; i++)
        append(&turns[0], &turns[i]);
    result->first = turns[0].first;
    arena_fini(&streams.arena);
}

/* What a failed commit leaves: nothing happened, and everybody is told so. */
static void refuse_all(struct queue_item *jobs, enum err err)
{
    for (struct queue_item *item = jobs; item; item = item->next) {
        struct job *job = job_of(item);
        run_forget(&job->run);
        run_refuse(&job->run, err);
    }
}

static void run_all(struct queue_item *jobs, struct db_tx *tx, struct hot_notes *hot, int64_t now)
{
    hot_begin(hot);
    for (struct queue_item *item = jobs; item; item = item->next) {
        run_forget(&job_of(item)->run);
        job_of(item)->run.hot = hot;
        run_one(job_of(item), tx, now);
    }
}

/* Handlers refuse before they change anything, so parts are trusted; where one did not, the group runs again without trust. */
static struct db_tx *run_in_transaction(struct db *db, struct hot_notes *hot, struct queue_item *jobs)
{
    int64_t now = clock_now();
    struct db_tx *tx = db_begin(db);
    db_trust_parts(tx);
    run_all(jobs, tx, hot, now);
    if (!db_is_spoilt(tx)) return tx;

    db_rollback(tx);
    hot_undo(hot);
    tx = db_begin(db);
    run_all(jobs, tx, hot, now);
    return tx;
}

struct group_result group_run(struct db *db, struct hot_notes *hot, struct queue_item *jobs)
{
    struct group_result result = {0};
    for (struct queue_item *item = jobs; item; item = item->next)
        result.commands++;
    struct db_tx *tx = run_in_transaction(db, hot, jobs);
    result.err = db_commit(tx);
    if (result.err) {
        hot_undo(hot);
        refuse_all(jobs, result.err);
    }
    if (!db_is_lost(db)) tell_group(jobs, &result);

    for (struct queue_item *item = jobs, *next; item; item = next) {
        next = item->next;
        job_free(job_of(item));
    }
    return result;
}
