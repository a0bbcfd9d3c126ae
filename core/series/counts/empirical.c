/* empirical.c: a weighted empirical distribution. Formula and reference in empirical.h. */
#include "counts/empirical.h"

#include "base/alloc.h"
#include "base/err.h"
#include "sample/prepare.h"
#include "sample/quantiles.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_VALUES = 1000, LAMBDAS = 4, SHARES = 3 };
static const double lambdas[LAMBDAS] = {1, 0.99, 0.97, 0.9};
static const double shares[SHARES] = {0, 0.25, 0.5};

typedef struct history {
    const double *values;
    size_t count, season;
    glo_weighted *levels; /* the distinct values, rising */
    size_t level_count;
    size_t *level_of;     /* of each value */
    double *all, *phases; /* weights per level, and per phase and level */
} history;

static size_t level_at(const history *p, double value) {
    size_t low = 0, high = p->level_count;
    while (low + 1 < high) {
        size_t middle = (low + high) / 2;
        if (p->levels[middle].value <= value)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static void find_levels(history *p) {
    for (size_t t = 0; t < p->count; t++)
        p->levels[t].value = p->values[t];
    glo_weighted_sort(p->levels, p->count);
    for (size_t t = 0; t < p->count; t++) {
        if (t == 0 || p->levels[t].value != p->levels[p->level_count - 1].value)
            p->levels[p->level_count++].value = p->levels[t].value;
    }
    for (size_t t = 0; t < p->count; t++)
        p->level_of[t] = level_at(p, p->values[t]);
}

static void reset_weights(history *p) {
    for (size_t i = 0; i < p->level_count; i++)
        p->all[i] = 0;
    for (size_t i = 0; i < p->level_count * p->season; i++)
        p->phases[i] = 0;
}

/* Takes value t in: what was known before it weighs `lambda` times as much; within its phase once a season.
 */
static void add_value(history *p, size_t t, double lambda, double phase_lambda) {
    double *phase = p->phases + (t % p->season) * p->level_count;
    for (size_t i = 0; lambda < 1 && i < p->level_count; i++) {
        p->all[i] *= lambda;
        phase[i] *= phase_lambda;
    }
    p->all[p->level_of[t]] += 1;
    phase[p->level_of[t]] += 1;
}

static double sum(const double *weights, size_t count) {
    double total = 0;
    for (size_t i = 0; i < count; i++)
        total += weights[i];
    return total;
}

/* Adds the CRPS of value t for each share. */
static void score(const history *p, size_t t, double crps[SHARES]) {
    const double *phase = p->phases + (t % p->season) * p->level_count;
    double all_total = sum(p->all, p->level_count), phase_total = sum(phase, p->level_count), all = 0,
           own = 0;
    for (size_t i = 0; i + 1 < p->level_count; i++) {
        all += p->all[i] / all_total;
        own += phase_total > 0 ? phase[i] / phase_total : p->all[i] / all_total;
        double gap = p->levels[i + 1].value - p->levels[i].value, met = p->level_of[t] <= i ? 1 : 0;
        for (int s = 0; s < SHARES; s++) {
            double below = (1 - shares[s]) * all + shares[s] * own - met;
            crps[s] += gap * below * below;
        }
    }
}

static void choose(history *p, double *lambda, double *share) {
    double least = INFINITY;
    size_t from = p->season < p->count / 3 ? p->season : p->count / 3;
    for (int l = 0; l < LAMBDAS; l++) {
        double crps[SHARES] = {0}, phase_lambda = pow(lambdas[l], (double)p->season);
        reset_weights(p);
        for (size_t t = 0; t < p->count; t++) {
            if (t > 0 && t >= from)
                score(p, t, crps);
            add_value(p, t, lambdas[l], phase_lambda);
        }
        for (int s = 0; s < (p->season > 1 ? SHARES : 1); s++) {
            if (crps[s] < least) {
                least = crps[s];
                *lambda = lambdas[l];
                *share = shares[s];
            }
        }
    }
}

static void write_out(history *p, double share, double scale, glo_quantiles *out) {
    double all_total = sum(p->all, p->level_count);
    for (size_t h = 0; h < out->horizon; h++) {
        const double *phase = p->phases + ((p->count + h) % p->season) * p->level_count;
        double phase_total = sum(phase, p->level_count), own = phase_total > 0 ? share : 0, mean = 0;
        for (size_t i = 0; i < p->level_count; i++) {
            double weight = (1 - own) * p->all[i] / all_total + (own > 0 ? own * phase[i] / phase_total : 0);
            p->levels[i].weight = weight;
            mean += weight * p->levels[i].value;
        }
        out->mean[h] = glo_finite(mean * scale);
        glo_quantiles_weighted(out, h, p->levels, p->level_count, 0);
        for (size_t i = 0; i < out->count; i++)
            out->values[h * out->count + i] = glo_finite(out->values[h * out->count + i] * scale);
    }
}

glo_status glo_empirical(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                         glo_fit *fit) {
    (void)options;
    glo_prepared y;
    glo_status status = glo_prepare(sample, fit, &y);
    if (status < 0)
        return status;
    size_t n = y.count < MOST_VALUES ? y.count : MOST_VALUES;
    history p = {.values = y.values + (y.count - n), .count = n, .season = 1};
    if (sample->season > 1 && (size_t)sample->season * 3 <= n)
        p.season = (size_t)sample->season;
    if ((status = glo_alloc_array(n, sizeof *p.levels, &p.levels)) < 0 ||
        (status = glo_alloc_array(n, sizeof *p.level_of, &p.level_of)) < 0 ||
        (status = glo_alloc_array(n, sizeof *p.all, &p.all)) < 0 ||
        (status = glo_alloc_array(n * p.season, sizeof *p.phases, &p.phases)) < 0)
        goto done;
    find_levels(&p);
    double lambda = 1, share = 0;
    choose(&p, &lambda, &share);
    reset_weights(&p);
    double phase_lambda = pow(lambda, (double)p.season);
    for (size_t t = 0; fit->fitted && t < y.count; t++)
        fit->fitted[t] = NAN;
    for (size_t t = 0; t < n; t++) {
        if (fit->fitted && t > 0) {
            double mean = 0, total = sum(p.all, p.level_count);
            for (size_t i = 0; i < p.level_count; i++)
                mean += p.all[i] / total * p.levels[i].value;
            fit->fitted[y.count - n + t] = glo_finite(mean * y.scale);
        }
        add_value(&p, t, lambda, phase_lambda);
    }
    write_out(&p, share, y.scale, out);
    if (share > 0)
        snprintf(fit->model, sizeof fit->model, "empirical, lambda %g, season %zu", lambda, p.season);
    else
        snprintf(fit->model, sizeof fit->model, "empirical, lambda %g", lambda);
done:
    free(p.levels);
    free(p.level_of);
    free(p.all);
    free(p.phases);
    glo_prepared_dispose(&y);
    return status;
}
