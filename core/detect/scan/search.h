/* search.h: the most unlikely of all zones and windows, for up to 32 sets of counts at once.
 *
 * Counts of a set are an addition of one place's to those of the set before it. Of a zone, first the bounds of levels.h say for which sets
 * of counts any of its windows may beat the best; of those its windows are gone through. The best is exact.
 *
 * Example:
 *   searcher r;
 *   if (glo_searcher_new(&plan, 32, &r) == GLO_OK && glo_search(&r, 0, plan.zones->centres, 7.0, job) == GLO_OK) r.best[0].llr ...
 *   glo_searcher_dispose(&r);
 */
#ifndef GLO_DETECT_SCAN_SEARCH_H
#define GLO_DETECT_SCAN_SEARCH_H

#include "levels.h"
#include "zones.h"

/* What all threads share. */
typedef struct search_plan {
    const study *s;
    const glo_scan_spec *spec;
    const scan_zones *zones;
    size_t first, periods; /* the periods that windows may have: those from `first` on */
    size_t duration;       /* the longest window */
    bool is_short;         /* counts are kept in 16 bits, else in 32, ... */
    int shift;             /* ... in units of 2^-shift */
    size_t width;          /* bytes that hold the count of a cell: 1, 2 or 4 */
    double *least, *most;  /* per place: what is expected in the periods with the least and the most */
    double *cumulated;     /* per place: what is expected before each period, and in all */
    double least_of_all;   /* above 0 */
    uint64_t windows;      /* of a zone */
    grid high, low;        /* no points: not looked for */
} search_plan;

typedef struct window {
    double llr; /* 0: none */
    size_t centre, step;
    size_t from, to; /* periods, both within */
} window;

typedef struct searcher {
    const search_plan *plan;
    size_t lanes;
    void *cells;          /* counts per cell and lane, of the plan's width */
    void *counts;         /* per depth, period and lane: of the set */
    double *expected;     /* per depth and period */
    double *cumulated;    /* per depth: before each period, and in all */
    double *least, *most; /* per depth */
    void *offsets;        /* per slope and period */
    double *before;       /* sums of the periods before, of one lane: counts, then expected */
    levels high, low;
    bool is_tilted_by_best; /* else by what is usual by chance */
    window best[GLO_SCAN_LANES];
} searcher;

glo_status glo_search_plan(const study *s, const glo_scan_spec *spec, const scan_zones *zones,
                           search_plan *out);
void glo_search_plan_dispose(search_plan *plan);

glo_status glo_searcher_new(const search_plan *plan, size_t lanes, searcher *out);
void glo_searcher_dispose(searcher *r);

/* The best of the zones of some centres, into `best`. `start`: a ratio that every best is likely to be above, for speed. */
glo_status glo_search(searcher *r, size_t first, size_t end, double start, const glo_job *job);

static inline void glo_searcher_add(searcher *r, size_t cell, size_t lane, uint32_t count) {
    size_t at = cell * GLO_SCAN_LANES + lane;
    if (r->plan->width == 1)
        ((uint8_t *)r->cells)[at] += (uint8_t)count;
    else if (r->plan->width == 2)
        ((uint16_t *)r->cells)[at] += (uint16_t)count;
    else
        ((uint32_t *)r->cells)[at] += count;
}

#endif
