/* bayes.c: two simple detectors that compare a period with the same time of earlier years and, if asked, with the weeks before it.
 *
 *   bayes   the counts are Poisson, their mean has Jeffreys' prior: the next count is negative binomial with size sum + 1/2 and
 *           probability n / (n + 1); the bound is its 1 - alpha quantile
 *   rki     the bound is the upper end of the 95 % interval of a Poisson count by Crow and Gardner where the mean is at most 20,
 *           of the mean rounded down; else mean + 2 standard deviations
 *
 * Example:  glo_bayes with {half_window 6, current_year true}: the six weeks before.
 *
 * References: M. Hoehle, "surveillance: an R package for the monitoring of infectious diseases", Computational Statistics 22 (2007),
 * which tells both; E. L. Crow, R. S. Gardner, "Confidence intervals for the expectation of a Poisson variable", Biometrika
 * 46 (1959), table 1.
 */
#include "detector_parts.h"

#include "numeric/count_distribution.h"

typedef struct history {
    double sum, squares; /* squares: of the distances from the mean */
    size_t count;
} history;

typedef void (*visitor)(double count, history *past);

static void add_sum(double count, history *past) {
    past->sum += count;
    past->count++;
}

static void add_square(double count, history *past) {
    double from_mean = count - past->sum / (double)past->count;
    past->squares += from_mean * from_mean;
}

/* Visits the history; false where it would begin before the series. */
static bool visit(const glo_watched *series, const glo_detector_options *options, size_t at, visitor take,
                  history *past) {
    size_t window = options->half_window, centre;
    if (options->current_year && at < window)
        return false;
    for (size_t i = at - window; options->current_year && i < at; i++) {
        if (glo_in_baseline(series, i))
            take(series->counts[i], past);
    }
    for (size_t year = 1; year <= options->years; year++) {
        if (!glo_same_time(series, at, year, &centre) || centre < window)
            return false;
        for (size_t i = centre - window; i <= centre + window && i < at; i++) {
            if (glo_in_baseline(series, i))
                take(series->counts[i], past);
        }
    }
    return past->count > 0;
}

static bool begin(const glo_watched *series, const glo_detector_options *options, size_t at, history *past,
                  glo_judgement *out) {
    *past = (history){0};
    glo_judgement_start(series, at, out);
    if (out->reason)
        return false;
    if (!visit(series, options, at, add_sum, past)) {
        out->reason = "its history is shorter than asked for";
        return false;
    }
    out->history = past->count;
    out->expected = past->sum / (double)past->count;
    return true;
}

static void finish(glo_judgement *out) {
    out->alarm = out->observed > out->upper;
    glo_judgement_score(out);
}

static glo_status judge_bayes(const glo_watched *series, const glo_detector_options *options, size_t at,
                              glo_detector_room *room, glo_judgement *out) {
    (void)room;
    history past;
    if (!begin(series, options, at, &past, out))
        return GLO_OK;
    /* size sum + 1/2 and probability n / (n + 1): mean size / n, dispersion (n + 1) / n */
    double n = (double)past.count, mean = (past.sum + 0.5) / n, dispersion = (n + 1) / n;
    out->upper = glo_count_quantile(1 - options->alpha, mean, dispersion);
    out->p = glo_count_upper_tail(out->observed, mean, dispersion);
    finish(out);
    return GLO_OK;
}

enum { TABLE = 21 };
static const double upper_limits[TABLE] = {3.285,  5.323,  6.686,  8.102,  9.598,  11.177, 12.817,
                                           13.765, 14.921, 16.768, 17.633, 19.050, 20.335, 21.364,
                                           22.945, 23.762, 25.400, 26.306, 27.735, 28.966, 30.017};

static glo_status judge_rki(const glo_watched *series, const glo_detector_options *options, size_t at,
                            glo_detector_room *room, glo_judgement *out) {
    (void)room;
    history past;
    if (!begin(series, options, at, &past, out))
        return GLO_OK;
    if (out->expected > TABLE - 1) {
        size_t count = past.count;
        visit(series, options, at, add_square, &past);
        past.count = count;
        out->upper = out->expected + 2 * sqrt(past.squares / (double)(count - 1));
    } else {
        out->upper = upper_limits[(size_t)out->expected];
    }
    finish(out);
    return GLO_OK;
}

const glo_detector glo_bayes = {.name = "bayes",
                                .defaults = {.half_window = 6, .alpha = 0.05, .current_year = true},
                                .judge = judge_bayes};
const glo_detector glo_rki = {.name = "rki", .defaults = {.years = 2, .half_window = 4}, .judge = judge_rki};
