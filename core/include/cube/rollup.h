/* rollup.h: sums cells up a zone tree and a phenomenon tree, over periods.
 *
 * What a row holds: everything recorded at its zone or below, on its phenomenon or below, in its period. So a
 * parent equals its children plus what is recorded at the parent itself. An observation falls in a period
 * when its whole span lies in it: a yearly figure only counts in every=GLO_YEAR or GLO_ALL. What overlaps the
 * days asked but fits no period is left out, never spread, and reported in the note. A row exists where at least
 * one event contributed. Sums are exact 64-bit integers; one that does not fit is GLO_EINVAL.
 *
 * Columns: zone text, phenomenon text, [counting_unit text where rows have more than one], [facet text], [part text], [period day or month], then of those asked:
 * events, count, [count_high where any differs from its count], value integer; weighted real; one real per
 * rate, named by the caller, and NAME_high. Rows are ordered by zone and phenomenon (in tree order), facet
 * (in the order given), part, period.
 *
 * The main header of core/cube: trees, rollups, impact. Includes base, frame and cells; included by lua. One
 * direction inside: rollup -> pass -> accumulate -> plan -> selection, periods; tree -> succession; impact, explain ->
 * exposure, apportion. `kind` of a node: its level or sort ("country", "1"); `part` of a row: "all", "own" or
 * "not stated".
 *
 * Reference: J. Gray et al., "Data Cube: A Relational Aggregation Operator" (1997), for sums over
 * hierarchies; the largest-remainder method of apportion.h for zones that were split.
 *
 * Example:
 *   glo_rollup_spec spec = {.zones = zones, .phenomena = phenomena, .every = GLO_MONTH,
 *                           .first_day = GLO_DAY_MIN, .last_day = GLO_DAY_MAX, .measures = GLO_MEASURE_COUNT,
 *                           .zone_selection = {.roots = &belgium, .root_count = 1, .mode = GLO_SELECT_KINDS,
 *                                         .kinds = (const char *[]){"police_zone"}, .kind_count = 1}};
 *   int status = glo_rollup(&cells, &spec, job, provenance, &frame, &note);
 */
#ifndef GLO_CUBE_ROLLUP_H
#define GLO_CUBE_ROLLUP_H

#include "base/job.h"
#include "cells/cells.h"
#include "cube/coverage.h"
#include "cube/tree.h"

#include <stdbool.h>

/* Which nodes of a tree get rows. Only what lies in the subtrees of the roots is summed. */
typedef enum glo_selection_mode {
    GLO_SELECT_ROOTS, /* the roots themselves */
    GLO_SELECT_KINDS, /* nodes of the listed kinds among the roots and below; levels are kinds "1", "2" ... */
    GLO_SELECT_LEAVES, /* nodes without children among the roots and below */
    GLO_SELECT_EVERY   /* every node among the roots and below */
} glo_selection_mode;

typedef struct glo_selection {
    const uint32_t *roots; /* nodes; they may lie in each other's subtrees */
    size_t root_count;     /* 0: every root of the forest */
    glo_selection_mode mode;
    const char *const *kinds;
    size_t kind_count;
} glo_selection;

enum { GLO_MEASURE_EVENTS = 1, GLO_MEASURE_COUNT = 2, GLO_MEASURE_VALUE = 4, GLO_MEASURE_WEIGHTED = 8 };

/* What a source counts, which sets the unit of its figures: offences, detected victims ... and in which unit its values
 * are. Figures of different subjects are never added: each has rows of its own. */
typedef struct glo_rollup_subject {
    const char *counting_unit; /* NULL: not stated */
    const char *value_unit;    /* NULL: not stated */
    int64_t value_scale;       /* values are whole numbers of 1 / value_scale of the unit; 0 as 1 */
} glo_rollup_subject;

/* What a source's cells are. Events add up wherever they are recorded; a figure stands for the whole of its zone,
 * phenomenon and time, and is never added to its parts (figures.h). */
typedef struct glo_rollup_source {
    int32_t id;
    bool publishes_figures; /* else it records events */
    uint32_t subject;       /* a number in the subjects of the spec */
    uint32_t rank;          /* of sources that have the same figure the lowest is taken */
    bool reports_zeros;     /* what it does not name is 0, and so it covers every zone (coverage.h) */
    int64_t value_factor;   /* brings its values to the scale of the subject; 0 as 1 */
} glo_rollup_source;

typedef struct glo_rollup_facet {
    int32_t id;
    const char *category; /* facets of one category share its rows */
} glo_rollup_facet;

/* A rate: count * factor / the zone's fact of the period's year (for GLO_ALL the year of last_day), with the
 * rules of glo_tree_totals; where not all of the zones below have figures the facts of those that have (coverage.h). Null
 * where the fact is unknown or 0, and in rows of other parts than `all`. */
typedef struct glo_rollup_per {
    const glo_frame *facts;
    double factor;
    const char *name; /* of the column: "count_per_100k" */
    const char *unit; /* may be NULL */
    const char *const *ignored;
    size_t ignored_count;
    int64_t within; /* facts more years away than this say nothing; 0: all do */
} glo_rollup_per;

