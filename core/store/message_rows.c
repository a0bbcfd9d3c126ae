/* message_rows.c: blocks of single messages, written and read. What they look like is in message_rows.h. */
#include "message_rows.h"

#include "base/alloc.h"
#include "base/err.h"

#include <stdlib.h>

enum { BYTES = 12 }; /* of a message */

void glo_message_rows_dispose(glo_message_rows *rows) {
    free(rows->items);
    *rows = (glo_message_rows){0};
}

glo_status glo_message_rows_put(glo_message_rows *rows, glo_message_row message) {
    if (rows->count == rows->room &&
        glo_alloc_grow(&rows->items, &rows->room, rows->count + 1, sizeof *rows->items) < 0)
        return GLO_ENOMEM;
    rows->items[rows->count++] = message;
    return GLO_OK;
}

static void put_number(unsigned char *at, uint32_t number) {
    at[0] = (unsigned char)number;
    at[1] = (unsigned char)(number >> 8);
    at[2] = (unsigned char)(number >> 16);
    at[3] = (unsigned char)(number >> 24);
}

static void pack(const glo_message_rows *rows, unsigned char *bytes) {
    unsigned char *received = bytes, *answered = bytes + 4 * rows->count, *group = bytes + 8 * rows->count;
    for (size_t i = 0; i < rows->count; i++) {
        put_number(received + 4 * i, (uint32_t)rows->items[i].received);
        put_number(answered + 4 * i, (uint32_t)rows->items[i].answered);
        put_number(group + 4 * i, rows->items[i].group);
    }
}

static void bind_extent(const glo_message_rows *rows, sqlite3_stmt *statement) {
    int32_t first = INT32_MAX, last = INT32_MIN, known = INT32_MIN;
    for (size_t i = 0; i < rows->count; i++) {
        const glo_message_row *row = &rows->items[i];
        first = row->received < first ? row->received : first;
        last = row->received > last ? row->received : last;
        known = row->answered > known ? row->answered : known;
    }
    sqlite3_bind_int(statement, 4, first);
    sqlite3_bind_int(statement, 5, last);
    sqlite3_bind_int(statement, 6, known > last ? known : last);
}

glo_status glo_message_block_write(glo_store *store, int64_t batch, int64_t block, glo_message_rows *rows) {
    sqlite3_stmt *statement = NULL;
    unsigned char *bytes = NULL;
    if (rows->count == 0)
        return GLO_OK;
    int status = glo_alloc_array(rows->count, BYTES, &bytes);
    if (status == GLO_OK)
        status = glo_db_prepare(store,
                                "insert into message_block (batch, block, rows, first, last, known, data) "
                                "values (?1,?2,?3,?4,?5,?6,?7)",
                                &statement);
    if (status == GLO_OK) {
        pack(rows, bytes);
        sqlite3_bind_int64(statement, 1, batch);
        sqlite3_bind_int64(statement, 2, block);
        sqlite3_bind_int64(statement, 3, (int64_t)rows->count);
        bind_extent(rows, statement);
        sqlite3_bind_blob64(statement, 7, bytes, (sqlite3_uint64)rows->count * BYTES, SQLITE_STATIC);
        status = glo_db_finish(store, statement, glo_db_step(store, statement));
    }
    free(bytes);
    rows->count = 0;
    return status;
}

#define STANDING                                                                                             \
    "from message_block m join batch b on b.id = m.batch where b.id <= ?1 and (b.retracted is null or "      \
    "b.retracted > ?1)"

glo_status glo_message_extent_of(glo_store *store, int64_t state, glo_message_extent *out) {
    sqlite3_stmt *statement = NULL;
    glo_message_extent extent = {0, 0, 0, 0};
    int status = glo_db_prepare(
        store, "select sum(min(m.rows, 65536)), min(m.first), max(m.last), max(m.known) " STANDING,
        &statement);
    if (status < 0)
        return status;
    sqlite3_bind_int64(statement, 1, state);
    if ((status = glo_db_step(store, statement)) == 1)
        extent = (glo_message_extent){sqlite3_column_int64(statement, 0), sqlite3_column_int64(statement, 1),
                                      sqlite3_column_int64(statement, 2), sqlite3_column_int64(statement, 3)};
    status = glo_db_finish(store, statement, status);
    if (status == GLO_OK && (extent.first < INT32_MIN || extent.last > INT32_MAX || extent.known > INT32_MAX))
        return glo_fail(GLO_ECORRUPT, "a block of messages is not whole");
    if (status == GLO_OK)
        *out = extent;
    return status;
}

static glo_status block_of(sqlite3_stmt *row, glo_message_block *out) {
    const int64_t rows = sqlite3_column_int64(row, 0);
    const unsigned char *bytes = sqlite3_column_blob(row, 3);
    if (rows <= 0 || rows > GLO_MESSAGE_BLOCK || sqlite3_column_bytes(row, 3) != rows * BYTES)
        return glo_fail(GLO_ECORRUPT, "a block of messages is not whole");
    if (!bytes)
        return glo_fail(GLO_ENOMEM, "no memory to read messages");
    *out = (glo_message_block){.received = bytes,
                               .answered = bytes + 4 * rows,
                               .group = bytes + 8 * rows,
                               .rows = (size_t)rows,
                               .first = sqlite3_column_int64(row, 1),
                               .last = sqlite3_column_int64(row, 2)};
    return GLO_OK;
}

glo_status glo_message_visit(glo_store *store, int64_t state, int64_t from, int64_t to, const glo_job *job,
                             glo_status (*take)(void *context, const glo_message_block *block),
                             void *context) {
    sqlite3_stmt *statement = NULL;
    glo_message_block block;
    uint64_t done = 0;
    int status = glo_db_prepare(store,
                                "select m.rows, m.first, m.last, m.data " STANDING
                                " and m.last >= ?2 and m.first <= ?3 order by m.batch, m.block",
                                &statement);
    if (status < 0)
        return status;
    sqlite3_bind_int64(statement, 1, state);
    sqlite3_bind_int64(statement, 2, from);
    sqlite3_bind_int64(statement, 3, to);
    while ((status = glo_db_step(store, statement)) == 1) {
        if ((status = block_of(statement, &block)) < 0 || (status = take(context, &block)) < 0)
            break;
        done += block.rows;
        if ((status = glo_job_step(job, "counting messages", done, 0)) < 0)
            break;
    }
    return glo_db_finish(store, statement, status);
}
