/* dynamic_theta.c: the dynamic and the optimised Theta method. Formulas and reference in theta.h. */
#include "smoothing/theta.h"

#include "base/alloc.h"
#include "base/err.h"
#include "benchmark/naive.h"
#include "numeric/lanes.h"
#include "sample/prepare.h"
#include "sample/quantiles.h"
#include "sample/season.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Times run from 0; the errors of the first two, which a line can't be drawn through, are not counted. */
enum { BURN_IN = 2 };
static const double MAX_W = 1 - 1e-4; /* theta up to 10,000: beyond, the forecast is the same */

typedef struct line {
    double intercept, slope;
} line;

/* The regression line on time, updated recursively. */
typedef struct running_line {
    double mean, slope, count;
} running_line;

static line running_add(running_line *r, double value) {
    double n = r->count + 1, mean = (r->count * r->mean + value) / n;
    r->slope = r->count > 0 ? ((n - 2) * r->slope + 6 / n * (value - r->mean)) / (n + 1) : 0;
    r->mean = mean;
    r->count = n;
    return (line){mean - (n + 1) / 2 * r->slope, r->slope};
}

typedef struct model {
    const char *name;
    int dynamic, optimised;
} model;
static const model models[] = {{"STM", 0, 0}, {"OTM", 0, 1}, {"DSTM", 1, 0}, {"DOTM", 1, 1}};
enum { MODELS = sizeof models / sizeof *models };

typedef struct problem {
    const double *values;
    const line *lines; /* lines[t]: known before time t; lines[count]: after the last */
    size_t count;
    double origin;
    int optimised;
} problem;

/* The normal equations of error(t) = r - power first - trend w. */
typedef struct sums {
    double rr, rp, rw, pp, pw, ww;
} sums;

/* First level and w for given sums; the SSE. */
static inline double initial_states(sums s, int optimised, double *first, double *w) {
    double weight = 0.5;
    if (optimised) {
        double determinant = s.pp * s.ww - s.pw * s.pw;
        weight = determinant > 1e-12 * s.pp * s.ww ? (s.pp * s.rw - s.pw * s.rp) / determinant : 0.5;
        weight =
            fmin(MAX_W, fmax(0, weight)); /* the least of a parabola on an edge: solved again for the level */
    }
    *w = weight;
    *first = s.pp > 0 ? (s.rp - weight * s.pw) / s.pp : 0;
    return s.rr + *first * *first * s.pp + weight * weight * s.ww -
           2 * (*first * s.rp + weight * s.rw - *first * weight * s.pw);
}

static void sse(const void *data, const double alpha[GLO_LANES], double out[GLO_LANES]) {
    const problem *p = data;
    double level[GLO_LANES] = {0}, power[GLO_LANES], rr[GLO_LANES] = {0}, rp[GLO_LANES] = {0},
           rw[GLO_LANES] = {0}, pp[GLO_LANES] = {0}, pw[GLO_LANES] = {0}, ww[GLO_LANES] = {0},
           inverse[GLO_LANES];
    for (int i = 0; i < GLO_LANES; i++) {
        power[i] = 1;
        inverse[i] = 1 / alpha[i];
    }
    for (size_t t = 0; t < p->count; t++) {
        double value = p->values[t] - p->origin, counted = t >= BURN_IN ? 1 : 0;
        line known = p->lines[t];
        for (int i = 0; i < GLO_LANES; i++) {
            double next = power[i] * (1 - alpha[i]);
            double trend = counted * (power[i] * known.intercept + (1 - next) * inverse[i] * known.slope);
            double r = value - level[i], x = counted * power[i];
            level[i] += alpha[i] * r;
            r *= counted;
            rr[i] += r * r;
            rp[i] += r * x;
            rw[i] += r * trend;
            pp[i] += x * x;
            pw[i] += x * trend;
            ww[i] += trend * trend;
            power[i] = next < 1e-100 ? 0 : next; /* numbers below the normal range are slow */
        }
    }
    for (int i = 0; i < GLO_LANES; i++) {
        double first, w;
        out[i] = initial_states((sums){rr[i], rp[i], rw[i], pp[i], pw[i], ww[i]}, p->optimised, &first, &w);
    }
}

typedef struct fitted {
    const model *model;
    double alpha, first, w, sse;
    double level, power; /* after the last value */
} fitted;

static double forecast_at(const fitted *f, line known, double level, double power) {
    return level + f->w * (power * known.intercept + (1 - power * (1 - f->alpha)) / f->alpha * known.slope);
}

static fitted fit_model(const model *chosen, const double *values, const line *lines, size_t count,
                        double *forecasts) {
    problem p = {values, lines, count, values[0], chosen->optimised};
    fitted f = {.model = chosen, .alpha = glo_lanes_minimum(sse, &p, 0.01, 0.99)};
    sums s = {0};
    double level = 0, power = 1;
    for (size_t t = 0; t < count; t++) {
        double r = values[t] - p.origin - level, next = power * (1 - f.alpha);
        if (t >= BURN_IN) {
            double trend = power * lines[t].intercept + (1 - next) / f.alpha * lines[t].slope;
            s.rr += r * r;
            s.rp += r * power;
            s.rw += r * trend;
            s.pp += power * power;
            s.pw += power * trend;
            s.ww += trend * trend;
        }
        level += f.alpha * r;
        power = next;
    }
    initial_states(s, chosen->optimised, &f.first, &f.w);
    f.first += p.origin;
    f.level = f.first;
    f.power = 1;
    for (size_t t = 0; t < count; t++) {
        double forecast = forecast_at(&f, lines[t], f.level, f.power), error = values[t] - forecast;
        if (forecasts)
            forecasts[t] = forecast;
        f.sse += t >= BURN_IN ? error * error : 0;
        f.level += f.alpha * (values[t] - f.level);
        f.power *= 1 - f.alpha;
    }
    return f;
}

