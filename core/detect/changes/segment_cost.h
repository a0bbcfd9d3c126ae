/* segment_cost.h: how badly one level, level and spread, or trend fits the values of a segment: minus twice its greatest log-likelihood,
 * without what every segmentation shares. A cost is a difference of prefix sums, so it takes the same time for any segment.
 *
 *   mean           sum (y - m)^2 / s2                       s2 common: from the differences of neighbours, by their median
 *   mean_variance  n log(v) + n, v = sum (y - m)^2 / n      v at least the variance of rounding
 *   trend          sum (y - a - b t)^2 / s2                 s2 common: from the second differences
 *   poisson        -2 (S log(S / n) - S)                    S the sum
 *   negative_binomial  -2 (S log m - (S + n / k) log(1 + k m)), m = S / n; variance m + k m^2, k common: the median over windows of
 *                      15 of (mean squared difference / 2 - mean) / mean^2, and at least 0
 *
 * The common parameters are taken from neighbours, so that the changes themselves do not enter them. Missing values are passed over.
 *
 * Example:
 *   status = glo_segment_cost_new(GLO_COST_POISSON, values, count, NAN, &cost);
 *   double fit = glo_segment_cost_of(&cost, 0, 28);   // of the first 28 known values
 *
 * References: R. Killick, P. Fearnhead, I. A. Eckley, "Optimal detection of changepoints with a linear computational cost", JASA 107
 * (2012); A. Cleynen, E. Lebarbier, "Segmentation of the Poisson and negative binomial rate models", ESAIM: P&S 18 (2014), for counts
 * and an overdispersion from windows; J. Gasser, L. Sroka, C. Jennen-Steinmetz, Biometrika 73 (1986), for variances from differences.
 */
#ifndef GLO_DETECT_CHANGES_SEGMENT_COST_H
#define GLO_DETECT_CHANGES_SEGMENT_COST_H

#include "detect/changes.h"

typedef struct glo_segment_cost {
    glo_change_cost kind;
    double variance;              /* s2 */
    double overdispersion;        /* k */
    double least_variance;        /* of mean_variance */
    size_t *period;               /* of each known value, from 0 */
    size_t count;                 /* of known values */
    double centre;                /* taken off the values, 0 for counts */
    double origin;                /* of time: taken off the periods */
    double *y, *yy, *t, *tt, *ty; /* sums of the values before */
} glo_segment_cost;

/* How many parameters a segment has of its own. */
size_t glo_segment_parameters(glo_change_cost kind);

/* Of the values of a series. An overdispersion of NaN is estimated. GLO_ENOMEM. */
glo_status glo_segment_cost_new(glo_change_cost kind, const double *values, size_t count,
                                double overdispersion, glo_segment_cost *out);
void glo_segment_cost_dispose(glo_segment_cost *cost);

/* Of the known values from `begin` up to `end`. */
double glo_segment_cost_of(const glo_segment_cost *cost, size_t begin, size_t end);

/* Level (of a trend: in the middle), trend per period and standard deviation of the same; NaN where the cost has none. */
typedef struct glo_segment_fit {
    double level, trend, deviation;
} glo_segment_fit;
glo_segment_fit glo_segment_fit_of(const glo_segment_cost *cost, size_t begin, size_t end);

#endif
