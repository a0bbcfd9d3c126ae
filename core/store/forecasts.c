/* forecasts.c: registers forecasts and their scores. Example in forecasts.h. */
#include "store/forecasts.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"
#include "db.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* ---- the hash ---- */

/* Every row of a statement as a line, its columns parted by tabs; tabs, newlines and backslashes in texts
 * escaped. */
static glo_status add_lines(glo_store *store, const char *sql, int64_t registration, glo_buf *out) {
    sqlite3_stmt *statement = NULL;
    int status = glo_db_prepare(store, sql, &statement);
    if (status < 0)
        return status;
    sqlite3_bind_int64(statement, 1, registration);
    while ((status = glo_db_step(store, statement)) == 1) {
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            if (sqlite3_column_type(statement, i) == SQLITE_FLOAT) {
                glo_buf_format(out, "%.17g", sqlite3_column_double(statement, i));
            } else {
                const char *text = glo_db_text(statement, i);
                for (; *text; text++) {
                    if (*text == '\t' || *text == '\n' || *text == '\\')
                        glo_buf_char(out, '\\');
                    glo_buf_char(out, *text == '\n' ? 'n' : *text == '\t' ? 't' : *text);
                }
            }
            glo_buf_char(out, '\t');
        }
        glo_buf_char(out, '\n');
    }
    status = glo_db_finish(store, statement, status);
    return status < 0 ? status : glo_buf_status(out);
}

/* SHA-256 over all that was registered. */
static glo_status hash_registration(glo_store *store, int64_t registration, char out[GLO_SHA256_HEX]) {
    static const char *const parts[] = {
        ("select id, registered_at, author, kind, seed, cutoff, span, measure, gaps, state, call, handling, "
         "note "
         "from registration where id = ?1"),
        "select name, value from registration_filter where registration = ?1 order by name, value",
        ("select f.id, z.code, p.code, f.facet, f.method from forecast f join zone z on z.id = f.zone "
         "join phenomenon p on p.id = f.phenomenon where f.registration = ?1 order by f.id"),
        ("select q.forecast, q.day, q.probability, q.value from forecast f join forecast_quantile q on "
         "q.forecast = f.id where f.registration = ?1 order by q.forecast, q.day, q.probability"),
    };
    glo_buf text = {0};
    glo_status status = GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < sizeof parts / sizeof parts[0]; i++)
        status = add_lines(store, parts[i], registration, &text);
    if (status == GLO_OK)
        status = glo_sha256(text.data ? text.data : "", text.length, out);
    glo_buf_dispose(&text);
    return status;
}

/* ---- registering ---- */

typedef struct columns {
    const glo_column *zone, *phenomenon, *facet, *method, *day, *probability, *value;
} columns;

static glo_status find_columns(const glo_frame *rows, columns *out) {
    const struct {
        const char *name;
        glo_type type;
        const glo_column **column;
    } needed[] = {{"zone", GLO_TYPE_TEXT, &out->zone},   {"phenomenon", GLO_TYPE_TEXT, &out->phenomenon},
                  {"facet", GLO_TYPE_TEXT, &out->facet}, {"method", GLO_TYPE_TEXT, &out->method},
                  {"day", GLO_TYPE_DAY, &out->day},      {"probability", GLO_TYPE_REAL, &out->probability},
                  {"value", GLO_TYPE_REAL, &out->value}};
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        glo_status status = glo_frame_need(rows, needed[i].name, needed[i].type, needed[i].column);
        if (status < 0)
            return status;
    }
    return glo_frame_rows(rows) ? GLO_OK : glo_fail(GLO_EINVAL, "there is nothing to register");
}

/* What a forecast knew is no forecast; a judge knows of no figures, but of the time until today. */
static glo_status check_days(const glo_registration *r, const columns *c) {
    const int32_t today = glo_today();
    char day[GLO_DATE_SIZE], cutoff[GLO_DATE_SIZE];
    glo_date_format(r->cutoff, GLO_DAY, cutoff);
    if (r->cutoff > today)
        return glo_fail(GLO_EINVAL, "the cutoff %s is to come: a forecast knows figures up to today at most",
                        cutoff);
    for (size_t row = 0; strcmp(r->kind, "model") == 0 && row < glo_frame_rows(r->rows); row++) {
        if (c->day->times[row] > r->cutoff)
            continue;
        glo_date_format(c->day->times[row], r->span, day);
        return glo_fail(GLO_EINVAL, "%s was known at the cutoff, %s: what is registered lies after it", day,
                        cutoff);
    }
    return GLO_OK;
}

