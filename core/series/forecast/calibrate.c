/* calibrate.c: intervals rescaled by conformal factors from rolling origins. Example in calibrate.h.
 *
 * Reference: J. Lei et al., "Distribution-free predictive inference for regression", JASA 113 (2018). */
#include "forecast/calibrate.h"

#include "base/alloc.h"
#include "base/err.h"
#include "forecast/rolling_origin.h"

#include <math.h>
#include <stdlib.h>

#define PRIOR_ORIGINS 0.6 /* that a factor of 1 weighs, per outcome outside (docs/methods.md) */
#define MIN_FACTOR 0.6    /* bounds of a factor of the half-width; docs/methods.md, calibrated intervals */
#define MAX_FACTOR 3.0

static int compare_doubles(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double glo_continuity_correction(const glo_candidates *w) {
    return w->sample->is_count ? 0.5 : 0;
}

/* The conformity score: the distance of the outcome from the median, in half-widths of the level; -1 where
 * the outcome is missing. */
static double score_of(const glo_candidates *w, size_t origin, size_t step, size_t level) {
    const double *block = w->pooled + origin * glo_block_size(w, w->steps);
    double y = glo_outcome(w, origin, step);
    if (isnan(y) || isnan(block[0]))
        return -1;
    const double *q = block + w->steps + step * w->points;
    size_t middle = w->points / 2;
    double width = (y > q[middle] ? q[middle + 1 + level] - q[middle] : q[middle] - q[middle - 1 - level]);
    width += glo_continuity_correction(w);
    double distance = fabs(y - q[middle]);
    return distance == 0 ? 0 : width > 0 ? fmin(distance / width, 1e6) : 1e6;
}

/* The conformal factor of a level from all origins but one. */
static double factor_of(const glo_candidates *w, size_t level, size_t left_out, double *scores) {
    size_t count = 0, origins = 0;
    for (size_t o = 0; o < w->origin_count; o++) {
        if (o == left_out)
            continue;
        origins++;
        for (size_t h = 0; h < w->steps; h++) {
            double score = score_of(w, o, h, level);
            if (score >= 0)
                scores[count++] = score;
        }
    }
    if (count == 0)
        return 1;
    qsort(scores, count, sizeof *scores, compare_doubles);
    size_t rank = (size_t)ceil((double)(count + 1) * w->spec->levels[level] / 100);
    double factor = scores[rank > count ? count - 1 : rank - 1];
    factor = fmin(fmax(factor, MIN_FACTOR), MAX_FACTOR);
    double independent = glo_independent_origins(w, origins), outside = 1 - w->spec->levels[level] / 100;
    return exp(log(factor) * independent / (independent + PRIOR_ORIGINS / outside));
}

glo_status glo_calibrate(const glo_candidates *w, double *factors, glo_coverage *coverage) {
    double *scores;
    if (glo_alloc_array(w->origin_count * w->steps + 1, sizeof *scores, &scores) < 0)
        return GLO_ENOMEM;
    for (size_t l = 0; l < w->spec->level_count; l++) {
        size_t outcomes = 0, covered = 0;
        for (size_t o = 0; o < w->origin_count; o++) {
            double factor = w->spec->calibrate ? factor_of(w, l, o, scores) : 1;
            for (size_t h = 0; h < w->steps; h++) {
                double score = score_of(w, o, h, l);
                outcomes += score >= 0;
                covered += score >= 0 && score <= factor;
            }
        }
        coverage->covered[l] = covered;
        coverage->outcomes = outcomes;
        factors[l] = w->spec->calibrate ? factor_of(w, l, w->origin_count, scores) : 1;
    }
    coverage->origins = w->origin_count;
    free(scores);
    return GLO_OK;
}
