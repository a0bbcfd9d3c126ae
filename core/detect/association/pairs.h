/* pairs.h: pairs of events by bands of distance and lag, as they are and with times permuted.
 *
 * Two ways of counting give the same numbers: every pair of events of two near places, or the product of the two places' counts by
 * period; the cheaper one is taken.
 *
 * Example:
 *   glo_pairs pairs = {.events = 3, .place = (uint32_t[]){0, 0, 1}, .time = (int32_t[]){0, 4, 5}, ...};
 *   status = glo_pairs_count(&pairs, job, observed, expected, tails);
 */
#ifndef GLO_ASSOCIATION_PAIRS_H
#define GLO_ASSOCIATION_PAIRS_H

#include "association/significance.h"

#include <stdint.h>

typedef struct glo_pairs {
    size_t events;
    uint32_t *place; /* of each event; events of one place stand together, places rise from 0 */
    int32_t *time;   /* from 0 */
    size_t places;
    const double *x, *y; /* of each place */
    bool is_great_circle;
    const double *distances, *lags; /* upper bounds of bands */
    size_t distance_count, lag_count;
    size_t draws;
    uint64_t seed;
} glo_pairs;

/* Each of `observed`, `expected` and `tails` has distance_count x lag_count items, the bands of lag within those of distance.
 * GLO_ENOMEM, GLO_ECANCELLED. */
glo_status glo_pairs_count(const glo_pairs *pairs, const glo_job *job, uint64_t *observed, double *expected,
                           glo_tail *tails);

#endif
