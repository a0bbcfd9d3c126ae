/* cells.c: the leaf cells of the store: derived from the observations, kept per batch as packed blocks, so
 * that an import costs what is new, a retraction drops a batch's block, and `as_of` adds up the blocks known
 * then.
 *
 * A block holds glo_cell structures as they are in memory; it is rebuilt from the observations if it does not
 * fit.
 */
#include "base/alloc.h"
#include "base/err.h"
#include "store/db.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CELLS_IN_PART = 500000 };

static glo_marking marking_of(const glo_cells *cells) {
    glo_marking marking = {0, 0};
    for (size_t i = 0; i < cells->count; i++)
        marking = glo_marking_join(marking, glo_marking_unpack(cells->items[i].handling));
    return marking;
}

int glo_cells_write(glo_store *store, int64_t batch, glo_cells *cells) {
    sqlite3_stmt *statement;
    glo_cells_pack(cells);
    int status = glo_db_prepare(store, "insert into cells (batch, part, handling, data) values (?1,?2,?3,?4)",
                                &statement);
    if (status < 0)
        return status;
    int handling = glo_marking_pack(marking_of(cells));
    for (size_t at = 0, part = 0; status >= 0 && at < cells->count; at += CELLS_IN_PART, part++) {
        size_t count = cells->count - at < CELLS_IN_PART ? cells->count - at : CELLS_IN_PART;
        sqlite3_reset(statement);
        sqlite3_bind_int64(statement, 1, batch);
        sqlite3_bind_int64(statement, 2, (int64_t)part);
        sqlite3_bind_int(statement, 3, handling);
        sqlite3_bind_blob64(statement, 4, cells->items + at, count * sizeof *cells->items, SQLITE_STATIC);
        status = glo_db_step(store, statement);
    }
    sqlite3_finalize(statement);
    return status < 0 ? status : GLO_OK;
}

/* Adds the cells of every block the statement gives (its only column is the data). */
static int read_blocks(glo_store *store, sqlite3_stmt *statement, const glo_job *job, glo_cells *out) {
    int status;
    while ((status = glo_db_step(store, statement)) == 1) {
        size_t bytes = (size_t)sqlite3_column_bytes(statement, 0);
        if (bytes % sizeof *out->items)
            return glo_fail(GLO_ECORRUPT, "the cells of '%s' are damaged; see: glocal check", store->path);
        if ((status = glo_cells_reserve(out, out->count + bytes / sizeof *out->items)) < 0)
            return status;
        const void *data = sqlite3_column_blob(statement, 0);
        if (bytes)
            memcpy(out->items + out->count, data, bytes);
        out->count += bytes / sizeof *out->items;
        if ((status = glo_job_step(job, "reading cells", out->count, 0)) < 0)
            return status;
    }
    return status;
}

int glo_cells_read_batch(glo_store *store, int64_t batch, glo_cells *out) {
    sqlite3_stmt *statement;
    int status = glo_db_prepare(store, "select data from cells where batch = ?1 order by part", &statement);
    if (status < 0)
        return status;
    sqlite3_bind_int64(statement, 1, batch);
    status = read_blocks(store, statement, NULL, out);
    sqlite3_finalize(statement);
    return status;
}

/* "2026-11-22" means until the end of that day, "2026-11-22T10:15" until the end of that minute. */
static int state_at(glo_store *store, const char *at, int64_t *out) {
    int32_t day;
    glo_span span;
    char until[32];
    int status = glo_date_parse(at, strlen(at), GLO_ORDER_ISO, &day, &span);
    if (status < 0)
        return status;
    char date[GLO_DATE_SIZE];
    glo_date_format(glo_span_last(glo_span_floor(day, span), span), GLO_DAY, date);
    snprintf(until, sizeof until, "%sT23:59:59Z", date);
    const char *time = strpbrk(at, "T ");
    for (size_t i = 1; time && i <= strlen("23:59:59") && (isdigit((unsigned char)time[i]) || time[i] == ':');
         i++)
        until[strlen(date) + i] = time[i];
    sqlite3_stmt *statement;
    status =
        glo_db_prepare(store, "select coalesce(max(id), 0) from batch where recorded_at <= ?1", &statement);
    if (status < 0)
        return status;
    glo_db_bind_text(statement, 1, until);
    if ((status = glo_db_step(store, statement)) == 1)
        *out = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return status < 0 ? status : GLO_OK;
}

int glo_store_state_as_of(glo_store *store, const glo_as_of *as_of, int64_t *out) {
    if (as_of && as_of->at && as_of->batch <= 0)
        return state_at(store, as_of->at, out);
    int64_t last;
    int status = glo_store_state(store, &last);
    if (status < 0)
        return status;
    if (as_of && as_of->batch > last)
        return glo_fail(GLO_EINVAL, "there is no batch %lld: the last is %lld", (long long)as_of->batch,
                        (long long)last);
    *out = as_of && as_of->batch > 0 ? as_of->batch : last;
    return GLO_OK;
}

