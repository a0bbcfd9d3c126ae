/* distribution.h: the distributions that an uncertain quantity may have, by their quantile functions. A draw is the quantile of
 * a uniform number, so that random numbers, Latin hypercubes and Sobol sequences serve all of them, and a higher uniform
 * number never gives a lower draw.
 *
 * Example:
 *   glo_distribution d = {.family = GLO_GAMMA, .parameter = {2.5, 4}};
 *   if (glo_distribution_check(&d, "delay") < 0) return GLO_EINVAL;   // names the quantity and the parameter
 *   double upper = glo_distribution_quantile(&d, 0.95);
 *
 * References: N. L. Johnson, S. Kotz, N. Balakrishnan, Continuous Univariate Distributions (2nd ed., 1994); N. L. Johnson,
 * A. W. Kemp, S. Kotz, Univariate Discrete Distributions (3rd ed., 2005); PERT: D. G. Malcolm and others, Operations Research 7
 * (1959), in the form of D. Vose, Risk Analysis (3rd ed., 2008).
 *
 * core/model includes base, numeric and frame.
 */
#ifndef GLO_MODEL_DISTRIBUTION_H
#define GLO_MODEL_DISTRIBUTION_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* With its parameters, in order. */
typedef enum glo_family {
    GLO_UNIFORM,           /* low, high */
    GLO_NORMAL,            /* mean, sd */
    GLO_LOGNORMAL,         /* mean and sd of the logarithm */
    GLO_TRIANGULAR,        /* low, mode, high */
    GLO_EXPONENTIAL,       /* mean */
    GLO_WEIBULL,           /* shape, scale */
    GLO_PERT,              /* low, mode, high, weight of the mode (4) */
    GLO_BETA,              /* a, b, low (0), high (1) */
    GLO_GAMMA,             /* shape, scale */
    GLO_BERNOULLI,         /* probability */
    GLO_BINOMIAL,          /* trials, probability */
    GLO_POISSON,           /* mean */
    GLO_NEGATIVE_BINOMIAL, /* mean, size: the variance is mean + mean^2 / size */
    GLO_DISCRETE,          /* values with weights */
    GLO_EMPIRICAL,         /* values, each as likely as the others */
    GLO_QUANTILES /* values with the probability of a lower one; between them straight by the normal quantile */
} glo_family;
#define GLO_FAMILIES 16
#define GLO_FAMILY_PARAMETERS 4

typedef struct glo_family_info {
    const char *name;
    const char *parameter[GLO_FAMILY_PARAMETERS]; /* NULL: no more */
    int count, least;                             /* parameters; how many must be given */
    double otherwise[GLO_FAMILY_PARAMETERS];      /* of those that need not be */
    bool is_whole;                                /* gives whole numbers */
    bool has_values;
} glo_family_info;

const glo_family_info *glo_family_of(glo_family family);
/* GLO_ENOTFOUND names the nearest. */
glo_status glo_family_find(const char *name, glo_family *out);

typedef struct glo_distribution {
    glo_family family;
    bool is_not_negative; /* of GLO_QUANTILES: where its lower end would go below 0 it is 0 */
    double parameter[GLO_FAMILY_PARAMETERS];
    const double *values,
        *weights; /* `count` each, rising values for GLO_EMPIRICAL and GLO_QUANTILES; borrowed */
    size_t count;
    /* of GLO_QUANTILES: so many sets of `count` values and weights one after the other, a set for each row of the results, the last for
     * all after it. Models only; 0: one for all rows */
    size_t sets;
} glo_distribution;

/* The distribution of a set, from 0; of one without sets itself. */
glo_distribution glo_distribution_set(const glo_distribution *distribution, size_t set);

/* GLO_EINVAL names `quantity`, the parameter and its bounds. */
glo_status glo_distribution_check(const glo_distribution *distribution, const char *quantity);

/* Whether the parameters are in their bounds, without words. */
bool glo_distribution_is_valid(const glo_distribution *distribution);

/* The smallest x with P(X <= x) >= p; within 1e-12 for all but whole numbers, which are exact. 0 < p < 1; NaN for wrong
 * parameters. */
double glo_distribution_quantile(const glo_distribution *distribution, double p);

/* P(X <= x), or where `is_upper` P(X > x), told to its own digits. NaN for wrong parameters and for the families that have values. */
double glo_distribution_share(const glo_distribution *distribution, double x, bool is_upper);

/* What makes many draws: tables, where a quantile takes long. */
typedef struct glo_sampler glo_sampler;
glo_status glo_sampler_new(const glo_distribution *distribution, glo_sampler **out);
void glo_sampler_free(glo_sampler *sampler);
/* The quantiles of `count` uniform numbers, at most GLO_SAMPLER_MOST; gamma, beta and PERT within 1e-9, relatively. `out` does
 * not overlap `u`. */
#define GLO_SAMPLER_MOST 2048
void glo_sampler_draw(const glo_sampler *sampler, const double *u, size_t count, double *out);

/* The same with parameters that differ from draw to draw (NULL for those that the family does not have): no tables, so the families
 * without a closed form take about a microsecond each. A draw with wrong parameters is NaN. */
void glo_distribution_draw(const glo_distribution *distribution, const double *const *parameters,
                           const double *u, size_t count, double *out);

#endif
