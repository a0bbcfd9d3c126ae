/* ets_likelihood.h: the likelihood of a model for a series, with its derivatives by each parameter.
 *
 * With r = e (error A) or e / f (error M) over the n known values, -2 log L = n log sum r^2 [+ 2 sum log f
 * (error M)], the variance concentrated out and constants left out (Hyndman et al. 2008, section 5.1). That
 * is n log sum (r G)^2, G the geometric mean of the forecasts of error M, else 1: least squares, whose
 * derivatives come forward with the recursion, all parameters beside each other.
 *
 * Example:
 *   glo_ets_derivatives at;                               at.gradient, at.hessian into memory of the caller's
 *   if (glo_ets_derivatives_at(&model, &data, parameters, workspace, &at)) use(at.deviance);
 */
#ifndef GLO_SERIES_ETS_LIKELIHOOD_H
#define GLO_SERIES_ETS_LIKELIHOOD_H

#include "smoothing/ets_model.h"

#include <stdbool.h>

/* Sum of squares S = sum (r G)^2 / G^2, and of S G^2, divided by G^2: half its gradient, half its
 * Gauss-Newton Hessian (lower triangle, rows of `stride`). */
typedef struct glo_ets_derivatives {
    double sse, deviance; /* deviance: -2 log L */
    double *gradient, *hessian;
} glo_ets_derivatives;

size_t
glo_ets_stride(const glo_ets_model *model); /* the count of parameters, rounded up for the vector units */
size_t glo_ets_derivatives_workspace(const glo_ets_model *model);
/* Both give 0 where the parameters lead out of what the model allows: a forecast of zero or less with error M
 * ... */
bool glo_ets_derivatives_at(const glo_ets_model *model, const glo_ets_data *data, const double *parameters,
                            double *workspace, glo_ets_derivatives *out);
/* The same without derivatives. `fitted` may be NULL; state->seasonal has space for twice the
 * period: the season of the step after the last comes first. */
bool glo_ets_run(const glo_ets_model *model, const glo_ets_data *data, const double *parameters,
                 double *fitted, glo_ets_state *state, double *sse, double *deviance);

#endif
