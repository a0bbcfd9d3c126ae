/* levels.c: chords under the count that reaches a ratio. Why, and an example, in levels.h. */
#include "levels.h"

#include "base/alloc.h"

#include <math.h>
#include <stdlib.h>

enum {
    LANES = GLO_SCAN_LANES,
    ROWS = 256,  /* of the grid: ratios up to 63 3/4, beyond which they are found one by one */
    PER_UNIT = 4 /* rows */
};

/* ---- the grid ---- */

static double point_of(uint64_t number) {
    union {
        uint64_t bits;
        double number;
    } of = {.bits = number << 50};
    return of.number;
}

static uint64_t number_of(double expected) {
    union {
        double number;
        uint64_t bits;
    } of = {.number = expected};
    return of.bits >> 50;
}

static void fill_grid(grid *g) {
    for (size_t j = 0; j < g->points; j++)
        g->at[j] = fmin(point_of(g->base + j), g->total);
    g->at[g->points - 1] = g->total;
    for (size_t row = 0; row < ROWS; row++) {
        for (size_t j = 0; j < g->points; j++) {
            double near = row > 0 ? g->count[(row - 1) * g->points + j] : 0;
            g->count[row * g->points + j] =
                glo_llr_count((double)row / PER_UNIT, g->at[j], g->total, g->side, near);
        }
    }
}

glo_status glo_grid_new(glo_scan_rates side, double least, double total, grid *out) {
    grid g = {.side = side, .total = total};
    g.base = number_of(fmin(fmax(least, total * 1e-15), total / 2));
    g.points = (size_t)(number_of(total) - g.base) + 2;
    glo_status status = glo_alloc_array(g.points, sizeof *g.at, &g.at);
    if (status == GLO_OK)
        status = glo_alloc_array(ROWS * g.points, sizeof *g.count, &g.count);
    if (status < 0) {
        glo_grid_dispose(&g);
        return status;
    }
    fill_grid(&g);
    *out = g;
    return GLO_OK;
}

void glo_grid_dispose(grid *g) {
    free(g->at);
    free(g->count);
    *g = (grid){0};
}

/* The count that reaches a ratio at a point, or a hair nearer to the expected: it is concave (convex) in the ratio too, so that the chord
 * between two rows does. `near`: one that is known. */
static double count_of(const grid *g, double level, size_t j, double near) {
    double row = floor(level * PER_UNIT);
    if (row + 1 >= ROWS)
        return glo_llr_count(level, g->at[j], g->total, g->side, near);
    const double *count = g->count + (size_t)row * g->points + j;
    return count[0] + (level * PER_UNIT - row) * (count[g->points] - count[0]);
}

/* ---- levels ---- */

static glo_status new_segments(size_t width, size_t points, segments *out) {
    out->width = width;
    if (glo_alloc_array(points, sizeof *out->tilt, &out->tilt) < 0)
        return GLO_ENOMEM;
    return glo_alloc_array(points * LANES, sizeof *out->limit, &out->limit);
}

glo_status glo_levels_new(const grid *g, int shift, int32_t most, levels *out) {
    levels v = {.grid = g, .shift = shift, .most = most};
    glo_status status = glo_alloc_array(g->points * LANES, sizeof *v.count, &v.count);
    if (status == GLO_OK)
        status = glo_alloc_array(g->points * LANES, sizeof *v.slope, &v.slope);
    if (status == GLO_OK)
        status = new_segments(GLO_SCAN_WIDE, g->points, &v.wide);
    if (status == GLO_OK)
        status = new_segments(GLO_SCAN_NARROW, g->points, &v.narrow);
    if (status < 0)
        glo_levels_dispose(&v);
    else
        *out = v;
    return status;
}

void glo_levels_dispose(levels *v) {
    free(v->count);
    free(v->slope);
    free(v->wide.tilt);
    free(v->wide.limit);
    free(v->narrow.tilt);
    free(v->narrow.limit);
    *v = (levels){0};
}

static size_t end_of(const levels *v, const segments *of, size_t j) {
    return j + of->width < v->grid->points ? j + of->width : v->grid->points - 1;
}

static double chord(double from, double to, double left, double right) {
    return right > left ? (to - from) / (right - left) : 0;
}

void glo_levels_tilt(levels *v, double level) {
    segments *both[2] = {&v->wide, &v->narrow};
    const grid *g = v->grid;
    for (size_t j = 0; j + 1 < g->points; j++) {
        double here = count_of(g, level, j, 0);
        for (int i = 0; i < 2; i++) {
            size_t end = end_of(v, both[i], j);
            both[i]->tilt[j] = chord(here, count_of(g, level, end, 0), g->at[j], g->at[end]);
        }
    }
}

/* What a window that is worth a look has more than (high), or less than (low): rounded to its side, less the unit by which offsets may be
 * out and one for the rounding of their sums. */
static int32_t limit_of(const levels *v, const segments *of, size_t lane, size_t j) {
    size_t end = end_of(v, of, j);
    double sign = v->grid->side == GLO_SCAN_HIGH ? 1 : -1;
    double left = sign * (v->count[j * LANES + lane] - of->tilt[j] * v->grid->at[j]);
    double right = sign * (v->count[end * LANES + lane] - of->tilt[j] * v->grid->at[end]);
    double limit = floor(ldexp(fmin(left, right), v->shift)) - 2;
    return limit < -v->most ? -v->most : limit > v->most ? v->most : (int32_t)limit;
}

void glo_levels_set(levels *v, size_t lane, double level) {
    const grid *g = v->grid;
    v->level[lane] = level;
    for (size_t j = 0; j < g->points; j++) {
        double *count = &v->count[j * LANES + lane];
        *count = count_of(g, level, j, *count);
    }
    for (size_t j = 0; j + 1 < g->points; j++) {
        size_t i = j * LANES + lane;
        v->slope[i] = chord(v->count[i], v->count[i + LANES], g->at[j], g->at[j + 1]);
        v->wide.limit[i] = limit_of(v, &v->wide, lane, j);
        v->narrow.limit[i] = limit_of(v, &v->narrow, lane, j);
    }
}
