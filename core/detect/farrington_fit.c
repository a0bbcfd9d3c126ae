/* farrington_fit.c: what Farrington's detectors have in common. Steps and references in farrington_fit.h. */
#include "farrington_fit.h"

#include "numeric/normal.h"
#include "numeric/student.h"

#include <float.h>
#include <math.h>

enum { ARRAYS = 10, LEAST_YEARS_FOR_TREND = 3 };

/* Below so many cases a history does not tell season and trend: ten groups and a slope (tests/bench/tail.c). */
#define FEW_CASES 100

/* A variance of the logarithm of the expected count that says next to nothing of it. */
#define WILD 1.0

/* A slope of 0 is one also where its last digits are not. */
#define BUT_FOR_ROUNDING (1 - 1e-12)

glo_status glo_farrington_begin(const glo_watched *series, const glo_detector_options *options, size_t count,
                                glo_detector_room *room, glo_farrington_fit *out) {
    double *numbers;
    glo_status status = glo_detector_reserve(room, (ARRAYS + 1) * (count + 1), &numbers);
    if (status < 0)
        return status;
    size_t step = count + 1;
    *out = (glo_farrington_fit){.options = options,
                                .y = numbers,
                                .time = numbers + step,
                                .offset = numbers + 2 * step,
                                .omega = numbers + 3 * step,
                                .group = (unsigned char *)(numbers + 10 * step)};
    out->model = (glo_quasi_poisson){.y = out->y,
                                     .time = out->time,
                                     .offset = series->population ? out->offset : NULL,
                                     .group = out->group,
                                     .mu = numbers + 4 * step,
                                     .eta = numbers + 5 * step,
                                     .working = numbers + 6 * step,
                                     .response = numbers + 7 * step,
                                     .log_y = numbers + 8 * step,
                                     .start = numbers + 9 * step,
                                     .groups = 1};
    return GLO_OK;
}

void glo_farrington_add(const glo_watched *series, size_t i, size_t group, glo_farrington_fit *fit) {
    if (!glo_in_baseline(series, i))
        return;
    size_t n = fit->model.count++;
    fit->y[n] = series->counts[i];
    fit->time[n] = glo_period_time(series, i);
    fit->offset[n] = series->population ? log(series->population[i]) : 0;
    fit->group[n] = (unsigned char)group;
}

/* Step 2: omega from the residuals of the first fit. */
static void weigh_outbreaks_down(glo_farrington_fit *fit) {
    const glo_quasi_poisson *model = &fit->model;
    double sum = 0;
    fit->down_weighted = 0;
    for (size_t i = 0; i < model->count; i++) {
        double y = fit->y[i], mu = model->mu[i];
        double h = model->working[i] * glo_quasi_poisson_leverage(model, fit->group[i], fit->time[i]);
        double power = y > 0 ? exp(2.0 / 3 * model->log_y[i] - model->eta[i] / 6) : 0;
        double anscombe = 1.5 * (power - sqrt(mu)); /* y^(2/3) mu^(-1/6) - mu^(1/2) */
        double s = anscombe / sqrt(fit->dispersion * (1 - h));
        bool is_high = s > fit->options->weights_threshold;
        fit->omega[i] = is_high ? 1 / (s * s) : 1;
        fit->down_weighted += is_high;
        sum += fit->omega[i];
    }
    for (size_t i = 0; i < model->count; i++)
        fit->omega[i] *= (double)model->count / sum;
}

static void predict(glo_farrington_fit *fit) {
    size_t group = fit->at_group;
    fit->eta = fit->model.intercepts[group] + fit->model.slope * fit->at_time + fit->at_offset;
    fit->mean = fmax(exp(fit->eta), DBL_EPSILON); /* as those of the regression */
    fit->variance = glo_quasi_poisson_leverage(&fit->model, group, fit->at_time);
}

/* Steps 1 and 2, and what they predict. */
static bool regress(glo_farrington_fit *fit, bool has_trend, bool uses_omega) {
    glo_quasi_poisson *model = &fit->model;
    model->weights = NULL;
    model->has_trend = has_trend;
    if (!glo_quasi_poisson_fit(model)) {
        model->has_trend = false;
        if (!has_trend || !glo_quasi_poisson_fit(model))
            return false;
    }
    fit->plain_dispersion = glo_quasi_poisson_dispersion(model, model->working);
    fit->dispersion = fmax(1, fit->plain_dispersion);
    predict(fit);
    fit->unweighted = (glo_predictive){fit->mean, fit->variance, fit->dispersion, model->count};
    if (fit->options->reweight) {
        weigh_outbreaks_down(fit);
        if (fit->down_weighted > 0) { /* else the weights are all 1, and the fit is the one that is there */
            model->weights = fit->omega;
            glo_quasi_poisson_fit(model);
        }
        fit->plain_dispersion = glo_quasi_poisson_dispersion(model, model->working);
        fit->dispersion = fmax(1, fit->plain_dispersion);
        if (uses_omega)
            fit->plain_dispersion = glo_quasi_poisson_dispersion(model, fit->omega);
        predict(fit);
    }
    return true;
}

