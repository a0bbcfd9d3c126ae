/* arima_forecast.c: see arima_forecast.h. With d(B) = (1 - B)^d (1 - B^s)^D, the forecast of the differences
 * w comes from the state of the filter, and d(B) u = w adds it up. psi(B) = ma(B) / (ar(B) d(B)) gives the
 * variance, s^2 times the sum of psi_j^2. Regression coefficients b are estimated: with e the part of a
 * regressor that the past does not forecast_column, they add s^2 |R'^-1 e|^2. Brockwell and Davis
 * (1991), 5.3, 9.5; Harvey, Forecasting, Structural Time Series Models and the Kalman Filter (1989), 3.4. */
#include "arima/arima_forecast.h"

#include "base/alloc.h"
#include "base/err.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* u_t = w_t + sum of out[j - 1] u_{t-j}, j to d + D s. */
static void undo_differences(const glo_arima_order *order, double *out) {
    int lost = glo_arima_lost(order), size = 0;
    double polynomial[3] = {1, order->d == 1 ? -1 : order->d == 2 ? -2 : 0, order->d == 2 ? 1 : 0};
    for (int i = 0; i < lost; i++)
        out[i] = 0;
    for (size = 0; size <= order->d; size++) {
        if (size > 0)
            out[size - 1] -= polynomial[size];
        if (order->D)
            out[size + order->season - 1] += polynomial[size];
    }
}

/* Adds up `ahead` forecast differences, in place, after the last values of a column. */
static void add_up(const double *last, size_t lost, const double *undo, size_t ahead, double *values) {
    for (size_t h = 0; h < ahead; h++)
        for (size_t j = 1; j <= lost; j++)
            values[h] += undo[j - 1] * (j <= h ? values[h - j] : last[lost + h - j]);
}

typedef struct ahead {
    const glo_arima_fitter *fitter;
    const glo_arima_fit *fit;
    size_t horizon, lost;
    const double *future;
    double *undo, *last, *state; /* of d + D s, d + D s, states + 1 numbers */
} ahead;

/* The forecast of one column, as if it were a series of its own. */
static void forecast_column(const ahead *a, size_t column, double *out) {
    const glo_arma *arma = &a->fitter->arma;
    size_t width = (size_t)arma->states + 1, n = a->fitter->data->count;
    memcpy(a->state, a->fitter->states + column * width, width * sizeof *a->state);
    for (size_t h = 0; h < a->horizon; h++) {
        double first = a->state[0];
        out[h] = first;
        for (size_t i = 0; i + 1 < width; i++)
            a->state[i] = arma->phi[i] * first + a->state[i + 1];
    }
    for (size_t i = 0; i < a->lost; i++) {
        size_t t = n - a->lost + i;
        a->last[i] =
            column == 0 ? a->fitter->data->series[t] : glo_arima_column(a->fitter, &a->fit->order, column, t);
    }
    add_up(a->last, a->lost, a->undo, a->horizon, out);
}

static double at_step(const ahead *a, size_t column, size_t h) {
    const glo_arima_data *data = a->fitter->data;
    if (column <= data->gaps)
        return 0;
    column -= 1 + data->gaps;
    if (column < data->regressors)
        return a->future[column * a->horizon + h];
    return a->fit->order.d + a->fit->order.D ? (double)(data->count + h) : 1;
}

static void psi_variance(const ahead *a, double *psi, double *variance) {
    const glo_lags *ar = &a->fitter->arma.ar, *ma = &a->fitter->arma.ma;
    for (size_t j = 0, term = 0; j < a->horizon; j++) {
        psi[j] = j == 0;
        if (term < (size_t)ma->count && (size_t)ma->lag[term] == j)
            psi[j] = ma->value[term++];
        for (int i = 0; i < ar->count && (size_t)ar->lag[i] <= j; i++)
            psi[j] += ar->value[i] * psi[j - (size_t)ar->lag[i]];
    }
    for (size_t j = 0; j < a->horizon; j++)
        for (size_t i = 1; i <= a->lost && i <= j; i++)
            psi[j] += a->undo[i - 1] * psi[j - i];
    double sum = 0;
    for (size_t h = 0; h < a->horizon; h++)
        variance[h] = a->fit->variance * (sum += psi[h] * psi[h]);
}

glo_status glo_arima_forecast(const glo_arima_fitter *fitter, const glo_arima_fit *fit, size_t horizon,
                              const double *future, double *mean, double *variance) {
    size_t lost = (size_t)glo_arima_lost(&fit->order), width = (size_t)fitter->arma.states + 1;
    size_t regressors = fitter->data->gaps + fitter->data->regressors + (size_t)fit->order.constant;
    double *all;
    if (glo_alloc_array(2 * lost + width + horizon * (regressors + 1) + regressors, sizeof *all, &all) < 0)
        return GLO_ENOMEM;
    double *unknown = all + 2 * lost + width, *work = unknown + horizon * regressors,
           *coefficients = work + horizon;
    ahead a = {fitter, fit, horizon, lost, future, all, all + lost, all + 2 * lost};
    undo_differences(&fit->order, a.undo);
    psi_variance(&a, work, variance);
    forecast_column(&a, 0, mean);
    glo_arima_solve(fitter, &fit->order, coefficients);
    for (size_t j = 0; j < regressors; j++) {
        double *e = unknown + j * horizon;
        forecast_column(&a, j + 1, e);
        for (size_t h = 0; h < horizon; h++) {
            e[h] = at_step(&a, j + 1, h) - e[h];
            mean[h] += coefficients[j] * e[h];
        }
    }
    for (size_t h = 0; h < horizon; h++)
        variance[h] += fit->variance * glo_arima_uncertainty(fitter, &fit->order, unknown + h, horizon);
    free(all);
    return GLO_OK;
}

void glo_arima_fitted(glo_arima_fitter *fitter, const glo_arima_fit *fit, double *out) {
    const glo_arima_data *data = fitter->data;
    size_t lost = (size_t)glo_arima_lost(&fit->order);
    for (size_t t = 0; t < data->count; t++) {
        /* What the filter did not foresee is left over from the regression, whitened. */
        out[t] =
            t < lost ? NAN : data->series[t] - fitter->standardised[t - lost] * fitter->deviations[t - lost];
    }
    for (size_t i = 0; i < data->gaps; i++)
        out[data->gap[i]] = NAN;
}
