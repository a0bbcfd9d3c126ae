/* segmentation.h: where to cut a series into segments so that costs and penalties are least. Exact, by dynamic programming with pruning
 * (PELT):
 *
 *   F(t) = min over s of F(s) + C(s, t) + penalty,   s = 0 or t - s >= minimum and s >= minimum
 *   an s with F(s) + C(s, t) >= F(t) can't be the last change before any T >= t + minimum, since one at t is no worse
 *
 * With MBIC each segment costs log(length / n) more (Zhang and Siegmund).
 *
 * Example:
 *   glo_segmentation_spec spec = {.penalty = 9.2, .minimum = 5};
 *   status = glo_segment(&cost, &spec, NULL, ends, &count);   // ends[0 .. count - 1], the last one cost.count
 *
 * References: R. Killick, P. Fearnhead, I. A. Eckley, JASA 107 (2012); B. Jackson and others, "An algorithm for optimal partitioning of
 * data on an interval", IEEE Signal Processing Letters 12 (2005); N. R. Zhang, D. O. Siegmund, "A modified Bayes information criterion
 * with applications to the analysis of comparative genomic hybridization data", Biometrics 63 (2007).
 */
#ifndef GLO_DETECT_CHANGES_SEGMENTATION_H
#define GLO_DETECT_CHANGES_SEGMENTATION_H

#include "base/job.h"
#include "changes/segment_cost.h"

typedef struct glo_segmentation_spec {
    double penalty; /* of each change */
    size_t minimum; /* values of a segment, 1 or more */
    bool is_mbic;
} glo_segmentation_spec;

/* The cost of the known values from `begin` up to `end` as a segment, with what MBIC adds. */
double glo_segment_price(const glo_segment_cost *cost, const glo_segmentation_spec *spec, size_t begin,
                         size_t end);

/* The ends of the segments into `ends`, room for cost->count of them. GLO_ENOMEM, GLO_ECANCELLED. */
glo_status glo_segment(const glo_segment_cost *cost, const glo_segmentation_spec *spec, const glo_job *job,
                       size_t *ends, size_t *out_count);

#endif
