/* method.h: the interface of a forecasting method. One method, or one family, per file; forecast/methods.c
 * has the table of them.
 *
 * A sample is one series, oldest first, at equal steps: its first and last values are known, NaN inside is a
 * missing one. A method fits it and fills `out`: for each step ahead a mean and a quantile per probability
 * asked for. Quantiles never decrease with the probability. Methods never print, never crash, and never give
 * NaN for a sample of at least one value: where a sample is too short or too odd for the method it falls back
 * to a simpler one and says so in the note. The same sample, options and seed give the same bits.
 *
 * Example:
 *   double probabilities[] = {0.025, 0.5, 0.975}, values[12 * 3], mean[12];
 *   glo_quantiles out = {
 *       .horizon = 12, .count = 3, .probabilities = probabilities, .values = values, .mean = mean};
 *   glo_fit fit = {.fitted = NULL};
 *   glo_sample sample = {.values = y, .count = 144, .season = 12};
 *   if (entry->method(&sample, &(glo_method_options){.seed = 1}, &out, &fit) == GLO_OK) puts(fit.model);
 */
#ifndef GLO_SERIES_METHOD_H
#define GLO_SERIES_METHOD_H

#include "base/job.h"

#include <stddef.h>
#include <stdint.h>

typedef struct glo_sample {
    const double *values; /* borrowed */
    size_t count;
    int season;      /* steps in a season: 12 for months, 4 for quarters, 52 for weeks, 7 for days; 1: none */
    int season2;     /* a second, longer season (365 for days, a year of 365.25); 0: none. See harmonics.h */
    int is_count;    /* whole numbers, never negative: so are the quantiles */
    size_t outliers; /* missing values that were outliers (breaks.h), not mentioned in notes */
} glo_sample;

typedef struct glo_quantiles {
    size_t horizon, count;
    const double *probabilities; /* rising, each between 0 and 1 */
    double *values;              /* of step h (from 0) and probability p: values[h * count + p] */
    double *mean;                /* of step h */
} glo_quantiles;

/* A regressor of a sample. Its value at step t of the sample (0 the first; the steps
 * ahead follow the last) is values[t - lag - first]. An event or a plan has no lag and is known ahead. A
 * leading series is known up to `beyond` steps after the sample's last (below 0: before it), wherever the
 * sample is cut: what lies after that may stand in `values` and is not looked at. */
typedef struct glo_regressor {
    const char *name;     /* borrowed, as values are */
    const double *values; /* NaN: missing; not the first one */
    size_t count;
    int64_t first; /* the step at which values[0] happened; may be below 0 */
    size_t lag;    /* steps from there to its effect; 0: known ahead */
    int64_t beyond;
} glo_regressor;

typedef struct glo_method_options {
    uint64_t seed;                   /* of what is simulated */
    const char *model;               /* a member of the family, such as "MAdM"; NULL: chosen */
    const glo_regressor *regressors; /* for the methods that take them */
    size_t regressor_count;
    const glo_job *job; /* NULL, or asked now and then whether to stop: GLO_ECANCELLED */
} glo_method_options;

/* The result of a fit, besides the forecast. */
typedef struct glo_fit {
    char model[64];          /* "ETS(M,Ad,M)", "ARIMA(0,1,1)(0,1,1)[12]" ... */
    char note[160];          /* what an analyst should know: a fallback, values filled in ...; "" */
    double likelihood, aicc; /* NaN where there is none */
    double *fitted;       /* NULL, or space for sample.count one-step forecasts (NaN where there is none) */
    double *coefficients; /* NULL, or space for one per regressor: NaN where not estimable */
    double *errors;       /* NULL, or space for their standard errors */
} glo_fit;

typedef glo_status (*glo_method)(const glo_sample *sample, const glo_method_options *options,
                                 glo_quantiles *out, glo_fit *fit);

#endif
