/* significance.h: p of a statistic: by its normal approximation, and among the values that permutations give it.
 *
 * Example:
 *   glo_tail tail = {0};
 *   glo_tail_add(&tail, observed, permuted);
 *   double p = glo_tail_p(&tail, GLO_GREATER);
 *
 * References: A. C. A. Hope, "A simplified Monte Carlo significance test procedure", JRSS B 30 (1968); J. Besag, P. Clifford,
 * "Sequential Monte Carlo p-values", Biometrika 78 (1991).
 */
#ifndef GLO_ASSOCIATION_SIGNIFICANCE_H
#define GLO_ASSOCIATION_SIGNIFICANCE_H

#include "detect/association.h"

#include <stdbool.h>
#include <stddef.h>

enum { GLO_SETTLED = 100 };

typedef struct glo_tail {
    bool is_sequential; /* it may stop when settled */
    size_t draws, as_large,
        as_small; /* permutations; of them with a statistic as large or larger, as small or smaller */
} glo_tail;

/* Values that differ by rounding only count as equal. */
void glo_tail_add(glo_tail *tail, double observed, double permuted);
/* Whether as many permutations are as extreme as settle p (GLO_SETTLED, a standard error of a tenth): more are not needed. */
bool glo_tail_is_settled(const glo_tail *tail, glo_alternative alternative);
/* (1 + as extreme) / (1 + draws); as extreme / draws where it was settled before the last of them. NaN without permutations.
 * Two-sided: twice the smaller side, at most 1. */
double glo_tail_p(const glo_tail *tail, glo_alternative alternative);

double glo_normal_p(double z, glo_alternative alternative);

#endif
