/* comb.h: the mean of simple, Holt's and damped exponential smoothing of the seasonally adjusted values,
 * which the competitions call Comb. The season, where the test finds one, is taken out before and put back
 * after (season.h).
 *
 *   forecast = season (ses + holt + damped) / 3,   and the same of each quantile
 *
 * Example:  glo_comb(&sample, &(glo_method_options){0}, &out, &fit);
 *
 * Reference: S. Makridakis, M. Hibon, "The M3-Competition: results, conclusions and implications",
 * International Journal of Forecasting 16 (2000).
 */
#ifndef GLO_SERIES_COMB_H
#define GLO_SERIES_COMB_H

#include "sample/method.h"

/* Has no models: options->model is GLO_EINVAL. GLO_ENOMEM. */
glo_status glo_comb(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                    glo_fit *fit);

#endif
