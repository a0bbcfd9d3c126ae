/* summary.h: what is kept of one quantity at one time over all draws, in memory that does not grow with them: how many, exact
 * sums, the least, the most, and a histogram for quantiles. Summaries of parts of the draws merge into that of the whole, bit
 * for bit.
 *
 * The histogram has bins that widen with the distance from a middle value: 128 to each doubling, so that a quantile is off by at
 * most 1/128 of its distance from the middle, and far less between the edges of a bin, where it is interpolated. The middle and
 * the reach come from the first block of draws, whoever takes the rest.
 *
 * Example:
 *   scale_set(&by, first, 512);
 *   summary_take(&part, &by, values, 512);
 *   whole_add(&all, &part);
 *   double upper = whole_quantile(&all, &by, 0.95);
 *
 * References: C. Masson, J. E. Rim, H. K. Lee, "DDSketch", VLDB 12 (2019), for bins of relative width; exact sums in
 * numeric/exact_sum.h.
 */
#ifndef GLO_MODEL_SUMMARY_H
#define GLO_MODEL_SUMMARY_H

#include "base/err.h"
#include "numeric/exact_sum.h"

#include <stddef.h>

enum { SUMMARY_BITS = 7, SUMMARY_OCTAVES = 14, SUMMARY_BINS = SUMMARY_OCTAVES << SUMMARY_BITS };

/* What all summaries of a quantity at a time share: set by the first block. */
typedef struct scale {
    double middle;
    uint32_t base; /* of a bin: the first bits of the lowest distance that has a bin of its own */
    double *first; /* the first draws, sorted; not finite ones left out; borrowed */
    size_t count;
} scale;

typedef struct summary {
    uint64_t count, not_finite;
    double least, most;
    bool is_whole;              /* all values are whole numbers */
    glo_exact_sum sum, squares; /* of the distances from the middle */
    uint32_t *bins;             /* below the middle SUMMARY_BINS, above it as many */
} summary;

/* Sorts `first`. */
void scale_set(scale *s, double *first, size_t count);

void summary_clear(summary *s); /* the bins are the caller's, and cleared */
void summary_take(summary *s, const scale *by, const double *values, size_t count);

/* Of a quantity in all its draws; `bins` are 64-bit sums. */
typedef struct whole_summary {
    uint64_t count, not_finite;
    double least, most;
    bool is_whole;
    glo_exact_sum sum, squares;
    uint64_t *bins;
} whole_summary;

void whole_clear(whole_summary *w);
void whole_add(whole_summary *w, const summary *s);
void whole_merge(whole_summary *w, const whole_summary *other);

double whole_mean(const whole_summary *w, const scale *by);
double whole_sd(const whole_summary *w); /* NaN for fewer than two */
double whole_quantile(const whole_summary *w, const scale *by, double p);
/* The share at or below x; `is_below`: below x only, which differs for whole numbers. */
double whole_share(const whole_summary *w, const scale *by, double x, bool is_below);

#endif
