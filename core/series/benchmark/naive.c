/* naive.c: naive, seasonal naive, naive with the season taken out, drift, mean. Formulas and reference in
 * naive.h. */
#include "benchmark/naive.h"

#include "base/err.h"
#include "sample/prepare.h"
#include "sample/quantiles.h"
#include "sample/season.h"

#include <math.h>
#include <stdio.h>

/* The spread of one-step errors; 0, with a note, where there are none. */
static double spread_of(double squares, size_t errors, size_t parameters, glo_fit *fit) {
    if (errors > parameters)
        return sqrt(squares / (double)(errors - parameters));
    glo_fit_note(fit, "too short for an interval");
    return 0;
}

static void set_fitted(glo_fit *fit, size_t i, double value) {
    if (fit->fitted)
        fit->fitted[i] = isnan(value) ? value : glo_finite(value);
}

/* The value `lag` steps before. */
static void repeat(const glo_sample *sample, const glo_prepared *y, size_t lag, glo_quantiles *out,
                   glo_fit *fit) {
    double squares = 0;
    for (size_t i = 0; i < y->count; i++) {
        set_fitted(fit, i, i < lag ? NAN : y->values[i - lag] * y->scale);
        if (i >= lag)
            squares += (y->values[i] - y->values[i - lag]) * (y->values[i] - y->values[i - lag]);
    }
    double sd = spread_of(squares, y->count - lag, 0, fit);
    for (size_t h = 0; h < out->horizon; h++) {
        size_t season = h / lag + 1;
        double mean = y->values[y->count - lag + h % lag];
        glo_quantiles_normal(out, h,
                             (glo_spread){mean, sd * sqrt((double)season), y->scale, sample->is_count});
    }
}

glo_status glo_naive(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                     glo_fit *fit) {
    (void)options;
    glo_prepared y;
    glo_status status = glo_prepare(sample, fit, &y);
    if (status < 0)
        return status;
    snprintf(fit->model, sizeof fit->model, "naive");
    repeat(sample, &y, 1, out, fit);
    glo_prepared_dispose(&y);
    return GLO_OK;
}

glo_status glo_seasonal_naive(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                              glo_fit *fit) {
    (void)options;
    glo_prepared y;
    glo_status status = glo_prepare(sample, fit, &y);
    if (status < 0)
        return status;
    size_t lag = sample->season > 1 ? (size_t)sample->season : 1;
    if (lag > y.count) {
        glo_fit_note(fit, "less than one season: last value carried forward");
        lag = 1;
    }
    snprintf(fit->model, sizeof fit->model, lag > 1 ? "seasonal naive[%zu]" : "naive", lag);
    repeat(sample, &y, lag, out, fit);
    glo_prepared_dispose(&y);
    return GLO_OK;
}

/* The last of the values without their season, which is put back. */
static void repeat_seasonally(const glo_sample *sample, const glo_prepared *y, const glo_season *season,
                              glo_quantiles *out, glo_fit *fit) {
    size_t n = y->count;
    double squares = 0, factor, addend;
    set_fitted(fit, 0, NAN);
    for (size_t i = 1; i < n; i++) {
        glo_season_at(season, i, &factor, &addend);
        set_fitted(fit, i, (y->values[i - 1] * factor + addend) * y->scale);
        squares += (y->values[i] - y->values[i - 1]) * (y->values[i] - y->values[i - 1]);
    }
    double sd = spread_of(squares, n - 1, 0, fit);
    for (size_t h = 0; h < out->horizon; h++) {
        glo_season_at(season, n + h, &factor, &addend);
        double mean = y->values[n - 1] * factor + addend, grown = sd * sqrt((double)h + 1) * factor;
        glo_quantiles_normal(out, h, (glo_spread){mean, grown, y->scale, sample->is_count});
    }
}

glo_status glo_naive2(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                      glo_fit *fit) {
    (void)options;
    glo_prepared y;
    glo_status status = glo_prepare(sample, fit, &y);
    if (status < 0)
        return status;
    glo_season season = {0};
    status = glo_season_remove(y.values, y.count, sample->season, &season);
    if (status == GLO_OK) {
        snprintf(fit->model, sizeof fit->model, season.length > 1 ? "naive, season %zu %s" : "naive",
                 season.length, season.multiplicative ? "multiplicative" : "additive");
        repeat_seasonally(sample, &y, &season, out, fit);
    }
    glo_season_dispose(&season);
    glo_prepared_dispose(&y);
    return status;
}

glo_status glo_drift(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                     glo_fit *fit) {
    (void)options;
    glo_prepared y;
    glo_status status = glo_prepare(sample, fit, &y);
    if (status < 0)
        return status;
    snprintf(fit->model, sizeof fit->model, "drift");
    size_t n = y.count;
    double slope = n > 1 ? (y.values[n - 1] - y.values[0]) / (double)(n - 1) : 0, squares = 0;
    set_fitted(fit, 0, NAN);
    for (size_t i = 1; i < n; i++) {
        double forecast = y.values[i - 1] + slope, error = y.values[i] - forecast;
        set_fitted(fit, i, forecast * y.scale);
        squares += error * error;
    }
    double sd = spread_of(squares, n - 1, 1, fit);
    for (size_t h = 0; h < out->horizon; h++) {
        double ahead = (double)h + 1, mean = y.values[n - 1] + slope * ahead;
        double grown = n > 1 ? sd * sqrt(ahead * (1 + ahead / (double)(n - 1))) : 0;
        glo_quantiles_normal(out, h, (glo_spread){mean, grown, y.scale, sample->is_count});
    }
    glo_prepared_dispose(&y);
    return GLO_OK;
}

glo_status glo_mean_method(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                           glo_fit *fit) {
    (void)options;
    glo_prepared y;
    glo_status status = glo_prepare(sample, fit, &y);
    if (status < 0)
        return status;
    snprintf(fit->model, sizeof fit->model, "mean");
    double n = (double)y.count, mean = 0, squares = 0;
    for (size_t i = 0; i < y.count; i++)
        mean += y.values[i];
    mean /= n;
    for (size_t i = 0; i < y.count; i++) {
        set_fitted(fit, i, mean * y.scale);
        squares += (y.values[i] - mean) * (y.values[i] - mean);
    }
    double sd = spread_of(squares, y.count, 1, fit) * sqrt(1 + 1 / n);
    for (size_t h = 0; h < out->horizon; h++)
        glo_quantiles_normal(out, h, (glo_spread){mean, sd, y.scale, sample->is_count});
    glo_prepared_dispose(&y);
    return GLO_OK;
}
