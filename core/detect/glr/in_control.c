/* in_control.c: the mean of a series while nothing has changed. Model and references in in_control.h. */
#include "glr/in_control.h"

#include "detector_parts.h"
#include "numeric/linear.h"

#include <math.h>

enum { MOST_STEPS = 60, MOST_ROUNDS = 100 };
#define PI 3.14159265358979323846
#define CONVERGED 1e-12       /* of the coefficients, and of the overdispersion's logarithm */
#define LEAST_SHARE 1e-11     /* a regressor with less of its own is collinear */
#define LEAST_DISPERSION 1e-8 /* of the overdispersion: below it the counts are Poisson */
#define FARTHEST 30.0         /* a mean's logarithm beyond it: the regression diverges */

/* What stands before each coefficient at a period; how many there are. */
static size_t regressors_at(const glo_in_control *model, size_t period, double *out) {
    size_t count = 0;
    double t = (double)(period + 1);
    out[count++] = 1;
    if (model->has_trend)
        out[count++] = (t - model->centre) / model->scale;
    for (size_t j = 1; j <= model->harmonics; j++) {
        double angle = 2 * PI * (double)j * t / model->year_length;
        out[count++] = cos(angle);
        out[count++] = sin(angle);
    }
    return count;
}

double glo_in_control_mean(const glo_in_control *model, size_t period) {
    double x[GLO_IN_CONTROL_MOST], eta = 0;
    size_t count = regressors_at(model, period, x);
    for (size_t j = 0; j < count; j++)
        eta += x[j] * model->coefficients[j];
    return exp(eta);
}

double glo_in_control_trend(const glo_in_control *model) {
    return model->has_trend ? model->coefficients[1] / model->scale : NAN;
}

/* ---- the mean ---- */

typedef struct history {
    double *y, *mu;
    double *period;
    size_t count;
} history;

/* One step of iteratively reweighted least squares; by how much a coefficient moved, INFINITY where there is no solution. */
static double step(glo_in_control *model, const history *past) {
    double r[GLO_IN_CONTROL_MOST * GLO_IN_CONTROL_MOST] = {0}, b[GLO_IN_CONTROL_MOST] = {0};
    double x[GLO_IN_CONTROL_MOST], moved = 0;
    size_t p = model->parameters;
    for (size_t i = 0; i < past->count; i++) {
        double mu = past->mu[i], weight = mu / (1 + model->overdispersion * mu);
        double response = log(mu) + (past->y[i] - mu) / mu;
        regressors_at(model, (size_t)past->period[i], x);
        for (size_t j = 0; j < p; j++) {
            b[j] += weight * x[j] * response;
            for (size_t k = j; k < p; k++)
                r[j * p + k] += weight * x[j] * x[k];
        }
    }
    glo_cholesky(r, p, p, LEAST_SHARE);
    glo_solve_upper_transposed(r, p, p, b);
    glo_solve_upper(r, p, p, b);
    for (size_t j = 0; j < p; j++) {
        moved = fmax(moved, fabs(b[j] - model->coefficients[j]));
        model->coefficients[j] = b[j];
    }
    for (size_t i = 0; i < past->count; i++)
        past->mu[i] = glo_in_control_mean(model, (size_t)past->period[i]);
    return isfinite(moved) ? moved : INFINITY;
}

static bool fit_mean(glo_in_control *model, const history *past) {
    for (int i = 0; i < MOST_STEPS; i++) {
        double moved = step(model, past);
        if (!isfinite(moved) || fabs(model->coefficients[0]) > FARTHEST)
            return false;
        if (moved < CONVERGED)
            return true;
    }
    return false;
}

/* ---- the overdispersion ---- */

/* psi(x) and psi'(x): upwards by the recurrence to 12, there by the asymptotic series (Abramowitz and Stegun 6.3.18, 6.4.12). */
static void polygamma(double x, double *digamma, double *trigamma) {
    *digamma = *trigamma = 0;
    while (x < 12) {
        *digamma -= 1 / x;
        *trigamma += 1 / (x * x);
        x += 1;
    }
    double r = 1 / x, s = r * r;
    *digamma +=
        log(x) - r / 2 - s * (1.0 / 12 - s * (1.0 / 120 - s * (1.0 / 252 - s * (1.0 / 240 - s / 132))));
    *trigamma +=
        r + s / 2 + s * r * (1.0 / 6 - s * (1.0 / 30 - s * (1.0 / 42 - s * (1.0 / 30 - s * 5 / 66))));
}

