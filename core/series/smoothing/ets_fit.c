/* ets_fit.c: maximum likelihood estimation of an exponential smoothing model. Method in ets_fit.h. */
#include "smoothing/ets_fit.h"

#include "base/alloc.h"
#include "base/err.h"
#include "numeric/linear.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The bounds of R's ets; test_ets.c compares the fits. */
static const double min_smoothing = 1e-4, max_alpha = 0.9999, min_phi = 0.8, max_phi = 0.98;
static const double min_reduction = 1e-7; /* of the deviance: a smaller predicted reduction ends the search */

glo_status glo_ets_fit_new(const glo_ets_model *model, glo_ets_fit **out) {
    size_t n = (size_t)model->count, stride = glo_ets_stride(model),
           workspace = glo_ets_derivatives_workspace(model);
    if (workspace < glo_ets_admissible_workspace(model->period))
        workspace = glo_ets_admissible_workspace(model->period);
    size_t doubles = 2 * (3 * stride + n * stride) + 4 * stride + n * stride + workspace;
    glo_ets_fit *fit;
    if (glo_alloc_array(1, sizeof *fit + doubles * sizeof(double) + n, &fit) < 0)
        return GLO_ENOMEM;
    memset(fit, 0, sizeof *fit + doubles * sizeof(double) + n);
    fit->model = *model;
    double *at = (double *)(fit + 1);
    for (int i = 0; i < 2; i++) {
        glo_ets_point *point = i == 0 ? &fit->best : &fit->trial;
        point->coordinates = at;
        point->parameters = point->coordinates + stride;
        point->derivatives.gradient = point->parameters + stride;
        point->derivatives.hessian = point->derivatives.gradient + stride;
        at = point->derivatives.hessian + n * stride;
    }
    fit->lower = at;
    fit->upper = fit->lower + stride;
    fit->step = fit->upper + stride;
    fit->factor = fit->step + 2 * stride;
    fit->workspace = fit->factor + n * stride;
    fit->is_fixed = (unsigned char *)(fit->workspace + workspace);
    for (int k = 0; k < model->count; k++) {
        int state = k >= model->level;
        fit->lower[k] = !state ? 0 : -INFINITY;
        fit->upper[k] = !state ? 1 : INFINITY;
        if (model->season == 'M' && k >= model->seasonal)
            fit->lower[k] = 1e-8;
    }
    fit->lower[model->alpha] = min_smoothing;
    fit->upper[model->alpha] = max_alpha;
    if (model->phi >= 0) {
        fit->lower[model->phi] = min_phi;
        fit->upper[model->phi] = max_phi;
    }
    *out = fit;
    return GLO_OK;
}

void glo_ets_fit_free(glo_ets_fit *fit) {
    free(fit);
}

/* From the search coordinates to the parameters of the model, and the chain rule back: H to T' H T. */
static void to_parameters(const glo_ets_model *model, const double *coordinates, double *parameters) {
    memcpy(parameters, coordinates, (size_t)model->count * sizeof *coordinates);
    double alpha = coordinates[model->alpha];
    if (model->beta >= 0)
        parameters[model->beta] = min_smoothing + coordinates[model->beta] * (alpha - min_smoothing);
    if (model->gamma >= 0)
        parameters[model->gamma] = min_smoothing + coordinates[model->gamma] * (1 - alpha - min_smoothing);
}
static void chain(double *v, size_t step, const glo_ets_model *model, const double *coordinates) {
    double alpha = coordinates[model->alpha], *a = v + (size_t)model->alpha * step;
    if (model->beta >= 0) {
        double *b = v + (size_t)model->beta * step;
        *a += coordinates[model->beta] * *b;
        *b *= alpha - min_smoothing;
    }
    if (model->gamma >= 0) {
        double *c = v + (size_t)model->gamma * step;
        *a -= coordinates[model->gamma] * *c;
        *c *= 1 - alpha - min_smoothing;
    }
}

