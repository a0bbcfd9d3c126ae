/* calibrate.c: intervals made to hold: widened for what a method takes as known, then stretched or shrunk by
 * what rolling origins found. Example in candidate.h.
 *
 * A method's quantiles take its parameters and its form as known, which they are not. With n values known, h
 * steps ahead, z and t the quantiles at the same probability of the normal distribution and of Student's with
 * n / 5 degrees of freedom, each distance from the median is multiplied by
 *
 *   (1 + 3/2 min(1, h / n)) t / z
 *
 * The two constants come from public series of many fields (docs/methods.md says which, and how well they
 * hold).
 *
 * Reference: J. Lei et al., "Distribution-free predictive inference for regression", JASA 113 (2018), for
 * what the origins find. */
#include "forecast/candidate.h"

#include "base/alloc.h"
#include "base/err.h"
#include "numeric/normal.h"
#include "numeric/student.h"

#include <math.h>
#include <stdlib.h>

#define VALUES_PER_FREEDOM 5
#define LEAST_FREEDOM 3
#define GROWTH 1.5    /* of the widening with h / n */
#define PULL 0.6      /* how many origins, per outcome outside in the long run, "as it is" is worth */
#define NARROWEST 0.6 /* of a factor */
#define WIDEST 3.0

void glo_widen(const glo_candidates *w, size_t known, size_t steps, double *block) {
    size_t middle = w->points / 2, freedom = known / VALUES_PER_FREEDOM;
    double tails[GLO_MOST_LEVELS];
    for (size_t l = 0; l < w->spec->level_count; l++) {
        double p = w->probabilities[middle + 1 + l];
        tails[l] = glo_student_quantile(p, freedom > LEAST_FREEDOM ? freedom : LEAST_FREEDOM) /
                   glo_normal_quantile(p);
    }
    for (size_t h = 0; h < steps; h++) {
        double *q = block + steps + h * w->points,
               growth = 1 + GROWTH * fmin(1, (double)(h + 1) / (double)known);
        for (size_t l = 0; l < w->spec->level_count; l++) {
            q[middle + 1 + l] += (growth * tails[l] - 1) * (q[middle + 1 + l] - q[middle]);
            q[middle - 1 - l] += (growth * tails[l] - 1) * (q[middle - 1 - l] - q[middle]);
        }
    }
}

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
    double independent = glo_independent_origins(w, origins), outside = 1 - w->spec->levels[level] / 100;
    return exp(log(factor) * independent / (independent + PULL / outside));
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
