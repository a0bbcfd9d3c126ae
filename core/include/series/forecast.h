/* forecast.h: every series of a frame forecast, over threads; a frame of them.
 *
 * Columns of the result: the keys of the frame (its columns of text), period, [actual], mean, median, then
 * low_80, high_80, low_95, high_95 ... as asked, and method. Rows: series in the order of the frame, periods
 * in order; with `actual` each series' history stands before its forecasts, under the same names. All series
 * are forecast for the same periods, those behind the last one that any of them knows; a series that ended
 * earlier is forecast over the gap. The marking is the frame's. The same frame, spec and seed give the same
 * bits, whatever the number of threads and whatever other series stand in the frame.
 *
 * Example:
 *   double levels[] = {80, 95};
 *   glo_forecast_spec spec = {
 *       .predict = {.method = entry, .horizon = 12, .levels = levels, .level_count = 2}, .seed = 1};
 *   glo_forecast_note note;
 *   status = glo_forecast(frame, &spec, job, provenance, &out, NULL, &note);
 */
#ifndef GLO_SERIES_FORECAST_H
#define GLO_SERIES_FORECAST_H

#include "base/job.h"
#include "series/panel.h"
#include "series/predict.h"
#include "series/regressors.h"

enum { GLO_BROKEN_SAID = 3 }; /* series whose breaks are told in words */

typedef struct glo_forecast_spec {
    glo_panel_spec panel;
    glo_predict_spec predict;
    uint64_t seed;
    int64_t actual;                 /* how many periods of history stand before the forecasts; -1: all */
    glo_regressors_spec regressors; /* what may explain the series; empty: nothing */
} glo_forecast_spec;

/* What an analyst should know beside the rows. */
typedef struct glo_forecast_note {
    size_t series, unknown, late; /* all; without any value; that ended before the others */
    size_t gaps, left_out, unordered;
    size_t calibrated; /* series whose intervals were calibrated */
    glo_achieved achieved;
    int is_count;
    int32_t cutoff; /* the last day of the last period known */
    glo_span span;
    int season;
    char value[64];                /* the column that was forecast */
    char said[160];                /* the first note of a method */
    size_t noted;                  /* series whose method had something to say */
    size_t tried, kept, explained; /* regressors tried, kept; series that kept any */
    size_t broken;    /* series with outliers or level shifts, which were taken out of what was fitted */
    char breaks[600]; /* of the first few of them, in words */
} glo_forecast_note;

/* `out_effects` NULL, or what each regressor does to each series (effects.c): keys, regressor, lag (periods;
 * 0: known ahead), coefficient with low and high (95 %), gain, kept (1 or 0). */
int glo_forecast(const glo_frame *frame, const glo_forecast_spec *spec, const glo_job *job,
                 glo_provenance *provenance, glo_frame **out, glo_frame **out_effects,
                 glo_forecast_note *out_note);

#endif
