/* rolling_origin.h: the members' forecasts at origins in the past, and their outcomes.
 *
 * Example:
 *   if (glo_rolling_fit(&w) == GLO_OK && w.origin_count > 0)
 *       error = glo_past_block(&w, 0, member)[0] - glo_outcome(&w, 0, 0);
 */
#ifndef GLO_SERIES_ROLLING_ORIGIN_H
#define GLO_SERIES_ROLLING_ORIGIN_H

#include "forecast/candidate.h"

/* Chooses the origins and fits every member at each, into `past`; none where the series is too short.
 * GLO_ENOMEM, GLO_ECANCELLED. */
glo_status glo_rolling_fit(glo_candidates *w);

double *glo_past_block(const glo_candidates *w, size_t origin, size_t member);
double glo_outcome(const glo_candidates *w, size_t origin, size_t step);

/* The effective number of origins with no outcome in common, of so many. */
double glo_independent_origins(const glo_candidates *w, size_t origins);

#endif
