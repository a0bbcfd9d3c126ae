/* revision.c: what an import gives anew. What it promises is in revision.h. */
#include "import/revision.h"

#include "base/alloc.h"
#include "base/err.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>

/* The cells of one run, decoded. */
typedef struct decoded {
    int32_t *days;
    uint32_t *kinds;
    int64_t *count, *extra, *value;
    const glo_kind *names; /* of the kinds, in the part */
    uint32_t cells;
    size_t days_room, kinds_room, count_room, extra_room, value_room;
} decoded;

typedef struct revision {
    glo_import *import;
    const glo_cells *cells; /* of this batch */
    int32_t *sources;       /* of it that record figures */
    size_t source_count, source_room;
    int32_t first_day, last_day;
    int64_t *batches; /* that have some of its figures */
    size_t batch_count, batch_room;
    decoded ours, theirs;
    int64_t overlap, differing; /* with the batch at hand */
} revision;

static bool is_figure(const revision *r, int32_t source) {
    for (size_t i = 0; i < r->source_count; i++) {
        if (r->sources[i] == source)
            return true;
    }
    return false;
}

/* ---- what the batch covers ---- */

static int records_figures(glo_store *store, int32_t source, bool *out) {
    sqlite3_stmt *row = NULL;
    int status = glo_db_prepare(store, "select records is not 'events' from source where id = ?1", &row);
    if (status < 0)
        return status;
    sqlite3_bind_int(row, 1, source);
    status = glo_db_step(store, row);
    *out = status == 1 && sqlite3_column_int(row, 0);
    return glo_db_finish(store, row, status);
}

static int add_source(revision *r, int32_t source) {
    if (glo_alloc_grow(&r->sources, &r->source_room, r->source_count + 1, sizeof *r->sources) < 0)
        return GLO_ENOMEM;
    r->sources[r->source_count++] = source;
    return GLO_OK;
}

static int find_coverage(revision *r) {
    int32_t seen = -1; /* the kinds of a part are sorted by source mostly: most repeat the one before */
    bool figures = false;
    for (size_t p = 0; p < r->cells->part_count; p++) {
        const glo_part *part = &r->cells->parts[p];
        if (p == 0 || part->head.first_day < r->first_day)
            r->first_day = part->head.first_day;
        if (p == 0 || part->head.last_day > r->last_day)
            r->last_day = part->head.last_day;
        for (uint32_t k = 0; k < part->head.kinds; k++) {
            int32_t source = glo_part_kinds(part->bytes)[k].source;
            if (source == seen || is_figure(r, source))
                continue;
            int status = records_figures(r->import->store, source, &figures);
            if (status == GLO_OK && figures)
                status = add_source(r, source);
            if (status < 0)
                return status;
            seen = source;
        }
    }
    return GLO_OK;
}

static int keep_coverage(const revision *r) {
    sqlite3_stmt *insert = NULL;
    int status = glo_db_prepare(
        r->import->store,
        "insert into batch_source (source, batch, first_day, last_day) values (?1,?2,?3,?4)", &insert);
    for (size_t i = 0; status >= 0 && i < r->source_count; i++) {
        sqlite3_reset(insert);
        sqlite3_bind_int(insert, 1, r->sources[i]);
        sqlite3_bind_int64(insert, 2, r->import->batch);
        sqlite3_bind_int(insert, 3, r->first_day);
        sqlite3_bind_int(insert, 4, r->last_day);
        status = glo_db_step(r->import->store, insert);
    }
    return glo_db_finish(r->import->store, insert, status);
}

/* ---- figures that both have ---- */

