/* glr.c: the generalised likelihood ratio detectors: has the mean of the counts risen (or fallen) some time ago, above what season and
 * trend lead to expect?
 *
 *   glr_poisson   Poisson counts                     glr_nb   negative binomial counts, variance mu + a mu^2
 *
 * The in-control mean is given, or a regression of the counts before `from` (in_control.h); the statistic is that of chart.h from
 * `from` on, and begins anew after an alarm. upper is the count at which the statistic reaches the limit; the score is the statistic
 * over the limit.
 *
 * Example:  {limit 5, harmonics 1, ratio NaN, direction GLO_UP}
 *
 * References in chart.h. The answers are those of R surveillance's algo.glrpois and algo.glrnb but where docs/methods.md says why not.
 */
#include "detector_parts.h"

#include "base/alloc.h"
#include "glr/chart.h"
#include "glr/in_control.h"
#include "glr/run_length.h"

#include <stdlib.h>

typedef struct monitor {
    const glo_watched *series;
    const glo_detector_options *options;
    glo_in_control model;
    glo_chart chart;
    double limit, simulated; /* simulated: the limit where it was found from a run length */
    double *history;         /* room for the regression */
    const char *reason;      /* why nothing can be judged */
} monitor;

static double mean_of(const monitor *m, size_t period) {
    return isnan(m->options->in_control_mean) ? glo_in_control_mean(&m->model, period)
                                              : m->options->in_control_mean;
}

/* The mean by the periods before `end`, and with it the overdispersion. */
static void fit(monitor *m, size_t end) {
    const glo_detector_options *options = m->options;
    m->model = (glo_in_control){.harmonics = options->harmonics,
                                .has_trend = options->trend,
                                .year_length = options->year_length,
                                .overdispersion = options->overdispersion};
    if (m->model.year_length == 0)
        m->model.year_length = (double)m->series->per_year;
    if (!isnan(options->in_control_mean) && isnan(options->overdispersion))
        m->model.harmonics = 0; /* only the overdispersion is asked for */
    if (isnan(options->in_control_mean) || isnan(options->overdispersion))
        m->reason = glo_in_control_fit(&m->model, m->series, end, m->history);
    else if (!(options->in_control_mean > 0))
        m->reason = "the in-control mean given is not above 0";
    m->chart.overdispersion = m->model.overdispersion;
}

static glo_status find_limit(monitor *m) {
    size_t count = isnan(m->options->in_control_mean) ? (size_t)ceil(m->model.year_length) : 1;
    double *means;
    if (glo_alloc_array(count, sizeof *means, &means) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < count; i++)
        means[i] = mean_of(m, m->options->from + i);
    glo_status status =
        glo_chart_limit(&m->chart, means, count, m->options->run_length, m->options->seed, &m->limit);
    m->simulated = m->limit;
    free(means);
    return status;
}

static glo_status begin(monitor *m, const glo_watched *series, const glo_detector_options *options,
                        size_t end, glo_detector_room *room) {
    double *numbers;
    size_t periods = end > options->from ? end - options->from : 1;
    *m = (monitor){.series = series, .options = options, .limit = options->limit, .simulated = NAN};
    m->chart = (glo_chart){.is_epidemic = options->is_epidemic,
                           .direction = options->direction,
                           .log_ratio = log(options->ratio),
                           .least = options->least_window,
                           .window = options->window};
    glo_status status = glo_detector_reserve(room, GLO_CHART_NUMBERS * periods + 3 * end, &numbers);
    if (status < 0)
        return status;
    glo_chart_use(&m->chart, numbers, periods);
    m->history = numbers + GLO_CHART_NUMBERS * periods;
    fit(m, options->from);
    return m->reason || isnan(options->run_length) ? GLO_OK : find_limit(m);
}

/* For how many periods up to `at` the last so many known ones stretch. */
static size_t stretch_of(const glo_watched *series, size_t at, size_t known) {
    size_t periods = 0;
    while (known > 0) {
        known -= isnan(series->counts[at - periods]) ? 0 : 1;
        periods++;
    }
    return periods;
}

static void judge_period(monitor *m, size_t at, double before, bool has_bounds, glo_judgement *out) {
    glo_judgement_start(m->series, at, out);
    if (!out->reason)
        out->reason = m->reason;
    if (out->reason)
        return;
    out->expected = mean_of(m, at);
    out->dispersion = 1 + m->chart.overdispersion * out->expected;
    out->trend = isnan(m->options->in_control_mean) ? glo_in_control_trend(&m->model) : NAN;
    out->history = m->model.history;
    out->limit = m->simulated;
    if (has_bounds) {
        glo_chart_bounds(&m->chart, out->expected, before, m->limit, &out->lower, &out->upper);
        if (isnan(out->upper) && isnan(out->lower))
            out->reason = m->chart.count + 2 <= m->chart.least
                              ? "fewer periods than least_window since the first, or since the last alarm"
                              : "an epidemic grows from the count before it, which is 0 or unknown: no count "
                                "raises an alarm";
    }
    out->score = glo_chart_add(&m->chart, out->observed, out->expected, before) / m->limit;
    out->alarm = out->score > 1;
    out->lasting = stretch_of(m->series, at, m->chart.count - m->chart.since);
}

/* Judges from `from` up to `end`, each into a judgement of its own, or only the last. */
static glo_status run(const glo_watched *series, const glo_detector_options *options, size_t end, bool is_all,
                      glo_detector_room *room, glo_judgement *out) {
    monitor m;
    double before = 0;
    glo_status status = begin(&m, series, options, end, room);
    for (size_t at = options->from; at < end && status == GLO_OK; at++) {
        glo_judgement *judgement = is_all ? &out[at - options->from] : out;
        judge_period(&m, at, before, is_all || at + 1 == end, judgement);
        before = isnan(series->counts[at]) ? 0 : series->counts[at];
        if (judgement->alarm) {
            glo_chart_restart(&m.chart);
            if (options->refit)
                fit(&m, at + 1);
        }
    }
    return status;
}

static glo_status judge(const glo_watched *series, const glo_detector_options *options, size_t at,
                        glo_detector_room *room, glo_judgement *out) {
    glo_detector_options own = *options;
    if (own.from > at)
        own.from = at;
    return run(series, &own, at + 1, false, room, out);
}

static glo_status judge_all(const glo_watched *series, const glo_detector_options *options, size_t end,
                            glo_detector_room *room, glo_judgement *out) {
    return run(series, options, end, true, room, out);
}

#define SHARED                                                                                               \
    .limit = 5, .in_control_mean = NAN, .run_length = NAN, .ratio = NAN, .harmonics = 1, .least_window = 1,  \
    .seed = 1

const glo_detector glo_glr_poisson = {
    .name = "glr_poisson", .defaults = {SHARED, .overdispersion = 0}, .judge = judge, .judge_all = judge_all};
const glo_detector glo_glr_nb = {
    .name = "glr_nb", .defaults = {SHARED, .overdispersion = NAN}, .judge = judge, .judge_all = judge_all};
