/* ingarch.c: autoregression of counts. Formulas and references in ingarch.h. */
#include "counts/ingarch.h"

#include "base/alloc.h"
#include "base/err.h"
#include "benchmark/naive.h"
#include "numeric/draws.h"
#include "numeric/linear.h"
#include "sample/prepare.h"
#include "sample/quantiles.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Parameters: b, a, c, then d, then f and g of each harmonic. */
enum { MOST = 8, PATHS = 1000, SCORINGS = 40 };
static const double MOST_PERSISTENCE = 0.98, FLATTENING = 0.95, TWO_PI = 6.283185307179586;

typedef struct shape {
    int trend, harmonics, dispersed;
} shape;

typedef struct fitted {
    shape shape;
    double at[MOST], kappa, likelihood, aicc;
    double log_mean; /* of the step after the last */
} fitted;

typedef struct counts {
    const double *values; /* not negative */
    size_t count;
    int season;
    double start;     /* log of the mean: what is taken for the mean and value before the first */
    double limit;     /* of log m: far above all that was seen */
    double *constant; /* lgamma(y + 1) */
} counts;

static int size_of(shape s) {
    return 3 + s.trend + 2 * s.harmonics;
}

/* The terms of time t other than the autoregression: 1, trend, harmonics. */
static int regressors(const counts *y, shape s, size_t t, double trend, double *x) {
    int k = 0;
    x[k++] = 1;
    if (s.trend)
        x[k++] = trend;
    for (int i = 1; i <= s.harmonics; i++) {
        double angle = TWO_PI * i * (double)(t % (size_t)y->season) / y->season;
        x[k++] = cos(angle);
        x[k++] = sin(angle);
    }
    return k;
}

/* From -1/2 to 1/2 over the sample, so that no parameter is much larger than the others. */
static double trend_at(const counts *y, double t) {
    return t / (double)y->count - 0.5;
}

/* The log-likelihood, for given means m and log m. */
static double likelihood_at(double y, double m, double log_m, double kappa, double constant) {
    if (kappa < 1e-8)
        return y * log_m - m - constant;
    int sign; /* lgamma itself would write to a global, which threads share */
    double size = 1 / kappa;
    return lgamma_r(y + size, &sign) - lgamma_r(size, &sign) - constant - size * log1p(kappa * m) +
           y * (log_m - log(size + m));
}

/* One run over the sample. Where asked for: the score and the information (upper triangle), the means. */
typedef struct pass {
    double likelihood, score[MOST], information[MOST][MOST], log_mean, pearson;
} pass;

static void run(const counts *y, const fitted *f, double *means, pass *out) {
    int k = size_of(f->shape);
    double b = f->at[0], a = f->at[1], log_m = y->start, log_before = y->start, slope[MOST] = {0};
    memset(out, 0, sizeof *out);
    for (size_t t = 0; t <= y->count; t++) {
        double x[MOST] = {0}, fixed = 0, next[MOST] = {0};
        int terms = regressors(y, f->shape, t, trend_at(y, (double)t), x);
        for (int i = 0; i < terms; i++)
            fixed += f->at[2 + i] * x[i];
        next[0] = log_m + b * slope[0];
        next[1] = log_before + b * slope[1];
        for (int i = 2; i < k; i++)
            next[i] = x[i - 2] + b * slope[i];
        log_m = fmin(y->limit, fmax(-20, b * log_m + a * log_before + fixed));
        if (t == y->count)
            break;
        double m = exp(log_m), value = y->values[t], weight = 1 / (1 + f->kappa * m), error = value - m;
        memcpy(slope, next, sizeof slope);
        out->likelihood += likelihood_at(value, m, log_m, f->kappa, y->constant[t]);
        out->pearson += error * error / (m * (1 + f->kappa * m));
        for (int i = 0; i < k; i++) {
            out->score[i] += error * weight * slope[i];
            for (int j = i; j < k; j++)
                out->information[i][j] += m * weight * slope[i] * slope[j];
        }
        if (means)
            means[t] = m;
        log_before = log(value + 1);
    }
    out->log_mean = log_m;
}

/* Solves the equations of a scoring step; a little is added on the diagonal, so that terms that the sample
 * does not tell apart do no harm. */
static void solve(const pass *o, size_t k, double *step) {
    double r[MOST][MOST];
    memcpy(r, o->information, sizeof r);
    memcpy(step, o->score, k * sizeof *step);
    for (size_t i = 0; i < k; i++)
        r[i][i] += 1e-6 * r[i][i] + 1e-10;
    glo_cholesky(r[0], k, MOST, 0);
    glo_solve_upper_transposed(r[0], k, MOST, step);
    glo_solve_upper(r[0], k, MOST, step);
}

