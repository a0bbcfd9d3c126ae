/* plan.h: what a rollup was asked, settled before it passes: which slices of runs (those of one zone in one part) lie under which zone,
 * which kinds of cells enter, which runs, on which line, and which period is which slot. Read-only
 * afterwards, so that threads share it. Used by rollup.c, pass.c.
 *
 * The runs of a part are sorted by zone. So a plan looks at one run per zone and part, and passes by the
 * others; whether each enters is settled by the pass that meets it.
 *
 * Example:
 *   glo_plan plan = {.cells = cells, .spec = spec, .job = job};
 *   if (glo_plan_make(&plan) == GLO_OK)
 *       for (size_t i = plan.starts[zone]; i < plan.starts[zone + 1]; i++)
 *           for (uint32_t r = 0; r < plan.slices[i].count; r++)
 *               if (glo_plan_admit(&plan, &plan.slices[i], r, &entry)) ...
 *   glo_plan_dispose(&plan);
 */
#ifndef GLO_CUBE_PLAN_H
#define GLO_CUBE_PLAN_H

#include "cube/rollup.h"
#include "periods.h"
#include "selection.h"

#include <stdbool.h>

/* The number of an id in a list: of a source (any), of a facet (its category). */
typedef struct glo_numbered {
    int32_t id;
    uint32_t number;
} glo_numbered;

/* Cells that enter alike: their span and marking, and which category they count for. */
typedef enum glo_class_mode {
    GLO_CLASS_EVENTS,  /* added as they are met */
    GLO_CLASS_PARTS,   /* events beside figures of the same subject, or of another scale: figures.h */
    GLO_CLASS_FIGURES, /* figures.h */
} glo_class_mode;

typedef struct glo_class {
    glo_span span;
    uint8_t handling;
    glo_class_mode mode;
    uint32_t category; /* facet and subject */
    uint32_t rank;     /* of the source, and its id: of figures only */
    int32_t source;
    int64_t value_factor;
} glo_class;

/* Which kinds of cells (glo_kind of cells/run.h) of a part enter, and how. */
typedef struct glo_admission {
    uint32_t *class_of_kind; /* GLO_NO_CLASS: it does not enter */
    glo_class *classes;
    uint32_t class_count;
    size_t class_room;
    int is_uniform;   /* all kinds enter, in one class of events */
    bool has_events;  /* some class is added as it is met */
    bool has_figures; /* some class is not */
    int has_days_only;
} glo_admission;

#define GLO_NO_CLASS UINT32_MAX

/* Runs of one zone that follow each other in a part of the cells (glo_part of cells/run.h). */
typedef struct glo_run_slice {
    const glo_run *runs;
    const void *bytes; /* their part */
    const glo_admission *admission;
    int64_t batch; /* that the part is of */
    uint32_t count;
    uint32_t group;   /* where they go: a zone, itself when split */
    uint32_t cells;   /* about how many */
    uint8_t is_whole; /* none of their days lies outside those asked */
} glo_run_slice;

/* A run that enters. */
typedef struct glo_entry {
    const glo_run *run;
    const void *bytes; /* its part */
    const glo_admission *admission;
    uint32_t node;     /* the phenomenon on whose lines it is summed */
    uint32_t from, to; /* its cells that may lie in the days asked */
    int is_whole;      /* all its cells do, in one class, each a day's */
    int is_marked;     /* the pass has marked its slots */
} glo_entry;

typedef struct glo_plan {
    glo_cells *cells;
    const glo_rollup_spec *spec;
    const glo_job *job;
    uint8_t *zone_flags, *phenomenon_flags;
    uint32_t *group_of_zone; /* GLO_NO_NODE when not asked */
    /* The node on whose line its cells are summed: itself where it gets rows or weights or parts are asked, else the
     * nearest above that gets rows, so that no line is kept only to be added to another. */
    uint32_t *line_of_phenomenon;
    double *weights;                /* per phenomenon, inherited where it has none; NULL when not asked */
    glo_numbered *sources, *facets; /* sorted by id */
    glo_rollup_source *described;   /* sorted by id */
    glo_words *facet_names;
    bool has_figures;      /* some class is resolved before it is added */
    size_t subject_count;  /* at least 1 */
    size_t category_count; /* facets times subjects, at least 1: number facet * subject_count + subject */
    size_t line_count;
    glo_periods periods;
    int months_are_slots;      /* slot n is month periods.base + n */
    glo_admission *admissions; /* per part of the cells */
    size_t most_classes;       /* in one part */
    glo_run_slice *slices;     /* by group */
    size_t *starts;            /* per group, into slices; one more at the end */
    size_t slice_count, slice_room;
    uint64_t cell_count; /* in these slices, about */
    int64_t unplaced_events;
} glo_plan;

glo_status glo_plan_make(glo_plan *plan);
void glo_plan_dispose(glo_plan *plan);

/* Whether a run of a slice enters, and how. */
bool glo_plan_admit(const glo_plan *plan, const glo_run_slice *slice, uint32_t run, glo_entry *out);
/* The same of runs whose phenomenon is not asked, but may be a total or another part of one that is. */
bool glo_plan_admit_related(const glo_plan *plan, const glo_run_slice *slice, uint32_t run, glo_entry *out);
/* The same of both, with the cells of all days. */
bool glo_plan_admit_past(const glo_plan *plan, const glo_run_slice *slice, uint32_t run, glo_entry *out);

/* *sum += more; GLO_EINVAL when it does not fit. */
glo_status glo_plan_tally(int64_t *sum, int64_t more);

#endif
