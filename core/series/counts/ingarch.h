/* ingarch.h: autoregression of counts, INGARCH(1,1) in its log-linear form. What is expected follows what was
 * expected and observed:
 *
 *   y(t) ~ Poisson(m(t)) or negative binomial, variance m + kappa m^2
 *   log m(t) = c + b log m(t - 1) + a log(y(t - 1) + 1) + d t + sum_k f_k cos(2 pi k t / season) + g_k sin(2
 * pi k t / season)
 *
 * With or without trend, with 0, 1 or 2 harmonics, Poisson or negative binomial: the one of the least AICc;
 * `options->model` may be the name that an earlier fit gave. The mean is fitted by the likelihood (Fisher
 * scoring), kappa by Pearson's statistic. The trend flattens in the forecast, by 0.95 at each step. The
 * quantiles are those of 1,000 simulated paths: whole, never negative, the same bits for the same seed.
 *
 * Example:  glo_ingarch(&sample, &(glo_method_options){.seed = 7}, &out, &fit);
 *
 * References: K. Fokianos, D. Tjostheim, "Log-linear Poisson autoregression", Journal of Multivariate
 * Analysis 102 (2011); V. Christou, K. Fokianos, "Quasi-likelihood inference for negative binomial time
 * series models", Journal of Time Series Analysis 35 (2014).
 */
#ifndef GLO_SERIES_INGARCH_H
#define GLO_SERIES_INGARCH_H

#include "sample/method.h"

glo_status glo_ingarch(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                       glo_fit *fit);

#endif
