/* summary.c: sums and histograms of a block at a time. Example in summary.h. */
#include "summary.h"

#include "base/simd.h"
#include "kernels.h"
#include "numeric/elementary.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- scale -------------------------------------------------------------------------------------------------- */

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The first bits of a distance: exponent and SUMMARY_BITS of the mantissa. */
static uint32_t leading(double distance) {
    return (uint32_t)((glo_bits_of(distance) & UINT64_C(0x7fffffffffffffff)) >> (52 - SUMMARY_BITS));
}

void scale_set(scale *s, double *first, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (isfinite(first[i]))
            first[kept++] = first[i];
    }
    qsort(first, kept, sizeof *first, by_value);
    s->first = first;
    s->count = kept;
    s->middle = kept ? first[(kept - 1) / 2] : 0;
    double reach = kept ? fmax(s->middle - first[0], first[kept - 1] - s->middle) : 0;
    if (!(reach > 0))
        reach = s->middle != 0 ? fabs(s->middle) : 1;
    /* bins reach to 16 times the distance of the first draws, and as far below as there are bins left */
    uint32_t octave = leading(reach) >> SUMMARY_BITS, lowest = octave + 5 - SUMMARY_OCTAVES;
    if (octave + 5 < SUMMARY_OCTAVES + 1)
        lowest = 1;
    s->base = lowest << SUMMARY_BITS;
}

/* --- one block ---------------------------------------------------------------------------------------------- */

typedef struct block_sums {
    double sum, squares, least, most;
    bool is_whole;
} block_sums;

/* Bin 0 is all below the lowest distance that has one, the last all beyond the highest. */
static inline uint32_t bin_of(double distance, uint32_t base) {
    uint32_t at = (uint32_t)((glo_bits_of(distance) & UINT64_C(0x7fffffffffffffff)) >> (52 - SUMMARY_BITS));
    at = at > base ? at - base : 0;
    at = at < SUMMARY_BINS ? at : SUMMARY_BINS - 1;
    return distance < 0 ? at : at + SUMMARY_BINS;
}

GLO_WIDE static void find_bins(const double *restrict values, double middle, uint32_t base,
                               uint32_t *restrict bins) {
    for (size_t i = 0; i < GLO_BLOCK; i++)
        bins[i] = bin_of(values[i] - middle, base);
}

/* Four lanes twice, added up at the end in this order: the same bits with registers of any width. */
typedef struct lane_sums {
    double sum[8], squares[8], least[8], most[8];
} lane_sums;

#if defined(__x86_64__)

/* By hand: the compiler does not use the instructions for the lesser and the greater of two numbers here. */
__attribute__((target("avx2"))) static void add_lanes_avx2(const double *values, double middle,
                                                           lane_sums *out) {
    __m256d sum[2], squares[2], least[2], most[2], by = _mm256_set1_pd(middle);
    for (int k = 0; k < 2; k++) {
        sum[k] = squares[k] = _mm256_setzero_pd();
        least[k] = most[k] = _mm256_loadu_pd(values + 4 * k);
    }
    for (size_t i = 0; i < GLO_BLOCK; i += 8) {
        for (int k = 0; k < 2; k++) {
            __m256d x = _mm256_loadu_pd(values + i + 4 * k), d = _mm256_sub_pd(x, by);
            sum[k] = _mm256_add_pd(sum[k], d);
            squares[k] = _mm256_add_pd(squares[k], _mm256_mul_pd(d, d));
            least[k] = _mm256_min_pd(x, least[k]);
            most[k] = _mm256_max_pd(x, most[k]);
        }
    }
    for (int k = 0; k < 2; k++) {
        _mm256_storeu_pd(out->sum + 4 * k, sum[k]);
        _mm256_storeu_pd(out->squares + 4 * k, squares[k]);
        _mm256_storeu_pd(out->least + 4 * k, least[k]);
        _mm256_storeu_pd(out->most + 4 * k, most[k]);
    }
}

#endif

static void add_lanes_plain(const double *values, double middle, lane_sums *out) {
    lane_sums s = {.sum = {0}};
    memcpy(s.least, values, sizeof s.least);
    memcpy(s.most, values, sizeof s.most);
    for (size_t i = 0; i < GLO_BLOCK; i += 8) {
        for (int k = 0; k < 8; k++) {
            double x = values[i + (size_t)k], d = x - middle;
            s.sum[k] += d;
            s.squares[k] += d * d;
            s.least[k] = x < s.least[k] ? x : s.least[k];
            s.most[k] = x > s.most[k] ? x : s.most[k];
        }
    }
    *out = s;
}

