/* shrinkage.h: the covariance of many series from few residuals, as its diagonal and a few common factors:
 *
 *   W = lambda diag(s^2) + (1 - lambda) R R' / n,   lambda = sum Var(r_ij) / sum r_ij^2 over i <> j, in [0,
 * 1]
 *
 * with r_ij the correlations of the residuals R, not centred, of n times. W is never formed: it is
 * diag(variances) + F F' with a column of F per time.
 *
 * Example:  glo_covariance w; glo_shrink(residuals, series, times, &w);   w.lambda
 *
 * References: J. Schaefer and K. Strimmer, "A shrinkage approach to large-scale covariance matrix estimation"
 * (2005); S. L. Wickramasuriya, G. Athanasopoulos and R. J. Hyndman, "Optimal forecast reconciliation for
 * hierarchical and grouped time series through trace minimization" (2019).
 */
#ifndef GLO_SERIES_SHRINKAGE_H
#define GLO_SERIES_SHRINKAGE_H

#include "base/err.h"

#include <stddef.h>

typedef struct glo_covariance {
    size_t series, factors;
    double *variances; /* of what is each series' own */
    double *loadings;  /* F: loadings[factor * series + i] */
    double lambda;
} glo_covariance;

/* residuals[time * series + i]; NaN where missing, which counts as 0 in what series share and not at all in
 * their variance. A variance of 0 is taken as a millionth of the smallest that is not. GLO_EINVAL for fewer
 * than 2 times or residuals that are infinite, or 0 throughout. */
glo_status glo_shrink(const double *residuals, size_t series, size_t times, glo_covariance *out);

/* The mean squares of the residuals alone, with the same care. */
glo_status glo_residual_variances(const double *residuals, size_t series, size_t times, double *out);

void glo_covariance_dispose(glo_covariance *covariance);

#endif
