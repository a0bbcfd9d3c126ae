/* requests.c: a line of the demand log into request_history: how many requests for help a zone had in a period, from where, how many
 * were granted, and the hours they asked and got. Counts only: there is no field for a person or for what was asked in words, and
 * what stands where a kind should is refused and not kept (word.c). Every version of a row is kept (versions.h).
 *
 * Example:  glocal import demo.db aid.csv --as requests period=maand kind=soort requester=vrager requested=gevraagd granted=toegekend
 */
#include "base/alloc.h"
#include "base/date.h"
#include "base/err.h"
#include "import/tables.h"
#include "import/versions.h"

#include <math.h>
#include <stdlib.h>

enum {
    PERIOD,
    ZONE,
    KIND,
    REQUESTER,
    SERVICE,
    PHENOMENON,
    REQUESTED,
    GRANTED,
    HOURS_ASKED,
    HOURS_DELIVERED,
    SOURCE,
    HANDLING
};
enum { FIGURES = HANDLING - REQUESTED - 1, SPAN_AT = 13 };

typedef struct requests {
    glo_versions versions;
    glo_marking otherwise; /* of a line that says nothing */
    bool is_open;
} requests;

static const glo_version_table request_versions = {
    .name = "request_history",
    .insert = "insert into request_history (day, span, zone, kind, requester, service, phenomenon, "
              "requested, granted, "
              "hours_asked, hours_delivered, source, handling, batch, retracted) values "
              "(?1,?13,?2,?3,?4,coalesce(?5,''),?6,?7,?8,?9,?10,coalesce(?11,''),?12,?31,?31)",
    .same_key = "o.zone = n.zone and o.kind = n.kind and o.day = n.day and o.span = n.span and "
                "coalesce(o.requester, 0) = "
                "coalesce(n.requester, 0) and o.service = n.service and coalesce(o.phenomenon, 0) = "
                "coalesce(n.phenomenon, 0) "
                "and o.source = n.source",
    .same_value =
        "o.requested is n.requested and o.granted is n.granted and o.hours_asked is n.hours_asked and "
        "o.hours_delivered is n.hours_delivered and o.handling = n.handling",
    .key_words = "period, zone, kind, requester, service, phenomenon and source"};

static int begin(glo_import *import) {
    requests *state;
    int status = glo_alloc_array(1, sizeof *state, &state);
    if (status < 0)
        return status;
    import->state = state;
    if ((status = glo_default_marking(import->store, &state->otherwise)) < 0)
        return status;
    state->is_open = true;
    return glo_versions_open(import, &request_versions, &state->versions);
}

static void dispose(glo_import *import) {
    requests *state = import->state;
    if (!state)
        return;
    if (state->is_open)
        glo_versions_dispose(&state->versions);
    free(state);
    import->state = NULL;
}

/* The first day and the length of the period; one that has begun after today is a slip. */
static glo_status bind_period(glo_import *import, sqlite3_stmt *insert) {
    int32_t day;
    glo_span span;
    glo_status status = glo_import_date(import, &import->values[PERIOD], &day, &span);
    if (status < 0)
        return status;
    if (day > glo_today() + 1) /* a day of grace for clocks that are not UTC */
        return glo_fail(GLO_EINVAL, "that period has not begun yet: the log holds what was asked");
    sqlite3_bind_int(insert, PERIOD + 1, day);
    sqlite3_bind_int(insert, SPAN_AT, (int)span);
    return GLO_OK;
}

static glo_status bind_place(glo_import *import, sqlite3_stmt *insert, int field) {
    const char *text = glo_import_text(import, (size_t)field);
    int64_t id;
    if (!text) {
        sqlite3_bind_null(insert, field + 1);
        return GLO_OK;
    }
    glo_status status = field == PHENOMENON ? glo_import_phenomenon(import, (size_t)field, text, 1, &id)
                                            : glo_import_zone(import, (size_t)field, text, 1, &id);
    if (status == GLO_OK)
        sqlite3_bind_int64(insert, field + 1, id);
    return status;
}

static glo_status bind_term(glo_import *import, sqlite3_stmt *insert, int field) {
    const char *text = glo_import_text(import, (size_t)field);
    glo_status status = GLO_OK;
    if (!text)
        sqlite3_bind_null(insert, field + 1);
    else if ((status = glo_import_word(&import->values[field], import->table->fields[field].name)) == GLO_OK)
        status = glo_db_bind_copy(import->store, insert, field + 1, text);
    return status;
}

