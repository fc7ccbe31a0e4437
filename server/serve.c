/* serve.c - `rinnalla serve`: puts the parts together, runs the loop, takes them apart
 *
 * The order of the end matters: first the store's threads are joined, so that nobody wakes the loop any more; then
 * libwebsockets closes what it has, on the loop, which runs once more for that. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/must.h"
#include "cal/cal.h"
#include "cli.h"
#include "drain.h"
#include "listen.h"
#include "pending.h"
#include "protocol.h"
#include "server.h"
#include "tick.h"
#include "told.h"

/* ---- the store's word ---- */

static void wake(void *context) /* [any] */
{
    uv_async_send(context);
}

static void on_woken(uv_async_t *woken)
{
    struct server *server = woken->data;
    if (server->store) told_take(server);
}

/* ---- putting together ---- */

static bool open_store(struct server *server)
{
    const struct settings *s = &server->settings;
    const struct store_options options = {
        .path = s->db,
        .readers = (unsigned)s->readers,
        .write_queue = (unsigned)s->write_queue,
        .read_queue = (unsigned)s->read_queue,
        .group = (unsigned)s->group,
        .read_deadline_ms = s->read_ms,
        .idle_ms = s->idle_minutes * MS_PER_MINUTE,
        .session_ms = s->session_hours * MS_PER_HOUR,
        .allow_demo = s->demo,
        .wake = wake,
        .context = &server->woken,
    };
    enum err err = store_open(&options, &server->store);
    if (!err) return true;
    fprintf(stderr, "rinnalla: can't open the database %s: %s\n", s->db, err_name(err));
    return false;
}

static void init(struct server *server)
{
    server->started_at = clock_now();
    cal_init();
    server->public_listener.fd = server->metrics_listener.fd = -1;
    list_init(&server->pendings);
    list_init(&server->sockets);
    list_init(&server->quiet);
    list_init(&server->clogged);
    list_init(&server->held);
    buf_init(&server->gathered);
    live_init(&server->live);
    hub_init(&server->hub);
    feeds_init(&server->feeds);
    must(!uv_loop_init(&server->loop));
    must(!uv_async_init(&server->loop, &server->woken, on_woken));
    must(!uv_timer_init(&server->loop, &server->breather));
    server->woken.data = server->breather.data = server;
    presence_timer_init(server);
    drain_init(server);
    tick_start(server);
}

static bool start(struct server *server)
{
    const struct settings *s = &server->settings;
    if (!protocol_open(server) || !open_store(server)) return false;
    told_take(server); /* the sessions that are alive, before anybody comes */
    if (!listener_open(server, &server->public_listener, s->listen, false)) return false;
    if (s->metrics_listen && *s->metrics_listen &&
        !listener_open(server, &server->metrics_listener, s->metrics_listen, true))
        return false;
    origins_init(&server->origins, s->origins, s->listen, server->public_listener.port);
    store_set_origin(server->store, server->origins.count ? server->origins.list[0] : "");

    char where[300];
    snprintf(where, sizeof where, "%.*s:%d", (int)(strrchr(s->listen, ':') - s->listen), s->listen,
             server->public_listener.port);
    log_say(LOG_INFO, "listening", LOG_TEXT(listen, where), LOG_TEXT(version, RINNALLA_VERSION), LOG_INT(pid, getpid()),
            LOG_END);
    return true;
}

/* ---- taking apart ---- */

static void close_handle(uv_handle_t *handle)
{
    if (!uv_is_closing(handle)) uv_close(handle, NULL);
}

static void stop(struct server *server)
{
    listener_close(&server->public_listener);
    listener_close(&server->metrics_listener);
    store_close(server->store);
    server->store = NULL;
    pending_drop_all(server);

    close_handle((uv_handle_t *)&server->tick);
    close_handle((uv_handle_t *)&server->presence);
    close_handle((uv_handle_t *)&server->breather);
    close_handle((uv_handle_t *)&server->drain);
    close_handle((uv_handle_t *)&server->terminate);
    close_handle((uv_handle_t *)&server->interrupt);
    close_handle((uv_handle_t *)&server->woken);
    lws_context_destroy(server->lws);
    uv_run(&server->loop, UV_RUN_DEFAULT);
    if (server->lws) lws_context_destroy(server->lws); /* the second half, where the loop did not come to it */
    uv_run(&server->loop, UV_RUN_DEFAULT);
    uv_loop_close(&server->loop);

    buf_fini(&server->gathered);
    hub_fini(&server->hub);
    feeds_fini(&server->feeds);
    lapse_fini(&server->lapses);
    live_fini(&server->live);
    origins_fini(&server->origins);
    assets_free(&server->assets);
}

static bool open_log(const char *word)
{
    static const char *const words[] = {"debug", "info", "warn", "error"};
    for (int level = LOG_DEBUG; level <= LOG_ERROR; level++)
        if (!strcmp(words[level], word)) {
            log_open(STDERR_FILENO, (enum log_level)level);
            return true;
        }
    fprintf(stderr, "rinnalla: --log is \"%s\"; allowed are debug, info, warn and error\n", word);
    return false;
}

int cli_serve(int argc, char **argv)
{
    static struct server server; /* too large for the stack */
    switch (settings_read(argc, argv, &server.settings)) {
    case SETTINGS_HELP:
        return 0;
    case SETTINGS_WRONG:
        return 2;
    case SETTINGS_OK:
        break;
    }
    if (!open_log(server.settings.log)) return 2;
    signal(SIGPIPE, SIG_IGN);
    init(&server);
    assets_load(&server.assets, server.settings.assets);
    if (start(&server))
        uv_run(&server.loop, UV_RUN_DEFAULT);
    else
        server.exit_code = 1;
    stop(&server);
    log_say(LOG_INFO, "stopped", LOG_INT(code, server.exit_code), LOG_END);
    return server.exit_code;
}
