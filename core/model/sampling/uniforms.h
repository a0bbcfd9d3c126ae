/* uniforms.h: the uniform numbers behind the draws of an input, by the way of sampling.
 *
 * Example:
 *   uniforms source = {0};
 *   if (glo_uniforms_init(&source, program, &sampling) < 0) ...   // more dimensions than Sobol's sequence has
 *   glo_uniforms(&source, number, step, block * GLO_BLOCK, u);
 *   glo_uniforms_dispose(&source);
 */
#ifndef GLO_MODEL_UNIFORMS_H
#define GLO_MODEL_UNIFORMS_H

#include "instructions.h"
#include "model/machine.h"
#include "sampling/rank_order.h"
#include "sampling/sobol.h"

typedef struct uniforms {
    const glo_program *program;
    glo_sampling sampling;
    sobol *sequence;   /* NULL but for GLO_SOBOL */
    size_t *of_inputs; /* their dimensions, and those of the members of the group */
    size_t *of_members;
    rank_order *order; /* NULL: nothing is correlated */
} uniforms;

/* Of the machine's own, as it is written to while it draws. GLO_EINVAL says how many dimensions would be needed, GLO_ENOMEM. */
glo_status glo_uniforms_init(uniforms *u, const glo_program *program, const glo_sampling *sampling);
void glo_uniforms_dispose(uniforms *u);

/* GLO_BLOCK of them, from draw `first` on; `number` is that of the input in its program. */
void glo_uniforms(uniforms *u, size_t number, size_t step, uint64_t first, double *out);

#endif
