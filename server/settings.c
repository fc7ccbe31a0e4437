/* settings.c - the one table of settings, and what comes from it. */
#include "settings.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum kind { KIND_TEXT, KIND_FLAG, KIND_NUMBER };

struct setting {
    const char *flag, *variable;
    enum kind kind;
    size_t at;
    const char *fallback; /* NULL: none */
    int64_t min, max;
    const char *takes, *about;
};

#define TEXT(name, flag, variable, fallback, takes, about)                                                             \
    {                                                                                                                  \
        flag, variable, KIND_TEXT, offsetof(struct settings, name), fallback, 0, 0, takes, about                       \
    }
#define FLAG(name, flag, variable, fallback, about)                                                                    \
    {                                                                                                                  \
        flag, variable, KIND_FLAG, offsetof(struct settings, name), fallback, 0, 1, "", about                          \
    }
#define NUMBER(name, flag, variable, fallback, min, max, about)                                                        \
    {                                                                                                                  \
        flag, variable, KIND_NUMBER, offsetof(struct settings, name), fallback, min, max, "N", about                   \
    }

static const struct setting table[] = {
    TEXT(db, "--db", "RINNALLA_DB", NULL, "FILE", "the database; made where there is none"),
    TEXT(listen, "--listen", "RINNALLA_LISTEN", "127.0.0.1:8080", "HOST:PORT",
         "where to serve; port 0 takes a free one"),
    TEXT(metrics_listen, "--metrics-listen", "RINNALLA_METRICS_LISTEN", NULL, "HOST:PORT",
         "a socket of its own for /metrics; without it /metrics answers on loopback only"),
    TEXT(assets, "--assets", "RINNALLA_ASSETS", NULL, "FOLDER",
         "the built web client; the default is `client` beside the program"),
    TEXT(origins, "--origins", "RINNALLA_ORIGINS", NULL, "LIST",
         "origins that browsers may come from, by commas; the default is this host by http alone"),
    TEXT(trusted_proxies, "--trusted-proxy", "RINNALLA_TRUSTED_PROXY", NULL, "LIST",
         "addresses, by commas, whose X-Forwarded-For is believed"),
    FLAG(secure, "--secure", "RINNALLA_SECURE", "0", "served over TLS by a proxy: __Host- cookie, Secure, HSTS"),
    FLAG(demo, "--demo", "RINNALLA_DEMO", "0", "let demo accounts sign in"),
    TEXT(log, "--log", "RINNALLA_LOG", "info", "LEVEL", "least level that is logged: debug, info, warn, error"),

    NUMBER(rate, "--rate", "RINNALLA_RATE", "50", 0, 1000000, "messages a second that a socket may send, 0 = no limit"),
    NUMBER(burst, "--burst", "RINNALLA_BURST", "200", 1, 1000000, "messages that it may send at once"),
    NUMBER(message, "--message", "RINNALLA_MESSAGE", "65536", 1024, 16777216, "bytes of a message after reassembly"),
    NUMBER(depth, "--depth", "RINNALLA_DEPTH", "16", 4, 64, "nesting of JSON"),
    NUMBER(values, "--values", "RINNALLA_VALUES", "4096", 16, 1000000, "values in a message's JSON"),
    NUMBER(sockets, "--sockets", "RINNALLA_SOCKETS", "10", 0, 100000, "sockets an account, 0 = no limit"),
    NUMBER(connections, "--connections", "RINNALLA_CONNECTIONS", "0", 0, 1000000,
           "connections at once, 0 = as many as descriptors allow"),
    NUMBER(out_soft, "--out-soft", "RINNALLA_OUT_SOFT", "262144", 1024, 1073741824,
           "bytes waiting for a slow socket above which events are dropped and a resync is asked for"),
    NUMBER(out_hard, "--out-hard", "RINNALLA_OUT_HARD", "1048576", 1024, 1073741824,
           "bytes above which it is closed (4008)"),
    NUMBER(out_ms, "--out-ms", "RINNALLA_OUT_MS", "10000", 100, 3600000,
           "age in ms of the oldest above which it is closed (4008)"),
    FLAG(write_at_once, "--write-at-once", "RINNALLA_WRITE_AT_ONCE", "1",
         "write to sockets without waiting for the loop's word that they are writable"),
    NUMBER(ping_s, "--ping", "RINNALLA_PING", "25", 1, 3600, "seconds of silence before a ping"),
    NUMBER(hangup_s, "--hangup", "RINNALLA_HANGUP", "45", 2, 7200, "seconds of silence before hanging up"),
    NUMBER(beat_s, "--beat", "RINNALLA_BEAT", "4", 1, 3600,
           "seconds after which a quiet socket that asked for it gets a beat"),
    NUMBER(lapse_s, "--lapse", "RINNALLA_LAPSE", "30", 0, 3600,
           "seconds without a socket on its board after which somebody is out of a meeting"),
    NUMBER(idle_minutes, "--idle-minutes", "RINNALLA_IDLE_MINUTES", "30", 1, 10080,
           "minutes after which an unused session ends"),
    NUMBER(session_hours, "--session-hours", "RINNALLA_SESSION_HOURS", "12", 1, 720,
           "hours after which any session ends"),
    NUMBER(readers, "--readers", "RINNALLA_READERS", "3", 2, 64, "threads that read and hash passwords"),
    NUMBER(write_queue, "--write-queue", "RINNALLA_WRITE_QUEUE", "10000", 1, 10000000,
           "writes that may wait; more are told `busy`"),
    NUMBER(read_queue, "--read-queue", "RINNALLA_READ_QUEUE", "10000", 1, 10000000, "reads that may wait"),
    NUMBER(group, "--group", "RINNALLA_GROUP", "512", 1, 100000, "writes in one commit at most"),
    NUMBER(read_ms, "--read-ms", "RINNALLA_READ_MS", "5000", 10, 600000, "deadline of a read in ms"),
};
enum { SETTING_COUNT = sizeof table / sizeof *table };

