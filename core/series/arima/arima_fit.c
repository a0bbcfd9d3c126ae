/* arima_fit.c: see arima_fit.h. With innovations v_t of variance s^2 F_t, n values, and least squares S over
 * mean, drift, regressors and gaps:
 *
 *   log L = -n/2 (log(2 pi S/n) + 1) - 1/2 sum log F_t - 1/2 log det(gaps' part of R' R)
 *
 * Gomez, Maravall, Pena, Missing observations in ARIMA models: skipping approach versus additive outlier
 * approach, Journal of Econometrics 88 (1999) 341-363. */
#include "arima/arima_fit.h"

#include "arima/arma_filter.h"
#include "arima/differencing.h"
#include "base/alloc.h"
#include "base/err.h"
#include "numeric/linear.h"
#include "numeric/minimum.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const double min_root = 1.01;          /* modulus of the roots, as in R's auto.arima */
static const double max_unconstrained = 8;    /* a partial autocorrelation of 1 - 2e-7 */
static const double collinearity = 1e-9;      /* orthogonal share of a column below which it is collinear */
static const double min_relative_sse = 1e-26; /* share of the sum of squares: less is rounding */

double glo_arima_column(const glo_arima_fitter *fitter, const glo_arima_order *order, size_t column,
                        size_t t) {
    const glo_arima_data *data = fitter->data;
    column--;
    if (column < data->gaps)
        return data->gap[column] == t;
    column -= data->gaps;
    if (column < data->regressors)
        return data->regressor[column * data->count + t];
    return order->d + order->D ? (double)t : 1;
}

static void difference_columns(glo_arima_fitter *fitter, const glo_arima_order *order, double *work) {
    size_t n = fitter->data->count;
    for (size_t c = 0; c < fitter->columns; c++) {
        for (size_t t = 0; t < n; t++)
            work[t] = c == 0 ? fitter->data->series[t] : glo_arima_column(fitter, order, c, t);
        size_t left = glo_difference(work, n, order->season, order->D, work);
        left = glo_difference(work, left, 1, order->d, work);
        memcpy(fitter->values + c * fitter->count, work, left * sizeof *work);
    }
}

glo_status glo_arima_fitter_new(const glo_arima_data *data, const glo_arima_order *most,
                                glo_arima_fitter **out) {
    glo_arima_fitter *f;
    double *work = NULL;
    if (glo_alloc_array(1, sizeof *f, &f) < 0)
        return GLO_ENOMEM;
    size_t lost = (size_t)glo_arima_lost(most);
    int ar = most->p + most->P * most->season, ma = most->q + most->Q * most->season;
    f->data = data;
    f->count = data->count > lost ? data->count - lost : 0;
    f->columns = 1 + data->gaps + data->regressors + (most->d + most->D <= 1);
    size_t cells = f->count * f->columns, room = (size_t)(ar > ma ? ar : ma) + 2;
    if (glo_arma_init((int)room, &f->arma) < 0 || glo_alloc_array(cells, sizeof *f->values, &f->values) < 0 ||
        glo_alloc_array(cells, sizeof *f->standardised, &f->standardised) < 0 ||
        glo_alloc_array(f->columns * room, sizeof *f->states, &f->states) < 0 ||
        glo_alloc_array(2 * room, sizeof *f->scratch, &f->scratch) < 0 ||
        glo_alloc_array(f->count, sizeof *f->deviations, &f->deviations) < 0 ||
        glo_alloc_array(f->columns * f->columns, sizeof *f->triangle, &f->triangle) < 0 ||
        glo_alloc_array(f->columns, sizeof *f->projected, &f->projected) < 0 ||
        glo_alloc_array(2 * f->columns, sizeof *f->solved, &f->solved) < 0 ||
        glo_alloc_array(data->count, sizeof *work, &work) < 0) {
        glo_arima_fitter_free(f);
        return GLO_ENOMEM;
    }
    difference_columns(f, most, work);
    free(work);
    *out = f;
    return GLO_OK;
}