/* Into the stationary region. */
static void constrain(double *at) {
    at[0] = fmin(0.95, fmax(0, at[0]));
    at[1] = fmin(0.95, fmax(-0.5, at[1]));
    at[1] = fmin(at[1], MOST_PERSISTENCE - at[0]);
}

/* Fisher scoring with halved steps, kappa fixed. */
static void fisher_scoring(const counts *y, fitted *f, pass *o) {
    int k = size_of(f->shape);
    run(y, f, NULL, o);
    for (int i = 0; i < SCORINGS; i++) {
        double step[MOST], length = 1, before = o->likelihood;
        solve(o, (size_t)k, step);
        int better = 0;
        for (int half = 0; half < 12 && !better; half++, length /= 2) {
            fitted tried = *f;
            for (int j = 0; j < k; j++)
                tried.at[j] += length * step[j];
            constrain(tried.at);
            pass reached;
            run(y, &tried, NULL, &reached);
            if (reached.likelihood > o->likelihood) {
                *f = tried;
                *o = reached;
                better = 1;
            }
        }
        if (!better || o->likelihood - before < 1e-7 * (1 + fabs(before)))
            return;
    }
}

/* The kappa at which Pearson's statistic is what it should be; 0 where the counts vary no more than
 * Poisson's. */
static double dispersion(const counts *y, const double *means, double freedom) {
    double low = 0, high = 64;
    for (int i = 0; i < 50; i++) {
        double kappa = i == 0 ? 0 : (low + high) / 2, pearson = 0;
        for (size_t t = 0; t < y->count; t++) {
            double error = y->values[t] - means[t];
            pearson += error * error / (means[t] * (1 + kappa * means[t]));
        }
        if (i == 0 && pearson <= freedom)
            return 0;
        if (pearson > freedom)
            low = kappa;
        else
            high = kappa;
    }
    return (low + high) / 2;
}

static fitted fit_shape(const counts *y, shape s, double *means) {
    fitted f = {.shape = s};
    int k = size_of(s);
    f.at[0] = 0.3;
    f.at[1] = 0.3;
    f.at[2] = 0.4 * y->start;
    double freedom = fmax(1, (double)y->count - k), n = (double)y->count;
    pass o;
    fisher_scoring(y, &f, &o);
    for (int round = 0; s.dispersed && round < 3; round++) {
        run(y, &f, means, &o);
        f.kappa = dispersion(y, means, freedom);
        fisher_scoring(y, &f, &o);
    }
    double parameters = k + (s.dispersed ? 1 : 0);
    f.log_mean = o.log_mean;
    f.likelihood = o.likelihood;
    f.aicc = n - parameters - 1 > 0 ? -2 * o.likelihood + 2 * parameters +
                                          2 * parameters * (parameters + 1) / (n - parameters - 1)
                                    : INFINITY;
    return f;
}

static void name_of(shape s, char *out, size_t room) {
    char seasons[24] = "";
    if (s.harmonics > 0)
        snprintf(seasons, sizeof seasons, ", %d harmonic%s", s.harmonics, s.harmonics == 1 ? "" : "s");
    snprintf(out, room, "INGARCH(1,1) %s%s%s", s.dispersed ? "negative binomial" : "Poisson",
             s.trend ? ", trend" : "", seasons);
}

/* The named shape, or the one of the least AICc. */
static glo_status choose(const counts *y, const char *name, double *means, fitted *out) {
    int most = y->season > 1 && y->count >= 3 * (size_t)y->season ? (y->season - 1) / 2 : 0, found = 0;
    most = most > 2 ? 2 : most;
    *out = (fitted){.aicc = INFINITY};
    for (int dispersed = 0; dispersed < 2; dispersed++) {
        for (int trend = 0; trend < 2; trend++) {
            for (int harmonics = 0; harmonics <= 2; harmonics++) {
                shape s = {trend, harmonics, dispersed};
                char own[64];
                name_of(s, own, sizeof own);
                if (name ? strcmp(name, own) != 0 : harmonics > most || (trend && y->count < 24))
                    continue;
                s.harmonics = harmonics > most ? most : harmonics;
                fitted f = fit_shape(y, s, means);
                if (!found || f.aicc < out->aicc)
                    *out = f;
                found = 1;
            }
        }
    }
    if (!found)
        return glo_fail(
            GLO_EINVAL,
            "unknown count model '%s', one is 'INGARCH(1,1) negative binomial, trend, 2 harmonics'", name);
    return GLO_OK;
}