/* The slope and the curvature of the log-likelihood in the size 1 / a. */
static void likelihood_of_size(const history *past, double size, double *slope, double *curvature) {
    double digamma, trigamma, digamma_size, trigamma_size;
    polygamma(size, &digamma_size, &trigamma_size);
    *slope = *curvature = 0;
    for (size_t i = 0; i < past->count; i++) {
        double y = past->y[i], mu = past->mu[i];
        polygamma(size + y, &digamma, &trigamma);
        *slope += digamma - digamma_size + log(size / (size + mu)) + 1 - (y + size) / (mu + size);
        *curvature +=
            trigamma - trigamma_size + 1 / size - 2 / (mu + size) + (y + size) / ((mu + size) * (mu + size));
    }
}

/* The overdispersion of greatest likelihood beside these means, by Newton's method on the logarithm of the size. */
static double overdispersion_of(const history *past, double start) {
    double low = log(1e-4), high = log(1 / LEAST_DISPERSION), at = fmin(fmax(log(1 / start), low), high);
    for (int i = 0; i < MOST_STEPS; i++) {
        double size = exp(at), slope, curvature;
        likelihood_of_size(past, size, &slope, &curvature);
        *(slope > 0 ? &low : &high) = at;
        double second = curvature * size * size + slope * size, next = at - slope * size / second;
        if (!(second < 0) || next <= low || next >= high)
            next = (low + high) / 2;
        if (fabs(next - at) < CONVERGED)
            break;
        at = next;
    }
    return exp(-at) > 2 * LEAST_DISPERSION ? exp(-at) : 0;
}

/* By the moments: mean of ((y - mu)^2 - mu) / mu^2. */
static double first_overdispersion(const history *past) {
    double sum = 0;
    for (size_t i = 0; i < past->count; i++) {
        double residual = past->y[i] - past->mu[i];
        sum += (residual * residual - past->mu[i]) / (past->mu[i] * past->mu[i]);
    }
    return fmax(sum / (double)past->count, 0.01);
}

static bool fit_both(glo_in_control *model, const history *past) {
    model->overdispersion = 0;
    if (!fit_mean(model, past))
        return false;
    double before = first_overdispersion(past);
    for (int round = 0; round < MOST_ROUNDS; round++) {
        model->overdispersion = overdispersion_of(past, before);
        if (!fit_mean(model, past))
            return false;
        if (fabs(model->overdispersion - before) <= 1e-11 * before || model->overdispersion == 0)
            return true;
        before = model->overdispersion;
    }
    return true;
}

/* ---- all of it ---- */

static history history_of(const glo_watched *series, size_t end, double *numbers) {
    history past = {numbers, numbers + end, numbers + 2 * end, 0};
    for (size_t i = 0; i < end; i++) {
        if (glo_in_baseline(series, i)) {
            past.y[past.count] = series->counts[i];
            past.mu[past.count] = series->counts[i] + 0.1;
            past.period[past.count++] = (double)i;
        }
    }
    return past;
}

const char *glo_in_control_fit(glo_in_control *model, const glo_watched *series, size_t end,
                               double *numbers) {
    history past = history_of(series, end, numbers);
    double sum = 0, x[GLO_IN_CONTROL_MOST];
    for (size_t i = 0; i < past.count; i++)
        sum += past.y[i];
    model->history = past.count;
    model->centre = (double)(end + 1) / 2;
    model->scale = fmax(1, (double)end / 2);
    model->parameters = regressors_at(model, 0, x);
    for (size_t j = 0; j < model->parameters; j++)
        model->coefficients[j] = 0;
    if (model->harmonics > 0 && (double)past.count < model->year_length)
        return "less than a year is known before the first period judged, and the season needs one "
               "(harmonics=0 does without)";
    if (past.count < 2 * model->parameters)
        return "its history is too short for an in-control mean";
    if (!(sum > 0))
        return "no mean above 0 is known before it";
    bool is_fitted = isnan(model->overdispersion) ? fit_both(model, &past) : fit_mean(model, &past);
    return is_fitted
               ? NULL
               : "the regression of its in-control mean does not converge (fewer harmonics or no trend may)";
}
