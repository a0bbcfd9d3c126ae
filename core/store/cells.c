/* cells.c: the leaf cells of the store: derived from the observations, kept per batch as packed parts, so
 * that an import costs what is new, a retraction drops a batch's parts, and `as_of` adds up the parts known
 * then.
 *
 * A row holds one part of them (frame/run.h), some 256 kB of neighbouring zones: reading a store's cells
 * reads only the heads of the parts, and a part is fetched when a question touches its zones.
 */
#include "base/alloc.h"
#include "base/err.h"
#include "db.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Parts numbered from `number` on. */
static int write_parts(glo_store *store, int64_t batch, int64_t number, glo_cells *cells) {
    sqlite3_stmt *statement = NULL;
    int status = glo_cells_pack(cells);
    if (status == GLO_OK)
        status = glo_db_prepare(store, "insert into cells (batch, part, handling, data) values (?1,?2,?3,?4)",
                                &statement);
    if (status < 0)
        return status;
    for (size_t i = 0; status >= 0 && i < cells->part_count; i++) {
        const glo_part *part = &cells->parts[i];
        sqlite3_reset(statement);
        sqlite3_bind_int64(statement, 1, batch);
        sqlite3_bind_int64(statement, 2, number + (int64_t)i);
        sqlite3_bind_int(statement, 3, (int)part->head.handling);
        sqlite3_bind_blob64(statement, 4, part->bytes, part->size, SQLITE_STATIC);
        status = glo_db_step(store, statement);
    }
    return glo_db_finish(store, statement, status);
}

int glo_cells_write(glo_store *store, int64_t batch, glo_cells *cells) {
    int status = write_parts(store, batch, 0, cells);
    return status == GLO_OK ? glo_batch_mark(store, batch) : status;
}

/* ---- fetching parts ---- */

static glo_status say_damaged(const glo_store *store) {
    return glo_fail(GLO_ECORRUPT,
                    "the cells of '%s' are damaged; rebuild them with: glocal check --rebuild %s",
                    store->path, store->path);
}

/* Opens the data of a row of cells, with the handle of another row where there is one. */
static glo_status open_data(glo_store *store, int64_t row, sqlite3_blob **data) {
    int code = *data ? sqlite3_blob_reopen(*data, row)
                     : sqlite3_blob_open(store->db, "main", "cells", "data", row, 0, data);
    if (code == SQLITE_OK)
        return GLO_OK;
    return code == SQLITE_ERROR ? say_damaged(store) : glo_db_fail(store, "reading the store");
}

static glo_status read_data(glo_store *store, sqlite3_blob *data, void *to, size_t size) {
    return sqlite3_blob_read(data, to, (int)size, 0) == SQLITE_OK ? GLO_OK
                                                                  : glo_db_fail(store, "reading the store");
}

/* A connection of the cells' own: they may outlive the store that gave them, and be read by two threads. */
typedef struct reader {
    glo_store *store; /* NULL until it is needed */
    sqlite3_stmt *find;
    sqlite3_blob *data;
} reader;

enum { READERS = 2 };

typedef struct readers {
    char *path;
    reader each[READERS];
} readers;

static void free_readers(void *context) {
    readers *all = context;
    for (int i = 0; i < READERS; i++) {
        sqlite3_blob_close(all->each[i].data);
        sqlite3_finalize(all->each[i].find);
        glo_store_close(all->each[i].store);
    }
    free(all->path);
    free(all);
}

static glo_status open_reader(const readers *all, reader *r) {
    glo_status status = glo_store_open(all->path, GLO_STORE_READ_ONLY | GLO_STORE_CHECKED, &r->store);
    if (status == GLO_OK)
        status = glo_db_prepare(r->store, "select rowid from cells where batch = ?1 and part = ?2", &r->find);
    return status;
}

/* Rows are found by batch and part, which never change. */
static int fetch(void *context, int number, const glo_part *part, void *bytes) {
    readers *all = context;
    reader *r = &all->each[number];
    int status = r->store ? GLO_OK : open_reader(all, r);
    if (status < 0)
        return status;
    sqlite3_reset(r->find);
    sqlite3_bind_int64(r->find, 1, part->batch);
    sqlite3_bind_int64(r->find, 2, part->number);
    if ((status = glo_db_step(r->store, r->find)) == 1)
        status = open_data(r->store, sqlite3_column_int64(r->find, 0), &r->data);
    else if (status == 0)
        status = say_damaged(r->store);
    if (status == GLO_OK && (size_t)sqlite3_blob_bytes(r->data) != part->size)
        status = say_damaged(r->store);
    if (status == GLO_OK)
        status = read_data(r->store, r->data, bytes, part->size);
    sqlite3_reset(r->find);
    return status;
}

