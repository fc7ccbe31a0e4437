/* floor_http.c - the floor for fetching: one file out of memory by bare libwebsockets, on the real server's event loop.
 *
 *     floor_http --port N --file FILE
 *
 * Whatever is asked for is answered with the file, or with 304 to whoever names any ETag. No routes, no log, no
 * check: the least that libwebsockets can do for these bytes. Whatever fails ends it. */
#include <getopt.h>
#include <libwebsockets.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uv.h>

enum { FILE_MAX = 16 * 1024 * 1024, HEAD = 512 };

static struct {
    unsigned char *file; /* LWS_PRE bytes for the library in front */
    size_t len;
    unsigned char full[LWS_PRE + HEAD], same[LWS_PRE + HEAD]; /* the two heads */
    size_t full_len, same_len;
} floor_;

static _Noreturn void die(const char *what)
{
    fprintf(stderr, "floor_http: %s\n", what);
    exit(1);
}

static void read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    floor_.file = malloc(LWS_PRE + FILE_MAX);
    if (!file || !floor_.file) die("can't read the file");
    floor_.len = fread(floor_.file + LWS_PRE, 1, FILE_MAX, file);
    fclose(file);
    floor_.full_len = (size_t)snprintf((char *)floor_.full + LWS_PRE, HEAD,
                                       "HTTP/1.1 200 OK\r\nContent-Type: text/calendar; charset=utf-8\r\n"
                                       "ETag: \"floor\"\r\nContent-Length: %zu\r\n\r\n",
                                       floor_.len);
    floor_.same_len =
        (size_t)snprintf((char *)floor_.same + LWS_PRE, HEAD, "HTTP/1.1 304 Not Modified\r\nETag: \"floor\"\r\n\r\n");
}

static int answer(struct lws *wsi)
{
    if (lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_IF_NONE_MATCH) > 0) {
        if (lws_write(wsi, floor_.same + LWS_PRE, floor_.same_len, LWS_WRITE_HTTP_HEADERS) < 0) return -1;
    } else {
        if (lws_write(wsi, floor_.full + LWS_PRE, floor_.full_len, LWS_WRITE_HTTP_HEADERS) < 0) return -1;
        if (lws_write(wsi, floor_.file + LWS_PRE, floor_.len, LWS_WRITE_HTTP) < 0) return -1;
    }
    return lws_http_transaction_completed(wsi) ? -1 : 0;
}

static int callback(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t len)
{
    (void)user;
    (void)in;
    (void)len;
    return reason == LWS_CALLBACK_HTTP ? answer(wsi) : 0;
}

static unsigned read_options(int argc, char **argv)
{
    static const struct option known[] = {
        {"port", required_argument, NULL, 'p'}, {"file", required_argument, NULL, 'f'}, {0}};
    unsigned port = 0;
    int option;
    while ((option = getopt_long(argc, argv, "", known, NULL)) != -1) {
        if (option == 'p') port = (unsigned)strtoul(optarg, NULL, 10);
        if (option == 'f') read_file(optarg);
        if (option == '?') exit(2);
    }
    if (!port || !floor_.file) die("--port N and --file FILE are needed");
    return port;
}

static void stop(uv_signal_t *handle, int number)
{
    (void)number;
    uv_stop(handle->loop);
}

int main(int argc, char **argv)
{
    static const struct lws_protocols protocols[] = {
        {.name = "http", .callback = callback, .tx_packet_size = 1024 * 1024}, {0}};
    unsigned port = read_options(argc, argv);
    uv_loop_t loop;
    uv_signal_t term;
    void *loops[] = {&loop};
    uv_loop_init(&loop);
    uv_signal_init(&loop, &term);
    uv_signal_start(&term, stop, SIGTERM);
    struct lws_context_creation_info info = {
        .port = (int)port,
        .iface = "127.0.0.1",
        .protocols = protocols,
        .options = LWS_SERVER_OPTION_LIBUV,
        .foreign_loops = loops,
        .gid = -1,
        .uid = -1,
        .pt_serv_buf_size = 32 * 1024,
    };
    lws_set_log_level(LLL_ERR | LLL_WARN, NULL);
    if (!lws_create_context(&info)) die("can't listen");
    uv_run(&loop, UV_RUN_DEFAULT);
    return 0;
}
