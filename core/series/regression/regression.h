/* regression.h: dynamic regression: ARIMA with leading series, events and figures known ahead as regressors.
 *
 *   y_t = b_1 x_1(t - lag_1) + ... + b_m x_m(t) + n_t,    n_t a seasonal ARIMA
 *
 * options->regressors are laid out by design.h, so that only what is known where the sample ends goes in; the
 * fit is arima.h's. Without regressors, or where none of them can tell anything, it is plain ARIMA and says
 * so. The model is "regression, ARIMA(1,0,0) with mean", and can be asked for by that name.
 *
 * Example:
 *   glo_method_options options = {.regressors = regressors, .regressor_count = 2};
 *   int status = glo_regression(&sample, &options, &out, &fit);
 *
 * Reference: A. Pankratz, Forecasting with Dynamic Regression Models (1991).
 */
#ifndef GLO_SERIES_REGRESSION_H
#define GLO_SERIES_REGRESSION_H

#include "sample/method.h"

/* GLO_EINVAL, GLO_ENOMEM. */
glo_status glo_regression(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                          glo_fit *fit);

#endif
