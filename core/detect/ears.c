/* ears.c: the Early Aberration Reporting System: is a count above the mean of the periods just before it?
 *
 *   C1   U = m + z s,  m and s of the `baseline` periods before
 *   C2   the same of a window two periods earlier, so that the first days of an outbreak are not in it
 *   C3   U = max(0, y + s (z - sum over the two periods before of max(0, C2 - 1))): what was a little high twice adds up
 *
 * It needs no year of history and knows no season. Reference: M. Fricker, B. Hegler, D. Dunfee, "Comparing syndromic surveillance
 * detection methods: EARS' versus a CUSUM-based methodology", Statistics in Medicine 27 (2008). Example in detector.h.
 */
#include "detector_parts.h"

#include "numeric/normal.h"

enum { LEAST_BASELINE = 3, LAG = 2 };

typedef struct window {
    double mean, sd;
    size_t count;
} window;

static void sum_known(const glo_watched *series, size_t first, size_t count, double *out_sum,
                      size_t *out_known) {
    *out_sum = 0;
    *out_known = 0;
    for (size_t i = first; i < first + count; i++) {
        if (glo_in_baseline(series, i)) {
            *out_sum += series->counts[i];
            ++*out_known;
        }
    }
}

/* Mean and standard deviation of the `baseline` periods that end `lag` before `at`. */
static bool take_window(const glo_watched *series, const glo_detector_options *options, size_t at, size_t lag,
                        window *out) {
    if (at < options->baseline + lag)
        return false;
    double squares = 0, sum = 0;
    size_t known = options->baseline, first = at - lag - options->baseline;
    const double *counts = series->counts + first;
    for (size_t i = 0; i < options->baseline; i++)
        sum += counts[i];
    bool is_whole = !series->is_outbreak && !isnan(sum); /* mostly: nothing to be left out */
    if (!is_whole)
        sum_known(series, first, options->baseline, &sum, &known);
    if (known < LEAST_BASELINE || known * 2 < options->baseline)
        return false;
    double mean = sum / (double)known;
    for (size_t i = 0; i < options->baseline; i++) {
        if (is_whole || glo_in_baseline(series, first + i))
            squares += (counts[i] - mean) * (counts[i] - mean);
    }
    *out = (window){mean, fmax(sqrt(squares / (double)(known - 1)), options->minimum_sd), known};
    return true;
}

/* How far a period is above 1 by C2; false: it can't be told. */
static bool excess_of(const glo_watched *series, const glo_detector_options *options, size_t at,
                      double *out) {
    window past;
    if (!take_window(series, options, at, LAG, &past) || isnan(series->counts[at]))
        return false;
    double above = series->counts[at] - past.mean;
    double standard = past.sd > 0 ? above / past.sd : above > 0 ? INFINITY : 0;
    *out = fmax(0, standard - 1);
    return true;
}

static glo_status judge(const glo_watched *series, const glo_detector_options *options, size_t at, size_t lag,
                        bool adds_up, glo_detector_room *room, glo_judgement *out) {
    glo_judgement_start(series, at, out);
    if (out->reason)
        return GLO_OK;
    window past;
    double before = 0, excess[LAG] = {0, 0};
    bool known = take_window(series, options, at, lag, &past);
    for (size_t i = 0; known && adds_up && i < LAG; i++)
        known = excess_of(series, options, at - 1 - i, &excess[i]);
    if (!known)
        return out->reason = "too few periods before it are known", GLO_OK;
    double z = glo_detector_quantile(room, 1 - options->alpha);
    out->history = past.count;
    out->expected = past.mean;
    out->upper = past.mean + z * past.sd;
    /* Nothing tells how likely a count above a window without spread is. */
    out->p = past.sd > 0                  ? 1 - glo_normal_cdf((out->observed - past.mean) / past.sd)
             : out->observed <= past.mean ? 1
                                          : NAN;
    if (adds_up) {
        before = excess[0] + excess[1];
        /* an excess without bound over a window without spread: s times it is taken as 0 times infinity, and the bound as 0 */
        out->upper = isinf(before) ? 0 : fmax(0, out->observed + past.sd * (z - before));
        out->p = NAN;
    }
    out->alarm = out->observed > out->upper;
    if (out->alarm && past.sd <= 0)
        out->instead = "the mean alone: the counts before are all the same, so that any above it is an alarm "
                       "(minimum_sd sets a least spread)";
    glo_judgement_score(out);
    return GLO_OK;
}

static glo_status judge_c1(const glo_watched *series, const glo_detector_options *options, size_t at,
                           glo_detector_room *room, glo_judgement *out) {
    return judge(series, options, at, 0, false, room, out);
}

static glo_status judge_c2(const glo_watched *series, const glo_detector_options *options, size_t at,
                           glo_detector_room *room, glo_judgement *out) {
    return judge(series, options, at, LAG, false, room, out);
}

static glo_status judge_c3(const glo_watched *series, const glo_detector_options *options, size_t at,
                           glo_detector_room *room, glo_judgement *out) {
    return judge(series, options, at, LAG, true, room, out);
}

const glo_detector glo_ears_c1 = {
    .name = "ears_c1", .defaults = {.baseline = 7, .alpha = 0.001}, .judge = judge_c1};
const glo_detector glo_ears_c2 = {
    .name = "ears_c2", .defaults = {.baseline = 7, .alpha = 0.001}, .judge = judge_c2};
const glo_detector glo_ears_c3 = {
    .name = "ears_c3", .defaults = {.baseline = 7, .alpha = 0.025}, .judge = judge_c3};
