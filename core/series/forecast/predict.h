/* predict.h: one series forecast by one method or by the combination, with intervals that are made to hold.
 *
 * The combination is the midmean (the weighted mean of the middle half) of its members' quantiles and means,
 * step by step. Which members: for counts that are mostly zeros those for sparse counts, else ETS, Theta,
 * CES, ARIMA and Comb. Intervals are widened for what a method takes as known (calibrate.c). Where the series
 * is long enough, the members are fitted at several origins in the past: those that were nearer to what came
 * weigh more, and each interval is made wider or narrower by the conformal factor, the quantile at its level
 * of |outcome - median| over the half-width. Both are drawn towards doing nothing, the more so the fewer
 * origins there are. Regressors are tried one after the other at the same origins (keep.c), and only those
 * that make the forecast better are in it.
 *
 * Example:
 *   double levels[] = {80, 95};
 *   glo_predict_spec spec = {.method = entry, .horizon = 12, .levels = levels, .level_count = 2, .calibrate =
 * 1}; glo_prediction p; if (glo_predict(&spec, &sample, 1, &p) == GLO_OK) { p.median[0] ...
 * glo_prediction_dispose(&p); }
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

typedef struct glo_predict_spec {
    const glo_method_entry *method;
    const char *model; /* a member of the family; NULL: chosen */
    size_t horizon;
    const double *levels; /* in percent, rising, each between 0 and 100 */
    size_t level_count;
    int calibrate;      /* widen, and by what rolling origins found where there is enough history */
    int breaks;         /* outliers and level shifts are taken out of what is fitted, but for yardsticks and
                         * where events or figures known ahead are to explain them */
    int is_nonnegative; /* what is forecast can't be below 0 */
    const glo_regressor *regressors; /* what may explain the sample; the combination keeps what helps */
    size_t regressor_count;
    const glo_job *job; /* NULL, or asked before every fit whether to stop */
} glo_predict_spec;

/* What a regressor does to the series: the change for one more of it, its standard error (both NaN where it
 * can't be told), by how much it makes the combination better (NaN where that was not looked at), and whether
 * it is in the forecast. */
typedef struct glo_effect {
    double coefficient, error, gain;
    bool is_selected;
} glo_effect;

typedef struct glo_prediction {
    size_t horizon, level_count;
    double *mean, *median;
    double *low, *high; /* of step h and level l: low[h * level_count + l] */
    glo_fit fit;        /* `fitted` is NULL */
    glo_breaks breaks;  /* what was taken out */
    glo_coverage coverage;
    int is_calibrated;
    glo_effect *effects; /* of every regressor of the spec */
    double *values;      /* the array that holds all of them */
} glo_prediction;

int glo_predict(const glo_predict_spec *spec, const glo_sample *sample, uint64_t seed, glo_prediction *out);
void glo_prediction_dispose(glo_prediction *prediction);

/* Another seed for each use of one. */
uint64_t glo_seed_mix(uint64_t seed, uint64_t with);

#endif
