/* sobol.h: Sobol's sequence, whose points fill a cube more evenly than random ones: of the first 2^k points, each dimension has exactly
 * one in each of 2^k equal slices. Every dimension is scrambled by a random matrix and shifted by random digits, so that a seed gives a
 * sequence of its own, each point is uniform by itself, and the evenness stays.
 *
 * Example:
 *   sobol *s;
 *   if (glo_sobol_new(seed, 12, &s) < 0) return GLO_ENOMEM;
 *   glo_sobol_fill(s, 3, block * 512, 512, u);   // points block * 512 and on, in dimension 3 (from 0)
 *
 * References: I. M. Sobol, USSR Computational Mathematics and Mathematical Physics 7 (1967); S. Joe, F. Y. Kuo, "Constructing
 * Sobol sequences with better two-dimensional projections", SIAM Journal on Scientific Computing 30 (2008), direction numbers
 * new-joe-kuo-6; scrambling: J. Matousek, "On the L2-discrepancy for anchored boxes", Journal of Complexity 14 (1998), and H. S.
 * Hong, F. J. Hickernell, Algorithm 823, ACM TOMS 29 (2003).
 */
#ifndef GLO_MODEL_SOBOL_H
#define GLO_MODEL_SOBOL_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

/* Those of primitive polynomials of degree 13 and less, of which the numbers have Sobol's property A. */
enum { SOBOL_DIMENSIONS = 1111, SOBOL_INITIAL = 13223 };

/* sobol_table.c: by dimension from the second on, its polynomial (bit i the coefficient of x^i) and its first direction numbers, as
 * many as the degree, one dimension after the other. */
extern const uint16_t sobol_polynomial[SOBOL_DIMENSIONS - 1];
extern const uint16_t sobol_initial[SOBOL_INITIAL];

typedef struct sobol sobol;

/* Scrambled by the seed; GLO_SOBOL_PLAIN gives the sequence as published, whose first point is 0 in all dimensions. At most
 * SOBOL_DIMENSIONS. GLO_ENOMEM. */
#define GLO_SOBOL_PLAIN UINT64_MAX
glo_status glo_sobol_new(uint64_t seed, size_t dimensions, sobol **out);
void glo_sobol_free(sobol *s);

/* `count` is a power of two up to GLO_BLOCK, `first` below 2^41 a multiple of it. In the middle of steps of 2^-52. */
void glo_sobol_fill(const sobol *s, size_t dimension, uint64_t first, size_t count, double *out);

#endif
