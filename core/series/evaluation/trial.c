/* trial.c: forecasts at past origins and their outcomes. Example in trial.h. */
#include "evaluation/trial.h"

#include "base/alloc.h"
#include "base/err.h"
#include "base/parallel.h"
#include "evaluation/accuracy.h"
#include "forecast/predict.h"
#include "sample/panel_sample.h"
#include "series/score.h"

#include <math.h>
#include <stdlib.h>

enum { MIN_VALUES = 4 }; /* values before the first origin */

/* ---- origins ---- */

static glo_status choose_origins(glo_trial *t) {
    const glo_backtest_spec *spec = t->spec;
    int32_t first = INT32_MAX, horizon = (int32_t)spec->horizon, stride = (int32_t)spec->stride;
    for (size_t i = 0; i < t->truth.count; i++) {
        if (t->truth.tracks[i].count > 0 && t->truth.tracks[i].first < first)
            first = t->truth.tracks[i].first;
    }
    t->origins = 0;
    int32_t last = t->truth.last - horizon;
    int32_t room = first == INT32_MAX ? -1 : last - (first + MIN_VALUES - 1);
    if (room < 0)
        return glo_fail(
            GLO_EINVAL,
            "the series are too short for a backtest: %zu periods ahead need at least %zu periods, and the "
            "longest has %d",
            spec->horizon, spec->horizon + MIN_VALUES,
            first == INT32_MAX ? 0 : (int)(t->truth.last - first + 1));
    size_t most = (size_t)(room / stride) + 1;
    t->origins = most < spec->origins ? most : spec->origins;
    for (size_t o = 0; o < t->origins; o++)
        t->at[o] = last - stride * (int32_t)(t->origins - 1 - o);
    return GLO_OK;
}

static int32_t last_day(const glo_trial *t, size_t origin) {
    return glo_span_last(glo_span_first(t->at[origin], t->truth.span), t->truth.span);
}

glo_status glo_trial_origins(const glo_frame *frame, const glo_backtest_spec *spec,
                             int32_t out[GLO_MOST_ORIGINS], size_t *out_count) {
    glo_trial t = {.spec = spec};
    glo_status status = glo_panel_read(frame, &spec->panel, &t.truth);
    if (status < 0)
        return status;
    status = choose_origins(&t);
    for (size_t o = 0; status == GLO_OK && o < t.origins; o++)
        out[o] = last_day(&t, o);
    *out_count = t.origins;
    glo_panel_dispose(&t.truth);
    return status;
}

static glo_status read_vintages(glo_trial *t) {
    if (!t->spec->known)
        return GLO_OK;
    glo_status status = glo_alloc_array(t->origins, sizeof *t->known, &t->known);
    for (size_t o = 0; status == GLO_OK && o < t->origins; o++) {
        glo_panel_spec spec = t->spec->panel;
        spec.cutoff = last_day(t, o);
        spec.covered.zeros_to = GLO_DAY_MIN; /* the last rows may not have been reported yet */
        if (glo_frame_rows(t->spec->known[o]) == 0)
            continue; /* no data yet */
        status = glo_panel_read(t->spec->known[o], &spec, &t->known[o]);
        if (status == GLO_OK && t->known[o].span != t->truth.span)
            status = glo_fail(GLO_EINVAL, "the figures known at the origins are by %s, the outcomes by %s",
                              glo_span_name(t->known[o].span), glo_span_name(t->truth.span));
    }
    return status;
}

/* The regressors at each origin, chosen from the data before it. */
static glo_status choose_regressors(glo_trial *t, const glo_job *job) {
    glo_status status = glo_regressor_pool_new(&t->spec->regressors, &t->truth, 0, &t->pool);
    if (status == GLO_OK)
        status = glo_alloc_array(t->origins, sizeof *t->choices, &t->choices);
    for (size_t o = 0; status == GLO_OK && o < t->origins; o++) {
        const glo_panel *panel = t->known ? &t->known[o] : &t->truth;
        if (panel->count > 0)
            status = glo_regressor_choose(t->pool, panel, t->at[o], job, &t->choices[o]);
    }
    return status;
}

/* ---- methods ---- */

/* The place of a method among those that are run; it is added where it was not asked for. */
static size_t place_of(glo_trial *t, const glo_method_entry *method) {
    for (size_t m = 0; m < t->method_count; m++) {
        if (t->methods[m] == method)
            return m;
    }
    t->methods[t->method_count] = method;
    return t->method_count++;
}

static void choose_methods(glo_trial *t) {
    for (size_t m = 0; m < t->spec->method_count; m++)
        t->methods[m] = t->spec->methods[m];
    t->method_count = t->spec->method_count;
    t->seasonal_naive = place_of(t, glo_method_named("snaive"));
    t->naive2 = place_of(t, glo_method_named("naive2"));
    t->reference = place_of(t, t->spec->reference ? t->spec->reference : t->methods[0]);
}

/* ---- one forecast ---- */

/* How many values of the series are known at the origin; the last is one. */
static size_t known_at(const glo_track *track, int32_t at) {
    if (track->count == 0 || at < track->first)
        return 0;
    size_t known = (size_t)(at - track->first) + 1;
    if (known > track->count)
        known = track->count;
    while (known > 0 && isnan(track->values[known - 1]))
        known--;
    return known;
}

static double outcome_at(const glo_track *track, int32_t period) {
    int64_t at = (int64_t)period - track->first;
    return at < 0 || (size_t)at >= track->count ? NAN : track->values[at];
}

