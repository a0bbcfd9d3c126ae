/* cusum.c: the cumulative sum of standardised counts: small rises that last add up.
 *
 *   C(t) = max(0, C(t-1) + (y - m) / sqrt(m) - k);  an alarm where C(t) >= h
 *   the count needed: sqrt(m) (h + k - C(t-1)) + m, rounded up
 *
 * m is the mean in control: as given, or of all periods before `from`, where the sum begins. It goes on after an alarm, and so
 * tells how long the rise lasts.
 *
 * Example:  {from 281, drift 1.04, limit 2.26}
 *
 * References: E. S. Page, "Continuous inspection schemes", Biometrika 41 (1954); G. Rossi, L. Lampugnani, M. Marchi, "An approximate
 * CUSUM procedure for surveillance of health events", Statistics in Medicine 18 (1999), for k 1.04 and h 2.26.
 */
#include "detector_parts.h"

static double mean_before(const glo_watched *series, size_t end, size_t *out_count) {
    double sum = 0;
    *out_count = 0;
    for (size_t i = 0; i < end; i++) {
        if (glo_in_baseline(series, i)) {
            sum += series->counts[i];
            ++*out_count;
        }
    }
    return sum / (double)*out_count;
}

static glo_status judge(const glo_watched *series, const glo_detector_options *options, size_t at,
                        glo_detector_room *room, glo_judgement *out) {
    (void)room;
    glo_judgement_start(series, at, out);
    if (out->reason)
        return GLO_OK;
    double mean = options->in_control_mean, sum = 0;
    if (isnan(mean))
        mean = mean_before(series, options->from < at ? options->from : at, &out->history);
    if (!(mean > 0))
        return out->reason = "no mean above 0 is known before it", GLO_OK;
    for (size_t i = options->from; i < at; i++) {
        if (!isnan(series->counts[i]))
            sum = fmax(0, sum + (series->counts[i] - mean) / sqrt(mean) - options->drift);
    }
    out->expected = mean;
    out->upper = fmax(0, ceil(sqrt(mean) * (options->limit + options->drift - sum) + mean));
    sum = fmax(0, sum + (out->observed - mean) / sqrt(mean) - options->drift);
    out->score = sum / options->limit;
    out->alarm = sum >= options->limit;
    return GLO_OK;
}

const glo_detector glo_cusum = {"cusum", {.drift = 1.04, .limit = 2.26, .in_control_mean = NAN}, judge};
