/* likelihood.c: the log-likelihood ratio of a count. Formula and example in likelihood.h. */
#include "likelihood.h"

#include <math.h>

static double part(double count, double expected) {
    return count > 0 ? count * log(count / expected) : 0;
}

double glo_llr(double count, double expected, double total) {
    return part(count, expected) + part(total - count, total - expected);
}

/* Newton's method: the ratio is convex in the count, so that from beyond the answer it comes down to it, and the first step from within goes
 * beyond. */
double glo_llr_count(double level, double expected, double total, glo_scan_rates side, double start) {
    bool is_high = side == GLO_SCAN_HIGH;
    double end = is_high ? total : 0;
    if (level <= 0)
        return expected;
    if (expected >= total || !(glo_llr(end, expected, total) > level))
        return expected >= total ? total : end;
    double reach = sqrt(2 * level * expected * (1 - expected / total)), count = start;
    if (!(is_high ? count > expected && count < total : count < expected && count > 0)) {
        count = is_high ? expected + reach : expected - reach;
        if (!(count > 0 && count < total))
            count = (expected + end) / 2;
    }
    for (int i = 0; i < 60; i++) {
        double slope = log(count / expected) - log((total - count) / (total - expected));
        if (slope == 0)
            return expected;
        double step = (glo_llr(count, expected, total) - level) / slope, next = count - step;
        if (is_high ? next >= total : next <= 0)
            next = (count + end) / 2;
        if (fabs(next - count) <= 1e-9 * (1 + expected)) {
            count = next;
            break;
        }
        count = next;
    }
    double hair = 1e-7 * (1 + expected);
    return is_high ? fmax(expected, count - hair) : fmin(expected, count + hair);
}
