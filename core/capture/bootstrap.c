/* bootstrap.c: intervals of an estimate by drawing the cases anew, bias-corrected and accelerated (BCa).
 *
 * Each draw is a multinomial sample of as many cases as were seen, in which the model is chosen and fitted anew. The acceleration is
 * that of the jackknife: one case less of each history that was seen, weighted by how many have it.
 *
 * Example:  status = glo_mse_bootstrap_interval(&table, fit.total, &spec, job, &interval);
 * References: DiCiccio and Efron (1996), equations 6.6 and 6.7; Chan, Silverman and Vincent (2021), section 3.3; Silverman, Chan and
 * Vincent (2024).
 */
#include "loglinear.h"

#include "base/alloc.h"
#include "base/parallel.h"
#include "numeric/draws.h"
#include "numeric/normal.h"

#include <math.h>
#include <stdlib.h>

typedef struct replication {
    const glo_capture_table *table;
    const glo_mse_bootstrap *spec;
    const glo_job *job;
    double *totals; /* NaN: no estimate */
} replication;

/* The best by BIC of the candidates that have an estimate; the first of them where none has. */
static glo_status best_among(const glo_capture_table *table, const glo_mse_bootstrap *spec,
                             const glo_job *job, glo_mse_fit *out) {
    glo_mse_fit fit;
    glo_status status = GLO_OK;
    out->exists = false;
    out->limit = NAN;
    for (size_t k = 0; k < spec->candidate_count && status == GLO_OK; k++) {
        status = glo_job_check(job);
        if (status == GLO_OK)
            status = glo_mse_fit_model(table, spec->candidates[k], spec->level, &fit);
        if (status < 0)
            break;
        if (fit.exists ? !out->exists || fit.bic < out->bic : k == 0)
            *out = fit;
    }
    return status;
}

/* The total of a table by the method of the spec: infinite where the likelihood runs there (to leave such a draw out would give a
 * finite bound to what has none), NaN where it has none. */
static glo_status total_of(const glo_capture_table *table, const glo_mse_bootstrap *spec, const glo_job *job,
                           double *out) {
    glo_mse_fit fit = {0};
    size_t order[GLO_MOST_PAIRS], count;
    glo_status status = spec->method == GLO_MSE_STEPWISE
                            ? glo_mse_stepwise(table, spec->threshold, spec->level, job, order, &count, &fit)
                            : best_among(table, spec, job, &fit);
    if (status == GLO_OK)
        *out = fit.exists ? fit.total : fit.limit;
    return status;
}

/* A multinomial sample, one binomial after the other. */
static void draw_cases(const glo_capture_table *from, glo_draws *draws, glo_capture_table *to) {
    double left = from->seen;
    uint32_t trials = (uint32_t)from->seen;
    for (size_t cell = 1; cell < from->cells; cell++) {
        double share = left > 0 ? from->counts[cell] / left : 0;
        uint32_t taken = trials == 0 || share <= 0 ? 0
                         : share >= 1              ? trials
                                                   : glo_draws_binomial(draws, trials, share);
        to->counts[cell] = taken;
        trials -= taken;
        left -= from->counts[cell];
    }
    glo_capture_table_sum(to);
}

static glo_status replicate(void *context, size_t i) {
    replication *r = context;
    glo_draws draws = {.seed = r->spec->seed, .stream = i};
    glo_capture_table sample;
    glo_status status = glo_capture_table_new(r->table->lists, &sample);
    if (status < 0)
        return status;
    draw_cases(r->table, &draws, &sample);
    status = total_of(&sample, r->spec, r->job, &r->totals[i]);
    glo_capture_table_dispose(&sample);
    return status;
}

