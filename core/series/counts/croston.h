/* croston.h: figures that are mostly zero: how large they are when they come, and how often they come,
 * smoothed apart.
 *
 *   size z, at each value above 0:       z += alpha (y - z)
 *   Croston:  interval p since the last: p += alpha (steps - p)       rate z / p
 *   SBA:      the same without its bias                               rate (1 - alpha / 2) z / p
 *   TSB:      probability b, at every step:   b += beta (1{y > 0} - b)     rate b z
 *
 * z and p start at the first value above 0 and the steps up to it; for TSB at their means. alpha and beta are
 * 0.1; with the model "optimised" those of the least squared error one step ahead. The quantiles are those of
 * a 0 with the probability of no occurrence, else of the sizes there were, recent ones with larger weights:
 * never negative, whole for counts.
 *
 * Example:  glo_sba(&sample, &(glo_method_options){0}, &out, &fit);
 *
 * References: J. D. Croston, "Forecasting and stock control for intermittent demands", Operational Research
 * Quarterly 23 (1972); A. A. Syntetos, J. E. Boylan, "The accuracy of intermittent demand estimates",
 * International Journal of Forecasting 21 (2005); R. H. Teunter, A. A. Syntetos, M. Z. Babai, "Intermittent
 * demand: linking forecasting to inventory obsolescence", European Journal of Operational Research 214
 * (2011).
 */
#ifndef GLO_SERIES_CROSTON_H
#define GLO_SERIES_CROSTON_H

#include "sample/method.h"

glo_status glo_croston(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                       glo_fit *fit);
glo_status glo_sba(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                   glo_fit *fit);
glo_status glo_tsb(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                   glo_fit *fit);

#endif
