/* projection.h: the coherent values nearest to incoherent ones, by weighted least squares over the leaves of
 * a hierarchy:
 *
 *   b = argmin (y - S b)' W^-1 (y - S b),   W = diag(variances) + F F',   and b >= 0 where asked
 *
 * By conjugate gradients over the sparse S with the diagonal as preconditioner, well-conditioned because the
 * variance of a sum is about the sum of variances. The common factors F are taken out first (Woodbury): what
 * they explain of the incoherence is z = (I + E' D^-1 E)^-1 E' D^-1 e, with e and E what a diagonal
 * projection leaves of y and F. b >= 0 is solved exactly, by block principal pivoting: leaves whose value or
 * whose gradient is negative change sides until there are none.
 *
 * Example:
 *   glo_projection_new(&h, variances, NULL, 1, NULL, &projection);
 *   glo_projection_apply(projection, base, leaves);
 *
 * References: M. R. Hestenes and E. Stiefel, "Methods of conjugate gradients for solving linear systems"
 * (1952); S. L. Wickramasuriya, B. A. Turlach and R. J. Hyndman, "Optimal non-negative forecast
 * reconciliation" (2020); J. J. Judice and F. M. Pires, "A block principal pivoting algorithm for large-scale
 * strictly monotone linear complementarity problems" (1994).
 */
#ifndef GLO_SERIES_PROJECTION_H
#define GLO_SERIES_PROJECTION_H

#include "base/job.h"
#include "reconciliation/shrinkage.h"
#include "series/hierarchy.h"

typedef struct glo_projection glo_projection;

/* `variances` per node, positive and finite; `common` may be NULL, else its loadings are F. All borrowed:
 * they must outlive the projection. GLO_EINVAL, GLO_ENOMEM, GLO_ECANCELLED. */
glo_status glo_projection_new(const glo_hierarchy *hierarchy, const double *variances,
                              const glo_covariance *common, int nonnegative, const glo_job *job,
                              glo_projection **out);
void glo_projection_free(glo_projection *projection);

/* `base` per node, `out` per leaf. May be called from several threads at once. */
glo_status glo_projection_apply(const glo_projection *projection, const double *base, double *out);

#endif
