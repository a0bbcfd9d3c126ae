/* farrington_flexible.c: the detector of Noufaily and others (2013): a period against all of the earlier years, which are divided
 * into groups by the time of the year, so that more counts tell the dispersion and the season.
 *
 * The last group holds the periods at the same time of each year (`half_window` around it); the others divide what lies between
 * them into equal parts, the first ones longer by one where it does not divide. The last `recent_excluded` periods are no history:
 * what is judged may have begun in them.
 *
 * Example:  {years 5, half_window 3, periods 10}: ten groups a year, of which the last has 7 weeks and the others 5. Steps
 * and references in farrington_fit.h. Thresholds beside that of the delta method: the quantile of the negative binomial at the
 * expected count (nb_plugin), or at the upper quantile of the expected count (muan: M. Salmon, D. Schumacher, M. Hoehle,
 * "Monitoring count time series in R: aberration detection in public health surveillance", Journal of Statistical Software 70
 * (2016)).
 */
#include "farrington_fit.h"

#include "numeric/count_distribution.h"
#include "numeric/normal.h"

/* The group of each period of a year between one reference period and the one of the year before, in the order of time:
 * those around `older`, then the parts of what lies between. */
static bool add_year(const glo_watched *series, const glo_detector_options *options, size_t older,
                     size_t newer, size_t end, glo_farrington_fit *fit) {
    size_t window = options->half_window, parts = options->periods - 1;
    size_t first = older - window, behind = older + window + 1, next = newer - window;
    for (size_t i = first; i < behind && i < end; i++)
        glo_farrington_add(series, i, parts, fit);
    if (parts == 0)
        return true;
    if (next < behind + parts)
        return false;
    size_t length = (next - behind) / parts, longer = (next - behind) % parts, i = behind;
    for (size_t part = 0; part < parts; part++) {
        for (size_t last = i + length + (part < longer); i < last; i++) {
            if (i < end)
                glo_farrington_add(series, i, part, fit);
        }
    }
    return true;
}

/* The history, from the oldest year on; or the reason why there is none. */
static const char *add_history(const glo_watched *series, const glo_detector_options *options, size_t at,
                               size_t oldest, glo_farrington_fit *fit) {
    size_t older = oldest, newer, window = options->half_window;
    size_t end = at > options->recent_excluded ? at - options->recent_excluded : 0;
    for (size_t year = options->years; year >= 1; year--, older = newer) {
        glo_same_time(series, at, year - 1, &newer);
        if (!add_year(series, options, older, newer, end, fit))
            return "a year has too few periods for so many groups";
    }
    for (size_t i = at - window; i < at && i < end; i++)
        glo_farrington_add(series, i, options->periods - 1, fit);
    return fit->model.count == 0 ? "nothing is known of its history" : NULL;
}

static void set_quantiles(const glo_detector_options *options, const glo_farrington_fit *fit,
                          glo_judgement *out) {
    double eta = fit->eta;
    if (options->threshold == GLO_MUAN)
        eta += glo_normal_quantile(1 - options->alpha) * sqrt(fit->variance * fit->plain_dispersion);
    double mean = exp(eta);
    out->lower = glo_count_quantile(options->alpha, mean, fit->dispersion);
    out->upper = glo_count_quantile(1 - options->alpha, mean, fit->dispersion);
    out->p = glo_count_upper_tail(out->observed, mean, fit->dispersion);
    /* R measures from the logarithm of the expected count: so the bound is above it also where it is 0, and a count beyond
     * the bound is an alarm */
    out->score = (out->observed - fit->eta) / (out->upper - fit->eta);
}

static glo_status judge(const glo_watched *series, const glo_detector_options *options, size_t at,
                        glo_detector_room *room, glo_judgement *out) {
    glo_farrington_fit fit;
    size_t oldest;
    glo_judgement_start(series, at, out);
    if (out->reason)
        return GLO_OK;
    if (!glo_same_time(series, at, options->years, &oldest) || oldest < options->half_window)
        return out->reason = "its history is shorter than the years asked for", GLO_OK;
    glo_status status =
        glo_farrington_begin(series, options, at - oldest + options->half_window + 1, room, &fit);
    if (status < 0)
        return status;
    fit.model.groups = options->periods;
    out->reason = add_history(series, options, at, oldest, &fit);
    out->history = fit.model.count;
    if (out->reason)
        return GLO_OK;
    double offset = series->population ? log(series->population[at]) : 0;
    /* time is counted from the first period of the history where there is a calendar */
    double origin = series->span == GLO_ALL ? 0 : fit.time[0];
    for (size_t i = 0; i < fit.model.count; i++)
        fit.time[i] -= origin;
    if (!glo_farrington_predict(&fit, options->periods - 1, glo_period_time(series, at) - origin, offset,
                                true))
        return glo_farrington_plain(&fit, series, at, out);
    out->expected = fit.mean;
    out->dispersion = fit.dispersion;
    out->trend = fit.model.has_trend ? fit.model.slope : NAN;
    out->down_weighted = fit.down_weighted;
    if (options->threshold == GLO_DELTA) {
        double se = out->expected * sqrt(fit.variance * fit.plain_dispersion);
        glo_farrington_delta(out->expected, se, fit.dispersion, glo_normal_quantile(1 - options->alpha), out);
    } else {
        set_quantiles(options, &fit, out);
    }
    out->tail = glo_farrington_tail(&fit, out->observed);
    glo_farrington_alarm(series, options, at, out);
    return GLO_OK;
}

const glo_detector glo_farrington_flexible = {.name = "farrington_flexible",
                                              .defaults = {.years = 5,
                                                           .half_window = 3,
                                                           .periods = 10,
                                                           .recent_excluded = 26,
                                                           .alpha = 0.05,
                                                           .weights_threshold = 2.58,
                                                           .trend_p = 1,
                                                           .least_cases = 5,
                                                           .case_periods = 4,
                                                           .reweight = true,
                                                           .trend = true},
                                              .judge = judge};
