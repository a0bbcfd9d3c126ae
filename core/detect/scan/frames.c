/* frames.c: clusters, their members and what was left out as frames. Columns in detect/scan.h. */
#include "clusters.h"

#include "base/alloc.h"
#include "panel/columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct table {
    const search_plan *plan;
    const clusters *from;
    size_t count; /* clusters */
    const glo_frame *frame;
    glo_frame_builder builder;
} table;

static const glo_column *column_of(const table *t, const char *name) {
    size_t at;
    return name && glo_frame_find(t->frame, name, &at) == GLO_OK ? glo_frame_column(t->frame, at) : NULL;
}

static const char *unit_of(const table *t, const char *name) {
    const glo_column *column = column_of(t, name);
    return column ? column->unit : NULL;
}

/* The places of some rows of the frame, as they stand there. */
static glo_status add_places(table *t, const char *name, const size_t *rows, size_t count) {
    glo_column *column;
    glo_status status = glo_column_take(t->plan->s->place, rows, count, &column);
    return status < 0 ? status : glo_frame_builder_add(&t->builder, name, column);
}

/* ---- clusters ---- */

static glo_status add_window(table *t, glo_column *out[2]) {
    const study *s = t->plan->s;
    static const char *const names[2] = {"from", "to"};
    glo_status status = GLO_OK;
    for (int i = 0; i < 2 && status == GLO_OK; i++) {
        status = glo_column_new(s->span <= GLO_WEEK ? GLO_TYPE_DAY : GLO_TYPE_MONTH, t->count, &out[i]);
        if (status < 0)
            return status;
        out[i]->span = s->span;
        status = glo_frame_builder_add(&t->builder, names[i], out[i]);
    }
    return status;
}

static void set_period(const study *s, glo_column *column, size_t row, size_t period) {
    int32_t day = glo_span_first(s->first + (int32_t)period, s->span);
    column->times[row] = column->type == GLO_TYPE_DAY ? day : glo_month_of_day(day);
}

static glo_status add_number(table *t, const char *name, bool is_whole, size_t rows, const char *unit,
                             glo_column **out) {
    return glo_add_column(&t->builder, name, is_whole ? GLO_TYPE_INTEGER : GLO_TYPE_REAL, rows, unit, out);
}

static glo_status set_number(glo_column *column, size_t row, double value) {
    if (column->type == GLO_TYPE_REAL)
        return glo_set_real(column, row, value);
    column->integers[row] = llround(value);
    return GLO_OK;
}

static double relative_risk(double cases, double expected, double total) {
    return cases / expected / ((total - cases) / (total - expected));
}

enum { RANK, PLACES, CASES, EXPECTED, RISK, LLR, P, RECURRENCE, POPULATION, RADIUS, FIGURES };

static glo_status add_figures(table *t, glo_column *out[FIGURES]) {
    const glo_scan_spec *spec = t->plan->spec;
    const study *s = t->plan->s;
    static const char *const names[FIGURES] = {"rank", "places", "cases",      "expected",   "relative_risk",
                                               "llr",  "p",      "recurrence", "population", "radius"};
    glo_column *ends[2] = {NULL, NULL};
    size_t *rows = NULL;
    glo_status status = add_number(t, "rank", true, t->count, NULL, &out[RANK]);
    if (status == GLO_OK)
        status = glo_alloc_array(t->count, sizeof *rows, &rows);
    for (size_t i = 0; i < t->count && status == GLO_OK; i++)
        rows[i] = s->row[t->from->list[i].window.centre];
    if (status == GLO_OK)
        status = add_places(t, "centre", rows, t->count);
    free(rows);
    for (size_t f = PLACES; f < FIGURES && status == GLO_OK; f++) {
        if ((f == POPULATION && !s->population) || (f == RECURRENCE && !spec->is_prospective))
            continue;
        bool is_whole = f == PLACES || f == CASES || (f == POPULATION && s->is_whole_population);
        const char *unit = f == RADIUS && spec->metric == GLO_SCAN_SPHERE ? "km"
                           : f == CASES || f == EXPECTED                  ? unit_of(t, spec->cases)
                           : f == RECURRENCE                              ? glo_span_name(s->span)
                                                                          : NULL;
        status = add_number(t, names[f], is_whole, t->count, unit, &out[f]);
        if (f == PLACES && spec->time && status == GLO_OK)
            status = add_window(t, ends);
    }
    for (size_t i = 0; i < t->count && spec->time && status == GLO_OK; i++) {
        set_period(s, ends[0], i, t->from->list[i].window.from);
        set_period(s, ends[1], i, t->from->list[i].window.to);
    }
    return status;
}

static glo_status write_cluster(const table *t, glo_column *const *columns, size_t row) {
    const cluster *c = &t->from->list[row];
    double total = (double)t->plan->s->total;
    double values[FIGURES] = {(double)(row + 1),
                              (double)c->count,
                              c->cases,
                              c->expected,
                              relative_risk(c->cases, c->expected, total),
                              c->window.llr,
                              c->p,
                              1 / c->p,
                              c->population,
                              c->radius};
    glo_status status = GLO_OK;
    for (size_t f = 0; f < FIGURES && status == GLO_OK; f++) {
        if (columns[f])
            status = set_number(columns[f], row, values[f]);
    }
    return status;
}

