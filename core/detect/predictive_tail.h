/* predictive_tail.h: how likely a count as high is, with all that the history leaves open: what holds far out in the tail, where
 * thousands of series are judged at once, and the normal approximation of a bound no longer does.
 *
 *   Y ~ NB(mean mu + v phi mu, variance over mean phi (1 + v mu)),   p = P(Y >= y)
 *   phi: the upper limit phi^ + phi sqrt((2 + k) / n) of the dispersion, k = (1 + 6 phi (phi - 1)) / (mu phi), at most 4 phi^
 *
 * mu is the expected count and v the variance of its logarithm but for the dispersion; n counts tell phi^, and k is the excess
 * kurtosis of one of them. Without overdispersion, of a plain mean of n counts that sum to S, this is P(B >= y) with B binomial
 * (S + y, 1 / (n + 1)): the exact conditional test of two Poisson counts. A count has no p below its own: P(Y >= y), never the mid-p,
 * so that p is at most u with a chance of at most u.
 *
 * Example:  p = glo_predictive_tail(&(glo_predictive){.mean = 4, .variance = 0.01, .dispersion = 1.2, .history = 240}, 15);
 *
 * References: J. Przyborowski, H. Wilenski, "Homogeneity of results in testing samples from Poisson series", Biometrika 31 (1940), for
 * the conditional test; the variance of a dispersion by P. McCullagh, J. A. Nelder, Generalized Linear Models (2nd ed., 1989),
 * 4.5. docs/methods.md has how far it holds.
 */
#ifndef GLO_DETECT_PREDICTIVE_TAIL_H
#define GLO_DETECT_PREDICTIVE_TAIL_H

#include <stddef.h>

typedef struct glo_predictive {
    double mean;
    double variance;   /* of the logarithm of the mean, but for the dispersion */
    double dispersion; /* at least 1 */
    size_t history;    /* counts that tell the dispersion */
} glo_predictive;

double glo_predictive_tail(const glo_predictive *expected, double observed);

/* The same of the mean of `count` counts, without season or trend. */
glo_predictive glo_predictive_plain(const double *counts, size_t count);
double glo_predictive_plain_tail(const double *counts, size_t count, double observed);

/* The largest count whose successor has a tail above `alpha`: an alarm is a count above it. */
double glo_predictive_bound(const glo_predictive *expected, double alpha);

#endif
