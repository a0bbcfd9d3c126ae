/* sobol.c: direction numbers, their scrambling, and points of a block. References and example in sobol.h.
 *
 * Point n is the exclusive or of the direction numbers of those bits that are set in n. Scrambling multiplies each direction number by a
 * lower triangular matrix of random bits, once, so that points come as fast as unscrambled ones.
 */
#include "sobol.h"

#include "base/alloc.h"
#include "kernels.h"
#include "numeric/philox.h"

#include <stdlib.h>

enum { INDEX_BITS = 41, DIGITS = 52 };
#define SCRAMBLE UINT64_C(0x9d39247e33776d41)

typedef struct dimension {
    uint64_t direction[INDEX_BITS]; /* the first digit is the highest bit */
    uint64_t shift;
} dimension;

struct sobol {
    size_t count;
    dimension dimensions[];
};

static int degree_of(uint16_t polynomial) {
    int degree = 0;
    while (polynomial >> (degree + 1))
        degree++;
    return degree;
}

/* The recurrence of Sobol's m(k), odd numbers below 2^k, of which v(k) = m(k) / 2^k. */
static void make_directions(uint16_t polynomial, const uint16_t *initial, uint64_t *direction) {
    uint64_t m[INDEX_BITS] = {0};
    int degree = degree_of(polynomial);
    for (int k = 0; k < INDEX_BITS; k++) {
        if (k < degree) {
            m[k] = initial[k];
        } else {
            m[k] = m[k - degree] ^ (m[k - degree] << degree);
            for (int i = 1; i < degree; i++)
                m[k] ^= (uint64_t)((polynomial >> (degree - i)) & 1) * (m[k - i] << i);
        }
        direction[k] = m[k] << (63 - k);
    }
}

static uint64_t random_word(uint64_t seed, size_t number, uint64_t counter) {
    uint32_t bits[4];
    glo_philox(seed, SCRAMBLE ^ number, counter, bits);
    return ((uint64_t)bits[0] << 32) | bits[1];
}

/* Digit r of what comes out is digit r of what goes in and some of those before it. */
static void scramble(uint64_t seed, size_t number, dimension *d) {
    uint64_t made[INDEX_BITS] = {0};
    for (int r = 0; r < DIGITS; r++) {
        uint64_t own = UINT64_C(1) << (63 - r), before = r ? ~UINT64_C(0) << (64 - r) : 0;
        uint64_t row = own | (before & random_word(seed, number, (uint64_t)r));
        for (int k = 0; k < INDEX_BITS; k++)
            made[k] |= __builtin_parityll(d->direction[k] & row) ? own : 0;
    }
    for (int k = 0; k < INDEX_BITS; k++)
        d->direction[k] = made[k];
    d->shift = random_word(seed, number, DIGITS);
}

glo_status glo_sobol_new(uint64_t seed, size_t dimensions, sobol **out) {
    sobol *made = calloc(1, sizeof *made + dimensions * sizeof made->dimensions[0]);
    if (!made)
        return glo_fail(GLO_ENOMEM, "out of memory: %zu dimensions", dimensions);
    made->count = dimensions;
    const uint16_t *initial = sobol_initial;
    for (size_t i = 0; i < dimensions; i++) {
        dimension *d = &made->dimensions[i];
        if (i == 0) {
            for (int k = 0; k < INDEX_BITS; k++)
                d->direction[k] = UINT64_C(1) << (63 - k);
        } else {
            make_directions(sobol_polynomial[i - 1], initial, d->direction);
            initial += degree_of(sobol_polynomial[i - 1]);
        }
        if (seed != GLO_SOBOL_PLAIN)
            scramble(seed, i, d);
    }
    *out = made;
    return GLO_OK;
}

void glo_sobol_free(sobol *s) {
    free(s);
}

void glo_sobol_fill(const sobol *s, size_t number, uint64_t first, size_t count, double *out) {
    const dimension *d = &s->dimensions[number];
    uint64_t points[GLO_BLOCK];
    points[0] = d->shift;
    for (int k = 0; k < INDEX_BITS; k++)
        points[0] ^= (first >> k & 1) * d->direction[k];
    for (size_t half = 1, k = 0; half < count; half *= 2, k++) {
        for (size_t i = 0; i < half; i++)
            points[half + i] = points[i] ^ d->direction[k];
    }
    for (size_t i = 0; i < count; i++)
        out[i] = ((double)(int64_t)(points[i] >> (64 - DIGITS)) + 0.5) * 0x1p-52;
}
