/* feed.h: rows in memory as a virtual table, so that one INSERT ... SELECT takes them all, which spares
 * SQLite the binding and stepping of every row.
 *
 * Example:
 *   glo_feed feed = {.columns = "day, zone", .count = count_rows, .column = give_column, .context = buffer};
 *   if (glo_feed_open(store, "rows", &feed) == GLO_OK)
 *       status = glo_db_exec(store, "insert into t select * from rows");
 *   glo_feed_close(store, "rows");
 *
 * Reference: SQLite, "The Virtual Table Mechanism Of SQLite".
 */
#ifndef GLO_STORE_FEED_H
#define GLO_STORE_FEED_H

#include "db.h"

typedef struct glo_feed {
    const char *columns; /* their names, as in a CREATE TABLE */
    size_t (*count)(const void *context);
    void (*column)(const void *context, size_t row, int column, sqlite3_context *result);
    const void *context;
} glo_feed;

/* Makes the table known by its name; `feed` is borrowed until it is closed. */
glo_status glo_feed_open(glo_store *store, const char *name, const glo_feed *feed);
/* After the statements that use it are finalized. */
void glo_feed_close(glo_store *store, const char *name);

#endif
