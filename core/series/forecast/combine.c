/* combine.c: the weighted midmean of several methods' forecasts. Example in combine.h.
 *
 * Reference: F. Petropoulos and I. Svetunkov, "A simple combination of univariate models", International
 * Journal of Forecasting 36 (2020). */
#include "forecast/combine.h"

#include "forecast/rolling_origin.h"

#include <math.h>
#include <string.h>

/* docs/methods.md, Combination. */
#define PRIOR_ORIGINS 1.5  /* weight of equal weights, in independent origins */
#define OUTLYING_RATIO 2   /* error relative to the best, above which a member gets no weight */
#define OUTLYING_ORIGINS 3 /* independent origins from which on that holds */

double glo_midmean(const double *values, const double *weights, size_t count) {
    size_t order[GLO_MOST_MEMBERS];
    double total = 0, below = 0, sum = 0;
    for (size_t i = 0; i < count; i++) {
        size_t at = i;
        for (; at > 0 && values[order[at - 1]] > values[i]; at--)
            order[at] = order[at - 1];
        order[at] = i;
        total += weights[i];
    }
    for (size_t i = 0; i < count; i++) {
        double from = fmax(below, 0.25 * total), above = below + weights[order[i]],
               to = fmin(above, 0.75 * total);
        if (to > from)
            sum += (to - from) / (0.5 * total) * values[order[i]]; /* no sum of huge ones */
        below = above;
    }
    return sum;
}

/* blocks[m] of `steps` each into one; members with weight 0 are left out. */
static void combine(const glo_candidates *w, double *const *blocks, const double *weights, size_t steps,
                    double *out) {
    double values[GLO_MOST_MEMBERS];
    for (size_t i = 0; i < glo_block_size(w, steps); i++) {
        for (size_t m = 0; m < w->member_count; m++)
            values[m] = blocks[m][i];
        out[i] = w->member_count == 1 ? values[0] : glo_midmean(values, weights, w->member_count);
    }
}

/* Weights are inverse squares of the mean absolute errors, shrunk towards equal weights; an outlying member
 * gets none. */
void glo_learn_weights(glo_candidates *w) {
    double errors[GLO_MOST_MEMBERS] = {0}, min_error = INFINITY;
    for (size_t m = 0; m < w->member_count; m++) {
        size_t count = 0;
        for (size_t o = 0; o < w->origin_count; o++) {
            const double *block = glo_past_block(w, o, m);
            for (size_t h = 0; h < w->steps && !isnan(block[0]); h++) {
                double y = glo_outcome(w, o, h);
                if (isnan(y))
                    continue;
                errors[m] += fabs(y - block[w->steps + h * w->points + w->points / 2]);
                count++;
            }
        }
        errors[m] = count ? errors[m] / (double)count : INFINITY;
        min_error = fmin(min_error, errors[m]);
    }
    if (!(min_error > 0) || isinf(min_error))
        return; /* no errors to compare */
    double independent = glo_independent_origins(w, w->origin_count),
           shrinkage = PRIOR_ORIGINS / (PRIOR_ORIGINS + independent);
    for (size_t m = 0; m < w->member_count; m++) {
        double ratio = min_error / errors[m];
        w->weights[m] = shrinkage + (1 - shrinkage) * ratio * ratio;
        if (independent >= OUTLYING_ORIGINS && ratio * OUTLYING_RATIO < 1)
            w->weights[m] = 0;
    }
}

void glo_combine_past(glo_candidates *w) {
    double *blocks[GLO_MOST_MEMBERS], weights[GLO_MOST_MEMBERS];
    for (size_t o = 0; o < w->origin_count; o++) {
        double total = 0;
        for (size_t m = 0; m < w->member_count; m++) {
            blocks[m] = glo_past_block(w, o, m);
            weights[m] = isnan(blocks[m][0]) ? 0 : w->weights[m];
            if (weights[m] == 0)
                memset(blocks[m], 0, glo_block_size(w, w->steps) * sizeof(double));
            total += weights[m];
        }
        double *into = w->pooled + o * glo_block_size(w, w->steps);
        if (total > 0)
            combine(w, blocks, weights, w->steps, into);
        else
            into[0] = NAN;
    }
}

void glo_combine_now(glo_candidates *w) {
    double *blocks[GLO_MOST_MEMBERS];
    for (size_t m = 0; m < w->member_count; m++)
        blocks[m] = w->now + m * glo_block_size(w, w->spec->horizon);
    combine(w, blocks, w->weights, w->spec->horizon, w->together);
}