static int decode(const glo_run *run, const void *bytes, decoded *out) {
    size_t n = run->count;
    if (glo_alloc_grow(&out->days, &out->days_room, n, sizeof *out->days) < 0 ||
        glo_alloc_grow(&out->kinds, &out->kinds_room, n, sizeof *out->kinds) < 0 ||
        glo_alloc_grow(&out->count, &out->count_room, n, sizeof *out->count) < 0 ||
        glo_alloc_grow(&out->extra, &out->extra_room, n, sizeof *out->extra) < 0 ||
        glo_alloc_grow(&out->value, &out->value_room, n, sizeof *out->value) < 0)
        return GLO_ENOMEM;
    glo_run_days(run, bytes, 0, run->count, out->days);
    glo_run_kinds(run, bytes, 0, run->count, out->kinds);
    glo_run_read(run, bytes, GLO_RUN_COUNT, 0, run->count, out->count);
    glo_run_read(run, bytes, GLO_RUN_EXTRA, 0, run->count, out->extra);
    glo_run_read(run, bytes, GLO_RUN_VALUE, 0, run->count, out->value);
    out->names = glo_part_kinds(bytes);
    out->cells = run->count;
    return GLO_OK;
}

static void free_decoded(decoded *d) {
    free(d->days);
    free(d->kinds);
    free(d->count);
    free(d->extra);
    free(d->value);
}

typedef struct figure {
    int64_t count, extra, value;
    bool is_there;
} figure;

/* What the cells from..end, all of one day, have of a source, facet and span, whatever their grades. */
static figure figure_of(const decoded *d, uint32_t from, uint32_t end, const glo_kind *key) {
    figure sum = {0, 0, 0, false};
    for (uint32_t i = from; i < end; i++) {
        const glo_kind *kind = &d->names[d->kinds[i]];
        if (kind->source != key->source || kind->facet != key->facet || kind->span != key->span)
            continue;
        /* Modulo 2^64: it is only compared. */
        sum.count = (int64_t)((uint64_t)sum.count + (uint64_t)d->count[i]);
        sum.extra = (int64_t)((uint64_t)sum.extra + (uint64_t)d->extra[i]);
        sum.value = (int64_t)((uint64_t)sum.value + (uint64_t)d->value[i]);
        sum.is_there = true;
    }
    return sum;
}

static uint32_t end_of_day(const decoded *d, uint32_t from) {
    uint32_t end = from + 1;
    while (end < d->cells && d->days[end] == d->days[from])
        end++;
    return end;
}

static void compare_day(revision *r, uint32_t ours, uint32_t ours_end, uint32_t theirs, uint32_t theirs_end) {
    for (uint32_t i = ours; i < ours_end; i++) {
        const glo_kind *key = &r->ours.names[r->ours.kinds[i]];
        if (!is_figure(r, key->source) || figure_of(&r->ours, ours, i, key).is_there) /* met before */
            continue;
        figure old = figure_of(&r->theirs, theirs, theirs_end, key);
        if (!old.is_there)
            continue;
        figure new = figure_of(&r->ours, ours, ours_end, key);
        r->overlap++;
        r->differing += old.count != new.count || old.extra != new.extra || old.value != new.value;
    }
}

/* Both are of one zone and phenomenon, sorted by day. */
static void compare_runs(revision *r) {
    uint32_t i = 0, j = 0;
    while (i < r->ours.cells && j < r->theirs.cells) {
        if (r->ours.days[i] < r->theirs.days[j])
            i++;
        else if (r->ours.days[i] > r->theirs.days[j])
            j++;
        else {
            uint32_t i_end = end_of_day(&r->ours, i), j_end = end_of_day(&r->theirs, j);
            compare_day(r, i, i_end, j, j_end);
            i = i_end;
            j = j_end;
        }
    }
}

static int order_of_runs(const glo_run *a, const glo_run *b) {
    if (a->zone != b->zone)
        return a->zone < b->zone ? -1 : 1;
    return (a->phenomenon > b->phenomenon) - (a->phenomenon < b->phenomenon);
}

