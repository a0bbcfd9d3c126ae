/* kernels.h: the loops that a program's instructions are.
 *
 * Example:  glo_binary_kernel(GLO_OP_ADD, GLO_FORM_VS)(out, a, &number, GLO_BLOCK);
 */
#ifndef GLO_MODEL_KERNELS_H
#define GLO_MODEL_KERNELS_H

#include "model/graph.h"

/* Draws in a block: a register of it is 4 kB, so that eight of them stay in the first cache. What is summed over a block is
 * summed in this order: another size gives other last bits. */
#define GLO_BLOCK 512

typedef enum glo_form { GLO_FORM_VV, GLO_FORM_VS, GLO_FORM_SV } glo_form; /* vectors and one number */

/* `out` overlaps neither input. */
typedef void glo_binary_loop(double *restrict out, const double *restrict a, const double *restrict b,
                             size_t count);
typedef void glo_unary_loop(double *restrict out, const double *restrict a, size_t count);

glo_binary_loop *glo_binary_kernel(glo_model_op op, glo_form form); /* NULL: not a binary operation */
glo_unary_loop *glo_unary_kernel(glo_model_op op);                  /* NULL: not a unary one */

void glo_choose(double *restrict out, const double *restrict condition, const double *restrict a,
                const double *restrict b, size_t count);
/* out = a + by * b; `out` may be `a`. */
void glo_add_scaled(double *out, const double *a, double by, const double *restrict b, size_t count);
/* The same of stocks and their net flow, level + dt net in place; whether one is below 0 then (or the other 0, or no number). */
bool glo_step_levels(double *level, double dt, const double *restrict net, size_t count);
void glo_look_up(double *restrict out, const double *restrict x, size_t count, const double *xs,
                 const double *ys, size_t points, bool is_extrapolated);
void glo_fill(double *out, double value, size_t count);
/* Whether all are finite. */
bool glo_are_finite(const double *values, size_t count);
/* Two operations in one loop, (a first b) second c or c second (a first b), of sums, differences and products; NULL for others. The
 * form is that of a and b, and 3 more where c is one number. Each rounds by itself, as in two loops. */
typedef void glo_fused_loop(double *restrict out, const double *restrict a, const double *restrict b,
                            const double *restrict c, size_t count, int form);
glo_fused_loop *glo_fused_kernel(glo_model_op first, glo_model_op second, bool is_reversed);

/* One operation on numbers, by the same loops. */
double glo_apply_to_numbers(glo_model_op op, const double *inputs);

#endif