typedef struct glo_rollup_spec {
    const glo_tree *zones, *phenomena;
    glo_selection zone_selection, phenomenon_selection;
    glo_span every;
    int32_t first_day, last_day; /* both included */
    bool continues;    /* the days before are asked in another rollup, whose note has what begins in them */
    unsigned measures; /* of GLO_MEASURE_* */
    /* For GLO_MEASURE_WEIGHTED: a weight per phenomenon node; NaN takes the nearest ancestor's. What has none
     * is left out of `weighted` (null where a row has nothing else) and reported in the note. */
    const double *weights;
    /* What is known of sources; one that is not described records events of subject 0. */
    const glo_rollup_source *described;
    size_t described_count;
    const glo_rollup_subject *subjects;
    size_t subject_count;   /* 0 as 1 */
    const int32_t *sources; /* keep only these */
    size_t source_count;    /* 0: all */
    const glo_rollup_facet *facets;
    size_t facet_count; /* 0: only facet 0, which is the whole; else only these facets, a row each */
    const char
        *facet_dimension; /* of all of these: the unit of the column facet; NULL where they are of several */
    int credibility;      /* keep only cells graded 1 .. this; 0: all */
    /* Adds rows of part "own" beside those of part "all": what is recorded at a zone itself, for each zone
     * above an output zone, each zone neither above nor below one, and each root that is an output and has something below.
     * Where output zones do not nest, and none was named as a root, "all" plus "own" make the total of the roots. And of part
     * "not stated", in periods in which a narrower phenomenon has something: what is on none of those with rows, or on
     * none where none has rows; so "all" is this and the "all" of the topmost of these. */
    int own;
    const glo_rollup_per *per;
    size_t per_count;
    const char
        *year_column;      /* of the first rate: a column with the year of each row's fact; NULL: not asked */
    bool coverage_columns; /* adds integers `reporting` and `could_report`, null where coverage has no row */
    bool tells_coverage;   /* glo_rollup_covered gives rows also where neither columns nor rates are asked */
    const char *count_unit, *weighted_unit; /* may be NULL; a value has the unit of its subject */
} glo_rollup_spec;

/* What an analyst should know besides the rows. All of it is about cells that passed the filters. */
typedef struct glo_rollup_note {
    int64_t events;                              /* that entered */
    int64_t left_out_events, left_out_count;     /* overlapping the days asked, but fitting no period */
    glo_span left_out_span;                      /* the longest of those; GLO_DAY when there are none */
    int64_t unplaced_events;                     /* whose zone or phenomenon is not in the trees */
    int64_t unweighted_events, unweighted_count; /* whose phenomenon has no weight */
    uint32_t unweighted_phenomenon;              /* the first of those, else GLO_NO_NODE */
    /* What was not added, for it would count twice (figures.h). */
    int64_t superseded;                           /* figures that a later batch gives again */
    int64_t finer;                                /* figures within the time of a coarser one */
    int64_t alternatives;                         /* figures of other sources than the one preferred */
    int64_t alternative_count;                    /* their sum */
    int32_t alternative_source, preferred_source; /* of the first of those */
    int64_t totals;                               /* published totals that stand beside figures below them */
    int64_t exceeded;                             /* those that are less than their parts, which so overlap */
    int64_t overlaps;    /* figures below a zone that knows only a part of the phenomenon */
    int64_t narrowed;    /* censored figures that an exact total bounds */
    uint64_t subjects;   /* bit s: subject s has rows */
    uint64_t publishers; /* bit r: the source of rank r has figures that enter; of 63 and more one bit */
    /* What lies in the subtrees of the roots and under none of the rows, unless spec.own gives it rows; only where
     * counts are asked. */
    int64_t outside_count;
    int64_t outside_zones; /* of how many zones */
    uint32_t outside_zone; /* the first of them, else GLO_NO_NODE */
    /* Of the facts by which rates divide: the one farthest from its period (year 0: none). */
    int64_t fact_year, fact_for;
    int64_t rates_unknown; /* rates that are null, for no fact is near enough */
    int64_t rates_partial; /* rates by the facts of the zones that have figures, as not all have */
} glo_rollup_note;

/* The marking is the strictest of all cells that entered, of the trees and of the facts. `provenance` is
 * shared, may be NULL. Fetches the parts of `cells` that the rollup needs, and packs loose ones. The same
 * cells give the same frame, bit for bit, with any number of threads. GLO_EINVAL, GLO_ENOMEM, GLO_ECANCELLED,
 * GLO_ECORRUPT. */
glo_status glo_rollup(glo_cells *cells, const glo_rollup_spec *spec, const glo_job *job,
                      glo_provenance *provenance, glo_frame **out, glo_rollup_note *out_note);
/* The same, and which zones have figures, where spec.tells_coverage or rates or columns need it: `coverage` is made {0}
 * before, or with keeps_zones, and disposed of after, also on failure. */
glo_status glo_rollup_covered(glo_cells *cells, const glo_rollup_spec *spec, const glo_job *job,
                              glo_provenance *provenance, glo_frame **out, glo_coverage *coverage,
                              glo_rollup_note *out_note);

#endif
