/* tx.h - what tx.c and rows.c share. Private to src/db. */
#ifndef DB_TX_H
#define DB_TX_H

#include "base/arena.h"
#include "driver.h"

struct db_tx { /* each connection has one, used again and again */
    struct db *db;
    struct arena arena;
    enum err err;           /* what marked it */
    bool is_open;           /* between db_begin() and its end */
    bool is_gone;           /* its error takes the whole transaction with it */
    bool is_in_part;        /* between db_part_begin() and its end */
    bool part_stands;       /* the part did begin: there is something to take back */
    bool trusts_parts;      /* no savepoints */
    bool is_spoilt;         /* a trusted part that had changed rows was to be taken back */
    int64_t part_changes;   /* rows changed before the part, where it is trusted */
    bool took_numbers;      /* a block of numbers was taken in it … */
    bool part_took_numbers; /* … and in this part */
};

struct db {
    const struct driver *driver;
    struct connection *connection;
    enum db_mode mode;
    struct db_tx tx;
    int64_t next_id, end_id; /* the rest of the block of numbers */
};

/* Marks the transaction, if nothing has before. */
void tx_mark(struct db_tx *tx, enum err err);

#endif
