/* simple.h: the plainest methods: the last value, the value a season ago, the straight line from the first value to the
 * last, and simple exponential smoothing.
 *
 * Example:  glo_naive(&sample, &(glo_method_options){0}, &out, &fit);
 */
#ifndef GLO_SERIES_SIMPLE_H
#define GLO_SERIES_SIMPLE_H

#include "series/method.h"

int glo_naive(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out, glo_fit *fit);
int glo_snaive(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out, glo_fit *fit);
int glo_drift(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out, glo_fit *fit);
int glo_ses(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out, glo_fit *fit);

#endif
