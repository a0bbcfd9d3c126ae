/* alert_rows.c: reads alerts and what was under surveillance. Example in alerts.h.
 *
 * What SQL gives of these tables is marked as strictly as anything in them. Here the rows are those that were asked for, and the
 * marking is theirs: an alert on secret figures of one zone does not keep another zone from hearing of its own.
 */
#include "store/alerts.h"

#include "db.h"

#include <string.h>

static bool is_marking(const char *name) {
    return strcmp(name, "handling") == 0 || strcmp(name, "disposition_handling") == 0;
}

/* Joins the packed markings of a column. */
static void join_column(const glo_column *column, glo_marking *marking) {
    for (size_t row = 0; row < column->rows; row++)
        *marking = glo_marking_join(*marking, glo_marking_unpack(column->integers[row]));
}

/* The frame without the columns that hold the markings of its rows, and marked by these. */
static glo_status mark_by_rows(const glo_frame *frame, glo_frame **out) {
    glo_frame_builder builder = {0};
    glo_marking marking = {0, 0};
    for (size_t i = 0; i < glo_frame_columns(frame); i++) {
        const char *name = glo_frame_name(frame, i);
        glo_column *column = glo_column_share((glo_column *)glo_frame_column(frame, i));
        if (!is_marking(name)) {
            glo_frame_builder_add(&builder, name, column); /* a failure is told by glo_frame_new */
            continue;
        }
        if (glo_frame_rows(frame) > 0) /* else no type is known */
            join_column(column, &marking);
        glo_column_free(column);
    }
    return glo_frame_new(&builder, marking, glo_frame_provenance(frame), out);
}

static glo_value text_value(const char *text) {
    return text ? (glo_value){.kind = GLO_VALUE_TEXT, .text = text} : (glo_value){.kind = GLO_VALUE_NULL};
}

static glo_status query(glo_store *store, const char *sql, const glo_value *values, size_t count,
                        const glo_job *job, glo_frame **out) {
    glo_frame *frame = NULL;
    glo_status status = glo_store_query(store, sql, values, count, job, &frame);
    if (status == GLO_OK)
        status = mark_by_rows(frame, out);
    glo_frame_free(frame);
    return status;
}

/* SQL: the list, lines of a text, is NULL or has the value. */
#define IS_IN(list, value)                                                                                   \
    "(" list " is null or instr(char(10) || " list " || char(10), char(10) || " value " || char(10)) > 0)"

glo_status glo_store_alerts(glo_store *store, const glo_alert_filter *filter, const glo_job *job,
                            glo_frame **out) {
    const glo_value values[] = {text_value(filter->zones),
                                text_value(filter->phenomena),
                                text_value(filter->dispositions),
                                text_value(filter->method),
                                {.kind = GLO_VALUE_INTEGER, .integer = filter->first},
                                {.kind = GLO_VALUE_INTEGER, .integer = filter->last}};
    static const char sql[] =
        "select a.id as alert, z.code as zone, p.code as phenomenon, s.keys, s.measure, s.unit, s.span, "
        "a.day, "
        "a.observed, a.expected, a.upper, a.score, a.p, a.q, d.method, d.settings, v.disposition, "
        "v.duplicate_of, v.reason, v.author as \"by\", a.raised_at, a.state, a.handling, "
        "coalesce(v.handling, 0) "
        "as disposition_handling from alert a join surveillance_series s on s.id = a.series join detector d "
        "on "
        "d.id = a.detector join zone z on z.id = s.zone join phenomenon p on p.id = s.phenomenon left join "
        "alert_disposition v on v.id = (select max(id) from alert_disposition where alert = a.id) "
        "where " IS_IN("?1", "z.code") " and " IS_IN("?2", "p.code") " and " IS_IN(
            "?3", "coalesce(v.disposition, 'open')") " and (?4 is null or d.method = ?4) and a.day between "
                                                     "?5 and ?6 order by a.day desc, a.score desc, a.id";
    return query(store, sql, values, sizeof values / sizeof values[0], job, out);
}

glo_status glo_store_surveillance(glo_store *store, const char *zones, int32_t since, const glo_job *job,
                                  glo_frame **out) {
    const glo_value values[] = {text_value(zones), {.kind = GLO_VALUE_INTEGER, .integer = since}};
    static const char sql[] =
        "select s.id as series, z.code as zone, p.code as phenomenon, d.method, s.span, x.first, x.last, "
        "x.periods, x.handling from surveillance x join surveillance_series s on s.id = x.series join "
        "detector "
        "d on d.id = x.detector join zone z on z.id = s.zone join phenomenon p on p.id = s.phenomenon "
        "where " IS_IN("?1", "z.code") " and x.last >= ?2 order by s.id, d.id";
    return query(store, sql, values, 2, job, out);
}