static void add_lanes(const double *values, double middle, lane_sums *out) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) {
        add_lanes_avx2(values, middle, out);
        return;
    }
#endif
    add_lanes_plain(values, middle, out);
}

/* Beyond 2^52 all are whole; below, adding and taking 1.5 x 2^52 away rounds. */
GLO_WIDE static uint64_t count_of_broken(const double *values) {
    uint64_t found = 0;
    for (size_t i = 0; i < GLO_BLOCK; i++)
        found += (values[i] + 0x1.8p52) - 0x1.8p52 != values[i] ? 1 : 0;
    return found;
}

static block_sums add_up(const double *values, double middle) {
    lane_sums lanes;
    add_lanes(values, middle, &lanes);
    block_sums s = {.sum = 0, .least = values[0], .most = values[0]};
    for (int k = 0; k < 8; k++) {
        s.sum += lanes.sum[k];
        s.squares += lanes.squares[k];
        s.least = lanes.least[k] < s.least ? lanes.least[k] : s.least;
        s.most = lanes.most[k] > s.most ? lanes.most[k] : s.most;
    }
    return s;
}

void summary_clear(summary *s) {
    uint32_t *bins = s->bins;
    *s = (summary){.least = HUGE_VAL, .most = -HUGE_VAL, .is_whole = true, .bins = bins};
}

static void take_sums(summary *s, const block_sums *b, size_t count) {
    s->count += count;
    s->least = fmin(s->least, b->least);
    s->most = fmax(s->most, b->most);
    s->is_whole &= b->is_whole;
    glo_exact_sum_add(&s->sum, b->sum);
    glo_exact_sum_add(&s->squares, b->squares);
}

/* A block that is cut short by the last draw, or has values that are not finite. */
static void take_slowly(summary *s, const scale *by, const double *values, size_t count) {
    block_sums b = {.least = HUGE_VAL, .most = -HUGE_VAL, .is_whole = true};
    size_t taken = 0;
    for (size_t i = 0; i < count; i++) {
        double x = values[i], d = x - by->middle;
        if (!isfinite(x)) {
            s->not_finite++;
            continue;
        }
        taken++;
        b.sum += d;
        b.squares += d * d;
        b.least = fmin(b.least, x);
        b.most = fmax(b.most, x);
        b.is_whole &= floor(x) == x;
        if (s->bins)
            s->bins[bin_of(d, by->base)]++;
    }
    if (taken)
        take_sums(s, &b, taken);
}

void summary_take(summary *s, const scale *by, const double *values, size_t count) {
    block_sums b = {.squares = HUGE_VAL};
    if (count == GLO_BLOCK)
        b = add_up(values, by->middle);
    if (!isfinite(b.squares)) { /* so is one of the values, or its square */
        take_slowly(s, by, values, count);
        return;
    }
    b.is_whole = s->is_whole && count_of_broken(values) == 0;
    take_sums(s, &b, count);
    if (!s->bins)
        return;
    uint32_t bins[GLO_BLOCK];
    find_bins(values, by->middle, by->base, bins);
    for (size_t i = 0; i < GLO_BLOCK; i++)
        s->bins[bins[i]]++;
}

/* --- the whole ---------------------------------------------------------------------------------------------- */

void whole_clear(whole_summary *w) {
    uint64_t *bins = w->bins;
    *w = (whole_summary){.least = HUGE_VAL, .most = -HUGE_VAL, .is_whole = true, .bins = bins};
}

void whole_add(whole_summary *w, const summary *s) {
    w->count += s->count;
    w->not_finite += s->not_finite;
    w->least = fmin(w->least, s->least);
    w->most = fmax(w->most, s->most);
    w->is_whole &= s->is_whole;
    glo_exact_sum_merge(&w->sum, &s->sum);
    glo_exact_sum_merge(&w->squares, &s->squares);
    for (size_t i = 0; w->bins && i < 2 * SUMMARY_BINS; i++)
        w->bins[i] += s->bins[i];
}

