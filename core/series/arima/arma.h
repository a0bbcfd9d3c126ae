/* arma.h: a multiplicative ARMA process, its polynomials and its autocovariances, for an innovation variance
 * of 1.
 *
 *   ar(B) AR(B^s) w_t = ma(B) MA(B^s) e_t,    ar(B) = 1 - ar1 B - ar2 B^2 ...,    ma(B) = 1 + ma1 B + ma2 B^2
 * ...
 *
 * The product of two short polynomials has few terms (18 at most), of lags up to 5 + 2s: they are kept as a
 * list, so that a step costs as many products as there are terms.
 *
 * Example:
 *   glo_arma arma;
 *   glo_arma_init(17, &arma);
 *   glo_arma_set(&arma, &order, (double[]){0.4, 0.6});  // (0,0,1)(0,0,1)[12]: ma1, MA1
 *   glo_arma_dispose(&arma);
 */
#ifndef GLO_SERIES_ARMA_H
#define GLO_SERIES_ARMA_H

#include "arima/arima_order.h"

#include <stdbool.h>

enum { GLO_ARMA_TERMS = 18 };

/* 1 + sum of value[i] B^lag[i], lags rising. */
typedef struct glo_lags {
    int count, lag[GLO_ARMA_TERMS];
    double value[GLO_ARMA_TERMS];
} glo_lags;

typedef struct glo_arma {
    glo_lags ar, ma; /* w_t = sum of ar w_{t-lag} + e_t + sum of ma e_{t-lag} */
    int states;      /* max(highest lag of ar, highest lag of ma + 1) */
    double *phi;     /* ar by lag, from lag 1, `states` of them */
    double *psi;     /* w_t = sum of psi[j] e_{t-j}: the first `states` */
    double *gain;    /* covariance of the state at the second step with the first value */
    double variance; /* of w */
    int capacity;    /* what follows is scratch */
    double *autocovariance, *weighted, *predictor;
} glo_arma;

/* Room for lags up to `lags`. GLO_ENOMEM. */
glo_status glo_arma_init(int lags, glo_arma *out);
void glo_arma_dispose(glo_arma *arma);

/* Takes the coefficients in the order ar, ma, AR, MA (p + q + P + Q of them) and works out the polynomials.
 */
void glo_arma_set(glo_arma *arma, const glo_arima_order *order, const double *coefficients);

/* Variance, psi weights and gain of the stationary process; 0 where the process is not stationary. */
bool glo_arma_start(glo_arma *arma);

/* Coefficients of a stationary polynomial from unconstrained parameters: tanh of each is a partial
 * autocorrelation (Barndorff-Nielsen and Schou 1973; Jones 1980; Monahan 1984). `order` of each. */
void glo_arma_constrain(const double *unconstrained, int order, double *out);
/* Whether all roots of 1 - sum c_j z^j lie beyond `radius`. */
bool glo_arma_has_roots_beyond(const double *coefficients, int order, double radius);

#endif