/* A count or hours of at least 0; *out stays NAN where it is missing. */
static glo_status bind_figure(glo_import *import, sqlite3_stmt *insert, int field, double *out) {
    const glo_csv_field *value = &import->values[field];
    if (value->length == 0 || glo_import_is_missing(import, value)) {
        sqlite3_bind_null(insert, field + 1);
        return GLO_OK;
    }
    double figure;
    glo_status status = glo_import_numeral(value, import->table->fields[field].name);
    if (status == GLO_OK)
        status = glo_import_figure(import, (size_t)field, &figure);
    if (status != GLO_OK)
        return status;
    if (!(figure >= 0 && figure < 1e15))
        return glo_fail(GLO_EINVAL, "%s is a number of at least 0, not %g", import->table->fields[field].name,
                        figure);
    const bool is_count = field <= GRANTED;
    if (is_count && figure != floor(figure))
        return glo_fail(GLO_EINVAL, "%s is a whole number of requests, not %g",
                        import->table->fields[field].name, figure);
    if (is_count)
        sqlite3_bind_int64(insert, field + 1, (int64_t)figure);
    else
        sqlite3_bind_double(insert, field + 1, figure);
    *out = figure;
    return GLO_OK;
}

static glo_status bind_handling(glo_import *import, sqlite3_stmt *insert) {
    glo_marking marking = ((requests *)import->state)->otherwise;
    const char *text = glo_import_text(import, HANDLING);
    glo_status status = text ? glo_marking_parse(text, &marking) : GLO_OK;
    if (status < 0)
        return status;
    sqlite3_bind_int(insert, HANDLING + 1, glo_marking_pack(marking));
    import->marking = glo_marking_join(import->marking, marking);
    return GLO_OK;
}

static glo_status bind_field(glo_import *import, int field, double figures[FIGURES]) {
    sqlite3_stmt *insert = ((requests *)import->state)->versions.insert;
    switch (field) {
    case PERIOD:
        return bind_period(import, insert);
    case ZONE:
    case REQUESTER:
    case PHENOMENON:
        return bind_place(import, insert, field);
    case KIND:
    case SERVICE:
    case SOURCE:
        return bind_term(import, insert, field);
    case HANDLING:
        return bind_handling(import, insert);
    default:
        return bind_figure(import, insert, field, &figures[field - REQUESTED]);
    }
}

static int take(glo_import *import) {
    requests *state = import->state;
    double figures[FIGURES] = {NAN, NAN, NAN, NAN};
    sqlite3_reset(state->versions.insert);
    for (int field = PERIOD; field <= HANDLING; field++) {
        const glo_status status = bind_field(import, field, figures);
        if (status < 0)
            return glo_import_reject_if_fault(import, status, field);
    }
    bool has_figure = false;
    for (int i = 0; i < FIGURES; i++)
        has_figure = has_figure || !isnan(figures[i]);
    if (!has_figure)
        return glo_import_pass_over(import, &import->values[REQUESTED]);
    if (figures[GRANTED - REQUESTED] > figures[0]) {
        glo_fail(GLO_EINVAL, "%.0f granted of %.0f requested", figures[GRANTED - REQUESTED], figures[0]);
        return glo_import_reject(import, GRANTED);
    }
    const int status = glo_versions_take(import, &state->versions, import->line);
    return status < 0 ? glo_import_reject_if_fault(import, status, -1) : status;
}

const glo_import_table glo_import_requests = {.name = "requests",
                                              .fields = {[PERIOD] = {.name = "period", .required = 1},
                                                         [ZONE] = {.name = "zone", .required = 1},
                                                         [KIND] = {.name = "kind", .required = 1},
                                                         [REQUESTER] = {.name = "requester"},
                                                         [SERVICE] = {.name = "service"},
                                                         [PHENOMENON] = {.name = "phenomenon"},
                                                         [REQUESTED] = {.name = "requested"},
                                                         [GRANTED] = {.name = "granted"},
                                                         [HOURS_ASKED] = {.name = "hours_asked"},
                                                         [HOURS_DELIVERED] = {.name = "hours_delivered"},
                                                         [SOURCE] = {.name = "source"},
                                                         [HANDLING] = {.name = "handling"}},
                                              .handling_field = HANDLING,
                                              .drops_text = true,
                                              .begin = begin,
                                              .take = take,
                                              .dispose = dispose};
