/* simplex.h: the minimum of a function of a few variables, without derivatives: a simplex of points that is
 * reflected, stretched and shrunk, and set up anew about the best one until that no longer helps.
 *
 * Example:
 *   double at[2] = {0.5, 0.1}, step[2] = {0.1, 0.05};
 *   double least = glo_simplex_minimum(squares, &series, 2, at, step, 1000);
 *
 * Reference: J. A. Nelder, R. Mead, "A simplex method for function minimization", The Computer Journal 7
 * (1965).
 *
 * core/numeric includes base only; series, detect and model may include it.
 */
#ifndef GLO_NUMERIC_SIMPLEX_H
#define GLO_NUMERIC_SIMPLEX_H

#include <stddef.h>

enum { GLO_SIMPLEX_MOST = 8 };

/* Infinity where `at` is not allowed. */
typedef double (*glo_simplex_function)(void *data, const double *at);

/* Starts at `at` (of `count`, at most GLO_SIMPLEX_MOST numbers), with first steps of `step`; leaves the best
 * place in `at`. Calls the function some `calls` times at most. */
double glo_simplex_minimum(glo_simplex_function function, void *data, size_t count, double *at,
                           const double *step, int calls);

#endif
