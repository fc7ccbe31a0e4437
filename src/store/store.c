/* store.c - the writer, the readers, the hasher, and the queues between. See store.h
 *
 * One thread writes (group.c); the others each own a read-only connection: readers answer reads, the hasher does the
 * slow part of commands that prepare, at most one at a time each, and passes them on to the writer. Nothing is shared
 * but queues. */
#include "store/store.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/must.h"
#include "db/db.h"
#include "group.h"
#include "job.h"

enum {
    HOT_BYTES = 64 * 1024 * 1024,
    DEFAULT_QUEUE = 10000,
    DEFAULT_GROUP = 512,
    HASH_QUEUE = 64,
    IDLE_MS = 50,
    MOST_THREADS = 64
};

struct worker {
    struct store *store;
    pthread_t thread;
    struct db *db;
    struct queue *queue; /* whose work it does */
};

struct store {
    struct store_options options;
    struct rules rules;
    struct db *db;         /* the writer's */
    struct hot_notes *hot; /* likewise */
    struct queue *writes, *reads, *hashes, *told;
    pthread_t writer;
    struct worker workers[MOST_THREADS];
    unsigned worker_count;
    bool is_writing;
    atomic_bool is_lost, is_read_only;
    atomic_uint_least64_t write_count, read_count, refused, busy, groups, events, hash_count;
    atomic_int_least64_t wal_bytes;
};

/* ---- telling ---- */

static void tell_all(struct store *store, struct told *first)
{
    bool any = first != NULL;
    for (struct told *told = first, *next; told; told = next) {
        next = (struct told *)told->item.next;
        must(queue_give(store->told, &told->item));
    }
    if (any && store->options.wake) store->options.wake(store->options.context);
}

static void answer(struct store *store, struct job *job)
{
    if (job->run.err) atomic_fetch_add(&store->refused, 1);
    tell_all(store, told_answer(job));
    job_free(job);
}

static void answer_refused(struct store *store, struct job *job, enum err err)
{
    run_refuse(&job->run, err);
    answer(store, job);
}

/* ---- the writer ---- */

static void note_group(struct store *store, const struct group_result *group)
{
    atomic_fetch_add(&store->groups, 1);
    atomic_fetch_add(&store->write_count, group->commands);
    atomic_fetch_add(&store->refused, group->refused);
    atomic_fetch_add(&store->events, group->events);
    atomic_store(&store->is_read_only, group->err == ERR_STORAGE_FULL);
    atomic_store(&store->wal_bytes, db_wal_bytes(store->db));
}

static void lose(struct store *store)
{
    log_say(LOG_ERROR, "outcome_unknown", LOG_END);
    atomic_store(&store->is_lost, true);
    tell_all(store, told_new(TOLD_LOST));
}

static void *write_all(void *context)
{
    struct store *store = context;
    bool is_clean = true; /* nothing written since the last look at the WAL */
    for (;;) {
        struct queue_item *jobs = queue_take_all(store->writes, store->options.group, is_clean ? -1 : IDLE_MS);
        if (!jobs && is_clean) return NULL; /* closed */
        if (!jobs) {
            db_checkpoint(store->db, true);
            atomic_store(&store->wal_bytes, db_wal_bytes(store->db));
            is_clean = true;
            continue;
        }
        struct group_result group = group_run(store->db, store->hot, jobs);
        if (db_is_lost(store->db)) {
            lose(store);
            return NULL;
        }
        note_group(store, &group);
        tell_all(store, group.first);
        db_checkpoint(store->db, false);
        is_clean = false;
    }
}

/* ---- readers and the hasher ---- */

static void give_to_writer(struct store *store, struct job *job)
{
    if (queue_give(store->writes, &job->ask.item)) return;
    atomic_fetch_add(&store->busy, 1);
    answer_refused(store, job, ERR_BUSY);
}

