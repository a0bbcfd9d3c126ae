/* machine.h: executes a program on one block of draws after the other. A machine belongs to one thread; what it works out depends
 * on the program, the sampling and the number of the draw only, never on which machine did it, or in which order.
 *
 * Example:
 *   glo_sampling sampling = {.seed = 7, .draws = 1000000};
 *   glo_machine *machine;
 *   glo_machine_new(program, &sampling, &machine);
 *   for (uint64_t block = 0; block < blocks; block++)
 *       glo_machine_block(machine, block, take, &context);   // take(context, output, row, values, is_number)
 *
 * References: Latin hypercube: M. D. McKay, R. J. Beckman, W. J. Conover, Technometrics 21 (1979); Sobol sequences:
 * core/model/sampling/sobol.h.
 *
 * core/model includes base, numeric and frame.
 */
#ifndef GLO_MODEL_MACHINE_H
#define GLO_MODEL_MACHINE_H

#include "model/program.h"

typedef enum glo_sampling_kind {
    GLO_RANDOM,          /* independent draws */
    GLO_SOBOL,           /* points of a scrambled Sobol sequence, a dimension for each input (and step) */
    GLO_LATIN_HYPERCUBE, /* one draw of each input in each of `draws` equal slices of its distribution */
    GLO_GIVEN            /* `given`: draw d of input i is the quantile at given[i * draws + d] */
} glo_sampling_kind;

typedef struct glo_sampling {
    glo_sampling_kind kind;
    uint64_t seed, draws;
    const double *given;   /* borrowed */
    const bool *alternate; /* by input: from the second of two independent samples; NULL: none. Borrowed */
    const glo_program *
        pairs_with; /* inputs of the same name take the dimension of a Sobol sequence they have there. NULL: none */
} glo_sampling;

typedef struct glo_machine glo_machine;

/* `values` are those of the block, in the order of the draws, or one number for all of them. They are the machine's. */
typedef void glo_take_values(void *context, size_t output, size_t row, const double *values, bool is_number);

glo_status glo_machine_new(const glo_program *program, const glo_sampling *sampling, glo_machine **out);
void glo_machine_free(glo_machine *machine);

/* Draws block * glo_machine_block_size() and on. Beyond the last draw there are values too, which count for nothing. The status is
 * that of a call of the program (model/program.h), which may fail; what was taken counts for nothing then. */
size_t glo_machine_block_size(void);
glo_status glo_machine_block(glo_machine *machine, uint64_t block, glo_take_values *take, void *context);

/* The draws of the last block (the first `count` of them) in which a fault came up. */
uint64_t glo_machine_faults(const glo_machine *machine, size_t fault, size_t count);

#endif
