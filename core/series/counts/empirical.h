/* empirical.h: the future is distributed as the past was: an empirical distribution in which the recent
 * weighs more than the old and, where that helps, the same season more than the others. For sparse counts,
 * whose distribution no formula knows better.
 *
 *   F(x) = (1 - s) sum_t w(t) 1{y(t) <= x} + s sum_{t of the same season} w(t) 1{y(t) <= x},   w(t) ~
 * lambda^(n - t)
 *
 * lambda (1, 0.99, 0.97 or 0.9) and s (0, 1/4 or 1/2) are those of the least CRPS one step ahead over the
 * sample. The last 1,000 values are looked at. No quantile lies beyond what was observed.
 *
 * Example:  glo_empirical(&sample, &(glo_method_options){0}, &out, &fit);
 *
 * Reference: T. Gneiting, A. E. Raftery, "Strictly proper scoring rules, prediction, and estimation", Journal
 * of the American Statistical Association 102 (2007), for the CRPS.
 */
#ifndef GLO_SERIES_EMPIRICAL_H
#define GLO_SERIES_EMPIRICAL_H

#include "sample/method.h"

glo_status glo_empirical(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                         glo_fit *fit);

#endif
