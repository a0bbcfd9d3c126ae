/* farrington_fit.c: what Farrington's detectors have in common. Steps and references in farrington_fit.h. */
#include "farrington_fit.h"

#include "numeric/normal.h"
#include "numeric/student.h"

#include <math.h>

enum { ARRAYS = 7, LEAST_YEARS_FOR_TREND = 3 };

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
                                .group = (unsigned char *)(numbers + 7 * step)};
    out->model = (glo_quasi_poisson){.y = out->y,
                                     .time = out->time,
                                     .offset = series->population ? out->offset : NULL,
                                     .group = out->group,
                                     .mu = numbers + 4 * step,
                                     .eta = numbers + 5 * step,
                                     .working = numbers + 6 * step,
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
        double anscombe = 1.5 * (pow(y, 2.0 / 3) * pow(mu, -1.0 / 6) - sqrt(mu));
        double s = anscombe / sqrt(fit->dispersion * (1 - h));
        bool is_high = s > fit->options->weights_threshold;
        fit->omega[i] = is_high ? 1 / (s * s) : 1;
        fit->down_weighted += is_high;
        sum += fit->omega[i];
    }
    for (size_t i = 0; i < model->count; i++)
        fit->omega[i] *= (double)model->count / sum;
}

/* Steps 1 and 2. */
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
    if (fit->options->reweight) {
        weigh_outbreaks_down(fit);
        model->weights = fit->omega;
        glo_quasi_poisson_fit(model);
        fit->plain_dispersion = glo_quasi_poisson_dispersion(model, model->working);
        fit->dispersion = fmax(1, fit->plain_dispersion);
        if (uses_omega)
            fit->plain_dispersion = glo_quasi_poisson_dispersion(model, fit->omega);
    }
    return true;
}

static void predict(glo_farrington_fit *fit, size_t group, double time, double offset) {
    fit->eta = fit->model.intercepts[group] + fit->model.slope * time + offset;
    fit->variance = glo_quasi_poisson_leverage(&fit->model, group, time);
}

static bool keeps_trend(const glo_farrington_fit *fit) {
    const glo_quasi_poisson *model = &fit->model;
    double highest = 0, se = sqrt(glo_quasi_poisson_slope_variance(model) * fit->plain_dispersion);
    for (size_t i = 0; i < model->count; i++)
        highest = fmax(highest, fit->y[i]);
    double p = 2 * glo_student_p(-fabs(model->slope / se), model->count - model->parameters);
    return fit->options->years >= LEAST_YEARS_FOR_TREND && p < fit->options->trend_p &&
           exp(fit->eta) <= highest;
}

bool glo_farrington_predict(glo_farrington_fit *fit, size_t group, double time, double offset,
                            bool uses_omega) {
    if (!regress(fit, fit->options->trend, uses_omega))
        return false;
    predict(fit, group, time, offset);
    if (fit->model.has_trend && !keeps_trend(fit)) {
        if (!regress(fit, false, uses_omega))
            return false;
        predict(fit, group, time, offset);
    }
    return true;
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
