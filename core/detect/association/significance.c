/* significance.c: p of a statistic. Formula and example in significance.h. */
#include "association/significance.h"

#include "numeric/normal.h"

#include <math.h>

#define ROUNDING 1e-12 /* relative: sums of the same numbers in another order differ by less */

void glo_tail_add(glo_tail *tail, double observed, double permuted) {
    double slack = ROUNDING * fmax(fabs(observed), fabs(permuted));
    tail->draws++;
    tail->as_large += permuted >= observed - slack;
    tail->as_small += permuted <= observed + slack;
}

static size_t as_extreme(const glo_tail *tail, glo_alternative alternative) {
    if (alternative == GLO_GREATER)
        return tail->as_large;
    if (alternative == GLO_LESS || tail->as_small < tail->as_large)
        return tail->as_small;
    return tail->as_large;
}

bool glo_tail_is_settled(const glo_tail *tail, glo_alternative alternative) {
    return tail->is_sequential && as_extreme(tail, alternative) >= GLO_SETTLED;
}

double glo_tail_p(const glo_tail *tail, glo_alternative alternative) {
    if (tail->draws == 0)
        return NAN;
    double extreme = (double)as_extreme(tail, alternative), draws = (double)tail->draws;
    double p = glo_tail_is_settled(tail, alternative) ? extreme / draws : (extreme + 1) / (draws + 1);
    return alternative == GLO_TWO_SIDED ? fmin(1, 2 * p) : p;
}

double glo_normal_p(double z, glo_alternative alternative) {
    if (isnan(z))
        return NAN;
    if (alternative == GLO_TWO_SIDED)
        return 2 * glo_normal_cdf(-fabs(z));
    return glo_normal_cdf(alternative == GLO_GREATER ? -z : z);
}
