/* feed.c: a virtual table that is walked from the first row to the last. What it is for is in feed.h. */
#include "import/feed.h"

#include "base/err.h"

#include <stdio.h>

typedef struct feed_table {
    sqlite3_vtab base;
    const glo_feed *feed;
} feed_table;

typedef struct feed_cursor {
    sqlite3_vtab_cursor base;
    size_t at, count;
} feed_cursor;

static const glo_feed *feed_of(const sqlite3_vtab_cursor *cursor) {
    return ((const feed_table *)cursor->pVtab)->feed;
}

static int feed_connect(sqlite3 *db, void *context, int argc, const char *const *argv, sqlite3_vtab **out,
                        char **message) {
    const glo_feed *feed = context;
    char sql[400];
    (void)argc, (void)argv, (void)message;
    snprintf(sql, sizeof sql, "create table feed (%s)", feed->columns);
    int code = sqlite3_declare_vtab(db, sql);
    if (code != SQLITE_OK)
        return code;
    feed_table *table = sqlite3_malloc64(sizeof *table);
    if (!table)
        return SQLITE_NOMEM;
    *table = (feed_table){.feed = feed};
    *out = &table->base;
    return SQLITE_OK;
}

static int feed_disconnect(sqlite3_vtab *table) {
    sqlite3_free(table);
    return SQLITE_OK;
}

static int feed_best_index(sqlite3_vtab *table, sqlite3_index_info *info) {
    (void)table;
    info->estimatedCost = 1;
    return SQLITE_OK;
}

static int feed_start(sqlite3_vtab *table, sqlite3_vtab_cursor **out) {
    (void)table;
    feed_cursor *cursor = sqlite3_malloc64(sizeof *cursor);
    if (!cursor)
        return SQLITE_NOMEM;
    *cursor = (feed_cursor){.at = 0};
    *out = &cursor->base;
    return SQLITE_OK;
}

static int feed_end(sqlite3_vtab_cursor *cursor) {
    sqlite3_free(cursor);
    return SQLITE_OK;
}

static int feed_filter(sqlite3_vtab_cursor *cursor, int index, const char *name, int argc,
                       sqlite3_value **argv) {
    const glo_feed *feed = feed_of(cursor);
    (void)index, (void)name, (void)argc, (void)argv;
    ((feed_cursor *)cursor)->at = 0;
    ((feed_cursor *)cursor)->count = feed->count(feed->context);
    return SQLITE_OK;
}

static int feed_next(sqlite3_vtab_cursor *cursor) {
    ((feed_cursor *)cursor)->at++;
    return SQLITE_OK;
}

static int feed_eof(sqlite3_vtab_cursor *cursor) {
    return ((feed_cursor *)cursor)->at >= ((feed_cursor *)cursor)->count;
}

static int feed_column(sqlite3_vtab_cursor *cursor, sqlite3_context *result, int column) {
    const glo_feed *feed = feed_of(cursor);
    feed->column(feed->context, ((feed_cursor *)cursor)->at, column, result);
    return SQLITE_OK;
}

static int feed_rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *out) {
    *out = (sqlite3_int64)((feed_cursor *)cursor)->at;
    return SQLITE_OK;
}

static const sqlite3_module module = {.xConnect = feed_connect,
                                      .xBestIndex = feed_best_index,
                                      .xDisconnect = feed_disconnect,
                                      .xOpen = feed_start,
                                      .xClose = feed_end,
                                      .xFilter = feed_filter,
                                      .xNext = feed_next,
                                      .xEof = feed_eof,
                                      .xColumn = feed_column,
                                      .xRowid = feed_rowid};

glo_status glo_feed_open(glo_store *store, const char *name, const glo_feed *feed) {
    union { /* SQLite hands it back as it was given */
        const glo_feed *given;
        void *kept;
    } context = {.given = feed};
    return sqlite3_create_module(store->db, name, &module, context.kept) == SQLITE_OK
               ? GLO_OK
               : glo_db_fail(store, "preparing the import");
}

void glo_feed_close(glo_store *store, const char *name) {
    sqlite3_create_module(store->db, name, NULL, NULL);
}