static glo_status insert_head(glo_store *store, const glo_registration *r, int64_t *out) {
    sqlite3_stmt *statement = NULL;
    char now[32], handling[GLO_MARKING_SIZE];
    int status = glo_db_prepare(store,
                                "insert into registration (registered_at, author, kind, seed, cutoff, span, "
                                "measure, gaps, state, call, "
                                "handling, note, sha256) values (?1,?2,?3,?4,?5,?6,?7,?8,(select "
                                "coalesce(max(id), 0) from batch),?9,?10,?11,'')",
                                &statement);
    if (status < 0)
        return status;
    glo_db_now(now);
    glo_marking_format(glo_frame_marking(r->rows), handling);
    glo_db_bind_text(statement, 1, now);
    glo_db_bind_text(statement, 2, r->author);
    glo_db_bind_text(statement, 3, r->kind);
    sqlite3_bind_int64(statement, 4, (int64_t)r->seed);
    sqlite3_bind_int(statement, 5, r->cutoff);
    sqlite3_bind_int(statement, 6, (int)r->span);
    glo_db_bind_text(statement, 7, r->measure);
    glo_db_bind_text(statement, 8, r->gaps);
    glo_db_bind_text(statement, 9, r->call);
    glo_db_bind_text(statement, 10, handling);
    glo_db_bind_text(statement, 11, r->note);
    status = glo_db_step(store, statement);
    *out = sqlite3_last_insert_rowid(store->db);
    return glo_db_finish(store, statement, status);
}

static int insert_filters(glo_store *store, const glo_registration *r, int64_t registration) {
    sqlite3_stmt *statement = NULL;
    int status = glo_db_prepare(
        store, "insert into registration_filter (registration, name, value) values (?1,?2,?3)", &statement);
    for (size_t i = 0; status == GLO_OK && i < r->filter_count; i++) {
        sqlite3_reset(statement);
        sqlite3_bind_int64(statement, 1, registration);
        glo_db_bind_text(statement, 2, r->filters[i].name);
        glo_db_bind_text(statement, 3, r->filters[i].value);
        if ((status = glo_db_step(store, statement)) > 0)
            status = GLO_OK;
    }
    return glo_db_finish(store, statement, status);
}

static glo_status insert_forecast(glo_store *store, sqlite3_stmt *statement, const columns *c, size_t row,
                                  int64_t registration, int64_t *out) {
    int64_t zone, phenomenon;
    int status = glo_store_resolve(store, GLO_ZONE, glo_column_text(c->zone, row), &zone, NULL);
    if (status == GLO_OK)
        status =
            glo_store_resolve(store, GLO_PHENOMENON, glo_column_text(c->phenomenon, row), &phenomenon, NULL);
    if (status < 0)
        return status;
    sqlite3_reset(statement);
    sqlite3_bind_int64(statement, 1, registration);
    sqlite3_bind_int64(statement, 2, zone);
    sqlite3_bind_int64(statement, 3, phenomenon);
    glo_db_bind_text(statement, 4, glo_column_text(c->facet, row));
    glo_db_bind_text(statement, 5, glo_column_text(c->method, row));
    status = glo_db_step(store, statement);
    *out = sqlite3_last_insert_rowid(store->db);
    return status < 0 ? status : GLO_OK;
}

static bool same_series(const columns *c, size_t a, size_t b) {
    return glo_column_compare(c->zone, a, b) == 0 && glo_column_compare(c->phenomenon, a, b) == 0 &&
           glo_column_compare(c->facet, a, b) == 0;
}

