/* check.c: is the store whole? The file by SQLite's own check, foreign keys, cells against observations, the
 * log's chain, retractions against their batches, the trees of zones and phenomena.
 *
 * Example:  glo_store_check(store, job, &frame)  ->  check, problems, result
 */
#include "base/err.h"
#include "db.h"
#include "tree.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHECKS = 7 };

typedef struct glo_report {
    glo_column *check, *problems, *result;
    size_t row;
} glo_report;

static glo_status report(glo_report *out, const char *check, int64_t problems, const char *wrong,
                         const char *good) {
    const char *text = problems ? wrong : good;
    out->problems->integers[out->row] = problems;
    glo_status status = glo_column_set_text(out->check, out->row, check, strlen(check));
    if (status == GLO_OK)
        status = glo_column_set_text(out->result, out->row, text, strlen(text));
    out->row++;
    return status;
}

static glo_status check_file(glo_store *store, glo_report *out) {
    sqlite3_stmt *statement = NULL;
    char first[200] = "";
    int64_t problems = 0;
    int status = glo_db_prepare(store, "pragma integrity_check(100)", &statement);
    if (status < 0)
        return status;
    while ((status = glo_db_step(store, statement)) == 1) {
        const char *text = glo_db_text(statement, 0);
        if (strcmp(text, "ok") != 0 && problems++ == 0)
            snprintf(first, sizeof first, "%s", text);
    }
    status = glo_db_finish(store, statement, status);
    return status < 0 ? status : report(out, "file", problems, first, "ok");
}

static glo_status check_foreign_keys(glo_store *store, glo_report *out) {
    sqlite3_stmt *statement = NULL;
    char first[200] = "";
    int64_t problems = 0;
    int status = glo_db_prepare(store, "pragma foreign_key_check", &statement);
    if (status < 0)
        return status;
    while ((status = glo_db_step(store, statement)) == 1) {
        if (problems++ == 0)
            snprintf(first, sizeof first, "a row of %s points at a %s that is not there",
                     glo_db_text(statement, 0), glo_db_text(statement, 2));
    }
    status = glo_db_finish(store, statement, status);
    return status < 0 ? status : report(out, "foreign keys", problems, first, "ok");
}

static int compare_group(glo_store *store, int64_t batch, glo_cell_group group, const glo_job *job,
                         bool *out_differs) {
    glo_cells kept = {0}, made = {0};
    int status = glo_cells_read_batch(store, batch, group, &kept);
    if (status == GLO_OK)
        status = glo_cells_of_observations(store, batch, group, job, &made);
    if (status == GLO_OK) {
        int same = 0;
        status = glo_cells_equal(&kept, &made, &same);
        *out_differs = *out_differs || !same;
    }
    if (status == GLO_ECORRUPT) {
        *out_differs = true;
        status = GLO_OK;
    }
    glo_cells_dispose(&kept);
    glo_cells_dispose(&made);
    return status;
}

/* Both groups only where the batch was replaced in part: all of it, and what stands. */
static int compare_batch(glo_store *store, int64_t batch, bool is_split, const glo_job *job,
                         bool *out_differs) {
    int status = compare_group(store, batch, GLO_CELLS_ALL, job, out_differs);
    return status == GLO_OK && is_split ? compare_group(store, batch, GLO_CELLS_STANDING, job, out_differs)
                                        : status;
}

static int check_cells(glo_store *store, const glo_job *job, glo_report *out) {
    sqlite3_stmt *statement = NULL;
    char first[80] = "", good[80];
    int64_t problems = 0, batches = 0;
    int status = glo_db_prepare(
        store,
        "select id, id in (select replaced from replacement) from batch where first is not null "
        "order by id",
        &statement);
    if (status < 0)
        return status;
    while ((status = glo_db_step(store, statement)) == 1) {
        int64_t batch = sqlite3_column_int64(statement, 0);
        bool differs = false, is_split = sqlite3_column_int(statement, 1) != 0;
        if ((status = compare_batch(store, batch, is_split, job, &differs)) < 0)
            break;
        batches++;
        if (differs && problems++ == 0)
            snprintf(first, sizeof first, "the cells of batch %" PRId64 " differ from its observations",
                     batch);
    }
    status = glo_db_finish(store, statement, status);
    snprintf(good, sizeof good, "ok: %" PRId64 " batch%s", batches, batches == 1 ? "" : "es");
    return status < 0 ? status : report(out, "cells equal observations", problems, first, good);
}

