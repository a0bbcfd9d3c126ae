/* backtest.h: out-of-sample accuracy by rolling-origin evaluation. At each origin a forecast sees only the
 * data before it (or, with `known`, the data known then) and is scored against the outcomes.
 *
 * Columns: method; the grouping of the rows (horizon: steps ahead; or the keys of the series; or none);
 * outcomes (how many); then the scores asked for (scores.h).
 *
 * Example:
 *   glo_score_kind scores[] = {GLO_SCORE_MAE, GLO_SCORE_COVERAGE};
 *   glo_backtest_spec spec = {.methods = entries, .method_count = 2, .horizon = 12, .origins = 6,
 *                             .stride = 1, .scores = scores, .score_count = 2, ...};
 *   status = glo_backtest(frame, &spec, job, provenance, &out, &note);
 *
 * Reference: L. J. Tashman, "Out-of-sample tests of forecasting accuracy", International Journal of
 * Forecasting 16 (2000).
 */
#ifndef GLO_SERIES_BACKTEST_H
#define GLO_SERIES_BACKTEST_H

#include "base/job.h"
#include "series/methods.h"
#include "series/options.h"
#include "series/scores.h"

enum { GLO_MOST_METHODS = 32, GLO_MOST_ORIGINS = 500 };
typedef enum glo_backtest_by { GLO_BY_METHOD, GLO_BY_HORIZON, GLO_BY_SERIES } glo_backtest_by;

typedef struct glo_backtest_spec {
    glo_panel_spec panel;
    const glo_method_entry *const *methods;
    size_t method_count;
    const glo_method_entry *reference; /* of the Diebold-Mariano test; NULL: the first method */
    size_t horizon, origins,
        stride; /* origins are `stride` periods apart, the last `horizon` before the end */
    const double *levels;
    size_t level_count;
    const glo_score_kind *scores; /* each once */
    size_t score_count;
    int calibrate, breaks;
    uint64_t seed;
    glo_regressors_spec regressors; /* leaders are chosen at each origin from the data before it */
    glo_backtest_by by;
    const glo_frame *const
        *known; /* the data known at each origin, the earliest first; NULL: the frame up to it */
} glo_backtest_spec;

typedef struct glo_backtest_note {
    size_t series, used, origins; /* series with at least one forecast; origins there was room for */
    size_t outcomes;              /* of the first method */
    size_t cut;                   /* rows of periods that are not whole */
} glo_backtest_note;

/* The last days of the origins, the earliest first, at most `spec->origins` of them; GLO_EINVAL where the
 * series are too short for one. */
glo_status glo_backtest_origins(const glo_frame *frame, const glo_backtest_spec *spec,
                                int32_t out[GLO_MOST_ORIGINS], size_t *out_count);

glo_status glo_backtest(const glo_frame *frame, const glo_backtest_spec *spec, const glo_job *job,
                        glo_provenance *provenance, glo_frame **out, glo_backtest_note *out_note);

#endif
