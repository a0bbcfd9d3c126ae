/* sample.h: the draws themselves, of some outputs in some rows: what discovery, the value of information and calibration look at.
 *
 * Example:
 *   glo_sample_cell cells[] = {{.output = 0, .row = 23}, {.output = 1, .row = 0}};
 *   glo_program_sample(program, &sampling, cells, 2, job, out);   // out[d]: output 0, out[draws + d]: output 1
 *
 * core/model includes base, numeric and frame.
 */
#ifndef GLO_MODEL_SAMPLE_H
#define GLO_MODEL_SAMPLE_H

#include "base/job.h"
#include "model/machine.h"

typedef struct glo_sample_cell {
    size_t output, row; /* an output that is the same in all rows has only row 0 */
} glo_sample_cell;

/* A column of sampling->draws numbers for each cell into `out`; not finite where a draw has no value. GLO_ECANCELLED, GLO_ENOMEM. */
glo_status glo_program_sample(const glo_program *program, const glo_sampling *sampling,
                              const glo_sample_cell *cells, size_t count, const glo_job *job, double *out);

/* The `keep` draws whose numbers are nearest to `target`, by the root mean square of the differences, the nearest first, into
 * `out_draws`; of two that are as near the earlier one. `values` has `count` columns of `draws` numbers. The distance of each into
 * `out_distances`. Draws with a number that is not finite come last, at infinity,
 * and are counted. GLO_ENOMEM. */
glo_status glo_nearest_draws(const double *const *values, const double *target, size_t count, size_t draws,
                             size_t keep, size_t *out_draws, double *out_distances, size_t *out_not_finite);

#endif