void glo_arima_fitter_free(glo_arima_fitter *fitter) {
    if (!fitter)
        return;
    glo_arma_dispose(&fitter->arma);
    free(fitter->values);
    free(fitter->standardised);
    free(fitter->states);
    free(fitter->scratch);
    free(fitter->deviations);
    free(fitter->triangle);
    free(fitter->projected);
    free(fitter->solved);
    free(fitter);
}

static size_t columns_of(const glo_arima_fitter *fitter, const glo_arima_order *order) {
    return 1 + fitter->data->gaps + fitter->data->regressors + (size_t)order->constant;
}

static double product(const double *a, const double *b, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += a[i] * b[i];
    return sum;
}

/* Least squares of the whitened series on the whitened columns, rows from `first`. `determinant`: the
 * logarithm of the gaps' part. */
static void regress(glo_arima_fitter *f, size_t columns, size_t first, double *determinant) {
    size_t n = f->count - first, wide = f->columns, gaps = f->data->gaps, lost = 0;
    double *series = f->standardised + first, *column = series + f->count, whole = product(series, series, n);
    f->rank = glo_qr(column, n, columns - 1, f->count, collinearity, f->triangle, wide);
    glo_qr_project(column, n, columns - 1, f->count, series, f->projected);
    *determinant = 0;
    for (size_t j = 0; j < gaps; j++) {
        double length = f->triangle[j * wide + j];
        if (!(length > 0))
            continue;
        *determinant += 2 * log(length);
        lost++;
    }
    f->rank -= lost;
    f->sse = fmax(product(series, series, n), min_relative_sse * whole);
    f->observations = n > lost ? n - lost : 0;
}

/* Half the mean deviance of the exact likelihood, less constants; INFINITY where there is none. */
static double exact(glo_arima_fitter *f, const glo_arima_order *order, const double *coefficients) {
    size_t columns = columns_of(f, order);
    double determinant, gaps;
    glo_arma_set(&f->arma, order, coefficients);
    if (!glo_arma_start(&f->arma) || !glo_arma_filter(&f->arma, f->values, f->count, columns, f->standardised,
                                                      f->states, f->scratch, f->deviations, &determinant))
        return INFINITY;
    regress(f, columns, 0, &gaps);
    f->log_determinant = determinant + gaps;
    double n = (double)f->observations;
    return f->observations == 0 || !(f->sse > 0) ? INFINITY
                                                 : 0.5 * (log(f->sse / n) + f->log_determinant / n);
}

/* Half the logarithm of the mean square of the innovations, given the first values and none before. */
static double conditional(glo_arima_fitter *f, const glo_arima_order *order, const double *coefficients) {
    glo_arma_set(&f->arma, order, coefficients);
    const glo_lags *ar = &f->arma.ar, *ma = &f->arma.ma;
    size_t first = (size_t)(order->p + order->P * order->season), columns = columns_of(f, order);
    if (first + columns >= f->count)
        return INFINITY;
    for (size_t c = 0; c < columns; c++) {
        const double *w = f->values + c * f->count;
        double *e = f->standardised + c * f->count;
        memset(e, 0, first * sizeof *e);
        for (size_t t = first; t < f->count; t++) {
            double sum = w[t];
            for (int i = 0; i < ar->count; i++)
                sum -= ar->value[i] * w[t - (size_t)ar->lag[i]];
            for (int i = 0; i < ma->count && (size_t)ma->lag[i] <= t; i++)
                sum -= ma->value[i] * e[t - (size_t)ma->lag[i]];
            e[t] = sum;
        }
    }
    double gaps;
    regress(f, columns, first, &gaps);
    double n = (double)f->observations;
    return f->observations == 0 || !(f->sse > 0) ? INFINITY : 0.5 * log(f->sse / n);
}

