/* sensitivity.h: how much of the variance of an outcome comes from each uncertain quantity: Sobol's first-order index is the share that
 * goes when that quantity is known, the total index the share that is left when all others are known.
 *
 * Example:
 *   glo_sobol_index indices[3];   // one for each input of the program
 *   glo_sobol_indices(program, 0, row, &(glo_sobol_spec){.seed = 7, .draws = 65536}, job, indices);
 *
 * References: I. M. Sobol, Mathematics and Computers in Simulation 55 (2001); A. Saltelli and others, "Variance based sensitivity
 * analysis of model output", Computer Physics Communications 181 (2010): estimators (b) and (f), two samples A and B, and A with one column
 * of B for each input. The intervals are Student's, from 20 parts of the draws.
 *
 * core/model includes base, numeric and frame.
 */
#ifndef GLO_MODEL_SENSITIVITY_H
#define GLO_MODEL_SENSITIVITY_H

#include "base/job.h"
#include "model/machine.h"

typedef struct glo_sobol_spec {
    uint64_t seed, draws; /* the model is worked out draws x (inputs + 2) times */
} glo_sobol_spec;

typedef struct glo_sobol_index {
    double first, first_error; /* half the 95 % interval */
    double total, total_error;
} glo_sobol_index;

/* Of an output in a row, into `out`, as many as the program has inputs. NaN where the outcome does not vary, or is not finite in some
 * draws. GLO_EINVAL for too few draws, GLO_ECANCELLED, GLO_ENOMEM. */
glo_status glo_sobol_indices(const glo_program *program, size_t output, size_t row,
                             const glo_sobol_spec *spec, const glo_job *job, glo_sobol_index *out);

#endif
