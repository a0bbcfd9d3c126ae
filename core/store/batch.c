/* batch.c: batches, what takes them back, and the record of scripts that ran. Every change of the figures is
 * a batch with a number of its own, so that what was known at any time can be rebuilt.
 *
 * Example:  glo_store_retract(store, 3, "sent twice by the source", job, &batch);
 */
#include "base/err.h"
#include "db.h"

#include <stdio.h>
#include <string.h>

glo_status glo_batch_begin(glo_store *store, const char *kind, const char *source, const char *file,
                           const char *sha256, const char *note, int64_t *out) {
    sqlite3_stmt *statement = NULL;
    char now[32];
    int status = glo_db_prepare(
        store, "insert into batch (recorded_at, kind, source, file, sha256, note) values (?1,?2,?3,?4,?5,?6)",
        &statement);
    if (status < 0)
        return status;
    glo_db_now(now);
    const char *const fields[] = {now, kind, source, file, sha256, note};
    for (int i = 0; i < 6; i++)
        glo_db_bind_text(statement, i + 1, fields[i]);
    status = glo_db_step(store, statement);
    status = glo_db_finish(store, statement, status);
    if (status < 0)
        return status;
    *out = sqlite3_last_insert_rowid(store->db);
    return GLO_OK;
}

/* The end of that day, so that what is recorded on it in earnest comes before. */
glo_status glo_batch_date(glo_store *store, int64_t batch, const char *recorded) {
    sqlite3_stmt *statement = NULL;
    char date[GLO_DATE_SIZE], at[32];
    int32_t day;
    glo_span span;
    glo_status status = glo_date_parse(recorded, strlen(recorded), GLO_ORDER_ISO, &day, &span);
    if (status < 0)
        return status;
    glo_date_format(day, GLO_DAY, date);
    if (span != GLO_DAY)
        return glo_fail(GLO_EINVAL, "'%s' is no day: write it as 2025-03-31", recorded);
    if (day >= glo_today())
        return day == glo_today()
                   ? GLO_OK
                   : glo_fail(GLO_EINVAL, "%s has not come yet: what is recorded then can't be here", date);
    snprintf(at, sizeof at, "%sT23:59:59Z", date);
    status =
        glo_db_prepare(store,
                       "select id, recorded_at from batch where id < ?1 and recorded_at > ?2 and kind in "
                       "('observations', 'retraction') order by id desc limit 1",
                       &statement);
    if (status < 0)
        return status;
    sqlite3_bind_int64(statement, 1, batch);
    glo_db_bind_text(statement, 2, at);
    int row = glo_db_step(store, statement);
    if (row == 1)
        row = glo_fail(GLO_EINVAL,
                       "batch %lld was recorded later, on %.10s: as_of tells what was known by the order of "
                       "batches, so files go in as they came, the earliest first",
                       (long long)sqlite3_column_int64(statement, 0), glo_db_text(statement, 1));
    if ((status = glo_db_finish(store, statement, row)) < 0 ||
        (status = glo_db_prepare(store, "update batch set recorded_at = ?1 where id = ?2", &statement)) < 0)
        return status;
    glo_db_bind_text(statement, 1, at);
    sqlite3_bind_int64(statement, 2, batch);
    row = glo_db_step(store, statement);
    return glo_db_finish(store, statement, row);
}

static int check_retractable(glo_store *store, int64_t batch) {
    sqlite3_stmt *statement = NULL;
    int status = glo_db_prepare(store, "select kind, retracted from batch where id = ?1", &statement);
    if (status < 0)
        return status;
    sqlite3_bind_int64(statement, 1, batch);
    status = glo_db_step(store, statement);
    if (status == 0)
        status = glo_fail(GLO_ENOTFOUND, "there is no batch %lld; see store:batches()", (long long)batch);
    else if (status == 1 && sqlite3_stricmp(glo_db_text(statement, 0), "observations") != 0 &&
             sqlite3_stricmp(glo_db_text(statement, 0), "messages") != 0 &&
             sqlite3_stricmp(glo_db_text(statement, 0), "feedback") != 0 &&
             sqlite3_stricmp(glo_db_text(statement, 0), "requests") != 0)
        status = glo_fail(
            GLO_EINVAL,
            "batch %lld holds %s; only observations, messages, feedback and requests can be retracted",
            (long long)batch, glo_db_text(statement, 0));
    else if (status == 1 && sqlite3_column_type(statement, 1) != SQLITE_NULL)
        status = glo_fail(GLO_EEXISTS, "batch %lld was already retracted by batch %lld", (long long)batch,
                          (long long)sqlite3_column_int64(statement, 1));
    else if (status == 1)
        status = GLO_OK;
    return glo_db_finish(store, statement, status);
}

