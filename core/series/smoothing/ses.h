/* ses.h: simple exponential smoothing by least squares. For a given alpha the errors are linear in the
 * first level, which is solved for, so that alpha alone has to be searched for.
 *
 * Example:  glo_ses s = glo_ses_fit(y, count); double forecast = s.last;
 *
 * Reference: R. J. Hyndman, A. B. Koehler, J. K. Ord, R. D. Snyder, Forecasting with Exponential Smoothing
 * (2008).
 */
#ifndef GLO_SERIES_SES_H
#define GLO_SERIES_SES_H

#include <stddef.h>

typedef struct glo_ses {
    double alpha, first, last; /* first and last level */
    double sse;                /* sum of the squared errors */
} glo_ses;

/* At least one value. alpha between 0.0001 and 0.9999. */
glo_ses glo_ses_fit(const double *values, size_t count);

#endif
