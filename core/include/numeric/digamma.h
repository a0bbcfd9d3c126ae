/* digamma.h: the first and second derivative of ln Gamma(x).
 *
 * Example:  double slope = log(shape) - glo_digamma(shape) - s;   // of a gamma distribution's likelihood
 *
 * Within 1e-13 of the true value, relatively, but near the root of digamma at 1.4616, where absolutely.
 *
 * Reference: M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions (1964), 6.3.5, 6.3.18, 6.4.6 and 6.4.12.
 *
 * core/numeric includes base only; series, detect and model may include it.
 */
#ifndef GLO_NUMERIC_DIGAMMA_H
#define GLO_NUMERIC_DIGAMMA_H

/* x > 0. */
double glo_digamma(double x);
double glo_trigamma(double x);

#endif
