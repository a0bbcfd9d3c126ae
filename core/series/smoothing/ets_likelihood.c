/* ets_likelihood.c: the recursion of a model with its derivatives. One body, `recursion`, is compiled once
 * per type of trend and season, so that no step has to branch on it. */
#include "smoothing/ets_likelihood.h"

#include "base/simd.h"

#include <math.h>
#include <string.h>

#define ALWAYS static inline __attribute__((always_inline))

/* The smallest level, forecast or season that is divided by (the series is scaled to a size near 1). */
static const double min_divisor = 1e-10;

typedef struct run {
    const glo_ets_model *model;
    const glo_ets_data *data;
    const double *parameters;
    double *seasonal, *fitted;
    glo_ets_state *state;
    double sse, sum_log_forecast; /* the two sums of -2 log L: Hyndman et al. (2008), section 5.1 */
    /* Derivatives, a value per parameter: of the states, of the forecast, of sum r^2 and sum log f. */
    double *level, *slope, *season, *forecast, *gradient, *hessian, *log_gradient;
} run;

size_t glo_ets_stride(const glo_ets_model *model) {
    return ((size_t)model->count + 3) / 4 * 4;
}

size_t glo_ets_derivatives_workspace(const glo_ets_model *model) {
    return glo_ets_stride(model) * (size_t)(model->period + 4) + (size_t)model->period;
}

static void start_seasonal(const glo_ets_model *model, const double *parameters, double *seasonal) {
    int m = model->period;
    if (model->season == 'N') {
        seasonal[0] = 0;
        return;
    }
    double rest = model->season == 'M' ? m : 0;
    for (int j = 0; j < m - 1; j++) {
        seasonal[j] = parameters[model->seasonal + j];
        rest -= seasonal[j];
    }
    seasonal[m - 1] = rest;
}

static void start_derivatives(run *r, size_t stride) {
    const glo_ets_model *model = r->model;
    int m = model->period;
    memset(r->level, 0, stride * sizeof *r->level);
    memset(r->slope, 0, stride * sizeof *r->slope);
    memset(r->forecast, 0, stride * sizeof *r->forecast);
    memset(r->log_gradient, 0, stride * sizeof *r->log_gradient);
    memset(r->gradient, 0, stride * sizeof *r->gradient);
    memset(r->hessian, 0, stride * (size_t)model->count * sizeof *r->hessian);
    r->level[model->level] = 1;
    if (model->slope >= 0)
        r->slope[model->slope] = 1;
    if (model->season == 'N')
        return;
    memset(r->season, 0, stride * (size_t)m * sizeof *r->season);
    for (int j = 0; j < m - 1; j++) {
        r->season[(size_t)j * stride + (size_t)(model->seasonal + j)] = 1;
        r->season[(size_t)(m - 1) * stride + (size_t)(model->seasonal + j)] = -1;
    }
}

