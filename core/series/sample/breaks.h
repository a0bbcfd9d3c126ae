/* breaks.h: outliers and level shifts of a series, detected and removed before a method is fitted.
 *
 * What is looked for is a box: the values from one step on lie higher or lower, for 1 to 6 steps (outliers: a
 * month that was miscounted, a collapse that passed) or for good (a level shift). The series, in logarithms
 * where it can be, is freed of its season (STL) and filtered by an ARIMA(1,1,1) with drift, whose two
 * coefficients are those with the least winsorised squares, which outliers do not affect. A box at step t
 * leaves the pattern g in what the filter gives, e; its size and its weight are
 *
 *   size = sum e g / sum g^2,    tau = size sqrt(sum g^2) / sigma,    sigma = 1.4826 median |e|
 *
 * The box with the largest |tau| above the threshold is taken out, and all is done again until there is none.
 * The threshold is high: a false alarm is worse than a miss. Where more than one value
 * in ten would be an outlier there are none, since that is what such a series is like; so too for short and
 * for sparse series. The last values are left alone: whether they are an outlier or a level shift is not
 * known yet.
 *
 * Example:
 *   glo_breaks breaks;
 *   int status = glo_breaks_find(&sample, &breaks);
 *   if (breaks.count > 0) status = glo_breaks_remove(&sample, &breaks, values);  // outliers missing
 *
 * References: C. Chen, L.-M. Liu, "Joint estimation of model parameters and outlier effects in time series",
 * Journal of the American Statistical Association 88 (1993); S. Gelper, R. Fried, C. Croux, "Robust
 * forecasting with exponential and Holt-Winters smoothing", Journal of Forecasting 29 (2010).
 */
#ifndef GLO_SERIES_BREAKS_H
#define GLO_SERIES_BREAKS_H

#include "sample/method.h"

enum { GLO_MOST_BREAKS = 12 };

typedef struct glo_break {
    size_t at; /* the first value of it */
    size_t
        length; /* values that are outliers; 0: a level shift, the values from `at` on are on the new level */
    double size; /* what is added in the box, or its logarithm where the breaks are ratios */
} glo_break;

typedef struct glo_breaks {
    glo_break found[GLO_MOST_BREAKS]; /* by their first values */
    size_t count;
    int are_ratios;
} glo_breaks;

/* GLO_ENOMEM. None in a series too short or too sparse. */
glo_status glo_breaks_find(const glo_sample *sample, glo_breaks *out);

/* The values without the breaks: outliers are missing, what came before a level shift is brought to the level
 * after it (whole and not negative where the sample is counts). `values` has space for sample.count. Gives
 * how many values are now missing that were not. */
size_t glo_breaks_remove(const glo_sample *sample, const glo_breaks *breaks, double *values);

#endif
