/* exact_sum.h: sums of doubles without rounding: any order, any split, the same bits.
 *
 * Example:
 *   glo_exact_sum sum = {0};
 *   glo_exact_sum_add(&sum, 1e300);
 *   glo_exact_sum_add(&sum, 1);
 *   glo_exact_sum_add(&sum, -1e300);
 *   glo_exact_sum_value(&sum);   -> 1
 *
 * Reference: R. M. Neal, "Fast exact summation using small and large superaccumulators" (2015): the small one.
 *
 * core/numeric includes base only; series, detect and model may include it.
 */
#ifndef GLO_NUMERIC_EXACT_SUM_H
#define GLO_NUMERIC_EXACT_SUM_H

#include <stdbool.h>
#include <stdint.h>

/* A number in base 2^32, lowest digit worth 2^-1074; each digit has 31 bits to spare for carries. */
#define GLO_EXACT_DIGITS 70
typedef struct glo_exact_sum {
    int64_t digit[GLO_EXACT_DIGITS];
    uint32_t added;     /* since the carries were last passed on */
    bool is_not_finite; /* something added was not */
} glo_exact_sum;

void glo_exact_sum_add(glo_exact_sum *sum, double value);
void glo_exact_sum_merge(glo_exact_sum *sum, const glo_exact_sum *other);

/* Within half a unit in the last place and a little; NaN where something added was not finite. */
double glo_exact_sum_value(const glo_exact_sum *sum);

#endif
