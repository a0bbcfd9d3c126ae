/* leads.c: which series run ahead of which. Formulas and references in leads.h. */
#include "series/leads.h"

#include "base/alloc.h"
#include "base/err.h"
#include "series/forecast.h"
#include "series/prepare.h"
#include "series/season.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_ORDER = 12,
    LEAST_COMPARED = 20,         /* periods, behind the longest lag */
    MOST_TERMS = MOST_ORDER + 2, /* of the regression: a constant, the order, the leader */
};

typedef struct finding {
    size_t local, leader, lag, periods;
    double correlation, p, q, gain;
} finding;

typedef struct search {
    const glo_leads_spec *spec;
    glo_panel local, leader;
    finding *findings; /* [pair][lag - 1]; periods 0: too short */
} search;

/* ---- making two series comparable ---- */

/* Changes of the logarithm without season over `count` values from `values` on; `count` - 1 of them. */
static int changes_of(const glo_panel *panel, const double *values, size_t count, double *out) {
    glo_sample sample = {.values = values, .count = count, .season = panel->season};
    glo_prepared y;
    glo_fit fit = {.fitted = NULL};
    glo_season season;
    int status = glo_prepare(&sample, &fit, &y);
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

/* Solves the normal equations in place by Cholesky's method; 0 where they have no one solution. */
static int solve(double a[MOST_TERMS][MOST_TERMS], double *b, size_t n) {
    for (size_t j = 0; j < n; j++) {
        double least = a[j][j] * 1e-10;
        for (size_t k = 0; k < j; k++)
            a[j][j] -= a[j][k] * a[j][k];
        if (!(a[j][j] > least))
            return 0;
        a[j][j] = sqrt(a[j][j]);
        for (size_t i = j + 1; i < n; i++) {
            for (size_t k = 0; k < j; k++)
                a[i][j] -= a[i][k] * a[j][k];
            a[i][j] /= a[j][j];
        }
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < i; k++)
            b[i] -= a[i][k] * b[k];
        b[i] /= a[i][i];
    }
    for (size_t i = n; i-- > 0;) {
        for (size_t k = i + 1; k < n; k++)
            b[i] -= a[k][i] * b[k];
        b[i] /= a[i][i];
    }
    return 1;
}

static void terms_at(const double *x, const double *y, size_t t, size_t order, size_t lag, double *out) {
    out[0] = 1;
    for (size_t j = 0; j < order; j++)
        out[1 + j] = y[t - 1 - j];
    out[1 + order] = x[t - lag];
}