/* ---- words ---- */

static void print_help(FILE *out)
{
    fprintf(out, "usage: rinnalla serve --db FILE [--listen HOST:PORT] [setting …]\n\n");
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        const struct setting *s = &table[i];
        char left[64];
        snprintf(left, sizeof left, "%s %s", s->flag, s->takes);
        fprintf(out, "  %-28s %-26s %s", left, s->variable, s->about);
        if (s->fallback && s->kind != KIND_FLAG) fprintf(out, " (%s)", s->fallback);
        fputc('\n', out);
    }
    fprintf(out,
            "\nA flag wins over the environment. `serve --settings` prints this as a table for the documentation.\n");
}

static void print_markdown(FILE *out)
{
    fprintf(out, "| flag | variable | default | allowed | what |\n|---|---|---|---|---|\n");
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        const struct setting *s = &table[i];
        fprintf(out, "| `%s%s%s` | `%s` | %s | ", s->flag, *s->takes ? " " : "", s->takes, s->variable,
                s->fallback ? s->fallback : "-");
        if (s->kind == KIND_TEXT)
            fprintf(out, "text");
        else
            fprintf(out, "%lld to %lld", (long long)s->min, (long long)s->max);
        fprintf(out, " | %s |\n", s->about);
    }
}

/* ---- values ---- */

static bool read_flag(const char *text, bool *out)
{
    *out = !strcmp(text, "1") || !strcmp(text, "true") || !strcmp(text, "yes");
    return *out || !strcmp(text, "0") || !strcmp(text, "false") || !strcmp(text, "no") || !*text;
}

static bool read_number(const struct setting *s, const char *text, int64_t *out)
{
    char *end;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    *out = value;
    return end != text && !*end && !errno && value >= s->min && value <= s->max;
}

static bool set(const struct setting *s, const char *text, const char *where, struct settings *out)
{
    void *at = (char *)out + s->at;
    switch (s->kind) {
    case KIND_TEXT:
        *(const char **)at = text;
        return true;
    case KIND_FLAG:
        if (read_flag(text, at)) return true;
        fprintf(stderr, "rinnalla: %s is \"%s\"; allowed are 0 and 1\n", where, text);
        return false;
    case KIND_NUMBER:
        if (read_number(s, text, at)) return true;
        fprintf(stderr, "rinnalla: %s is \"%s\"; allowed are whole numbers from %lld to %lld\n", where, text,
                (long long)s->min, (long long)s->max);
        return false;
    }
    return false;
}

static const struct setting *find(const char *argument, size_t len)
{
    for (size_t i = 0; i < SETTING_COUNT; i++)
        if (strlen(table[i].flag) == len && !strncmp(table[i].flag, argument, len)) return &table[i];
    return NULL;
}

static bool read_environment(struct settings *out)
{
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        const char *text = getenv(table[i].variable);
        bool is_good = text && *text ? set(&table[i], text, table[i].variable, out)
                                     : !table[i].fallback || set(&table[i], table[i].fallback, table[i].flag, out);
        if (!is_good) return false;
    }
    return true;
}

/* --flag value, --flag=value, and --flag alone where it is yes or no. */
static bool read_arguments(int argc, char **argv, struct settings *out)
{
    for (int i = 1; i < argc; i++) {
        const char *equals = strchr(argv[i], '=');
        size_t len = equals ? (size_t)(equals - argv[i]) : strlen(argv[i]);
        const struct setting *s = find(argv[i], len);
        if (!s) {
            fprintf(stderr, "rinnalla: there is no setting %.*s; `rinnalla serve --help` lists them\n", (int)len,
                    argv[i]);
            return false;
        }
        const char *text = equals ? equals + 1 : s->kind == KIND_FLAG ? "1" : i + 1 < argc ? argv[++i] : NULL;
        if (!text) {
            fprintf(stderr, "rinnalla: %s needs a value: %s %s\n", s->flag, s->flag, s->takes);
            return false;
        }
        if (!set(s, text, s->flag, out)) return false;
    }
    return true;
}

static bool check(const struct settings *s)
{
    if (!s->db || !*s->db) {
        fprintf(stderr, "rinnalla: --db FILE (or RINNALLA_DB) says which database to serve\n");
        return false;
    }
    if (s->out_soft > s->out_hard) {
        fprintf(stderr, "rinnalla: --out-soft is %lld; allowed is at most --out-hard, %lld\n", (long long)s->out_soft,
                (long long)s->out_hard);
        return false;
    }
    if (s->ping_s >= s->hangup_s) {
        fprintf(stderr, "rinnalla: --ping is %lld; allowed is less than --hangup, %lld\n", (long long)s->ping_s,
                (long long)s->hangup_s);
        return false;
    }
    return true;
}

enum settings_result settings_read(int argc, char **argv, struct settings *out)
{
    *out = (struct settings){0};
    for (int i = 1; i < argc; i++) {
        bool is_table = !strcmp(argv[i], "--settings");
        if (!is_table && strcmp(argv[i], "--help") != 0 && strcmp(argv[i], "-h") != 0) continue;
        if (is_table)
            print_markdown(stdout);
        else
            print_help(stdout);
        return SETTINGS_HELP;
    }
    bool is_good = read_environment(out) && read_arguments(argc, argv, out) && check(out);
    return is_good ? SETTINGS_OK : SETTINGS_WRONG;
}
