/* detector_parts.h: what detectors share: how a judgement begins and its score, which periods a baseline may hold, and the same
 * time of earlier years.
 *
 * Example:
 *   glo_judgement_start(series, at, out);
 *   if (out->reason) return GLO_OK;
 */
#ifndef GLO_DETECT_DETECTOR_PARTS_H
#define GLO_DETECT_DETECTOR_PARTS_H

#include "detect/detector.h"

#include <math.h>

/* A judgement with nothing in it but the count; `reason` is set where that is missing. */
static inline void glo_judgement_start(const glo_watched *series, size_t at, glo_judgement *out) {
    *out = (glo_judgement){.observed = series->counts[at],
                           .expected = NAN,
                           .upper = NAN,
                           .lower = NAN,
                           .score = NAN,
                           .p = NAN,
                           .tail = NAN,
                           .dispersion = NAN,
                           .trend = NAN,
                           .limit = NAN};
    if (isnan(out->observed))
        out->reason = "its count is missing";
}

/* (observed - expected) / (upper - expected), where both are known and differ. */
void glo_judgement_score(glo_judgement *out);

static inline bool glo_in_baseline(const glo_watched *series, size_t i) {
    return !isnan(series->counts[i]) && !(series->is_outbreak && series->is_outbreak[i]);
}

/* The period at the same time `years_back` years before `at`: by number where the series has no calendar; of weeks the one that
 * begins nearest to the same date; of others the one that holds it. False: before the series begins. */
bool glo_same_time(const glo_watched *series, size_t at, size_t years_back, size_t *out);

/* When period `i` begins, in periods: its number, or its days from the first period over the days of that. */
double glo_period_time(const glo_watched *series, size_t i);

/* The normal quantile, kept from call to call. */
double glo_detector_quantile(glo_detector_room *room, double probability);

/* Room for `count` numbers. */
glo_status glo_detector_reserve(glo_detector_room *room, size_t count, double **out);

#endif
