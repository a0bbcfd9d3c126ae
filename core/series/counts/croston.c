/* croston.c: Croston, SBA, TSB. Formulas and references in croston.h. */
#include "counts/croston.h"

#include "base/alloc.h"
#include "base/err.h"
#include "benchmark/naive.h"
#include "sample/prepare.h"
#include "sample/quantiles.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

typedef enum variant { CROSTON, SBA, TSB } variant;
static const char *const names[] = {"Croston", "SBA", "TSB"};

typedef struct smoothed {
    double alpha, beta;
    double rate, probability; /* of the next step: the mean, and that it is not 0 */
    double sse;               /* of the errors one step ahead, after the first value above 0 */
} smoothed;

/* What the smoothing starts from. */
typedef struct start {
    size_t first, above; /* where the first value above 0 stands; how many there are */
    double mean_size;
} start;

static smoothed smooth_intervals(const glo_prepared *y, variant kind, start from, double alpha,
                                 double *fitted) {
    smoothed s = {.alpha = alpha, .beta = alpha};
    double size = y->values[from.first], interval = (double)from.first + 1,
           bias = kind == SBA ? 1 - alpha / 2 : 1;
    size_t last = from.first;
    double rate = bias * size / interval;
    for (size_t t = 0; t < y->count; t++) {
        double value = y->values[t];
        if (fitted)
            fitted[t] = t > from.first ? glo_finite(rate * y->scale) : NAN;
        if (t <= from.first)
            continue;
        s.sse += (value - rate) * (value - rate);
        if (value > 0) {
            size += alpha * (value - size);
            interval += alpha * ((double)(t - last) - interval);
            last = t;
            rate = bias * size / interval;
        }
    }
    s.rate = rate;
    s.probability = fmin(1, 1 / interval);
    return s;
}

static smoothed smooth_probabilities(const glo_prepared *y, start from, double alpha, double beta,
                                     double *fitted) {
    smoothed s = {.alpha = alpha, .beta = beta};
    double size = from.mean_size, probability = (double)from.above / (double)y->count;
    for (size_t t = 0; t < y->count; t++) {
        double value = y->values[t], error = value - probability * size;
        if (fitted)
            fitted[t] = t > from.first ? glo_finite(probability * size * y->scale) : NAN;
        s.sse += t > from.first ? error * error : 0;
        size += value > 0 ? alpha * (value - size) : 0;
        probability += beta * ((value > 0 ? 1 : 0) - probability);
    }
    s.rate = probability * size;
    s.probability = probability;
    return s;
}

static smoothed optimised(const glo_prepared *y, variant kind, start from) {
    static const double grid[] = {0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5};
    enum { GRID = sizeof grid / sizeof *grid };
    smoothed best = {.sse = INFINITY};
    for (int i = 0; i < GRID; i++) {
        for (int j = 0; j < (kind == TSB ? GRID : 1); j++) {
            smoothed s = kind == TSB ? smooth_probabilities(y, from, grid[i], grid[j], NULL)
                                     : smooth_intervals(y, kind, from, grid[i], NULL);
            if (s.sse < best.sse)
                best = s;
        }
    }
    return best;
}

/* The sizes with their weights, in order; `items` has room for all values. */
static size_t weigh(const glo_sample *sample, const glo_prepared *y, double alpha, glo_weighted *items) {
    size_t count = 0;
    double weight = 1;
    for (size_t t = y->count; t-- > 0;) {
        if (y->values[t] > 0) {
            double value = glo_finite(y->values[t] * y->scale);
            items[count++] = (glo_weighted){sample->is_count ? round(value) : value, weight};
            weight *= 1 - alpha;
        }
    }
    glo_weighted_sort(items, count);
    return count;
}

static glo_status smooth(variant kind, const glo_sample *sample, const glo_prepared *y, int choose,
                         glo_quantiles *out, glo_fit *fit) {
    start from = {.first = y->count};
    for (size_t t = y->count; t-- > 0;) {
        if (y->values[t] > 0) {
            from.first = t;
            from.above++;
            from.mean_size += y->values[t];
        }
    }
    from.mean_size /= from.above > 0 ? (double)from.above : 1;
    smoothed s = {.alpha = 0.1, .beta = 0.1};
    if (from.above == 0) {
        glo_fit_note(fit, "all values are 0: forecast 0");
        for (size_t t = 0; fit->fitted && t < y->count; t++)
            fit->fitted[t] = 0;
    } else {
        s = choose ? optimised(y, kind, from) : s;
        s = kind == TSB ? smooth_probabilities(y, from, s.alpha, s.beta, fit->fitted)
                        : smooth_intervals(y, kind, from, s.alpha, fit->fitted);
    }
    glo_weighted *items;
    if (glo_alloc_array(y->count, sizeof *items, &items) < 0)
        return GLO_ENOMEM;
    size_t sizes = weigh(sample, y, s.alpha, items);
    for (size_t h = 0; h < out->horizon; h++) {
        out->mean[h] = glo_finite(s.rate * y->scale);
        if (h == 0)
            glo_quantiles_weighted(out, h, items, sizes, 1 - s.probability);
        for (size_t i = 0; h > 0 && i < out->count; i++)
            out->values[h * out->count + i] = out->values[i];
    }
    free(items);
    snprintf(fit->model, sizeof fit->model, choose ? "%s optimised" : "%s", names[kind]);
    return GLO_OK;
}

static glo_status run(variant kind, const glo_sample *sample, const glo_method_options *options,
                      glo_quantiles *out, glo_fit *fit) {
    const char *model = options ? options->model : NULL;
    if (model && strcasecmp(model, "optimised") != 0)
        return glo_fail(GLO_EINVAL, "unknown %s model '%s', the only other one is optimised", names[kind],
                        model);
    for (size_t t = 0; t < sample->count; t++) {
        if (sample->values[t] < 0) {
            glo_status status = glo_naive(sample, options, out, fit);
            if (status == GLO_OK)
                glo_fit_note(fit, "%s not defined below 0: last value carried forward", names[kind]);
            return status;
        }
    }
    glo_prepared y;
    glo_status status = glo_prepare(sample, fit, &y);
    if (status < 0)
        return status;
    status = smooth(kind, sample, &y, model != NULL, out, fit);
    glo_prepared_dispose(&y);
    return status;
}

glo_status glo_croston(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                       glo_fit *fit) {
    return run(CROSTON, sample, options, out, fit);
}

glo_status glo_sba(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                   glo_fit *fit) {
    return run(SBA, sample, options, out, fit);
}

glo_status glo_tsb(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                   glo_fit *fit) {
    return run(TSB, sample, options, out, fit);
}