static void coefficients_of(const glo_arima_order *order, const double *unconstrained, double *out) {
    const int sizes[] = {order->p, order->q, order->P, order->Q};
    for (int group = 0; group < 4; group++) {
        glo_arma_constrain(unconstrained, sizes[group], out);
        for (int i = 0; group % 2 && i < sizes[group]; i++)
            out[i] = -out[i];
        unconstrained += sizes[group];
        out += sizes[group];
    }
}

typedef struct problem {
    glo_arima_fitter *fitter;
    const glo_arima_order *order;
    double (*value)(glo_arima_fitter *, const glo_arima_order *, const double *);
} problem;

static double objective(const double *unconstrained, void *context) {
    const problem *p = context;
    double coefficients[GLO_ARIMA_COEFFICIENTS + 1];
    if (glo_job_check(p->fitter->data->job) < 0)
        return INFINITY;
    for (int i = 0, size = glo_arima_coefficients(p->order); i < size; i++)
        if (!(fabs(unconstrained[i]) < max_unconstrained))
            return INFINITY;
    coefficients_of(p->order, unconstrained, coefficients);
    return p->value(p->fitter, p->order, coefficients);
}

/* The unconstrained parameters of a neighbouring order as starting values, group by group: surplus ones
 * dropped, missing ones near 0. */
static void warm_start(const glo_arima_fit *near, const glo_arima_order *order, double *out) {
    const int ours[] = {order->p, order->q, order->P, order->Q};
    const int theirs[] = {near->order.p, near->order.q, near->order.P, near->order.Q};
    const double *from = near->unconstrained;
    for (int group = 0; group < 4; group++) {
        for (int i = 0; i < ours[group]; i++)
            out[i] = i < theirs[group] ? fmax(-3, fmin(from[i], 3)) : group < 2 ? 0.05 : -0.05;
        out += ours[group];
        from += theirs[group];
    }
}

static bool is_stationary_and_invertible(const glo_arima_order *order, const double *coefficients) {
    const int sizes[] = {order->p, order->q, order->P, order->Q};
    for (int group = 0; group < 4; group++) {
        double signed_coefficients[GLO_ARIMA_COEFFICIENTS];
        for (int i = 0; i < sizes[group]; i++)
            signed_coefficients[i] = group % 2 ? -coefficients[i] : coefficients[i];
        double radius = group < 2 ? min_root : pow(min_root, order->season);
        if (!glo_arma_has_roots_beyond(signed_coefficients, sizes[group], radius))
            return 0;
        coefficients += sizes[group];
    }
    return 1;
}

static double corrected(double deviance, double parameters, double n) {
    double left = n - parameters - 1;
    return left > 0 ? deviance + 2 * parameters * n / left : INFINITY;
}

/* Fills in likelihood, AICc and variance from the state of the fitter, whose objective has the value `at`. */
static bool conclude(glo_arima_fitter *f, double at, int is_exact, glo_arima_fit *fit) {
    if (!isfinite(at))
        return false;
    const double two_pi = 6.283185307179586;
    double n = (double)f->observations, size = glo_arima_coefficients(&fit->order);
    double left = n - size - (double)f->rank;
    /* Conditional sums of squares leave out a start that depends on the order: the mean counts, as if for
     * all. */
    double whole = is_exact ? n : (double)(f->count > f->data->gaps ? f->count - f->data->gaps : 1);
    fit->likelihood = -0.5 * whole * (log(two_pi) + 1) - whole * at;
    fit->aicc = corrected(-2 * fit->likelihood, size + (double)f->rank + 1, whole);
    fit->variance = f->sse / (left > 0 ? left : n);
    fit->is_stationary_and_invertible = is_stationary_and_invertible(&fit->order, fit->coefficients);
    return true;
}

bool glo_arima_evaluate(glo_arima_fitter *fitter, glo_arima_fit *fit) {
    return conclude(fitter, exact(fitter, &fit->order, fit->coefficients), 1, fit);
}

