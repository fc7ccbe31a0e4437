/* group.c - one group commit, see group.h
 *
 * Straight path: BEGIN; every command in a part of its own; COMMIT; and only then the list of what to tell: sessions
 * that began, the answers, whose access ended, and one frame of events a board. Access ends before events are told, so
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

/* ---- one frame of events a board ---- */

struct board_events {
    struct board_events *next;
    int64_t board, first_seq, last_seq;
    struct buf lines;
};

/* Boards in a group are few; the list is short. */
static struct board_events *events_of(struct board_events **list, int64_t board, struct arena *arena)
{
    for (struct board_events *events = *list; events; events = events->next)
        if (events->board == board) return events;
    struct board_events *events = arena_alloc(arena, sizeof *events);
    events->board = board;
    buf_init(&events->lines);
    events->next = *list;
    *list = events;
    return events;
}

static void collect_event(struct board_events **list, const struct run *run, struct arena *arena)
{
    struct board_events *events = events_of(list, run->board, arena);
    if (events->lines.len)
        buf_text(&events->lines, ",");
    else
        events->first_seq = run->seq;
    events->last_seq = run->seq;
    buf_put(&events->lines, run->event.data, run->event.len);
}

static struct told *told_events(struct board_events *events)
{
    struct told *told = told_new(TOLD_EVENTS);
    char head[128];
    int len =
        snprintf(head, sizeof head,
                 "{\"jsonrpc\":\"2.0\",\"method\":\"board.events\",\"params\":{\"board\":%" PRId64 ",\"events\":[",
                 events->board);
    const char *const parts[] = {head, events->lines.data, "]}}"};
    const size_t lens[] = {(size_t)len, events->lines.len, 3};
    told->body = frame_new_parts(parts, lens, 3);
    told->board = events->board;
    told->first_seq = events->first_seq;
    told->last_seq = events->last_seq;
    buf_fini(&events->lines);
    return told;
}

/* ---- whose access began or ended ---- */

static struct told *told_of(const struct tell *tell)
{
    static const enum told_kind kinds[] = {
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

static void tell_job(struct job *job, struct telling *began, struct telling *answers, struct telling *ended)
{
    tell_next(answers, told_answer(job));
    for (const struct tell *tell = job->run.tells; tell; tell = tell->next)
        tell_next(tell->kind == TELL_SESSION_BEGAN ? began : ended, told_of(tell));
}

static void tell_group(struct queue_item *jobs, struct group_result *result)
{
    struct arena arena;
    arena_init(&arena);
    struct board_events *boards = NULL;
    struct telling began, answers, ended;
    telling_init(&began);
    telling_init(&answers);
    telling_init(&ended);

    for (struct queue_item *item = jobs; item; item = item->next) {
        struct job *job = job_of(item);
        tell_job(job, &began, &answers, &ended);
        result->refused += job->run.err != ERR_OK;
        if (!job->run.event.len) continue;
        collect_event(&boards, &job->run, &arena);
        result->events++;
    }
    append(&began, &answers);
    append(&began, &ended);
    for (struct board_events *events = boards; events; events = events->next)
        tell_next(&began, told_events(events));
    result->first = began.first;
    arena_fini(&arena);
}

/* What a failed commit leaves: nothing happened, and everybody is told so. */
static void refuse_all(struct queue_item *jobs, enum err err)
{
    for (struct queue_item *item = jobs; item; item = item->next) {
        struct job *job = job_of(item);
        run_refuse(&job->run, err);
        job->run.tells = NULL;
        buf_clear(&job->run.event);
    }
}

static void run_all(struct queue_item *jobs, struct db_tx *tx, int64_t now)
{
    for (struct queue_item *item = jobs; item; item = item->next) {
        run_forget(&job_of(item)->run);
        run_one(job_of(item), tx, now);
    }
}

/* Handlers refuse before they change anything, so parts are trusted; where one did not, the group runs again without trust. */
static struct db_tx *run_in_transaction(struct db *db, struct queue_item *jobs)
{
    int64_t now = clock_now();
    struct db_tx *tx = db_begin(db);
    db_trust_parts(tx);
    run_all(jobs, tx, now);
    if (!db_is_spoilt(tx)) return tx;

    db_rollback(tx);
    tx = db_begin(db);
    run_all(jobs, tx, now);
    return tx;
}

struct group_result group_run(struct db *db, struct queue_item *jobs)
{
    struct group_result result = {0};
    for (struct queue_item *item = jobs; item; item = item->next)
        result.commands++;
    struct db_tx *tx = run_in_transaction(db, jobs);
    result.err = db_commit(tx);
    if (result.err) refuse_all(jobs, result.err);
    if (!db_is_lost(db)) tell_group(jobs, &result);

    for (struct queue_item *item = jobs, *next; item; item = next) {
        next = item->next;
        job_free(job_of(item));
    }
    return result;
}
