/* arima.h: seasonal ARIMA, chosen stepwise, and regression with ARIMA errors.
 *
 *   ar(B) AR(B^s) (1 - B)^d (1 - B^s)^D (y_t - m_t) = ma(B) MA(B^s) e_t,    m_t: mean, drift or regressors
 *
 * The number of differences comes from the strength of the season and the KPSS test, the rest from AICc.
 * Exact Gaussian likelihood, with missing values too. Quantiles are normal, from the psi weights.
 *
 * options->model may name one, "ARIMA(0,1,1)(0,1,1)[12]", with " with mean" (no difference) or " with drift"
 * (one); "log" or "log ARIMA(...)" works on the logarithms: quantiles are those of y, the mean is the mean of
 * y, and AICc and likelihood are of the logarithms.
 *
 * Example:
 *   glo_arima(&sample, &(glo_method_options){.model = "ARIMA(0,1,1)(0,1,1)[12]"}, &out, &fit);
 *
 * References: R. Hyndman, Y. Khandakar, Automatic time series forecasting: the forecast package for R,
 * Journal of Statistical Software 27(3) (2008); P. Brockwell, R. Davis, Time Series: Theory and Methods
 * (1991).
 */
#ifndef GLO_SERIES_ARIMA_H
#define GLO_SERIES_ARIMA_H

#include "sample/method.h"

/* GLO_EINVAL (no known value, a name that is not an ARIMA, logarithms of values not above 0), GLO_ENOMEM. */
glo_status glo_arima(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                     glo_fit *fit);

/* Regressors of a series: `count` of them, column after column. */
typedef struct glo_regressors {
    size_t count;
    const double *values; /* sample.count each; no NaN */
    const double *future; /* out.horizon each */
    double *coefficients; /* NULL, or one per regressor: the change of y for one more; 0 where collinear */
    double *errors;       /* NULL, or their standard errors; 0 where collinear */
    const double *spread; /* NULL, or out.horizon each: the standard deviations of `future` */
} glo_regressors;

/* The same with regressors: a dynamic regression with ARIMA errors. Differences are chosen from what least
 * squares leaves, the coefficients come from generalised least squares within the likelihood. The quantiles
 * know the regressors ahead, and hold what is not known of their coefficients and, with `spread`, of
 * themselves. Too short a series drops them, with a note and coefficients of 0. GLO_EINVAL, GLO_ENOMEM. */
glo_status glo_arima_regression(const glo_sample *sample, const glo_regressors *regressors,
                                const glo_method_options *options, glo_quantiles *out, glo_fit *fit);

#endif
