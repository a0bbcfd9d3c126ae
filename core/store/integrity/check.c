/* check.c: is the store whole? The file by SQLite's own check, the schema against the migrations, foreign keys, values, cells
 * against observations, retractions against their batches, the trees of zones and phenomena, successions, censored figures, every row against what the log says
 * of it, the log's chain. docs/security.md says what that finds and what it can't.
 *
 * Example:  glo_store_check(store, job, &frame)  ->  check, problems, result
 */
#include "integrity/check.h"

#include "base/err.h"
#include "tree.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void glo_fault_say(glo_fault *fault, const char *format, ...) {
    va_list arguments;
    if (fault->count++ > 0)
        return;
    va_start(arguments, format);
    vsnprintf(fault->first, sizeof fault->first, format, arguments);
    va_end(arguments);
}

/* What a check found: faults, or else `good` ("ok" where it is empty). */
typedef struct glo_finding {
    glo_fault fault;
    char good[300];
} glo_finding;

static void count_good(glo_finding *out, int64_t count, const char *one, const char *many) {
    snprintf(out->good, sizeof out->good, "ok: %" PRId64 " %s", count, count == 1 ? one : many);
}

/* "Page 28: unable to get the page. error code=7": SQLite tells want of memory as it tells what is wrong with the file. */
static bool is_memory(const char *text) {
    char of_memory[24];
    snprintf(of_memory, sizeof of_memory, "error code=%d", SQLITE_NOMEM);
    const char *at = strstr(text, of_memory);
    return at && !(at[strlen(of_memory)] >= '0' && at[strlen(of_memory)] <= '9');
}

static int check_file(glo_store *store, glo_finding *out) {
    sqlite3_stmt *statement = NULL;
    int status = glo_db_prepare(store, "pragma integrity_check(100)", &statement);
    if (status < 0)
        return status;
    while ((status = glo_db_step(store, statement)) == 1) {
        const char *text = glo_db_text(statement, 0);
        if (is_memory(text)) {
            status = glo_fail(GLO_ENOMEM, "out of memory");
            break;
        }
        if (strcmp(text, "ok") != 0)
            glo_fault_say(&out->fault, "%s", text);
    }
    return glo_db_finish(store, statement, status);
}

static int check_schema(glo_store *store, glo_finding *out) {
    return glo_schema_differences(store, &out->fault.count, out->fault.first, sizeof out->fault.first);
}

static int check_foreign_keys(glo_store *store, glo_finding *out) {
    sqlite3_stmt *statement = NULL;
    int status = glo_db_prepare(store, "pragma foreign_key_check", &statement);
    if (status < 0)
        return status;
    while ((status = glo_db_step(store, statement)) == 1)
        glo_fault_say(&out->fault, "a row of %s points at a %s that is not there", glo_db_text(statement, 0),
                      glo_db_text(statement, 2));
    return glo_db_finish(store, statement, status);
}

static int check_values(glo_store *store, glo_finding *out) {
    return glo_check_values(store, &out->fault);
}

static int check_cells(glo_store *store, glo_finding *out) {
    sqlite3_stmt *row = NULL;
    int64_t batches = 0;
    int status = glo_db_prepare(
        store, "select id from batch where first is not null or id in (select batch from cells) order by id",
        &row);
    if (status < 0)
        return status;
    while ((status = glo_db_step(store, row)) == 1) {
        const int64_t batch = sqlite3_column_int64(row, 0);
        bool is_same;
        if ((status = glo_cells_match_batch(store, batch, store->job, &is_same)) < 0)
            break;
        batches++;
        if (!is_same)
            glo_fault_say(&out->fault, "the cells of batch %" PRId64 " differ from its observations", batch);
    }
    count_good(out, batches, "batch", "batches");
    return glo_db_finish(store, row, status);
}

