/* forecast.c: the series of a frame over threads, and the frame of their forecasts. Example in forecast.h. */
#include "series/forecast.h"

#include "base/alloc.h"
#include "base/err.h"
#include "base/parallel.h"
#include "forecast/effects.h"
#include "panel/columns.h"
#include "sample/breaks_text.h"
#include "sample/panel_sample.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct forecasts {
    const glo_panel *panel;
    const glo_forecast_spec *spec;
    const glo_job *job;
    glo_regressor_choice regressors;
    glo_prediction *predictions; /* of every series; of one without values nothing */
} forecasts;

/* How many periods a series ended before the others. */
static size_t lag_of(const glo_panel *panel, const glo_track *track) {
    return (size_t)(panel->last - (track->first + (int32_t)track->count - 1));
}

static glo_status forecast_one(void *context, size_t i) {
    forecasts *f = context;
    const glo_track *track = &f->panel->tracks[i];
    if (track->count == 0)
        return GLO_OK;
    glo_sample sample = glo_panel_sample(f->panel, track, track->count);
    glo_predict_spec spec = {.method = f->spec->method,
                             .model = f->spec->model,
                             .horizon = f->spec->horizon + lag_of(f->panel, track),
                             .levels = f->spec->levels,
                             .level_count = f->spec->level_count,
                             .calibrate = f->spec->calibrate,
                             .breaks = f->spec->breaks,
                             .is_nonnegative = f->panel->is_nonnegative,
                             .job = f->job};
    spec.regressor_count = glo_regressors_of(&f->regressors, i, &spec.regressors);
    return glo_predict(&spec, &sample, glo_seed_mix(f->spec->seed, track->hash), &f->predictions[i]);
}

/* ---- the frame ---- */

typedef struct table {
    const forecasts *from;
    size_t rows;
    glo_column *keys[GLO_MOST_KEYS], *period, *actual, *mean, *median, *method;
    glo_column *low[GLO_MOST_LEVELS], *high[GLO_MOST_LEVELS];
} table;

static size_t history_of(const forecasts *f, const glo_track *track) {
    if (f->spec->actual < 0 || (size_t)f->spec->actual > track->count)
        return track->count;
    return (size_t)f->spec->actual;
}

static void set_period(glo_column *column, size_t row, int32_t period, glo_span span) {
    int32_t day = glo_span_first(period, span);
    column->times[row] = column->type == GLO_TYPE_DAY ? day : glo_month_of_day(day);
}

static glo_status set_number(glo_column *column, size_t row, double value) {
    if (isnan(value))
        return glo_column_set_null(column, row);
    if (column->type == GLO_TYPE_INTEGER)
        column->integers[row] = (int64_t)fmin(value, 9e18);
    else
        column->reals[row] = value;
    return GLO_OK;
}

static glo_status null_forecast(table *t, size_t row) {
    glo_status status = glo_column_set_null(t->mean, row);
    if (status == GLO_OK)
        status = glo_column_set_null(t->median, row);
    for (size_t l = 0; status == GLO_OK && l < t->from->spec->level_count; l++) {
        status = glo_column_set_null(t->low[l], row);
        if (status == GLO_OK)
            status = glo_column_set_null(t->high[l], row);
    }
    return status;
}

static glo_status write_keys(table *t, const glo_track *track, const char *method, size_t from, size_t to) {
    const glo_panel *panel = t->from->panel;
    glo_status status = GLO_OK;
    for (size_t row = from; row < to && status == GLO_OK; row++) {
        status = glo_set_keys(panel, track, t->keys, row);
        if (status == GLO_OK)
            status = glo_column_set_text(t->method, row, method, strlen(method));
    }
    return status;
}

static glo_status write_series(table *t, const glo_track *track, const glo_prediction *p, size_t *row) {
    const glo_panel *panel = t->from->panel;
    size_t begin = *row, levels = t->from->spec->level_count, lag = lag_of(panel, track);
    glo_status status = GLO_OK;
    if (t->actual) {
        size_t history = history_of(t->from, track);
        for (size_t i = track->count - history; status == GLO_OK && i < track->count; i++, ++*row) {
            set_period(t->period, *row, track->first + (int32_t)i, panel->span);
            status = set_number(t->actual, *row, track->values[i]);
            if (status == GLO_OK)
                status = null_forecast(t, *row);
        }
    }
    for (size_t h = lag; status == GLO_OK && h < p->horizon; h++, ++*row) {
        set_period(t->period, *row, panel->last + 1 + (int32_t)(h - lag), panel->span);
        if (t->actual)
            status = glo_column_set_null(t->actual, *row);
        t->mean->reals[*row] = p->mean[h];
        if (status == GLO_OK)
            status = set_number(t->median, *row, p->median[h]);
        for (size_t l = 0; status == GLO_OK && l < levels; l++) {
            status = set_number(t->low[l], *row, p->low[h * levels + l]);
            if (status == GLO_OK)
                status = set_number(t->high[l], *row, p->high[h * levels + l]);
        }
    }
    const glo_method_entry *method = t->from->spec->method;
    return status < 0 ? status
                      : write_keys(t, track, method->method ? p->fit.model : method->name, begin, *row);
}