int glo_store_cells(glo_store *store, const glo_as_of *as_of, const glo_job *job, glo_cells *out) {
    int64_t state;
    sqlite3_stmt *statement;
    int status = glo_store_state_as_of(store, as_of, &state);
    if (status == GLO_OK)
        status =
            glo_db_prepare(store,
                           "select c.data from cells c join batch b on b.id = c.batch where b.id <= ?1 and "
                           "(b.retracted is null or b.retracted > ?1) order by c.batch, c.part",
                           &statement);
    if (status < 0)
        return status;
    sqlite3_bind_int64(statement, 1, state);
    store->job = job;
    status = read_blocks(store, statement, job, out);
    store->job = NULL;
    sqlite3_finalize(statement);
    return status;
}

int glo_cells_of_observations(glo_store *store, int64_t batch, const glo_job *job, glo_cells *out) {
    sqlite3_stmt *statement;
    int status = glo_db_prepare(
        store,
        "select o.zone, o.phenomenon, o.source, o.facet, o.day, o.span, coalesce(o.credibility, 0), "
        "o.handling, s.handling, o.count, coalesce(o.count_high, o.count), coalesce(o.value, 0) "
        "from batch b join observation o on o.id between b.first and b.last join source s on s.id = o.source "
        "where b.id = ?1",
        &statement);
    if (status < 0)
        return status;
    sqlite3_bind_int64(statement, 1, batch);
    while ((status = glo_db_step(store, statement)) == 1) {
        glo_marking own, of_source;
        const char *handling = (const char *)sqlite3_column_text(statement, 7);
        const char *source = (const char *)sqlite3_column_text(statement, 8);
        if ((status = glo_marking_parse(handling ? handling : "", &own)) < 0 ||
            (status = glo_marking_parse(source ? source : "", &of_source)) < 0)
            break;
        glo_cell cell = {.zone = sqlite3_column_int(statement, 0),
                         .phenomenon = sqlite3_column_int(statement, 1),
                         .source = sqlite3_column_int(statement, 2),
                         .facet = sqlite3_column_int(statement, 3),
                         .day = sqlite3_column_int(statement, 4),
                         .span = (uint8_t)sqlite3_column_int(statement, 5),
                         .credibility = (uint8_t)sqlite3_column_int(statement, 6),
                         .handling = glo_marking_pack(glo_marking_join(own, of_source)),
                         .events = 1,
                         .count = sqlite3_column_int64(statement, 9),
                         .count_high = sqlite3_column_int64(statement, 10),
                         .value = sqlite3_column_int64(statement, 11)};
        if ((status = glo_cells_add(out, &cell)) < 0)
            break;
        if (out->count % 4096 == 0 && (status = glo_job_step(job, "checking cells", out->count, 0)) < 0)
            break;
    }
    sqlite3_finalize(statement);
    if (status < 0)
        return status;
    glo_cells_pack(out);
    return GLO_OK;
}

static int rebuild_batch(glo_store *store, int64_t batch, const glo_job *job) {
    glo_cells cells = {0};
    sqlite3_stmt *statement;
    int status = glo_cells_of_observations(store, batch, job, &cells);
    if (status == GLO_OK)
        status = glo_db_prepare(store, "delete from cells where batch = ?1", &statement);
    if (status == GLO_OK) {
        sqlite3_bind_int64(statement, 1, batch);
        status = glo_db_step(store, statement);
        sqlite3_finalize(statement);
    }
    if (status == GLO_OK)
        status = glo_cells_write(store, batch, &cells);
    glo_cells_dispose(&cells);
    return status;
}

int glo_cells_rebuild(glo_store *store, const glo_job *job) {
    sqlite3_stmt *statement;
    int status =
        glo_db_prepare(store, "select id from batch where first is not null order by id", &statement);
    if (status < 0)
        return status;
    while ((status = glo_db_step(store, statement)) == 1 &&
           (status = rebuild_batch(store, sqlite3_column_int64(statement, 0), job)) == GLO_OK)
        ;
    sqlite3_finalize(statement);
    return status;
}

int glo_cells_marking(glo_store *store, glo_marking *out) {
    sqlite3_stmt *statement;
    glo_marking marking = {0, 0};
    int status = glo_db_prepare(store, "select distinct handling from cells", &statement);
    if (status < 0)
        return status;
    while ((status = glo_db_step(store, statement)) == 1)
        marking = glo_marking_join(marking, glo_marking_unpack((uint8_t)sqlite3_column_int(statement, 0)));
    sqlite3_finalize(statement);
    if (status < 0)
        return status;
    *out = marking;
    return GLO_OK;
}