static void score_quantiles(const glo_backtest_spec *spec, const glo_bounds *bounds, glo_step *s) {
    double probabilities[2 * GLO_MOST_LEVELS + 1], quantiles[2 * GLO_MOST_LEVELS + 1];
    size_t levels = spec->level_count;
    for (size_t l = 0; l < levels; l++) {
        double tail = (1 - spec->levels[l] / 100) / 2;
        probabilities[levels - 1 - l] = tail;
        quantiles[levels - 1 - l] = bounds[l].low;
        probabilities[levels + 1 + l] = 1 - tail;
        quantiles[levels + 1 + l] = bounds[l].high;
    }
    probabilities[levels] = 0.5;
    quantiles[levels] = s->median;
    glo_wis found = glo_wis_score(s->y, probabilities, quantiles, 2 * levels + 1);
    s->dispersion = found.dispersion;
    s->over = found.over;
    s->under = found.under;
    s->crps = glo_crps_quantiles(s->y, probabilities, quantiles, 2 * levels + 1);
}

/* Without an interval the median is scored as one. */
static glo_bounds bounds_of(const glo_prediction *p, size_t at, double median) {
    return isnan(p->low[at]) ? (glo_bounds){median, median} : (glo_bounds){p->low[at], p->high[at]};
}

/* A prediction made from values that end `lag` steps before the origin, into the steps from `at`. */
static void record_steps(const glo_trial *t, const glo_track *track, size_t origin, const glo_prediction *p,
                         size_t lag, glo_scale scale, size_t at) {
    size_t levels = t->spec->level_count;
    for (size_t h = 0; h < t->spec->horizon; h++) {
        glo_step *s = &t->steps[at + h];
        glo_bounds *bounds = &t->bounds[(at + h) * levels];
        *s = (glo_step){.y = outcome_at(track, t->at[origin] + 1 + (int32_t)h),
                        .median = p->median[h + lag],
                        .scale = scale.absolute,
                        .squared_scale = scale.squared};
        for (size_t l = 0; l < levels; l++)
            bounds[l] = bounds_of(p, (h + lag) * levels + l, s->median);
        if (!isnan(s->y))
            score_quantiles(t->spec, bounds, s);
    }
}

/* The methods at one origin of one series; item = series * origins + origin. */
static glo_status try_one(void *context, size_t item) {
    const glo_trial *t = context;
    size_t series = item / t->origins, origin = item % t->origins;
    const glo_track *track = &t->truth.tracks[series], *known = track;
    const glo_panel *panel = t->known ? &t->known[origin] : &t->truth;
    for (size_t m = 0; m < t->method_count; m++) {
        for (size_t h = 0; h < t->spec->horizon; h++)
            t->steps[glo_trial_at(t, m, series, origin) + h].y = NAN;
    }
    if (t->known && !(known = glo_panel_find(panel, track)))
        return GLO_OK;
    size_t count = known_at(known, t->at[origin]);
    if (count < MIN_VALUES)
        return GLO_OK;
    size_t lag = (size_t)(t->at[origin] - (known->first + (int32_t)count - 1));
    glo_sample sample = glo_panel_sample(panel, known, count);
    glo_scale scale = glo_naive_scale(known->values, count, sample.season);
    for (size_t m = 0; m < t->method_count; m++) {
        glo_predict_spec spec = {.method = t->methods[m],
                                 .horizon = t->spec->horizon + lag,
                                 .levels = t->spec->levels,
                                 .level_count = t->spec->level_count,
                                 /* of those that were not asked for only the median counts */
                                 .calibrate = t->spec->calibrate && m < t->spec->method_count,
                                 .breaks = t->spec->breaks,
                                 .job = t->job,
                                 .is_nonnegative = panel->is_nonnegative};
        spec.regressor_count =
            glo_regressors_of(&t->choices[origin], (size_t)(known - panel->tracks), &spec.regressors);
        glo_prediction p;
        glo_status status = glo_predict(&spec, &sample, glo_seed_mix(t->spec->seed, track->hash), &p);
        if (status == GLO_ENOMEM || status == GLO_ECANCELLED)
            return status;
        if (status < 0)
            continue;
        record_steps(t, track, origin, &p, lag, scale, glo_trial_at(t, m, series, origin));
        glo_prediction_dispose(&p);
    }
    return GLO_OK;
}

/* ---- the whole trial ---- */

glo_status glo_trial_run(const glo_frame *frame, const glo_backtest_spec *spec, const glo_job *job,
                         glo_trial *out) {
    *out = (glo_trial){.spec = spec, .job = job};
    glo_status status = glo_check_horizon((int64_t)spec->horizon);
    if (status < 0 || (status = glo_panel_read(frame, &spec->panel, &out->truth)) < 0)
        return status;
    choose_methods(out);
    status = choose_origins(out);
    if (status == GLO_OK)
        status = read_vintages(out);
    if (status == GLO_OK)
        status = choose_regressors(out, job);
    size_t steps = out->method_count * out->truth.count * out->origins * spec->horizon;
    if (status == GLO_OK)
        status = glo_alloc_array(steps, sizeof *out->steps, &out->steps);
    if (status == GLO_OK)
        status = glo_alloc_array(steps * spec->level_count, sizeof *out->bounds, &out->bounds);
    if (status == GLO_OK)
        status = glo_run_parallel(job, "backtest", out->truth.count * out->origins, try_one, out);
    return status;
}

void glo_trial_dispose(glo_trial *trial) {
    for (size_t o = 0; trial->known && o < trial->origins; o++)
        glo_panel_dispose(&trial->known[o]);
    free(trial->known);
    for (size_t o = 0; trial->choices && o < trial->origins; o++)
        glo_regressor_choice_dispose(&trial->choices[o]);
    free(trial->choices);
    glo_regressor_pool_free(trial->pool);
    free(trial->steps);
    free(trial->bounds);
    glo_panel_dispose(&trial->truth);
    *trial = (glo_trial){0};
}