/* One body for all; trend, season and with_derivatives are constants where it is called. */
ALWAYS int recursion(const char trend, const char season, const int with_derivatives, run *restrict r) {
    const glo_ets_model *model = r->model;
    const double *p = r->parameters, *values = r->data->values;
    const size_t count = r->data->count, stride = glo_ets_stride(model), parameters = (size_t)model->count;
    const int relative = model->error == 'M', period = model->period;
    const double alpha = p[model->alpha], phi = model->phi < 0 ? 1 : p[model->phi];
    const double beta = trend == 'N' ? 0 : p[model->beta], gamma = season == 'N' ? 0 : p[model->gamma];
    double level = p[model->level], slope = trend == 'N' ? 0 : p[model->slope], *seasonal = r->seasonal;
    double *restrict dl = r->level, *restrict db = r->slope, *restrict df = r->forecast;
    double sse = 0, sum_log_forecast = 0, product = 1;
    int at = 0;
    for (size_t t = 0; t < count; t++) {
        const double s = season == 'N' ? 0 : seasonal[at], old = level;
        double *restrict ds = with_derivatives && season != 'N' ? r->season + (size_t)at * stride : df;
        double B = 0, power = 1; /* B, and its derivative by the slope */
        if (trend == 'A') {
            B = phi * slope;
            power = phi;
        } else if (trend == 'M') {
            if (!(slope > min_divisor && level > min_divisor))
                return 0;
            B = model->damped ? pow(slope, phi) : slope;
            power = model->damped ? phi * B / slope : 1;
        }
        const double q = trend == 'N' ? level : trend == 'A' ? level + B : level * B;
        const double f = season == 'N' ? q : season == 'A' ? q + s : q * s;
        if ((season == 'M' && !(s > min_divisor && q > min_divisor)) || (relative && !(f > min_divisor)))
            return 0;
        if (r->fitted)
            r->fitted[t] = f;
        const double by_phi = trend == 'A' ? slope : trend == 'M' ? B * log(slope) : 0;
        if (isnan(values[t])) { /* the states go on as forecast */
            level = q;
            if (with_derivatives && trend != 'N') {
                if (model->phi >= 0)
                    db[model->phi] += by_phi / power;
                for (size_t k = 0; k < stride; k++) {
                    double dB = power * db[k];
                    dl[k] = trend == 'A' ? dl[k] + dB : B * dl[k] + old * dB;
                    db[k] = dB;
                }
            }
            slope = B;
            at = at + 1 < period ? at + 1 : 0;
            continue;
        }
        const double e = values[t] - f, u = season == 'M' ? e / s : e, w = season == 'M' ? e / q : e;
        const double lift = trend == 'M' ? u / level : u; /* what beta takes */
        const double res = relative ? e / f : e;
        sse += res * res;
        if (relative) {
            product *= f;
            if (product > 1e100 || product < 1e-100) {
                sum_log_forecast += log(product);
                product = 1;
            }
        }
        level = q + alpha * u;
        if (trend != 'N')
            slope = B + beta * lift;
        if (season != 'N')
            seasonal[at] = s + gamma * w;
        at = at + 1 < period ? at + 1 : 0;
        if (!with_derivatives)
            continue;
        const double over_s = season == 'M' ? 1 / s : 0, over_q = season == 'M' ? 1 / q : 0;
        const double over_l = trend == 'M' ? 1 / old : 0;
        if (trend != 'N' && model->phi >= 0) /* B moves with phi by itself too: the loop brings it in */
            db[model->phi] += by_phi / power;
        for (size_t k = 0; k < stride; k++) {
            double dB = trend == 'N' ? 0 : trend == 'A' ? phi * db[k] : power * db[k];
            double dq = trend == 'N' ? dl[k] : trend == 'A' ? dl[k] + dB : B * dl[k] + old * dB;
            double dsk = season == 'N' ? 0 : ds[k];
            double dfk = season == 'N' ? dq : season == 'A' ? dq + dsk : s * dq + q * dsk;
            double du = season == 'M' ? -(dfk + u * dsk) * over_s : -dfk;
            if (trend == 'A')
                db[k] = dB + beta * du;
            else if (trend == 'M')
                db[k] = dB + beta * over_l * (du - lift * dl[k]);
            dl[k] = dq + alpha * du;
            if (season == 'A')
                ds[k] = dsk - gamma * dfk;
            else if (season == 'M')
                ds[k] = dsk - gamma * over_q * (dfk + w * dq);
            df[k] = dfk;
        }
        dl[model->alpha] += u;
        if (trend != 'N')
            db[model->beta] += lift;
        if (season != 'N')
            ds[model->gamma] += w;
        double *restrict gradient = r->gradient, *restrict log_gradient = r->log_gradient,
                         *restrict hessian = r->hessian;
        if (relative) {
            const double over_f = 1 / f, c = -(1 + res) * over_f;
            for (size_t k = 0; k < stride; k++) {
                log_gradient[k] += over_f * df[k];
                df[k] *= c;
            }
        } else {
            for (size_t k = 0; k < stride; k++)
                df[k] = -df[k];
        }
        for (size_t k = 0; k < stride; k++)
            gradient[k] += res * df[k];
        for (size_t i = 0; i < parameters; i++) {
            const double a = df[i];
            double *restrict row = hessian + i * stride;
            const size_t end = (i + 4) / 4 * 4;
            for (size_t j = 0; j < end; j++)
                row[j] += a * df[j];
        }
    }
    r->sse = sse;
    r->sum_log_forecast = relative ? sum_log_forecast + log(product) : 0;
    r->state->level = level;
    r->state->slope = slope;
    /* The season of the step after the last comes first. */
    for (int j = 0; season != 'N' && !with_derivatives && j < period; j++)
        r->state->seasonal[j] = seasonal[(at + j) % period];
    return isfinite(sse) && isfinite(r->sum_log_forecast) && isfinite(level) && isfinite(slope);
}

