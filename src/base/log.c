/* log.c - a line is built on the stack and leaves in one write(2), so that lines of threads don't mix.
 *
 * Every line is a whole JSON object: a pair that doesn't fit any more is left out together with what follows it. */
#include "base/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/must.h"
#include "base/utf8.h"

enum { LINE = 4096 }; /* PIPE_BUF: up to there a write to a pipe is not mixed with others */

struct line {
    char text[LINE];
    size_t len;
    bool is_full;
};

static const char *const field_names[LOG_FIELD_COUNT] = {
    [LOG_FIELD_END] = "",
#define FIELD(name) [LOG_FIELD_##name] = #name,
#include "base/log.def"
};

static const char *const level_names[] = {"debug", "info", "warn", "error"};

static atomic_int to = STDERR_FILENO;
static atomic_int least_level = LOG_INFO;

void log_open(int fd, enum log_level least)
{
    atomic_store(&to, fd);
    atomic_store(&least_level, (int)least);
}

static void put(struct line *line, const char *text, size_t len)
{
    if (line->len + len + 2 > LINE) line->is_full = true; /* 2: the end "}\n" always fits */
    if (line->is_full) return;
    memcpy(line->text + line->len, text, len);
    line->len += len;
}

static void put_text(struct line *line, const char *text)
{
    size_t len = strlen(text);
    bool is_valid = utf8_valid(text, len);
    put(line, "\"", 1);
    for (size_t i = 0; i < len; i++) {
        unsigned char byte = (unsigned char)text[i];
        char escape[8];
        if (byte == '"' || byte == '\\') {
            put(line, (char[]){'\\', (char)byte}, 2);
        } else if (byte < 0x20 || byte == 0x7f) {
            put(line, escape, (size_t)snprintf(escape, sizeof escape, "\\u%04x", byte));
        } else if (byte >= 0x80 && !is_valid) {
            put(line, "?", 1);
        } else {
            put(line, (const char *)&byte, 1);
        }
    }
    put(line, "\"", 1);
}

static void put_time(struct line *line)
{
    int64_t now = clock_now();
    time_t seconds = (time_t)(now / MS_PER_SECOND);
    struct tm tm;
    char text[64];
    if (!gmtime_r(&seconds, &tm)) return;
    size_t len = strftime(text, sizeof text, "\"%Y-%m-%dT%H:%M:%S", &tm);
    len += (size_t)snprintf(text + len, sizeof text - len, ".%03dZ\"", (int)(now % MS_PER_SECOND));
    put(line, text, len);
}

static void put_pair(struct line *line, struct log_pair pair)
{
    must(pair.field < LOG_FIELD_COUNT);
    size_t before = line->len;
    put(line, ",\"", 2);
    put(line, field_names[pair.field], strlen(field_names[pair.field]));
    put(line, "\":", 2);
    char number[24];
    if (pair.text)
        put_text(line, pair.text);
    else
        put(line, number, (size_t)snprintf(number, sizeof number, "%lld", (long long)pair.number));
    if (line->is_full) line->len = before;
}

void log_say(enum log_level level, const char *what, ...)
{
    if ((int)level < atomic_load_explicit(&least_level, memory_order_relaxed)) return;
    struct line line = {.len = 0};
    put(&line, "{\"at\":", 6);
    put_time(&line);
    put(&line, ",\"level\":\"", 10);
    put(&line, level_names[level], strlen(level_names[level]));
    put(&line, "\",\"what\":", 9);
    put_text(&line, what);

    va_list pairs;
    va_start(pairs, what);
    for (;;) {
        struct log_pair pair = va_arg(pairs, struct log_pair);
        if (pair.field == LOG_FIELD_END) break;
        put_pair(&line, pair);
    }
    va_end(pairs);

    memcpy(line.text + line.len, "}\n", 2);
    /* nowhere to report a log that can't be written */
    if (write(atomic_load(&to), line.text, line.len + 2) < 0) return;
}
