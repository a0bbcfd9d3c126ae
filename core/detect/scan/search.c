/* search.c: all zones and windows, for many sets of counts at once. How, and an example, in search.h. */
#include "search.h"

#include "base/alloc.h"
#include "base/simd.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LANES = GLO_SCAN_LANES, STEPS_BETWEEN_CHECKS = 128 };

/* ---- a searcher ---- */

glo_status glo_searcher_new(const search_plan *plan, size_t lanes, searcher *out) {
    searcher r = {.plan = plan, .lanes = lanes};
    const study *s = plan->s;
    size_t cells = s->places * s->periods * LANES, slots = plan->zones->depths + 1;
    glo_status status = glo_alloc_array(cells, plan->width, &r.cells);
    if (status == GLO_OK)
        status = glo_alloc_array(slots * plan->periods * LANES, glo_run_width(plan->is_short), &r.counts);
    if (status == GLO_OK)
        status = glo_alloc_array(slots * plan->periods, sizeof *r.expected, &r.expected);
    if (status == GLO_OK)
        status = glo_alloc_array(slots * (plan->periods + 1), sizeof *r.cumulated, &r.cumulated);
    if (status == GLO_OK)
        status = glo_alloc_array(slots, sizeof *r.least, &r.least);
    if (status == GLO_OK)
        status = glo_alloc_array(slots, sizeof *r.most, &r.most);
    if (status == GLO_OK)
        status = glo_alloc_array(GLO_SCAN_SLOPES * plan->periods, glo_run_width(plan->is_short), &r.offsets);
    if (status == GLO_OK)
        status = glo_alloc_array(2 * (plan->periods + 1), sizeof *r.before, &r.before);
    if (status == GLO_OK && plan->high.points > 0)
        status = glo_levels_new(&plan->high, plan->shift, glo_run_most(plan->is_short), &r.high);
    if (status == GLO_OK && plan->low.points > 0)
        status = glo_levels_new(&plan->low, plan->shift, glo_run_most(plan->is_short), &r.low);
    if (status < 0) {
        glo_searcher_dispose(&r);
        return status;
    }
    *out = r;
    return GLO_OK;
}

void glo_searcher_dispose(searcher *r) {
    free(r->cells);
    free(r->counts);
    free(r->expected);
    free(r->cumulated);
    free(r->least);
    free(r->most);
    free(r->offsets);
    free(r->before);
    glo_levels_dispose(&r->high);
    glo_levels_dispose(&r->low);
    *r = (searcher){0};
}

/* ---- levels ---- */

static void set_level(searcher *r, size_t lane, double level) {
    levels *both[2] = {&r->high, &r->low};
    for (int i = 0; i < 2; i++) {
        if (!both[i]->grid)
            continue;
        if (r->is_tilted_by_best)
            glo_levels_tilt(both[i], fmax(level, 1));
        glo_levels_set(both[i], lane, level);
    }
}

static void set_all_levels(searcher *r, double level) {
    levels *both[2] = {&r->high, &r->low};
    double usual = 0.7 * log((double)r->plan->zones->sets * (double)r->plan->windows);
    for (int i = 0; i < 2; i++) {
        if (both[i]->grid)
            glo_levels_tilt(both[i], fmax(usual, fmax(level, 1)));
    }
    for (size_t lane = 0; lane < r->lanes; lane++)
        set_level(r, lane, level);
}

/* ---- the innermost loops ---- */

/* A loop for each width of the cells and of the sums. */
#define ADD_CELLS(name, cell, sum)                                                                           \
    GLO_WIDEST static void name(sum into[restrict], const cell *restrict cells, size_t count, int shift) {   \
        for (size_t i = 0; i < count; i++)                                                                   \
            into[i] = (sum)(into[i] + (sum)((uint32_t)cells[i] << shift));                                   \
    }
ADD_CELLS(add_bytes_short, uint8_t, int16_t)
ADD_CELLS(add_halves_short, uint16_t, int16_t)
ADD_CELLS(add_bytes, uint8_t, int32_t)
ADD_CELLS(add_halves, uint16_t, int32_t)
ADD_CELLS(add_words, uint32_t, int32_t)

