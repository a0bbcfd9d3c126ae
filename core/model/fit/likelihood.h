/* likelihood.h: densities and cumulative shares of the families that are fitted.
 *
 * Example:  double aic = 2 * 2 - 2 * log_likelihood(&distribution, values, count);
 */
#ifndef GLO_MODEL_LIKELIHOOD_H
#define GLO_MODEL_LIKELIHOOD_H

#include "model/distribution.h"

/* ln B(a, b). */
double log_beta(double a, double b);

/* The sum of the logarithms of the densities, or of the probabilities of a family of whole numbers. */
double log_likelihood(const glo_distribution *d, const double *x, size_t count);

/* The most by which the share of the values up to any number differs from the distribution's. GLO_ENOMEM. */
glo_status kolmogorov_distance(const glo_distribution *d, const double *x, size_t count, double *out);

#endif