static glo_status new_columns(table *t, glo_frame_builder *builder) {
    const glo_panel *panel = t->from->panel;
    const glo_forecast_spec *spec = t->from->spec;
    const char *unit = glo_frame_column(panel->frame, panel->value)->unit;
    glo_type type = panel->is_count ? GLO_TYPE_INTEGER : GLO_TYPE_REAL;
    glo_status status = glo_add_keys(panel, t->rows, builder, t->keys);
    if (status == GLO_OK)
        status = glo_add_column(builder, "period", panel->span <= GLO_WEEK ? GLO_TYPE_DAY : GLO_TYPE_MONTH,
                                t->rows, NULL, &t->period);
    if (status == GLO_OK)
        t->period->span = panel->span;
    if (status == GLO_OK && spec->actual != 0)
        status = glo_add_column(builder, "actual", type, t->rows, unit, &t->actual);
    if (status == GLO_OK)
        status = glo_add_column(builder, "mean", GLO_TYPE_REAL, t->rows, unit, &t->mean);
    if (status == GLO_OK)
        status = glo_add_column(builder, "median", type, t->rows, unit, &t->median);
    for (size_t l = 0; status == GLO_OK && l < spec->level_count; l++) {
        char name[32];
        snprintf(name, sizeof name, "low_%g", spec->levels[l]);
        status = glo_add_column(builder, name, type, t->rows, unit, &t->low[l]);
        snprintf(name, sizeof name, "high_%g", spec->levels[l]);
        if (status == GLO_OK)
            status = glo_add_column(builder, name, type, t->rows, unit, &t->high[l]);
    }
    return status < 0 ? status : glo_add_column(builder, "method", GLO_TYPE_TEXT, t->rows, NULL, &t->method);
}

static glo_status make_frame(const forecasts *f, glo_provenance *provenance, glo_frame **out) {
    table t = {.from = f};
    glo_frame_builder builder = {0};
    size_t row = 0;
    for (size_t i = 0; i < f->panel->count; i++) {
        const glo_track *track = &f->panel->tracks[i];
        if (track->count > 0)
            t.rows += f->spec->horizon + (f->spec->actual != 0 ? history_of(f, track) : 0);
    }
    glo_status status = new_columns(&t, &builder);
    for (size_t i = 0; status == GLO_OK && i < f->panel->count; i++) {
        if (f->panel->tracks[i].count > 0)
            status = write_series(&t, &f->panel->tracks[i], &f->predictions[i], &row);
    }
    if (status < 0) {
        glo_frame_builder_dispose(&builder);
        return status;
    }
    glo_marking marking = glo_regressors_marking(&f->spec->regressors, glo_frame_marking(f->panel->frame));
    return glo_frame_new(&builder, marking, provenance, out);
}

/* ---- what to say beside it ---- */

/* "BE smuggling: level shift 2016-04 (-83 %)", after the others. */
static void describe_breaks(const glo_panel *panel, const glo_track *track, const glo_breaks *breaks,
                            glo_buf *text) {
    glo_buf words = {0};
    glo_breaks_text(breaks, track->first, panel->span, &words);
    glo_buf_text(text, text->length ? " | " : "");
    for (size_t k = 0; panel->count > 1 && k < panel->key_count; k++) {
        const char *key = glo_column_text(glo_frame_column(panel->frame, panel->keys[k]), track->row);
        glo_buf_format(text, "%s%s", key, k + 1 < panel->key_count ? " " : ": ");
    }
    glo_buf_text(text, words.data ? words.data : "");
    glo_buf_dispose(&words);
}

