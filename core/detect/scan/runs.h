/* runs.h: of many sets of counts side by side, the largest sum of count - b m over a run of periods, for several slopes b in one pass over
 * the counts (J. Kadane's algorithm: J. Bentley, "Programming pearls: algorithm design techniques", CACM 27, 1984).
 *
 * Counts, and the offsets b m that are taken from them, are whole units of 2^-shift: in 16 bits where the counts of a period fit, which is
 * twice as many lanes to a vector, else in 32. Offsets are differences of rounded sums, so that those of a run are within one unit of the
 * exact value, however long it is.
 *
 * Example:
 *   glo_run_offsets(&k, cumulated, 1.3 * 16, 0, offsets);
 *   glo_run_sums(&k, counts, offsets, sums);                  sums[lane]: the largest of the first slope
 */
#ifndef GLO_DETECT_SCAN_RUNS_H
#define GLO_DETECT_SCAN_RUNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    GLO_SCAN_LANES =
        32, /* sets of counts side by side: one vector of 16-bit numbers with AVX-512, two with AVX2 */
    GLO_SCAN_SLOPES = 3 /* in one pass: as many as the registers of AVX2 hold */
};

typedef struct run_kind {
    size_t periods;
    bool is_short; /* 16 bits, else 32 */
    bool is_low;   /* offset - count */
    bool is_last;  /* runs that end with the last period, else any */
} run_kind;

/* The most that a count or an offset may be. A sum may wrap around only after its largest sum was beyond it too, so a limit up to this is
 * compared rightly. */
static inline int32_t glo_run_most(bool is_short) {
    return is_short ? (1 << 14) - 1 : (1 << 30) - 1;
}

static inline size_t glo_run_width(bool is_short) {
    return is_short ? sizeof(int16_t) : sizeof(int32_t);
}

/* Offsets of slope number `at`: `scaled` (b 2^shift) times what is expected, of which `cumulated` has the sums before each period and, last,
 * of all. `offsets`: GLO_SCAN_SLOPES times `periods` numbers. What is above the most is cut down to it: on the high side, sums are then too
 * large, which finds more; on the low side they may be too small, and the answer is false. */
bool glo_run_offsets(const run_kind *k, const double *cumulated, double scaled, size_t at, void *offsets);

/* For each slope and lane; where the largest sum of any run is beyond glo_run_most, some number beyond it. The second half of `sums` is room. */
void glo_run_sums(const run_kind *k, const void *counts, const void *offsets,
                  int32_t sums[2 * GLO_SCAN_SLOPES * GLO_SCAN_LANES]);

/* One number of counts or offsets. */
static inline int32_t glo_run_number(bool is_short, const void *numbers, size_t at) {
    return is_short ? ((const int16_t *)numbers)[at] : ((const int32_t *)numbers)[at];
}

#endif
