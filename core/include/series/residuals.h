/* residuals.h: the one-step residuals of every series of a frame within the fitted history, from which
 * reconciliation estimates the covariance of the series' errors.
 *
 * The one-step forecast of the combination is the midmean of its members' fitted values with equal weights:
 * weights from past origins would fit every member a dozen times for little. In-sample residuals are smaller
 * than true forecast errors; reconciliation needs only their proportions. Outliers and level shifts are
 * removed as in a forecast: an outlier has no residual, and a level shift is part of the fitted value.
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

glo_status glo_residuals(const glo_frame *frame, const glo_residuals_spec *spec, const glo_job *job,
                         glo_provenance *provenance, glo_frame **out, glo_residuals_note *out_note);

#endif
