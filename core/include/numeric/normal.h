/* normal.h: the standard normal distribution.
 *
 * Example:  double upper = mean + glo_normal_quantile(0.975) * sd;
 *
 * References: M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied
 * Statistics 37 (1988), to 16 digits; the distribution function by erfc.
 *
 * core/numeric includes base only; series, detect and model may include it.
 */
#ifndef GLO_NUMERIC_NORMAL_H
#define GLO_NUMERIC_NORMAL_H

/* P(Z <= z). */
double glo_normal_cdf(double z);

/* z with P(Z <= z) = p; minus or plus infinity at 0 and 1, NaN outside them. */
double glo_normal_quantile(double p);

#endif