static int insert_rows(glo_store *store, const columns *c, size_t rows, int64_t registration) {
    sqlite3_stmt *series = NULL, *quantile = NULL;
    int64_t forecast = 0;
    int status = glo_db_prepare(
        store, "insert into forecast (registration, zone, phenomenon, facet, method) values (?1,?2,?3,?4,?5)",
        &series);
    if (status == GLO_OK)
        status = glo_db_prepare(
            store, "insert into forecast_quantile (forecast, day, probability, value) values (?1,?2,?3,?4)",
            &quantile);
    for (size_t row = 0; status == GLO_OK && row < rows; row++) {
        if (row == 0 || !same_series(c, row - 1, row))
            status = insert_forecast(store, series, c, row, registration, &forecast);
        if (status < 0)
            break;
        sqlite3_reset(quantile);
        sqlite3_bind_int64(quantile, 1, forecast);
        sqlite3_bind_int(quantile, 2, c->day->times[row]);
        sqlite3_bind_double(quantile, 3, c->probability->reals[row]);
        sqlite3_bind_double(quantile, 4, c->value->reals[row]);
        if ((status = glo_db_step(store, quantile)) > 0)
            status = GLO_OK;
    }
    sqlite3_finalize(series);
    sqlite3_finalize(quantile);
    return status;
}

/* Closes the registration with its hash, in the table and in the log. */
static int seal(glo_store *store, const glo_registration *r, int64_t registration) {
    char hash[GLO_SHA256_HEX], object[48];
    sqlite3_stmt *statement = NULL;
    int status = hash_registration(store, registration, hash);
    if (status == GLO_OK)
        status = glo_db_prepare(store, "update registration set sha256 = ?1 where id = ?2", &statement);
    if (status < 0)
        return status;
    glo_db_bind_text(statement, 1, hash);
    sqlite3_bind_int64(statement, 2, registration);
    status = glo_db_step(store, statement);
    status = glo_db_finish(store, statement, status);
    if (status < 0)
        return status;
    glo_buf why = {0};
    snprintf(object, sizeof object, "registration %" PRId64, registration);
    glo_buf_format(&why, "sha256 %s, by %s: %s", hash, r->author, r->note);
    status = glo_buf_status(&why);
    if (status == GLO_OK)
        status = glo_log_append(store, "register", object, why.data);
    glo_buf_dispose(&why);
    return status;
}

int glo_store_register(glo_store *store, const glo_registration *r, int64_t *out) {
    columns c;
    int64_t registration = 0;
    int status = find_columns(r->rows, &c);
    if (status == GLO_OK)
        status = check_days(r, &c);
    if (status < 0 || (status = glo_db_begin(store, NULL)) < 0)
        return status;
    status = insert_head(store, r, &registration);
    if (status == GLO_OK)
        status = insert_filters(store, r, registration);
    if (status == GLO_OK)
        status = insert_rows(store, &c, glo_frame_rows(r->rows), registration);
    if (status == GLO_OK)
        status = seal(store, r, registration);
    status = glo_db_end(store, status);
    if (status == GLO_OK)
        *out = registration;
    return status;
}

/* ---- scores ---- */

/* A score is of a period that was forecast, and that is over. */
static int check_due(glo_store *store, sqlite3_stmt *span_of, int64_t forecast, int32_t day) {
    const int32_t today = glo_today();
    char shown[GLO_DATE_SIZE];
    sqlite3_reset(span_of);
    sqlite3_bind_int64(span_of, 1, forecast);
    sqlite3_bind_int(span_of, 2, day);
    const int status = glo_db_step(store, span_of);
    if (status < 0)
        return status;
    glo_date_format(day, GLO_DAY, shown);
    if (status == 0)
        return glo_fail(GLO_EINVAL, "nothing was forecast of the period from %s on, as forecast %" PRId64,
                        shown, forecast);
    if (glo_span_last(day, (glo_span)sqlite3_column_int(span_of, 0)) >= today)
        return glo_fail(GLO_EINVAL, "the period from %s on is not over: it can't be scored", shown);
    return GLO_OK;
}

static int check_all_due(glo_store *store, const glo_column *forecast, const glo_column *day) {
    sqlite3_stmt *span_of = NULL;
    int status =
        glo_db_prepare(store,
                       "select r.span from forecast f join registration r on r.id = f.registration where "
                       "f.id = ?1 and exists (select 1 from forecast_quantile q where q.forecast = f.id "
                       "and q.day = ?2)",
                       &span_of);
    if (status < 0)
        return status;
    for (size_t row = 0; status == GLO_OK && row < day->rows; row++)
        status = check_due(store, span_of, forecast->integers[row], day->times[row]);
    return glo_db_finish(store, span_of, status);
}

