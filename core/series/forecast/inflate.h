/* inflate.h: intervals inflated for what a method takes as known: its parameters and its form.
 *
 * With n values known, h steps ahead, z and t the quantiles at the same probability of the normal
 * distribution and of Student's with n / 5 degrees of freedom, each distance from the median is multiplied by
 *
 *   (1 + 3/2 min(1, h / n)) t / z
 *
 * The two constants come from public series of many fields (docs/methods.md: which, and the coverage
 * achieved).
 *
 * Example:  glo_inflate(probabilities, 2, 144, 12, quantiles);     levels 80 and 95, 144 values, 12 steps
 */
#ifndef GLO_SERIES_INFLATE_H
#define GLO_SERIES_INFLATE_H

#include <stddef.h>

/* `probabilities` and each row of `quantiles` have 2 levels + 1 items, the median in the middle; one row per
 * step. */
void glo_inflate(const double *probabilities, size_t levels, size_t known, size_t steps, double *quantiles);

#endif
