/* predict.h: one series forecast by one method or by the combination, with calibrated intervals.
 *
 * The combination is the midmean (the weighted mean of the middle half) of its members' quantiles and means,
 * step by step. Members: for counts that are mostly zeros the methods for intermittent counts, else ETS,
 * Theta, CES, ARIMA and Comb. Intervals are inflated for what a method takes as known (inflate.h). Where the
 * series is long enough, the members are fitted at several past origins: those with smaller errors get larger
 * weights (combine.h), and each interval is rescaled by the conformal factor, the quantile at its level of
 * |outcome - median| over the half-width (calibrate.h). Both are shrunk towards no change, the more so the
 * fewer origins there are. Candidate regressors are tried one after the other at the same origins, and those
 * that improve the forecast selected (select.h).
 *
 * Example:
 *   double levels[] = {80, 95};
 *   glo_predict_spec spec = {
 *       .method = entry, .horizon = 12, .levels = levels, .level_count = 2, .calibrate = 1};
 *   glo_prediction p;
 *   if (glo_predict(&spec, &sample, 1, &p) == GLO_OK) { p.median[0] ... glo_prediction_dispose(&p); }
 *
 * References: F. Petropoulos and I. Svetunkov, "A simple combination of univariate models", International
 * Journal of Forecasting 36 (2020); J. Lei et al., "Distribution-free predictive inference for regression",
 * JASA 113 (2018).
 */
#ifndef GLO_SERIES_PREDICT_H
#define GLO_SERIES_PREDICT_H

#include "forecast/method_table.h"
#include "sample/breaks.h"
#include "series/coverage.h"
#include "series/options.h"

#include <stdbool.h>

typedef struct glo_predict_spec {
    const glo_method_entry *method;
    const char *model; /* a member of the family; NULL: chosen */
    size_t horizon;
    const double *levels; /* in percent, rising, each between 0 and 100 */
    size_t level_count;
    int calibrate;      /* inflate, and calibrate at rolling origins where the history is long enough */
    int breaks;         /* outliers and level shifts are removed before fitting, but for benchmarks and
                         * where events or figures known ahead are to explain them */
    int is_nonnegative; /* what is forecast can't be below 0 */
    const glo_regressor *regressors; /* candidates; the combination selects those that help */
    size_t regressor_count;
    const glo_job *job; /* NULL, or asked before every fit whether to stop */
} glo_predict_spec;

/* The effect of a regressor: the change of the series per unit, its standard error (both NaN where not
 * estimable), the reduction of the combination's past error (0.1: 10 %; NaN where not evaluated), and whether
 * it is selected. */
typedef struct glo_effect {
    double coefficient, error, gain;
    bool is_selected;
} glo_effect;

typedef struct glo_prediction {
    size_t horizon, level_count;
    double *mean, *median;
    double *low, *high;   /* of step h and level l: low[h * level_count + l]; NaN: no interval */
    bool has_no_interval; /* at no level */
    glo_fit fit;          /* `fitted` is NULL */
    glo_breaks breaks;    /* what was taken out */
    glo_coverage coverage;
    int is_calibrated;
    glo_effect *effects; /* of every regressor of the spec */
    double *values;      /* the array that holds all of them */
} glo_prediction;

glo_status glo_predict(const glo_predict_spec *spec, const glo_sample *sample, uint64_t seed,
                       glo_prediction *out);
void glo_prediction_dispose(glo_prediction *prediction);

/* Another seed for each use of one. */
uint64_t glo_seed_mix(uint64_t seed, uint64_t with);

#endif