static glo_forecast_note make_note(const forecasts *f) {
    const glo_panel *panel = f->panel;
    glo_forecast_note note = {.series = panel->count,
                              .gaps = panel->gaps,
                              .left_out = panel->left_out,
                              .unordered = panel->unordered,
                              .cut = panel->cut,
                              .is_count = panel->is_count,
                              .cutoff = glo_span_last(glo_span_first(panel->last, panel->span), panel->span),
                              .span = panel->span,
                              .season = panel->season};
    glo_buf breaks = {0};
    snprintf(note.value, sizeof note.value, "%s", glo_frame_name(panel->frame, panel->value));
    for (size_t i = 0; i < panel->count; i++) {
        const glo_prediction *p = &f->predictions[i];
        if (panel->tracks[i].count == 0) {
            note.unknown++;
            continue;
        }
        note.late += lag_of(panel, &panel->tracks[i]) > 0;
        note.calibrated += p->is_calibrated != 0;
        note.without_interval += p->has_no_interval;
        note.coverage.outcomes += p->coverage.outcomes;
        if (p->coverage.origins > note.coverage.origins)
            note.coverage.origins = p->coverage.origins;
        for (size_t l = 0; l < f->spec->level_count; l++)
            note.coverage.covered[l] += p->coverage.covered[l];
        if (p->fit.note[0] && note.noted++ == 0)
            snprintf(note.method_note, sizeof note.method_note, "%s", p->fit.note);
        if (p->breaks.count > 0 && note.broken++ < GLO_BREAKS_DESCRIBED)
            describe_breaks(panel, &panel->tracks[i], &p->breaks, &breaks);
    }
    if (glo_buf_status(&breaks) == GLO_OK && breaks.data)
        snprintf(note.breaks, sizeof note.breaks, "%s", breaks.data);
    glo_buf_dispose(&breaks);
    return note;
}

static void count_regressors(const forecasts *f, glo_forecast_note *note) {
    for (size_t i = 0; i < f->panel->count; i++) {
        const glo_regressor *regressors;
        size_t count = f->panel->tracks[i].count ? glo_regressors_of(&f->regressors, i, &regressors) : 0;
        size_t selected = 0;
        for (size_t r = 0; r < count; r++)
            selected += (size_t)f->predictions[i].effects[r].is_selected;
        note->candidates += count;
        note->selected += selected;
        note->explained += selected > 0;
    }
}

static glo_status forecast(forecasts *f, const glo_job *job, glo_provenance *provenance, glo_frame **out,
                           glo_frame **out_effects, glo_forecast_note *out_note) {
    glo_frame *made, *effects = NULL;
    glo_status status = glo_alloc_array(f->panel->count, sizeof *f->predictions, &f->predictions);
    if (status == GLO_OK)
        status = glo_run_parallel(job, "forecast", f->panel->count, forecast_one, f);
    if (status == GLO_OK && out_effects)
        status = glo_effects_frame(f->panel, &f->regressors, f->predictions, &f->spec->regressors, provenance,
                                   &effects);
    if (status == GLO_OK && (status = make_frame(f, provenance, &made)) < 0)
        glo_frame_free(effects);
    if (status < 0)
        return status;
    *out_note = make_note(f);
    count_regressors(f, out_note);
    *out = made;
    if (out_effects)
        *out_effects = effects;
    return GLO_OK;
}

glo_status glo_forecast(const glo_frame *frame, const glo_forecast_spec *spec, const glo_job *job,
                        glo_provenance *provenance, glo_frame **out, glo_frame **out_effects,
                        glo_forecast_note *out_note) {
    glo_panel panel;
    glo_regressor_pool *pool = NULL;
    glo_status status = glo_check_horizon((int64_t)spec->horizon);
    if (status < 0 || (status = glo_panel_read(frame, &spec->panel, &panel)) < 0)
        return status;
    forecasts f = {.panel = &panel, .spec = spec, .job = job};
    status = glo_regressor_pool_new(&spec->regressors, &panel, spec->horizon, &pool);
    if (status == GLO_OK)
        status = glo_regressor_choose(pool, &panel, GLO_ALL_KNOWN, job, &f.regressors);
    if (status == GLO_OK)
        status = forecast(&f, job, provenance, out, out_effects, out_note);
    for (size_t i = 0; f.predictions && i < panel.count; i++)
        glo_prediction_dispose(&f.predictions[i]);
    free(f.predictions);
    glo_regressor_choice_dispose(&f.regressors);
    glo_regressor_pool_free(pool);
    glo_panel_dispose(&panel);
    return status;
}
