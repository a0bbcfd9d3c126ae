/* ces.c: complex exponential smoothing. Formulas and reference in ces.h. */
#include "smoothing/ces.h"

#include "base/alloc.h"
#include "base/err.h"
#include "base/simd.h"
#include "benchmark/naive.h"
#include "numeric/simplex.h"
#include "sample/prepare.h"
#include "sample/quantiles.h"
#include "sample/season.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef enum season_kind { NONE, SIMPLE, PARTIAL, KINDS } season_kind;
static const char *const names[KINDS] = {"CES(none)", "CES(simple)", "CES(partial)"};

/* Three passes side by side, for what is linear in the first states: of the values from (0, 0), and of zeros
 * from (1, 0) and from (0, 1); a fourth, of nothing, fills the vector. `sse` holds the products of each
 * run's errors with themselves, `crosses` with those of the run after it (0 and 1, 1 and 2, 2 and 0). */
enum { PASSES = 4 };
typedef double vector __attribute__((vector_size(PASSES * sizeof(double)), aligned(sizeof(double))));
typedef struct passes {
    vector level, potential, sse, crosses;
} passes;

typedef struct problem {
    const double *values; /* less `origin` */
    size_t count, season;
    season_kind kind;
    const double *indices; /* of the season, for PARTIAL */
    passes *phases;        /* one per phase for SIMPLE, else one */
    vector *seasons;       /* of each of the passes, for PARTIAL */
} problem;

static size_t pairs(const problem *p) {
    return p->kind == SIMPLE ? p->season : 1;
}

/* Whether past errors are discounted, and forecasts do not grow without bounds. */
static bool is_stable(double a0, double a1, double growth) {
    double trace = 2 - 2 * a0 + a1, determinant = (1 - a0 + a1) * (1 - a0) + (1 - a1) * (1 - a0 - a1);
    if (!(fabs(determinant) < 0.9999 && fabs(trace) < 0.9999 + determinant))
        return 0;
    double half = (2 - a0) / 2, product = 2 - a0 - a1, root = half * half - product;
    double radius = root < 0 ? sqrt(product) : fabs(half) + sqrt(root);
    return radius <= growth;
}

/* The initial states of best_point squares, and their SSE. */
static double initial_states(const passes *r, double *level, double *potential) {
    double s00 = r->sse[0], s11 = r->sse[1], s22 = r->sse[2];
    double s01 = r->crosses[0], s12 = r->crosses[1], s02 = r->crosses[2];
    double determinant = s11 * s22 - s12 * s12;
    *level = s11 > 0 ? -s01 / s11 : 0;
    *potential = 0;
    if (determinant > 1e-10 * s11 * s22) {
        *level = -(s01 * s22 - s02 * s12) / determinant;
        *potential = -(s02 * s11 - s01 * s12) / determinant;
    }
    double a = *level, b = *potential;
    return s00 + a * a * s11 + b * b * s22 + 2 * (a * s01 + b * s02 + a * b * s12);
}

/* Runs through the values; the states in `phases` and `seasons` are then those after the last. */
GLO_WIDE static void filter_values(problem *p, const double *at) {
    double a0 = at[0], a1 = at[1], b = p->kind == PARTIAL ? at[2] : 0;
    for (size_t i = 0; i < pairs(p); i++)
        p->phases[i] = (passes){.level = {0, 1, 0}, .potential = {0, 0, 1}};
    for (size_t i = 0; p->kind == PARTIAL && i < p->season; i++)
        p->seasons[i] = (vector){p->indices[i]};
    size_t phase = 0;
    for (size_t t = 0; t < p->count; t++) {
        passes *r = &p->phases[p->kind == SIMPLE ? phase : 0];
        vector level = r->level, potential = r->potential, error = (vector){p->values[t]} - level;
        if (p->kind == PARTIAL) {
            error -= p->seasons[phase];
            p->seasons[phase] += b * error;
        }
        vector next = {error[1], error[2], error[0], 0};
        r->level = level - (1 - a1) * potential + (a0 - a1) * error;
        r->potential = level + (1 - a0) * potential + (a0 + a1) * error;
        r->sse += error * error;
        r->crosses += error * next;
        phase = phase + 1 == p->season ? 0 : phase + 1;
    }
}

/* Whether the effect of an initial state of 1 has not grown by the end. The condition on a0 and a1 ignores
 * the season: the two may amplify each other, and the sum of squares is then rounding. */
static bool has_decayed(const passes *r) {
    double most = 0;
    for (int i = 1; i < 3; i++)
        most += fabs(r->level[i]) + fabs(r->potential[i]);
    return most < 4;
}

