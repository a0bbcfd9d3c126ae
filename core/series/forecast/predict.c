/* predict.c: one series, one method or the combination, its intervals calibrated. Example and references in
 * predict.h. */
#include "forecast/predict.h"

#include "base/alloc.h"
#include "base/err.h"
#include "forecast/calibrate.h"
#include "forecast/combine.h"
#include "forecast/interval_support.h"
#include "forecast/rolling_origin.h"
#include "forecast/select.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint64_t glo_seed_mix(uint64_t seed, uint64_t with) { /* the finaliser of splitmix64 */
    uint64_t x = seed + 0x9e3779b97f4a7c15u * (with + 1);
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

static void name_combination(const glo_candidates *w, glo_fit *fit_out) {
    size_t length = (size_t)snprintf(fit_out->model, sizeof fit_out->model, "combination: ");
    for (size_t m = 0; m < w->member_count && length < sizeof fit_out->model; m++)
        length += (size_t)snprintf(fit_out->model + length, sizeof fit_out->model - length, "%s%s",
                                   m ? " " : "", w->members[m]->name);
    if (w->selected > 0 && length < sizeof fit_out->model)
        snprintf(fit_out->model + length, sizeof fit_out->model - length, " regression");
    fit_out->likelihood = fit_out->aicc = NAN;
    for (size_t m = 0; m < w->member_count && !fit_out->note[0]; m++)
        memcpy(fit_out->note, w->fits[m].note, sizeof fit_out->note);
}

static double whole(const glo_candidates *w, double value) {
    return w->sample->is_count ? round(value) : value;
}

static void write_steps(const glo_candidates *w, const double *block, const double *factors,
                        glo_prediction *out) {
    size_t levels = w->spec->level_count, middle = w->points / 2, horizon = w->spec->horizon;
    double correction = glo_continuity_correction(w);
    for (size_t h = 0; h < horizon; h++) {
        const double *q = block + horizon + h * w->points;
        out->mean[h] = block[h];
        out->median[h] = whole(w, q[middle]);
        double low = out->median[h], high = out->median[h]; /* wider levels hold the narrower */
        for (size_t l = 0; l < levels; l++) {
            double down = q[middle] - q[middle - 1 - l] + correction,
                   up = q[middle + 1 + l] - q[middle] + correction;
            double bottom = whole(w, q[middle] - fmax(0, factors[l] * down - correction));
            double top = whole(w, q[middle] + fmax(0, factors[l] * up - correction));
            low = fmin(low, w->spec->is_nonnegative ? fmax(0, bottom) : bottom);
            high = fmax(high, top);
            out->low[h * levels + l] = low;
            out->high[h * levels + l] = high;
        }
    }
}

static glo_status new_prediction(const glo_predict_spec *spec, glo_prediction *out) {
    *out = (glo_prediction){.horizon = spec->horizon, .level_count = spec->level_count};
    if (glo_alloc_array(spec->horizon * (2 + 2 * spec->level_count), sizeof(double), &out->values) < 0 ||
        glo_alloc_array(spec->regressor_count, sizeof *out->effects, &out->effects) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < spec->regressor_count; i++)
        out->effects[i] = (glo_effect){NAN, NAN, NAN, false};
    out->mean = out->values;
    out->median = out->mean + spec->horizon;
    out->low = out->median + spec->horizon;
    out->high = out->low + spec->horizon * spec->level_count;
    return GLO_OK;
}

void glo_prediction_dispose(glo_prediction *prediction) {
    free(prediction->values);
    free(prediction->effects);
    prediction->values = NULL;
    prediction->effects = NULL;
}

/* Fits the members on the whole sample; of a single method with regressors, reports their effects. */
static glo_status fit_now(glo_candidates *w) {
    size_t count = w->spec->regressor_count;
    double *estimates;
    if (!w->spec->method->method || count == 0)
        return glo_candidates_fit(w);
    if (glo_alloc_array(2 * count, sizeof *estimates, &estimates) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < 2 * count; i++)
        estimates[i] = NAN;
    w->coefficients = estimates;
    w->errors = estimates + count;
    glo_status status = glo_candidates_fit(w);
    for (size_t i = 0; i < count; i++)
        w->effects[i] = (glo_effect){estimates[i], estimates[count + i], NAN, !isnan(estimates[i])};
    w->coefficients = w->errors = NULL;
    free(estimates);
    return status;
}

static glo_status predict(glo_candidates *w, glo_prediction *out) {
    double factors[GLO_MOST_LEVELS] = {0};
    glo_status status = fit_now(w);
    if (status < 0)
        return status;
    for (int year = 0; year < 2; year++) { /* none where only benchmarks were fitted */
        if (w->adjusted[year].breaks.count > 0)
            out->breaks = w->adjusted[year].breaks;
    }
    if ((status = glo_rolling_fit(w)) < 0)
        return status;
    if (w->origin_count > 0 && w->member_count > 1)
        glo_learn_weights(w);
    glo_combine_past(w);
    glo_combine_now(w);
    if ((status = glo_select_regressors(w)) < 0)
        return status;
    for (size_t l = 0; l < w->spec->level_count; l++)
        factors[l] = 1;
    if (w->origin_count > 0 && (status = glo_calibrate(w, factors, &out->coverage)) < 0)
        return status;
    out->is_calibrated = w->spec->calibrate && w->origin_count > 0;
    out->fit = w->fits[0];
    if (!w->spec->method->method) {
        out->fit = (glo_fit){.note = ""};
        name_combination(w, &out->fit);
    }
    out->fit.fitted = NULL;
    write_steps(w, w->together, factors, out);
    glo_keep_supported_intervals(w, w->together, out);
    return GLO_OK;
}

glo_status glo_predict(const glo_predict_spec *spec, const glo_sample *sample, uint64_t seed,
                       glo_prediction *out) {
    glo_candidates w = {.spec = spec, .sample = sample, .seed = seed};
    glo_prediction made;
    glo_status status = glo_candidates_choose(&w);
    if (status < 0)
        return status;
    status = new_prediction(spec, &made);
    w.effects = made.effects;
    if (status == GLO_OK)
        status = predict(&w, &made);
    glo_candidates_dispose(&w);
    if (status < 0)
        glo_prediction_dispose(&made);
    else
        *out = made;
    return status;
}
