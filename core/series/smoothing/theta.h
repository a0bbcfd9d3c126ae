/* theta.h: the Theta method. A series is split into its straight line in time (theta 0) and a line of doubled
 * curvature (theta 2); the first is drawn on, the second smoothed exponentially, and the forecast is their
 * mean. The season, where the test finds one, is taken out before and put back after (season.h).
 *
 * Example:  glo_theta(&sample, &(glo_method_options){0}, &out, &fit);
 */
#ifndef GLO_SERIES_THETA_H
#define GLO_SERIES_THETA_H

#include "sample/method.h"

/* The standard method: simple exponential smoothing, alpha and first level by least squares, plus half the
 * drift of the line.
 *
 *   level(t) = alpha y(t) + (1 - alpha) level(t - 1)
 *   forecast(n + h) = level(n) + b/2 (h - 1 + (1 - (1 - alpha)^n) / alpha),  b the slope of the line
 *   sd(h) = s sqrt(1 + (h - 1) alpha^2)
 *
 * The model "classic" is what the M4 competition ran under this name: alpha and first level are those that
 * suit the theta line 2, and the forecast is the mean of the two lines.
 *
 * References: V. Assimakopoulos, K. Nikolopoulos, "The theta model", International Journal of Forecasting 16
 * (2000); R. J. Hyndman, B. Billah, "Unmasking the Theta method", ibid. 19 (2003). */
glo_status glo_theta(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                     glo_fit *fit);

/* The dynamic and the optimised method, as one state space model: with w = 1 - 1/theta,
 *
 *   forecast(t) = level(t - 1) + w ((1 - alpha)^(t-1) A(t - 1) + (1 - (1 - alpha)^t) / alpha B(t - 1))
 *
 * A and B are intercept and slope of the line through the whole series (STM, OTM) or through what came before
 * t (DSTM, DOTM); theta is 2 (STM, DSTM) or estimated (OTM, DOTM). For a given alpha the errors are linear in
 * the first level and in w, so that alpha alone has to be searched for. `options->model` names one of the
 * four; else the one of the least squared error.
 *
 * Reference: J. A. Fiorucci, T. R. Pellegrini, F. Louzada, F. Petropoulos, A. B. Koehler, "Models for
 * optimising the theta method and their relationship to state space models", International Journal of
 * Forecasting 32 (2016). */
glo_status glo_dynamic_theta(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                             glo_fit *fit);

#endif