GLO_WIDE static void add_reals(double *restrict into, const double *restrict from, size_t count) {
    for (size_t i = 0; i < count; i++)
        into[i] += from[i];
}

GLO_WIDE static uint64_t lanes_above(const int32_t *restrict values, const int32_t *restrict limits) {
    int32_t any = 0;
    uint64_t found = 0;
    for (int l = 0; l < LANES; l++)
        any |= values[l] > limits[l]; /* mostly none: the bits are not gathered for nothing */
    for (int l = 0; any && l < LANES; l++)
        found |= (uint64_t)(values[l] > limits[l]) << l;
    return found;
}

/* ---- one zone ---- */

typedef struct zone {
    size_t centre, step;
    const void *counts;
    const double *expected, *cumulated;
    double least, most; /* expected of a window */
} zone;

/* In units of 2^-shift. */
static int32_t count_of(const searcher *r, const zone *z, size_t t, size_t lane) {
    return glo_run_number(r->plan->is_short, z->counts, t * LANES + lane);
}

static void sum_before(searcher *r, const zone *z, size_t lane) {
    size_t periods = r->plan->periods;
    double *counts = r->before, *expected = r->before + periods + 1;
    for (size_t t = 0; t < periods; t++) {
        counts[t + 1] = counts[t] + (double)(count_of(r, z, t, lane) >> r->plan->shift);
        expected[t + 1] = expected[t] + z->expected[t];
    }
}

static void look_at(searcher *r, const levels *v, const zone *z, size_t lane, size_t from, size_t to) {
    size_t periods = r->plan->periods;
    const double *counts = r->before, *expected = r->before + periods + 1;
    double count = counts[to + 1] - counts[from], m = expected[to + 1] - expected[from];
    if (!(m > 0))
        return;
    size_t j = glo_grid_step(v->grid, m);
    double chord = v->count[j * LANES + lane] + v->slope[j * LANES + lane] * (m - v->grid->at[j]);
    if (v->grid->side == GLO_SCAN_HIGH ? count <= chord : count >= chord)
        return;
    double llr = glo_llr(count, m, v->grid->total);
    if (llr > r->best[lane].llr && (v->grid->side == GLO_SCAN_HIGH ? count > m : count < m))
        r->best[lane] = (window){llr, z->centre, z->step, from + r->plan->first, to + r->plan->first};
}

static void look_until(searcher *r, const levels *v, const zone *z, size_t lane, size_t to) {
    size_t duration = r->plan->duration;
    for (size_t from = to + 1 > duration ? to + 1 - duration : 0; from <= to; from++)
        look_at(r, v, z, lane, from, to);
}

/* The windows of one lane that end where a sum is above a limit, with the offsets of slope number `at`. */
static void look_through(searcher *r, const levels *v, const zone *z, size_t lane, size_t at, int32_t limit) {
    const search_plan *p = r->plan;
    sum_before(r, z, lane);
    if (p->spec->is_prospective) {
        look_until(r, v, z, lane, p->periods - 1);
        return;
    }
    int64_t sign = v->grid->side == GLO_SCAN_HIGH ? 1 : -1, run = 0;
    for (size_t t = 0; t < p->periods; t++) {
        int32_t offset = glo_run_number(p->is_short, r->offsets, at * p->periods + t);
        run = (run > 0 ? run : 0) + sign * (count_of(r, z, t, lane) - offset);
        if (run > limit)
            look_until(r, v, z, lane, t);
    }
}

static uint64_t used_lanes(const searcher *r) {
    return r->lanes < 64 ? (UINT64_C(1) << r->lanes) - 1 : UINT64_MAX;
}

static bool is_beyond(const levels *v, const zone *z, size_t point) {
    return point + 1 >= v->grid->points || v->grid->at[point] > z->most;
}

