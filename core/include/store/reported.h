/* reported.h: leaf cells by the delay with which they became known: what a reporting triangle is summed up from, in one pass
 * over the store instead of a rollup per date. Delays are as base/cuts.h has them, by the day on which a batch was recorded;
 * a retraction has a delay too.
 *
 * The cells keep all of theirs but the facet, which is made of the delay:
 *   4 d + 1   events added at delay d
 *   4 d + 2   events retracted at delay d
 *   4 d + 3   figures that stood at delay d: they are no sums of what came and went, for a later batch replaces an earlier one,
 *             so those that stood at a cut are resolved together; and with `stood` the events, where figures are among them
 * d is at most `most` + 1, which stands for all longer delays: what is known now. Cells of a breakdown are left out.
 *
 * Example:
 *   glo_reported_spec spec = {.cuts = {GLO_WEEK, day}, .most = 26};
 *   glo_cells cells = {0};
 *   glo_reported_note note;
 *   status = glo_store_reported(store, &spec, job, &cells, &note);
 *   -> cells, to be summed up over these facets
 */
#ifndef GLO_STORE_REPORTED_H
#define GLO_STORE_REPORTED_H

#include "base/cuts.h"
#include "store/store.h"

enum { GLO_REPORTED_ADDED = 1, GLO_REPORTED_RETRACTED = 2, GLO_REPORTED_STOOD = 3 };

typedef struct glo_reported_spec {
    glo_cuts cuts; /* what was recorded up to the end of `now` counts */
    int32_t most;  /* delays told apart: 0 to this */
    const int32_t *figures;
    size_t figure_count; /* the sources that publish figures; others record events */
    bool stood;          /* events too by what stood: a cell for each delay */
} glo_reported_spec;

enum { GLO_REPORTED_SOURCES = 64 };

typedef struct glo_reported_note {
    int64_t early;       /* events recorded before their day had come: of delay 0 */
    size_t source_count; /* that have cells; the first so many are told: */
    struct glo_reported_source {
        int32_t id, first; /* first: the day on which its first batch was recorded */
    } sources[GLO_REPORTED_SOURCES];
} glo_reported_note;

/* Adds to `out`. GLO_ENOMEM, GLO_ECANCELLED, GLO_ECORRUPT. */
glo_status glo_store_reported(glo_store *store, const glo_reported_spec *spec, const glo_job *job,
                              glo_cells *out, glo_reported_note *out_note);

#endif
