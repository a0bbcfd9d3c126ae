/* interval_support.h: which intervals the history of a series supports.
 *
 * One value supports none. Where no variation was seen (every value the same, or every one fitted without
 * error), a method's interval is a single point, which is an answer only if the history is long: a further
 * value lies within the range of n exchangeable ones with probability (n - 1) / (n + 1), or n / (n + 1) where
 * it can't lie below that range. The point is the interval of the levels up to that, so from 9 values on of 80
 * %, from 39 on of 95 % (of zeros from 4 and 19 on); the others have none (NaN), and the note says so.
 *
 * Example:  glo_keep_supported_intervals(&w, w.together, &prediction);     isnan(prediction.low[0])
 *
 * Reference: S. S. Wilks, "Determination of sample sizes for setting tolerance limits", Annals of
 * Mathematical Statistics 12 (1941).
 */
#ifndef GLO_SERIES_INTERVAL_SUPPORT_H
#define GLO_SERIES_INTERVAL_SUPPORT_H

#include "forecast/candidate.h"

/* `block`: the forecast before calibration, its steps those of `out`. */
void glo_keep_supported_intervals(const glo_candidates *w, const double *block, glo_prediction *out);

#endif