/* In some segments, the first of them from point `j`, that a zone's windows reach: their number. */
typedef struct candidates {
    uint64_t lanes
        [GLO_SCAN_SLOPES]; /* in which some window with an expected count in the segment may beat the best */
    bool is_cut[GLO_SCAN_SLOPES]; /* offsets were: the sums say nothing */
} candidates;

static size_t find_candidates(searcher *r, const levels *v, const segments *of, const zone *z, size_t j,
                              size_t end, candidates *out) {
    const search_plan *p = r->plan;
    bool is_low = v->grid->side == GLO_SCAN_LOW;
    run_kind k = {p->periods, p->is_short, is_low, p->spec->is_prospective};
    int32_t sums[2 * GLO_SCAN_SLOPES * LANES];
    double unit = (double)(UINT64_C(1) << v->shift);
    size_t count = 0;
    for (size_t i = j; count < GLO_SCAN_SLOPES && i < end && (i == j || !is_beyond(v, z, i));
         i += of->width) {
        out->is_cut[count] = !glo_run_offsets(&k, z->cumulated, unit * of->tilt[i], count, r->offsets);
        count++;
    }
    glo_run_sums(&k, z->counts, r->offsets, sums);
    for (size_t i = 0; i < count; i++) {
        uint64_t above = lanes_above(sums + i * LANES, of->limit + (j + i * of->width) * LANES);
        out->lanes[i] = (out->is_cut[i] ? UINT64_MAX : above) & used_lanes(r);
    }
    return count;
}

static void compare_narrow(searcher *r, const levels *v, const zone *z, size_t j, size_t end) {
    candidates found;
    const segments *of = &v->narrow;
    for (size_t k = j; k < end && (k == j || !is_beyond(v, z, k)); k += GLO_SCAN_SLOPES * of->width) {
        size_t count = find_candidates(r, v, of, z, k, end, &found);
        for (size_t i = 0; i < count; i++) {
            for (size_t lane = 0; lane < r->lanes && found.lanes[i] >> lane > 0; lane++) {
                int32_t limit = of->limit[(k + i * of->width) * LANES + lane];
                if (found.lanes[i] >> lane & 1)
                    look_through(r, v, z, lane, i, found.is_cut[i] ? INT32_MIN : limit);
            }
        }
    }
}

/* All that a zone's windows may expect: wide segments, those in which some window may beat the best in narrow ones. */
static void compare_windows(searcher *r, const levels *v, const zone *z) {
    candidates found;
    const segments *of = &v->wide;
    size_t first = glo_grid_step(v->grid, z->least), points = v->grid->points;
    for (size_t j = first; j == first || !is_beyond(v, z, j); j += GLO_SCAN_SLOPES * of->width) {
        size_t count = find_candidates(r, v, of, z, j, points, &found);
        for (size_t i = 0; i < count; i++) {
            size_t from = j + i * of->width;
            if (found.lanes[i] > 0)
                compare_narrow(r, v, z, from, from + of->width);
        }
    }
}

/* A zone of one window: the lanes above the chord. */
static void compare_one(searcher *r, const levels *v, const zone *z) {
    size_t j = glo_grid_step(v->grid, *z->expected);
    double into = *z->expected - v->grid->at[j], unit = ldexp(1, v->shift);
    const double *count = v->count + j * LANES, *slope = v->slope + j * LANES;
    const int32_t *counted = z->counts; /* never short: choose_units */
    uint64_t found = 0;
    for (int l = 0; l < LANES; l++) {
        double beyond = (double)counted[l] - unit * (count[l] + slope[l] * into);
        found |= (uint64_t)(v->grid->side == GLO_SCAN_HIGH ? beyond > 0 : beyond < 0) << l;
    }
    found &= used_lanes(r);
    for (size_t lane = 0; lane < r->lanes; lane++) {
        if (!(found >> lane & 1))
            continue;
        sum_before(r, z, lane);
        look_at(r, v, z, lane, 0, 0);
    }
}

