/* event_impact.h: probabilistic cross-impact analysis: how likely events are when those that happen change the odds of the others.
 *
 * In each trial the events are decided one by one in random order: an event happens with its present probability; then the odds of
 * each event that is not decided yet are multiplied by a factor, one if it happened, another if not. An event's probability is the
 * share of trials in which it happened. Trial k has stream k of Philox, so that threads do not change the result.
 *
 * Example:
 *   uint64_t happened[3];
 *   status = glo_event_impact(&(glo_event_impact_spec){.events = 3, .initial = initial, .if_so = factors, .if_not = others,
 *                                                      .draws = 100000, .seed = 1}, job, happened);
 *
 * Reference: T. J. Gordon, H. Hayward, "Initial experiments with the cross-impact matrix method of forecasting", Futures 1 (1968);
 * T. J. Gordon, Cross-Impact Method (1994), for odds.
 */
#ifndef GLO_MODEL_EVENT_IMPACT_H
#define GLO_MODEL_EVENT_IMPACT_H

#include "base/job.h"

#include <stddef.h>
#include <stdint.h>

typedef struct glo_event_impact_spec {
    size_t events;
    const double *initial; /* probabilities between 0 and 1 */
    const double *if_so,
        *if_not; /* factors of odds, above 0: [the event decided * events + the event changed] */
    size_t draws;
    uint64_t seed;
} glo_event_impact_spec;

/* In how many trials each event happened. GLO_ENOMEM, GLO_ECANCELLED. */
glo_status glo_event_impact(const glo_event_impact_spec *spec, const glo_job *job, uint64_t *out_happened);

#endif
