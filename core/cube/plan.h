/* plan.h: what a rollup was asked, settled before it passes: which runs of cells enter, under which zone, on
 * which line, and which period is which slot. Read-only afterwards, so that threads share it. Used by
 * rollup.c, pass.c.
 *
 * Example:
 *   glo_plan plan = {.cells = cells, .spec = spec, .job = job};
 *   if (glo_plan_make(&plan) == GLO_OK) ... plan.runs[plan.starts[zone]] ...;  glo_plan_dispose(&plan);
 */
#ifndef GLO_CUBE_PLAN_H
#define GLO_CUBE_PLAN_H

#include "cube/periods.h"
#include "cube/pick.h"
#include "cube/rollup.h"

/* The number of an id in a list: of a source (any), of a facet (its category). */
typedef struct glo_numbered {
    int32_t id;
    uint32_t number;
} glo_numbered;

/* A run that enters. */
typedef struct glo_entry {
    const glo_run *run;
    const void *bytes; /* its part */
    uint32_t line;     /* of phenomenon and category */
    uint32_t group;    /* where it goes: a zone, itself when split */
    uint32_t from, to; /* its cells that may lie in the days asked */
} glo_entry;

typedef struct glo_plan {
    glo_cells *cells;
    const glo_rollup_spec *spec;
    const glo_job *job;
    uint8_t *zone_flags, *phenomenon_flags;
    uint32_t *group_of_zone; /* GLO_NO_NODE when not asked */
    /* The node on whose line its cells are summed: itself where it gets rows or weights are asked, else the
     * nearest above that gets rows, so that no line is kept only to be added to another. */
    uint32_t *line_of_phenomenon;
    double *weights;                /* per phenomenon, inherited where it has none; NULL when not asked */
    glo_numbered *sources, *facets; /* sorted by id */
    glo_words *categories;
    size_t category_count; /* at least 1 */
    size_t line_count;
    glo_periods periods;
    glo_entry *runs; /* by group */
    size_t *starts;  /* per group, into runs; one more at the end */
    size_t run_count;
    uint64_t cell_count; /* in these runs */
    int has_highs;       /* some run holds a count_high that differs from its count */
    int64_t unplaced_events;
} glo_plan;

int glo_plan_make(glo_plan *plan);
void glo_plan_dispose(glo_plan *plan);

/* *sum += more; GLO_EINVAL when it does not fit. */
int glo_plan_tally(int64_t *sum, int64_t more);

#endif