static bool evaluate(glo_ets_fit *fit, const glo_ets_data *data, glo_ets_point *point) {
    const glo_ets_model *model = &fit->model;
    to_parameters(model, point->coordinates, point->parameters);
    if ((model->gamma >= 0 && !glo_ets_is_admissible(model, point->parameters, fit->workspace)) ||
        !glo_ets_derivatives_at(model, data, point->parameters, fit->workspace, &point->derivatives))
        return false;
    size_t n = (size_t)model->count, stride = glo_ets_stride(model);
    double *h = point->derivatives.hessian;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++)
            h[j * stride + i] = h[i * stride + j];
    chain(point->derivatives.gradient, 1, model, point->coordinates);
    for (size_t i = 0; i < n; i++)
        chain(h + i * stride, 1, model, point->coordinates);
    for (size_t j = 0; j < n; j++)
        chain(h + j, stride, model, point->coordinates);
    return true;
}

static double aicc(const glo_ets_fit *fit, const glo_ets_data *data) {
    double parameters = fit->model.count + 1, known = (double)data->known;
    if (known - parameters - 1 <= 0)
        return INFINITY;
    return fit->best.derivatives.deviance + 2 * parameters +
           2 * parameters * (parameters + 1) / (known - parameters - 1);
}

bool glo_ets_fit_start(glo_ets_fit *fit, const glo_ets_data *data, const glo_ets_start *start, int which) {
    static const double alphas[GLO_ETS_STARTS] = {0.3, 0.02, 0.8, 0.1},
                        betas[GLO_ETS_STARTS] = {0.1, 0.1, 0.05, 0.5},
                        gammas[GLO_ETS_STARTS] = {0.1, 0.05, 0.5, 0.3},
                        phis[GLO_ETS_STARTS] = {0.95, 0.978, 0.9, 0.85};
    const glo_ets_model *model = &fit->model;
    double *coordinates = fit->best.coordinates;
    coordinates[model->alpha] = alphas[which];
    if (model->beta >= 0)
        coordinates[model->beta] = betas[which];
    if (model->gamma >= 0)
        coordinates[model->gamma] = gammas[which];
    if (model->phi >= 0)
        coordinates[model->phi] = phis[which];
    glo_ets_start_parameters(model, start, coordinates);
    fit->damping = 1e-3;
    fit->predicted_reduction = INFINITY;
    fit->steps = 0;
    fit->is_converged = !evaluate(fit, data, &fit->best);
    if (fit->is_converged &&
        model->slope >= 0) { /* the initial trend leads below zero: start flat, with a fixed slope */
        coordinates[model->level] = start->mean > 0 ? start->mean : 1;
        coordinates[model->slope] = model->trend == 'M' ? 1 : 0;
        coordinates[model->beta] = 0;
        fit->is_converged = !evaluate(fit, data, &fit->best);
    }
    if (fit->is_converged)
        fit->best.derivatives.deviance = INFINITY;
    fit->aicc = aicc(fit, data);
    return !fit->is_converged;
}

/* R of the free part of H + damping diag H, in `factor`; 0 where it is not positive definite. */
static bool factorise(glo_ets_fit *fit) {
    size_t n = (size_t)fit->model.count, stride = glo_ets_stride(&fit->model), size = 0;
    const double *h = fit->best.derivatives.hessian;
    for (size_t i = 0; i < n; i++) {
        if (fit->is_fixed[i])
            continue;
        double diagonal = h[i * stride + i], *to = fit->factor + size * stride + size;
        *to++ = diagonal + (fit->damping * diagonal + 1e-14 * fit->best.derivatives.sse);
        for (size_t j = i + 1; j < n; j++)
            if (!fit->is_fixed[j])
                *to++ = h[j * stride + i];
        size++;
    }
    return glo_cholesky(fit->factor, size, stride, 0) == size;
}

/* The step from the best point that the quadratic model asks for with the fixed ones at their bounds. */
static void solve(glo_ets_fit *fit) {
    size_t n = (size_t)fit->model.count, stride = glo_ets_stride(&fit->model), size = 0;
    const double *h = fit->best.derivatives.hessian, *g = fit->best.derivatives.gradient;
    double *step = fit->step, *right = fit->step + stride;
    for (size_t i = 0; i < n; i++) {
        if (fit->is_fixed[i])
            continue;
        double sum = -g[i];
        for (size_t j = 0; j < n; j++)
            sum -= fit->is_fixed[j] ? h[i * stride + j] * step[j] : 0;
        right[size++] = sum;
    }
    glo_solve_upper_transposed(fit->factor, size, stride, right);
    glo_solve_upper(fit->factor, size, stride, right);
    for (size_t i = 0; i < n; i++)
        step[i] = fit->is_fixed[i] ? step[i] : *right++;
}