#define RECURSION(name, trend, season, with_derivatives)                                                     \
    GLO_WIDE static int name(run *r) {                                                                       \
        return recursion(trend, season, with_derivatives, r);                                                \
    }
RECURSION(run_nn, 'N', 'N', 0)
RECURSION(run_na, 'N', 'A', 0)
RECURSION(run_nm, 'N', 'M', 0)
RECURSION(run_an, 'A', 'N', 0)
RECURSION(run_aa, 'A', 'A', 0)
RECURSION(run_am, 'A', 'M', 0)
RECURSION(run_mn, 'M', 'N', 0)
RECURSION(run_ma, 'M', 'A', 0)
RECURSION(run_mm, 'M', 'M', 0)
RECURSION(derivatives_nn, 'N', 'N', 1)
RECURSION(derivatives_na, 'N', 'A', 1)
RECURSION(derivatives_nm, 'N', 'M', 1)
RECURSION(derivatives_an, 'A', 'N', 1)
RECURSION(derivatives_aa, 'A', 'A', 1)
RECURSION(derivatives_am, 'A', 'M', 1)
RECURSION(derivatives_mn, 'M', 'N', 1)
RECURSION(derivatives_ma, 'M', 'A', 1)
RECURSION(derivatives_mm, 'M', 'M', 1)
#undef RECURSION

static int index_of(char part) {
    return part == 'N' ? 0 : part == 'A' ? 1 : 2;
}
static int run_recursion(run *r, int with_derivatives) {
    static int (*const bodies[2][3][3])(run *) = {
        {{run_nn, run_na, run_nm}, {run_an, run_aa, run_am}, {run_mn, run_ma, run_mm}},
        {{derivatives_nn, derivatives_na, derivatives_nm},
         {derivatives_an, derivatives_aa, derivatives_am},
         {derivatives_mn, derivatives_ma, derivatives_mm}}};
    start_seasonal(r->model, r->parameters, r->seasonal);
    return bodies[with_derivatives][index_of(r->model->trend)][index_of(r->model->season)](r);
}

/* A perfect fit has no likelihood: errors count from the last bit of the values. */
static double deviance(const run *r) {
    double known = (double)r->data->known, sse = r->sse, floor = known * 1e-28;
    return known * log(sse > floor ? sse : floor) + 2 * r->sum_log_forecast;
}

bool glo_ets_run(const glo_ets_model *model, const glo_ets_data *data, const double *parameters,
                 double *fitted, glo_ets_state *state, double *sse, double *out) {
    glo_ets_state end = *state;
    run r = {.model = model, .data = data, .parameters = parameters, .fitted = fitted, .state = &end};
    r.seasonal = state->seasonal + model->period;
    if (!run_recursion(&r, 0))
        return false;
    *state = end;
    *sse = r.sse;
    *out = deviance(&r);
    return true;
}

bool glo_ets_derivatives_at(const glo_ets_model *model, const glo_ets_data *data, const double *parameters,
                            double *workspace, glo_ets_derivatives *out) {
    size_t stride = glo_ets_stride(model);
    glo_ets_state end = {0};
    run r = {.model = model, .data = data, .parameters = parameters, .state = &end};
    r.level = workspace;
    r.slope = r.level + stride;
    r.forecast = r.slope + stride;
    r.log_gradient = r.forecast + stride;
    r.season = r.log_gradient + stride;
    r.seasonal = r.season + stride * (size_t)model->period;
    r.gradient = out->gradient;
    r.hessian = out->hessian;
    start_derivatives(&r, stride);
    if (!run_recursion(&r, 1))
        return false;
    if (model->error == 'M') { /* r G moves with G too */
        double *v = r.log_gradient, *g = out->gradient, known = (double)data->known;
        for (int k = 0; k < model->count; k++)
            v[k] /= known;
        for (int i = 0; i < model->count; i++)
            for (int j = 0; j <= i; j++)
                out->hessian[(size_t)i * stride + (size_t)j] +=
                    v[i] * g[j] + g[i] * v[j] + r.sse * v[i] * v[j];
        for (int k = 0; k < model->count; k++)
            g[k] += r.sse * v[k];
    }
    out->sse = r.sse;
    out->deviance = deviance(&r);
    return true;
}
