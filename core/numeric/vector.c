/* vector.c: Philox and AS 241 in loops that the compiler vectorises. References and example in vector.h. */
#include "numeric/vector.h"

#include "as241.h"
#include "base/simd.h"
#include "numeric/elementary.h"
#include "numeric/philox.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif
#include <math.h>

enum { LANES = 64, PIECE = 256 }; /* counters, and numbers, at a time */

/* Uniform, out of two words: 52 bits behind the 1 of a number from 1 to 2. */
static inline double uniform_of(uint64_t high, uint64_t low) {
    return (glo_of_bits((((high << 32) | low) >> 12) | UINT64_C(0x3ff0000000000000)) - 1) + 0x1p-53;
}

static void philox_plain(uint64_t seed, uint64_t stream, uint64_t counter, double *out) {
    for (uint64_t i = 0; i < LANES; i++) {
        uint32_t bits[4];
        glo_philox(seed, stream, counter + i, bits);
        out[2 * i] = uniform_of(bits[0], bits[1]);
        out[2 * i + 1] = uniform_of(bits[2], bits[3]);
    }
}

#if defined(__x86_64__)

/* By hand: the compiler makes shifts and additions of a product with a constant. Each 64-bit lane holds one word. */
typedef struct words {
    __m256i c0, c1, c2, c3;
} words;

__attribute__((target("avx2"), always_inline)) static inline words rounds_avx2(words c, uint32_t k0,
                                                                               uint32_t k1) {
    const __m256i m0 = _mm256_set1_epi64x(0xD2511F53), m1 = _mm256_set1_epi64x(0xCD9E8D57);
    for (int round = 0; round < 10; round++) {
        __m256i first = _mm256_mul_epu32(c.c0, m0), second = _mm256_mul_epu32(c.c2, m1);
        /* what stands above the low word of c1 and c3 is never multiplied, and cut off at the end */
        c.c0 =
            _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(second, 32), c.c1), _mm256_set1_epi64x(k0));
        c.c2 = _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(first, 32), c.c3), _mm256_set1_epi64x(k1));
        c.c1 = second;
        c.c3 = first;
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    return c;
}

__attribute__((target("avx2"), always_inline)) static inline __m256d uniform_avx2(__m256i high, __m256i low) {
    const __m256i word = _mm256_set1_epi64x(0xFFFFFFFF), one = _mm256_set1_epi64x(0x3ff0000000000000);
    __m256i bits = _mm256_or_si256(_mm256_slli_epi64(high, 32), _mm256_and_si256(low, word));
    __m256d x = _mm256_castsi256_pd(_mm256_or_si256(_mm256_srli_epi64(bits, 12), one));
    return _mm256_add_pd(_mm256_sub_pd(x, _mm256_set1_pd(1)), _mm256_set1_pd(0x1p-53));
}

__attribute__((target("avx2"))) static void philox_avx2(uint64_t seed, uint64_t stream, uint64_t counter,
                                                        double *out) {
    const __m256i word = _mm256_set1_epi64x(0xFFFFFFFF);
    for (uint64_t i = 0; i < LANES; i += 4) {
        long long at = (long long)(counter + i);
        __m256i counters = _mm256_set_epi64x(at + 3, at + 2, at + 1, at);
        words c = {_mm256_and_si256(counters, word), _mm256_srli_epi64(counters, 32),
                   _mm256_set1_epi64x((uint32_t)stream), _mm256_set1_epi64x((long long)(stream >> 32))};
        c = rounds_avx2(c, (uint32_t)seed, (uint32_t)(seed >> 32));
        __m256d a = uniform_avx2(c.c0, c.c1), b = uniform_avx2(c.c2, c.c3);
        __m256d low = _mm256_unpacklo_pd(a, b), high = _mm256_unpackhi_pd(a, b);
        _mm256_storeu_pd(out + 2 * i, _mm256_permute2f128_pd(low, high, 0x20));
        _mm256_storeu_pd(out + 2 * i + 4, _mm256_permute2f128_pd(low, high, 0x31));
    }
}

static void philox_lanes(uint64_t seed, uint64_t stream, uint64_t counter, double *out) {
    if (__builtin_cpu_supports("avx2"))
        philox_avx2(seed, stream, counter, out);
    else
        philox_plain(seed, stream, counter, out);
}

#else

#define philox_lanes philox_plain

#endif

void glo_vector_uniform(uint64_t seed, uint64_t stream, uint64_t first, size_t count, double *out) {
    double piece[2 * LANES];
    for (size_t at = 0; at < count; at += 2 * LANES) {
        if (count - at >= 2 * LANES) {
            philox_lanes(seed, stream, (first + at) / 2, out + at);
        } else {
            philox_lanes(seed, stream, (first + at) / 2, piece);
            for (size_t i = at; i < count; i++)
                out[i] = piece[i - at];
        }
    }
}

/* The middle for all of them; which are in the tails is found on the way. */
GLO_WIDE static void middle_quantiles(const double *restrict p, size_t count, double *restrict out) {
    for (size_t i = 0; i < count; i++) {
        double q = p[i] - 0.5;
        out[i] = q * glo_as241_fraction(glo_as241_middle_above, glo_as241_middle_below, 0.180625 - q * q);
    }
}

GLO_WIDE static void tail_quantiles(const double *restrict p, size_t count, double *restrict out) {
    for (size_t i = 0; i < count; i++) {
        double q = p[i] - 0.5, r = sqrt(-glo_log(q < 0 ? p[i] : 1 - p[i]));
        double near = glo_as241_fraction(glo_as241_tail_above, glo_as241_tail_below, r - 1.6);
        double far = glo_as241_fraction(glo_as241_far_above, glo_as241_far_below, r - 5);
        double z = r <= 5 ? near : far;
        out[i] = q < 0 ? -z : z;
    }
}

void glo_vector_normal_quantile(const double *p, size_t count, double *out) {
    double tail[PIECE], made[PIECE];
    uint16_t where[PIECE + 1];
    for (size_t from = 0; from < count; from += PIECE) {
        size_t n = count - from < PIECE ? count - from : PIECE, tails = 0;
        const double *at = p + from;
        middle_quantiles(at, n, out + from);
        for (size_t i = 0; i < n; i++) {
            where[tails] = (uint16_t)i;
            tails += fabs(at[i] - 0.5) > 0.425;
        }
        for (size_t i = 0; i < tails; i++)
            tail[i] = at[where[i]];
        tail_quantiles(tail, tails, made);
        for (size_t i = 0; i < tails; i++)
            out[from + where[i]] = made[i];
    }
}
