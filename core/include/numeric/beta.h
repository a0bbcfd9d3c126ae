/* beta.h: the beta distribution and its quantiles.
 *
 * Example:  double upper = glo_beta_quantile(0.95, hits + 1, misses + 1);
 *
 * Within 1e-12 of the true value, relatively, in the lower tail, and in the upper for 1 - x. Plain arithmetic over
 * numeric/elementary.h: the same bits on every processor.
 *
 * References: continued fraction of M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions (1964), 26.5.8, by Lentz's
 * method; the density by C. Loader's deviances (2000).
 *
 * core/numeric includes base only; series, detect and model may include it.
 */
#ifndef GLO_NUMERIC_BETA_H
#define GLO_NUMERIC_BETA_H

/* The share of a beta distribution below x; a, b > 0, 0 <= x <= 1. */
double glo_beta_lower(double x, double a, double b);

/* The share above `x`, where `rest` is 1 - x, told to its own digits. */
double glo_beta_upper(double x, double rest, double a, double b);

/* x with P(X <= x) = p; NaN for a p outside 0 to 1, or an a or b that is not above 0. */
double glo_beta_quantile(double p, double a, double b);

#endif