static glo_status need_readers(glo_store *store, glo_cells *cells) {
    readers *all;
    if (cells->source.fetch)
        return GLO_OK;
    if (glo_alloc_array(1, sizeof *all, &all) < 0)
        return GLO_ENOMEM;
    if (glo_alloc_text(store->path, &all->path) < 0) {
        free(all);
        return GLO_ENOMEM;
    }
    cells->source = (glo_part_source){all, fetch, READERS, free_readers};
    return GLO_OK;
}

/* One part: its head, to be fetched when needed; or all of it, inside a transaction, which no other
 * connection sees. */
static glo_status add_part(glo_store *store, sqlite3_blob *data, glo_part *part, glo_cells *out) {
    glo_status status;
    part->size = (size_t)sqlite3_blob_bytes(data);
    if (part->size < sizeof part->head)
        return say_damaged(store);
    if (sqlite3_get_autocommit(store->db)) {
        status = read_data(store, data, &part->head, sizeof part->head);
        if (status == GLO_OK)
            status = glo_cells_expect_part(out, part);
    } else {
        void *bytes = malloc(part->size);
        if (!bytes)
            return glo_fail(GLO_ENOMEM, "out of memory (cells of %zu bytes)", part->size);
        if ((status = read_data(store, data, bytes, part->size)) < 0)
            free(bytes);
        else
            status = glo_cells_take_part(out, bytes, part->size);
    }
    return status == GLO_ECORRUPT ? say_damaged(store) : status;
}

/* Where the row of cells says another marking than its part, both hold. */
static void join_marking(const glo_part *part, int handling, glo_cells *out) {
    if ((uint32_t)handling != part->head.handling)
        out->marking = glo_marking_join(out->marking, glo_marking_unpack(handling));
}

/* Adds every part the statement gives: its row, batch, number and marking. */
static int read_parts(glo_store *store, sqlite3_stmt *statement, const glo_job *job, glo_cells *out) {
    sqlite3_blob *data = NULL;
    int status = need_readers(store, out);
    while (status == GLO_OK && (status = glo_db_step(store, statement)) == 1) {
        glo_part part = {.batch = sqlite3_column_int64(statement, 1),
                         .number = sqlite3_column_int64(statement, 2)};
        status = open_data(store, sqlite3_column_int64(statement, 0), &data);
        if (status == GLO_OK)
            status = add_part(store, data, &part, out);
        if (status == GLO_OK)
            join_marking(&out->parts[out->part_count - 1], sqlite3_column_int(statement, 3), out);
        if (status == GLO_OK)
            status = glo_job_step(job, "reading cells", out->count, 0);
    }
    sqlite3_blob_close(data);
    return status;
}

static const char parts_of_batch[] =
    "select rowid, batch, part, handling from cells c where batch = ?1 and (?2 or not "
    "exists (select 1 from cells_retracted r where "
    "r.batch = c.batch and r.part = c.part)) order by part";

int glo_cells_read_batch(glo_store *store, int64_t batch, glo_cell_group group, glo_cells *out) {
    sqlite3_stmt *statement = NULL;
    int status = glo_db_prepare(store, parts_of_batch, &statement);
    if (status < 0)
        return status;
    sqlite3_bind_int64(statement, 1, batch);
    sqlite3_bind_int(statement, 2, group == GLO_CELLS_ALL);
    status = read_parts(store, statement, NULL, out);
    return glo_db_finish(store, statement, status);
}

/* All of a part (released with free), checked. */
static int read_part(glo_store *store, sqlite3_blob *data, void **out) {
    size_t size = (size_t)sqlite3_blob_bytes(data);
    void *bytes = malloc(size ? size : 1);
    if (!bytes)
        return glo_fail(GLO_ENOMEM, "out of memory (cells of %zu bytes)", size);
    int status = read_data(store, data, bytes, size);
    if (status == GLO_OK && glo_part_check(bytes, size) < 0)
        status = say_damaged(store);
    if (status < 0)
        free(bytes);
    else
        *out = bytes;
    return status;
}

static int visit_part(glo_store *store, sqlite3_blob *data,
                      int (*part)(void *context, const glo_part_head *head, const void *bytes),
                      void *context) {
    glo_part_head head;
    void *bytes = NULL;
    if ((size_t)sqlite3_blob_bytes(data) < sizeof head)
        return say_damaged(store);
    int status = read_data(store, data, &head, sizeof head);
    if (status < 0 || (status = part(context, &head, NULL)) != 1 ||
        (status = read_part(store, data, &bytes)) < 0)
        return status;
    status = part(context, &head, bytes);
    free(bytes);
    return status;
}

