/* naive.h: the simplest forecasts, which every other has to beat.
 *
 *   naive           the last value                           sd of step h: s sqrt(h)
 *   seasonal naive  the value a season before                              s sqrt(k), k seasons begun
 *   naive 2         the last value, the season taken out and put back      s sqrt(h), times the season's
 * index drift           the line from the first to the last value              s sqrt(h (1 + h / (n - 1)))
 *   mean            the mean of all                                        s sqrt(1 + 1/n)
 * with s from the one-step errors (for the season: the errors a season ahead), the degrees of freedom taken
 * off. Naive 2 takes a season out where the test of the M4 competition finds one (season.h): it is the
 * benchmark of that competition's OWA.
 *
 * Example:  glo_seasonal_naive(&sample, &(glo_method_options){0}, &out, &fit);
 *
 * References: R. J. Hyndman, G. Athanasopoulos, Forecasting: Principles and Practice, 3rd edition (2021), 5.2
 * and 5.5; S. Makridakis, E. Spiliotis, V. Assimakopoulos, "The M4 competition", International Journal of
 * Forecasting 36 (2020).
 */
#ifndef GLO_SERIES_NAIVE_H
#define GLO_SERIES_NAIVE_H

#include "sample/method.h"

glo_status glo_naive(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                     glo_fit *fit);
glo_status glo_seasonal_naive(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                              glo_fit *fit);
glo_status glo_naive2(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                      glo_fit *fit);
glo_status glo_drift(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                     glo_fit *fit);
glo_status glo_mean_method(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                           glo_fit *fit);

#endif