static glo_status write_clusters(table *t) {
    glo_column *columns[FIGURES] = {NULL};
    glo_status status = add_figures(t, columns);
    for (size_t i = 0; i < t->count && status == GLO_OK; i++)
        status = write_cluster(t, columns, i);
    return status;
}

/* ---- members ---- */

static glo_status add_member_places(table *t, size_t rows) {
    size_t *of = NULL, at = 0;
    glo_status status = glo_alloc_array(rows, sizeof *of, &of);
    for (size_t i = 0; i < t->count && status == GLO_OK; i++) {
        for (size_t k = 0; k < t->from->list[i].count; k++)
            of[at++] = t->plan->s->row[t->from->list[i].members[k]];
    }
    if (status == GLO_OK)
        status = add_places(t, t->plan->spec->place, of, rows);
    free(of);
    return status;
}

enum { M_RANK, M_DISTANCE, M_POPULATION, M_CASES, M_EXPECTED, M_RISK, M_FIGURES };

static glo_status write_member(const table *t, glo_column *const *columns, size_t row, size_t rank,
                               size_t place) {
    const study *s = t->plan->s;
    const cluster *c = &t->from->list[rank];
    double cases = 0, expected = 0, people = 0;
    for (size_t i = c->window.from; i <= c->window.to; i++) {
        cases += (double)s->cases[place * s->periods + i];
        expected += s->expected[place * s->periods + i];
        people += s->population ? s->population[place * s->periods + i] : 0;
    }
    double values[M_FIGURES] = {(double)(rank + 1),
                                glo_place_distance(s, t->plan->spec->metric, c->window.centre, place),
                                people / (double)(c->window.to - c->window.from + 1),
                                cases,
                                expected,
                                relative_risk(cases, expected, (double)s->total)};
    glo_status status = GLO_OK;
    for (size_t f = 0; f < M_FIGURES && status == GLO_OK; f++) {
        if (columns[f])
            status = set_number(columns[f], row, values[f]);
    }
    return status;
}

static glo_status write_members(table *t) {
    const study *s = t->plan->s;
    const glo_scan_spec *spec = t->plan->spec;
    glo_column *columns[M_FIGURES] = {NULL};
    size_t rows = 0, at = 0;
    for (size_t i = 0; i < t->count; i++)
        rows += t->from->list[i].count;
    glo_status status = add_number(t, "rank", true, rows, NULL, &columns[M_RANK]);
    if (status == GLO_OK)
        status = add_member_places(t, rows);
    if (status == GLO_OK)
        status = add_number(t, "distance", false, rows, spec->metric == GLO_SCAN_SPHERE ? "km" : NULL,
                            &columns[M_DISTANCE]);
    if (status == GLO_OK && s->population)
        status = add_number(t, "population", s->is_whole_population, rows, NULL, &columns[M_POPULATION]);
    if (status == GLO_OK)
        status = add_number(t, "cases", true, rows, unit_of(t, spec->cases), &columns[M_CASES]);
    if (status == GLO_OK)
        status = add_number(t, "expected", false, rows, unit_of(t, spec->cases), &columns[M_EXPECTED]);
    if (status == GLO_OK)
        status = add_number(t, "relative_risk", false, rows, NULL, &columns[M_RISK]);
    for (size_t i = 0; i < t->count && status == GLO_OK; i++) {
        for (size_t k = 0; k < t->from->list[i].count && status == GLO_OK; k++)
            status = write_member(t, columns, at++, i, t->from->list[i].members[k]);
    }
    return status;
}

/* ---- what was left out ---- */

static glo_status write_left_out(table *t) {
    const study *s = t->plan->s;
    size_t *rows = NULL;
    glo_column *reason = NULL;
    glo_status status = glo_alloc_array(s->left_out_count, sizeof *rows, &rows);
    for (size_t i = 0; i < s->left_out_count && status == GLO_OK; i++)
        rows[i] = s->left_out[i].row;
    if (status == GLO_OK)
        status = add_places(t, t->plan->spec->place, rows, s->left_out_count);
    free(rows);
    if (status == GLO_OK)
        status = glo_add_column(&t->builder, "reason", GLO_TYPE_TEXT, s->left_out_count, NULL, &reason);
    for (size_t i = 0; i < s->left_out_count && status == GLO_OK; i++)
        status = glo_column_set_text(reason, i, s->left_out[i].reason, strlen(s->left_out[i].reason));
    return status;
}

/* ---- all three ---- */

static glo_status make_frame(table *t, glo_status (*write)(table *), glo_provenance *provenance,
                             glo_frame **out) {
    glo_status status = write(t);
    if (status < 0) {
        glo_frame_builder_dispose(&t->builder);
        return status;
    }
    return glo_frame_new(&t->builder, glo_frame_marking(t->frame), provenance, out);
}

glo_status glo_clusters_frames(const search_plan *plan, const clusters *c, size_t count,
                               const glo_frame *frame, glo_provenance *provenance, glo_scan_found *out) {
    table t = {.plan = plan, .from = c, .count = count, .frame = frame};
    glo_status status = make_frame(&t, write_clusters, provenance, &out->clusters);
    if (status == GLO_OK)
        status = make_frame(&t, write_members, provenance, &out->members);
    if (status == GLO_OK)
        status = make_frame(&t, write_left_out, provenance, &out->left_out);
    return status;
}
