/* routes.c - the table of paths. */
#include "routes.h"

#include <string.h>

#include "http.h"

enum { READS = METHOD_GET | METHOD_HEAD };

static const struct route routes[] = {
    {"/healthz", READS, get_health, true},
    {"/readyz", READS, get_ready, true},
    {"/version", READS, get_version, true},
    {"/metrics", READS, get_metrics, true},
    {"/ws", METHOD_GET, at_socket, false},
    {"/api/session", READS | METHOD_POST | METHOD_DELETE, at_session, false},
    {"/api/rpc/", READS | METHOD_POST, at_rpc, false},
    {"/api/boards/", READS, get_board_file, false},
    {"/api/teams/", READS, get_team_file, false},
    {"/api/", READS | METHOD_POST | METHOD_DELETE, at_nothing, false},
    {"/calendar/", READS, get_feed, false},
    {"/", READS, get_page, false},
};
enum { ROUTE_COUNT = sizeof routes / sizeof *routes };

const struct route *route_find(const char *path, const char **rest)
{
    for (size_t i = 0; i < ROUTE_COUNT; i++) {
        size_t len = strlen(routes[i].pattern);
        bool is_prefix = routes[i].pattern[len - 1] == '/';
        *rest = path + (strlen(path) < len ? strlen(path) : len);
        if (is_prefix ? !strncmp(path, routes[i].pattern, len) : !strcmp(path, routes[i].pattern)) return &routes[i];
    }
    *rest = path;
    return &routes[ROUTE_COUNT - 1];
}

bool route_is_api(const struct route *route)
{
    return route != &routes[ROUTE_COUNT - 1];
}
