/* settings.h - everything about `serve` that can be set, by flag and by environment
 *
 * One table in settings.c holds flag, variable, kind, limits, default and words; parsing, `serve --help` and the table in
 * the documentation all come from it. A flag wins over the environment. A value that can't be is refused by name. */
#ifndef SETTINGS_H
#define SETTINGS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct settings {
    const char *db, *listen, *metrics_listen, *assets, *origins, *trusted_proxies, *log;
    bool demo, secure, write_at_once;
    int64_t rate, burst, message, depth, values;
    int64_t sockets, connections;
    int64_t out_soft, out_hard, out_ms;
    int64_t ping_s, hangup_s, beat_s, lapse_s;
    int64_t idle_minutes, session_hours;
    int64_t readers, write_queue, read_queue, group, read_ms;
};

enum settings_result { SETTINGS_OK, SETTINGS_WRONG, SETTINGS_HELP };

/* Texts are borrowed from argv and the environment. Says on standard error what is wrong; --help is answered on standard output. */
enum settings_result settings_read(int argc, char **argv, struct settings *out);

#endif
