/* dependency.c - what must come before what: drawn and taken away, never round in a circle
 *
 * Both ends are there, they differ, and the order isn't drawn yet; then, if the second already leads to the first, the
 * refusal carries the way that would be closed. What comes after is blocked from then on, if what comes before is open.
 * Taking an order away asks nothing of its ends, so that one of a removed service can be taken away too. */
#include "command/cmd.h"
#include "command/registry.gen.h"
#include "path.h"

static bool find_between(struct cmd *c, struct end before, struct end after, struct dependency_between *out)
{
    return dependency_between(c->tx, c->board, path_task(before), path_service(before), path_task(after),
                              path_service(after), out);
}

static enum err refuse_missing(struct cmd *c, const char *field, struct end end)
{
    return refuse(c, ERR_NOT_FOUND, field, end.kind == END_TASK ? DETAIL_NO_SUCH_TASK : DETAIL_NO_SUCH_SERVICE);
}

static enum err read_both(struct cmd *c, const struct dependency_add *in, struct end *before, struct end *after)
{
    if (!path_read_end(in->before, before)) return refuse(c, ERR_BAD_INPUT, "before", DETAIL_NOT_AN_END);
    if (!path_read_end(in->after, after)) return refuse(c, ERR_BAD_INPUT, "after", DETAIL_NOT_AN_END);
    return ERR_OK;
}

static enum err may_be_drawn(struct cmd *c, struct end before, struct end after)
{
    struct dependency_between there;
    if (!path_has_end(c, before)) return refuse_missing(c, "before", before);
    if (!path_has_end(c, after)) return refuse_missing(c, "after", after);
    if (before.kind == after.kind && before.id == after.id)
        return refuse(c, ERR_BAD_INPUT, "after", DETAIL_BEFORE_ITSELF);
    if (find_between(c, before, after, &there)) return refuse(c, ERR_CONFLICT, "after", DETAIL_ALREADY_BEFORE);

    json_t *way = path_between(c, after, before);
    if (way) return refuse_with(c, ERR_CONFLICT, "after", DETAIL_CYCLE, json_pack("{s:o}", "path", way));
    return ERR_OK;
}

enum err cmd_dependency_add(struct cmd *c, const struct dependency_add *in)
{
    struct end before, after;
    enum err err = read_both(c, in, &before, &after);
    if (!err) err = may_be_drawn(c, before, after);
    if (err) return err;

    int64_t id = born(c, NOUN_DEPENDENCY);
    dependency_add(c->tx, c->board, id, path_task(before), path_service(before), path_task(after), path_service(after),
                   c->who.account, c->now);
    path_block(c, after);
    give_int(c, "dependency", id);
    return ERR_OK;
}

enum err cmd_dependency_remove(struct cmd *c, const struct dependency_remove *in)
{
    struct end before, after;
    struct dependency_between there;
    enum err err = read_both(c, &(struct dependency_add){in->before, in->after}, &before, &after);
    if (err) return err;
    if (!find_between(c, before, after, &there)) return refuse(c, ERR_NOT_FOUND, "after", DETAIL_NO_SUCH_DEPENDENCY);

    remember(c, NOUN_DEPENDENCY, there.id);
    dependency_set_removed(c->tx, c->board, there.id, c->now);
    path_block(c, after);
    return ERR_OK;
}