/* Runs of both parts stand sorted by zone and phenomenon. */
static int compare_parts(revision *r, const void *ours, const void *theirs) {
    const glo_run *a = glo_part_runs(ours), *a_end = a + glo_part_head_of(ours)->runs;
    const glo_run *b = glo_part_runs(theirs), *b_end = b + glo_part_head_of(theirs)->runs;
    int status = GLO_OK;
    while (status == GLO_OK && a < a_end && b < b_end) {
        int order = order_of_runs(a, b);
        if (order == 0 && a->first_day <= glo_run_last_day(b, theirs) &&
            b->first_day <= glo_run_last_day(a, ours)) {
            if ((status = decode(a, ours, &r->ours)) == GLO_OK &&
                (status = decode(b, theirs, &r->theirs)) == GLO_OK)
                compare_runs(r);
        }
        a += order <= 0;
        b += order >= 0;
    }
    return status;
}

static bool may_overlap(const glo_part_head *a, const glo_part_head *b) {
    return a->first_zone <= b->last_zone && b->first_zone <= a->last_zone &&
           a->first_phenomenon <= b->last_phenomenon && b->first_phenomenon <= a->last_phenomenon &&
           a->first_day <= b->last_day && b->first_day <= a->last_day;
}

static bool has_figures(const revision *r, const void *bytes) {
    for (uint32_t k = 0; k < glo_part_head_of(bytes)->kinds; k++) {
        if (is_figure(r, glo_part_kinds(bytes)[k].source))
            return true;
    }
    return false;
}

static int compare_part(void *context, const glo_part_head *head, const void *bytes) {
    revision *r = context;
    int status = GLO_OK;
    for (size_t p = 0; status == GLO_OK && p < r->cells->part_count; p++) {
        const glo_part *part = &r->cells->parts[p];
        if (!may_overlap(&part->head, head))
            continue;
        if (!bytes)
            return 1; /* to be read whole */
        if (has_figures(r, bytes))
            status = compare_parts(r, part->bytes, bytes);
    }
    return status;
}

/* Earlier batches that have figures of a source of this one in the days that it spans. */
static const char candidates[] =
    "select distinct s.batch from batch_source mine join batch_source s on s.source = mine.source "
    "and s.batch <> mine.batch and s.first_day <= mine.last_day and s.last_day >= mine.first_day "
    "join batch b on b.id = s.batch and b.retracted is null where mine.batch = ?1 and mine.source = ?2 "
    "order by s.batch";

static bool was_compared(const revision *r, int64_t batch) {
    for (size_t i = 0; i < r->batch_count; i++) {
        if (r->batches[i] == batch)
            return true;
    }
    return false;
}

static int list_batches(revision *r) {
    sqlite3_stmt *row = NULL;
    int status = glo_db_prepare(r->import->store, candidates, &row);
    if (status < 0)
        return status;
    for (size_t i = 0; status >= 0 && i < r->source_count; i++) {
        sqlite3_reset(row);
        sqlite3_bind_int64(row, 1, r->import->batch);
        sqlite3_bind_int(row, 2, r->sources[i]);
        while ((status = glo_db_step(r->import->store, row)) == 1) {
            int64_t batch = sqlite3_column_int64(row, 0);
            if (was_compared(r, batch))
                continue;
            if (glo_alloc_grow(&r->batches, &r->batch_room, r->batch_count + 1, sizeof *r->batches) < 0) {
                status = GLO_ENOMEM;
                break;
            }
            r->batches[r->batch_count++] = batch;
        }
    }
    return glo_db_finish(r->import->store, row, status);
}

/* ---- taking back what is given anew ---- */

static int run_with(glo_store *store, const char *sql, int64_t first, int64_t second, int64_t *changes) {
    sqlite3_stmt *statement = NULL;
    int status = glo_db_prepare(store, sql, &statement);
    if (status < 0)
        return status;
    sqlite3_bind_int64(statement, 1, first);
    sqlite3_bind_int64(statement, 2, second);
    status = glo_db_step(store, statement);
    status = glo_db_finish(store, statement, status);
    if (changes)
        *changes = sqlite3_changes64(store->db);
    return status < 0 ? status : GLO_OK;
}

