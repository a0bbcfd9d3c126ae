/* gamma.h: the gamma function, the gamma distribution and its quantiles.
 *
 * Example:
 *   double median = scale * glo_gamma_quantile(0.5, shape);
 *   double tail = glo_gamma_upper(k, mean);   // P(Poisson(mean) <= k - 1)
 *
 * Within 1e-12 of the true value, relatively, in both tails. Plain arithmetic over numeric/elementary.h: the same bits on every
 * processor.
 *
 * References: W. Gautschi, "A computational procedure for incomplete gamma functions", ACM TOMS 5 (1979): series and continued
 * fraction; C. Loader, "Fast and accurate computation of binomial probabilities" (2000): the density by its deviance.
 *
 * core/numeric includes base only; series, detect and model may include it.
 */
#ifndef GLO_NUMERIC_GAMMA_H
#define GLO_NUMERIC_GAMMA_H

/* ln Gamma(x), x > 0. */
double glo_log_gamma(double x);

/* ln Gamma(x + 1) less Stirling's formula, x > 0. */
double glo_stirling_error(double x);

/* x ln(x / m) + m - x, without cancellation where x is near m; x, m > 0. */
double glo_deviance(double x, double m);

/* The share of a gamma distribution of scale 1 below x, and above it; shape > 0, x >= 0. */
double glo_gamma_lower(double x, double shape);
double glo_gamma_upper(double x, double shape);

/* x with P(X <= x) = p for scale 1; 0 and infinity at p = 0 and 1, NaN for a p outside them or a shape that is not above 0. */
double glo_gamma_quantile(double p, double shape);

#endif
