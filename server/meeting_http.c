/* meeting_http.c - GET /api/boards/<id>/meetings/<id>.ics, and the same of a team: one meeting, to be added to a calendar */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "http.h"
#include "pending.h"
#include "routes.h"
#include "server.h"

struct errand {
    struct pending pending;
    struct request *request;
};

static void answered(struct server *server, struct pending *pending, const struct told *told)
{
    (void)server;
    struct request *request = ((struct errand *)pending)->request;
    if (!pending->is_forgotten && told && told->err) {
        reply_told_refusal(request, told);
    } else if (!pending->is_forgotten && told) {
        /* without a name: the page that asks knows a better one, in its reader's terms */
        reply_header(request, "Content-Disposition", "attachment");
        reply_frame(request, 200, "text/calendar; charset=utf-8", told->body);
    }
    free(pending);
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

static void ask(struct request *request, const struct session *session, const char *of, int64_t host, int64_t meeting)
{
    struct errand *errand = calloc(1, sizeof *errand);
    must(errand != NULL);
    errand->request = request;
    errand->pending.command = command_find("feed.meeting");
    errand->pending.answered = answered;
    http_hold(request);
    pending_ask(request->server, &errand->pending, &request->pendings,
                json_pack("{s:I,s:I}", of, (json_int_t)host, "meeting", (json_int_t)meeting), live_actor(session), NULL,
                0);
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
        ask(request, session, of, host, meeting);
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
