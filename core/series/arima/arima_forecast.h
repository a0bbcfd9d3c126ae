/* arima_forecast.h: what a fitted ARIMA says of the steps ahead.
 *
 * Example:  glo_arima_forecast(fitter, &fit, 12, NULL, mean, variance);
 */
#ifndef GLO_SERIES_ARIMA_FORECAST_H
#define GLO_SERIES_ARIMA_FORECAST_H

#include "arima/arima_fit.h"

/* Means and variances of `horizon` steps ahead, from the state that glo_arima_evaluate left in the fitter.
 * `future` has the regressors ahead, column after column of `horizon` values. The variance adds to that of
 * the psi weights what is not known of mean, drift, regressors and gaps. GLO_ENOMEM. */
glo_status glo_arima_forecast(const glo_arima_fitter *fitter, const glo_arima_fit *fit, size_t horizon,
                              const double *future, double *mean, double *variance);

/* One-step forecasts of the sample: NaN at gaps and where differencing leaves none. */
void glo_arima_fitted(glo_arima_fitter *fitter, const glo_arima_fit *fit, double *out);

#endif
