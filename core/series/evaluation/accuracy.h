/* accuracy.h: how good the point forecasts of a series were, and how its naive forecasts would have done.
 *
 * Pairs of which either is NaN are passed over. What can't be computed (no pair, a constant history) is NaN.
 *
 * Example:  glo_accuracy a = glo_accuracy_of(actual, forecast, 12, glo_naive_scale(train, 144, 12));   a.mase
 *
 * References: R. J. Hyndman and A. B. Koehler, "Another look at measures of forecast accuracy" (2006);
 * S. Makridakis, E. Spiliotis and V. Assimakopoulos, "The M4 competition" (2020), "The M5 accuracy
 * competition" (2022).
 */
#ifndef GLO_SERIES_ACCURACY_H
#define GLO_SERIES_ACCURACY_H

#include <stddef.h>

/* The mean absolute and the mean squared difference of values one season apart, the errors of the seasonal
 * naive forecast; a history that is not longer than a season is taken with steps of one. */
typedef struct glo_scale {
    double absolute, squared;
} glo_scale;
glo_scale glo_naive_scale(const double *history, size_t count, int season);

/* 200 |y - f| / (|y| + |f|), M4's; 0 where both are. */
double glo_smape_term(double actual, double forecast);

typedef struct glo_accuracy {
    size_t count;
    double mae, rmse, smape, mase, rmsse;
    double bias; /* mean of forecast - actual: above 0 where forecasts are too high */
} glo_accuracy;
glo_accuracy glo_accuracy_of(const double *actual, const double *forecast, size_t count, glo_scale scale);

/* The overall weighted average of the M4 competition: (sMAPE / reference's + MASE / reference's) / 2. */
double glo_owa(double smape, double mase, double reference_smape, double reference_mase);

#endif