static double sse(void *data, const double *at) {
    problem *p = data;
    /* Over as many steps again as there were, what is drawn on may grow e-fold. */
    double steps = (double)p->count / (p->kind == SIMPLE ? (double)p->season : 1);
    if (!is_stable(at[0], at[1], 1 + 1 / steps) || (p->kind == PARTIAL && !(at[2] >= 0 && at[2] <= 0.9)))
        return INFINITY;
    filter_values(p, at);
    double total = 0, level, potential;
    for (size_t i = 0; i < pairs(p); i++) {
        if (!has_decayed(&p->phases[i]))
            return INFINITY;
        total += fmax(0, initial_states(&p->phases[i], &level, &potential));
    }
    for (size_t i = 0; p->kind == PARTIAL && i < p->season; i++) {
        if (!(fabs(p->seasons[i][1]) < 2 && fabs(p->seasons[i][2]) < 2))
            return INFINITY;
    }
    return total;
}

typedef struct fitted {
    season_kind kind;
    double at[3], sse, parameters, aicc;
} fitted;

/* A point of the search, and its SSE. */
typedef struct point {
    double at[3], sse;
} point;

static void descend(problem *p, point *from, int calls) {
    static const double first[3] = {0.15, 0.03, 0.1};
    from->sse = glo_simplex_minimum(sse, p, p->kind == PARTIAL ? 3 : 2, from->at, first, calls);
}

#define NEAR_BEST 1.02 /* ratio to the smallest SSE of the screening: such a second start is refined too */
/* A few steps from each start, then to convergence from the best, and from the second best if it is near. */
static fitted search(problem *p) {
    static const double starts[][3] = {
        {1.3, 1, 0.1}, {1.8, 1.05, 0.2}, {0.9, 0.98, 0.05}, {1.1, 1, 0.7}, {1.5, 0.99, 0.6}};
    point ahead[2] = {{.sse = INFINITY}, {.sse = INFINITY}};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        point now;
        memcpy(now.at, starts[i], sizeof now.at);
        descend(p, &now, 25);
        if (i == 0 || now.sse < ahead[0].sse) {
            ahead[1] = ahead[0];
            ahead[0] = now;
        } else if (i == 1 || now.sse < ahead[1].sse) {
            ahead[1] = now;
        }
    }
    double screened = ahead[0].sse;
    descend(p, &ahead[0], 200);
    if (ahead[1].sse < NEAR_BEST * screened)
        descend(p, &ahead[1], 200);
    fitted best = {.kind = p->kind};
    const point *best_point = ahead[1].sse < ahead[0].sse ? &ahead[1] : &ahead[0];
    memcpy(best.at, best_point->at, sizeof best.at);
    best.sse = best_point->sse;
    double m = (double)p->season, n = (double)p->count;
    static const double own[KINDS] = {3, 3, 4}; /* a0, a1, b and the variance */
    best.parameters = own[p->kind] + (p->kind == SIMPLE ? 2 * m : 2) + (p->kind == PARTIAL ? m - 1 : 0);
    double k = best.parameters, variance = fmax(best.sse / n, 1e-300);
    best.aicc = n - k - 1 > 0
                    ? n * (log(6.283185307179586 * variance) + 1) + 2 * k + 2 * k * (k + 1) / (n - k - 1)
                    : INFINITY;
    return best;
}

/* Brings the three passes together into one, from the first states that were solved for. */
static void restart(problem *p, const double *at) {
    filter_values(p, at);
    for (size_t i = 0; i < pairs(p); i++) {
        double level, potential;
        initial_states(&p->phases[i], &level, &potential);
        p->phases[i].level[0] = level;
        p->phases[i].potential[0] = potential;
    }
    for (size_t i = 0; p->kind == PARTIAL && i < p->season; i++)
        p->seasons[i] = (vector){p->indices[i]};
}

/* One step of the joined run: the forecast, then the states moved on by `error`. */
static double forecast(const problem *p, size_t t) {
    size_t phase = t % p->season;
    return p->phases[p->kind == SIMPLE ? phase : 0].level[0] +
           (p->kind == PARTIAL ? p->seasons[phase][0] : 0);
}

static void update(problem *p, size_t t, const double *at, double error) {
    size_t phase = t % p->season;
    passes *r = &p->phases[p->kind == SIMPLE ? phase : 0];
    double level = r->level[0], potential = r->potential[0];
    r->level[0] = level - (1 - at[1]) * potential + (at[0] - at[1]) * error;
    r->potential[0] = level + (1 - at[0]) * potential + (at[0] + at[1]) * error;
    if (p->kind == PARTIAL)
        p->seasons[phase][0] += at[2] * error;
}

/* The effect of an error on the forecast h steps later. */
static void impulse_response(problem *p, const double *at, size_t horizon, double *response) {
    for (size_t i = 0; i < pairs(p); i++)
        p->phases[i].level[0] = p->phases[i].potential[0] = 0;
    for (size_t i = 0; p->kind == PARTIAL && i < p->season; i++)
        p->seasons[i] = (vector){0};
    for (size_t h = 0; h < horizon; h++) {
        response[h] = forecast(p, h);
        update(p, h, at, h == 0 ? 1 : 0);
    }
}

