/* alerts.c: keeps alerts, the series under surveillance and dispositions. Example in alerts.h. */
#include "store/alerts.h"

#include "base/buf.h"
#include "base/err.h"
#include "db.h"
#include "io/json.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- the rows that were judged ---- */

enum { EXPECTED, UPPER, SCORE, P, Q, REALS, MOST_KEYS = 16 };

typedef struct judged {
    const glo_column *zone, *phenomenon, *period, *observed, *alarm;
    const glo_column *reals[REALS]; /* NULL: the detector gives none */
    const glo_column *keys[MOST_KEYS];
} judged;

static glo_status find_column(const glo_frame *rows, const char *name, const glo_column **out) {
    size_t at;
    glo_status status = glo_frame_find(rows, name, &at);
    if (status == GLO_OK)
        *out = glo_frame_column(rows, at);
    return status;
}

static bool is_time(const glo_column *column) {
    return column->type == GLO_TYPE_DAY || column->type == GLO_TYPE_MONTH;
}

static bool has_column(const glo_frame *frame, const char *name) {
    for (size_t i = 0; i < glo_frame_columns(frame); i++) {
        if (strcmp(glo_frame_name(frame, i), name) == 0)
            return true;
    }
    return false;
}

static glo_status find_columns(const glo_alert_run *run, judged *out) {
    static const char *const reals[REALS] = {"expected", "upper", "score", "p", "q"};
    const glo_frame *rows = run->rows;
    glo_status status = glo_frame_need(rows, "zone", GLO_TYPE_TEXT, &out->zone);
    if (status == GLO_OK)
        status = glo_frame_need(rows, "phenomenon", GLO_TYPE_TEXT, &out->phenomenon);
    if (status == GLO_OK)
        status = find_column(rows, "period", &out->period);
    if (status == GLO_OK)
        status = glo_frame_need(rows, "observed", GLO_TYPE_REAL, &out->observed);
    if (status == GLO_OK)
        status = glo_frame_need(rows, run->alarm, GLO_TYPE_INTEGER, &out->alarm);
    for (size_t i = 0; status == GLO_OK && i < REALS; i++) {
        out->reals[i] = NULL;
        if (has_column(rows, reals[i]))
            status = glo_frame_need(rows, reals[i], GLO_TYPE_REAL, &out->reals[i]);
    }
    for (size_t i = 0; status == GLO_OK && i < run->key_count && i < MOST_KEYS; i++)
        status = glo_frame_need(rows, run->keys[i], GLO_TYPE_TEXT, &out->keys[i]);
    if (status < 0)
        return status;
    if (run->key_count > MOST_KEYS)
        return glo_fail(GLO_EINVAL,
                        "series are distinguished by at most %d columns beside zone and phenomenon",
                        MOST_KEYS);
    return is_time(out->period) ? GLO_OK : glo_fail(GLO_EINVAL, "the column 'period' is no column of time");
}

static bool is_same_series(const judged *j, size_t key_count, size_t a, size_t b) {
    bool same = glo_column_compare(j->zone, a, b) == 0 && glo_column_compare(j->phenomenon, a, b) == 0;
    for (size_t i = 0; same && i < key_count; i++)
        same = glo_column_compare(j->keys[i], a, b) == 0;
    return same;
}

/* {"counting_unit":"offences"}; a key without a value is left out. */
static glo_status write_keys(const glo_alert_run *run, const judged *j, size_t row, glo_buf *out) {
    bool is_first = true;
    glo_buf_clear(out);
    glo_buf_char(out, '{');
    for (size_t i = 0; i < run->key_count; i++) {
        if (glo_column_is_null(j->keys[i], row))
            continue;
        const char *text = glo_column_text(j->keys[i], row);
        if (!is_first)
            glo_buf_char(out, ',');
        is_first = false;
        glo_json_text(out, run->keys[i], strlen(run->keys[i]));
        glo_buf_char(out, ':');
        glo_json_text(out, text, strlen(text));
    }
    glo_buf_char(out, '}');
    return glo_buf_status(out);
}

/* ---- writing ---- */

typedef struct writer {
    glo_store *store;
    const glo_alert_run *run;
    judged columns;
    int64_t detector;
    uint8_t handling;
    char now[32];
    glo_buf keys;
    sqlite3_stmt *add_series, *find_series, *find_extent, *write_extent, *add_alert;
    glo_alert_tally tally;
} writer;