/* The one-step forecast of y at `t` by a regression on what came before; with the leader or without. */
static double forecast_at(const double *x, const double *y, size_t from, size_t t, size_t order, size_t lag,
                          int with) {
    double a[MOST_TERMS][MOST_TERMS] = {{0}}, b[MOST_TERMS] = {0}, terms[MOST_TERMS];
    size_t n = 1 + order + (with ? 1 : 0);
    for (size_t i = from; i < t; i++) {
        terms_at(x, y, i, order, lag, terms);
        for (size_t j = 0; j < n; j++) {
            b[j] += terms[j] * y[i];
            for (size_t k = 0; k <= j; k++)
                a[j][k] += terms[j] * terms[k];
        }
    }
    if (!solve(a, b, n))
        return NAN;
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

static void test_pair(const search *s, const double *x, const double *y, size_t count, finding *found,
                      double *room) {
    double weights[MOST_ORDER];
    size_t order = fit_autoregression(x, count, weights), left = count - order;
    filter(x, count, weights, order, room);
    filter(y, count, weights, order, room + count);
    for (size_t lag = 1; lag <= s->spec->max_lag; lag++) {
        finding *f = &found[lag - 1];
        f->correlation = correlation_at(room, room + count, left, lag);
        if (isnan(f->correlation))
            continue;
        f->periods = left;
        f->p = erfc(fabs(f->correlation) * sqrt((double)left) / M_SQRT2);
        f->gain = gain_of(x, y, count, lag);
    }
}

static int try_pair(void *context, size_t i) {
    search *s = context;
    const glo_track *local = &s->local.tracks[i / s->leader.count],
                    *leader = &s->leader.tracks[i % s->leader.count];
    finding *found = s->findings + i * s->spec->max_lag;
    for (size_t lag = 1; lag <= s->spec->max_lag; lag++)
        found[lag - 1] =
            (finding){.local = i / s->leader.count, .leader = i % s->leader.count, .lag = lag, .gain = NAN};
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
    if (end - first - 1 < LEAST_COMPARED + (int32_t)s->spec->max_lag)
        return GLO_OK;
    size_t count = (size_t)(end - first);
    double *room;
    if (glo_alloc_array(4 * count, sizeof *room, &room) < 0)
        return GLO_ENOMEM;
    int status = changes_of(&s->leader, x, count, room);
    if (status == GLO_OK)
        status = changes_of(&s->local, y, count, room + count);
    if (status == GLO_OK)
        test_pair(s, room, room + count, count - 1, found, room + 2 * count);
    free(room);
    return status;
}

/* ---- false discoveries, order ---- */

static int by_p(const void *a, const void *b) {
    const finding *x = a, *y = b;
    if (x->p != y->p)
        return x->p < y->p ? -1 : 1;
    if (x->local != y->local)
        return x->local < y->local ? -1 : 1;
    if (x->leader != y->leader)
        return x->leader < y->leader ? -1 : 1;
    return x->lag < y->lag ? -1 : x->lag > y->lag;
}

/* Sorted by p, with q; what was not tested is left out, and of each pair all but the first unless all are
 * asked for. */
static size_t adjust(const search *s, finding *findings, size_t all, glo_leads_note *note) {
    size_t tested = 0, kept = 0;
    for (size_t i = 0; i < all; i++) {
        if (findings[i].periods > 0)
            findings[tested++] = findings[i];
    }
    qsort(findings, tested, sizeof *findings, by_p);
    double least = 1;
    for (size_t i = tested; i-- > 0;) {
        least = fmin(least, findings[i].p * (double)tested / (double)(i + 1));
        findings[i].q = least;
    }
    note->tested = tested;
    note->short_pairs = note->pairs - tested / s->spec->max_lag;
    if (s->spec->every_lag)
        return tested;
    unsigned char *seen;
    if (glo_alloc_array(note->pairs, 1, &seen) < 0)
        return 0;
    for (size_t i = 0; i < tested; i++) {
        size_t pair = findings[i].local * s->leader.count + findings[i].leader;
        if (!seen[pair])
            findings[kept++] = findings[i];
        seen[pair] = 1;
    }
    free(seen);
    return kept;
}

/* ---- the frame ---- */

static int add_keys(glo_frame_builder *builder, const glo_panel *panel, const char *prefix,
                    const finding *findings, size_t rows, int is_leader) {
    int status = GLO_OK;
    for (size_t k = 0; status == GLO_OK && k < panel->key_count; k++) {
        char name[128];
        glo_column *column;
        const glo_column *from = glo_frame_column(panel->frame, panel->keys[k]);
        status = glo_column_new_text(from->words, rows, &column);
        for (size_t i = 0; status == GLO_OK && i < rows; i++) {
            size_t row = panel->tracks[is_leader ? findings[i].leader : findings[i].local].row;
            column->codes[i] = from->codes[row];
        }
        snprintf(name, sizeof name, "%s%s", prefix, glo_frame_name(panel->frame, panel->keys[k]));
        if (status == GLO_OK)
            status = glo_frame_builder_add(builder, name, column);
    }
    return status;
}

static int add_reals(glo_frame_builder *builder, const char *name, const finding *findings, size_t rows,
                     size_t offset) {
    glo_column *column;
    int status = glo_column_new(GLO_TYPE_REAL, rows, &column);
    for (size_t i = 0; status == GLO_OK && i < rows; i++) {
        memcpy(&column->reals[i], (const char *)&findings[i] + offset, sizeof(double));
        if (isnan(column->reals[i]))
            status = glo_column_set_null(column, i);
    }
    return status < 0 ? status : glo_frame_builder_add(builder, name, column);
}

static int add_whole(glo_frame_builder *builder, const char *name, const finding *findings, size_t rows,
                     size_t offset, const char *unit) {
    glo_column *column;
    int status = glo_column_new(GLO_TYPE_INTEGER, rows, &column);
    for (size_t i = 0; status == GLO_OK && i < rows; i++) {
        size_t value;
        memcpy(&value, (const char *)&findings[i] + offset, sizeof value);
        column->integers[i] = (int64_t)value;
    }
    if (status == GLO_OK)
        status = glo_column_set_unit(column, unit);
    return status < 0 ? status : glo_frame_builder_add(builder, name, column);
}

static int make_frame(const search *s, const finding *f, size_t rows, glo_provenance *provenance,
                      glo_frame **out) {
    glo_frame_builder builder = {0};
    int status = add_keys(&builder, &s->local, "", f, rows, 0);
    if (status == GLO_OK)
        status = add_keys(&builder, &s->leader, "lead_", f, rows, 1);
    if (status == GLO_OK)
        status = add_whole(&builder, "lag", f, rows, offsetof(finding, lag), glo_span_name(s->local.span));
    if (status == GLO_OK)
        status = add_reals(&builder, "correlation", f, rows, offsetof(finding, correlation));
    if (status == GLO_OK)
        status = add_reals(&builder, "p", f, rows, offsetof(finding, p));
    if (status == GLO_OK)
        status = add_reals(&builder, "q", f, rows, offsetof(finding, q));
    if (status == GLO_OK)
        status = add_reals(&builder, "gain", f, rows, offsetof(finding, gain));
    if (status == GLO_OK)
        status = add_whole(&builder, "periods", f, rows, offsetof(finding, periods), NULL);
    if (status < 0) {
        glo_frame_builder_dispose(&builder);
        return status;
    }
    glo_marking marking =
        glo_marking_join(glo_frame_marking(s->local.frame), glo_frame_marking(s->leader.frame));
    return glo_frame_new(&builder, marking, provenance, out);
}

static int look(search *s, const glo_job *job, glo_provenance *provenance, glo_frame **out,
                glo_leads_note *note) {
    if (s->local.span != s->leader.span)
        return glo_fail(GLO_EINVAL, "the one is by %s, the other by %s: roll both up by the same period",
                        glo_span_name(s->local.span), glo_span_name(s->leader.span));
    size_t pairs = s->local.count * s->leader.count;
    int status = glo_alloc_array(pairs * s->spec->max_lag, sizeof *s->findings, &s->findings);
    if (status == GLO_OK)
        status = glo_run_parallel(job, "leads", pairs, try_pair, s);
    if (status < 0)
        return status;
    *note = (glo_leads_note){.pairs = pairs};
    size_t rows = adjust(s, s->findings, pairs * s->spec->max_lag, note);
    return make_frame(s, s->findings, rows, provenance, out);
}

int glo_leads(const glo_frame *local, const glo_frame *leader, const glo_leads_spec *spec, const glo_job *job,
              glo_provenance *provenance, glo_frame **out, glo_leads_note *out_note) {
    search s = {.spec = spec};
    if (spec->max_lag < 1 || spec->max_lag > GLO_MOST_LAG)
        return glo_fail(GLO_EINVAL, "expected a lag of 1 to %d periods, got %zu", GLO_MOST_LAG,
                        spec->max_lag);
    int status = glo_panel_read(local, &spec->local, &s.local);
    if (status == GLO_OK)
        status = glo_panel_read(leader, &spec->leader, &s.leader);
    if (status == GLO_OK)
        status = look(&s, job, provenance, out, out_note);
    free(s.findings);
    glo_panel_dispose(&s.local);
    glo_panel_dispose(&s.leader);
    return status;
}
