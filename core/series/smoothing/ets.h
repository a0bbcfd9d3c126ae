/* ets.h: exponential smoothing, the whole family: error A or M, trend N, A, Ad, M or Md, season N, A or M.
 *
 * The model is chosen by AICc unless options->model names one: "ANN" (simple exponential smoothing, also
 * "ses"), "AAN" ("holt"), "AAdN" ("damped"), "MAdM" ... "Z" leaves a part open: "ZZN" chooses among those
 * without a season. Source: R. J. Hyndman, A. B. Koehler, J. K. Ord, R. D. Snyder, Forecasting with
 * Exponential Smoothing (2008). Likelihood and AICc leave out the constants, as R's forecast::ets does.
 *
 * Example:
 *   glo_sample sample = {.values = y, .count = 144, .season = 12};
 *   if (glo_ets(&sample, &(glo_method_options){.model = "MAdM"}, &out, &fit) == GLO_OK) use(fit.aicc);
 */
#ifndef GLO_SERIES_ETS_H
#define GLO_SERIES_ETS_H

#include "sample/method.h"

/* GLO_EINVAL for a model that does not exist or that the sample does not allow (M with values of zero or
 * less).
 */
glo_status glo_ets(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                   glo_fit *fit);

#endif
