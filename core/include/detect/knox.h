/* knox.h: near repeats: do events that are near in space come near in time more often than chance would have it? Knox's count
 * of pairs, and its table by bands of distance and time.
 *
 * Columns: the keys, distance_from, distance_to, lag_from, lag_to, events, observed, expected, ratio, p, q; a row per band of distance
 * and band of time. A row of the figures with a count of n stands for n events at that place in that period; two events of
 * one place are at distance 0, two of one period at lag 0. `observed` counts pairs of events, `expected` is its mean when the times
 * are permuted over the events while the places stay: pairs in the band of distance x share of all pairs in the band of time. p is
 * that of as many pairs or more among the permutations. The same frames, spec and seed give the same bits, whatever the number of
 * threads.
 *
 * Example:
 *   glo_knox_spec spec = {.map = {.place = "zone", .value = "count", .x = "lon", .y = "lat"}, .time = "period",
 *                         .distances = (double[]){0, 10}, .distance_count = 2, .lags = (double[]){0, 1}, .lag_count = 2,
 *                         .is_great_circle = true, .draws = 999};
 *   status = glo_knox(figures, NULL, &spec, job, origin, &out, &note);
 *
 * References: E. G. Knox, "The detection of space-time interactions", Applied Statistics 13 (1964); for the table J. H. Ratcliffe,
 * G. F. Rengert, "Near-repeat patterns in Philadelphia shootings", Security Journal 21 (2008).
 */
#ifndef GLO_DETECT_KNOX_H
#define GLO_DETECT_KNOX_H

#include "detect/association.h"

typedef struct glo_knox_spec {
    glo_map_spec map; /* value NULL: each row is one event; gaps and population do not matter here */
    const char *time;
    bool is_great_circle;
    const double
        *distances; /* upper bounds, rising: the first band is from 0 to the first, the next above it ... */
    size_t distance_count;
    const double *lags; /* the same, in periods */
    size_t lag_count;
    glo_false_discovery_method control;
    double alpha;
    size_t draws;
    uint64_t seed;
} glo_knox_spec;

typedef struct glo_knox_note {
    size_t places, maps, events; /* events that take part */
    size_t unplaced;             /* events of places without coordinates */
    size_t missing;              /* rows without a count or a period */
    size_t alone;                /* maps with fewer than two events, which have nulls */
    size_t alarms;
    glo_span span;
} glo_knox_note;

/* GLO_EINVAL for a count that is negative or not whole, bounds that do not rise, more than ten million events. */
glo_status glo_knox(const glo_frame *figures, const glo_frame *places, const glo_knox_spec *spec,
                    const glo_job *job, glo_provenance *provenance, glo_frame **out, glo_knox_note *out_note);

#endif