static glo_status prepare(writer *w) {
    const struct {
        const char *sql;
        sqlite3_stmt **statement;
    } all[] = {
        {"insert or ignore into surveillance_series (zone, phenomenon, keys, measure, unit, span) values "
         "(?1,?2,?3,?4,?5,?6)",
         &w->add_series},
        {"select id from surveillance_series where zone = ?1 and phenomenon = ?2 and keys = ?3 and measure = "
         "?4 and unit = ?5 and span = ?6",
         &w->find_series},
        {"select first, last, periods, handling from surveillance where series = ?1 and detector = ?2",
         &w->find_extent},
        {"insert into surveillance (series, detector, first, last, periods, handling) values "
         "(?1,?2,?3,?4,?5,?6) "
         "on conflict (series, detector) do update set first = excluded.first, last = excluded.last, periods "
         "= "
         "excluded.periods, handling = excluded.handling",
         &w->write_extent},
        {"insert or ignore into alert (series, detector, day, observed, expected, upper, score, p, q, "
         "raised_at, state, call, handling) values (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,(select coalesce(max(id), "
         "0) from batch),?11,?12)",
         &w->add_alert},
    };
    int status = GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < sizeof all / sizeof all[0]; i++)
        status = glo_db_prepare(w->store, all[i].sql, all[i].statement);
    return status;
}

static glo_status finish(writer *w, glo_status status) {
    sqlite3_stmt *const all[] = {w->add_series, w->find_series, w->find_extent, w->write_extent,
                                 w->add_alert};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        status = glo_db_finish(w->store, all[i], status);
    glo_buf_dispose(&w->keys);
    return status;
}

/* The number of the detector with these settings, added where it is new. */
static glo_status find_detector(writer *w) {
    static const char *const statements[] = {
        "insert or ignore into detector (method, settings) values (?1, ?2)",
        "select id from detector where method = ?1 and settings = ?2"};
    glo_status status = GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < 2; i++) {
        sqlite3_stmt *statement = NULL;
        if ((status = glo_db_prepare(w->store, statements[i], &statement)) < 0)
            return status;
        glo_db_bind_text(statement, 1, w->run->method);
        glo_db_bind_text(statement, 2, w->run->settings);
        const int step = glo_db_step(w->store, statement);
        if (step == 1)
            w->detector = sqlite3_column_int64(statement, 0);
        status = glo_db_finish(w->store, statement, step);
    }
    return status;
}

static int step_series(writer *w, sqlite3_stmt *statement, int64_t zone, int64_t phenomenon) {
    sqlite3_reset(statement);
    sqlite3_bind_int64(statement, 1, zone);
    sqlite3_bind_int64(statement, 2, phenomenon);
    glo_db_bind_text(statement, 3, w->keys.data);
    glo_db_bind_text(statement, 4, w->run->measure);
    glo_db_bind_text(statement, 5, w->run->unit);
    sqlite3_bind_int(statement, 6, (int)w->columns.period->span);
    return glo_db_step(w->store, statement);
}

/* The number of the series of a row, added where it is new. */
static glo_status find_series(writer *w, size_t row, int64_t *out) {
    int64_t zone, phenomenon;
    int status = glo_store_resolve(w->store, GLO_ZONE, glo_column_text(w->columns.zone, row), &zone, NULL);
    if (status == GLO_OK)
        status = glo_store_resolve(w->store, GLO_PHENOMENON, glo_column_text(w->columns.phenomenon, row),
                                   &phenomenon, NULL);
    if (status == GLO_OK)
        status = write_keys(w->run, &w->columns, row, &w->keys);
    if (status < 0)
        return status;
    if ((status = step_series(w, w->find_series, zone, phenomenon)) == 0 &&
        (status = step_series(w, w->add_series, zone, phenomenon)) == 0)
        status = step_series(w, w->find_series, zone, phenomenon);
    if (status == 1)
        *out = sqlite3_column_int64(w->find_series, 0);
    sqlite3_reset(w->find_series);
    return status < 0 ? status : GLO_OK;
}

