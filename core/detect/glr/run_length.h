/* run_length.h: how long a chart runs on average before its first alarm while nothing has changed, and the limit that gives a run
 * length asked for.
 *
 *   CUSUM of Poisson counts   exact: S is a Markov chain on the multiples of 1 / d, where the reference value is a fraction with
 *                             denominator d; the run lengths x from each state solve (I - P) x = 1
 *   GLR                       by simulation: PATHS series in control, each until 2 x the run length asked for; with F(c) the paths
 *                             that pass c, the run length at c is estimated by all periods before an alarm over F(c), as of a
 *                             censored geometric variable (standard error some 5 %)
 *
 * Example:
 *   status = glo_cusum_run_length(2.4, (glo_fraction){3, 1}, 10, &run_length);   // h = 10, k = 3
 *
 * References: D. Brook, D. A. Evans, "An approach to the probability distribution of CUSUM run length", Biometrika 59 (1972);
 * D. M. Hawkins, D. H. Olwell, Cumulative Sum Charts and Charting for Quality Improvement (1998), for counts.
 */
#ifndef GLO_DETECT_GLR_RUN_LENGTH_H
#define GLO_DETECT_GLR_RUN_LENGTH_H

#include "glr/chart.h"

typedef struct glo_fraction {
    size_t numerator, denominator;
} glo_fraction;

/* The fraction with the least denominator within `error`, of those up to 40; else the nearest of them. */
glo_fraction glo_fraction_near(double value, double error);

/* Of S = max(0, S + y - k), alarm at S >= h, with y Poisson and h = `limit` over k's denominator; begun at 0. GLO_ENOMEM. */
glo_status glo_cusum_run_length(double mean, glo_fraction k, size_t limit, double *out);

/* The least such limit whose run length is `run_length` or more. GLO_ENOMEM; GLO_EINVAL where none up to 2000 is. */
glo_status glo_cusum_limit(double mean, glo_fraction k, double run_length, size_t *out);

/* The limit at which the chart, with the means of a year over and over, runs so long. GLO_ENOMEM. */
glo_status glo_chart_limit(const glo_chart *chart, const double *means, size_t count, double run_length,
                           uint64_t seed, double *out);

#endif
