/* lanes.h: the minimum of a function of one variable, evaluated at eight points at once: a recursion over a
 * series is a chain of operations each of which waits for the one before, and eight of them side by side (the
 * compiler puts them into vector registers) take hardly longer than one.
 *
 * Example:
 *   static void squares(const void *data, const double at[GLO_LANES], double out[GLO_LANES]) { ... }
 *   double alpha = glo_lanes_minimum(squares, &series, 1e-4, 0.9999);
 *
 * core/numeric includes base only; series, detect and model may include it.
 */
#ifndef GLO_NUMERIC_LANES_H
#define GLO_NUMERIC_LANES_H

enum { GLO_LANES = 8 };

typedef void (*glo_lanes_function)(const void *data, const double at[GLO_LANES], double out[GLO_LANES]);

/* Where between `low` and `high` the function is least: on a grid of 16 first, then ever finer about the
 * least, to some 1e-9 of the range. */
double glo_lanes_minimum(glo_lanes_function function, const void *data, double low, double high);

#endif