/* The keys of this import's figures, so that the rows of a batch can be looked up among them. */
static int list_keys(const revision *r, int64_t first) {
    int status = glo_db_exec(r->import->store,
                             "create temp table given_anew (zone, phenomenon, source, facet, day, span, "
                             "primary key (zone, phenomenon, source, facet, day, span)) without rowid");
    return status < 0
               ? status
               : run_with(
                     r->import->store,
                     "insert or ignore into given_anew select zone, phenomenon, source, facet, day, span "
                     "from observation where id >= ?1 and source in (select source from batch_source where "
                     "batch = ?2)",
                     first, r->import->batch, NULL);
}

/* A batch of which nothing is left is retracted itself, with its cells; else these are made again. */
static int replace_in(revision *r, int64_t batch) {
    glo_store *store = r->import->store;
    int64_t rows = 0, wholly = 0;
    int status = run_with(
        store,
        "update observation set retracted = ?1 where id between (select first from batch where id = "
        "?2) and (select last from batch where id = ?2) and retracted is null and (zone, phenomenon, "
        "source, facet, day, span) in (select zone, phenomenon, source, facet, day, span from "
        "given_anew)",
        r->import->batch, batch, &rows);
    if (status < 0 || rows == 0)
        return status;
    r->import->result.replaced += rows;
    status =
        run_with(store,
                 "insert into replacement (batch, replaced, rows) select ?1, ?2, count(*) from batch b join "
                 "observation o on o.id between b.first and b.last and o.retracted = ?1 where b.id = ?2",
                 r->import->batch, batch, NULL);
    if (status == GLO_OK)
        status = run_with(
            store,
            "update batch set retracted = ?1 where id = ?2 and not exists (select 1 from observation o "
            "where o.id between batch.first and batch.last and o.retracted is null)",
            r->import->batch, batch, &wholly);
    if (status == GLO_OK && wholly)
        status =
            run_with(store, "update batch set retracts = ?2 where id = ?1", r->import->batch, batch, NULL);
    /* In a batch that goes with an earlier replacement behind it, two groups of cells remain. */
    return status == GLO_OK ? glo_cells_rebuild_batch(store, batch, r->import->job) : status;
}

static int replace_all(revision *r, int64_t first) {
    int status = list_keys(r, first);
    for (size_t i = 0; status == GLO_OK && i < r->batch_count; i++)
        status = replace_in(r, r->batches[i]);
    int dropped = glo_db_exec(r->import->store, "drop table if exists temp.given_anew");
    return status < 0 ? status : dropped;
}

static int compare_batches(revision *r) {
    glo_import_result *result = &r->import->result;
    size_t kept = 0;
    int status = GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < r->batch_count; i++) {
        r->overlap = r->differing = 0;
        status = glo_cells_visit(r->import->store, r->batches[i], compare_part, r);
        if (status < 0 || r->overlap == 0)
            continue;
        result->overlap += r->overlap;
        result->differing += r->differing;
        result->overlap_batch = r->batches[i];
        r->batches[kept++] = r->batches[i];
    }
    r->batch_count = kept;
    result->overlap_batches = (int64_t)kept;
    return status;
}

int glo_revision_take(glo_import *import, const glo_cells *cells, int64_t first) {
    revision r = {.import = import, .cells = cells};
    int status = find_coverage(&r);
    if (status == GLO_OK && r.source_count > 0)
        status = keep_coverage(&r);
    if (status == GLO_OK && r.source_count > 0)
        status = list_batches(&r);
    if (status == GLO_OK)
        status = compare_batches(&r);
    if (status == GLO_OK && import->spec->replace && r.batch_count > 0)
        status = replace_all(&r, first);
    free_decoded(&r.ours);
    free_decoded(&r.theirs);
    free(r.sources);
    free(r.batches);
    return status;
}
