/* metrics.c - figures as Prometheus reads them. */
#include "metrics.h"

#include <inttypes.h>

#include "server.h"
#include "ws.h"

static const unsigned codes[CLOSE_CODES] = {
    0, /* by the other side, or a line that broke */
    CLOSE_RESTARTING,
    CLOSE_PROTOCOL,
    CLOSE_BINARY,
    CLOSE_NOT_UTF8,
    CLOSE_POLICY,
    CLOSE_TOO_LARGE,
    CLOSE_TRY_LATER,
    CLOSE_SIGNED_OUT,
    CLOSE_ACCESS_ENDED,
    CLOSE_TOO_SLOW,
};

static const int64_t bounds_us[LATENCY_BUCKETS] = {100,   250,   500,    1000,   2500,   5000,    10000,
                                                   25000, 50000, 100000, 250000, 500000, 1000000, 5000000};

void metrics_close(struct metrics *metrics, unsigned code)
{
    size_t i = CLOSE_CODES - 1;
    while (i && codes[i] != code)
        i--;
    metrics->closes[i]++;
}

void metrics_latency(struct metrics *metrics, enum latency kind, int64_t us)
{
    struct histogram *histogram = &metrics->latency[kind];
    histogram->count++;
    histogram->sum_us += us;
    for (size_t i = LATENCY_BUCKETS; i-- && us <= bounds_us[i];)
        histogram->buckets[i]++;
}

/* ---- writing ---- */

static void head(struct buf *out, const char *name, const char *type, const char *about)
{
    buf_printf(out, "# HELP rinnalla_%s %s\n# TYPE rinnalla_%s %s\n", name, about, name, type);
}

static void counter(struct buf *out, const char *name, uint64_t value, const char *about)
{
    head(out, name, "counter", about);
    buf_printf(out, "rinnalla_%s %" PRIu64 "\n", name, value);
}

static void gauge(struct buf *out, const char *name, int64_t value, const char *about)
{
    head(out, name, "gauge", about);
    buf_printf(out, "rinnalla_%s %" PRId64 "\n", name, value);
}

static void write_network(const struct metrics *m, struct buf *out)
{
    gauge(out, "connections", (int64_t)m->connections, "TCP connections open");
    gauge(out, "sockets", (int64_t)m->sockets, "WebSockets open");
    counter(out, "connections_accepted_total", m->accepted, "connections accepted");
    counter(out, "connections_refused_total", m->turned_away, "connections closed at once: too many");
    counter(out, "http_requests_total", m->requests, "HTTP requests");
    head(out, "http_answers_total", "counter", "HTTP answers by class of status");
    for (unsigned i = 2; i < 6; i++)
        buf_printf(out, "rinnalla_http_answers_total{class=\"%uxx\"} %" PRIu64 "\n", i, m->answers[i]);
    counter(out, "sockets_opened_total", m->upgrades, "WebSockets opened");
    counter(out, "messages_total", m->messages, "messages that arrived on WebSockets");
    counter(out, "frames_total", m->frames, "frames written to WebSockets");
    counter(out, "frames_at_once_total", m->frames_at_once, "of those, without waiting for the loop");
    counter(out, "frame_writes_total", m->writes, "writes that they left in");
    counter(out, "frame_bytes_total", m->bytes_out, "bytes of those frames");
    counter(out, "event_frames_total", m->event_frames, "frames of board events");
    counter(out, "update_frames_total", m->update_frames, "frames of updates of live notes");
    counter(out, "presence_frames_total", m->presence_frames, "frames of presence");
    counter(out, "events_dropped_total", m->dropped, "frames of events and updates dropped for slow sockets");
    counter(out, "resyncs_total", m->resyncs, "slow sockets asked to open a board or a note again");
    counter(out, "pings_total", m->pings, "pings sent");
    counter(out, "beats_total", m->beats, "heartbeats sent");
    counter(out, "library_errors_total", m->library_errors, "complaints of libwebsockets");
    head(out, "closes_total", "counter", "WebSockets closed, by code; 0: by the other side");
    for (unsigned i = 0; i < CLOSE_CODES && (!i || codes[i]); i++)
        buf_printf(out, "rinnalla_closes_total{code=\"%u\"} %" PRIu64 "\n", codes[i], m->closes[i]);
    head(out, "refusals_total", "counter", "refusals by reason");
    for (enum err err = ERR_OK + 1; err < ERR_COUNT; err++)
        buf_printf(out, "rinnalla_refusals_total{reason=\"%s\"} %" PRIu64 "\n", err_name(err), m->refusals[err]);
}

static void write_latency(const struct metrics *m, struct buf *out)
{
    static const char *const kinds[LATENCY_COUNT] = {
        [LATENCY_READ] = "read", [LATENCY_WRITE] = "write", [LATENCY_SIGN_IN] = "prepared"};
    head(out, "command_seconds", "histogram", "from the question to the answer's leaving");
    for (unsigned kind = 0; kind < LATENCY_COUNT; kind++) {
        const struct histogram *h = &m->latency[kind];
        for (unsigned i = 0; i < LATENCY_BUCKETS; i++)
            buf_printf(out, "rinnalla_command_seconds_bucket{class=\"%s\",le=\"%g\"} %" PRIu64 "\n", kinds[kind],
                       (double)bounds_us[i] / 1e6, h->buckets[i]);
        buf_printf(out, "rinnalla_command_seconds_bucket{class=\"%s\",le=\"+Inf\"} %" PRIu64 "\n", kinds[kind],
                   h->count);
        buf_printf(out, "rinnalla_command_seconds_sum{class=\"%s\"} %.6f\n", kinds[kind], (double)h->sum_us / 1e6);
        buf_printf(out, "rinnalla_command_seconds_count{class=\"%s\"} %" PRIu64 "\n", kinds[kind], h->count);
    }
}

static void write_store(struct server *server, struct buf *out)
{
    struct store_figures f;
    store_figures(server->store, &f);
    counter(out, "store_writes_total", f.writes, "writes run");
    counter(out, "store_reads_total", f.reads, "reads run");
    counter(out, "store_prepared_total", f.hashes, "commands prepared (passwords)");
    counter(out, "store_refused_total", f.refused, "commands refused");
    counter(out, "store_busy_total", f.busy, "commands refused because a queue was full");
    counter(out, "store_groups_total", f.groups, "commits; writes by groups is the size of a group");
    counter(out, "store_events_total", f.events, "board events");
    gauge(out, "store_write_queue", (int64_t)f.write_queue, "writes waiting");
    gauge(out, "store_read_queue", (int64_t)f.read_queue, "reads waiting");
    gauge(out, "store_pending", (int64_t)server->pending_count, "questions under way");
    gauge(out, "store_wal_bytes", f.wal_bytes, "size of the write-ahead log");
    gauge(out, "store_read_only", f.is_read_only, "1: the disk is full");
    gauge(out, "sessions", (int64_t)server->live.sessions.count, "live sessions");
    gauge(out, "topics", (int64_t)server->hub.topics.count, "boards and notes being watched, or lately");
    gauge(out, "snapshot_bytes", (int64_t)server->hub.snapshot_bytes, "snapshots kept for the next who opens");
    gauge(out, "feed_bytes", (int64_t)server->feeds.bytes, "calendar feeds kept for the next fetch");
    gauge(out, "uptime_seconds", (clock_now() - server->started_at) / 1000, "since the start");
}

void metrics_write(struct server *server, struct buf *out)
{
    write_network(&server->metrics, out);
    write_latency(&server->metrics, out);
    write_store(server, out);
}