int glo_cells_visit(glo_store *store, int64_t batch,
                    int (*part)(void *context, const glo_part_head *head, const void *bytes), void *context) {
    sqlite3_stmt *statement = NULL;
    sqlite3_blob *data = NULL;
    int status = glo_db_prepare(store, parts_of_batch, &statement);
    if (status < 0)
        return status;
    sqlite3_bind_int64(statement, 1, batch);
    sqlite3_bind_int(statement, 2, 0);
    while ((status = glo_db_step(store, statement)) == 1) {
        status = open_data(store, sqlite3_column_int64(statement, 0), &data);
        if (status == GLO_OK)
            status = visit_part(store, data, part, context);
        if (status < 0)
            break;
    }
    sqlite3_blob_close(data);
    return glo_db_finish(store, statement, status);
}

/* The day of a time such as 2026-11-22T10:00:00Z. */
static glo_status day_of(sqlite3_stmt *row, int column, int32_t *out) {
    const char *text = glo_db_text(row, column);
    glo_span span;
    return glo_date_parse(text, strcspn(text, "T "), GLO_ORDER_ISO, out, &span);
}

static const char parts_of_history[] =
    "select c.rowid, c.batch, c.handling, b.recorded_at, (select w.recorded_at from batch w where w.id = "
    "min(coalesce(b.retracted, r.retracted), coalesce(r.retracted, b.retracted)) and w.id <= ?1) "
    "from cells c join batch b on b.id = c.batch left join cells_retracted r on r.batch = c.batch and "
    "r.part = c.part where b.id <= ?1 order by c.batch, c.part";

int glo_cells_history(glo_store *store, int64_t state,
                      int (*part)(void *context, const glo_kept_part *kept, const void *bytes),
                      void *context) {
    sqlite3_stmt *statement = NULL;
    sqlite3_blob *data = NULL;
    int status = glo_db_prepare(store, parts_of_history, &statement);
    if (status < 0)
        return status;
    sqlite3_bind_int64(statement, 1, state);
    while ((status = glo_db_step(store, statement)) == 1) {
        glo_kept_part kept = {.batch = sqlite3_column_int64(statement, 1),
                              .handling = (uint8_t)sqlite3_column_int(statement, 2),
                              .retracted = GLO_STANDS};
        void *bytes = NULL;
        status = day_of(statement, 3, &kept.recorded);
        if (status == GLO_OK && sqlite3_column_type(statement, 4) != SQLITE_NULL)
            status = day_of(statement, 4, &kept.retracted);
        if (status == GLO_OK)
            status = open_data(store, sqlite3_column_int64(statement, 0), &data);
        if (status == GLO_OK)
            status = read_part(store, data, &bytes);
        if (status == GLO_OK)
            status = part(context, &kept, bytes);
        free(bytes);
        if (status < 0)
            break;
    }
    sqlite3_blob_close(data);
    return glo_db_finish(store, statement, status);
}

/* "2026-11-22" means until the end of that day, "2026-11-22T10:15" until the end of that minute. */
static glo_status state_at(glo_store *store, const char *at, int64_t *out) {
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
    sqlite3_stmt *statement = NULL;
    status =
        glo_db_prepare(store, "select coalesce(max(id), 0) from batch where recorded_at <= ?1", &statement);
    if (status < 0)
        return status;
    glo_db_bind_text(statement, 1, until);
    if ((status = glo_db_step(store, statement)) == 1)
        *out = sqlite3_column_int64(statement, 0);
    return glo_db_finish(store, statement, status);
}

int glo_store_state_as_of(glo_store *store, const glo_as_of *as_of, int64_t *out) {
    if (as_of && as_of->at)
        return state_at(store, as_of->at, out);
    int64_t last;
    int status = glo_store_state(store, &last);
    if (status < 0)
        return status;
    if (as_of && (as_of->batch > last || as_of->batch < 0))
        return glo_fail(GLO_EINVAL, "there is no batch %lld: as_of goes from 0, before the first, to %lld",
                        (long long)as_of->batch, (long long)last);
    *out = as_of ? as_of->batch : last;
    return GLO_OK;
}

