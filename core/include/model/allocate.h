/* allocate.h: what a run means for local zones: quantities of international nodes allocated by exposure, draw by draw, so that a
 * zone's figure carries the uncertainty of the run and that of the exposure.
 *
 *   figure(z, t) = sum over sources s of share(s, z) * quantity(s, t)
 *
 * Where shares are uncertain each has a beta distribution on its bounds whose mean is its weight, with a + b = 6 as in PERT, and is
 * independent of the others: so the mean of a figure is what the weights as assumed would give. Where the shares of a source come to more
 * than 1 in a draw they are divided by their sum. What is left of 1 goes to the last zone: so the zones of a draw always add up to the
 * quantity. The shares depend on the seed and on their keys only: two runs that are compared have the same.
 *
 * Memory: a row of draws for each thread and source, whatever the number of zones and months.
 *
 * Example:
 *   glo_allocate_spec spec = {.outputs = &arrivals, .source_count = 1, .shares = shares, .zone_count = 185, .rows = 24};
 *   glo_allocate_draws(results, &spec, job, out, &scaled);
 *
 * core/model includes base, numeric and frame.
 */
#ifndef GLO_MODEL_ALLOCATE_H
#define GLO_MODEL_ALLOCATE_H

#include "model/run.h"

typedef struct glo_share {
    double weight, low, high; /* of the quantity; all 0: none of it */
    const char *key;          /* of its random numbers; borrowed */
} glo_share;

typedef struct glo_allocate_spec {
    const size_t *outputs; /* of each source */
    size_t source_count;
    const glo_share *shares; /* [source * zone_count + zone] */
    size_t zone_count;       /* without the one for what is left */
    bool are_certain;        /* shares are their weights */
    size_t first, rows;      /* rows of the results */
    bool is_total;           /* their sum, draw by draw, instead of each */
    const double *p;         /* probabilities of the quantiles */
    size_t p_count;
} glo_allocate_spec;

/* Of each figure, before its quantiles: how many draws are finite, their mean and standard deviation, the share above 0. */
enum { GLO_ALLOCATED_COUNT, GLO_ALLOCATED_MEAN, GLO_ALLOCATED_SD, GLO_ALLOCATED_ABOVE, GLO_ALLOCATED };

/* out[(zone * rows + row) * (GLO_ALLOCATED + p_count)], of zone_count + 1 zones and `rows` rows (1 of a total); NaN where no draw
 * is finite. Writes how many draws had shares that came to more than 1. GLO_EINVAL where the results do not keep all draws, and
 * for weights outside their bounds or that add up to more than 1. GLO_ENOMEM, GLO_ECANCELLED. */
glo_status glo_allocate_draws(const glo_results *results, const glo_allocate_spec *spec, const glo_job *job,
                              double *out, uint64_t *out_scaled);

#endif
