/* simple.h: simple exponential smoothing, for builds without its family (ets.h).
 *
 * Example:  glo_ses(&sample, &(glo_method_options){0}, &out, &fit);
 */
#ifndef GLO_SERIES_SIMPLE_H
#define GLO_SERIES_SIMPLE_H

#include "series/method.h"

int glo_ses(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out, glo_fit *fit);

#endif