void whole_merge(whole_summary *w, const whole_summary *other) {
    w->count += other->count;
    w->not_finite += other->not_finite;
    w->least = fmin(w->least, other->least);
    w->most = fmax(w->most, other->most);
    w->is_whole &= other->is_whole;
    glo_exact_sum_merge(&w->sum, &other->sum);
    glo_exact_sum_merge(&w->squares, &other->squares);
    for (size_t i = 0; w->bins && i < 2 * SUMMARY_BINS; i++)
        w->bins[i] += other->bins[i];
}

double whole_mean(const whole_summary *w, const scale *by) {
    return w->count ? by->middle + glo_exact_sum_value(&w->sum) / (double)w->count : NAN;
}

double whole_sd(const whole_summary *w) {
    double n = (double)w->count, sum = glo_exact_sum_value(&w->sum);
    if (w->count < 2)
        return NAN;
    double variance = (glo_exact_sum_value(&w->squares) - sum * sum / n) / (n - 1);
    return sqrt(variance > 0 ? variance : 0);
}

/* The lower edge of a bin by its place on one side, as a distance. */
static double edge(uint32_t place, uint32_t base) {
    return place == 0 ? 0 : glo_of_bits((uint64_t)(base + place) << (52 - SUMMARY_BITS));
}

/* Bins in rising order: those below the middle from the farthest, then those above it. */
static uint32_t bin_in_order(size_t k) {
    return k < SUMMARY_BINS ? (uint32_t)(SUMMARY_BINS - 1 - k) : (uint32_t)k;
}

/* From where to where bin k of the order goes. */
static void bounds_of(const whole_summary *w, const scale *by, size_t k, double *low, double *high) {
    bool is_below = k < SUMMARY_BINS;
    uint32_t place = is_below ? bin_in_order(k) : (uint32_t)k - SUMMARY_BINS;
    double near = edge(place, by->base),
           far = place + 1 == SUMMARY_BINS ? HUGE_VAL : edge(place + 1, by->base);
    *low = is_below ? by->middle - far : by->middle + near;
    *high = is_below ? by->middle - near : by->middle + far;
    *low = fmax(*low, w->least);
    *high = fmin(*high, w->most);
}

/* The first draws in a bin: where they are all one value, so is what is asked for. */
static bool is_lump(const scale *by, double low, double high, double *out) {
    size_t found = 0;
    for (size_t i = 0; i < by->count; i++) {
        if (by->first[i] < low || by->first[i] > high)
            continue;
        if (found && by->first[i] != *out)
            return false;
        *out = by->first[i];
        found++;
    }
    return found >= 3;
}

double whole_quantile(const whole_summary *w, const scale *by, double p) {
    if (w->count == 0)
        return NAN;
    double wanted = p * (double)w->count, before = 0;
    for (size_t k = 0; k < 2 * SUMMARY_BINS; k++) {
        double here = (double)w->bins[bin_in_order(k)];
        if (here == 0 || before + here < wanted) {
            before += here;
            continue;
        }
        double low, high, lump = 0;
        bounds_of(w, by, k, &low, &high);
        if (is_lump(by, low, high, &lump))
            return lump;
        double x = low + (high - low) * fmin(1, fmax(0, (wanted - before) / here));
        return w->is_whole ? fmin(fmax(high - low < 1 ? ceil(low) : floor(x + 0.5), w->least), w->most) : x;
    }
    return w->most;
}

double whole_share(const whole_summary *w, const scale *by, double x, bool is_below) {
    if (w->count == 0)
        return NAN;
    if (x < w->least || (x == w->least && is_below))
        return 0;
    if (x > w->most || (x == w->most && !is_below))
        return 1;
    if (w->is_whole) /* between whole numbers nothing lies */
        x = is_below ? ceil(x) - 0.5 : floor(x) + 0.5;
    double before = 0;
    for (size_t k = 0; k < 2 * SUMMARY_BINS; k++) {
        double low, high, here = (double)w->bins[bin_in_order(k)], lump = 0;
        if (here == 0)
            continue;
        bounds_of(w, by, k, &low, &high);
        if (x >= high && !(x == high && is_below)) {
            before += here;
        } else if (x > low) {
            double share = high > low ? (x - low) / (high - low) : 1;
            if (is_lump(by, low, high, &lump))
                share = is_below ? x > lump : x >= lump;
            else if (w->is_whole && high - low < 1)
                share = x > ceil(low);
            return (before + here * share) / (double)w->count;
        } else {
            break;
        }
    }
    return before / (double)w->count;
}
