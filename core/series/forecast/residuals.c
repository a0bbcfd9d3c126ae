/* residuals.c: one-step residuals of every series, over threads, and the frame of them. Example and reference
 * in residuals.h. */
#include "series/residuals.h"

#include "base/alloc.h"
#include "base/err.h"
#include "base/parallel.h"
#include "forecast/combine.h"
#include "panel/columns.h"
#include "sample/panel_sample.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

typedef struct residuals {
    const glo_panel *panel;
    const glo_residuals_spec *spec;
    const glo_job *job;
    double **fitted; /* of every series, one per value; NaN where there is none */
    uint8_t *is_replaced;
} residuals;

/* ---- one series ---- */

static bool is_finite(const double *values, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (isinf(values[i]))
            return 0;
    }
    return 1;
}

/* The outcome less the residual of the preadjusted series. */
static void restore(const glo_sample *sample, const glo_sample *given, double *fitted) {
    for (size_t t = 0; t < sample->count; t++)
        fitted[t] = sample->values[t] - (given->values[t] - fitted[t]);
}

/* The fitted values of one method: 1, or 0 where it can't, or a failure that ends all. */
static int fit_member(glo_candidates *w, const glo_method_entry *entry, double *out) {
    double median = 0.5, value = NAN, mean = NAN;
    glo_quantiles next = {
        .horizon = 1, .count = 1, .probabilities = &median, .values = &value, .mean = &mean};
    glo_method_options options = {.seed = glo_seed_mix(w->seed, w->sample->count),
                                  .model = w->spec->model ? w->spec->model : entry->model,
                                  .job = w->spec->job};
    glo_fit fit = {.likelihood = NAN, .aicc = NAN, .fitted = out};
    glo_preadjusted adjusted;
    glo_status status = glo_candidate_adjust(w, entry, w->sample->count, &adjusted);
    for (size_t t = 0; t < w->sample->count; t++)
        out[t] = NAN;
    if (status == GLO_OK)
        status = entry->method(&adjusted.sample, &options, &next, &fit);
    if (status == GLO_ENOMEM || status == GLO_ECANCELLED || (status < 0 && w->spec->model))
        return status;
    if (status < 0 || !isfinite(mean) || !is_finite(out, w->sample->count))
        return 0;
    restore(w->sample, &adjusted.sample, out);
    return 1;
}

/* At each time the midmean of the members with a value there. */
static void combine(const double *members, size_t fitted_count, size_t count, int is_nonnegative,
                    double *out) {
    double values[GLO_MOST_MEMBERS], weights[GLO_MOST_MEMBERS];
    for (size_t t = 0; t < count; t++) {
        size_t here = 0;
        for (size_t m = 0; m < fitted_count; m++) {
            if (isnan(members[m * count + t]))
                continue;
            weights[here] = 1;
            values[here++] = members[m * count + t];
        }
        out[t] = here == 0 ? NAN : here == 1 ? values[0] : glo_midmean(values, weights, here);
        if (is_nonnegative && out[t] < 0)
            out[t] = 0;
    }
}

static glo_status fit_series(glo_candidates *w, int is_nonnegative, double *out, uint8_t *out_is_replaced) {
    size_t count = w->sample->count, fitted_count = 0;
    double *members;
    int status = glo_alloc_array(w->member_count * count, sizeof *members, &members);
    for (size_t m = 0; m < w->member_count && status >= 0; m++) {
        status = fit_member(w, w->members[m], members + fitted_count * count);
        fitted_count += status == 1;
    }
    if (status >= 0 && fitted_count == 0) {
        *out_is_replaced = 1;
        fitted_count = 1;
        status = fit_member(w, glo_method_named("snaive"), members);
    }
    if (status >= 0)
        combine(members, fitted_count, count, is_nonnegative, out);
    free(members);
    return status < 0 ? status : GLO_OK;
}

static glo_status fit_one(void *context, size_t i) {
    residuals *r = context;
    const glo_track *track = &r->panel->tracks[i];
    if (track->count == 0)
        return GLO_OK;
    if (glo_alloc_array(track->count, sizeof *r->fitted[i], &r->fitted[i]) < 0)
        return GLO_ENOMEM;
    glo_sample sample = glo_panel_sample(r->panel, track, track->count);
    glo_predict_spec spec = {.method = r->spec->method,
                             .model = r->spec->model,
                             .horizon = 1,
                             .breaks = r->spec->breaks,
                             .job = r->job};
    glo_candidates w = {.spec = &spec, .sample = &sample, .seed = glo_seed_mix(r->spec->seed, track->hash)};
    glo_status status = glo_candidates_choose(&w);
    if (status == GLO_OK)
        status = fit_series(&w, r->panel->is_nonnegative, r->fitted[i], &r->is_replaced[i]);
    glo_candidates_dispose(&w);
    return status;
}