/* An observation goes with its batch, or by itself where an import gave it anew: as many as that import says. */
static int check_retractions(glo_store *store, glo_report *out) {
    int64_t problems;
    int status = glo_db_integer(store,
                                "select (select count(*) from observation o join batch b on b.id = o.batch "
                                "where o.id not between b.first and "
                                "b.last or (o.retracted is not b.retracted and (o.retracted is null or not "
                                "exists (select 1 from replacement r "
                                "where r.batch = o.retracted and r.replaced = o.batch)))) + (select count(*) "
                                "from replacement r where r.rows <> "
                                "(select count(*) from batch b join observation o on o.id between b.first "
                                "and b.last where b.id = r.replaced and "
                                "o.retracted = r.batch))",
                                0, &problems);
    return status < 0
               ? status
               : report(out, "retractions", problems, "observations differ from what their batch says", "ok");
}

/* Stores of before were not checked at the import. */
static int check_trees(glo_store *store, glo_report *out) {
    int64_t problems = 0;
    char first[400] = "";
    int status = glo_tree_count_conflicts(store, &problems, first, sizeof first);
    for (int of_phenomena = 0; status == GLO_OK && of_phenomena <= 1; of_phenomena++) {
        char *path = NULL;
        status = glo_tree_find_cycle(store, of_phenomena != 0, &path);
        if (path && problems++ == 0)
            snprintf(first, sizeof first, "the parents of %s form a cycle, %s",
                     of_phenomena ? "phenomena" : "zones", path);
        free(path);
    }
    return status < 0 ? status : report(out, "trees of zones and phenomena", problems, first, "ok");
}

static int check_log(glo_store *store, glo_report *out) {
    int64_t lines = 0, broken = 0, missing = 0;
    char good[80];
    int status = glo_log_verify(store, &lines, &broken);
    if (status == GLO_OK) /* a chain can't tell that its end was taken off, but each batch has its line */
        status =
            glo_db_integer(store,
                           "select max(0, (select count(*) from batch) - (select count(*) from log where "
                           "action in ('import', 'retract', 'describe')))",
                           0, &missing);
    if (status < 0)
        return status;
    snprintf(good, sizeof good, "ok: %" PRId64 " line%s", lines, lines == 1 ? "" : "s");
    return report(out, "log chain", broken + missing, "lines were changed or taken out", good);
}

static glo_status check_forecasts(glo_store *store, glo_report *out) {
    int64_t registrations = 0, broken = 0;
    char good[80];
    int status = glo_forecasts_verify(store, &registrations, &broken);
    if (status < 0)
        return status;
    snprintf(good, sizeof good, "ok: %" PRId64 " registration%s", registrations,
             registrations == 1 ? "" : "s");
    return report(out, "forecasts as registered", broken, "registered forecasts were changed or taken out",
                  good);
}

int glo_store_check(glo_store *store, const glo_job *job, glo_frame **out) {
    glo_report lines = {NULL, NULL, NULL, 0};
    glo_frame_builder builder = {0};
    glo_provenance *origin = NULL;
    int64_t state = 0;
    store->job = job;
    int status = glo_column_new(GLO_TYPE_TEXT, CHECKS, &lines.check);
    if (status == GLO_OK)
        status = glo_frame_builder_add(&builder, "check", lines.check);
    if (status == GLO_OK && (status = glo_column_new(GLO_TYPE_INTEGER, CHECKS, &lines.problems)) == GLO_OK)
        status = glo_frame_builder_add(&builder, "problems", lines.problems);
    if (status == GLO_OK && (status = glo_column_new(GLO_TYPE_TEXT, CHECKS, &lines.result)) == GLO_OK)
        status = glo_frame_builder_add(&builder, "result", lines.result);
    if (status == GLO_OK)
        status = check_file(store, &lines);
    if (status == GLO_OK)
        status = check_foreign_keys(store, &lines);
    if (status == GLO_OK)
        status = check_cells(store, job, &lines);
    if (status == GLO_OK)
        status = check_retractions(store, &lines);
    if (status == GLO_OK)
        status = check_trees(store, &lines);
    if (status == GLO_OK)
        status = check_log(store, &lines);
    if (status == GLO_OK)
        status = check_forecasts(store, &lines);
    if (status == GLO_OK)
        status = glo_store_state(store, &state);
    if (status == GLO_OK)
        status = glo_provenance_new("store:check()", store->path, state, 0, NULL, 0, &origin);
    store->job = NULL;
    if (status == GLO_OK)
        status = glo_frame_new(&builder, (glo_marking){0, 0}, origin, out);
    else
        glo_frame_builder_dispose(&builder);
    glo_provenance_free(origin);
    return status;
}
