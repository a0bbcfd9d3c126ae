/* quasi_poisson.c: the regression under Farrington's detectors. References in quasi_poisson.h. */
#include "quasi_poisson.h"

#include <float.h>
#include <math.h>

enum { MOST_STEPS = 25, RENEWED = 64 }; /* periods after which a product of factors begins anew */
#define CONVERGED 1e-8

/* A group or a trend of which less than this share of the weight is its own is not told from the others. */
#define LEAST_SHARE 1e-11

/* A logarithm beyond which a factor by itself could pass the range of numbers. */
#define FAR 300.0

/* Above it the difference of two logarithms has too few digits left. */
#define LARGE 1000.0

static double weight_of(const glo_quasi_poisson *fit, size_t i) {
    return fit->weights ? fit->weights[i] : 1;
}

void glo_quasi_poisson_begin(glo_quasi_poisson *fit) {
    for (size_t i = 0; i < fit->count; i++) {
        fit->log_y[i] = fit->y[i] > 0 ? log(fit->y[i]) : 0;
        fit->start[i] = log(fit->y[i] + 0.1);
    }
}

/* The working response and its sums: the weights, and the means of time and response by them, of each group. */
static void sum_groups(glo_quasi_poisson *fit, double means[GLO_MOST_GROUPS]) {
    for (size_t g = 0; g < fit->groups; g++)
        fit->mass[g] = fit->mean_time[g] = means[g] = 0;
    for (size_t i = 0; i < fit->count; i++) {
        size_t g = fit->group[i];
        double mu = fit->mu[i], weight = weight_of(fit, i) * mu;
        double response = fit->eta[i] + (fit->y[i] - mu) / mu - (fit->offset ? fit->offset[i] : 0);
        fit->working[i] = weight;
        fit->response[i] = response;
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
    sum_groups(fit, means);
    fit->time_mass = fit->slope = 0;
    for (size_t i = 0; i < fit->count; i++) {
        size_t g = fit->group[i];
        double from_mean = fit->time[i] - fit->mean_time[g], pull = fit->working[i] * from_mean;
        fit->time_mass += pull * from_mean;
        cross += pull * (fit->response[i] - means[g]);
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

/* Where one period follows the other, the trend's factor is that of the one before times that of a period. */
static void predict(glo_quasi_poisson *fit) {
    double levels[GLO_MOST_GROUPS], step = exp(fit->slope), factor = 1;
    for (size_t g = 0; g < fit->groups; g++)
        levels[g] = exp(fit->intercepts[g]);
    for (size_t i = 0; i < fit->count; i++) {
        double eta = fit->intercepts[fit->group[i]] + fit->slope * fit->time[i], mu;
        if (fit->offset || fabs(eta) > FAR || fabs(fit->slope * fit->time[i]) > FAR) {
            eta += fit->offset ? fit->offset[i] : 0;
            mu = exp(eta);
        } else {
            bool follows = i % RENEWED != 0 && fit->time[i] - fit->time[i - 1] == 1;
            factor = follows ? factor * step : exp(fit->slope * fit->time[i]);
            mu = levels[fit->group[i]] * factor;
        }
        fit->eta[i] = eta;
        fit->mu[i] = mu > DBL_EPSILON ? mu : DBL_EPSILON;
    }
}

static double deviance_of(const glo_quasi_poisson *fit) {
    double sum = 0;
    for (size_t i = 0; i < fit->count; i++) {
        double y = fit->y[i], mu = fit->mu[i];
        double log_ratio = y > LARGE || mu <= DBL_EPSILON ? log(y / mu) : fit->log_y[i] - fit->eta[i];
        sum += 2 * weight_of(fit, i) * (y > 0 ? y * log_ratio - (y - mu) : mu);
    }
    return sum;
}

bool glo_quasi_poisson_fit(glo_quasi_poisson *fit) {
    for (size_t i = 0; i < fit->count; i++) {
        fit->mu[i] = fit->y[i] + 0.1;
        fit->eta[i] = fit->start[i];
    }
    double deviance = deviance_of(fit);
    for (int step = 0; step < MOST_STEPS; step++) {
        solve(fit);
        predict(fit);
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
