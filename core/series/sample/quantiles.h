/* quantiles.h: the quantiles of a forecast: of a normal distribution, or of weighted values.
 *
 * Whatever comes in, what goes out is finite, rises with the probability and, for counts, is whole and not
 * negative: a count k takes the part of a normal distribution between k - 1/2 and k + 1/2, and 0 all that
 * lies below.
 *
 * Example:  glo_quantiles_normal(out, step, (glo_spread){mean, sd, y.scale, sample->is_count});
 */
#ifndef GLO_SERIES_QUANTILES_H
#define GLO_SERIES_QUANTILES_H

#include "sample/method.h"

typedef struct glo_spread {
    double mean, sd, scale; /* mean and sd are in units of scale */
    int is_count;
} glo_spread;

/* Fills in the mean and the quantiles of `step`. */
void glo_quantiles_normal(glo_quantiles *out, size_t step, glo_spread spread);

/* A value with a weight, and values in rising order. */
typedef struct glo_weighted {
    double value, weight;
} glo_weighted;
void glo_weighted_sort(glo_weighted *items, size_t count);

/* Fills in the quantiles of `step` (the mean is the caller's) from sorted values: the smallest value at or
 * below which at least the probability lies, once the share `zero` of it is at 0. */
void glo_quantiles_weighted(glo_quantiles *out, size_t step, const glo_weighted *items, size_t count,
                            double zero);

/* The nearest finite number; 0 for NaN. */
double glo_finite(double value);

#endif
