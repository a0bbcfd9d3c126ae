/* search_plan.c: what all threads of a search share: which windows there are, in what units counts are kept, and the grids of the bounds.
 * Example in search.h. */
#include "search.h"

#include "base/alloc.h"

#include <math.h>
#include <stdlib.h>

#define LEAST_SHIFT 2 /* of counts in 16 bits: quarters of a case are as rough as a bound may be */

static void find_extremes(search_plan *p) {
    const study *s = p->s;
    p->least_of_all = INFINITY;
    for (size_t i = 0; i < s->places; i++) {
        const double *expected = s->expected + i * s->periods + p->first;
        p->least[i] = INFINITY;
        for (size_t t = 0; t < p->periods; t++) {
            p->least[i] = fmin(p->least[i], expected[t]);
            p->most[i] = fmax(p->most[i], expected[t]);
            if (expected[t] > 0)
                p->least_of_all = fmin(p->least_of_all, expected[t]);
        }
    }
}

static double largest_cell(const study *s) {
    double largest = 0;
    for (size_t i = 0; i < s->places * s->periods; i++)
        largest = fmax(largest, fmax(s->expected[i], (double)s->cases[i]));
    return largest;
}

/* What a drawn count is never above: twenty standard deviations from what is expected. */
static double most_drawn(double expected) {
    return expected + 20 * sqrt(expected + 1) + 20;
}

static double largest_period(const study *s) {
    double largest = 0;
    for (size_t t = 0; t < s->periods; t++) {
        double cases = 0, expected = 0;
        for (size_t i = 0; i < s->places; i++) {
            cases += (double)s->cases[i * s->periods + t];
            expected += s->expected[i * s->periods + t];
        }
        largest = fmax(largest, fmax(cases, expected));
    }
    return largest;
}

/* In what units and how many bits counts are kept: cells, and sums of places, which are at most those of a period. */
static void choose_units(search_plan *p) {
    double cell = most_drawn(largest_cell(p->s)), period = most_drawn(largest_period(p->s));
    p->width = cell <= UINT8_MAX ? 1 : cell <= UINT16_MAX ? 2 : 4;
    p->is_short = p->periods > 1 && ldexp(period, LEAST_SHIFT) <= glo_run_most(true);
    double held = p->is_short ? period : 2 * (double)p->s->total;
    while (p->shift < 20 && ldexp(held, p->shift + 1) <= glo_run_most(p->is_short))
        p->shift++;
}

static void cumulate(search_plan *p) {
    for (size_t i = 0; i < p->s->places; i++) {
        const double *expected = p->s->expected + i * p->s->periods + p->first;
        double *sums = p->cumulated + i * (p->periods + 1);
        for (size_t t = 0; t < p->periods; t++)
            sums[t + 1] = sums[t] + expected[t];
    }
}

static glo_status make_grids(search_plan *p) {
    double total = (double)p->s->total;
    glo_status status = GLO_OK;
    if (p->s->total > 0 && p->spec->rates != GLO_SCAN_LOW)
        status = glo_grid_new(GLO_SCAN_HIGH, p->least_of_all, total, &p->high);
    if (status == GLO_OK && p->s->total > 0 && p->spec->rates != GLO_SCAN_HIGH)
        status = glo_grid_new(GLO_SCAN_LOW, p->least_of_all, total, &p->low);
    return status;
}

glo_status glo_search_plan(const study *s, const glo_scan_spec *spec, const scan_zones *zones,
                           search_plan *out) {
    search_plan p = {.s = s, .spec = spec, .zones = zones};
    p.duration = spec->max_duration ? spec->max_duration : s->periods / 2;
    p.duration = p.duration < 1 ? 1 : p.duration > s->periods ? s->periods : p.duration;
    p.periods = spec->is_prospective ? p.duration : s->periods;
    p.first = s->periods - p.periods;
    p.windows = spec->is_prospective
                    ? p.duration
                    : (uint64_t)p.duration * s->periods - (uint64_t)p.duration * (p.duration - 1) / 2;
    choose_units(&p);
    glo_status status = glo_alloc_array(s->places, sizeof *p.least, &p.least);
    if (status == GLO_OK)
        status = glo_alloc_array(s->places, sizeof *p.most, &p.most);
    if (status == GLO_OK)
        status = glo_alloc_array(s->places * (p.periods + 1), sizeof *p.cumulated, &p.cumulated);
    if (status == GLO_OK) {
        find_extremes(&p);
        cumulate(&p);
        status = make_grids(&p);
    }
    if (status < 0)
        glo_search_plan_dispose(&p);
    else
        *out = p;
    return status;
}

void glo_search_plan_dispose(search_plan *plan) {
    free(plan->least);
    free(plan->most);
    free(plan->cumulated);
    glo_grid_dispose(&plan->high);
    glo_grid_dispose(&plan->low);
    *plan = (search_plan){0};
}
