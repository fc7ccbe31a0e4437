/* meeting_http.c - GET /api/boards/<id>/meetings/<id>.ics, and the same of a team: one meeting, to be added to a calendar */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "errand.h"
#include "http.h"
#include "routes.h"
#include "server.h"

static void give(struct request *request, const struct told *told, const void *with)
{
    (void)with;
    /* without a name: the page that asks knows a better one, in its reader's terms */
    reply_header(request, "Content-Disposition", "attachment");
    reply_frame(request, 200, "text/calendar; charset=utf-8", told->body);
}

/* "7/meetings/41.ics" */
static bool read_path(const char *text, int64_t *host, int64_t *meeting)
{
    static const char between[] = "/meetings/";
    enum { MOST_DIGITS = 15 };
    char *end;
    if (*text < '1' || *text > '9') return false;
    *host = strtoll(text, &end, 10);
    if (end - text > MOST_DIGITS || strncmp(end, between, strlen(between)) != 0) return false;
    text = end + strlen(between);
    if (*text < '1' || *text > '9') return false;
    *meeting = strtoll(text, &end, 10);
    return end - text <= MOST_DIGITS && !strcmp(end, ".ics");
}

static void get_meeting(struct request *request, const char *of)
{
    int64_t host, meeting;
    struct session *session = header_session(request->server, request->wsi, &request->arena);
    if (!read_path(request->rest, &host, &meeting))
        at_nothing(request);
    else if (!session)
        reply_refusal(request, 0, &(struct refusal){.err = ERR_NOT_SIGNED_IN});
    else if (!http_is_too_fast(request, session))
        errand_run(request, session, command_find("feed.meeting"),
                   json_pack("{s:I,s:I}", of, (json_int_t)host, "meeting", (json_int_t)meeting), give, NULL);
}

void get_board_file(struct request *request)
{
    if (strstr(request->rest, "/minutes/"))
        get_minutes(request);
    else
        get_meeting(request, "board");
}

void get_team_file(struct request *request)
{
    get_meeting(request, "team");
}
