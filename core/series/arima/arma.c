/* arma.c: see arma.h. The autocovariances of the AR part come from its partial autocorrelations
 * (Levinson-Durbin, down and up again), those of the whole from two passes of the MA part over them: no
 * system of equations is solved. Brockwell and Davis, Time Series: Theory and Methods (1991), 3.3 and 8.2. */
#include "arima/arma.h"

#include "base/alloc.h"
#include "base/err.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

glo_status glo_arma_init(int lags, glo_arma *out) {
    size_t room = (size_t)lags + 2;
    memset(out, 0, sizeof *out);
    out->capacity = lags;
    if (glo_alloc_array(room, sizeof *out->phi, &out->phi) < 0 ||
        glo_alloc_array(room, sizeof *out->psi, &out->psi) < 0 ||
        glo_alloc_array(room, sizeof *out->gain, &out->gain) < 0 ||
        glo_alloc_array(2 * room, sizeof *out->autocovariance, &out->autocovariance) < 0 ||
        glo_alloc_array(2 * room, sizeof *out->weighted, &out->weighted) < 0 ||
        glo_alloc_array(room * (room + 1) / 2, sizeof *out->predictor, &out->predictor) < 0) {
        glo_arma_dispose(out);
        return GLO_ENOMEM;
    }
    return GLO_OK;
}

void glo_arma_dispose(glo_arma *arma) {
    free(arma->phi);
    free(arma->psi);
    free(arma->gain);
    free(arma->autocovariance);
    free(arma->weighted);
    free(arma->predictor);
    memset(arma, 0, sizeof *arma);
}

/* (1 + sign sum a_i B^i)(1 + sign sum b_j B^js) = 1 + sign (...): the terms in brackets, by lag. */
static void multiply(const double *a, int a_count, const double *b, int b_count, int season, double sign,
                     glo_lags *out) {
    out->count = 0;
    for (int j = 0; j <= b_count; j++)
        for (int i = 0; i <= a_count; i++) {
            if (i == 0 && j == 0)
                continue;
            double value = i == 0 ? b[j - 1] : j == 0 ? a[i - 1] : sign * a[i - 1] * b[j - 1];
            int lag = i + j * season, at = out->count;
            while (at > 0 && out->lag[at - 1] >= lag)
                at--;
            if (at < out->count && out->lag[at] == lag) {
                out->value[at] += value;
                continue;
            }
            memmove(out->lag + at + 1, out->lag + at, (size_t)(out->count - at) * sizeof *out->lag);
            memmove(out->value + at + 1, out->value + at, (size_t)(out->count - at) * sizeof *out->value);
            out->lag[at] = lag;
            out->value[at] = value;
            out->count++;
        }
}

static int highest(const glo_lags *lags) {
    return lags->count ? lags->lag[lags->count - 1] : 0;
}

void glo_arma_set(glo_arma *arma, const glo_arima_order *order, const double *coefficients) {
    const double *ar = coefficients, *ma = ar + order->p, *AR = ma + order->q, *MA = AR + order->P;
    multiply(ar, order->p, AR, order->P, order->season, -1, &arma->ar);
    multiply(ma, order->q, MA, order->Q, order->season, 1, &arma->ma);
    int p = highest(&arma->ar), q = highest(&arma->ma);
    arma->states = p > q + 1 ? p : q + 1;
    memset(arma->phi, 0, (size_t)(arma->states + 1) * sizeof *arma->phi);
    for (int i = 0; i < arma->ar.count; i++)
        arma->phi[arma->ar.lag[i] - 1] = arma->ar.value[i];
}

