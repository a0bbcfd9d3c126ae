/* in_control.h: the mean of a series while nothing has changed: a log-linear regression of the counts before the first period judged,
 *
 *   log mu(t) = b0 [+ b1 t] + sum over j = 1 .. harmonics of a_j cos(2 pi j t / year) + c_j sin(2 pi j t / year)
 *
 * by maximum likelihood; the variance is mu + a mu^2, where the overdispersion a is given (0: Poisson) or estimated beside the mean.
 * Missing counts and known outbreaks are left out.
 *
 * Example:
 *   glo_in_control model = {.harmonics = 1, .year_length = 52, .overdispersion = 0};
 *   if (glo_in_control_fit(&model, series, 281, numbers) == NULL) mean = glo_in_control_mean(&model, 281);
 *
 * References: P. McCullagh, J. A. Nelder, Generalized Linear Models (2nd ed., 1989), 2.5: iteratively reweighted least squares;
 * J. F. Lawless, "Negative binomial and mixed Poisson regression", Canadian Journal of Statistics 15 (1987): mean and
 * overdispersion in turn, whose estimates are orthogonal.
 */
#ifndef GLO_DETECT_GLR_IN_CONTROL_H
#define GLO_DETECT_GLR_IN_CONTROL_H

#include "detect/detector.h"

enum { GLO_MOST_HARMONICS = 6, GLO_IN_CONTROL_MOST = 2 + 2 * GLO_MOST_HARMONICS };

typedef struct glo_in_control {
    size_t harmonics;
    bool has_trend;
    double year_length;    /* in periods */
    double overdispersion; /* NaN: to be estimated */
    /* of the fit */
    double coefficients[GLO_IN_CONTROL_MOST];
    size_t parameters, history;
    double centre, scale; /* of time, for the trend */
} glo_in_control;

/* Fits the model to the periods before `end`, with room for 3 `end` numbers. NULL, or why it could not be fitted. */
const char *glo_in_control_fit(glo_in_control *model, const glo_watched *series, size_t end, double *numbers);

double glo_in_control_mean(const glo_in_control *model, size_t period);

/* The trend of the logarithm, per period; NaN: none in the model. */
double glo_in_control_trend(const glo_in_control *model);

#endif