/* Rows [begin, end) of one series are judged: those outside of what earlier runs had judged widen it. */
static glo_status extend_surveillance(writer *w, int64_t series, size_t begin, size_t end) {
    int32_t first = INT32_MAX, last = INT32_MIN;
    int64_t periods = 0, added = 0;
    glo_marking marking = glo_frame_marking(w->run->rows);
    sqlite3_reset(w->find_extent);
    sqlite3_bind_int64(w->find_extent, 1, series);
    sqlite3_bind_int64(w->find_extent, 2, w->detector);
    int status = glo_db_step(w->store, w->find_extent);
    if (status < 0)
        return status;
    if (status == 1) {
        first = sqlite3_column_int(w->find_extent, 0);
        last = sqlite3_column_int(w->find_extent, 1);
        periods = sqlite3_column_int64(w->find_extent, 2);
        marking = glo_marking_join(marking, glo_marking_unpack(sqlite3_column_int64(w->find_extent, 3)));
    }
    const int32_t known_first = first, known_last = last;
    sqlite3_reset(w->find_extent);
    for (size_t row = begin; row < end; row++) {
        const int32_t day = glo_column_day(w->columns.period, row);
        added += day < known_first || day > known_last;
        first = day < first ? day : first;
        last = day > last ? day : last;
    }
    if (added == 0)
        return GLO_OK;
    w->tally.periods += added;
    sqlite3_reset(w->write_extent);
    sqlite3_bind_int64(w->write_extent, 1, series);
    sqlite3_bind_int64(w->write_extent, 2, w->detector);
    sqlite3_bind_int(w->write_extent, 3, first);
    sqlite3_bind_int(w->write_extent, 4, last);
    sqlite3_bind_int64(w->write_extent, 5, periods + added);
    sqlite3_bind_int(w->write_extent, 6, glo_marking_pack(marking));
    status = glo_db_step(w->store, w->write_extent);
    return status < 0 ? status : GLO_OK;
}

static glo_status add_alert(writer *w, int64_t series, size_t row) {
    const judged *c = &w->columns;
    sqlite3_stmt *s = w->add_alert;
    sqlite3_reset(s);
    sqlite3_clear_bindings(s);
    sqlite3_bind_int64(s, 1, series);
    sqlite3_bind_int64(s, 2, w->detector);
    sqlite3_bind_int(s, 3, glo_column_day(c->period, row));
    sqlite3_bind_double(s, 4, c->observed->reals[row]);
    for (int i = 0; i < REALS; i++) {
        if (c->reals[i] && !glo_column_is_null(c->reals[i], row))
            sqlite3_bind_double(s, 5 + i, c->reals[i]->reals[row]);
    }
    glo_db_bind_text(s, 10, w->now);
    glo_db_bind_text(s, 11, w->run->call);
    sqlite3_bind_int(s, 12, w->handling);
    const int status = glo_db_step(w->store, s);
    if (status < 0)
        return status;
    const bool is_added = sqlite3_changes(w->store->db) > 0;
    w->tally.added += is_added;
    w->tally.known += !is_added;
    return GLO_OK;
}

static glo_status write_series(writer *w, size_t begin, size_t end) {
    int64_t series = 0;
    glo_status status = find_series(w, begin, &series);
    if (status == GLO_OK)
        status = extend_surveillance(w, series, begin, end);
    w->tally.series++;
    for (size_t row = begin; status == GLO_OK && row < end; row++) {
        if (!glo_column_is_null(w->columns.alarm, row) && w->columns.alarm->integers[row] == 1)
            status = add_alert(w, series, row);
    }
    return status;
}

static glo_status write_rows(writer *w) {
    const size_t rows = glo_frame_rows(w->run->rows);
    glo_status status = GLO_OK;
    for (size_t begin = 0, end; status == GLO_OK && begin < rows; begin = end) {
        for (end = begin + 1; end < rows && is_same_series(&w->columns, w->run->key_count, begin, end); end++)
            ;
        status = write_series(w, begin, end);
    }
    return status;
}

static glo_status log_run(writer *w) {
    char why[160];
    if (w->tally.added == 0 && w->tally.periods == 0)
        return GLO_OK;
    snprintf(why, sizeof why,
             "%" PRId64 " alerts by %.40s, %" PRId64 " known before; %" PRId64 " more periods judged",
             w->tally.added, w->run->method, w->tally.known, w->tally.periods);
    return glo_log_append(w->store, "raise", "alert", why);
}

static glo_status raise_all(writer *w) {
    glo_status status = find_detector(w);
    if (status == GLO_OK)
        status = prepare(w);
    if (status == GLO_OK)
        status = write_rows(w);
    status = finish(w, status);
    return status == GLO_OK ? log_run(w) : status;
}

glo_status glo_store_raise(glo_store *store, const glo_alert_run *run, glo_alert_tally *out) {
    writer w = {.store = store, .run = run};
    glo_status status = find_columns(run, &w.columns);
    if (status < 0 || (status = glo_db_begin(store, NULL)) < 0)
        return status;
    w.handling = glo_marking_pack(glo_frame_marking(run->rows));
    glo_db_now(w.now);
    status = glo_db_end(store, raise_all(&w));
    if (status == GLO_OK)
        *out = w.tally;
    return status;
}

/* ---- dispositions ---- */