typedef struct path {
    glo_draws draws;
    double log_mean, value;
} path;

/* All paths one step at a time; what is expected is averaged, what is drawn gives the quantiles. */
static void simulate(const counts *y, const fitted *f, uint64_t seed, path *paths, glo_weighted *drawn,
                     glo_quantiles *out) {
    for (size_t i = 0; i < PATHS; i++)
        paths[i] = (path){.draws = {.seed = seed, .stream = i}, .log_mean = f->log_mean};
    double trend = (double)y->count, flat = 1;
    for (size_t h = 0; h < out->horizon; h++) {
        double x[MOST], fixed = 0, mean = 0;
        int terms = regressors(y, f->shape, y->count + h, trend_at(y, trend), x);
        for (int i = 0; i < terms; i++)
            fixed += f->at[2 + i] * x[i];
        for (size_t i = 0; i < PATHS; i++) {
            path *p = &paths[i];
            if (h > 0)
                p->log_mean =
                    fmin(y->limit, fmax(-20, f->at[0] * p->log_mean + f->at[1] * log(p->value + 1) + fixed));
            double m = exp(p->log_mean);
            mean += m / PATHS;
            p->value = glo_draws_negative_binomial(&p->draws, m, f->kappa);
            drawn[i] = (glo_weighted){p->value, 1};
        }
        out->mean[h] = glo_finite(mean);
        glo_weighted_sort(drawn, PATHS);
        glo_quantiles_weighted(out, h, drawn, PATHS, 0);
        flat *= FLATTENING;
        trend += flat;
    }
}

static glo_status fit_and_simulate(const glo_sample *sample, const glo_prepared *y,
                                   const glo_method_options *options, glo_quantiles *out, glo_fit *fit) {
    counts c = {.values = y->values, .count = y->count, .season = sample->season > 1 ? sample->season : 1};
    double mean = 0, largest = 0, *means = NULL;
    path *paths = NULL;
    glo_weighted *drawn = NULL;
    for (size_t t = 0; t < c.count; t++) {
        mean += c.values[t] / (double)c.count;
        largest = fmax(largest, c.values[t]);
    }
    c.start = log(mean);
    c.limit = log(10 * (largest + 1));
    glo_status status;
    if ((status = glo_alloc_array(c.count, sizeof *means, &means)) < 0 ||
        (status = glo_alloc_array(c.count, sizeof *c.constant, &c.constant)) < 0 ||
        (status = glo_alloc_array(PATHS, sizeof *paths, &paths)) < 0 ||
        (status = glo_alloc_array(PATHS, sizeof *drawn, &drawn)) < 0)
        goto done;
    for (size_t t = 0; t < c.count; t++)
        c.constant[t] = lgamma_r(c.values[t] + 1, &(int){0});
    fitted f;
    status = choose(&c, options ? options->model : NULL, means, &f);
    if (status < 0)
        goto done;
    pass o;
    run(&c, &f, means, &o);
    for (size_t t = 0; fit->fitted && t < c.count; t++)
        fit->fitted[t] = means[t];
    simulate(&c, &f, options ? options->seed : 0, paths, drawn, out);
    name_of(f.shape, fit->model, sizeof fit->model);
    fit->likelihood = f.likelihood;
    fit->aicc = isfinite(f.aicc) ? f.aicc : NAN;
done:
    free(means);
    free(c.constant);
    free(paths);
    free(drawn);
    return status;
}

/* Why the model does not suit the sample; NULL where it does. */
static const char *obstacle(const glo_sample *sample) {
    size_t known = 0, above = 0;
    for (size_t t = 0; t < sample->count; t++) {
        double value = sample->values[t];
        if (!isfinite(value))
            continue;
        if (value < 0)
            return "values below 0 are not counts: mean forecast";
        if (value > 1e9)
            return "values above 10^9 are not small counts: mean forecast";
        known++;
        above += value > 0;
    }
    if (known < 12 || above < 3)
        return "too few values for a count model: mean forecast";
    return NULL;
}

glo_status glo_ingarch(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                       glo_fit *fit) {
    const char *why = obstacle(sample);
    if (why) {
        glo_status status = glo_mean_method(sample, options, out, fit);
        if (status == GLO_OK)
            glo_fit_note(fit, "%s", why);
        return status;
    }
    glo_prepared y;
    glo_status status = glo_prepare(sample, fit, &y);
    if (status < 0)
        return status;
    for (size_t t = 0; t < y.count; t++)
        y.values[t] = fmax(0, y.values[t] * y.scale);
    status = fit_and_simulate(sample, &y, options, out, fit);
    glo_prepared_dispose(&y);
    return status;
}
