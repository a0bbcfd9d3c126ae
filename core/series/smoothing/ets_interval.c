/* ets_interval.c: means and quantiles of the steps ahead. Formulas and their source in ets_interval.h. */
#include "smoothing/ets_interval.h"

#include "base/alloc.h"
#include "base/err.h"
#include "numeric/normal.h"
#include "numeric/philox.h"
#include "sample/quantiles.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_PATHS = 5000,    /* simulated paths */
    MIN_PATHS = 500,     /* simulated paths of a long horizon */
    MAX_DRAWS = 5000000, /* paths times steps */
};

typedef struct coefficients {
    double alpha, beta, gamma, phi;
} coefficients;

static coefficients coefficients_of(const glo_ets_fitted *o) {
    const glo_ets_model *model = o->model;
    const double *p = o->parameters;
    return (coefficients){.alpha = p[model->alpha],
                          .beta = model->beta < 0 ? 0 : p[model->beta],
                          .gamma = model->gamma < 0 ? 0 : p[model->gamma],
                          .phi = model->phi < 0 ? 1 : p[model->phi]};
}

bool glo_ets_is_simulated(const glo_ets_model *model) {
    return model->trend == 'M' || (model->error == 'A' && model->season == 'M');
}

/* The forecast before the season, and with it. */
static double unseasoned(const glo_ets_model *model, double level, double ahead) {
    return model->trend == 'N' ? level : model->trend == 'A' ? level + ahead : level * ahead;
}
static double seasoned(const glo_ets_model *model, double q, double season) {
    return model->season == 'N' ? q : model->season == 'A' ? q + season : q * season;
}

static double slope_ahead(const glo_ets_model *model, double phi, double slope) {
    return model->trend == 'A' ? phi * slope : model->trend == 'M' ? pow(slope, phi) : 0;
}

/* The forecasts without errors. */
static void point_forecasts(const glo_ets_fitted *o, size_t horizon, double *means) {
    coefficients c = coefficients_of(o);
    double level = o->state.level, slope = o->state.slope;
    for (size_t h = 0; h < horizon; h++) {
        slope = slope_ahead(o->model, c.phi, slope);
        double season = o->model->season == 'N' ? 0 : o->state.seasonal[h % (size_t)o->model->period];
        level = unseasoned(o->model, level, slope);
        means[h] = seasoned(o->model, level, season);
    }
}

static void set_normal(const glo_ets_fitted *o, glo_quantiles *out, size_t h, double mean, double variance) {
    glo_quantiles_normal(out, h, (glo_spread){mean, sqrt(fmax(0, variance)), o->scale, o->is_count});
}

/* What an error of one step adds to the forecast j steps later, for each j. */
static void weights(const glo_ets_fitted *o, size_t horizon, double *weight) {
    coefficients c = coefficients_of(o);
    double trend = 0, power = 1;
    for (size_t j = 1; j < horizon; j++) {
        power *= c.phi;
        trend += power;
        weight[j] = c.alpha + c.beta * trend + (j % (size_t)o->model->period == 0 ? c.gamma : 0);
    }
}

static void additive(const glo_ets_fitted *o, const double *means, const double *weight, glo_quantiles *out) {
    double sum = 1;
    for (size_t h = 0; h < out->horizon; h++) {
        if (h > 0)
            sum += weight[h] * weight[h];
        set_normal(o, out, h, means[h], o->variance * sum);
    }
}

/* theta[h]: the mean square of the forecast of step h as seen from now. */
static void relative(const glo_ets_fitted *o, const double *means, const double *weight, double *theta,
                     glo_quantiles *out) {
    for (size_t h = 0; h < out->horizon; h++) {
        theta[h] = means[h] * means[h];
        double sum = 0;
        for (size_t j = 1; j <= h; j++)
            sum += weight[j] * weight[j] * theta[h - j];
        theta[h] += o->variance * sum;
        set_normal(o, out, h, means[h], (1 + o->variance) * theta[h] - means[h] * means[h]);
    }
}

/* Moments of the states x = (level, slope) times the season s of one place in the year: A = E[x s], B = E[x
 * x' s^2]. Each step multiplies x by F + e G, and s by 1 + gamma e where it is its place's turn. */
typedef struct moments {
    double a[2], b[2][2];
} moments;

static void advance(moments *at, const double f[2][2], const double g[2][2], double gamma, double v) {
    double a[2] = {0}, b[2][2] = {{0}};
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++) {
            a[i] += (f[i][j] + v * gamma * g[i][j]) * at->a[j];
            for (int k = 0; k < 2; k++)
                for (int l = 0; l < 2; l++) {
                    double ff = f[i][k] * f[j][l], gg = g[i][k] * g[j][l];
                    double fg = f[i][k] * g[j][l] + g[i][k] * f[j][l];
                    /* E[(F + e G) B (F + e G)' (1 + gamma e)^2], E e^2 = v, E e^4 = 3 v^2 */
                    b[i][j] += (ff + v * (gg + 2 * gamma * fg + gamma * gamma * ff) +
                                3 * v * v * gamma * gamma * gg) *
                               at->b[k][l];
                }
        }
    memcpy(at->a, a, sizeof a);
    memcpy(at->b, b, sizeof b);
}

