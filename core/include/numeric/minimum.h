/* minimum.h: the minimum of a smooth function of a few numbers.
 *
 * Example:  double x[2] = {0, 0}, least = glo_minimum(banana, NULL, 2, 1e-12, 200, x);
 *
 * core/numeric includes base only; series, detect and model may include it.
 */
#ifndef GLO_NUMERIC_MINIMUM_H
#define GLO_NUMERIC_MINIMUM_H

enum { GLO_MINIMUM_SIZE = 16 };

/* INFINITY where the function has no value. */
typedef double (*glo_objective)(const double *x, void *context);

/* Goes downhill from x, at most GLO_MINIMUM_SIZE numbers, until a step is expected to gain less than
 * `tolerance` or after `steps` of them; leaves the best point in x and returns its value. The function must
 * be exact to some 1e-13 of its value: slopes are taken over steps of 1e-7. */
double glo_minimum(glo_objective f, void *context, int size, double tolerance, int steps, double *x);

#endif
