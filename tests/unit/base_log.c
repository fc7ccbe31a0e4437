/* base_log.c - lines of the log: whole, escaped, with allowed fields only */
#include "suites.h"

#include <jansson.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"

static int own_log(enum log_level least)
{
    FILE *file = tmpfile();
    assert_non_null(file);
    int fd = dup(fileno(file));
    fclose(file);
    log_open(fd, least);
    return fd;
}

/* What was logged, NUL-ended, yours; logs go where they went before. */
static char *end_of(int fd)
{
    log_open(unit_log_fd(), LOG_DEBUG);
    long len = (long)lseek(fd, 0, SEEK_END);
    char *text = calloc(1, (size_t)len + 1);
    assert_int_equal(pread(fd, text, (size_t)len, 0), len);
    close(fd);
    return text;
}

static void a_line_is_one_json_object(void **state)
{
    (void)state;
    int fd = own_log(LOG_INFO);
    clock_set(INT64_C(1795514400123));
    log_say(LOG_WARN, "socket_closed", LOG_INT(code, 1009), LOG_INT(account, -7), LOG_TEXT(err, "too_large"), LOG_END);
    clock_set(0);
    char *text = end_of(fd);
    assert_string_equal(text, "{\"at\":\"2026-11-24T10:00:00.123Z\",\"level\":\"warn\",\"what\":\"socket_closed\","
                              "\"code\":1009,\"account\":-7,\"err\":\"too_large\"}\n");
    free(text);
}

static void lines_below_the_level_are_not_written(void **state)
{
    (void)state;
    int fd = own_log(LOG_WARN);
    log_say(LOG_DEBUG, "debug", LOG_END);
    log_say(LOG_INFO, "info", LOG_END);
    log_say(LOG_ERROR, "error", LOG_END);
    char *text = end_of(fd);
    assert_null(strstr(text, "info"));
    assert_non_null(strstr(text, "\"level\":\"error\",\"what\":\"error\"}\n"));
    free(text);
}

static json_t *logged(const char *path)
{
    int fd = own_log(LOG_DEBUG);
    log_say(LOG_INFO, "opened", LOG_TEXT(path, path), LOG_INT(count, 1), LOG_END);
    char *text = end_of(fd);
    assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
    json_t *line = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(line);
    free(text);
    return line;
}

static void whatever_a_text_holds_the_line_stays_whole(void **state)
{
    (void)state;
    const char *const texts[] = {"\"}\n{\"level\":\"", "\\", "\x01\x1f\x7f\t\r\n", "ä€😀", "", "</script>"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        json_t *line = logged(texts[i]);
        assert_string_equal(json_string_value(json_object_get(line, "path")), texts[i]);
        assert_int_equal(json_integer_value(json_object_get(line, "count")), 1);
        json_decref(line);
    }
    json_t *line = logged("caf\xe9"); /* not UTF-8 */
    assert_string_equal(json_string_value(json_object_get(line, "path")), "caf?");
    json_decref(line);
}

static void a_text_that_is_too_long_is_left_out(void **state)
{
    (void)state;
    char *text = malloc(10000);
    memset(text, '"', 9999);
    text[9999] = '\0';
    json_t *line = logged(text);
    assert_null(json_object_get(line, "path"));
    assert_string_equal(json_string_value(json_object_get(line, "what")), "opened");
    json_decref(line);
    free(text);
}

static void no_field_of_the_log_can_hold_what_people_wrote(void **state)
{
    (void)state;
    static const char *const fields[] = {
#define FIELD(name) #name,
#include "base/log.def"
    };
    static const char *const personal[] = {"name", "full_name", "title", "text",  "token", "password", "address",
                                           "ip",   "note",      "body",  "email", "key",   "params",   "user"};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        for (size_t j = 0; j < sizeof personal / sizeof *personal; j++)
            assert_string_not_equal(fields[i], personal[j]);
}

static void *say_many(void *context)
{
    (void)context;
    for (int i = 0; i < 500; i++)
        log_say(LOG_INFO, "many", LOG_INT(count, i), LOG_TEXT(path, "/var/lib/rinnalla/board.db"), LOG_END);
    return NULL;
}

static void lines_of_threads_do_not_mix(void **state)
{
    (void)state;
    int fd = own_log(LOG_INFO), lines = 0;
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, say_many, NULL), 0);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    char *text = end_of(fd), *rest = text;
    for (char *line; (line = strsep(&rest, "\n")) && *line; lines++) {
        assert_true(strncmp(line, "{\"at\":", 6) == 0);
        assert_int_equal(line[strlen(line) - 1], '}');
    }
    assert_int_equal(lines, 2000);
    free(text);
}

const struct CMUnitTest base_log_tests[] = {
    cmocka_unit_test(a_line_is_one_json_object),
    cmocka_unit_test(lines_below_the_level_are_not_written),
    cmocka_unit_test(whatever_a_text_holds_the_line_stays_whole),
    cmocka_unit_test(a_text_that_is_too_long_is_left_out),
    cmocka_unit_test(no_field_of_the_log_can_hold_what_people_wrote),
    cmocka_unit_test(lines_of_threads_do_not_mix),
};
SUITE_COUNT(base_log);