static void work(struct worker *worker, struct job *job)
{
    struct store *store = worker->store;
    if (!run_decode(&job->run)) {
        answer(store, job);
        return;
    }
    bool prepares = job->ask.command->prepares, is_ready = false;
    db_deadline(worker->db, prepares ? 0 : store->options.read_deadline_ms);
    struct db_tx *tx = db_begin(worker->db);
    if (prepares)
        is_ready = run_prepare(&job->run, tx, clock_now());
    else
        run_read(&job->run, tx, clock_now());
    db_rollback(tx);

    atomic_fetch_add(prepares ? &store->hash_count : &store->read_count, 1);
    if (is_ready)
        give_to_writer(store, job);
    else
        answer(store, job);
}

static void *work_all(void *context)
{
    struct worker *worker = context;
    for (struct queue_item *item; (item = queue_take(worker->queue));)
        work(worker, job_of(item));
    return NULL;
}

/* ---- asking ---- */

static struct queue *queue_for(struct store *store, const struct command *command)
{
    if (command->prepares) return store->hashes;
    return command->runs == RUNS_READ ? store->reads : store->writes;
}

/* Once, before it goes to whichever thread. */
static void fill_run(struct store *store, struct job *job)
{
    job->run.command = job->ask.command;
    job->run.params = job->ask.params;
    job->run.actor = job->ask.actor;
    job->run.rules = &store->rules;
    job->run.snapshot = job->ask.snapshot;
    job->run.snapshot_seq = job->ask.snapshot_seq;
}

void store_ask(struct store *store, struct ask *ask)
{
    struct job *job = job_of(&ask->item);
    must(ask->command->runs != RUNS_NET);
    fill_run(store, job);
    if (queue_give(queue_for(store, ask->command), &ask->item)) return;
    atomic_fetch_add(&store->busy, 1);
    answer_refused(store, job, ERR_BUSY);
}

struct told *store_take(struct store *store)
{
    return (struct told *)queue_take_all(store->told, SIZE_MAX, 0);
}

struct told *store_ask_wait(struct store *store, struct ask *ask)
{
    must(!store->options.wake);
    uint64_t id = ask->id;
    store_ask(store, ask);
    for (;;) {
        struct told *told = (struct told *)queue_take(store->told);
        must(told != NULL);
        if (told->kind == TOLD_LOST || (told->kind == TOLD_ANSWER && told->id == id)) return told;
        told_free(told);
    }
}

void store_figures(struct store *store, struct store_figures *out)
{
    *out = (struct store_figures){
        .writes = atomic_load(&store->write_count),
        .reads = atomic_load(&store->read_count),
        .refused = atomic_load(&store->refused),
        .busy = atomic_load(&store->busy),
        .groups = atomic_load(&store->groups),
        .events = atomic_load(&store->events),
        .hashes = atomic_load(&store->hash_count),
        .write_queue = queue_length(store->writes),
        .read_queue = queue_length(store->reads),
        .wal_bytes = atomic_load(&store->wal_bytes),
        .is_read_only = atomic_load(&store->is_read_only),
    };
}

bool store_is_ready(struct store *store)
{
    return !atomic_load(&store->is_lost);
}

/* ---- opening and closing ---- */

static void tell_live_sessions(struct store *store)
{
    int64_t now = clock_now();
    struct db_tx *tx = db_begin(store->db);
    struct db_rows rows = session_live(tx, now, now - store->rules.idle_ms);
    struct session_live row;
    while (session_live_next(&rows, &row)) {
        if (row.is_demo && !store->rules.allow_demo) continue;
        struct told *told = told_new(TOLD_SESSION_BEGAN);
        told->session = row.id;
        told->account = row.account;
        told->language = language_of(row.language);
        told->ends_at = row.ends_at;
        must(row.hash.len == sizeof told->hash);
        memcpy(told->hash, row.hash.data, sizeof told->hash);
        must(queue_give(store->told, &told->item));
    }
    db_rollback(tx);
}

