/* ets_fit.c: the search for the parameters of most likelihood. */
#include "smoothing/ets_fit.h"

#include "base/alloc.h"
#include "base/err.h"
#include "numeric/linear.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double least_smoothing = 1e-4, most_alpha = 0.9999, least_phi = 0.8, most_phi = 0.98;
static const double enough = 1e-7; /* of deviance, that a step must promise to be worth it */

int glo_ets_fit_new(const glo_ets_model *model, glo_ets_fit **out) {
    size_t n = (size_t)model->count, stride = glo_ets_stride(model), room = glo_ets_slopes_room(model);
    if (room < glo_ets_room(model->period))
        room = glo_ets_room(model->period);
    size_t doubles = 2 * (3 * stride + n * stride) + 4 * stride + n * stride + room;
    glo_ets_fit *fit;
    if (glo_alloc_array(1, sizeof *fit + doubles * sizeof(double) + n, &fit) < 0)
        return GLO_ENOMEM;
    memset(fit, 0, sizeof *fit + doubles * sizeof(double) + n);
    fit->model = *model;
    double *at = (double *)(fit + 1);
    for (int i = 0; i < 2; i++) {
        glo_ets_point *point = i == 0 ? &fit->best : &fit->trial;
        point->place = at;
        point->parameters = point->place + stride;
        point->slopes.gradient = point->parameters + stride;
        point->slopes.curvature = point->slopes.gradient + stride;
        at = point->slopes.curvature + n * stride;
    }
    fit->lowest = at;
    fit->highest = fit->lowest + stride;
    fit->step = fit->highest + stride;
    fit->factor = fit->step + 2 * stride;
    fit->room = fit->factor + n * stride;
    fit->fixed = (unsigned char *)(fit->room + room);
    for (int k = 0; k < model->count; k++) {
        int state = k >= model->level;
        fit->lowest[k] = !state ? 0 : -INFINITY;
        fit->highest[k] = !state ? 1 : INFINITY;
        if (model->season == 'M' && k >= model->seasonal)
            fit->lowest[k] = 1e-8;
    }
    fit->lowest[model->alpha] = least_smoothing;
    fit->highest[model->alpha] = most_alpha;
    if (model->phi >= 0) {
        fit->lowest[model->phi] = least_phi;
        fit->highest[model->phi] = most_phi;
    }
    *out = fit;
    return GLO_OK;
}

void glo_ets_fit_free(glo_ets_fit *fit) {
    free(fit);
}

/* From where the search is to the parameters of the model, and back over the derivatives: H into T' H T. */
static void to_parameters(const glo_ets_model *model, const double *place, double *parameters) {
    memcpy(parameters, place, (size_t)model->count * sizeof *place);
    double alpha = place[model->alpha];
    if (model->beta >= 0)
        parameters[model->beta] = least_smoothing + place[model->beta] * (alpha - least_smoothing);
    if (model->gamma >= 0)
        parameters[model->gamma] = least_smoothing + place[model->gamma] * (1 - alpha - least_smoothing);
}
static void combine(double *v, size_t step, const glo_ets_model *model, const double *place) {
    double alpha = place[model->alpha], *a = v + (size_t)model->alpha * step;
    if (model->beta >= 0) {
        double *b = v + (size_t)model->beta * step;
        *a += place[model->beta] * *b;
        *b *= alpha - least_smoothing;
    }
    if (model->gamma >= 0) {
        double *c = v + (size_t)model->gamma * step;
        *a -= place[model->gamma] * *c;
        *c *= 1 - alpha - least_smoothing;
    }
}

static int evaluate(glo_ets_fit *fit, const glo_ets_data *data, glo_ets_point *point) {
    const glo_ets_model *model = &fit->model;
    to_parameters(model, point->place, point->parameters);
    if ((model->gamma >= 0 && !glo_ets_admissible(model, point->parameters, fit->room)) ||
        !glo_ets_slopes_at(model, data, point->parameters, fit->room, &point->slopes))
        return 0;
    size_t n = (size_t)model->count, stride = glo_ets_stride(model);
    double *h = point->slopes.curvature;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++)
            h[j * stride + i] = h[i * stride + j];
    combine(point->slopes.gradient, 1, model, point->place);
    for (size_t i = 0; i < n; i++)
        combine(h + i * stride, 1, model, point->place);
    for (size_t j = 0; j < n; j++)
        combine(h + j, stride, model, point->place);
    return 1;
}

static double aicc(const glo_ets_fit *fit, const glo_ets_data *data) {
    double parameters = fit->model.count + 1, known = (double)data->known;
    if (known - parameters - 1 <= 0)
        return INFINITY;
    return fit->best.slopes.deviance + 2 * parameters +
           2 * parameters * (parameters + 1) / (known - parameters - 1);
}

int glo_ets_fit_start(glo_ets_fit *fit, const glo_ets_data *data, const glo_ets_start *start, int which) {
    static const double alphas[GLO_ETS_STARTS] = {0.3, 0.02, 0.8, 0.1},
                        betas[GLO_ETS_STARTS] = {0.1, 0.1, 0.05, 0.5},
                        gammas[GLO_ETS_STARTS] = {0.1, 0.05, 0.5, 0.3},
                        phis[GLO_ETS_STARTS] = {0.95, 0.978, 0.9, 0.85};
    const glo_ets_model *model = &fit->model;
    double *place = fit->best.place;
    place[model->alpha] = alphas[which];
    if (model->beta >= 0)
        place[model->beta] = betas[which];
    if (model->gamma >= 0)
        place[model->gamma] = gammas[which];
    if (model->phi >= 0)
        place[model->phi] = phis[which];
    glo_ets_start_parameters(model, start, place);
    fit->damping = 1e-3;
    fit->promise = INFINITY;
    fit->steps = 0;
    fit->done = !evaluate(fit, data, &fit->best);
    if (fit->done && model->slope >= 0) { /* the line led below zero: flat, and slow to bend */
        place[model->level] = start->mean > 0 ? start->mean : 1;
        place[model->slope] = model->trend == 'M' ? 1 : 0;
        place[model->beta] = 0;
        fit->done = !evaluate(fit, data, &fit->best);
    }
    if (fit->done)
        fit->best.slopes.deviance = INFINITY;
    fit->aicc = aicc(fit, data);
    return !fit->done;
}

