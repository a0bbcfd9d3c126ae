/* farrington.c: the classic detector of Farrington and others (1996): a period against the same time of earlier years.
 *
 * Example:  {years 5, half_window 3}: of week 2024-W20 the weeks 17 to 23 of 2019 to 2023, 35 counts. Steps, formulas and
 * reference in farrington_fit.h. The bounds are two-sided: alpha is shared between them.
 */
#include "farrington_fit.h"

#include "numeric/normal.h"

/* Adds the same time of each earlier year; windows that begin before the series do so there. */
static void add_history(const glo_watched *series, const glo_detector_options *options, size_t at,
                        glo_farrington_fit *fit) {
    for (size_t year = options->years; year >= 1; year--) {
        size_t centre, window = options->half_window;
        if (!glo_same_time(series, at, year, &centre))
            continue;
        for (size_t i = centre > window ? centre - window : 0; i <= centre + window && i < at; i++)
            glo_farrington_add(series, i, 0, fit);
    }
}

static glo_status judge(const glo_watched *series, const glo_detector_options *options, size_t at,
                        glo_detector_room *room, glo_judgement *out) {
    glo_farrington_fit fit;
    glo_judgement_start(series, at, out);
    glo_status status =
        glo_farrington_begin(series, options, options->years * (2 * options->half_window + 1), room, &fit);
    if (status < 0 || out->reason)
        return status;
    add_history(series, options, at, &fit);
    out->history = fit.model.count;
    if (fit.model.count < 2 * options->half_window + 1)
        return out->reason = "its history is shorter than a year", GLO_OK;
    double offset = series->population ? log(series->population[at]) : 0;
    if (!glo_farrington_predict(&fit, 0, glo_period_time(series, at), offset, false))
        return glo_farrington_plain(&fit, series, at, out);
    out->expected = fit.mean;
    out->dispersion = fit.dispersion;
    out->trend = fit.model.has_trend ? fit.model.slope : NAN;
    out->down_weighted = fit.down_weighted;
    double se = out->expected * sqrt(fit.variance * fit.dispersion);
    glo_farrington_delta(out->expected, se, fit.dispersion, glo_normal_quantile(1 - options->alpha / 2), out);
    out->tail = glo_farrington_tail(&fit, out->observed);
    glo_farrington_alarm(series, options, at, out);
    return GLO_OK;
}

const glo_detector glo_farrington = {.name = "farrington",
                                     .defaults = {.years = 5,
                                                  .half_window = 3,
                                                  .alpha = 0.05,
                                                  .weights_threshold = 1,
                                                  .trend_p = 0.05,
                                                  .least_cases = 5,
                                                  .case_periods = 4,
                                                  .reweight = true,
                                                  .trend = true},
                                     .judge = judge};