/* The forecasts of each step, as if the values before it had been as forecast but for a `shock` on the first.
 */
static void extrapolate(const fitted *f, running_line running, line known, double level, double shock,
                        size_t horizon, double *out) {
    double power = f->power;
    for (size_t h = 0; h < horizon; h++) {
        out[h] = forecast_at(f, known, level, power);
        double value = out[h] + (h == 0 ? shock : 0);
        if (f->model->dynamic)
            known = running_add(&running, value);
        level += f->alpha * (value - level);
        power *= 1 - f->alpha;
    }
}

/* lines[t] for every t, of the dynamic models (what is known before t) and of the others (the whole). */
static running_line fit_lines(const double *values, size_t count, line *dynamic, line *whole) {
    running_line running = {0};
    dynamic[0] = (line){0, 0};
    for (size_t t = 0; t < count; t++)
        dynamic[t + 1] = running_add(&running, values[t]);
    for (size_t t = 0; t <= count; t++)
        whole[t] = dynamic[count];
    return running;
}

static glo_status find_model(const char *name, int *out) {
    *out = -1;
    for (int i = 0; name && i < MODELS; i++) {
        if (strcasecmp(name, models[i].name) == 0)
            *out = i;
    }
    if (name && *out < 0)
        return glo_fail(GLO_EINVAL, "unknown Theta model '%s', the models are STM, OTM, DSTM and DOTM", name);
    return GLO_OK;
}

static void write_out(const glo_sample *sample, const glo_prepared *y, const glo_season *season,
                      const fitted *f, const double *mean, const double *response, glo_quantiles *out,
                      glo_fit *fit) {
    size_t n = y->count, parameters = f->model->optimised ? 3 : 2, errors = n > BURN_IN ? n - BURN_IN : 0;
    double sd = errors > 0 ? sqrt(f->sse / (double)(errors > parameters ? errors - parameters : 1)) : 0;
    double variance = 1;
    for (size_t h = 0; h < out->horizon; h++) {
        double factor, addend;
        variance += response[h] * response[h];
        glo_season_at(season, n + h, &factor, &addend);
        glo_spread spread = {mean[h] * factor + addend, sd * sqrt(variance) * factor, y->scale,
                             sample->is_count};
        glo_quantiles_normal(out, h, spread);
    }
    for (size_t t = 0; fit->fitted && t < n; t++) {
        double factor, addend;
        glo_season_at(season, t, &factor, &addend);
        fit->fitted[t] = t < BURN_IN ? NAN : glo_finite((fit->fitted[t] * factor + addend) * y->scale);
    }
    snprintf(fit->model, sizeof fit->model, season->length > 1 ? "%s, season %zu %s" : "%s", f->model->name,
             season->length, season->multiplicative ? "multiplicative" : "additive");
    if (n < 6)
        glo_fit_note(fit, n == 1 ? "one value: no interval" : "%zu values: interval unreliable", n);
}

glo_status glo_dynamic_theta(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                             glo_fit *fit) {
    int named;
    glo_status status = find_model(options ? options->model : NULL, &named);
    if (status < 0)
        return status;
    if (sample->count <= BURN_IN) { /* no error to choose a level by */
        status = glo_naive(sample, options, out, fit);
        if (status == GLO_OK)
            glo_fit_note(fit, "too short for dynamic Theta: last value carried forward");
        return status;
    }
    glo_prepared y;
    status = glo_prepare(sample, fit, &y);
    if (status < 0)
        return status;
    size_t n = y.count;
    glo_season season = {0};
    line *lines = NULL;
    double *steps = NULL;
    status = glo_season_remove(y.values, n, sample->season, &season);
    if (status < 0 || (status = glo_alloc_array(2 * (n + 1), sizeof *lines, &lines)) < 0 ||
        (status = glo_alloc_array(2 * out->horizon, sizeof *steps, &steps)) < 0)
        goto done;

    line *whole = lines + n + 1;
    running_line running = fit_lines(y.values, n, lines, whole);
    fitted best = {0};
    for (int i = 0; i < MODELS; i++) {
        /* A dynamic line through two or three values says nothing: the short series get the first model. */
        if (named >= 0 ? i != named : n < 6 && i > 0)
            continue;
        fitted f = fit_model(&models[i], y.values, models[i].dynamic ? lines : whole, n, NULL);
        if (best.model == NULL || f.sse < best.sse)
            best = f;
    }
    const line *used = best.model->dynamic ? lines : whole;
    if (fit->fitted)
        fit_model(best.model, y.values, used, n, fit->fitted);
    extrapolate(&best, running, used[n], best.level, 0, out->horizon, steps);
    /* All is linear: what a shock of 1 does to the later steps, the rest being 0, is how uncertainty spreads.
     */
    extrapolate(&best, (running_line){.count = running.count}, (line){0, 0}, 0, 1, out->horizon,
                steps + out->horizon);
    write_out(sample, &y, &season, &best, steps, steps + out->horizon, out, fit);
done:
    free(steps);
    free(lines);
    glo_season_dispose(&season);
    glo_prepared_dispose(&y);
    return status;
}
