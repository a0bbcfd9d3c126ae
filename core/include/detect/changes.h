/* changes.h: where the level, the trend or the spread of a series changed for good: every series of a frame cut into the segments that
 * fit best, each change paid for with a penalty; over threads.
 *
 * Columns: the keys of the frame, segment (from 1), from and to (periods), periods (known ones), level, level_before, change_percent
 * (of the level over the one before), trend (per period; of the trend cost, whose level is that of the middle), deviation (of the
 * values about level or trend), gain (by how much the criterion would be worse without the change at `from`; null in the first
 * segment), cost (minus twice the log-likelihood of the segment but for what all segmentations share), method. Null where there is
 * no such value. The marking is the frame's. The same frame and spec give the same bits, whatever the number of threads.
 *
 * Example:
 *   glo_changes_spec spec = {.cost = GLO_COST_POISSON, .penalty = NAN, .overdispersion = NAN, .minimum = 12};
 *   status = glo_changes(frame, &spec, job, provenance, &out, &note);
 */
#ifndef GLO_DETECT_CHANGES_H
#define GLO_DETECT_CHANGES_H

#include "base/job.h"
#include "panel/panel.h"

typedef enum glo_change_cost {
    GLO_COST_MEAN,
    GLO_COST_MEAN_VARIANCE,
    GLO_COST_TREND,
    GLO_COST_POISSON,
    GLO_COST_NEGATIVE_BINOMIAL,
    GLO_COSTS
} glo_change_cost;

/* The name of a cost, as in the column `method`. */
const char *glo_change_cost_name(glo_change_cost cost);

typedef struct glo_changes_spec {
    glo_panel_spec panel;
    glo_change_cost cost;
    bool is_mbic;   /* the penalty: (parameters + 2) log n and log(length / n) of each segment; else BIC */
    double penalty; /* of each change; NaN: by BIC, (parameters + 1) log n, or MBIC */
    double overdispersion; /* of the negative binomial; NaN: estimated */
    size_t minimum;        /* known values of a segment */
    bool has_season;       /* taken out first (changes/seasonal.h); levels are those of the adjusted series */
} glo_changes_spec;

typedef struct glo_changes_note {
    size_t series, segments;
    size_t changed; /* series with a change */
    size_t
        too_short; /* series with fewer known values than two segments need: one segment, or none without any value */
    size_t missing;    /* values passed over */
    size_t unadjusted; /* series whose season could not be told and is left in */
    size_t gaps, cut;  /* as in a panel */
    bool is_zero_filled;
    glo_span span;
} glo_changes_note;

/* GLO_EINVAL for a frame that is no table of figures by period, a figure below 0 with a cost of counts, or a season asked of years. */
glo_status glo_changes(const glo_frame *frame, const glo_changes_spec *spec, const glo_job *job,
                       glo_provenance *provenance, glo_frame **out, glo_changes_note *out_note);

#endif
