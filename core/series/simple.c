/* simple.c: naive, seasonal naive, drift and simple exponential smoothing, with normal intervals.
 *
 *   naive    y(n+h) = y(n),                         variance s2 h
 *   snaive   y(n+h) = y of the same season before,  variance s2 (k + 1), k whole seasons ahead
 *   drift    y(n+h) = y(n) + h (y(n) - y(1))/(n-1), variance s2 h (1 + h/(n-1))
 *   ses      l(t) = l(t-1) + alpha e(t),            variance s2 (1 + (h-1) alpha^2)
 *
 * Reference: R. J. Hyndman and G. Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, 5.2, 5.5, 8.1.
 */
#include "series/simple.h"

#include "base/alloc.h"
#include "base/err.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* By Newton's method on the complementary error function; good to the last digits where it is asked for. */
static double normal_quantile(double p) {
    double z = 0;
    for (int i = 0; i < 60; i++) {
        double density = exp(-z * z / 2) / sqrt(2 * M_PI);
        double step = (0.5 * erfc(-z / M_SQRT2) - p) / fmax(density, 1e-12);
        step = fmax(-1, fmin(1, step));
        z -= step;
        if (fabs(step) < 1e-14)
            break;
    }
    return z;
}

/* Missing values take the one before. */
static int filled_copy(const glo_sample *sample, double **out) {
    int status = glo_alloc_array(sample->count, sizeof(double), out);
    for (size_t i = 0; status == GLO_OK && i < sample->count; i++)
        (*out)[i] = isnan(sample->values[i]) && i > 0 ? (*out)[i - 1] : sample->values[i];
    return status;
}

static void set_step(const glo_sample *sample, glo_quantiles *out, size_t h, double mean, double deviation) {
    if (!isfinite(mean))
        mean = 0;
    if (!isfinite(deviation))
        deviation = 0;
    out->mean[h] = sample->is_count ? fmax(0, mean) : mean;
    for (size_t p = 0; p < out->count; p++) {
        double value = mean + deviation * normal_quantile(out->probabilities[p]);
        out->values[h * out->count + p] = sample->is_count ? fmax(0, round(value)) : value;
    }
}

static void name_fit(glo_fit *fit, const char *model, const char *note) {
    snprintf(fit->model, sizeof fit->model, "%s", model);
    snprintf(fit->note, sizeof fit->note, "%s", note);
    fit->likelihood = fit->aicc = NAN;
}

/* Mean square of y(t) - y(t - lag) - slope over what is known. */
static double mean_square(const glo_sample *sample, const double *y, size_t lag, double slope, glo_fit *fit) {
    double sum = 0;
    size_t known = 0;
    for (size_t i = 0; i < sample->count; i++) {
        double before = i >= lag ? y[i - lag] + slope : NAN;
        if (fit->fitted)
            fit->fitted[i] = before;
        if (i < lag || isnan(sample->values[i]))
            continue;
        sum += (y[i] - before) * (y[i] - before);
        known++;
    }
    return known ? sum / (double)known : 0;
}

int glo_snaive(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out, glo_fit *fit) {
    (void)options;
    size_t n = sample->count, season = sample->season > 1 ? (size_t)sample->season : 1;
    int is_short = n <= season;
    if (is_short)
        season = 1;
    double *y;
    if (filled_copy(sample, &y) < 0)
        return GLO_ENOMEM;
    double variance = mean_square(sample, y, season, 0, fit);
    for (size_t h = 0; h < out->horizon; h++)
        set_step(sample, out, h, y[n - season + h % season], sqrt(variance * (double)(h / season + 1)));
    free(y);
    name_fit(fit, season > 1 ? "seasonal naive" : "naive",
             is_short && sample->season > 1 ? "shorter than a season: the last value" : "");
    return GLO_OK;
}

int glo_naive(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out, glo_fit *fit) {
    glo_sample plain = *sample;
    plain.season = 1;
    return glo_snaive(&plain, options, out, fit);
}

int glo_drift(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out, glo_fit *fit) {
    (void)options;
    size_t n = sample->count;
    double *y;
    if (filled_copy(sample, &y) < 0)
        return GLO_ENOMEM;
    double slope = n > 1 ? (y[n - 1] - y[0]) / (double)(n - 1) : 0;
    double variance = mean_square(sample, y, 1, slope, fit);
    for (size_t h = 0; h < out->horizon; h++) {
        double steps = (double)h + 1;
        set_step(sample, out, h, y[n - 1] + slope * steps,
                 sqrt(variance * steps * (1 + (n > 1 ? steps / (double)(n - 1) : 0))));
    }
    free(y);
    name_fit(fit, "drift", n < 3 ? "too short for a slope that can be trusted" : "");
    return GLO_OK;
}

static double smooth(const glo_sample *sample, double alpha, double *fitted, double *out_level) {
    double level = sample->values[0], sum = 0;
    for (size_t i = 0; i < sample->count; i++) {
        if (fitted)
            fitted[i] = level;
        double error = sample->values[i] - level;
        if (isnan(error))
            continue;
        sum += i > 0 ? error * error : 0;
        level += alpha * error;
    }
    *out_level = level;
    return sum;
}

int glo_ses(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out, glo_fit *fit) {
    (void)options;
    double best = 0.5, least = INFINITY, level;
    for (int i = 1; i < 100; i++) {
        double sum = smooth(sample, i / 100.0, NULL, &level);
        if (sum < least) {
            least = sum;
            best = i / 100.0;
        }
    }
    double sum = smooth(sample, best, fit->fitted, &level);
    double variance = sample->count > 2 ? sum / (double)(sample->count - 2) : sum;
    for (size_t h = 0; h < out->horizon; h++)
        set_step(sample, out, h, level, sqrt(variance * (1 + (double)h * best * best)));
    name_fit(fit, "SES", "");
    return GLO_OK;
}
