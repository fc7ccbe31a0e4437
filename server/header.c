/* header.c - reading by libwebsockets' header table, with copies, because the table ends with the transaction. */
#include "header.h"

#include <string.h>
#include <strings.h>

#include "server.h"

enum method header_method(struct lws *wsi, enum lws_token_indexes *uri)
{
    static const struct {
        enum lws_token_indexes token;
        enum method method;
    } methods[] = {
        {WSI_TOKEN_GET_URI, METHOD_GET},       {WSI_TOKEN_HEAD_URI, METHOD_HEAD}, {WSI_TOKEN_POST_URI, METHOD_POST},
        {WSI_TOKEN_DELETE_URI, METHOD_DELETE}, {WSI_TOKEN_PUT_URI, METHOD_OTHER}, {WSI_TOKEN_PATCH_URI, METHOD_OTHER},
        {WSI_TOKEN_OPTIONS_URI, METHOD_OTHER}, {WSI_TOKEN_CONNECT, METHOD_OTHER},
    };
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        *uri = methods[i].token;
        if (lws_hdr_total_length(wsi, *uri)) return methods[i].method;
    }
    return METHOD_OTHER;
}

const char *header_text(struct lws *wsi, enum lws_token_indexes token, struct arena *arena)
{
    int len = lws_hdr_total_length(wsi, token);
    if (len <= 0) return NULL;
    char *text = arena_alloc(arena, (size_t)len + 8);
    return lws_hdr_copy(wsi, text, len + 8, token) < 0 ? NULL : text;
}

const char *header_custom(struct lws *wsi, const char *name, struct arena *arena)
{
    int len = lws_hdr_custom_length(wsi, name, (int)strlen(name));
    if (len < 0) return NULL;
    char *text = arena_alloc(arena, (size_t)len + 8);
    return lws_hdr_custom_copy(wsi, text, len + 8, name, (int)strlen(name)) < 0 ? NULL : text;
}

const char *header_cookie(struct lws *wsi, const char *name, struct arena *arena)
{
    const char *at = header_text(wsi, WSI_TOKEN_HTTP_COOKIE, arena);
    size_t name_len = strlen(name);
    while (at && *at) {
        at += strspn(at, "; ");
        size_t len = strcspn(at, ";");
        if (len > name_len && at[name_len] == '=' && !strncmp(at, name, name_len))
            return arena_bytes(arena, at + name_len + 1, len - name_len - 1);
        at += len;
    }
    return NULL;
}

const char *header_query(struct lws *wsi, const char *name, struct arena *arena)
{
    size_t name_len = strlen(name);
    for (int i = 0;; i++) {
        int len = lws_hdr_fragment_length(wsi, WSI_TOKEN_HTTP_URI_ARGS, i);
        if (len <= 0) return NULL;
        char *text = arena_alloc(arena, (size_t)len + 8);
        if (lws_hdr_copy_fragment(wsi, text, len + 8, WSI_TOKEN_HTTP_URI_ARGS, i) < 0) return NULL;
        if (!strncmp(text, name, name_len) && text[name_len] == '=') return text + name_len + 1;
    }
}

static bool is_refused(const char *options, size_t len)
{
    for (size_t i = 0; i + 2 < len; i++)
        if ((options[i] == 'q' || options[i] == 'Q') && options[i + 1] == '=' && options[i + 2] == '0')
            return strspn(options + i + 3, ".0") == len - i - 3 || options[i + 3] == ' ';
    return false;
}

bool header_lists(const char *list, const char *word)
{
    size_t word_len = strlen(word);
    while (list && *list) {
        list += strspn(list, ", \t");
        size_t len = strcspn(list, ",");
        size_t name = strcspn(list, ",; \t");
        if (name == word_len && !strncasecmp(list, word, word_len)) return !is_refused(list + name, len - name);
        list += len;
    }
    return false;
}

bool header_knows(const char *etags, const char *etag)
{
    return etags && (!strcmp(etags, "*") || strstr(etags, etag));
}

/* ---- who ---- */

const char *header_cookie_name(const struct server *server)
{
    return server->settings.secure ? "__Host-rinnalla" : "rinnalla";
}