static void compare_zone(searcher *r, const levels *v, const zone *z) {
    if (r->plan->periods == 1)
        compare_one(r, v, z);
    else
        compare_windows(r, v, z);
    for (size_t lane = 0; lane < r->lanes; lane++) {
        if (r->best[lane].llr > v->level[lane])
            set_level(r, lane, r->best[lane].llr);
    }
}

/* ---- one centre ---- */

static void add_cells(const searcher *r, size_t at, void *into, size_t count) {
    const search_plan *p = r->plan;
    if (p->is_short && p->width == 1)
        add_bytes_short(into, (const uint8_t *)r->cells + at, count, p->shift);
    else if (p->is_short)
        add_halves_short(into, (const uint16_t *)r->cells + at, count, p->shift);
    else if (p->width == 1)
        add_bytes(into, (const uint8_t *)r->cells + at, count, p->shift);
    else if (p->width == 2)
        add_halves(into, (const uint16_t *)r->cells + at, count, p->shift);
    else
        add_words(into, (const uint32_t *)r->cells + at, count, p->shift);
}

static void *counts_at(const searcher *r, size_t depth) {
    return (char *)r->counts + depth * r->plan->periods * LANES * glo_run_width(r->plan->is_short);
}

/* The set of a step, made of the one that it adds to. */
static void take_step(searcher *r, size_t step, size_t depth, size_t from) {
    const search_plan *p = r->plan;
    size_t place = p->zones->place[step] & ~GLO_UNFINISHED, cell = place * p->s->periods + p->first;
    size_t width = p->periods * LANES, sums = p->periods + 1;
    double *expected = r->expected + depth * p->periods, *cumulated = r->cumulated + depth * sums;
    if (from != depth) {
        memcpy(counts_at(r, depth), counts_at(r, from), width * glo_run_width(p->is_short));
        memcpy(expected, r->expected + from * p->periods, p->periods * sizeof *expected);
        memcpy(cumulated, r->cumulated + from * sums, sums * sizeof *cumulated);
    }
    add_cells(r, cell * LANES, counts_at(r, depth), width);
    add_reals(expected, p->s->expected + cell, p->periods);
    add_reals(cumulated, p->cumulated + place * sums, sums);
    r->least[depth] = r->least[from] + p->least[place];
    r->most[depth] = r->most[from] + p->most[place];
}

static glo_status search_centre(searcher *r, size_t centre, const glo_job *job) {
    const search_plan *p = r->plan;
    const scan_zones *c = p->zones;
    glo_status status = glo_job_check(job);
    for (size_t step = c->begin[centre]; step < c->begin[centre + 1] && status == GLO_OK; step++) {
        size_t depth = c->depth ? c->depth[step] : 1;
        take_step(r, step, depth, c->depth || step == c->begin[centre] ? depth - 1 : depth);
        if (step % STEPS_BETWEEN_CHECKS == 0)
            status = glo_job_check(job);
        if (c->place[step] & GLO_UNFINISHED)
            continue;
        zone z = {centre,
                  step,
                  counts_at(r, depth),
                  r->expected + depth * p->periods,
                  r->cumulated + depth * (p->periods + 1),
                  r->least[depth],
                  r->most[depth] * (double)p->duration};
        if (r->high.grid)
            compare_zone(r, &r->high, &z);
        if (r->low.grid)
            compare_zone(r, &r->low, &z);
    }
    return status;
}

static glo_status search_from(searcher *r, size_t first, size_t end, const glo_job *job) {
    glo_status status = GLO_OK;
    for (size_t centre = first; centre < end && status == GLO_OK; centre++)
        status = search_centre(r, centre, job);
    return status;
}

glo_status glo_search(searcher *r, size_t first, size_t end, double start, const glo_job *job) {
    memset(r->best, 0, sizeof r->best);
    set_all_levels(r, start);
    glo_status status = search_from(r, first, end, job);
    bool is_again = false;
    for (size_t lane = 0; lane < r->lanes && start > 0 && status == GLO_OK; lane++) {
        if (r->best[lane].llr > start)
            continue;
        set_level(r, lane, 0);
        is_again = true;
    }
    return is_again ? search_from(r, first, end, job) : status;
}
