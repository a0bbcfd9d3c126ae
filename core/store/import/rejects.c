/* rejects.c: rejected lines and how they are written. Example in rejects.h. */
#include "import/rejects.h"

#include "base/alloc.h"
#include "base/err.h"
#include "import/feed.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { MANY_REJECTS = 4096, MANY_BYTES = 1 << 20 };

glo_status glo_rejects_add(glo_rejects *rejects, uint64_t line, const char *column, const char *reason,
                           const char *text) {
    if (glo_alloc_grow(&rejects->items, &rejects->room, rejects->count + 1, sizeof *rejects->items) < 0)
        return GLO_ENOMEM;
    glo_reject *reject = &rejects->items[rejects->count];
    *reject = (glo_reject){.line = line, .column = rejects->texts.length};
    column = column ? column : "";
    glo_buf_bytes(&rejects->texts, column, strlen(column) + 1);
    reject->reason = rejects->texts.length;
    glo_buf_bytes(&rejects->texts, reason, strlen(reason) + 1);
    reject->text = rejects->texts.length;
    glo_buf_bytes(&rejects->texts, text, strlen(text) + 1);
    reject->end = rejects->texts.length;
    if (glo_buf_status(&rejects->texts) < 0)
        return GLO_ENOMEM;
    rejects->count++;
    return GLO_OK;
}

bool glo_rejects_are_full(const glo_rejects *rejects) {
    return rejects->count >= MANY_REJECTS || rejects->texts.length >= MANY_BYTES;
}

static size_t count_rejects(const void *context) {
    return ((const glo_rejects *)context)->count;
}

static void give_text(sqlite3_context *result, const glo_rejects *rejects, size_t from, size_t end) {
    sqlite3_result_text(result, rejects->texts.data + from, (int)(end - from - 1), SQLITE_STATIC);
}

static void give_column(const void *context, size_t row, int column, sqlite3_context *result) {
    const glo_rejects *rejects = context;
    const glo_reject *reject = &rejects->items[row];
    if (column == 0)
        sqlite3_result_int64(result, (int64_t)reject->line);
    else if (column == 1 && reject->reason > reject->column + 1)
        give_text(result, rejects, reject->column, reject->reason);
    else if (column == 2)
        give_text(result, rejects, reject->reason, reject->text);
    else if (column == 3)
        give_text(result, rejects, reject->text, reject->end);
}

static void digest_text(glo_row_digest *digest, const glo_rejects *rejects, size_t from, size_t end) {
    glo_row_digest_text(digest, rejects->texts.data + from, end - from - 1);
}

/* As the lines will be read back (digest_scope.c). */
static int digest_lines(glo_store *store, int64_t batch, const glo_rejects *rejects) {
    glo_row_digest *digest;
    int status = glo_digest_written(store, GLO_SCOPE_REJECT, batch, &digest);
    for (size_t i = 0; status == GLO_OK && i < rejects->count; i++) {
        const glo_reject *reject = &rejects->items[i];
        glo_row_digest_integer(digest, (int64_t)reject->line);
        if (reject->reason > reject->column + 1)
            digest_text(digest, rejects, reject->column, reject->reason);
        else
            glo_row_digest_null(digest);
        digest_text(digest, rejects, reject->reason, reject->text);
        digest_text(digest, rejects, reject->text, reject->end);
        glo_row_digest_end_row(digest);
        status = digest->status;
    }
    return status;
}

glo_status glo_rejects_write(glo_store *store, int64_t batch, glo_rejects *rejects) {
    static const char name[] = "rejected_lines";
    const glo_feed feed = {"line, field, reason, text", count_rejects, give_column, rejects};
    sqlite3_stmt *statement = NULL;
    if (rejects->count == 0)
        return GLO_OK;
    int status = glo_feed_open(store, name, &feed);
    if (status == GLO_OK)
        status = glo_db_prepare(
            store, "insert into reject select ?1, line, field, reason, text from rejected_lines", &statement);
    if (status == GLO_OK) {
        sqlite3_bind_int64(statement, 1, batch);
        status = glo_db_step(store, statement);
    }
    status = glo_db_finish(store, statement, status);
    glo_feed_close(store, name);
    if (status >= 0)
        status = digest_lines(store, batch, rejects);
    rejects->count = 0;
    glo_buf_clear(&rejects->texts);
    return status < 0 ? status : GLO_OK;
}

int glo_rejects_read(glo_store *store, int64_t batch, glo_rejects *rejects) {
    sqlite3_stmt *row = NULL;
    int status = glo_db_prepare(
        store, "select line, \"column\", reason, text from reject where batch = ?1 order by rowid", &row);
    if (status < 0)
        return status;
    sqlite3_bind_int64(row, 1, batch);
    while ((status = glo_db_step(store, row)) == 1) {
        status = glo_rejects_add(rejects, (uint64_t)sqlite3_column_int64(row, 0), glo_db_text(row, 1),
                                 glo_db_text(row, 2), glo_db_text(row, 3));
        if (status < 0)
            break;
    }
    return glo_db_finish(store, row, status);
}

void glo_rejects_dispose(glo_rejects *rejects) {
    free(rejects->items);
    glo_buf_dispose(&rejects->texts);
    *rejects = (glo_rejects){0};
}