static void warn_of_demo_accounts(struct store *store)
{
    struct db_tx *tx = db_begin(store->db);
    struct account_demo_count row;
    if (!store->rules.allow_demo && account_demo_count(tx, &row) && row.count)
        log_say(LOG_WARN, "demo_accounts_refused", LOG_INT(count, row.count), LOG_END);
    db_rollback(tx);
}

static enum err start_worker(struct store *store, struct queue *queue)
{
    struct worker *worker = &store->workers[store->worker_count];
    *worker = (struct worker){.store = store, .queue = queue};
    enum err err = db_open(store->options.path, DB_READER, &worker->db);
    if (err) return err;
    must(!pthread_create(&worker->thread, NULL, work_all, worker));
    store->worker_count++;
    return ERR_OK;
}

/* Of four or more threads two hash, else one: so there is always one that only reads. */
static enum err start_threads(struct store *store)
{
    unsigned hashers = store->options.readers >= 4 ? 2 : 1;
    for (unsigned i = 0; i < store->options.readers; i++) {
        enum err err = start_worker(store, i < hashers ? store->hashes : store->reads);
        if (err) return err;
    }
    must(!pthread_create(&store->writer, NULL, write_all, store));
    store->is_writing = true;
    return ERR_OK;
}

static void fill_options(struct store *store, const struct store_options *options)
{
    struct store_options *o = &store->options;
    *o = *options;
    if (o->readers < 2) o->readers = 2;
    if (o->readers > MOST_THREADS) o->readers = MOST_THREADS;
    if (!o->write_queue) o->write_queue = DEFAULT_QUEUE;
    if (!o->read_queue) o->read_queue = DEFAULT_QUEUE;
    if (!o->group) o->group = DEFAULT_GROUP;
    if (!o->read_deadline_ms) o->read_deadline_ms = 5 * MS_PER_SECOND;
    store->rules = (struct rules){.idle_ms = o->idle_ms ? o->idle_ms : 30 * MS_PER_MINUTE,
                                  .session_ms = o->session_ms ? o->session_ms : 12 * MS_PER_HOUR,
                                  .allow_demo = o->allow_demo,
                                  .origin = ""};
}

void store_set_origin(struct store *store, const char *origin)
{
    store->rules.origin = origin;
}

enum err store_open(const struct store_options *options, struct store **out)
{
    struct store *store = calloc(1, sizeof *store);
    must(store != NULL);
    fill_options(store, options);
    store->writes = queue_new(store->options.write_queue);
    store->reads = queue_new(store->options.read_queue);
    store->hashes = queue_new(HASH_QUEUE);
    store->told = queue_new(0);
    store->hot = hot_new(HOT_BYTES);

    enum err err = db_open(options->path, DB_WRITER, &store->db);
    if (!err) {
        warn_of_demo_accounts(store);
        tell_live_sessions(store);
        err = start_threads(store);
    }
    if (err) {
        store_close(store);
        return err;
    }
    *out = store;
    return ERR_OK;
}

static void drop_told(struct store *store)
{
    for (struct told *told = store_take(store), *next; told; told = next) {
        next = (struct told *)told->item.next;
        told_free(told);
    }
}

static void drop_asked(struct queue *queue)
{
    for (struct queue_item *item = queue_take_all(queue, SIZE_MAX, 0), *next; item; item = next) {
        next = item->next;
        job_free(job_of(item));
    }
}

void store_close(struct store *store)
{
    if (!store) return;
    queue_close(store->hashes);
    queue_close(store->reads);
    for (unsigned i = 0; i < store->worker_count; i++) {
        must(!pthread_join(store->workers[i].thread, NULL));
        db_close(store->workers[i].db);
    }
    queue_close(store->writes);
    if (store->is_writing) must(!pthread_join(store->writer, NULL));
    db_close(store->db);
    hot_free(store->hot);

    drop_asked(store->hashes);
    drop_asked(store->reads);
    drop_asked(store->writes); /* left there only where the outcome was lost */
    drop_told(store);
    queue_free(store->hashes);
    queue_free(store->reads);
    queue_free(store->writes);
    queue_free(store->told);
    free(store);
}
