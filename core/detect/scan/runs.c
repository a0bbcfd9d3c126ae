/* runs.c: Kadane's algorithm over lanes and slopes. What for, and an example, in runs.h. */
#include "runs.h"

#include "base/simd.h"

#include <string.h>

enum { LANES = GLO_SCAN_LANES, SLOPES = GLO_SCAN_SLOPES };

#define MOST_SUM 0x1p30 /* of expected counts: beyond it, all that follows is left out */
enum { CHUNK = 128 };   /* periods, whose sums the stack holds */

/* ---- offsets ---- */

GLO_WIDE static void round_sums(const double *restrict cumulated, double scaled, size_t count,
                                int32_t *restrict out) {
    for (size_t t = 0; t < count; t++) {
        double sum = scaled * cumulated[t];
        out[t] = (int32_t)(sum < MOST_SUM ? sum : MOST_SUM);
    }
}

#define DIFFERENCES(name, type)                                                                              \
    GLO_WIDEST static void name(const int32_t *restrict sums, size_t count, int32_t most,                    \
                                type out[restrict]) {                                                        \
        for (size_t t = 0; t < count; t++) {                                                                 \
            int32_t taken = sums[t + 1] - sums[t];                                                           \
            out[t] = (type)(taken < most ? taken : most);                                                    \
        }                                                                                                    \
    }
DIFFERENCES(short_differences, int16_t)
DIFFERENCES(long_differences, int32_t)

static bool is_within(const int32_t *sums, size_t count, int32_t most) {
    for (size_t t = 0; t < count; t++) {
        if (sums[t + 1] - sums[t] > most)
            return false;
    }
    return sums[count] < (int32_t)MOST_SUM;
}

bool glo_run_offsets(const run_kind *k, const double *cumulated, double scaled, size_t at, void *offsets) {
    int32_t sums[CHUNK + 1], most = glo_run_most(k->is_short);
    bool is_whole = true;
    for (size_t t = 0; t < k->periods; t += CHUNK) {
        size_t count = k->periods - t < CHUNK ? k->periods - t : CHUNK;
        round_sums(cumulated + t, scaled, count + 1, sums);
        if (k->is_short)
            short_differences(sums, count, most, (int16_t *)offsets + at * k->periods + t);
        else
            long_differences(sums, count, most, (int32_t *)offsets + at * k->periods + t);
        is_whole = is_whole && (!k->is_low || is_within(sums, count, most));
    }
    return is_whole;
}

/* ---- sums ---- */

/* The largest sums, and those of the runs that end last; wrapping around is meant. Four short loops over the lanes are what the compiler
 * makes vectors of. */
#define SUMS(name, type, whole, more_of)                                                                     \
    GLO_WIDEST static void name(const type *restrict counts, const type *restrict offsets, size_t periods,   \
                                type out[restrict]) {                                                        \
        type run[SLOPES][LANES] = {{0}}, best[SLOPES][LANES] = {{0}}, more[LANES];                           \
        for (size_t t = 0; t < periods; t++) {                                                               \
            const type *count = counts + t * LANES;                                                          \
            for (size_t s = 0; s < SLOPES; s++) {                                                            \
                type offset = offsets[s * periods + t];                                                      \
                for (int l = 0; l < LANES; l++)                                                              \
                    more[l] = (type)(more_of);                                                               \
                for (int l = 0; l < LANES; l++)                                                              \
                    run[s][l] = run[s][l] > 0 ? run[s][l] : 0;                                               \
                for (int l = 0; l < LANES; l++)                                                              \
                    run[s][l] = (type)((whole)run[s][l] + (whole)more[l]);                                   \
                for (int l = 0; l < LANES; l++)                                                              \
                    best[s][l] = best[s][l] > run[s][l] ? best[s][l] : run[s][l];                            \
            }                                                                                                \
        }                                                                                                    \
        memcpy(out, best, sizeof best);                                                                      \
        memcpy(out + SLOPES * LANES, run, sizeof run);                                                       \
    }
SUMS(short_high, int16_t, uint16_t, count[l] - offset)
SUMS(short_low, int16_t, uint16_t, offset - count[l])
SUMS(long_high, int32_t, uint32_t, count[l] - offset)
SUMS(long_low, int32_t, uint32_t, offset - count[l])

/* Of runs that end last the sum, or where it may have wrapped around the largest one. */
static void choose_last(int32_t *sums, const int32_t *last, int32_t most) {
    for (size_t i = 0; i < SLOPES * LANES; i++)
        sums[i] = sums[i] > most ? sums[i] : last[i] > 0 ? last[i] : 0;
}

GLO_WIDEST static void widen(const int16_t *restrict from, size_t count, int32_t *restrict into) {
    for (size_t i = 0; i < count; i++)
        into[i] = from[i];
}

void glo_run_sums(const run_kind *k, const void *counts, const void *offsets,
                  int32_t sums[2 * SLOPES * LANES]) {
    int16_t shorts[2 * SLOPES * LANES];
    if (k->is_short) {
        (k->is_low ? short_low : short_high)(counts, offsets, k->periods, shorts);
        widen(shorts, 2 * SLOPES * LANES, sums);
    } else {
        (k->is_low ? long_low : long_high)(counts, offsets, k->periods, sums);
    }
    if (k->is_last)
        choose_last(sums, sums + SLOPES * LANES, glo_run_most(k->is_short));
}
