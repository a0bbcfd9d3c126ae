/* fit.h: a distribution fitted to a sample by maximum likelihood, and how well it fits.
 *
 * Example:
 *   glo_fit fit;
 *   if (glo_fit_distribution(GLO_GAMMA, values, count, "delay", &fit) < 0) ...   // names the value that it can't have
 *   if (fit.aic < best.aic) best = fit;
 *
 * Normal, lognormal, exponential, uniform and Poisson in closed form; the shape of gamma and Weibull and the size of the negative binomial
 * distribution by Newton's method on the derivative of the likelihood, within a bracket; beta's shapes by Newton's method in two
 * dimensions. The values are taken as independent.
 *
 * References: N. L. Johnson, S. Kotz, N. Balakrishnan, Continuous Univariate Distributions (2nd ed., 1994); H. Akaike, "A new look at
 * the statistical model identification", IEEE Transactions on Automatic Control 19 (1974); A. Kolmogorov (1933) for the distance.
 *
 * core/model includes base, numeric and frame.
 */
#ifndef GLO_MODEL_FIT_H
#define GLO_MODEL_FIT_H

#include "model/distribution.h"

enum { GLO_FIT_LEAST = 5 }; /* values */

typedef struct glo_fit {
    glo_distribution distribution; /* its parameters in the order of the family */
    double log_likelihood; /* of whole-number families that of the probabilities, else of the densities */
    double aic;            /* 2 (estimated parameters) - 2 log likelihood */
    double distance;       /* Kolmogorov's: the most by which the two cumulative shares differ */
} glo_fit;

/* Whether the family is one of those above, GLO_BETA on 0 to 1. */
bool glo_family_is_fitted(glo_family family);

/* GLO_EINVAL names `quantity` and the value that the family can't have, or says why there is no maximum; GLO_ENOMEM. */
glo_status glo_fit_distribution(glo_family family, const double *values, size_t count, const char *quantity,
                                glo_fit *out);

#endif
