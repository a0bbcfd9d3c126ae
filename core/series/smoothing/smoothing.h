/* smoothing.h: simple exponential smoothing by least squares. For a given alpha the errors are linear in the
 * first level, which is solved for, so that alpha alone has to be searched for.
 *
 * Example:  glo_smoothing s = glo_smooth(y, count); double forecast = s.last;
 *
 * Reference: R. J. Hyndman, A. B. Koehler, J. K. Ord, R. D. Snyder, Forecasting with Exponential Smoothing
 * (2008).
 */
#ifndef GLO_SERIES_SMOOTHING_H
#define GLO_SERIES_SMOOTHING_H

#include <stddef.h>

typedef struct glo_smoothing {
    double alpha, first, last; /* first and last level */
    double squares;            /* sum of the squared errors */
} glo_smoothing;

/* At least one value. alpha between 0.0001 and 0.9999. */
glo_smoothing glo_smooth(const double *values, size_t count);

#endif
