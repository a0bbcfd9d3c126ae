/* exact_sum.c: a superaccumulator. Reference and example in exact_sum.h. */
#include "numeric/exact_sum.h"

#include "numeric/elementary.h"

#include <math.h>

enum { DIGIT_BITS = 32 };
#define MANY 0x40000000u /* additions of at most 2^32 to a digit, before it might not hold them */

/* Every digit but the last from 0 to 2^32 - 1; the last has the sign. */
static void pass_carries(glo_exact_sum *sum) {
    int64_t carry = 0;
    for (int i = 0; i < GLO_EXACT_DIGITS; i++) {
        int64_t digit = sum->digit[i] + carry;
        carry = i + 1 < GLO_EXACT_DIGITS ? digit >> DIGIT_BITS : 0;
        sum->digit[i] = digit - carry * (INT64_C(1) << DIGIT_BITS);
    }
    sum->added = 0;
}

void glo_exact_sum_add(glo_exact_sum *sum, double value) {
    uint64_t bits = glo_bits_of(value), mantissa = bits & UINT64_C(0x000fffffffffffff);
    unsigned exponent = (unsigned)(bits >> 52) & 0x7ff;
    if (exponent == 0x7ff) {
        sum->is_not_finite = true;
        return;
    }
    if (exponent > 0)
        mantissa |= UINT64_C(1) << 52;
    unsigned place = exponent > 0 ? exponent - 1 : 0, shift = place % DIGIT_BITS;
    int64_t *digit = sum->digit + place / DIGIT_BITS;
    uint64_t low = mantissa << shift, high = shift ? mantissa >> (64 - shift) : 0;
    int64_t parts[3] = {(int64_t)(low & 0xFFFFFFFFu), (int64_t)(low >> 32), (int64_t)high};
    for (int i = 0; i < 3; i++)
        digit[i] += bits >> 63 ? -parts[i] : parts[i];
    if (++sum->added >= MANY)
        pass_carries(sum);
}

void glo_exact_sum_merge(glo_exact_sum *sum, const glo_exact_sum *other) {
    glo_exact_sum from = *other;
    pass_carries(&from);
    pass_carries(sum);
    for (int i = 0; i < GLO_EXACT_DIGITS; i++)
        sum->digit[i] += from.digit[i];
    sum->added = 1;
    sum->is_not_finite |= from.is_not_finite;
}

double glo_exact_sum_value(const glo_exact_sum *sum) {
    if (sum->is_not_finite)
        return NAN;
    glo_exact_sum passed = *sum;
    pass_carries(&passed);
    bool is_negative = passed.digit[GLO_EXACT_DIGITS - 1] < 0;
    for (int i = 0; is_negative && i < GLO_EXACT_DIGITS; i++)
        passed.digit[i] = -passed.digit[i];
    if (is_negative)
        pass_carries(&passed);
    int top = GLO_EXACT_DIGITS - 1;
    while (top > 0 && passed.digit[top] == 0)
        top--;
    /* from below, so that what is rounded off is rounded off once */
    double value = 0;
    for (int i = top > 3 ? top - 3 : 0; i <= top; i++)
        value += ldexp((double)passed.digit[i], i * DIGIT_BITS - 1074);
    return is_negative ? -value : value;
}
