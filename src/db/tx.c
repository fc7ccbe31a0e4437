/* tx.c - transactions with a sticky error, their parts, and numbers in blocks
 *
 * The straight path: begin, statements (rows.c), parts kept or taken back, commit. What can fail: a statement. It marks
 * the transaction and everything later does nothing; taking the part back clears the mark, unless the engine has lost
 * the whole transaction (full disk, I/O), and then commit answers with that.
 *
 * Numbers come from the row 'id' of table number, a block at a time, and the rest of a block stays in memory. Whoever
 * takes back the transaction or the part in which a block was taken puts the row back, so the block must be forgotten,
 * or the next start gives its numbers out again. */
#include <stdlib.h>

#include "base/must.h"
#include "db/queries.gen.h"
#include "tx.h"

enum { BLOCK = 64 };

enum err db_open(const char *path, enum db_mode mode, struct db **out)
{
    const struct driver *driver = &sqlite_driver;
    struct connection *connection = NULL;
    struct schema_state state = {0};
    *out = NULL;
    enum err err = driver->open(path, mode, &connection, &state);
    if (err) return err;
    err = schema_bring_up(driver, connection, mode, &state, migrations);
    if (err) {
        driver->close(connection);
        return err;
    }
    struct db *db = calloc(1, sizeof *db);
    must(db);
    db->driver = driver;
    db->connection = connection;
    db->mode = mode;
    db->tx.db = db;
    arena_init(&db->tx.arena);
    *out = db;
    return ERR_OK;
}

void db_close(struct db *db)
{
    if (!db) return;
    if (db->tx.is_open) db_rollback(&db->tx);
    db->driver->close(db->connection);
    arena_fini(&db->tx.arena);
    free(db);
}

static enum err control(struct db_tx *tx, enum control what)
{
    return tx->db->driver->control(tx->db->connection, what);
}

void tx_mark(struct db_tx *tx, enum err err)
{
    const struct db *db = tx->db;
    if (!err || tx->err) return;
    tx->err = err;
    /* the engine may have rolled back by itself, savepoints and all */
    tx->is_gone = err == ERR_STORAGE_FULL || db->driver->is_lost(db->connection) || !db->driver->stands(db->connection);
}

struct db_tx *db_begin(struct db *db)
{
    struct db_tx *tx = &db->tx;
    must(!tx->is_open);
    *tx = (struct db_tx){.db = db, .arena = tx->arena, .is_open = true};
    tx_mark(tx, db_is_lost(db) ? ERR_INTERNAL : control(tx, CONTROL_BEGIN));
    return tx;
}

static void forget_numbers(struct db *db)
{
    db->next_id = db->end_id = 0;
}

static void end(struct db_tx *tx)
{
    tx->is_open = false;
    arena_reset(&tx->arena);
}

enum err db_commit(struct db_tx *tx)
{
    must(tx->is_open && !tx->is_in_part);
    if (!tx->err) tx_mark(tx, control(tx, CONTROL_COMMIT));
    enum err err = tx->err;
    if (err)
        db_rollback(tx);
    else
        end(tx);
    return err;
}

void db_rollback(struct db_tx *tx)
{
    must(tx->is_open);
    const struct db *db = tx->db;
    if (db->driver->stands(db->connection)) control(tx, CONTROL_ROLLBACK);
    if (tx->took_numbers) forget_numbers(tx->db);
    end(tx);
}

enum err db_error(const struct db_tx *tx)
{
    return tx->err;
}

struct arena *db_arena(struct db_tx *tx)
{
    return &tx->arena;
}

void db_trust_parts(struct db_tx *tx)
{
    must(tx->is_open && !tx->is_in_part);
    tx->trusts_parts = true;
}

bool db_is_spoilt(const struct db_tx *tx)
{
    return tx->is_spoilt;
}

static int64_t changes(const struct db_tx *tx)
{
    return tx->db->driver->changes(tx->db->connection);
}

void db_part_begin(struct db_tx *tx)
{
    must(tx->is_open && !tx->is_in_part);
    tx->is_in_part = true;
    tx->part_took_numbers = false;
    if (tx->trusts_parts)
        tx->part_changes = changes(tx);
    else if (!tx->err)
        tx_mark(tx, control(tx, CONTROL_PART_BEGIN));
    tx->part_stands = !tx->err;
}

void db_part_keep(struct db_tx *tx)
{
    must(tx->is_in_part);
    tx->is_in_part = false;
    if (tx->trusts_parts)
        tx_mark(tx, tx->db->driver->end_statements(tx->db->connection));
    else if (!tx->err)
        tx_mark(tx, control(tx, CONTROL_PART_KEEP));
}

static void undo_trusted(struct db_tx *tx)
{
    tx->db->driver->end_statements(tx->db->connection);
    if (changes(tx) == tx->part_changes) {
        tx->err = ERR_OK;
        return;
    }
    tx->is_spoilt = tx->is_gone = true;
    tx->err = ERR_INTERNAL;
}

void db_part_undo(struct db_tx *tx)
{
    must(tx->is_in_part);
    tx->is_in_part = false;
    if (!tx->part_stands || tx->is_gone) {
        if (tx->part_took_numbers) forget_numbers(tx->db);
        return;
    }
    if (tx->trusts_parts) {
        undo_trusted(tx);
        return;
    }
    if (tx->part_took_numbers) forget_numbers(tx->db);
    tx->err = ERR_OK;
    tx_mark(tx, control(tx, CONTROL_PART_UNDO));
}

bool db_is_lost(const struct db *db)
{
    return db->driver->is_lost(db->connection);
}

int64_t db_new_id(struct db_tx *tx)
{
    struct db *db = tx->db;
    must(tx->is_open && db->mode == DB_WRITER);
    if (tx->err) return 0;
    if (db->next_id == db->end_id) {
        struct number_take taken;
        if (!number_take(tx, "id", BLOCK, &taken)) return 0;
        db->end_id = taken.last + 1;
        db->next_id = db->end_id - BLOCK;
        tx->took_numbers = true;
        tx->part_took_numbers = tx->is_in_part;
    }
    return db->next_id++;
}

void db_checkpoint(struct db *db, bool idle)
{
    must(!db->tx.is_open);
    if (!db_is_lost(db)) db->driver->checkpoint(db->connection, idle);
}

void db_deadline(struct db *db, int64_t ms)
{
    db->driver->deadline(db->connection, ms);
}

int64_t db_wal_bytes(const struct db *db)
{
    return db->driver->wal_bytes(db->connection);
}