int glo_store_cells(glo_store *store, const glo_as_of *as_of, const glo_job *job, glo_cells *out) {
    int64_t state;
    sqlite3_stmt *statement = NULL;
    int status = glo_store_state_as_of(store, as_of, &state);
    if (status == GLO_OK)
        status = glo_db_prepare(
            store,
            "select c.rowid, c.batch, c.part, c.handling from cells c join batch b on b.id = c.batch "
            "left join cells_retracted r on r.batch = c.batch and r.part = c.part "
            "where b.id <= ?1 and (b.retracted is null or b.retracted > ?1) and "
            "(r.retracted is null or r.retracted > ?1) order by c.batch, c.part",
            &statement);
    if (status < 0)
        return status;
    sqlite3_bind_int64(statement, 1, state);
    store->job = job;
    status = read_parts(store, statement, job, out);
    store->job = NULL;
    status = glo_db_finish(store, statement, status);
    return status == GLO_OK ? glo_changed_marking(store, &out->marking) : status;
}

/* Of a batch the observations that an import replaced (retracted: its number), or with -1 those that go with the batch,
 * with -2 all. */
enum { STANDING = -1, ALL = -2 };

static int cells_of_group(glo_store *store, int64_t batch, int64_t retracted, const glo_job *job,
                          glo_cells *out) {
    sqlite3_stmt *statement = NULL;
    int status = glo_db_prepare(
        store,
        "select o.zone, o.phenomenon, o.source, o.facet, o.day, o.span, coalesce(o.credibility, 0), "
        "o.handling, s.handling, o.count, coalesce(o.count_high, o.count), coalesce(o.value, 0) "
        "from batch b join observation o on o.id between b.first and b.last join source s on s.id = o.source "
        "where b.id = ?1 and (?2 = -2 or iif(o.retracted is b.retracted, -1, o.retracted) = ?2)",
        &statement);
    if (status < 0)
        return status;
    sqlite3_bind_int64(statement, 1, batch);
    sqlite3_bind_int64(statement, 2, retracted);
    while ((status = glo_db_step(store, statement)) == 1) {
        glo_marking own, of_source;
        if ((status = glo_marking_parse(glo_db_text(statement, 7), &own)) < 0 ||
            (status = glo_marking_parse(glo_db_text(statement, 8), &of_source)) < 0)
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
    status = glo_db_finish(store, statement, status);
    return status < 0 ? status : glo_cells_pack(out);
}

int glo_cells_of_observations(glo_store *store, int64_t batch, glo_cell_group group, const glo_job *job,
                              glo_cells *out) {
    return cells_of_group(store, batch, group == GLO_CELLS_ALL ? ALL : STANDING, job, out);
}

static int run_on_batch(glo_store *store, const char *sql, int64_t batch, int64_t second, int64_t third) {
    sqlite3_stmt *statement = NULL;
    int status = glo_db_prepare(store, sql, &statement);
    if (status < 0)
        return status;
    const int64_t values[] = {batch, second, third};
    for (int i = 0; i < sqlite3_bind_parameter_count(statement); i++)
        sqlite3_bind_int64(statement, i + 1, values[i]);
    status = glo_db_step(store, statement);
    return glo_db_finish(store, statement, status);
}

/* The cells of one group of a batch, as parts from *number on. */
static int write_group(glo_store *store, int64_t batch, int64_t retracted, int64_t *number,
                       const glo_job *job, void *context) {
    (void)context;
    glo_cells cells = {0};
    int status = cells_of_group(store, batch, retracted, job, &cells);
    if (status == GLO_OK)
        status = write_parts(store, batch, *number, &cells);
    for (size_t i = 0; status == GLO_OK && retracted >= 0 && i < cells.part_count; i++)
        status = run_on_batch(store, "insert into cells_retracted (batch, part, retracted) values (?1,?2,?3)",
                              batch, *number + (int64_t)i, retracted);
    *number += (int64_t)cells.part_count;
    glo_cells_dispose(&cells);
    return status;
}

/* What is done with the cells of one group of a batch, whose parts are numbered from *number on. */
typedef int (*group_task)(glo_store *store, int64_t batch, int64_t retracted, int64_t *number,
                          const glo_job *job, void *context);

static int each_group(glo_store *store, int64_t batch, group_task task, const glo_job *job, void *context,
                      int64_t *number) {
    sqlite3_stmt *replaced = NULL;
    int status = task(store, batch, STANDING, number, job, context);
    if (status == GLO_OK)
        status = glo_db_prepare(store,
                                "select r.batch from replacement r join batch b on b.id = r.replaced where "
                                "r.replaced = ?1 and r.batch is not b.retracted order by r.batch",
                                &replaced);
    if (status < 0)
        return status;
    sqlite3_bind_int64(replaced, 1, batch);
    while ((status = glo_db_step(store, replaced)) == 1 &&
           (status = task(store, batch, sqlite3_column_int64(replaced, 0), number, job, context)) == GLO_OK)
        ;
    return glo_db_finish(store, replaced, status);
}

int glo_cells_rebuild_batch(glo_store *store, int64_t batch, const glo_job *job) {
    int64_t number = 0;
    int status = run_on_batch(store, "delete from cells where batch = ?1", batch, 0, 0);
    if (status == GLO_OK)
        status = run_on_batch(store, "delete from cells_retracted where batch = ?1", batch, 0, 0);
    if (status == GLO_OK)
        status = each_group(store, batch, write_group, job, NULL, &number);
    return status == GLO_OK ? glo_batch_mark(store, batch) : status;
}

typedef struct match {
    bool is_same;
    glo_marking marking; /* of all parts */
} match;

/* The part as it is kept, and how it is marked; the same cells have the same bytes. */
static int match_part(sqlite3_stmt *kept, glo_store *store, const glo_part *made, int64_t batch,
                      int64_t number, int64_t retracted, bool *is_same) {
    sqlite3_reset(kept);
    sqlite3_bind_int64(kept, 1, batch);
    sqlite3_bind_int64(kept, 2, number);
    const int status = glo_db_step(store, kept);
    *is_same = status == 1 && sqlite3_column_int64(kept, 0) == (int64_t)made->head.handling &&
               (size_t)sqlite3_column_bytes(kept, 1) == made->size &&
               memcmp(sqlite3_column_blob(kept, 1), made->bytes, made->size) == 0 &&
               sqlite3_column_int64(kept, 2) == retracted;
    return status < 0 ? status : GLO_OK;
}

static int match_group(glo_store *store, int64_t batch, int64_t retracted, int64_t *number,
                       const glo_job *job, void *context) {
    match *found = context;
    sqlite3_stmt *kept = NULL;
    glo_cells cells = {0};
    int status =
        glo_db_prepare(store,
                       "select c.handling, c.data, coalesce(r.retracted, -1) from cells c left join "
                       "cells_retracted r on r.batch = c.batch and r.part = c.part where c.batch = ?1 "
                       "and c.part = ?2",
                       &kept);
    if (status < 0)
        return status;
    status = cells_of_group(store, batch, retracted, job, &cells);
    for (size_t i = 0; status == GLO_OK && found->is_same && i < cells.part_count; i++) {
        const glo_part *made = &cells.parts[i];
        found->marking = glo_marking_join(found->marking, glo_marking_unpack(made->head.handling));
        status = match_part(kept, store, made, batch, *number + (int64_t)i, retracted, &found->is_same);
    }
    *number += (int64_t)cells.part_count;
    glo_cells_dispose(&cells);
    return glo_db_finish(store, kept, status);
}

int glo_cells_match_batch(glo_store *store, int64_t batch, const glo_job *job, bool *out) {
    int64_t number = 0, parts = 0;
    sqlite3_stmt *count = NULL;
    match found = {.is_same = true};
    bool is_marked = false;
    int status = each_group(store, batch, match_group, job, &found, &number);
    if (status == GLO_OK)
        status = glo_batch_is_marked(store, batch, found.marking, &is_marked);
    if (status == GLO_OK)
        status = glo_db_prepare(store, "select count(*) from cells where batch = ?1", &count);
    if (status < 0)
        return status;
    sqlite3_bind_int64(count, 1, batch);
    if ((status = glo_db_step(store, count)) == 1)
        parts = sqlite3_column_int64(count, 0);
    *out = found.is_same && is_marked && parts == number;
    return glo_db_finish(store, count, status);
}

int glo_cells_rebuild(glo_store *store, const glo_job *job) {
    sqlite3_stmt *statement = NULL;
    int status =
        glo_db_prepare(store, "select id from batch where first is not null order by id", &statement);
    if (status < 0)
        return status;
    while ((status = glo_db_step(store, statement)) == 1 &&
           (status = glo_cells_rebuild_batch(store, sqlite3_column_int64(statement, 0), job)) == GLO_OK)
        ;
    return glo_db_finish(store, statement, status);
}

int glo_store_rebuild(glo_store *store, const glo_job *job) {
    int status = glo_db_begin(store, job);
    if (status < 0)
        return status;
    status = glo_cells_rebuild(store, job);
    if (status == GLO_OK)
        status = glo_log_append(store, "rebuild", "cells", "rebuilt from the observations");
    return glo_db_end(store, status);
}
