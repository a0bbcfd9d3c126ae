/* cusum.c: the cumulative sum of standardised counts: small rises that last add up.
 *
 *   C(t) = max(0, C(t-1) + (y - m) / sqrt(m) - k);  an alarm where C(t) >= h
 *   the count needed: sqrt(m) (h + k - C(t-1)) + m, rounded up
 *
 * m is the mean in control: as given, or of all periods before `from`, where the sum begins. It goes on after an alarm, and so
 * tells how long the rise lasts. With a run length asked for, h is the least with which a Poisson count of mean m raises no alarm
 * for so long on average (glr/run_length.h; C sqrt(m) is the CUSUM of the counts with reference value m + k sqrt(m)).
 *
 * Example:  {from 281, drift 1.04, limit 2.26}
 *
 * References: E. S. Page, "Continuous inspection schemes", Biometrika 41 (1954); G. Rossi, L. Lampugnani, M. Marchi, "An approximate
 * CUSUM procedure for surveillance of health events", Statistics in Medicine 18 (1999), for k 1.04 and h 2.26.
 */
#include "detector_parts.h"

#include "glr/run_length.h"

/* How near the reference value of the chain is to that of the chart, in standard deviations of a count. */
#define REFERENCE_ERROR 0.002

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

/* The limit for the run length asked for: between two states of the chain, so that rounding decides nothing. */
static glo_status find_limit(double mean, const glo_detector_options *options, double *out) {
    double deviation = sqrt(mean);
    glo_fraction k = glo_fraction_near(mean + options->drift * deviation, REFERENCE_ERROR * deviation);
    size_t limit;
    glo_status status = glo_cusum_limit(mean, k, options->run_length, &limit);
    if (status == GLO_OK)
        *out = ((double)limit - 0.5) / (double)k.denominator / deviation;
    return status;
}

/* Judges from `from` up to `end`, each into a judgement of its own, or only the last. */
static glo_status run(const glo_watched *series, const glo_detector_options *options, size_t end, bool is_all,
                      glo_judgement *out) {
    size_t history = 0, from = options->from < end ? options->from : end - 1;
    double mean = options->in_control_mean, limit = options->limit, sum = 0, found = NAN;
    if (isnan(mean))
        mean = mean_before(series, from, &history);
    if (mean > 0 && !isnan(options->run_length)) {
        glo_status status = find_limit(mean, options, &found);
        if (status < 0)
            return status;
        limit = found;
    }
    for (size_t at = from; at < end; at++) {
        glo_judgement *judgement = is_all ? &out[at - from] : out;
        glo_judgement_start(series, at, judgement);
        judgement->history = history;
        if (!(mean > 0))
            judgement->reason = "no mean above 0 is known before it";
        if (judgement->reason)
            continue;
        judgement->expected = mean;
        judgement->limit = found;
        judgement->upper = fmax(0, ceil(sqrt(mean) * (limit + options->drift - sum) + mean));
        sum = fmax(0, sum + (judgement->observed - mean) / sqrt(mean) - options->drift);
        judgement->score = sum / limit;
        judgement->alarm = sum >= limit;
    }
    return GLO_OK;
}

static glo_status judge(const glo_watched *series, const glo_detector_options *options, size_t at,
                        glo_detector_room *room, glo_judgement *out) {
    (void)room;
    return run(series, options, at + 1, false, out);
}

static glo_status judge_all(const glo_watched *series, const glo_detector_options *options, size_t end,
                            glo_detector_room *room, glo_judgement *out) {
    (void)room;
    return run(series, options, end, true, out);
}

const glo_detector glo_cusum = {
    .name = "cusum",
    .defaults = {.drift = 1.04, .limit = 2.26, .in_control_mean = NAN, .run_length = NAN},
    .judge = judge,
    .judge_all = judge_all};