static void write_out(const glo_sample *sample, const glo_prepared *y, problem *p, const fitted *f,
                      double origin, double *response, glo_quantiles *out, glo_fit *fit) {
    size_t n = p->count;
    restart(p, f->at);
    for (size_t t = 0; t < n; t++) {
        double mean = forecast(p, t);
        if (fit->fitted)
            fit->fitted[t] = glo_finite((mean + origin) * y->scale);
        update(p, t, f->at, p->values[t] - mean);
    }
    for (size_t h = 0; h < out->horizon; h++) {
        out->mean[h] = forecast(p, n + h) + origin;
        update(p, n + h, f->at, 0);
    }
    impulse_response(p, f->at, out->horizon, response);
    double freedom = (double)n - f->parameters + 1, variance = 1;
    double sd = sqrt(fmax(0, f->sse) / (freedom > 1 ? freedom : 1));
    for (size_t h = 0; h < out->horizon; h++) {
        variance += response[h] * response[h];
        glo_quantiles_normal(out, h,
                             (glo_spread){out->mean[h], sd * sqrt(variance), y->scale, sample->is_count});
    }
    snprintf(fit->model, sizeof fit->model, "%s", names[f->kind]);
    fit->aicc = f->aicc;
    fit->likelihood = -0.5 * (double)n * (log(6.283185307179586 * fmax(f->sse / (double)n, 1e-300)) + 1);
}

/* The model by "partial" as by "CES(partial)", which is how a fit names it. */
static glo_status find_model(const char *name, int *out) {
    *out = -1;
    for (int i = 0; name && i < KINDS; i++) {
        char bare[16];
        snprintf(bare, sizeof bare, "%.*s", (int)(strlen(names[i]) - 5), names[i] + 4);
        if (strcasecmp(name, names[i]) == 0 || strcasecmp(name, bare) == 0)
            *out = i;
    }
    if (name && *out < 0)
        return glo_fail(GLO_EINVAL, "unknown CES season '%s', the seasons are none, simple and partial",
                        name);
    return GLO_OK;
}

static glo_status fit_all(const glo_sample *sample, glo_prepared *y, int named, glo_quantiles *out,
                          glo_fit *fit) {
    size_t n = y->count, season = sample->season > 1 ? (size_t)sample->season : 1;
    double origin = y->values[0], *indices = NULL, *response = NULL;
    vector *seasons = NULL;
    passes *phases = NULL;
    glo_status status;
    if ((status = glo_alloc_array(season, sizeof *indices, &indices)) < 0 ||
        (status = glo_alloc_array(season, sizeof *seasons, &seasons)) < 0 ||
        (status = glo_alloc_array(season, sizeof *phases, &phases)) < 0 ||
        (status = glo_alloc_array(out->horizon, sizeof *response, &response)) < 0)
        goto done;
    glo_decompose(y->values, n, sample->season, 0, indices);
    for (size_t t = 0; t < n; t++)
        y->values[t] -= origin;
    fitted best = {.aicc = INFINITY};
    int found = 0;
    for (int kind = NONE; kind < KINDS; kind++) {
        size_t needed = kind == NONE ? 0 : 3 * season;
        if ((kind != NONE && season == 1) || n < needed || (named >= 0 && kind != named))
            continue;
        problem p = {y->values, n, season, (season_kind)kind, indices, phases, seasons};
        fitted f = search(&p);
        if (!found || f.aicc < best.aicc)
            best = f;
        found = 1;
    }
    if (!found) { /* a season was named that the sample does not have */
        problem p = {y->values, n, season, NONE, indices, phases, seasons};
        best = search(&p);
        glo_fit_note(fit, "fewer than three seasons of data: seasonality not modelled");
    }
    problem p = {y->values, n, season, best.kind, indices, phases, seasons};
    write_out(sample, y, &p, &best, origin, response, out, fit);
done:
    free(indices);
    free(seasons);
    free(phases);
    free(response);
    return status;
}

glo_status glo_ces(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                   glo_fit *fit) {
    int named;
    glo_status status = find_model(options ? options->model : NULL, &named);
    if (status < 0)
        return status;
    if (sample->count < 8) {
        status = glo_naive(sample, options, out, fit);
        if (status == GLO_OK)
            glo_fit_note(fit, "too short for CES: last value carried forward");
        return status;
    }
    glo_prepared y;
    status = glo_prepare(sample, fit, &y);
    if (status < 0)
        return status;
    status = fit_all(sample, &y, named, out, fit);
    glo_prepared_dispose(&y);
    return status;
}