static int run(glo_store *store, const char *sql, int64_t by, int64_t batch, int64_t *changes) {
    sqlite3_stmt *statement = NULL;
    int status = glo_db_prepare(store, sql, &statement);
    if (status < 0)
        return status;
    sqlite3_bind_int64(statement, 1, by);
    if (sqlite3_bind_parameter_count(statement) > 1)
        sqlite3_bind_int64(statement, 2, batch);
    status = glo_db_step(store, statement);
    status = glo_db_finish(store, statement, status);
    if (changes)
        *changes = sqlite3_changes64(store->db);
    return status < 0 ? status : GLO_OK;
}

/* What the batch had replaced stands again, as observations of the retraction `by`, so that as_of still shows the time
 * between; not where a later batch has the figure since. */
static int revive(glo_store *store, int64_t by, int64_t batch) {
    int64_t rows = 0, before;
    glo_cells cells = {0};
    int status = glo_db_integer(store, "select max(id) from observation", 0, &before);
    if (status == GLO_OK)
        status = run(
            store,
            "insert into observation (day, span, zone, phenomenon, source, facet, count, count_high, value, "
            "credibility, handling, batch) select day, span, zone, phenomenon, source, facet, count, "
            "count_high, "
            "value, credibility, handling, ?1 from observation where retracted = ?2 and batch in (select "
            "replaced "
            "from replacement where batch = ?2) and (zone, phenomenon, source, facet, day, span) not in "
            "(select "
            "zone, phenomenon, source, facet, day, span from observation where id > (select last from batch "
            "where id = ?2) and retracted is null) order by id",
            by, batch, &rows);
    if (status < 0 || rows == 0)
        return status;
    status = run(store,
                 "update batch set first = (select min(id) from observation where id > ?2), last = (select "
                 "max(id) from "
                 "observation) where id = ?1",
                 by, before, NULL);
    if (status == GLO_OK)
        status =
            run(store,
                "insert into batch_source select o.source, o.batch, min(o.day), max(o.day) from batch b join "
                "observation o on o.id between b.first and b.last join source s on s.id = o.source and "
                "s.records is "
                "not 'events' where b.id = ?1 group by o.source",
                by, 0, NULL);
    if (status == GLO_OK)
        status = glo_cells_of_observations(store, by, GLO_CELLS_ALL, store->job, &cells);
    if (status == GLO_OK)
        status = glo_cells_write(store, by, &cells);
    glo_cells_dispose(&cells);
    return status;
}

#define OF_REQUEST                                                                                           \
    "day, span, zone, kind, requester, service, phenomenon, requested, granted, hours_asked, "               \
    "hours_delivered, source, handling"

#define SAME_REQUEST                                                                                         \
    "n.zone = o.zone and n.kind = o.kind and n.day = o.day and n.span = o.span and coalesce(n.requester, "   \
    "0) = coalesce(o.requester, 0) and n.service = o.service and coalesce(n.phenomenon, 0) = "               \
    "coalesce(o.phenomenon, 0) and n.source = o.source"

