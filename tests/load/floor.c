/* floor.c - the floor: what libwebsockets alone can do here, to measure the real server against.
 *
 *     floor --port N --event-bytes E --join-bytes J [--fsync FILE] [--when-writable]
 *
 * A bare broadcast server on the real server's event loop: no accounts, no database, no JSON but finding topic and
 * text. It answers board.open with J bytes, and card.add with a message of E bytes to all who opened that board. One
 * buffer is shared by all receivers, and written at once when the socket is not choked, else (or always, with
 * --when-writable) when the library says that it is writable.
 *
 * With --fsync the messages of one loop turn are a group: 4 KiB are written behind the last ones in FILE and
 * fdatasync'd before any of them goes out. That is the least that a durable server must do. The file has its full size
 * from the start and is written round and round, as a write-ahead log is: a file that grows costs half as much again.
 *
 * Straight path: RECEIVE finds the topic and broadcasts, or leaves that to the end of the turn (uv_check). Whatever
 * fails ends the floor: it serves a measurement, nobody else. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <libwebsockets.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#include <uv.h>

enum { TOPICS = 2048, MESSAGE_MAX = 512, GROUP_BYTES = 4096, GROUPS = 2048, SOCKETS = 12000, TEXT = 20, PING_S = 25 };

struct frame {
    unsigned refs;
    size_t len;
    unsigned char room[]; /* LWS_PRE bytes for the library, then the text */
};

struct seat {
    struct lws *wsi;
    unsigned topic, place; /* topic 0: none */
    char *part;            /* what has come of a message, or NULL */
    struct frame **queue;  /* waiting for the socket; NULL while there never was a need */
    unsigned first, count, cap;
};

struct topic {
    struct seat **seats;
    unsigned count, cap;
};

struct pending {
    unsigned topic;
    struct frame *frame;
};

static struct {
    size_t event_bytes, join_bytes;
    bool when_writable;
    int file;        /* -1: nothing is written */
    unsigned groups; /* written so far */
    struct topic topics[TOPICS];
    struct frame *joined, *left; /* the answers */
    struct pending *group;
    unsigned group_count, group_cap;
} floor_;