/* An observation goes with its batch, or by itself where an import gave it anew: as many as that import says. */
static int check_retractions(glo_store *store, glo_finding *out) {
    snprintf(out->fault.first, sizeof out->fault.first, "observations differ from what their batch says");
    return glo_db_integer(store,
                          "select (select count(*) from observation o join batch b on b.id = o.batch "
                          "where o.id not between b.first and "
                          "b.last or (o.retracted is not b.retracted and (o.retracted is null or not "
                          "exists (select 1 from replacement r "
                          "where r.batch = o.retracted and r.replaced = o.batch)))) + (select count(*) "
                          "from replacement r where r.rows <> "
                          "(select count(*) from batch b join observation o on o.id between b.first "
                          "and b.last where b.id = r.replaced and "
                          "o.retracted = r.batch))",
                          0, &out->fault.count);
}

/* Stores of before were not checked at the import. */
static int check_trees(glo_store *store, glo_finding *out) {
    glo_fault *fault = &out->fault;
    int status = glo_tree_count_conflicts(store, &fault->count, fault->first, sizeof fault->first);
    for (int of_phenomena = 0; status == GLO_OK && of_phenomena <= 1; of_phenomena++) {
        char *path = NULL;
        status = glo_tree_find_cycle(store, of_phenomena != 0, &path);
        if (path)
            glo_fault_say(fault, "the parents of %s form a cycle, %s", of_phenomena ? "phenomena" : "zones",
                          path);
        free(path);
    }
    return status;
}

static int check_shares(glo_store *store, glo_finding *out) {
    return glo_tree_count_excess_shares(store, &out->fault.count, out->fault.first, sizeof out->fault.first);
}

/* Batches of a source whose ranges all begin at 0 beside such whose all begin at 1: "<5" was 0 to 4 and is 1 to 4, or the
 * other way round. Said and no problem counted: an office may also publish 1-4. */
static int check_censored(glo_store *store, glo_finding *out) {
    sqlite3_stmt *row = NULL;
    int status = glo_db_prepare(
        store,
        "with ranges as materialized (select source, batch, min(count) as low, max(count) as high from "
        "observation where retracted is null and count_high > count and count <= 1 group by source, batch) "
        "select s.code, s.censored_from, a.batch, b.batch from ranges a join ranges b on "
        "b.source = a.source and a.high = 0 and b.low = 1 join source s on s.id = a.source "
        "group by a.source order by s.code limit 1",
        &row);
    if (status < 0)
        return status;
    if ((status = glo_db_step(store, row)) == 1) {
        bool from_one = sqlite3_column_int(row, 1) == 1;
        int64_t from_zero_batch = sqlite3_column_int64(row, 2), from_one_batch = sqlite3_column_int64(row, 3);
        snprintf(out->good, sizeof out->good,
                 "censored figures of '%s' begin at 0 in batch %" PRId64 " and at 1 in batch %" PRId64
                 "; its censored_from is %d: store:retract(%" PRId64 ", ...) and import its file again",
                 glo_db_text(row, 0), from_zero_batch, from_one_batch, from_one,
                 from_one ? from_zero_batch : from_one_batch);
    }
    return glo_db_finish(store, row, status);
}

static int check_rows(glo_store *store, glo_finding *out) {
    int64_t kept = 0;
    int status = glo_digest_verify(store, store->job, &kept, &out->fault);
    count_good(out, kept, "digest", "digests");
    return status;
}

/* Each batch has its line. */
static int check_log(glo_store *store, glo_finding *out) {
    int64_t lines = 0, broken = 0, missing = 0;
    int status = glo_log_verify(store, &lines, &broken);
    if (status == GLO_OK)
        status =
            glo_db_integer(store,
                           "select max(0, (select count(*) from batch) - (select count(*) from log where "
                           "action in ('import', 'retract', 'describe')))",
                           0, &missing);
    snprintf(out->fault.first, sizeof out->fault.first, "lines were changed or taken out");
    out->fault.count = broken + missing;
    count_good(out, lines, "line", "lines");
    return status;
}

static int check_forecasts(glo_store *store, glo_finding *out) {
    int64_t registrations = 0;
    int status = glo_forecasts_verify(store, &registrations, &out->fault.count);
    snprintf(out->fault.first, sizeof out->fault.first, "registered forecasts were changed or taken out");
    count_good(out, registrations, "registration", "registrations");
    return status;
}