/* GLO_ENOTFOUND where there is none of that number; joins its marking. */
static glo_status find_alert(glo_store *store, int64_t alert, glo_marking *marking) {
    sqlite3_stmt *row = NULL;
    int status = glo_db_prepare(store, "select handling from alert where id = ?1", &row);
    if (status < 0)
        return status;
    sqlite3_bind_int64(row, 1, alert);
    status = glo_db_step(store, row);
    if (status == 1)
        *marking = glo_marking_join(*marking, glo_marking_unpack(sqlite3_column_int64(row, 0)));
    else if (status == 0)
        status = glo_fail(GLO_ENOTFOUND, "there is no alert %" PRId64 "; see alerts()", alert);
    return glo_db_finish(store, row, status);
}

/* GLO_EINVAL where the alert stands as a duplicate itself: two that are duplicates of each other would both be gone from view. */
static glo_status check_original(glo_store *store, int64_t alert) {
    sqlite3_stmt *row = NULL;
    int status = glo_db_prepare(
        store, "select duplicate_of from alert_disposition where alert = ?1 order by id desc limit 1", &row);
    if (status < 0)
        return status;
    sqlite3_bind_int64(row, 1, alert);
    status = glo_db_step(store, row);
    if (status == 1 && sqlite3_column_type(row, 0) != SQLITE_NULL)
        status = glo_fail(
            GLO_EINVAL, "alert %" PRId64 " is a duplicate of alert %" PRId64 " itself: say of=%" PRId64,
            alert, (int64_t)sqlite3_column_int64(row, 0), (int64_t)sqlite3_column_int64(row, 0));
    else if (status == 1)
        status = GLO_OK;
    return glo_db_finish(store, row, status);
}

static glo_status check_disposition(glo_store *store, const glo_disposition *d, glo_marking *marking) {
    *marking = d->marking;
    glo_status status = find_alert(store, d->alert, marking);
    if (status == GLO_OK && d->duplicate_of)
        status = find_alert(store, d->duplicate_of, marking);
    if (status < 0)
        return status;
    if ((strcmp(d->disposition, "duplicate") == 0) != (d->duplicate_of != 0))
        return glo_fail(GLO_EINVAL, "a duplicate, and nothing else, is one of another alert");
    if (d->duplicate_of == d->alert)
        return glo_fail(GLO_EINVAL, "alert %" PRId64 " is no duplicate of itself", d->alert);
    if (d->has_days && d->first > d->last)
        return glo_fail(GLO_EINVAL, "the outbreak ends before it begins");
    return d->duplicate_of ? check_original(store, d->duplicate_of) : GLO_OK;
}

static glo_status insert_disposition(glo_store *store, const glo_disposition *d, glo_marking marking,
                                     int64_t *out) {
    sqlite3_stmt *s = NULL;
    char now[32];
    int status = glo_db_prepare(store,
                                "insert into alert_disposition (alert, disposition, duplicate_of, first, "
                                "last, reason, author, decided_at, state, handling) values "
                                "(?1,?2,?3,?4,?5,?6,?7,?8,(select coalesce(max(id), 0) from batch),?9)",
                                &s);
    if (status < 0)
        return status;
    glo_db_now(now);
    sqlite3_bind_int64(s, 1, d->alert);
    glo_db_bind_text(s, 2, d->disposition);
    if (d->duplicate_of)
        sqlite3_bind_int64(s, 3, d->duplicate_of);
    if (d->has_days) {
        sqlite3_bind_int(s, 4, d->first);
        sqlite3_bind_int(s, 5, d->last);
    }
    glo_db_bind_text(s, 6, d->reason);
    glo_db_bind_text(s, 7, d->author);
    glo_db_bind_text(s, 8, now);
    sqlite3_bind_int(s, 9, glo_marking_pack(marking));
    status = glo_db_step(store, s);
    *out = sqlite3_last_insert_rowid(store->db);
    return glo_db_finish(store, s, status);
}

static glo_status log_disposition(glo_store *store, const glo_disposition *d) {
    char object[32];
    glo_buf why = {0};
    snprintf(object, sizeof object, "alert %" PRId64, d->alert);
    glo_buf_format(&why, "%s, by %s: %s", d->disposition, d->author, d->reason);
    glo_status status = glo_buf_status(&why);
    if (status == GLO_OK)
        status = glo_log_append(store, "dispose", object, why.data);
    glo_buf_dispose(&why);
    return status;
}

glo_status glo_store_dispose(glo_store *store, const glo_disposition *d, int64_t *out) {
    glo_marking marking;
    int64_t id = 0;
    glo_status status = glo_db_begin(store, NULL);
    if (status < 0)
        return status;
    status = check_disposition(store, d, &marking);
    if (status == GLO_OK)
        status = insert_disposition(store, d, marking, &id);
    if (status == GLO_OK)
        status = log_disposition(store, d);
    status = glo_db_end(store, status);
    if (status == GLO_OK)
        *out = id;
    return status;
}