/* Sum (m - x)^3 / (6 (sum (m - x)^2)^1.5) over the cases, each left out once. */
static glo_status find_acceleration(const glo_capture_table *table, const glo_mse_bootstrap *spec,
                                    const glo_job *job, double *out) {
    glo_capture_table less;
    double *totals, mean = 0, weight = 0, squares = 0, cubes = 0;
    if (glo_alloc_array(table->cells, sizeof *totals, &totals) < 0)
        return GLO_ENOMEM;
    glo_status status = glo_capture_table_new(table->lists, &less);
    if (status < 0) {
        free(totals);
        return status;
    }
    for (size_t cell = 1; cell < table->cells && status == GLO_OK; cell++) {
        totals[cell] = NAN;
        if (!(table->counts[cell] >= 1))
            continue;
        for (size_t k = 0; k < table->cells; k++)
            less.counts[k] = table->counts[k] - (k == cell);
        glo_capture_table_sum(&less);
        status = glo_job_check(job);
        if (status == GLO_OK)
            status = total_of(&less, spec, job, &totals[cell]);
        if (status == GLO_OK && isfinite(totals[cell])) {
            mean += table->counts[cell] * totals[cell];
            weight += table->counts[cell];
        }
    }
    mean = weight > 0 ? mean / weight : 0;
    for (size_t cell = 1; cell < table->cells && status == GLO_OK; cell++) {
        double away = !isfinite(totals[cell]) ? 0 : mean - totals[cell];
        squares += table->counts[cell] * away * away;
        cubes += table->counts[cell] * away * away * away;
    }
    *out = squares > 0 ? cubes / (6 * pow(squares, 1.5)) : 0;
    glo_capture_table_dispose(&less);
    free(totals);
    return status;
}

static int ascending(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan). */
static double quantile(const double *sorted, size_t count, double p) {
    double at = p * (double)(count - 1);
    size_t below = (size_t)at;
    if (below + 1 >= count)
        return sorted[count - 1];
    if (isinf(sorted[below]))
        return sorted[below];
    return sorted[below] + (at - (double)below) * (sorted[below + 1] - sorted[below]);
}

static double corrected(const glo_mse_interval *it, double z) {
    double moved = it->bias + z;
    return glo_normal_cdf(it->bias + moved / (1 - it->acceleration * moved));
}

static void read_interval(double *totals, size_t count, double total, double level, glo_mse_interval *it) {
    double below = 0, z = glo_normal_quantile(0.5 + level / 2);
    for (size_t i = 0; i < count; i++)
        below += totals[i] < total ? 1 : totals[i] == total ? 0.5 : 0;
    qsort(totals, count, sizeof *totals, ascending);
    double share = fmin(fmax(below, 0.5), (double)count - 0.5) / (double)count;
    it->bias = glo_normal_quantile(share);
    it->percentile_low = quantile(totals, count, 0.5 - level / 2);
    it->percentile_high = quantile(totals, count, 0.5 + level / 2);
    it->low = quantile(totals, count, corrected(it, -z));
    it->high = quantile(totals, count, corrected(it, z));
}

glo_status glo_mse_bootstrap_interval(const glo_capture_table *table, double total,
                                      const glo_mse_bootstrap *spec, const glo_job *job,
                                      glo_mse_interval *out) {
    glo_mse_interval it = {0};
    replication r = {.table = table, .spec = spec, .job = job};
    if (table->seen > 4e9)
        return glo_fail(GLO_EINVAL, "%.0f cases are too many to draw anew", table->seen);
    if (glo_alloc_array(spec->draws, sizeof *r.totals, &r.totals) < 0)
        return GLO_ENOMEM;
    glo_status status = glo_run_parallel(job, "bootstrap of lists", spec->draws, replicate, &r);
    size_t count = 0;
    for (size_t i = 0; i < spec->draws && status == GLO_OK; i++) {
        it.infinite += isinf(r.totals[i]) ? 1 : 0;
        if (!isnan(r.totals[i]))
            r.totals[count++] = r.totals[i];
    }
    it.failed = spec->draws - count;
    it.low = it.high = it.percentile_low = it.percentile_high = NAN;
    bool are_enough = count > 0 && count * 2 >= spec->draws;
    if (status == GLO_OK && are_enough)
        status = find_acceleration(table, spec, job, &it.acceleration);
    if (status == GLO_OK && are_enough)
        read_interval(r.totals, count, total, spec->level, &it);
    if (status == GLO_OK)
        *out = it;
    free(r.totals);
    return status;
}
