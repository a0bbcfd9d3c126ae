/* seasonal.h: takes the season out of a series before it is looked at for changes: classical decomposition, with medians.
 *
 *   ratio or difference of each value to the mean of a whole season around it; of each place in the season the median over all seasons,
 *   which a change of level in one of them does not move; the medians scaled to a mean of 1, or centred to 0
 *
 * Example:
 *   bool is_adjusted;
 *   status = glo_seasonally_adjust(values, 96, first, GLO_MONTH, true, adjusted, &is_adjusted);
 *
 * References: X-11's principle, ratios to a moving average: J. Shiskin, A. H. Young, J. C. Musgrave, "The X-11 variant of the census method
 * II seasonal adjustment program" (1967); R. J. Hyndman, G. Athanasopoulos, Forecasting: Principles and Practice, 3.4.
 */
#ifndef GLO_DETECT_CHANGES_SEASONAL_H
#define GLO_DETECT_CHANGES_SEASONAL_H

#include "base/date.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* The periods of a season: 12 months, 4 quarters or 52 weeks of a year, the 7 days of a week; 0: years have none. */
size_t glo_season_length(glo_span span);

/* `first`: the number of the first period. NaN: missing, and stays so. By ratios where `is_ratio` (values of 0 and more), else by
 * differences. Not adjusted, and a copy, where some place of the season has fewer than two ratios, or one of 0. GLO_ENOMEM. */
glo_status glo_seasonally_adjust(const double *values, size_t count, int32_t first, glo_span span,
                                 bool is_ratio, double *out, bool *out_is_adjusted);

#endif
