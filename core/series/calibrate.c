/* calibrate.c: intervals widened or narrowed by what rolling origins found. Example in candidate.h.
 *
 * Reference: J. Lei et al., "Distribution-free predictive inference for regression", JASA 113 (2018). */
#include "series/candidate.h"

#include "base/alloc.h"
#include "base/err.h"

#include <math.h>
#include <stdlib.h>

#define PULL 8.0      /* how many origins "as it is" is worth when factors are learned */
#define NARROWEST 0.6 /* of a factor */
#define WIDEST 3.0

static int compare_doubles(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double glo_half_step(const glo_candidates *w) {
    return w->sample->is_count ? 0.5 : 0;
}

/* How far the outcome lies from the median, in half-widths of the level; -1 where it is not known. */
static double stretch_of(const glo_candidates *w, size_t origin, size_t step, size_t level) {
    const double *block = w->pooled + origin * glo_block_size(w, w->steps);
    double y = glo_outcome(w, origin, step);
    if (isnan(y) || isnan(block[0]))
        return -1;
    const double *q = block + w->steps + step * w->points;
    size_t middle = w->points / 2;
    double width = (y > q[middle] ? q[middle + 1 + level] - q[middle] : q[middle] - q[middle - 1 - level]);
    width += glo_half_step(w);
    double distance = fabs(y - q[middle]);
    return distance == 0 ? 0 : width > 0 ? fmin(distance / width, 1e6) : 1e6;
}

/* The conformal factor of a level from all origins but one. */
static double factor_of(const glo_candidates *w, size_t level, size_t left_out, double *room) {
    size_t count = 0, origins = 0;
    for (size_t o = 0; o < w->origin_count; o++) {
        if (o == left_out)
            continue;
        origins++;
        for (size_t h = 0; h < w->steps; h++) {
            double stretch = stretch_of(w, o, h, level);
            if (stretch >= 0)
                room[count++] = stretch;
        }
    }
    if (count == 0)
        return 1;
    qsort(room, count, sizeof *room, compare_doubles);
    size_t rank = (size_t)ceil((double)(count + 1) * w->spec->levels[level] / 100);
    double factor = room[rank > count ? count - 1 : rank - 1];
    factor = fmin(fmax(factor, NARROWEST), WIDEST);
    return exp(log(factor) * (double)origins / ((double)origins + PULL));
}

int glo_calibrate(const glo_candidates *w, double *factors, glo_achieved *achieved) {
    double *room;
    if (glo_alloc_array(w->origin_count * w->steps + 1, sizeof *room, &room) < 0)
        return GLO_ENOMEM;
    for (size_t l = 0; l < w->spec->level_count; l++) {
        size_t outcomes = 0, held = 0;
        for (size_t o = 0; o < w->origin_count; o++) {
            double factor = w->spec->calibrate ? factor_of(w, l, o, room) : 1;
            for (size_t h = 0; h < w->steps; h++) {
                double stretch = stretch_of(w, o, h, l);
                outcomes += stretch >= 0;
                held += stretch >= 0 && stretch <= factor;
            }
        }
        achieved->held[l] = held;
        achieved->outcomes = outcomes;
        factors[l] = w->spec->calibrate ? factor_of(w, l, w->origin_count, room) : 1;
    }
    achieved->origins = w->origin_count;
    free(room);
    return GLO_OK;
}
