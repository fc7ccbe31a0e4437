/* drain.c - the phases of ending, walked through by a timer. See drain.h */
#include "drain.h"

#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/must.h"
#include "listen.h"
#include "server.h"
#include "ws.h"

enum {
    STEP_MS = 10,
    ANSWERS_MS = 2500, /* for the store to answer */
    WRITING_MS = 3000, /* and for what waits to be written */
    CLOSING_MS = 3500, /* and for the other sides to say good-bye; all from the start */
    HARD_MS = 4500
};

static volatile sig_atomic_t hard_code; /* a signal handler has nothing else */

static void on_alarm(int signal)
{
    (void)signal;
    _exit(hard_code); /* asynchronous-signal-safe; nothing that was acknowledged is lost by it */
}

static void stop_hard_later(void)
{
    struct sigaction action = {.sa_handler = on_alarm};
    const struct itimerval in = {.it_value = {HARD_MS / 1000, HARD_MS % 1000 * 1000}};
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &in, NULL);
}

static void close_sockets(struct server *server)
{
    server->phase = PHASE_CLOSING;
    while (!list_is_empty(&server->sockets))
        socket_end(MEMBER_OF(server->sockets.next, struct socket, of_heard), CLOSE_RESTARTING);
}

static void step(uv_timer_t *timer)
{
    struct server *server = timer->data;
    int64_t since_ms = mono_ms() - server->drain_ms;
    bool is_answered = !server->pending_count || since_ms > ANSWERS_MS;
    bool is_written = list_is_empty(&server->clogged) || since_ms > WRITING_MS;
    if (server->phase == PHASE_FINISHING && is_answered && is_written) close_sockets(server);
    if (server->phase != PHASE_CLOSING) return;
    if (server->metrics.connections && since_ms < CLOSING_MS && (server->ending_count || server->request_count)) return;
    server->phase = PHASE_OVER;
    uv_stop(&server->loop);
}

void drain_begin(struct server *server)
{
    if (server->phase != PHASE_SERVING) return;
    log_say(LOG_INFO, "stopping", LOG_INT(count, server->metrics.sockets), LOG_END);
    server->phase = PHASE_FINISHING;
    feeds_tell(server, true);
    server->drain_ms = mono_ms();
    stop_hard_later();
    listener_close(&server->public_listener);
    listener_close(&server->metrics_listener);
    uv_timer_start(&server->drain, step, 0, STEP_MS);
}

void drain_lost(struct server *server)
{
    log_say(LOG_ERROR, "stopping_outcome_unknown", LOG_END);
    server->exit_code = hard_code = 1;
    drain_begin(server);
    server->drain_ms = mono_ms() - WRITING_MS; /* there will be no answers */
}

static void on_signal(uv_signal_t *handle, int signal)
{
    log_say(LOG_INFO, "signal", LOG_INT(signal, signal), LOG_END);
    drain_begin(handle->data);
}

void drain_init(struct server *server)
{
    must(!uv_timer_init(&server->loop, &server->drain));
    must(!uv_signal_init(&server->loop, &server->terminate));
    must(!uv_signal_init(&server->loop, &server->interrupt));
    server->drain.data = server->terminate.data = server->interrupt.data = server;
    must(!uv_signal_start(&server->terminate, on_signal, SIGTERM));
    must(!uv_signal_start(&server->interrupt, on_signal, SIGINT));
}
