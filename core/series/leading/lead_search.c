/* lead_search.c: tests which series lead which. Formulas and references in leads.h. */
#include "leading/lead_search.h"

#include "base/alloc.h"
#include "base/err.h"
#include "base/parallel.h"
#include "numeric/linear.h"
#include "panel/panel.h"
#include "sample/prepare.h"
#include "sample/season.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_ORDER = 12,
    LEAST_COMPARED = 20,         /* periods, behind the longest lag */
    MOST_TERMS = MOST_ORDER + 2, /* of the regression: a constant, the order, the leader */
};

#define COLLINEAR 1e-10 /* of the square of a term: if no more of it is new, there is no one regression */

typedef struct search {
    const glo_lead_spec *spec;
    glo_lead *found; /* [pair][lag - 1]; periods 0: too short */
} search;

/* ---- making two series comparable ---- */

/* Changes of the logarithm without season over `count` values from `values` on; `count` - 1 of them. */
static glo_status changes_of(const glo_panel *panel, const double *values, size_t count, double *out) {
    glo_sample sample = {.values = values, .count = count, .season = panel->season};
    glo_prepared y;
    glo_fit fit = {.fitted = NULL};
    glo_season season;
    glo_status status = glo_prepare(&sample, &fit, &y);
    if (status < 0)
        return status;
    for (size_t i = 0; i < count; i++)
        y.values[i] = panel->is_nonnegative ? log1p(fmax(0, y.values[i]) * y.scale) : y.values[i];
    status = glo_season_remove(y.values, count, panel->season, &season);
    if (status == GLO_OK) {
        for (size_t i = 1; i < count; i++)
            out[i - 1] = y.values[i] - y.values[i - 1];
        glo_season_dispose(&season);
    }
    glo_prepared_dispose(&y);
    return status;
}

static double mean_of(const double *x, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += x[i];
    return sum / (double)count;
}

/* Levinson and Durbin; the order of least AIC. */
static size_t fit_autoregression(const double *x, size_t count, double out[MOST_ORDER]) {
    double covariance[MOST_ORDER + 1], now[MOST_ORDER], before[MOST_ORDER], mean = mean_of(x, count);
    size_t most = count / 5 < MOST_ORDER ? count / 5 : MOST_ORDER, best = 0;
    for (size_t k = 0; k <= most; k++) {
        covariance[k] = 0;
        for (size_t i = k; i < count; i++)
            covariance[k] += (x[i] - mean) * (x[i - k] - mean);
    }
    if (!(covariance[0] > 0))
        return 0;
    double variance = covariance[0], least = (double)count * log(variance);
    for (size_t k = 1; k <= most; k++) {
        double reflection = covariance[k];
        for (size_t j = 1; j < k; j++)
            reflection -= before[j - 1] * covariance[k - j];
        reflection /= variance;
        for (size_t j = 1; j < k; j++)
            now[j - 1] = before[j - 1] - reflection * before[k - j - 1];
        now[k - 1] = reflection;
        variance *= 1 - reflection * reflection;
        if (!(variance > covariance[0] * 1e-12))
            break;
        memcpy(before, now, k * sizeof *now);
        double aic = (double)count * log(variance) + 2 * (double)k;
        if (aic < least) {
            least = aic;
            best = k;
            memcpy(out, now, k * sizeof *now);
        }
    }
    return best;
}

/* What the autoregression leaves, from the `order`-th value on. */
static void filter(const double *x, size_t count, const double *weights, size_t order, double *out) {
    double mean = mean_of(x, count);
    for (size_t i = order; i < count; i++) {
        out[i - order] = x[i] - mean;
        for (size_t j = 0; j < order; j++)
            out[i - order] -= weights[j] * (x[i - 1 - j] - mean);
    }
}

static double correlation_at(const double *x, const double *y, size_t count, size_t lag) {
    double mean_x = mean_of(x, count), mean_y = mean_of(y, count), xy = 0, xx = 0, yy = 0;
    for (size_t i = 0; i < count; i++) {
        xx += (x[i] - mean_x) * (x[i] - mean_x);
        yy += (y[i] - mean_y) * (y[i] - mean_y);
        xy += i >= lag ? (x[i - lag] - mean_x) * (y[i] - mean_y) : 0;
    }
    return xx > 0 && yy > 0 ? xy / sqrt(xx * yy) : NAN;
}

