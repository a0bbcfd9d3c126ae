/* ets_fit.h: maximum likelihood: Gauss and Newton's steps, damped after Levenberg and Marquardt, within
 * bounds.
 *
 * Bounds as R's ets has them ("both"): alpha, beta, gamma from 1e-4 on, alpha to 0.9999, beta to alpha, gamma
 * to 1 - alpha, phi from 0.8 to 0.98; and admissible. The search goes over alpha, the shares of beta in its
 * range and of gamma in its, phi, and the first states, so that the bounds make a box. Sources: D. Marquardt,
 * SIAM J. Appl. Math. 11 (1963); J. Nocedal, S. Wright, Numerical Optimization, chapter 10.
 *
 * Example:
 *   glo_ets_fit *fit;
 *   if (glo_ets_fit_new(&model, &fit) == GLO_OK && glo_ets_fit_start(fit, &data, &start, 0))
 *       glo_ets_fit_improve(fit, &data, 100);
 *   ... fit->best.derivatives.deviance, fit->best.parameters ...
 *   glo_ets_fit_free(fit);
 */
#ifndef GLO_SERIES_ETS_FIT_H
#define GLO_SERIES_ETS_FIT_H

#include "base/err.h"
#include "smoothing/ets_likelihood.h"
#include "smoothing/ets_start.h"

#include <stdbool.h>

/* A point of the search, and the likelihood with its derivatives there. */
typedef struct glo_ets_point {
    double *coordinates, *parameters; /* as searched over; of the model */
    glo_ets_derivatives derivatives;
} glo_ets_point;

typedef struct glo_ets_fit {
    glo_ets_model model;
    glo_ets_point best, trial;
    double damping;
    double predicted_reduction; /* of the deviance by the next step */
    double aicc;
    int is_converged, steps; /* no step is predicted to gain more; steps tried */
    int order;               /* among others, the caller's */
    double *lower, *upper, *step, *factor, *workspace;
    unsigned char *is_fixed;
} glo_ets_fit;

glo_status glo_ets_fit_new(const glo_ets_model *model, glo_ets_fit **out);
void glo_ets_fit_free(glo_ets_fit *fit);
/* Starts anew from these states and one of a few sets of smoothing parameters; 0 where the model can't start
 * there. */
enum { GLO_ETS_STARTS = 4 };
bool glo_ets_fit_start(glo_ets_fit *fit, const glo_ets_data *data, const glo_ets_start *start, int which);
void glo_ets_fit_improve(glo_ets_fit *fit, const glo_ets_data *data, int steps);

#endif
