/* told.c - from the store's word to those whom it concerns. */
#include "told.h"

#include "base/log.h"
#include "drain.h"
#include "pending.h"
#include "server.h"
#include "ws.h"

/* Of one session, or, with NULL, all of the account's. */
static void end_sockets(struct account *account, const struct session *session, enum close_code code)
{
    for (struct hook *hook = account->sockets.next, *next; hook != &account->sockets; hook = next) {
        struct socket *socket = MEMBER_OF(hook, struct socket, of_account);
        next = hook->next;
        if (!session || socket->session == session) socket_end(socket, code);
    }
}

void told_session_over(struct server *server, struct session *session)
{
    end_sockets(session->account, session, CLOSE_SIGNED_OUT);
    live_ended(&server->live, session);
}

static void session_ended(struct server *server, int64_t id)
{
    struct session *session = live_session(&server->live, id);
    if (session) told_session_over(server, session);
}

/* Its sessions end with it, whether or not the store tells each. */
static void account_ended(struct server *server, int64_t id)
{
    struct account *account = live_account(&server->live, id);
    if (!account) return;
    end_sockets(account, NULL, CLOSE_ACCESS_ENDED);
    live_account_ended(&server->live, account);
}

static void hear(struct server *server, const struct told *told)
{
    switch (told->kind) {
    case TOLD_ANSWER:
        pending_answer(server, told);
        break;
    case TOLD_EVENTS:
        feeds_changed(&server->feeds, 0, told->board);
        hub_deliver(server, told);
        break;
    case TOLD_UPDATES:
        hub_deliver(server, told);
        break;
    case TOLD_MINE:
        hub_mine(server, told);
        break;
    case TOLD_INBOX:
        hub_tell_account(server, told->account, OWES_INBOX);
        break;
    case TOLD_CALENDAR:
        feeds_changed(&server->feeds, told->account, 0);
        hub_tell_account(server, told->account, OWES_CALENDAR);
        break;
    case TOLD_TEAM:
        hub_tell_account(server, told->account, OWES_TEAM);
        break;
    case TOLD_ACCESS_ENDED:
        feeds_changed(&server->feeds, told->account, 0);
        hub_access_ended(server, told);
        break;
    case TOLD_SESSION_BEGAN:
        live_began(&server->live, told);
        break;
    case TOLD_SESSION_ENDED:
        session_ended(server, told->session);
        break;
    case TOLD_ACCOUNT_ENDED:
        feeds_changed(&server->feeds, told->account, 0);
        account_ended(server, told->account);
        break;
    case TOLD_LOST:
        drain_lost(server);
        break;
    }
}

void told_take(struct server *server)
{
    server->is_hearing = true;
    for (struct told *told = store_take(server->store), *next; told; told = next) {
        next = (struct told *)told->item.next;
        hear(server, told);
        told_free(told);
    }
    server->is_hearing = false;
    out_let_all_go(server);
}
