/* unit.c - the units of an organisation, each in a sector */
#include "command/cmd.h"
#include "command/registry.gen.h"

static bool unit_load(struct cmd *c, int64_t id, struct unit_by_id *out)
{
    return unit_by_id(c->tx, id, out) && out->organisation == c->who.organisation;
}

static bool is_name_taken(struct cmd *c, const char *name, int64_t by_other_than)
{
    struct unit_by_id row;
    return unit_named(c->tx, c->who.organisation, name, &row) && row.id != by_other_than;
}

enum err cmd_unit_list(struct cmd *c, const struct unit_list *in)
{
    (void)in;
    give_rows(c, "units", unit_of(c->tx, c->who.organisation));
    return ERR_OK;
}

enum err cmd_unit_add(struct cmd *c, const struct unit_add *in)
{
    if (is_name_taken(c, in->name, 0)) return refuse(c, ERR_CONFLICT, "name", DETAIL_TAKEN);
    int64_t id = db_new_id(c->tx);
    unit_add(c->tx, id, c->who.organisation, in->name, in->sector, c->now);
    give_int(c, "unit", id);
    return ERR_OK;
}

/* A list first: what follows asks for the same rows. */
static void remember_on_boards(struct cmd *c, int64_t unit)
{
    struct unit_on_boards row, *list = NULL;
    size_t count = 0, room = 0;
    struct db_rows rows = unit_on_boards(c->tx, unit);
    while (unit_on_boards_next(&rows, &row)) {
        list = arena_room(c->arena, list, count, &room, sizeof *list);
        list[count++] = row;
    }
    for (size_t i = 0; i < count; i++) {
        const struct unit_on_boards *it = &list[i];
        enum noun noun = it->task ? NOUN_TASK : it->service ? NOUN_SERVICE : NOUN_PARTICIPANT;
        remember_on(c, it->board, noun, it->task ? it->task : it->service ? it->service : it->participant);
    }
}

static void tell_receivers(struct cmd *c, int64_t unit)
{
    struct unit_receivers row;
    struct db_rows rows = unit_receivers(c->tx, unit);
    while (unit_receivers_next(&rows, &row))
        tell_inbox(c, row.account);
}

enum err cmd_unit_rename(struct cmd *c, const struct unit_rename *in)
{
    struct unit_by_id unit;
    if (!unit_load(c, in->unit, &unit)) return refuse(c, ERR_NOT_FOUND, "unit", DETAIL_NO_SUCH_UNIT);
    if (is_name_taken(c, in->name, in->unit)) return refuse(c, ERR_CONFLICT, "name", DETAIL_TAKEN);
    remember_on_boards(c, in->unit);
    unit_set_name(c->tx, in->unit, in->name);
    tell_receivers(c, in->unit);
    return ERR_OK;
}

enum err cmd_unit_end(struct cmd *c, const struct unit_end *in)
{
    struct unit_by_id unit;
    if (!unit_load(c, in->unit, &unit)) return refuse(c, ERR_NOT_FOUND, "unit", DETAIL_NO_SUCH_UNIT);
    if (unit.ended_at) return refuse(c, ERR_CONFLICT, "unit", DETAIL_ENDED);
    struct task_open_count open;
    if (task_open_count(c->tx, in->unit, &open) && open.count)
        return refuse_with(c, ERR_CONFLICT, "unit", DETAIL_HAS_OPEN_TASKS,
                           json_pack("{s:I}", "tasks", (json_int_t)open.count));
    unit_end(c->tx, in->unit, c->now);
    return ERR_OK;
}

/* ---- inboxes ---- */

enum err cmd_unit_mine(struct cmd *c, const struct unit_mine *in)
{
    (void)in;
    give_rows(c, "units", unit_kept(c->tx, c->who.account));
    return ERR_OK;
}

enum err cmd_unit_inbox(struct cmd *c, const struct unit_inbox *in)
{
    struct keeper_is keeper;
    if (!keeper_is(c->tx, in->unit, c->who.account, &keeper))
        return refuse(c, ERR_NOT_FOUND, "unit", DETAIL_NO_SUCH_UNIT);
    give_rows(c, "tasks", task_received(c->tx, c->who.account, in->unit));
    return ERR_OK;
}