/* Autocovariances 0 .. lags of the AR part alone; 0 where it is not stationary. */
static bool autoregression(glo_arma *arma, int lags) {
    double *g = arma->autocovariance;
    int p = highest(&arma->ar);
    /* row[k - 1] holds the predictor of order k; its last number is the partial autocorrelation. */
    double *row = arma->predictor + (size_t)p * (size_t)(p - 1) / 2, scale = 1;
    if (p > 0)
        memcpy(row, arma->phi, (size_t)p * sizeof *row);
    for (int k = p; k >= 1; k--) {
        double partial = row[k - 1], rest = 1 - partial * partial;
        if (!(rest > 0))
            return false;
        scale /= rest;
        double *below = row - (k - 1);
        for (int i = 0; i < k - 1; i++)
            below[i] = (row[i] + partial * row[k - 2 - i]) / rest;
        row = below;
    }
    if (!(scale < 1e12))
        return false;
    g[0] = scale;
    double error = scale;
    row = arma->predictor;
    for (int k = 1; k <= p; k++) {
        const double *of = k > 1 ? row - (k - 1) : row; /* of order k - 1 */
        double sum = row[k - 1] * error;
        for (int i = 0; i < k - 1; i++)
            sum += of[i] * g[k - 1 - i];
        error *= 1 - row[k - 1] * row[k - 1];
        g[k] = sum;
        row += k;
    }
    for (int k = p + 1; k <= lags; k++) {
        double sum = 0;
        for (int i = 0; i < arma->ar.count; i++)
            sum += arma->ar.value[i] * g[k - arma->ar.lag[i]];
        g[k] = sum;
    }
    return true;
}

bool glo_arma_start(glo_arma *arma) {
    const glo_lags *ar = &arma->ar, *ma = &arma->ma;
    int p = highest(ar), q = highest(ma), r = arma->states;
    int lags = p > 0 ? p - 1 : 0; /* autocovariances needed of the whole */
    if (!autoregression(arma, lags + q))
        return false;
    double *g = arma->autocovariance, *h = arma->weighted;
    for (int k = 0; k <= lags + q; k++) {
        double sum = g[k];
        for (int i = 0; i < ma->count; i++)
            sum += ma->value[i] * g[abs(k - ma->lag[i])];
        h[k] = sum;
    }
    for (int k = 0; k <= lags; k++) {
        double sum = h[k];
        for (int i = 0; i < ma->count; i++)
            sum += ma->value[i] * h[k + ma->lag[i]];
        g[k] = sum;
    }
    arma->variance = g[0];
    for (int j = 0, term = 0; j < r; j++) {
        double sum = j == 0;
        if (term < ma->count && ma->lag[term] == j)
            sum = ma->value[term++];
        for (int i = 0; i < ar->count && ar->lag[i] <= j; i++)
            sum += ar->value[i] * arma->psi[j - ar->lag[i]];
        arma->psi[j] = sum;
    }
    memset(arma->gain, 0, (size_t)(r + 1) * sizeof *arma->gain);
    for (int i = 0; i < ar->count; i++)
        for (int state = 0; state < ar->lag[i]; state++)
            arma->gain[state] += ar->value[i] * g[ar->lag[i] - 1 - state];
    for (int i = 0; i < ma->count; i++)
        for (int state = 0; state < ma->lag[i]; state++)
            arma->gain[state] += ma->value[i] * arma->psi[ma->lag[i] - 1 - state];
    return arma->variance >= 0.5; /* below 1 only by rounding */
}

enum { LONGEST = 8 };

void glo_arma_constrain(const double *unconstrained, int order, double *out) {
    double before[LONGEST];
    for (int k = 0; k < order; k++) {
        double partial = tanh(unconstrained[k]);
        memcpy(before, out, (size_t)k * sizeof *out);
        for (int i = 0; i < k; i++)
            out[i] = before[i] - partial * before[k - 1 - i];
        out[k] = partial;
    }
}

/* Partial autocorrelations, from the last; 0 as soon as one is not between -1 and 1. */
static bool step_down(const double *coefficients, int order, double *partial) {
    double row[LONGEST], next[LONGEST];
    memcpy(row, coefficients, (size_t)order * sizeof *row);
    for (int k = order - 1; k >= 0; k--) {
        double at = row[k], rest = 1 - at * at;
        if (!(rest > 0))
            return false;
        partial[k] = at;
        for (int i = 0; i < k; i++)
            next[i] = (row[i] + at * row[k - 1 - i]) / rest;
        memcpy(row, next, (size_t)k * sizeof *row);
    }
    return true;
}

bool glo_arma_has_roots_beyond(const double *coefficients, int order, double radius) {
    double scaled[LONGEST], partial[LONGEST], power = 1;
    for (int i = 0; i < order; i++)
        scaled[i] = coefficients[i] * (power *= radius);
    return step_down(scaled, order, partial);
}
