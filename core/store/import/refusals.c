/* refusals.c: refused lines and how they are written. Example in refusals.h. */
#include "import/refusals.h"

#include "base/alloc.h"
#include "base/err.h"
#include "import/feed.h"

#include <stdlib.h>
#include <string.h>

enum { MANY_REFUSALS = 4096, MANY_BYTES = 1 << 20 };

int glo_refusals_add(glo_refusals *refusals, uint64_t line, const char *column, const char *reason,
                     const char *text) {
    if (glo_alloc_grow(&refusals->items, &refusals->room, refusals->count + 1, sizeof *refusals->items) < 0)
        return GLO_ENOMEM;
    glo_refusal *refusal = &refusals->items[refusals->count];
    *refusal = (glo_refusal){.line = line, .column = column, .reason = refusals->texts.length};
    glo_buf_bytes(&refusals->texts, reason, strlen(reason) + 1);
    refusal->text = refusals->texts.length;
    glo_buf_bytes(&refusals->texts, text, strlen(text) + 1);
    refusal->end = refusals->texts.length;
    if (glo_buf_status(&refusals->texts) < 0)
        return GLO_ENOMEM;
    refusals->count++;
    return GLO_OK;
}

int glo_refusals_are_many(const glo_refusals *refusals) {
    return refusals->count >= MANY_REFUSALS || refusals->texts.length >= MANY_BYTES;
}

static size_t count_refusals(const void *context) {
    return ((const glo_refusals *)context)->count;
}

static void give_text(sqlite3_context *result, const glo_refusals *refusals, size_t from, size_t end) {
    sqlite3_result_text(result, refusals->texts.data + from, (int)(end - from - 1), SQLITE_STATIC);
}

static void give_column(const void *context, size_t row, int column, sqlite3_context *result) {
    const glo_refusals *refusals = context;
    const glo_refusal *refusal = &refusals->items[row];
    if (column == 0)
        sqlite3_result_int64(result, (int64_t)refusal->line);
    else if (column == 1 && refusal->column)
        sqlite3_result_text(result, refusal->column, -1, SQLITE_STATIC);
    else if (column == 2)
        give_text(result, refusals, refusal->reason, refusal->text);
    else if (column == 3)
        give_text(result, refusals, refusal->text, refusal->end);
}

int glo_refusals_write(glo_store *store, int64_t batch, glo_refusals *refusals) {
    static const char name[] = "refused_lines";
    const glo_feed feed = {"line, field, reason, text", count_refusals, give_column, refusals};
    sqlite3_stmt *statement = NULL;
    if (refusals->count == 0)
        return GLO_OK;
    int status = glo_feed_open(store, name, &feed);
    if (status == GLO_OK)
        status = glo_db_prepare(
            store, "insert into reject select ?1, line, field, reason, text from refused_lines", &statement);
    if (status == GLO_OK) {
        sqlite3_bind_int64(statement, 1, batch);
        status = glo_db_step(store, statement);
    }
    sqlite3_finalize(statement);
    glo_feed_close(store, name);
    refusals->count = 0;
    glo_buf_clear(&refusals->texts);
    return status < 0 ? status : GLO_OK;
}

void glo_refusals_dispose(glo_refusals *refusals) {
    free(refusals->items);
    glo_buf_dispose(&refusals->texts);
    *refusals = (glo_refusals){0};
}