/* The step within the bounds: what runs into one is held there and the rest asked again. 0 where H won't have
 * it. */
static bool bounded_step(glo_ets_fit *fit) {
    size_t n = (size_t)fit->model.count;
    const double *g = fit->best.derivatives.gradient, *coordinates = fit->best.coordinates;
    for (size_t i = 0; i < n; i++) {
        fit->is_fixed[i] =
            (coordinates[i] <= fit->lower[i] && g[i] >= 0) || (coordinates[i] >= fit->upper[i] && g[i] <= 0);
        fit->step[i] = 0;
    }
    for (int more = 1; more;) {
        more = 0;
        if (!factorise(fit))
            return false;
        solve(fit);
        for (size_t i = 0; i < n; i++) {
            double to = coordinates[i] + fit->step[i];
            if (fit->is_fixed[i] || (to >= fit->lower[i] && to <= fit->upper[i]))
                continue;
            fit->step[i] = (to < fit->lower[i] ? fit->lower[i] : fit->upper[i]) - coordinates[i];
            fit->is_fixed[i] = 1;
            more = 1;
        }
    }
    return true;
}

/* The reduction of the deviance that the quadratic model predicts for the step. */
static double reduction_of(const glo_ets_fit *fit, double known) {
    size_t n = (size_t)fit->model.count, stride = glo_ets_stride(&fit->model);
    const double *h = fit->best.derivatives.hessian, *g = fit->best.derivatives.gradient, *step = fit->step;
    double less = 0;
    for (size_t i = 0; i < n; i++) {
        double sum = 2 * g[i];
        for (size_t j = 0; j < n; j++)
            sum += h[i * stride + j] * step[j];
        less -= sum * step[i];
    }
    double share = less / fit->best.derivatives.sse;
    return share < 1 ? -known * log1p(-share) : INFINITY;
}

void glo_ets_fit_improve(glo_ets_fit *fit, const glo_ets_data *data, int steps) {
    size_t n = (size_t)fit->model.count;
    double known = (double)data->known;
    for (int i = 0; i < steps && !fit->is_converged; i++) {
        fit->steps++;
        if (!(fit->best.derivatives.sse > known * 1e-28) || fit->damping > 1e10) {
            fit->is_converged = 1;
            break;
        }
        if (!bounded_step(fit)) {
            fit->damping = fit->damping * 10 + 1e-8;
            continue;
        }
        double reduction = reduction_of(fit, known);
        if (fit->damping <= 0.1)
            fit->predicted_reduction = reduction;
        if (!(reduction >
              0)) { /* the parameters held at bounds cost more than the rest gains: a shorter step */
            fit->damping = fit->damping < 1e-4 ? 1e-3 : fit->damping * 8;
            continue;
        }
        if (reduction <= min_reduction) { /* a heavily damped step gains little in any case */
            fit->is_converged = fit->damping <= 0.1;
            fit->damping *= 0.1;
            continue;
        }
        for (size_t k = 0; k < n; k++) {
            double to = fit->best.coordinates[k] + fit->step[k];
            fit->trial.coordinates[k] = fmin(fit->upper[k], fmax(fit->lower[k], to));
        }
        if (!evaluate(fit, data, &fit->trial) ||
            !(fit->trial.derivatives.deviance < fit->best.derivatives.deviance)) {
            fit->damping = fit->damping < 1e-4 ? 1e-3 : fit->damping * 8;
            continue;
        }
        double share = (fit->best.derivatives.deviance - fit->trial.derivatives.deviance) / reduction;
        glo_ets_point better = fit->trial;
        fit->trial = fit->best;
        fit->best = better;
        if (share > 0.75)
            fit->damping = fmax(1e-9, fit->damping * 0.1);
        else if (share < 0.25)
            fit->damping *= 3;
    }
    fit->aicc = aicc(fit, data);
}
