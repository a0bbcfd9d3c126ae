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
 *   glo_forecast_spec spec = {.method = method, .horizon = 12, .levels = levels, .level_count = 2, .seed = 1};
 *   glo_forecast_note note;
 *   status = glo_forecast(frame, &spec, job, provenance, &out, NULL, &note);
 *
 * core/series holds forecasting, its evaluation and reconciliation. core/lua includes these interfaces
 * (core/include/series) and nothing else of the folder; the folder itself includes base, numeric and frame.
 * Its families include one another in one direction only, each those to its left (scripts/dev/layers checks
 * it):
 *
 *   sample <- benchmark <- smoothing | arima | counts <- leading <- regression <- forecast <- evaluation
 *
 * reconciliation stands apart and includes none of them.
 */
#ifndef GLO_SERIES_FORECAST_H
#define GLO_SERIES_FORECAST_H

#include "base/date.h"
#include "base/job.h"
#include "series/coverage.h"
#include "series/methods.h"
#include "series/options.h"

enum { GLO_BREAKS_DESCRIBED = 3 }; /* series whose breaks are described in the note */

typedef struct glo_forecast_spec {
    glo_panel_spec panel;
    const glo_method_entry *method;
    const char *model;    /* a member of the method's family; NULL: chosen */
    size_t horizon;       /* periods */
    const double *levels; /* of the intervals, in per cent, rising (glo_check_levels) */
    size_t level_count;
    int calibrate; /* intervals inflated, and calibrated at rolling origins where the history is long enough
                    */
    int breaks;    /* outliers and level shifts removed before fitting */
    uint64_t seed;
    int64_t actual; /* periods of history before the forecasts; -1: all */
    glo_regressors_spec regressors;
} glo_forecast_spec;

/* What an analyst should know beside the rows. */
typedef struct glo_forecast_note {
    size_t series, unknown, late; /* all; without any value; that ended before the others */
    size_t gaps, left_out, unordered;
    size_t cut;        /* rows of periods that are not whole */
    size_t calibrated; /* series whose intervals were calibrated */
    size_t without_interval;
    glo_coverage coverage;
    int is_count;
    int32_t cutoff; /* the last day of the last period known */
    glo_span span;
    int season;
    char value[64];                         /* the column that was forecast */
    char method_note[160];                  /* the first note of a method */
    size_t noted;                           /* series whose method has a note */
    size_t candidates, selected, explained; /* regressors tried, selected; series with any selected */
    size_t broken;                          /* series with outliers or level shifts */
    char breaks[600];                       /* those of the first few, in words */
} glo_forecast_note;

/* `out_effects` NULL, or the effect of each regressor on each series (forecast/effects.h): keys, regressor,
 * lag (periods; 0: known ahead), coefficient with low and high (95 %), gain, kept (1 or 0). */
glo_status glo_forecast(const glo_frame *frame, const glo_forecast_spec *spec, const glo_job *job,
                        glo_provenance *provenance, glo_frame **out, glo_frame **out_effects,
                        glo_forecast_note *out_note);

#endif
