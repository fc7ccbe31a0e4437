/* feed_read.c - feeds and single meetings as files
 *
 * feed.read answers which version there is and whose it is, and makes the file, once as it is and behind that in gzip, unless
 * the asker has it: {"feed","account","board","etag","etag_packed","changed_at","ends_at","plain"}, where `plain` is the length
 * of the first part (0: no file was made), and the answer is good until `ends_at`. */
#include "command/cmd.h"
#include "command/registry.gen.h"

#include <string.h>

#include "base/gzip.h"
#include "model/feed.h"

static bool is_known(const char *etags, const char *etag)
{
    return etags && (!strcmp(etags, "*") || strstr(etags, etag));
}

static void make_file(struct cmd *c, const struct feed_open *feed, const struct feed_day *day)
{
    struct buf plain, packed;
    buf_init(&plain);
    buf_init(&packed);
    feed_put(c->tx, feed, day, c->rules->origin, &plain);
    gzip_put(&packed, plain.data, plain.len, GZIP_USUAL);
    const char *const parts[] = {plain.data, packed.data};
    const size_t lens[] = {plain.len, packed.len};
    c->opening.made = frame_new_parts(parts, lens, 2);
    give_int(c, "plain", (int64_t)plain.len);
    buf_fini(&plain);
    buf_fini(&packed);
}

enum err cmd_feed_read(struct cmd *c, const struct feed_read *in)
{
    struct feed_day day;
    struct feed_open feed;
    char plain[FEED_ETAG], packed[FEED_ETAG];
    feed_day(c->now, &day);
    if (!feed_find(c->tx, in->token, c->rules->allow_demo, &day, &feed))
        return refuse(c, ERR_NOT_FOUND, "path", DETAIL_NONE);

    feed_etag(&feed, &day, c->rules->origin, false, plain);
    feed_etag(&feed, &day, c->rules->origin, true, packed);
    give_int(c, "feed", feed.id);
    give_int(c, "account", feed.account);
    give_int(c, "board", feed.scope == FEED_SCOPE_BOARD ? feed.target : 0);
    give_text(c, "etag", plain);
    give_text(c, "etag_packed", packed);
    give_int(c, "changed_at", feed_changed_at(&feed, &day));
    give_int(c, "ends_at", day.ends_at);
    give_int(c, "plain", 0);
    if (!is_known(in->known, in->packed ? packed : plain)) make_file(c, &feed, &day);
    return ERR_OK;
}

enum err cmd_feed_meeting(struct cmd *c, const struct feed_meeting *in)
{
    const struct feed_one one = {.account = c->who.account, .board = c->board, .team = c->team, .meeting = in->meeting};
    if (!feed_put_meeting(c->tx, &one, c->who.language, c->rules->origin, &c->body)) {
        buf_clear(&c->body);
        return refuse(c, ERR_NOT_FOUND, "meeting", DETAIL_NO_SUCH_MEETING);
    }
    return ERR_OK;
}