/* Minimises from `start`; the minimum goes to `best` if it is below `minimum`. */
static double descend(problem *p, double tolerance, int steps, double minimum, double *start, double *best) {
    double value = glo_minimum(objective, p, glo_arima_coefficients(p->order), tolerance, steps, start);
    if (value >= minimum)
        return minimum;
    memcpy(best, start, GLO_ARIMA_COEFFICIENTS * sizeof *best);
    return value;
}

/* A likelihood with AR and MA has several minima: from the neighbour, from sums of squares, from nothing. A
 * search over many orders goes down from sums of squares only where that is cheap (no season), or where
 * seasonal AR and MA meet and it begins below what the neighbour came to; what it settles for is fitted anew
 * by all of them. */
bool glo_arima_estimate(glo_arima_fitter *fitter, const glo_arima_order *order, const glo_arima_fit *near,
                        glo_arima_effort effort, glo_arima_fit *out) {
    static const double tolerances[] = {1e-7, 1e-5, 1e-13};
    int is_cheap = order->P + order->Q == 0;
    double tolerance = is_cheap && effort == GLO_ARIMA_COARSE ? 1e-7 : tolerances[effort];
    int steps = effort == GLO_ARIMA_FINE ? 200 : 40, is_exact = effort != GLO_ARIMA_CONDITIONAL;
    problem loose = {fitter, order, conditional}, tight = {fitter, order, exact};
    problem *wanted = is_exact ? &tight : &loose;
    double best[GLO_ARIMA_COEFFICIENTS] = {0}, start[GLO_ARIMA_COEFFICIENTS] = {0}, minimum = INFINITY;
    out->order = *order;
    if (near) {
        warm_start(near, order, start);
        minimum = descend(wanted, tolerance, steps, minimum, start, best);
        memset(start, 0, sizeof start);
    }
    int is_thorough = effort == GLO_ARIMA_FINE || !isfinite(minimum) || is_cheap;
    if (is_exact && (is_thorough || (order->P > 0 && order->Q > 0))) {
        glo_minimum(objective, &loose, glo_arima_coefficients(order), 1e-5, 20, start);
        if (is_thorough || objective(start, &tight) < minimum)
            minimum = descend(wanted, tolerance, steps, minimum, start, best);
        memset(start, 0, sizeof start);
    }
    if (!isfinite(minimum))
        descend(wanted, tolerance, steps, minimum, start, best);
    memcpy(out->unconstrained, best, sizeof best);
    coefficients_of(order, best, out->coefficients);
    return conclude(fitter, objective(best, wanted), is_exact, out);
}

void glo_arima_solve(const glo_arima_fitter *fitter, const glo_arima_order *order, double *out) {
    size_t count = columns_of(fitter, order) - 1;
    memcpy(out, fitter->projected, count * sizeof *out);
    glo_solve_upper(fitter->triangle, count, fitter->columns, out);
}

double glo_arima_uncertainty(const glo_arima_fitter *fitter, const glo_arima_order *order, const double *e,
                             size_t stride) {
    size_t count = columns_of(fitter, order) - 1;
    for (size_t j = 0; j < count; j++)
        fitter->solved[j] = e[j * stride];
    glo_solve_upper_transposed(fitter->triangle, count, fitter->columns, fitter->solved);
    return product(fitter->solved, fitter->solved, count);
}

void glo_arima_standard_errors(const glo_arima_fitter *fitter, const glo_arima_fit *fit, double *out) {
    size_t count = columns_of(fitter, &fit->order) - 1;
    double *unit = fitter->solved + fitter->columns;
    memset(unit, 0, count * sizeof *unit);
    for (size_t j = 0; j < count; j++) {
        unit[j] = 1;
        out[j] = sqrt(fit->variance * glo_arima_uncertainty(fitter, &fit->order, unit, 1));
        unit[j] = 0;
    }
}