static int insert_scores(glo_store *store, const glo_frame *scores, int64_t *out) {
    const glo_column *forecast, *day, *name, *value, *outcome;
    sqlite3_stmt *statement = NULL;
    int status = glo_frame_need(scores, "forecast", GLO_TYPE_INTEGER, &forecast);
    if (status < 0 || (status = glo_frame_need(scores, "day", GLO_TYPE_DAY, &day)) < 0 ||
        (status = glo_frame_need(scores, "name", GLO_TYPE_TEXT, &name)) < 0 ||
        (status = glo_frame_need(scores, "value", GLO_TYPE_REAL, &value)) < 0 ||
        (status = glo_frame_need(scores, "outcome", GLO_TYPE_REAL, &outcome)) < 0)
        return status;
    char now[32];
    glo_db_now(now);
    if ((status = check_all_due(store, forecast, day)) < 0)
        return status;
    status =
        glo_db_prepare(store,
                       "insert or ignore into score (forecast, day, name, value, outcome, state, scored_at) "
                       "values (?1,?2,?3,?4,?5,(select coalesce(max(id), 0) from batch),?6)",
                       &statement);
    for (size_t row = 0; status == GLO_OK && row < glo_frame_rows(scores); row++) {
        sqlite3_reset(statement);
        sqlite3_bind_int64(statement, 1, forecast->integers[row]);
        sqlite3_bind_int(statement, 2, day->times[row]);
        glo_db_bind_text(statement, 3, glo_column_text(name, row));
        sqlite3_bind_double(statement, 4, value->reals[row]);
        sqlite3_bind_double(statement, 5, outcome->reals[row]);
        glo_db_bind_text(statement, 6, now);
        if ((status = glo_db_step(store, statement)) > 0)
            status = GLO_OK;
        *out += status == GLO_OK ? sqlite3_changes(store->db) : 0;
    }
    return glo_db_finish(store, statement, status);
}

int glo_store_score(glo_store *store, const glo_frame *scores, int64_t *out) {
    int64_t added = 0;
    char why[64];
    int status = glo_db_begin(store, NULL);
    if (status < 0)
        return status;
    status = insert_scores(store, scores, &added);
    snprintf(why, sizeof why, "%" PRId64 " scores of forecasts that fell due", added);
    if (status == GLO_OK && added > 0)
        status = glo_log_append(store, "score", "score", why);
    status = glo_db_end(store, status);
    if (status == GLO_OK)
        *out = added;
    return status;
}

/* ---- what check.c and query.c ask ---- */

int glo_forecasts_verify(glo_store *store, int64_t *out_registrations, int64_t *out_broken) {
    sqlite3_stmt *statement = NULL;
    int64_t registrations = 0, broken = 0;
    int status = glo_db_prepare(
        store,
        "select r.id, r.sha256, exists (select 1 from log where action = 'register' and object = "
        "'registration ' || r.id and why like 'sha256 ' || r.sha256 || ',%') from registration r",
        &statement);
    if (status < 0)
        return status;
    while ((status = glo_db_step(store, statement)) == 1) {
        char hash[GLO_SHA256_HEX];
        if ((status = hash_registration(store, sqlite3_column_int64(statement, 0), hash)) < 0)
            break;
        registrations++;
        broken += strcmp(hash, glo_db_text(statement, 1)) != 0 || !sqlite3_column_int(statement, 2);
    }
    status = glo_db_finish(store, statement, status);
    int64_t lost = 0;
    if (status == GLO_OK)
        status = glo_db_integer(
            store,
            "select max(0, (select count(*) from log where action = 'register') - (select count(*) "
            "from registration))",
            0, &lost);
    *out_registrations = registrations;
    *out_broken = broken + lost;
    return status;
}

glo_status glo_forecasts_marking(glo_store *store, glo_marking *out) {
    sqlite3_stmt *statement = NULL;
    int status = glo_db_prepare(store, "select distinct handling from registration", &statement);
    if (status < 0)
        return status;
    while ((status = glo_db_step(store, statement)) == 1) {
        glo_marking marking;
        if ((status = glo_marking_parse(glo_db_text(statement, 0), &marking)) < 0)
            break;
        *out = glo_marking_join(*out, marking);
    }
    return glo_db_finish(store, statement, status);
}