/* ---- whether it would have helped ---- */

static void terms_at(const double *x, const double *y, size_t t, size_t order, size_t lag, double *out) {
    out[0] = 1;
    for (size_t j = 0; j < order; j++)
        out[1 + j] = y[t - 1 - j];
    out[1 + order] = x[t - lag];
}

/* The one-step forecast of y at `t` by a regression on the data before it; with the leader or without. */
static double forecast_at(const double *x, const double *y, size_t from, size_t t, size_t order, size_t lag,
                          int with) {
    double a[MOST_TERMS][MOST_TERMS] = {{0}}, b[MOST_TERMS] = {0}, terms[MOST_TERMS];
    size_t n = 1 + order + (with ? 1 : 0);
    for (size_t i = from; i < t; i++) {
        terms_at(x, y, i, order, lag, terms);
        for (size_t j = 0; j < n; j++) {
            b[j] += terms[j] * y[i];
            for (size_t k = j; k < n; k++)
                a[j][k] += terms[j] * terms[k];
        }
    }
    if (glo_cholesky(a[0], n, MOST_TERMS, COLLINEAR) < n)
        return NAN;
    glo_solve_upper_transposed(a[0], n, MOST_TERMS, b);
    glo_solve_upper(a[0], n, MOST_TERMS, b);
    double sum = 0;
    terms_at(x, y, t, order, lag, terms);
    for (size_t j = 0; j < n; j++)
        sum += b[j] * terms[j];
    return sum;
}

static double gain_of(const double *x, const double *y, size_t count, size_t lag) {
    double weights[MOST_ORDER], with = 0, without = 0;
    size_t start = count - count / 3, order = fit_autoregression(y, start, weights);
    size_t from = lag > order ? lag : order;
    if (start < from + 2 * (order + 2) + 4)
        return NAN;
    for (size_t t = start; t < count; t++) {
        double a = forecast_at(x, y, from, t, order, lag, 1), b = forecast_at(x, y, from, t, order, lag, 0);
        if (isnan(a) || isnan(b))
            return NAN;
        with += fabs(y[t] - a);
        without += fabs(y[t] - b);
    }
    return without > 0 ? 1 - with / without : NAN;
}

/* ---- pairs ---- */

/* The changes of both series over the periods that both know: x of the leader, y of the local one; 0 periods
 * where they are too few. `out_room` holds both, and as much again; it is the caller's to free. */
static glo_status compare(const glo_lead_spec *spec, const glo_track *local, const glo_track *leader,
                          double **out_room, size_t *out_count) {
    *out_count = 0;
    *out_room = NULL;
    if (local->count == 0 || leader->count == 0)
        return GLO_OK;
    int32_t first = local->first > leader->first ? local->first : leader->first;
    int32_t end_a = local->first + (int32_t)local->count, end_b = leader->first + (int32_t)leader->count;
    int32_t end = end_a < end_b ? end_a : end_b;
    const double *y = local->values + (first - local->first), *x = leader->values + (first - leader->first);
    while (first < end && (isnan(*y) || isnan(*x)))
        first++, y++, x++;
    while (end > first && (isnan(y[end - first - 1]) || isnan(x[end - first - 1])))
        end--;
    if (end - first - 1 < LEAST_COMPARED + (int32_t)spec->max_lag)
        return GLO_OK;
    size_t count = (size_t)(end - first);
    if (glo_alloc_array(4 * count, sizeof(double), out_room) < 0)
        return GLO_ENOMEM;
    glo_status status = changes_of(spec->leader, x, count, *out_room);
    if (status == GLO_OK)
        status = changes_of(spec->local, y, count, *out_room + count - 1);
    *out_count = count - 1;
    return status;
}

