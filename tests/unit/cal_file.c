/* cal_file.c - a calendar that a test writes, see cal_file.h */
#include "cal_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"

struct cal_writer writer;
struct buf file;

int cal_file_begin(void **state)
{
    (void)state;
    buf_init(&file);
    cal_begin(&writer, &file, &(struct cal_calendar){.name = "Omat"});
    return 0;
}

void begin_again(const struct cal_calendar *calendar)
{
    cal_end(&writer);
    buf_clear(&file);
    cal_begin(&writer, &file, calendar);
}

int cal_file_end(void **state)
{
    (void)state;
    cal_end(&writer);
    buf_fini(&file);
    return 0;
}

void check_lines(void)
{
    const char *at = file.data, *all_end = file.data + file.len;
    assert_true(file.len == strlen(file.data));
    while (at < all_end) {
        const char *line_end = strstr(at, "\r\n");
        assert_non_null(line_end);
        size_t len = (size_t)(line_end - at);
        if (len < 1 || len > 75) fail_msg("%zu octets: %.*s", len, (int)len, at);
        if (!utf8_valid(at, len)) fail_msg("cut in two: %.*s", (int)len, at);
        for (const char *c = at; c < line_end; c++)
            if ((unsigned char)*c < ' ' || *c == 0x7f) fail_msg("control character: %.*s", (int)len, at);
        at = line_end + 2;
    }
}
