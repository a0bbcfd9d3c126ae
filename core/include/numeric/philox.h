/* philox.h: random numbers by counter. Philox 4x32-10 turns (seed, stream, counter) into 128 random bits, and
 * nothing is carried from one call to the next: any split of the work over threads, processes or machines
 * gives the same bits, as long as each piece of work has a stream, and each draw in it a counter, of its own.
 *
 * Example:
 *   uint32_t bits[4];
 *   glo_philox(seed, path, step, bits);
 *   double u = glo_philox_uniform(bits[0]);
 *
 * Reference: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2,
 * 3", SC 2011.
 *
 * core/numeric includes base only; series, detect and model may include it.
 */
#ifndef GLO_NUMERIC_PHILOX_H
#define GLO_NUMERIC_PHILOX_H

#include <stdint.h>

/* Four independent words of 32 random bits. */
void glo_philox(uint64_t seed, uint64_t stream, uint64_t counter, uint32_t out[4]);

/* A number strictly between 0 and 1 out of one word, in the middle of its step of 2^-32. */
double glo_philox_uniform(uint32_t bits);

#endif
