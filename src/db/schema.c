/* schema.c - is it ours, and of this version? A writer migrates what is older, one transaction a migration.
 *
 * Killed between two migrations, the next start goes on with the second: the version is set in the transaction that
 * makes it true. */
#include "base/log.h"
#include "driver.h"

static enum err refuse(const char *what, enum err err, int version)
{
    log_say(LOG_ERROR, what, LOG_INT(schema, version), LOG_END);
    return err;
}

static int latest(const struct db_migration *list)
{
    int version = 0;
    for (; list->version; list++)
        version = list->version;
    return version;
}

enum err schema_bring_up(const struct driver *driver, struct connection *c, enum db_mode mode,
                         const struct schema_state *state, const struct db_migration *list)
{
    if (!state->is_empty && !state->is_ours)
        return refuse("database_of_another_program", ERR_BAD_INPUT, state->version);
    if (state->version > latest(list)) return refuse("schema_is_newer", ERR_GONE, state->version);
    if (mode == DB_READER)
        return state->version == latest(list) ? ERR_OK : refuse("schema_is_older", ERR_GONE, state->version);

    enum err err = driver->settle(c);
    for (; !err && list->version; list++) {
        if (list->version <= state->version) continue;
        err = driver->migrate(c, list);
        if (!err) log_say(LOG_INFO, "migrated", LOG_INT(schema, list->version), LOG_END);
    }
    return err;
}
