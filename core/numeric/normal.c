/* normal.c: the standard normal distribution. References and example in normal.h. */
#include "numeric/normal.h"

#include "as241.h"

#include <math.h>

double glo_normal_cdf(double z) {
    return 0.5 * erfc(-z * 0.70710678118654752440);
}

double glo_normal_quantile(double p) {
    double q = p - 0.5;
    if (fabs(q) <= 0.425)
        return q * glo_as241_fraction(glo_as241_middle_above, glo_as241_middle_below, 0.180625 - q * q);
    double tail = q < 0 ? p : 1 - p;
    if (tail == 0)
        return q < 0 ? -HUGE_VAL : HUGE_VAL;
    double r = sqrt(-log(tail));
    double z = r <= 5 ? glo_as241_fraction(glo_as241_tail_above, glo_as241_tail_below, r - 1.6)
                      : glo_as241_fraction(glo_as241_far_above, glo_as241_far_below, r - 5);
    return q < 0 ? -z : z;
}