static _Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void die(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("floor: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(1);
}

static void *grown(void *memory, unsigned *cap, size_t size)
{
    *cap = *cap ? *cap * 2 : 16;
    memory = realloc(memory, *cap * size);
    if (!memory) die("no memory");
    return memory;
}

/* head, text, as many x as it takes, tail */
static struct frame *frame_new(size_t len, const char *head, const char *text, size_t text_len, const char *tail)
{
    size_t head_len = strlen(head), tail_len = strlen(tail), least = head_len + text_len + tail_len;
    if (len < least) len = least;
    struct frame *frame = malloc(sizeof *frame + LWS_PRE + len);
    if (!frame) die("no memory");
    frame->refs = 1;
    frame->len = len;
    unsigned char *at = frame->room + LWS_PRE;
    memcpy(at, head, head_len);
    memcpy(at + head_len, text, text_len);
    memset(at + head_len + text_len, 'x', len - least);
    memcpy(at + len - tail_len, tail, tail_len);
    return frame;
}

static void frame_unref(struct frame *frame)
{
    if (--frame->refs == 0) free(frame);
}

/* ---- sending
 * ----------------------------------------------------------------------------------------------------------- */
static void write_now(struct seat *seat, struct frame *frame)
{
    if (lws_write(seat->wsi, frame->room + LWS_PRE, frame->len, LWS_WRITE_TEXT) < 0)
        lws_set_timeout(seat->wsi, PENDING_TIMEOUT_CLOSE_ACK, LWS_TO_KILL_ASYNC);
}

static void send_frame(struct seat *seat, struct frame *frame)
{
    if (!seat->count && !floor_.when_writable && !lws_send_pipe_choked(seat->wsi)) {
        write_now(seat, frame);
        return;
    }
    if (seat->first + seat->count == seat->cap && seat->first) {
        memmove(seat->queue, seat->queue + seat->first, seat->count * sizeof(struct frame *));
        seat->first = 0;
    }
    if (seat->count == seat->cap) seat->queue = grown(seat->queue, &seat->cap, sizeof(struct frame *));
    seat->queue[seat->first + seat->count++] = frame;
    frame->refs++;
    lws_callback_on_writable(seat->wsi);
}

static void send_queued(struct seat *seat)
{
    while (seat->count && !lws_send_pipe_choked(seat->wsi)) {
        struct frame *frame = seat->queue[seat->first++];
        seat->count--;
        write_now(seat, frame);
        frame_unref(frame);
    }
    if (seat->count)
        lws_callback_on_writable(seat->wsi);
    else
        seat->first = 0;
}

static void broadcast(unsigned topic, struct frame *frame)
{
    struct topic *t = &floor_.topics[topic];
    for (unsigned i = 0; i < t->count; i++)
        send_frame(t->seats[i], frame);
    frame_unref(frame);
}

static void write_group(void)
{
    static const char zeros[GROUP_BYTES];
    off_t at = (off_t)(floor_.groups++ % GROUPS) * GROUP_BYTES;
    if (pwrite(floor_.file, zeros, sizeof zeros, at) != (ssize_t)sizeof zeros || fdatasync(floor_.file) < 0)
        die("writing a group: %s", strerror(errno));
}

static void end_of_turn(uv_check_t *check)
{
    (void)check;
    if (!floor_.group_count) return;
    write_group();
    for (unsigned i = 0; i < floor_.group_count; i++)
        broadcast(floor_.group[i].topic, floor_.group[i].frame);
    floor_.group_count = 0;
}

/* Every socket is pinged once in PING_S seconds, some of them each second. The library's own pings keep one timer a
 * socket in a sorted list: with 10,000 sockets they cost 12 % of a core, these a fraction of one. */
static void ping_some(uv_timer_t *timer)
{
    static unsigned char nothing[LWS_PRE + 1];
    static unsigned second;
    (void)timer;
    for (unsigned t = 1 + second++ % PING_S; t < TOPICS; t += PING_S)
        for (unsigned i = 0; i < floor_.topics[t].count; i++)
            if (!floor_.topics[t].seats[i]->count)
                lws_write(floor_.topics[t].seats[i]->wsi, nothing + LWS_PRE, 0, LWS_WRITE_PING);
}

/* ---- receiving
 * --------------------------------------------------------------------------------------------------------- */
static void leave(struct seat *seat)
{
    struct topic *topic = &floor_.topics[seat->topic];
    if (!seat->topic) return;
    struct seat *last = topic->seats[--topic->count];
    topic->seats[seat->place] = last;
    last->place = seat->place;
    seat->topic = 0;
}

static void join(struct seat *seat, unsigned number)
{
    struct topic *topic = &floor_.topics[number];
    leave(seat);
    if (topic->count == topic->cap) topic->seats = grown(topic->seats, &topic->cap, sizeof(struct seat *));
    seat->topic = number;
    seat->place = topic->count;
    topic->seats[topic->count++] = seat;
}

static void change(unsigned topic, const char *text)
{
    struct frame *frame = frame_new(
        floor_.event_bytes, "{\"jsonrpc\":\"2.0\",\"method\":\"board.events\",\"params\":{\"events\":[{\"text\":\"",
        text, TEXT, "\"}]}}");
    if (floor_.file < 0) {
        broadcast(topic, frame);
        return;
    }
    if (floor_.group_count == floor_.group_cap)
        floor_.group = grown(floor_.group, &floor_.group_cap, sizeof *floor_.group);
    floor_.group[floor_.group_count++] = (struct pending){.topic = topic, .frame = frame};
}

/* the message up to here; false while there is more of it to come */
static bool whole_message(struct seat *seat, const char *data, size_t len, char *out)
{
    size_t before = seat->part ? strlen(seat->part) : 0;
    if (before + len > MESSAGE_MAX) die("a message that the generator doesn't send");
    if (before) memcpy(out, seat->part, before);
    memcpy(out + before, data, len);
    out[before + len] = '\0';
    free(seat->part);
    seat->part = NULL;
    if (lws_is_final_fragment(seat->wsi) && !lws_remaining_packet_payload(seat->wsi)) return true;
    seat->part = strdup(out);
    return false;
}

static void receive(struct seat *seat, const char *data, size_t len)
{
    char message[MESSAGE_MAX + 1];
    if (!whole_message(seat, data, len, message)) return;
    const char *method = strstr(message, "\"method\":\""), *board = strstr(message, "\"board\":");
    if (!method || !board) die("neither method nor board: %s", message);
    unsigned long topic = strtoul(board + strlen("\"board\":"), NULL, 10);
    if (!topic || topic >= TOPICS) die("board %lu", topic);

    method += strlen("\"method\":\"");
    const char *text = strstr(board, "\"text\":\"");
    if (strncmp(method, "card.add\"", 9) == 0 && text && strlen(text) > 8 + TEXT) {
        change((unsigned)topic, text + 8);
    } else if (strncmp(method, "board.open\"", 11) == 0) {
        join(seat, (unsigned)topic);
        send_frame(seat, floor_.joined);
    } else {
        leave(seat);
        send_frame(seat, floor_.left);
    }
}

static int callback(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t len)
{
    struct seat *seat = user;
    switch (reason) {
    case LWS_CALLBACK_ESTABLISHED:
        *seat = (struct seat){.wsi = wsi};
        break;
    case LWS_CALLBACK_RECEIVE:
        receive(seat, in, len);
        break;
    case LWS_CALLBACK_SERVER_WRITEABLE:
        send_queued(seat);
        break;
    case LWS_CALLBACK_CLOSED:
        leave(seat);
        while (seat->count--)
            frame_unref(seat->queue[seat->first++]);
        free(seat->queue);
        free(seat->part);
        break;
    default:
        break;
    }
    return 0;
}

/* ---- starting
 * ---------------------------------------------------------------------------------------------------------- */
static void open_file(const char *path)
{
    static const char zeros[GROUPS * GROUP_BYTES];
    floor_.file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (floor_.file < 0 || write(floor_.file, zeros, sizeof zeros) != (ssize_t)sizeof zeros || fsync(floor_.file) < 0)
        die("%s: %s", path, strerror(errno));
}

static unsigned read_options(int argc, char **argv)
{
    static const struct option known[] = {
        {"port", required_argument, NULL, 'p'},       {"event-bytes", required_argument, NULL, 'e'},
        {"join-bytes", required_argument, NULL, 'j'}, {"fsync", required_argument, NULL, 's'},
        {"when-writable", no_argument, NULL, 'w'},    {0},
    };
    unsigned port = 0;
    int option;
    floor_.file = -1;
    while ((option = getopt_long(argc, argv, "", known, NULL)) != -1) {
        if (option == 'p') port = (unsigned)strtoul(optarg, NULL, 10);
        if (option == 'e') floor_.event_bytes = strtoul(optarg, NULL, 10);
        if (option == 'j') floor_.join_bytes = strtoul(optarg, NULL, 10);
        if (option == 'w') floor_.when_writable = true;
        if (option == 's') open_file(optarg);
        if (option == '?') exit(2);
    }
    if (!port) die("--port N is needed");
    return port;
}

static struct lws_context *start(uv_loop_t *loop, unsigned port)
{
    static const lws_retry_bo_t no_timers = {0};
    static const struct lws_protocols protocols[] = {
        {.name = "rinnalla.v1",
         .callback = callback,
         .per_session_data_size = sizeof(struct seat),
         .rx_buffer_size = MESSAGE_MAX,
         .tx_packet_size = 1024 * 1024},
        {0},
    };
    static void *loops[1];
    loops[0] = loop;
    struct lws_context_creation_info info = {
        .port = (int)port,
        .iface = "127.0.0.1",
        .protocols = protocols,
        .options = LWS_SERVER_OPTION_LIBUV,
        .foreign_loops = loops,
        .gid = -1,
        .uid = -1,
        .pt_serv_buf_size = 32 * 1024,
        .rlimit_nofile = SOCKETS,
        .retry_and_idle_policy = &no_timers,
    };
    lws_set_log_level(LLL_ERR | LLL_WARN, NULL);
    return lws_create_context(&info);
}

static void stop(uv_signal_t *handle, int number)
{
    (void)number;
    uv_stop(handle->loop);
}

int main(int argc, char **argv)
{
    uv_loop_t loop;
    uv_signal_t term;
    uv_check_t check;
    uv_timer_t timer;
    unsigned port = read_options(argc, argv);
    floor_.joined =
        frame_new(floor_.join_bytes, "{\"jsonrpc\":\"2.0\",\"id\":-1,\"result\":{\"snapshot\":\"", "", 0, "\"}}");
    floor_.left = frame_new(0, "{\"jsonrpc\":\"2.0\",\"id\":-2,\"result\":{}}", "", 0, "");

    uv_loop_init(&loop);
    uv_signal_init(&loop, &term);
    uv_signal_start(&term, stop, SIGTERM);
    uv_timer_init(&loop, &timer);
    uv_timer_start(&timer, ping_some, 1000, 1000);
    if (floor_.file >= 0) {
        uv_check_init(&loop, &check);
        uv_check_start(&check, end_of_turn);
    }
    if (!start(&loop, port)) die("can't listen on port %u", port);
    uv_run(&loop, UV_RUN_DEFAULT);
    return 0; /* the sockets end with the process */
}
