/* metrics.h - what is counted, for /metrics in Prometheus' text format. No personal data. [net] */
#ifndef METRICS_H
#define METRICS_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

struct server;

/* Kinds of answers whose time is measured, from being asked until the answer is on its way. */
enum latency { LATENCY_READ, LATENCY_WRITE, LATENCY_SIGN_IN, LATENCY_COUNT };
enum { LATENCY_BUCKETS = 14, CLOSE_CODES = 16 };

struct histogram {
    uint64_t buckets[LATENCY_BUCKETS], count;
    int64_t sum_us;
};

struct metrics {
    uint64_t accepted, turned_away; /* connections */
    uint64_t requests, upgrades;    /* HTTP */
    uint64_t answers[6];            /* HTTP, by the status' first digit */
    uint64_t messages, frames, frames_at_once, writes, bytes_out;
    uint64_t dropped, resyncs, pings, beats;
    uint64_t presence_frames, event_frames, update_frames;
    uint64_t library_errors; /* libwebsockets complained */
    uint64_t refusals[ERR_COUNT];
    uint64_t closes[CLOSE_CODES]; /* by the place of the code in metrics.c */
    struct histogram latency[LATENCY_COUNT];
    uint64_t connections, sockets; /* at this moment */
};

void metrics_close(struct metrics *metrics, unsigned code);
void metrics_latency(struct metrics *metrics, enum latency kind, int64_t us);
void metrics_write(struct server *server, struct buf *out);

#endif
