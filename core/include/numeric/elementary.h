/* elementary.h: exp, log and powers in plain arithmetic, which the compiler puts into vector registers and which gives the
 * same bits on every processor (the C library's have a version for processors with fused multiply-add).
 *
 * Within 1 unit in the last place of the true value; a result of exp below 1e-307 is 0. A power is within 1e-13 of the
 * true value, relatively, and exact for small whole exponents.
 *
 * Example:  for (size_t i = 0; i < n; i++) out[i] = glo_exp(mu + sigma * z[i]);   // vectorised with -fno-trapping-math
 *
 * References: exp by its Taylor polynomial of degree 13 on |r| <= ln 2 / 2; log as in fdlibm's e_log.c (Sun Microsystems,
 * 1993): ln(1 + f) by s = f / (2 + f).
 *
 * core/numeric includes base only; series, detect and model may include it.
 */
#ifndef GLO_NUMERIC_ELEMENTARY_H
#define GLO_NUMERIC_ELEMENTARY_H

#include <stdint.h>
#include <string.h>

static inline uint64_t glo_bits_of(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static inline double glo_of_bits(uint64_t bits) {
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static inline double glo_exp(double x) {
    double shifted = x * 0x1.71547652b82fep+0 + 0x1.8p52, k = shifted - 0x1.8p52; /* k = x / ln 2, rounded */
    double r = (x - k * 0x1.62e42fee00000p-1) - k * 0x1.a39ef35793c76p-33;
    double p = 1.0 / 6227020800.0;
    p = p * r + 1.0 / 479001600.0;
    p = p * r + 1.0 / 39916800.0;
    p = p * r + 1.0 / 3628800.0;
    p = p * r + 1.0 / 362880.0;
    p = p * r + 1.0 / 40320.0;
    p = p * r + 1.0 / 5040.0;
    p = p * r + 1.0 / 720.0;
    p = p * r + 1.0 / 120.0;
    p = p * r + 1.0 / 24.0;
    p = p * r + 1.0 / 6.0;
    p = p * r + 0.5;
    p = p * r * r + r + 1;
    /* 2^(k-1), and then twice that, so that k may be 1024 */
    double y = p * glo_of_bits((glo_bits_of(shifted) << 52) + (UINT64_C(1022) << 52)) * 2;
    y = x > 0x1.62e42fefa39efp+9 ? __builtin_inf() : y;
    return x < -707.5 ? 0 : y;
}

static inline double glo_log(double x) {
    double scaled = x < 0x1p-1022 ? x * 0x1p54 : x;
    double offset = x < 0x1p-1022 ? 1023 + 54 : 1023;
    uint64_t high = glo_bits_of(scaled) + (UINT64_C(0x3ff0000000000000) - UINT64_C(0x3fe6a09e667f3bcd));
    double k = glo_of_bits((high >> 52) | UINT64_C(0x4330000000000000)) - 0x1p52 - offset;
    double f = glo_of_bits((high & UINT64_C(0x000fffffffffffff)) + UINT64_C(0x3fe6a09e667f3bcd)) - 1;
    double s = f / (2 + f), z = s * s, half = 0.5 * f * f;
    double r = 1.479819860511658591e-01;
    r = r * z + 1.531383769920937332e-01;
    r = r * z + 1.818357216161805012e-01;
    r = r * z + 2.222219843214978396e-01;
    r = r * z + 2.857142874366239149e-01;
    r = r * z + 3.999999999940941908e-01;
    r = r * z + 6.666666666666735130e-01;
    double y =
        k * 6.93147180369123816490e-01 - ((half - (s * (half + r * z) + k * 1.90821492927058770002e-10)) - f);
    y = x > 0 ? y : __builtin_nan(""); /* below 0 and for NaN */
    y = x == 0 ? -__builtin_inf() : y;
    return x == __builtin_inf() ? x : y;
}

/* x^y; NaN for a negative x and a y that is not whole; 1 for y = 0. */
static inline double glo_power(double x, double y) {
    double size = x < 0 ? -x : x, half = y * 0.5;
    double whole = y < 0 ? -y : y, even = half < 0 ? -half : half;
    whole = whole < 0x1p52 ? whole + 0x1p52 - 0x1p52 - whole : 0; /* 0 where y is whole */
    even = even < 0x1p52 ? even + 0x1p52 - 0x1p52 - even : 0;     /* 0 where y is even */
    double made = glo_exp(y * glo_log(size));
    made = x < 0 && even != 0 ? -made : made;
    made = x < 0 && whole != 0 ? __builtin_nan("") : made;
    return y == 0 ? 1 : made;
}

#endif
