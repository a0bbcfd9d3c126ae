/* residuals.h: how far off every series of a frame was from one step to the next, within the history that the
 * method was fitted on: what reconciliation learns from which series err together.
 *
 * The one-step forecast of the combination is the midmean of its members' fitted values, all weighed alike:
 * looking back for weights would fit every member a dozen times for little. Residuals in the sample are
 * smaller than errors of true forecasts; what reconciliation needs is how they compare. Outliers and level
 * shifts are taken out as in a forecast: an outlier has no residual, and a shift is in what was expected.
 *
 * Columns: the keys of the frame, period, fitted, residual (outcome - fitted). A row per value that has both.
 * The same frame, spec and seed give the same bits, whatever the number of threads.
 *
 * Example:
 *   glo_residuals_spec spec = {.method = entry, .seed = 1};
 *   int status = glo_residuals(frame, &spec, job, provenance, &out, &note);
 *
 * Reference: S. L. Wickramasuriya, G. Athanasopoulos and R. J. Hyndman, "Optimal forecast reconciliation for
 * hierarchical and grouped time series through trace minimization" (2019): the covariance of one-step errors
 * in the sample stands for that of every horizon, up to a factor that cancels.
 */
#ifndef GLO_SERIES_RESIDUALS_H
#define GLO_SERIES_RESIDUALS_H

#include "base/job.h"
#include "series/methods.h"
#include "series/options.h"

typedef struct glo_residuals_spec {
    glo_panel_spec panel;
    const glo_method_entry *method;
    const char *model; /* a member of the family; NULL: chosen */
    int breaks;        /* as in predict.h */
    uint64_t seed;
} glo_residuals_spec;

typedef struct glo_residuals_note {
    size_t series, without; /* all; without any residual */
    size_t replaced;        /* series that the method could not be fitted to: the seasonal naive's */
} glo_residuals_note;

int glo_residuals(const glo_frame *frame, const glo_residuals_spec *spec, const glo_job *job,
                  glo_provenance *provenance, glo_frame **out, glo_residuals_note *out_note);

#endif