static int retract(glo_store *store, int64_t batch, const char *why, int64_t *out) {
    static const char *const changes[] = {
        ("update observation set retracted = ?1 where id between (select first from batch where id = ?2) and "
         "(select last from batch where id = ?2) and retracted is null"),
        "update feedback_history set retracted = ?1 where batch = ?2 and retracted is null",
        /* The rows of the batch, and the copies of them that stand again since a later one was retracted. */
        ("with recursive gone(id) as (select id from request_history where batch = ?2 union select n.id from "
         "gone g "
         "join request_history o on o.id = g.id join batch b on b.retracts = o.retracted join "
         "request_history n on "
         "n.batch = b.id and " SAME_REQUEST
         ") update request_history set retracted = ?1 where retracted is null and "
         "id in (select id from gone)"),
        /* What it had superseded stands again, as rows of the retraction; not where a later batch has the row since. */
        ("insert into request_history (" OF_REQUEST ", batch) select " OF_REQUEST
         ", ?1 from request_history o where "
         "retracted = ?2 and batch < ?2 and not exists (select 1 from request_history n where n.retracted is "
         "null "
         "and " SAME_REQUEST ") order by id"),
        "update batch set retracted = ?1 where id = ?2",
        "update batch set retracts = ?2, rows = (select rows from batch where id = ?2) where id = ?1",
    };
    int status = check_retractable(store, batch);
    if (status == GLO_OK)
        status = glo_batch_begin(store, "retraction", NULL, NULL, NULL, why, out);
    for (size_t i = 0; status == GLO_OK && i < sizeof changes / sizeof changes[0]; i++)
        status = run(store, changes[i], *out, batch, NULL);
    if (status == GLO_OK)
        status = revive(store, *out, batch);
    if (status == GLO_OK) {
        char object[32];
        snprintf(object, sizeof object, "batch %lld", (long long)batch);
        status = glo_log_append(store, "retract", object, why);
    }
    return status;
}

int glo_store_retract(glo_store *store, int64_t batch, const char *why, const glo_job *job, int64_t *out) {
    int64_t made = 0;
    int status = glo_db_begin(store, job);
    if (status < 0)
        return status;
    status = glo_db_end(store, retract(store, batch, why, &made));
    if (status == GLO_OK)
        *out = made;
    return status;
}

static int log_run(glo_store *store, const char *script, int64_t run, const char *what) {
    char why[64];
    snprintf(why, sizeof why, "run %lld %s", (long long)run, what);
    return glo_log_append(store, "run", script, why);
}

int glo_store_run_begin(glo_store *store, const char *script, const char *sha256, const char *args,
                        int64_t *out) {
    sqlite3_stmt *statement = NULL;
    char now[32];
    int status = glo_db_begin(store, NULL);
    if (status < 0)
        return status;
    status = glo_db_prepare(store,
                            "insert into run (script, sha256, args, state, started) values (?1,?2,?3,(select "
                            "coalesce(max(id), 0) from batch),?4)",
                            &statement);
    if (status == GLO_OK) {
        glo_db_now(now);
        const char *const fields[] = {script, sha256, args, now};
        for (int i = 0; i < 4; i++)
            glo_db_bind_text(statement, i + 1, fields[i]);
        status = glo_db_finish(store, statement, glo_db_step(store, statement));
    }
    int64_t run = sqlite3_last_insert_rowid(store->db);
    if (status == GLO_OK)
        status = log_run(store, script, run, "begun");
    status = glo_db_end(store, status);
    if (status == GLO_OK)
        *out = run;
    return status;
}

/* GLO_ENOTFOUND; else the log has how the run ended. */
static int end_run(glo_store *store, int64_t run, const char *status_text) {
    sqlite3_stmt *statement = NULL;
    char now[32], script[256] = "";
    int status = glo_db_prepare(
        store, "update run set finished = ?1, status = ?2 where id = ?3 returning script", &statement);
    if (status < 0)
        return status;
    glo_db_now(now);
    glo_db_bind_text(statement, 1, now);
    glo_db_bind_text(statement, 2, status_text);
    sqlite3_bind_int64(statement, 3, run);
    if ((status = glo_db_step(store, statement)) == 1) {
        snprintf(script, sizeof script, "%s", glo_db_text(statement, 0));
        status = glo_db_step(store, statement);
    } else if (status == 0) {
        status = glo_fail(GLO_ENOTFOUND, "there is no run %lld", (long long)run);
    }
    status = glo_db_finish(store, statement, status);
    return status < 0 ? status : log_run(store, script, run, status_text);
}

/* A line of the log for each pack, which names the run. */
static int log_packs(glo_store *store, int64_t run, const char *const *packs) {
    char why[64];
    int status = GLO_OK;
    snprintf(why, sizeof why, "run %lld", (long long)run);
    for (; status == GLO_OK && packs && *packs; packs++)
        status = glo_log_append(store, "pack", *packs, why);
    return status;
}

int glo_store_run_end(glo_store *store, int64_t run, const char *status_text, const char *const *packs) {
    int status = glo_db_begin(store, NULL);
    if (status < 0)
        return status;
    status = log_packs(store, run, packs);
    return glo_db_end(store, status < 0 ? status : end_run(store, run, status_text));
}