/* ---- the frame ---- */

typedef struct table {
    const residuals *from;
    size_t rows;
    glo_column *keys[GLO_MOST_KEYS], *period, *fitted, *residual;
} table;

static bool is_known(const residuals *r, size_t series, size_t t) {
    return !isnan(r->panel->tracks[series].values[t]) && !isnan(r->fitted[series][t]);
}

static glo_status new_columns(table *t, glo_frame_builder *builder) {
    const glo_panel *panel = t->from->panel;
    const char *unit = glo_frame_column(panel->frame, panel->value)->unit;
    glo_status status = glo_add_keys(panel, t->rows, builder, t->keys);
    if (status == GLO_OK)
        status = glo_column_new(panel->span <= GLO_WEEK ? GLO_TYPE_DAY : GLO_TYPE_MONTH, t->rows, &t->period);
    if (status == GLO_OK) {
        t->period->span = panel->span;
        status = glo_frame_builder_add(builder, "period", t->period);
    }
    if (status == GLO_OK)
        status = glo_add_column(builder, "fitted", GLO_TYPE_REAL, t->rows, unit, &t->fitted);
    return status < 0 ? status
                      : glo_add_column(builder, "residual", GLO_TYPE_REAL, t->rows, unit, &t->residual);
}

static glo_status write_series(table *t, size_t series, size_t *row) {
    const glo_panel *panel = t->from->panel;
    const glo_track *track = &panel->tracks[series];
    glo_status status = GLO_OK;
    for (size_t i = 0; i < track->count && status == GLO_OK; i++) {
        if (!is_known(t->from, series, i))
            continue;
        int32_t day = glo_span_first(track->first + (int32_t)i, panel->span);
        status = glo_set_keys(panel, track, t->keys, *row);
        t->period->times[*row] = t->period->type == GLO_TYPE_DAY ? day : glo_month_of_day(day);
        t->fitted->reals[*row] = t->from->fitted[series][i];
        t->residual->reals[*row] = track->values[i] - t->from->fitted[series][i];
        ++*row;
    }
    return status;
}

static glo_status make_frame(const residuals *r, glo_provenance *provenance, glo_frame **out,
                             glo_residuals_note *out_note) {
    table t = {.from = r};
    glo_frame_builder builder = {0};
    size_t row = 0;
    glo_residuals_note note = {.series = r->panel->count};
    for (size_t i = 0; i < r->panel->count; i++) {
        size_t before = t.rows;
        for (size_t k = 0; k < r->panel->tracks[i].count; k++)
            t.rows += (size_t)is_known(r, i, k);
        note.without += t.rows == before;
        note.replaced += r->is_replaced[i];
    }
    glo_status status = new_columns(&t, &builder);
    for (size_t i = 0; i < r->panel->count && status == GLO_OK; i++)
        status = write_series(&t, i, &row);
    if (status < 0) {
        glo_frame_builder_dispose(&builder);
        return status;
    }
    *out_note = note;
    return glo_frame_new(&builder, glo_frame_marking(r->panel->frame), provenance, out);
}

glo_status glo_residuals(const glo_frame *frame, const glo_residuals_spec *spec, const glo_job *job,
                         glo_provenance *provenance, glo_frame **out, glo_residuals_note *out_note) {
    glo_panel panel;
    glo_status status = glo_panel_read(frame, &spec->panel, &panel);
    if (status < 0)
        return status;
    residuals r = {.panel = &panel, .spec = spec, .job = job};
    status = glo_alloc_array(panel.count, sizeof *r.fitted, &r.fitted);
    if (status == GLO_OK)
        status = glo_alloc_array(panel.count, sizeof *r.is_replaced, &r.is_replaced);
    if (status == GLO_OK)
        status = glo_run_parallel(job, "residuals", panel.count, fit_one, &r);
    if (status == GLO_OK)
        status = make_frame(&r, provenance, out, out_note);
    for (size_t i = 0; r.fitted && i < panel.count; i++)
        free(r.fitted[i]);
    free(r.fitted);
    free(r.is_replaced);
    glo_panel_dispose(&panel);
    return status;
}