struct session *header_session(struct server *server, struct lws *wsi, struct arena *arena)
{
    const char *authorization = header_text(wsi, WSI_TOKEN_HTTP_AUTHORIZATION, arena);
    const char *token = NULL;
    if (!authorization)
        token = header_cookie(wsi, header_cookie_name(server), arena);
    else if (!strncasecmp(authorization, "Bearer ", 7))
        token = authorization + 7 + strspn(authorization + 7, " ");
    struct session *session = live_by_token(&server->live, token);
    if (session) session->is_used = true;
    return session;
}

bool header_origin_is_good(struct server *server, struct lws *wsi, struct arena *arena)
{
    const char *origin = header_text(wsi, WSI_TOKEN_ORIGIN, arena);
    const char *site = header_custom(wsi, "sec-fetch-site:", arena);
    if (site && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0) return false;
    return !origin || origins_allow(&server->origins, origin);
}

/* ---- from where ---- */

static const char *peer(struct lws *wsi, struct arena *arena)
{
    char *address = arena_alloc(arena, 64);
    lws_get_peer_simple(wsi, address, 64);
    return strncmp(address, "::ffff:", 7) ? address : address + 7;
}

const char *header_address(struct server *server, struct lws *wsi, struct arena *arena)
{
    const char *address = peer(wsi, arena), *trusted = server->settings.trusted_proxies;
    const char *forwarded = trusted ? header_text(wsi, WSI_TOKEN_X_FORWARDED_FOR, arena) : NULL;
    size_t len = forwarded ? strlen(forwarded) : 0;
    while (len && header_lists(trusted, address)) { /* from the nearest proxy outwards */
        while (len && strchr(", ", forwarded[len - 1]))
            len--;
        size_t end = len;
        while (len && !strchr(", ", forwarded[len - 1]))
            len--;
        if (end == len || end - len > 45) break;
        address = arena_bytes(arena, forwarded + len, end - len);
    }
    return address;
}

bool header_is_loopback(struct lws *wsi, struct arena *arena)
{
    const char *address = peer(wsi, arena);
    bool is_near = !strncmp(address, "127.", 4) || !strcmp(address, "::1");
    return is_near && !lws_hdr_total_length(wsi, WSI_TOKEN_X_FORWARDED_FOR) &&
           !header_custom(wsi, "forwarded:", arena) && !lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_X_REAL_IP) &&
           !lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_VIA);
}

/* The first word of the list that the text has; the order tells relatives apart. */
static const char *family(const char *text, const char *const (*list)[2], const char *otherwise)
{
    for (; (*list)[0]; list++)
        if (strstr(text, (*list)[0])) return (*list)[1];
    return otherwise;
}

const char *header_program(struct lws *wsi, struct arena *arena)
{
    static const char *const browsers[][2] = {
        {"Google-Calendar", "Google Calendar"},
        {"dataaccessd", "Apple Calendar"},
        {"CalendarAgent", "Apple Calendar"},
        {"Microsoft Office", "Outlook"},
        {"Outlook", "Outlook"},
        {"Exchange", "Outlook"},
        {"Thunderbird", "Thunderbird"},
        {"ICSx5", "ICSx5"},
        {"DAVx5", "DAVx5"},
        {"vdirsyncer", "vdirsyncer"},
        {"Evolution", "Evolution"},
        {"korganizer", "KOrganizer"},
        {"Nextcloud", "Nextcloud"},
        {"Edg", "Edge"},
        {"OPR/", "Opera"},
        {"SamsungBrowser", "Samsung Internet"},
        {"Firefox", "Firefox"},
        {"FxiOS", "Firefox"},
        {"CriOS", "Chrome"},
        {"Chrome", "Chrome"},
        {"Safari", "Safari"},
        {"curl/", "curl"},
        {"node", "Node.js"},
        {NULL, NULL},
    };
    static const char *const systems[][2] = {
        {"Windows", "Windows"}, {"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"},
        {"Macintosh", "macOS"}, {"CrOS", "ChromeOS"},   {"Linux", "Linux"},   {NULL, NULL},
    };
    const char *agent = header_text(wsi, WSI_TOKEN_HTTP_USER_AGENT, arena);
    if (!agent) return "";
    const char *browser = family(agent, browsers, "other"), *system = family(agent, systems, NULL);
    return system ? arena_printf(arena, "%s, %s", browser, system) : browser;
}