static const struct {
    const char *name;
    int (*run)(glo_store *store, glo_finding *out);
} checks[] = {{"file", check_file},
              {"schema", check_schema},
              {"foreign keys", check_foreign_keys},
              {"known values", check_values},
              {"cells equal observations", check_cells},
              {"retractions", check_retractions},
              {"trees of zones and phenomena", check_trees},
              {"shares of successors", check_shares},
              {"meaning of censored figures", check_censored},
              {"rows as logged", check_rows},
              {"log chain", check_log},
              {"forecasts as registered", check_forecasts}};
enum { CHECKS = sizeof checks / sizeof checks[0] };

/* ---- the report ---- */

typedef struct glo_report {
    glo_column *check, *problems, *result;
} glo_report;

static int new_report(size_t rows, glo_report *report, glo_frame_builder *builder) {
    const struct {
        const char *name;
        glo_type type;
        glo_column **column;
    } columns[] = {{"check", GLO_TYPE_TEXT, &report->check},
                   {"problems", GLO_TYPE_INTEGER, &report->problems},
                   {"result", GLO_TYPE_TEXT, &report->result}};
    glo_status status = GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < sizeof columns / sizeof columns[0]; i++) {
        if ((status = glo_column_new(columns[i].type, rows, columns[i].column)) == GLO_OK)
            status = glo_frame_builder_add(builder, columns[i].name, *columns[i].column);
    }
    return status;
}

static int write_finding(glo_report *report, size_t row, const char *check, const glo_finding *found) {
    const char *good = found->good[0] ? found->good : "ok",
               *text = found->fault.count ? found->fault.first : good;
    report->problems->integers[row] = found->fault.count;
    glo_status status = glo_column_set_text(report->check, row, check, strlen(check));
    return status == GLO_OK ? glo_column_set_text(report->result, row, text, strlen(text)) : status;
}

/* What can't be read, or makes no sense, is a fault like any other. */
static bool is_damage(int status) {
    return status == GLO_ECORRUPT || status == GLO_ESQL || status == GLO_EINVAL;
}

static int run_check(glo_store *store, size_t number, glo_finding *found) {
    int status = checks[number].run(store, found);
    if (!is_damage(status))
        return status;
    found->fault.count = 0;
    glo_fault_say(&found->fault, "%s", glo_message());
    return GLO_OK;
}

static int run_checks(glo_store *store, const char *anchor, glo_report *report) {
    int status = GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < CHECKS; i++) {
        glo_finding found = {.good = ""};
        if ((status = run_check(store, i, &found)) == GLO_OK)
            status = write_finding(report, i, checks[i].name, &found);
    }
    if (status < 0 || !anchor)
        return status;
    glo_finding found = {.good = ""};
    status = glo_check_anchor(store, anchor, &found.fault);
    return status == GLO_OK ? write_finding(report, CHECKS, "anchor", &found) : status;
}

int glo_store_check_anchored(glo_store *store, const char *anchor, const glo_job *job, glo_frame **out) {
    glo_report report;
    glo_frame_builder builder = {0};
    glo_provenance *origin = NULL;
    int64_t state = 0;
    int status = new_report(CHECKS + (anchor != NULL), &report, &builder);
    store->job = job;
    if (status == GLO_OK)
        status = run_checks(store, anchor, &report);
    if (status == GLO_OK)
        status = glo_store_state(store, &state);
    store->job = NULL;
    if (status == GLO_OK)
        status = glo_provenance_new("store:check()", store->path, state, 0, NULL, 0, &origin);
    if (status == GLO_OK)
        status = glo_frame_new(&builder, (glo_marking){0, 0}, origin, out);
    else
        glo_frame_builder_dispose(&builder);
    glo_provenance_free(origin);
    return status;
}

int glo_store_check(glo_store *store, const glo_job *job, glo_frame **out) {
    return glo_store_check_anchored(store, NULL, job, out);
}
