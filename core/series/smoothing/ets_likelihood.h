/* ets_likelihood.h: a model run over a series: its errors, its likelihood, and how both change with each
 * parameter.
 *
 * With r = e (error A) or e / f (error M) over the n known values, -2 log L = n log sum r^2 [+ 2 sum log f
 * (error M)], the variance concentrated out and constants left out (Hyndman et al. 2008, section 5.1). That
 * is n log sum (r G)^2, G the geometric mean of the forecasts of error M, else 1: least squares, whose
 * derivatives come forward with the recursion, all parameters beside each other.
 *
 * Example:
 *   glo_ets_slopes at;                               at.gradient, at.curvature into memory of the caller's
 *   if (glo_ets_slopes_at(&model, &data, parameters, room, &at)) use(at.deviance);
 */
#ifndef GLO_SERIES_ETS_LIKELIHOOD_H
#define GLO_SERIES_ETS_LIKELIHOOD_H

#include "smoothing/ets_model.h"

/* Sum of squares S = sum (r G)^2 / G^2, and of S G^2, divided by G^2: half its gradient, half its
 * Gauss-Newton curvature (lower triangle, rows of `stride`). */
typedef struct glo_ets_slopes {
    double squares, deviance; /* deviance: -2 log L */
    double *gradient, *curvature;
} glo_ets_slopes;

size_t
glo_ets_stride(const glo_ets_model *model); /* the count of parameters, rounded up for the vector units */
size_t glo_ets_slopes_room(const glo_ets_model *model);
/* Both give 0 where the parameters lead out of what the model allows: a forecast of zero or less with error M
 * ... */
int glo_ets_slopes_at(const glo_ets_model *model, const glo_ets_data *data, const double *parameters,
                      double *room, glo_ets_slopes *out);
/* The same without derivatives. `fitted` may be NULL; state->seasonal has room for twice the
 * period: the season of the step after the last comes first. */
int glo_ets_run(const glo_ets_model *model, const glo_ets_data *data, const double *parameters,
                double *fitted, glo_ets_state *state, double *squares, double *deviance);

#endif
