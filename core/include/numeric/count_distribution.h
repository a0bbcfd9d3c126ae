/* count_distribution.h: the Poisson and the negative binomial distribution.
 *
 * The negative binomial is given by mean and dispersion (variance over mean, above 1): its size is mean / (dispersion - 1), its
 * probability 1 / dispersion. A dispersion of at most 1 is the Poisson.
 *
 * Example:  double bound = glo_count_quantile(0.95, 5, 1.5);   // 10
 *
 * Reference: N. L. Johnson, A. W. Kemp, S. Kotz, Univariate Discrete Distributions (3rd ed., 2005), 4.3 and 5.1. Probabilities
 * are summed from the side where they are small, each from the one before.
 *
 * core/numeric includes base only; series, detect and model may include it.
 */
#ifndef GLO_NUMERIC_COUNT_DISTRIBUTION_H
#define GLO_NUMERIC_COUNT_DISTRIBUTION_H

/* The smallest whole number k with P(X <= k) >= p, for 0 <= p < 1; NaN for other p, and for a mean that is none or below 0. */
double glo_count_quantile(double p, double mean, double dispersion);

/* P(X >= k), to twelve digits also where it is small. */
double glo_count_upper_tail(double k, double mean, double dispersion);

#endif
