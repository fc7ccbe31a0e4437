/* service.c - the services of the client's life: what they are, how they stand, fit and weigh, how often they were needed
 *
 * What is known of one (name, unit, purpose, dates …) is edited as a whole, by one who has seen the latest edit: seen_at is
 * the row's edited_at, else the refusal carries both. What is said of it (status, fit, weight) is set by itself. Whether it
 * has begun may hold back what comes after it, so path.h is told. */
#include "command/cmd.h"
#include "command/registry.gen.h"

#include <string.h>

#include "path.h"
#include "task.h"

static bool service_on_board(struct cmd *c, int64_t id, struct service *out)
{
    return service_load(c, id, out) && !out->removed_at;
}

static enum err refuse_missing(struct cmd *c)
{
    return refuse(c, ERR_NOT_FOUND, "service", DETAIL_NO_SUCH_SERVICE);
}

/* ---- what is known of it ---- */

static enum err check_description(struct cmd *c, int64_t unit, const char *from_on, const char *until_on)
{
    if (from_on && until_on && strcmp(from_on, until_on) > 0)
        return refuse(c, ERR_BAD_INPUT, "until_on", DETAIL_BEFORE_START);
    return unit ? task_check_unit(c, unit) : ERR_OK;
}

enum err cmd_service_create(struct cmd *c, const struct service_create *in)
{
    enum err err = check_description(c, in->unit, in->from_on, in->until_on);
    if (err) return err;
    int64_t id = born(c, NOUN_SERVICE);
    service_add(c->tx, c->board, id, in->name, in->sector, in->kind, in->unit, in->provider, in->purpose, in->contact,
                in->from_on, in->until_on, in->status, c->who.account, c->now);
    give_int(c, "service", id);
    return ERR_OK;
}

static struct service_edit description_of(const struct service *service)
{
    return (struct service_edit){.service = service->id,
                                 .name = service->name,
                                 .sector = service->sector,
                                 .kind = service->kind,
                                 .unit = service->unit,
                                 .provider = service->provider,
                                 .purpose = service->purpose,
                                 .contact = service->contact,
                                 .from_on = service->from_on,
                                 .until_on = service->until_on};
}

static json_t *description_json(const struct service_edit *it)
{
    return json_pack("{s:s, s:s, s:s?, s:o, s:s?, s:s?, s:s?, s:s?, s:s?}", "name", it->name, "sector",
                     sector_words[it->sector], "kind", service_kind_words[it->kind], "unit",
                     it->unit ? json_integer(it->unit) : json_null(), "provider", it->provider, "purpose", it->purpose,
                     "contact", it->contact, "from_on", it->from_on, "until_on", it->until_on);
}

static bool is_same_description(const struct service_edit *one, const struct service_edit *other)
{
    json_t *a = description_json(one), *b = description_json(other);
    bool is_same = json_equal(a, b);
    json_decref(a);
    json_decref(b);
    return is_same;
}

static enum err refuse_edited(struct cmd *c, const struct service *service, const struct service_edit *in)
{
    const struct service_edit is = description_of(service);
    json_t *now = description_json(&is);
    json_object_set_new(now, "edited_at", json_integer(service->edited_at));
    return refuse_with(c, ERR_CONFLICT, "seen_at", DETAIL_CHANGED,
                       json_pack("{s:o, s:o}", "now", now, "yours", description_json(in)));
}

static void describe(struct cmd *c, const struct service *service, const struct service_edit *in)
{
    /* two edits never have the same instant, or a third could take one for the other */
    int64_t edited_at = c->now > service->edited_at ? c->now : service->edited_at + 1;
    service_describe(c->tx, c->board, service->id, in->name, in->sector, in->kind, in->unit, in->provider, in->purpose,
                     in->contact, in->from_on, in->until_on, edited_at);
}

enum err cmd_service_edit(struct cmd *c, const struct service_edit *in)
{
    struct service service;
    if (!service_on_board(c, in->service, &service)) return refuse_missing(c);
    if (service.edited_at != in->seen_at) return refuse_edited(c, &service, in);
    /* a unit that has ended meanwhile may stay */
    enum err err = check_description(c, in->unit == service.unit ? 0 : in->unit, in->from_on, in->until_on);
    if (err) return err;
    const struct service_edit is = description_of(&service);
    if (!is_same_description(&is, in)) describe(c, &service, in);
    return ERR_OK;
}

/* ---- what is said of it ---- */

enum err cmd_service_set_status(struct cmd *c, const struct service_set_status *in)
{
    struct service service;
    if (!service_on_board(c, in->service, &service)) return refuse_missing(c);
    service_set_status(c->tx, c->board, in->service, in->status);
    path_changed(c, END_SERVICE, in->service);
    return ERR_OK;
}

enum err cmd_service_judge(struct cmd *c, const struct service_judge *in)
{
    struct service service;
    if (!service_on_board(c, in->service, &service)) return refuse_missing(c);
    if (in->reason && !in->fit) return refuse(c, ERR_BAD_INPUT, "reason", DETAIL_REASON_OF_NOTHING);
    service_set_fit(c->tx, c->board, in->service, in->fit, in->reason);
    return ERR_OK;
}

enum err cmd_service_decide(struct cmd *c, const struct service_decide *in)
{
    struct service service;
    if (!service_on_board(c, in->service, &service)) return refuse_missing(c);
    if (in->reason && !in->weight) return refuse(c, ERR_BAD_INPUT, "reason", DETAIL_REASON_OF_NOTHING);
    service_set_weight(c->tx, c->board, in->service, in->weight, in->reason, in->weight ? c->who.account : 0,
                       in->weight ? c->now : 0);
    return ERR_OK;
}

enum err cmd_service_count(struct cmd *c, const struct service_count *in)
{
    struct service service;
    struct episode_of_year there;
    if (!service_on_board(c, in->service, &service)) return refuse_missing(c);
    if (episode_of_year(c->tx, c->board, in->service, in->year, &there)) {
        remember(c, NOUN_EPISODE, there.id);
        episode_set_count(c->tx, c->board, there.id, in->count);
        return ERR_OK;
    }
    episode_add(c->tx, c->board, born(c, NOUN_EPISODE), in->service, in->year, in->count);
    return ERR_OK;
}

/* ---- off the board and back ---- */

enum err cmd_service_remove(struct cmd *c, const struct service_remove *in)
{
    struct service service;
    if (!service_on_board(c, in->service, &service)) return refuse_missing(c);
    service_set_removed(c->tx, c->board, in->service, c->now);
    path_changed(c, END_SERVICE, in->service);
    return ERR_OK;
}

enum err cmd_service_restore(struct cmd *c, const struct service_restore *in)
{
    struct service service;
    if (!service_load(c, in->service, &service)) return refuse_missing(c);
    if (!service.removed_at) return refuse(c, ERR_CONFLICT, "service", DETAIL_NOT_REMOVED);
    service_set_removed(c->tx, c->board, in->service, 0);
    path_changed(c, END_SERVICE, in->service);
    return ERR_OK;
}

enum err cmd_service_bin(struct cmd *c, const struct service_bin *in)
{
    (void)in;
    give_rows(c, "services", service_off(c->tx, c->board));
    return ERR_OK;
}
