/* simple.c: simple exponential smoothing by least squares, with normal intervals; for builds without the
 * family (ets.h).
 *
 *   l(t) = l(t-1) + alpha e(t),   variance of step h: s2 (1 + (h-1) alpha^2)
 *
 * Reference: R. J. Hyndman and G. Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, 8.1.
 */
#include "series/simple.h"

#include "base/err.h"
#include "series/normal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void set_step(const glo_sample *sample, glo_quantiles *out, size_t h, double mean, double deviation) {
    if (!isfinite(mean))
        mean = 0;
    if (!isfinite(deviation))
        deviation = 0;
    out->mean[h] = sample->is_count ? fmax(0, mean) : mean;
    for (size_t p = 0; p < out->count; p++) {
        double value = mean + deviation * glo_normal_quantile(out->probabilities[p]);
        out->values[h * out->count + p] = sample->is_count ? fmax(0, round(value)) : value;
    }
}

static void name_fit(glo_fit *fit, const char *model, const char *note) {
    snprintf(fit->model, sizeof fit->model, "%s", model);
    snprintf(fit->note, sizeof fit->note, "%s", note);
    fit->likelihood = fit->aicc = NAN;
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
