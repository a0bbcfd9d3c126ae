/* vector.h: arrays of uniform and normal variates, as many at a time as the processor's registers hold.
 *
 * The same bits come out on every processor, and for any split: draw number i of a stream has Philox's counter
 * i / 2 and of its four words the first two or the last two.
 *
 * Example:
 *   double u[512], z[512];
 *   glo_vector_uniform(seed, stream, 0, 512, u);   // draws 0 to 511
 *   glo_vector_normal_quantile(u, 512, z);
 *
 * References: philox.h; normal.h (AS 241).
 *
 * core/numeric includes base only; series, detect and model may include it.
 */
#ifndef GLO_NUMERIC_VECTOR_H
#define GLO_NUMERIC_VECTOR_H

#include <stddef.h>
#include <stdint.h>

/* Uniform numbers in steps of 2^-52, in the middle of their step, so that 0 and 1 never come and 1 - u is exact. `first` and
 * `count` are even. */
void glo_vector_uniform(uint64_t seed, uint64_t stream, uint64_t first, size_t count, double *out);

/* The normal quantiles of `count` numbers between 0 and 1 (both left out); within 1e-15 of glo_normal_quantile, relatively.
 * `out` does not overlap `p`. */
void glo_vector_normal_quantile(const double *p, size_t count, double *out);

#endif
