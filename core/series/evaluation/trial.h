/* trial.h: the forecasts of several methods at past origins beside their outcomes: the first half of a
 * backtest.
 *
 * At each origin of each series every method sees the data before it (or, with `known`, the data known then)
 * and forecasts `horizon` steps. The benchmarks of the relative scores are run too: the seasonal naive
 * (skill), Naive 2 (OWA) and the reference of the Diebold-Mariano test.
 *
 * One way: series/backtest.h (the spec) <- trial <- tally <- backtest.c.
 *
 * Example:
 *   glo_trial t;
 *   if (glo_trial_run(frame, &spec, job, &t) == GLO_OK)
 *       ... t.steps[glo_trial_at(&t, method, series, origin) + h].median ...
 *   glo_trial_dispose(&t);
 */
#ifndef GLO_SERIES_TRIAL_H
#define GLO_SERIES_TRIAL_H

#include "panel/panel.h"
#include "regression/regressors.h"
#include "series/backtest.h"

/* One method at one origin of one series, some steps ahead. */
typedef struct glo_step {
    double y, median;               /* the outcome, NaN where there is none or no forecast; the forecast */
    double scale, squared_scale;    /* of the history (glo_naive_scale) */
    double dispersion, over, under; /* the parts of the weighted interval score */
    double crps;
} glo_step;

typedef struct glo_bounds {
    double low, high;
} glo_bounds;

typedef struct glo_trial {
    const glo_backtest_spec *spec;
    const glo_job *job;
    glo_panel truth, *known; /* `known` per origin, or NULL */
    const glo_method_entry *methods[GLO_MOST_METHODS + 3];
    size_t method_count; /* those asked for come first */
    size_t seasonal_naive, naive2, reference;
    size_t origins;
    int32_t at[GLO_MOST_ORIGINS]; /* the number of the last period known */
    glo_regressor_pool *pool;
    glo_regressor_choice *choices; /* per origin, of the series of its panel */
    glo_step *steps;               /* [method][series][origin][horizon] */
    glo_bounds *bounds;            /* the same, and [level] */
} glo_trial;

/* Where the steps of a method at an origin of a series begin. */
static inline size_t glo_trial_at(const glo_trial *t, size_t method, size_t series, size_t origin) {
    return ((method * t->truth.count + series) * t->origins + origin) * t->spec->horizon;
}

/* The last days of the origins, as glo_backtest_origins gives them. */
glo_status glo_trial_origins(const glo_frame *frame, const glo_backtest_spec *spec,
                             int32_t out[GLO_MOST_ORIGINS], size_t *out_count);

/* Disposed of in any case. */
glo_status glo_trial_run(const glo_frame *frame, const glo_backtest_spec *spec, const glo_job *job,
                         glo_trial *out);
void glo_trial_dispose(glo_trial *trial);

#endif