/* Below the p asked for, which may be 1: then always, as R's manual says of its default. */
static bool keeps_trend(const glo_farrington_fit *fit) {
    const glo_quasi_poisson *model = &fit->model;
    double highest = 0, se = sqrt(glo_quasi_poisson_slope_variance(model) * fit->plain_dispersion);
    for (size_t i = 0; i < model->count; i++)
        highest = fmax(highest, fit->y[i]);
    double p = 2 * glo_student_p(-fabs(model->slope / se), model->count - model->parameters);
    return fit->options->years >= LEAST_YEARS_FOR_TREND &&
           (fit->options->trend_p >= 1 || p < fit->options->trend_p * BUT_FOR_ROUNDING) &&
           fit->mean <= highest;
}

bool glo_farrington_predict(glo_farrington_fit *fit, size_t group, double time, double offset,
                            bool uses_omega) {
    fit->at_group = group;
    fit->at_time = time;
    fit->at_offset = offset;
    glo_quasi_poisson_begin(&fit->model);
    if (!regress(fit, fit->options->trend, uses_omega) || !(fit->model.mass[group] > 0))
        return false;
    return !fit->model.has_trend || keeps_trend(fit) || regress(fit, false, uses_omega);
}

double glo_farrington_tail(const glo_farrington_fit *fit, double observed) {
    double cases = 0, p = glo_predictive_tail(&fit->unweighted, observed);
    for (size_t i = 0; i < fit->model.count; i++)
        cases += fit->y[i];
    bool is_wild = !(fit->unweighted.variance * fit->unweighted.dispersion < WILD);
    if ((cases < FEW_CASES || is_wild) && !fit->model.offset)
        p = fmax(p, glo_predictive_plain_tail(fit->y, fit->model.count, observed));
    return p;
}

static double mean_of(const double *counts, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += counts[i];
    return sum / (double)count;
}

glo_status glo_farrington_plain(const glo_farrington_fit *fit, const glo_watched *series, size_t at,
                                glo_judgement *out) {
    glo_predictive expected = glo_predictive_plain(fit->y, fit->model.count);
    if (fit->model.offset)
        return out->reason = "the regression of its history does not converge", GLO_OK;
    out->instead = "the mean of their history, without season or trend: the regression does not converge";
    out->expected = mean_of(fit->y, fit->model.count);
    out->dispersion = expected.dispersion;
    out->tail = out->p = glo_predictive_tail(&expected, out->observed);
    out->upper = glo_predictive_bound(&expected, fit->options->alpha);
    /* above 1 where the count, a whole number, is above the bound, which may be 0 */
    out->score = (out->observed - out->expected) / fmax(0.5, out->upper + 0.5 - out->expected);
    glo_farrington_alarm(series, fit->options, at, out);
    return GLO_OK;
}

void glo_farrington_delta(double mu, double se, double phi, double z, glo_judgement *out) {
    double tau = phi + se * se / mu, deviation = sqrt(4.0 / 9 * cbrt(mu) * tau), root = pow(mu, 2.0 / 3);
    double low = root - z * deviation;
    out->lower = low > 0 ? pow(low, 1.5) : 0;
    out->upper = pow(root + z * deviation, 1.5);
    out->p = 1 - glo_normal_cdf((pow(out->observed, 2.0 / 3) - root) / deviation);
}

void glo_farrington_alarm(const glo_watched *series, const glo_detector_options *options, size_t at,
                          glo_judgement *out) {
    double cases = 0;
    if (isnan(out->score))
        glo_judgement_score(out);
    for (size_t i = 0; i < options->case_periods && i <= at; i++)
        cases += isnan(series->counts[at - i]) ? 0 : series->counts[at - i];
    out->alarm = out->score > 1 && out->observed > 0 && cases >= options->least_cases;
    if (cases < options->least_cases)
        out->reason = "too few cases of late for an alarm";
}