/* R of the free part of H + damping diag H, in `factor`; 0 where it is not positive definite. */
static int factorise(glo_ets_fit *fit) {
    size_t n = (size_t)fit->model.count, stride = glo_ets_stride(&fit->model), size = 0;
    const double *h = fit->best.slopes.curvature;
    for (size_t i = 0; i < n; i++) {
        if (fit->fixed[i])
            continue;
        double diagonal = h[i * stride + i], *to = fit->factor + size * stride + size;
        *to++ = diagonal + (fit->damping * diagonal + 1e-14 * fit->best.slopes.squares);
        for (size_t j = i + 1; j < n; j++)
            if (!fit->fixed[j])
                *to++ = h[j * stride + i];
        size++;
    }
    return glo_cholesky(fit->factor, size, stride, 0) == size;
}

/* The step from the best point that the quadratic model asks for with the fixed ones where they are put. */
static void solve(glo_ets_fit *fit) {
    size_t n = (size_t)fit->model.count, stride = glo_ets_stride(&fit->model), size = 0;
    const double *h = fit->best.slopes.curvature, *g = fit->best.slopes.gradient;
    double *step = fit->step, *right = fit->step + stride;
    for (size_t i = 0; i < n; i++) {
        if (fit->fixed[i])
            continue;
        double sum = -g[i];
        for (size_t j = 0; j < n; j++)
            sum -= fit->fixed[j] ? h[i * stride + j] * step[j] : 0;
        right[size++] = sum;
    }
    glo_solve_upper_transposed(fit->factor, size, stride, right);
    glo_solve_upper(fit->factor, size, stride, right);
    for (size_t i = 0; i < n; i++)
        step[i] = fit->fixed[i] ? step[i] : *right++;
}

/* The step within the bounds: what runs into one is held there and the rest asked again. 0 where H won't have
 * it. */
static int bounded_step(glo_ets_fit *fit) {
    size_t n = (size_t)fit->model.count;
    const double *g = fit->best.slopes.gradient, *place = fit->best.place;
    for (size_t i = 0; i < n; i++) {
        fit->fixed[i] =
            (place[i] <= fit->lowest[i] && g[i] >= 0) || (place[i] >= fit->highest[i] && g[i] <= 0);
        fit->step[i] = 0;
    }
    for (int more = 1; more;) {
        more = 0;
        if (!factorise(fit))
            return 0;
        solve(fit);
        for (size_t i = 0; i < n; i++) {
            double to = place[i] + fit->step[i];
            if (fit->fixed[i] || (to >= fit->lowest[i] && to <= fit->highest[i]))
                continue;
            fit->step[i] = (to < fit->lowest[i] ? fit->lowest[i] : fit->highest[i]) - place[i];
            fit->fixed[i] = 1;
            more = 1;
        }
    }
    return 1;
}

/* How much less deviance the quadratic model has after the step. */
static double promised(const glo_ets_fit *fit, double known) {
    size_t n = (size_t)fit->model.count, stride = glo_ets_stride(&fit->model);
    const double *h = fit->best.slopes.curvature, *g = fit->best.slopes.gradient, *step = fit->step;
    double less = 0;
    for (size_t i = 0; i < n; i++) {
        double sum = 2 * g[i];
        for (size_t j = 0; j < n; j++)
            sum += h[i * stride + j] * step[j];
        less -= sum * step[i];
    }
    double share = less / fit->best.slopes.squares;
    return share < 1 ? -known * log1p(-share) : INFINITY;
}

void glo_ets_fit_improve(glo_ets_fit *fit, const glo_ets_data *data, int steps) {
    size_t n = (size_t)fit->model.count;
    double known = (double)data->known;
    for (int i = 0; i < steps && !fit->done; i++) {
        fit->steps++;
        if (!(fit->best.slopes.squares > known * 1e-28) || fit->damping > 1e10) {
            fit->done = 1;
            break;
        }
        if (!bounded_step(fit)) {
            fit->damping = fit->damping * 10 + 1e-8;
            continue;
        }
        double promise = promised(fit, known);
        if (fit->damping <= 0.1)
            fit->promise = promise;
        if (!(promise > 0)) { /* what is held at bounds costs more than the rest gains: a shorter step */
            fit->damping = fit->damping < 1e-4 ? 1e-3 : fit->damping * 8;
            continue;
        }
        if (promise <= enough) { /* a step damped much promises little anyway */
            fit->done = fit->damping <= 0.1;
            fit->damping *= 0.1;
            continue;
        }
        for (size_t k = 0; k < n; k++) {
            double to = fit->best.place[k] + fit->step[k];
            fit->trial.place[k] = fmin(fit->highest[k], fmax(fit->lowest[k], to));
        }
        if (!evaluate(fit, data, &fit->trial) || !(fit->trial.slopes.deviance < fit->best.slopes.deviance)) {
            fit->damping = fit->damping < 1e-4 ? 1e-3 : fit->damping * 8;
            continue;
        }
        double share = (fit->best.slopes.deviance - fit->trial.slopes.deviance) / promise;
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
