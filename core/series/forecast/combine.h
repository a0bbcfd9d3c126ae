/* combine.h: the members' forecasts combined by the weighted midmean, with weights from their past errors.
 *
 * Example:  glo_learn_weights(&w); glo_combine_past(&w); glo_combine_now(&w);     w.pooled, w.together
 */
#ifndef GLO_SERIES_COMBINE_H
#define GLO_SERIES_COMBINE_H

#include "forecast/candidate.h"

/* The mean of the middle half of the weight (interquartile mean). */
double glo_midmean(const double *values, const double *weights, size_t count);

void glo_learn_weights(glo_candidates *w);
void glo_combine_past(glo_candidates *w);
void glo_combine_now(glo_candidates *w);

#endif
