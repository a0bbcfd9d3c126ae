/* levels.h: which counts are worth a look: those whose ratio may be above the best so far, by comparisons instead of logarithms.
 *
 * The count that reaches a ratio, as a function of the expected, is concave (above the expected; convex below), for the ratio is convex in
 * both. So its values on a grid of the expected, four to an octave, bound it by chords:
 *   - in a step of the grid: a count is worth a look if it is above the chord of the step;
 *   - over a segment of many steps: a window with m expected in the segment, c counted, is worth a look only if c - b m > a, b the slope of
 *     the segment's chord. The largest c - b m over all windows costs one addition and two comparisons a period (runs.h).
 * Nothing that beats the best is missed; what is only nearly as good is looked at in vain.
 *
 * Example:
 *   glo_levels_set(&v, lane, 7.5);
 *   size_t j = glo_grid_step(v.grid, expected);
 *   if (count > v.count[j * GLO_SCAN_LANES + lane] + v.slope[j * GLO_SCAN_LANES + lane] * (expected - v.grid->at[j])) ...
 *
 * Reference for convex functions over ranges: D. Agarwal and others, "Spatial scan statistics: approximations and performance study", KDD
 * 2006.
 */
#ifndef GLO_DETECT_SCAN_LEVELS_H
#define GLO_DETECT_SCAN_LEVELS_H

#include "likelihood.h"
#include "runs.h"

enum {
    GLO_SCAN_WIDE = 9,  /* steps of a segment, 4.8 times the expected at its beginning: tried first */
    GLO_SCAN_NARROW = 3 /* 1.7 times: tried where a wide one leaves windows */
};

/* The expected, and the counts that reach some ratios. Shared by all threads. */
typedef struct grid {
    glo_scan_rates side; /* HIGH or LOW */
    double total;
    uint64_t base; /* the first point's number */
    size_t points;
    double *at;    /* per point: the expected */
    double *count; /* per ratio 0, 1/4, 1/2 ... and point */
} grid;

/* For expected counts from `least` up. */
glo_status glo_grid_new(glo_scan_rates side, double least, double total, grid *out);
void glo_grid_dispose(grid *g);

/* The step that an expected count is in. */
static inline size_t glo_grid_step(const grid *g, double expected) {
    union {
        double number;
        uint64_t bits;
    } of = {.number = expected};
    uint64_t at = of.bits >> 50;
    return at <= g->base ? 0 : at - g->base >= g->points - 1 ? g->points - 2 : (size_t)(at - g->base);
}

/* Chords over segments that begin at each point of the grid. */
typedef struct segments {
    size_t width;   /* steps */
    double *tilt;   /* per point: b */
    int32_t *limit; /* per point and lane: a, in units of 2^-shift */
} segments;

/* Of each lane, the ratio that is to be beaten. */
typedef struct levels {
    const grid *grid; /* NULL: none */
    int shift;
    int32_t most; /* of a limit either way: what runs.h compares rightly */
    double level[GLO_SCAN_LANES];
    double *count, *slope; /* per point and lane: at the point, and from there to the next */
    segments wide, narrow;
} levels;

glo_status glo_levels_new(const grid *g, int shift, int32_t most, levels *out);
void glo_levels_dispose(levels *v);

/* The slopes of the segments, best for ratios about this one; the limits of all lanes are to be set anew. */
void glo_levels_tilt(levels *v, double level);
/* From now on, of this lane, only ratios above this one. */
void glo_levels_set(levels *v, size_t lane, double level);

#endif
