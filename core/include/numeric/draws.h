/* draws.h: random counts, from a stream of their own.
 *
 * Example:
 *   glo_draws draws = {.seed = 7, .stream = path};
 *   double count = glo_draws_negative_binomial(&draws, 3.5, 0.4);
 *
 * References: inversion for small means; Cornish and Fisher's expansion of the quantile, to the skewness, for
 * means of 30 and more; W. Hormann, "The generation of binomial random variates", Journal of Statistical Computation and
 * Simulation 46 (1993), BTRS; G. Marsaglia, W. W. Tsang, "A simple method for generating gamma variables", ACM TOMS
 * 26 (2000).
 *
 * core/numeric includes base only; series, detect and model may include it.
 */
#ifndef GLO_NUMERIC_DRAWS_H
#define GLO_NUMERIC_DRAWS_H

#include <stdint.h>

typedef struct glo_draws {
    uint64_t seed, stream, counter; /* the counter moves on by itself */
    uint32_t bits[4];
    int left; /* of the bits */
} glo_draws;

/* Between 0 and 1, both left out. */
double glo_draws_uniform(glo_draws *draws);
double glo_draws_poisson(glo_draws *draws, double mean);
/* Of scale 1; and between 0 and 1, with mean a / (a + b). */
double glo_draws_gamma(glo_draws *draws, double shape);
double glo_draws_beta(glo_draws *draws, double a, double b);
/* Variance mean + kappa mean^2; Poisson where kappa is 0. */
double glo_draws_negative_binomial(glo_draws *draws, double mean, double kappa);

/* How many of `trials` succeed, each with the chance p. */
uint32_t glo_draws_binomial(glo_draws *draws, uint32_t trials, double p);

#endif