static glo_status test_pair(void *context, size_t i) {
    search *s = context;
    const glo_lead_spec *spec = s->spec;
    size_t local = i / spec->leader->count, leader = i % spec->leader->count, count;
    glo_lead *found = s->found + i * spec->max_lag;
    double *x, weights[MOST_ORDER];
    for (size_t lag = 1; lag <= spec->max_lag; lag++)
        found[lag - 1] = (glo_lead){.local = local, .leader = leader, .lag = lag, .gain = NAN};
    glo_status status = compare(spec, &spec->local->tracks[local], &spec->leader->tracks[leader], &x, &count);
    if (status == GLO_OK && count > 0) {
        double *prewhitened_x = x + 2 * count, *prewhitened_y = x + 3 * count;
        size_t order = fit_autoregression(x, count, weights), left = count - order;
        filter(x, count, weights, order, prewhitened_x);
        filter(x + count, count, weights, order, prewhitened_y);
        for (size_t lag = 1; lag <= spec->max_lag; lag++) {
            glo_lead *f = &found[lag - 1];
            f->correlation = correlation_at(prewhitened_x, prewhitened_y, left, lag);
            if (isnan(f->correlation))
                continue;
            f->periods = left;
            f->p = erfc(fabs(f->correlation) * sqrt((double)left) / M_SQRT2);
        }
    }
    free(x);
    return status;
}

/* The gain costs more than the test: computed only for the leads reported. */
static glo_status add_gain(void *context, size_t i) {
    search *s = context;
    glo_lead *f = &s->found[i];
    double *x;
    size_t count;
    glo_status status =
        compare(s->spec, &s->spec->local->tracks[f->local], &s->spec->leader->tracks[f->leader], &x, &count);
    if (status == GLO_OK && count > 0)
        f->gain = gain_of(x, x + count, count, f->lag);
    free(x);
    return status;
}

/* ---- false discoveries, order ---- */

static int by_p(const void *a, const void *b) {
    const glo_lead *x = a, *y = b;
    if (x->p != y->p)
        return x->p < y->p ? -1 : 1;
    if (x->local != y->local)
        return x->local < y->local ? -1 : 1;
    if (x->leader != y->leader)
        return x->leader < y->leader ? -1 : 1;
    return x->lag < y->lag ? -1 : x->lag > y->lag;
}

/* Sorted by p, with q; what was not tested is left out. */
static size_t adjust(glo_lead *found, size_t all) {
    size_t tested = 0;
    for (size_t i = 0; i < all; i++) {
        if (found[i].periods > 0)
            found[tested++] = found[i];
    }
    qsort(found, tested, sizeof *found, by_p);
    double least = 1;
    for (size_t i = tested; i-- > 0;) {
        least = fmin(least, found[i].p * (double)tested / (double)(i + 1));
        found[i].q = least;
    }
    return tested;
}

/* Those up to max_q, and of each pair all but the first left out unless every lag is asked for. */
static glo_status choose(const glo_lead_spec *spec, glo_lead *found, size_t tested, size_t *out_kept) {
    unsigned char *seen;
    if (glo_alloc_array(spec->local->count * spec->leader->count, 1, &seen) < 0)
        return GLO_ENOMEM;
    size_t kept = 0;
    for (size_t i = 0; i < tested && found[i].q <= spec->max_q; i++) {
        size_t pair = found[i].local * spec->leader->count + found[i].leader;
        if (spec->every_lag || !seen[pair])
            found[kept++] = found[i];
        seen[pair] = 1;
    }
    free(seen);
    *out_kept = kept;
    return GLO_OK;
}

glo_status glo_lead_search(const glo_lead_spec *spec, const glo_job *job, glo_leads *out) {
    search s = {.spec = spec};
    glo_leads made = {.pairs = spec->local->count * spec->leader->count};
    if (spec->max_lag < 1 || spec->max_lag > GLO_MOST_LAG)
        return glo_fail(GLO_EINVAL, "expected a lag of 1 to %d periods, got %zu", GLO_MOST_LAG,
                        spec->max_lag);
    if (spec->local->span != spec->leader->span)
        return glo_fail(GLO_EINVAL, "the one is by %s, the other by %s: roll both up by the same period",
                        glo_span_name(spec->local->span), glo_span_name(spec->leader->span));
    glo_status status = glo_alloc_array(made.pairs * spec->max_lag, sizeof *s.found, &s.found);
    if (status == GLO_OK)
        status = glo_run_parallel(job, "leads", made.pairs, test_pair, &s);
    if (status == GLO_OK) {
        made.tested = adjust(s.found, made.pairs * spec->max_lag);
        status = choose(spec, s.found, made.tested, &made.count);
    }
    if (status == GLO_OK)
        status = glo_run_parallel(job, "leads", made.count, add_gain, &s);
    if (status < 0) {
        free(s.found);
        return status;
    }
    made.found = s.found;
    *out = made;
    return GLO_OK;
}
