/* quasi_poisson.c: the regression under Farrington's detectors. References in quasi_poisson.h. */
#include "quasi_poisson.h"

#include <math.h>

enum { MOST_STEPS = 25 };
#define CONVERGED 1e-8

/* A group or a trend of which less than this share of the weight is its own is not told from the others. */
#define LEAST_SHARE 1e-11

static double weight_of(const glo_quasi_poisson *fit, size_t i) {
    return fit->weights ? fit->weights[i] : 1;
}

static double offset_of(const glo_quasi_poisson *fit, size_t i) {
    return fit->offset ? fit->offset[i] : 0;
}

/* Sums of the weights, and the mean of time by them, of each group. */
static void sum_groups(glo_quasi_poisson *fit, double means[GLO_MOST_GROUPS]) {
    for (size_t g = 0; g < fit->groups; g++)
        fit->mass[g] = fit->mean_time[g] = means[g] = 0;
    for (size_t i = 0; i < fit->count; i++) {
        size_t g = fit->group[i];
        double weight = fit->working[i];
        double response = fit->eta[i] - offset_of(fit, i) + (fit->y[i] - fit->mu[i]) / fit->mu[i];
        fit->mass[g] += weight;
        fit->mean_time[g] += weight * fit->time[i];
        means[g] += weight * response;
    }
    for (size_t g = 0; g < fit->groups; g++) {
        if (fit->mass[g] > 0) {
            fit->mean_time[g] /= fit->mass[g];
            means[g] /= fit->mass[g];
        }
    }
}

/* One step: the weighted regression of the working response. */
static void solve(glo_quasi_poisson *fit) {
    double means[GLO_MOST_GROUPS], cross = 0, total = 0;
    for (size_t i = 0; i < fit->count; i++)
        fit->working[i] = weight_of(fit, i) * fit->mu[i];
    sum_groups(fit, means);
    fit->time_mass = fit->slope = 0;
    for (size_t i = 0; i < fit->count; i++) {
        double response = fit->eta[i] - offset_of(fit, i) + (fit->y[i] - fit->mu[i]) / fit->mu[i];
        double from_mean = fit->time[i] - fit->mean_time[fit->group[i]];
        fit->time_mass += fit->working[i] * from_mean * from_mean;
        cross += fit->working[i] * from_mean * (response - means[fit->group[i]]);
        total += fit->working[i] * fit->time[i] * fit->time[i];
    }
    fit->parameters = 0;
    for (size_t g = 0; g < fit->groups; g++)
        fit->parameters += fit->mass[g] > 0;
    if (fit->has_trend && fit->time_mass > LEAST_SHARE * total) {
        fit->slope = cross / fit->time_mass;
        fit->parameters++;
    }
    for (size_t g = 0; g < fit->groups; g++)
        fit->intercepts[g] = means[g] - fit->slope * fit->mean_time[g];
}

static double deviance_of(const glo_quasi_poisson *fit) {
    double sum = 0;
    for (size_t i = 0; i < fit->count; i++) {
        double y = fit->y[i], mu = fit->mu[i];
        sum += 2 * weight_of(fit, i) * (y > 0 ? y * log(y / mu) - (y - mu) : mu);
    }
    return sum;
}

bool glo_quasi_poisson_fit(glo_quasi_poisson *fit) {
    for (size_t i = 0; i < fit->count; i++) {
        fit->mu[i] = fit->y[i] + 0.1;
        fit->eta[i] = log(fit->mu[i]);
    }
    double deviance = deviance_of(fit);
    for (int step = 0; step < MOST_STEPS; step++) {
        solve(fit);
        for (size_t i = 0; i < fit->count; i++) {
            fit->eta[i] = fit->intercepts[fit->group[i]] + fit->slope * fit->time[i] + offset_of(fit, i);
            fit->mu[i] = fmax(exp(fit->eta[i]), 2.220446049250313e-16);
        }
        double before = deviance;
        deviance = deviance_of(fit);
        if (!isfinite(deviance))
            return false;
        if (fabs(deviance - before) / (fabs(deviance) + 0.1) < CONVERGED)
            return true;
    }
    return false;
}

double glo_quasi_poisson_dispersion(const glo_quasi_poisson *fit, const double *weights) {
    double sum = 0;
    if (fit->count <= fit->parameters)
        return NAN;
    for (size_t i = 0; i < fit->count; i++) {
        double residual = (fit->y[i] - fit->mu[i]) / fit->mu[i];
        sum += weights[i] * residual * residual;
    }
    return sum / (double)(fit->count - fit->parameters);
}

double glo_quasi_poisson_leverage(const glo_quasi_poisson *fit, size_t group, double time) {
    double from_mean = time - fit->mean_time[group], leverage = 1 / fit->mass[group];
    return fit->has_trend && fit->time_mass > 0 ? leverage + from_mean * from_mean / fit->time_mass
                                                : leverage;
}

double glo_quasi_poisson_slope_variance(const glo_quasi_poisson *fit) {
    return 1 / fit->time_mass;
}