static void relative_season(const glo_ets_fitted *o, glo_quantiles *out) {
    coefficients c = coefficients_of(o);
    double v = o->variance, phi = o->model->trend == 'N' ? 0 : c.phi;
    const double f[2][2] = {{1, phi}, {0, phi}}, g[2][2] = {{c.alpha, c.alpha * phi}, {c.beta, c.beta * phi}};
    size_t period = (size_t)o->model->period;
    for (size_t place = 0; place < period && place < out->horizon; place++) {
        double s = o->state.seasonal[place], x[2] = {o->state.level, phi > 0 ? o->state.slope : 0};
        moments at = {
            {x[0] * s, x[1] * s},
            {{x[0] * x[0] * s * s, x[0] * x[1] * s * s}, {x[0] * x[1] * s * s, x[1] * x[1] * s * s}}};
        for (size_t h = 0; h < out->horizon; h++) {
            int turn = h % period == place;
            if (turn) {
                double mean = at.a[0] + phi * at.a[1];
                double square = at.b[0][0] + 2 * phi * at.b[0][1] + phi * phi * at.b[1][1];
                set_normal(o, out, h, mean, (1 + v) * square - mean * mean);
            }
            advance(&at, f, g, turn ? c.gamma : 0, v);
        }
    }
}

static void simulate_path(const glo_ets_fitted *o, size_t path, size_t horizon, double *seasonal,
                          double *values, size_t paths) {
    const glo_ets_model *model = o->model;
    coefficients c = coefficients_of(o);
    double level = o->state.level, slope = o->state.slope, sd = sqrt(o->variance);
    size_t period = (size_t)model->period;
    memcpy(seasonal, o->state.seasonal, period * sizeof *seasonal);
    uint32_t bits[4];
    for (size_t h = 0; h < horizon; h++) {
        if (h % 4 == 0)
            glo_philox(o->seed, path, h / 4, bits);
        double e = sd * glo_normal_quantile(glo_philox_uniform(bits[h % 4])), *s = seasonal + h % period;
        double ahead = slope_ahead(model, c.phi, slope), old = level;
        double q = unseasoned(model, level, ahead), f = seasoned(model, q, *s);
        if (model->error == 'M')
            e = f * fmax(e, -1);
        values[h * paths + path] = f + e;
        double u = model->season == 'M' ? e / *s : e, w = model->season == 'M' ? e / q : e;
        level = q + c.alpha * u;
        slope = model->trend == 'M' ? ahead + c.beta * u / old : ahead + c.beta * u;
        /* Paths that leave what the model allows stay at its edge. */
        if (model->trend == 'M' || model->season == 'M')
            level = fmax(level, 1e-10);
        if (model->trend == 'M')
            slope = fmax(slope, 1e-10);
        *s += c.gamma * w;
        if (model->season == 'M')
            *s = fmax(*s, 1e-10);
    }
}

static glo_status simulated(const glo_ets_fitted *o, const double *means, glo_quantiles *out) {
    size_t horizon = out->horizon, paths = MAX_DRAWS / horizon;
    paths = paths > MAX_PATHS ? MAX_PATHS : paths < MIN_PATHS ? MIN_PATHS : paths;
    double *values;
    glo_weighted *items;
    if (glo_alloc_array(horizon * paths + (size_t)o->model->period, sizeof *values, &values) < 0)
        return GLO_ENOMEM;
    if (glo_alloc_array(paths, sizeof *items, &items) < 0) {
        free(values);
        return GLO_ENOMEM;
    }
    for (size_t path = 0; path < paths; path++)
        simulate_path(o, path, horizon, values + horizon * paths, values, paths);
    for (size_t h = 0; h < horizon; h++) {
        for (size_t path = 0; path < paths; path++) {
            double value = glo_finite(values[h * paths + path] * o->scale);
            items[path] = (glo_weighted){o->is_count ? fmax(0, round(value)) : value, 1};
        }
        glo_weighted_sort(items, paths);
        glo_quantiles_weighted(out, h, items, paths, 0);
        out->mean[h] = glo_finite(means[h] * o->scale);
        if (o->is_count)
            out->mean[h] = fmax(0, out->mean[h]);
    }
    free(items);
    free(values);
    return GLO_OK;
}

glo_status glo_ets_forecast(const glo_ets_fitted *o, glo_quantiles *out) {
    if (out->horizon == 0)
        return GLO_OK;
    double *workspace;
    if (glo_alloc_array(3 * out->horizon, sizeof *workspace, &workspace) < 0)
        return GLO_ENOMEM;
    double *means = workspace, *weight = means + out->horizon, *theta = weight + out->horizon;
    glo_status status = GLO_OK;
    point_forecasts(o, out->horizon, means);
    weights(o, out->horizon, weight);
    if (glo_ets_is_simulated(o->model))
        status = simulated(o, means, out);
    else if (o->model->error == 'A')
        additive(o, means, weight, out);
    else if (o->model->season == 'M')
        relative_season(o, out);
    else
        relative(o, means, weight, theta, out);
    free(workspace);
    return status;
}
