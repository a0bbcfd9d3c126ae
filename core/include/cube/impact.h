/* impact.h: allocates figures of international or national zones to local zones, by exposure.
 *
 * estimate(z) = sum over figures f of weight(f.zone, z, f.phenomenon) * f.count, with low and high from the
 * low and high weights and the bounds of a censored count. Of several exposures from one zone to another, the
 * one of the figure's phenomenon counts, else of its nearest ancestor, else the one for all phenomena ("").
 * The total is conserved: each figure is apportioned in thousandths over its targets and the remainder
 * (1 - sum of weights) by the largest-remainder method, so that for every phenomenon and period the estimates
 * add up to the figures, to the thousandth, in integers.
 *
 * Example:
 *   glo_impact_spec spec = {.outside_code = "OUTSIDE", .cyberspace_code = "CYBER"};
 *   int status = glo_impact(figures, exposures, phenomena, &spec, job, provenance, &frame);
 */
#ifndef GLO_CUBE_IMPACT_H
#define GLO_CUBE_IMPACT_H

#include "base/job.h"
#include "cube/tree.h"

typedef struct glo_impact_spec {
    const char *outside_code;           /* the zone of remainder rows; required */
    const char *cyberspace_code;        /* the zone of what stays in cyberspace; required */
    const char *const *cyberspace_from; /* codes of zones that are cyberspace */
    size_t cyberspace_from_count;
} glo_impact_spec;

/* figures: zone text, phenomenon text, count integer, optionally period (day or month) and count_high
 * integer; rows with a null count are passed over. That no figure zone contains another is the caller's to
 * check. exposures: from_zone, to_zone, phenomenon text, weight real, optionally low and high real (null or
 * absent: the weight).
 *
 * Columns: zone, phenomenon text, [period], part text, estimate, low, high real. part is "zone"; "cyberspace"
 * for cyberspace_code, where figures from cyberspace without any exposure go, and what exposures send there;
 * "outside" for outside_code, which holds all that goes nowhere else: low = max(0, count - sum of highs),
 * high = count_high - sum of lows, per figure. Rows are ordered by zone code (cyberspace and outside last),
 * phenomenon in tree order, period. GLO_EINVAL names from_zone and phenomenon where weights add up to more
 * than 1, are negative, or come twice, and phenomena that are not in the tree. */
glo_status glo_impact(const glo_frame *figures, const glo_frame *exposures, const glo_tree *phenomena,
                      const glo_impact_spec *spec, const glo_job *job, glo_provenance *provenance,
                      glo_frame **out);

/* Why `zone` (the code of a target) has its estimate, one row per figure that bears on it: from_zone,
 * phenomenon, [period], figure integer, weight, low_weight, high_weight, estimate, low, high real; the
 * estimate is the plain product, so that rows add up to the zone's estimate to within a thousandth each.
 * Largest estimate first. */
glo_status glo_impact_explain(const glo_frame *figures, const glo_frame *exposures, const glo_tree *phenomena,
                              const char *zone, glo_provenance *provenance, glo_frame **out);

#endif
