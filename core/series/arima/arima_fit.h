/* arima_fit.h: the likelihood of an ARIMA for a series with gaps and regressors, and the coefficients that
 * make it largest.
 *
 * Gaps are exact: each has a value of its own as a regressor (1 at the gap, else 0) and the likelihood is
 * integrated over it, which is the likelihood of what is known (Gomez, Maravall and Pena 1999). Mean, drift
 * and regressors are solved for by least squares on the whitened columns at every step, so that only the ARMA
 * part is searched.
 *
 * Example:
 *   glo_arima_data data = {.count = 144, .series = y};
 *   glo_arima_fitter *fitter;
 *   glo_arima_fit fit;
 *   glo_arima_order order = {.q = 1, .d = 1, .D = 1, .Q = 1, .season = 12};
 *   glo_arima_fitter_new(&data, &order, &fitter);
 *   glo_arima_estimate(fitter, &order, NULL, GLO_ARIMA_FINE, &fit);    // fit.aicc
 *   glo_arima_fitter_free(fitter);
 */
#ifndef GLO_SERIES_ARIMA_FIT_H
#define GLO_SERIES_ARIMA_FIT_H

#include "arima/arima_order.h"
#include "arima/arma.h"
#include "base/job.h"

#include <stddef.h>

enum { GLO_ARIMA_COEFFICIENTS = 2 * (GLO_ARIMA_ORDER + GLO_ARIMA_SEASONAL_ORDER) };

/* A series before differencing; all borrowed. */
typedef struct glo_arima_data {
    size_t count, gaps, regressors;
    const double *series;    /* gaps filled with a guess */
    const size_t *gap;       /* where the gaps are */
    const double *regressor; /* one column of `count` values after the other */
    const glo_job *job;      /* NULL, or asked whether to stop: then no order has a likelihood any more */
} glo_arima_data;

/* How the coefficients are found: by conditional sums of squares; by exact likelihood, to compare models;
 * to the last digits. */
typedef enum glo_arima_effort { GLO_ARIMA_CONDITIONAL, GLO_ARIMA_COARSE, GLO_ARIMA_FINE } glo_arima_effort;

typedef struct glo_arima_fit {
    glo_arima_order order;
    double coefficients[GLO_ARIMA_COEFFICIENTS]; /* ar, ma, AR, MA */
    double
        unconstrained[GLO_ARIMA_COEFFICIENTS]; /* the same as unconstrained parameters: glo_arma_constrain */
    double likelihood,
        aicc;        /* log-likelihood; INFINITY where the series is too short for so many coefficients */
    double variance; /* of the innovations */
    int is_stationary_and_invertible; /* all AR and MA roots beyond 1.01, away from the unit circle */
} glo_arima_fit;

typedef struct glo_arima_fitter {
    const glo_arima_data *data;
    size_t count;   /* values after differencing */
    size_t columns; /* the series, the gaps, the regressors, the constant */
    double *values; /* differenced, column after column */
    glo_arma arma;
    /* Of the last likelihood: */
    double *standardised, *states, *scratch, *deviations;
    double *triangle;       /* R of the whitened regressors: row i, column j at [i * columns + j] */
    double *projected;      /* Q' of the whitened series */
    double *solved;         /* workspace, twice as long */
    double sse;             /* residual sum of squares of the regression */
    double log_determinant; /* of the variances, and of the gaps' part of R' R */
    size_t observations;    /* known values, less those lost to differencing */
    size_t rank;            /* linearly independent columns among the regressors and the constant */
} glo_arima_fitter;

/* `most` has the differences and the season, and the highest p, q, P, Q that will be asked for. GLO_ENOMEM.
 */
glo_status glo_arima_fitter_new(const glo_arima_data *data, const glo_arima_order *most,
                                glo_arima_fitter **out);
void glo_arima_fitter_free(glo_arima_fitter *fitter);

/* Fits an order; `near` (or NULL) is a fit to begin from. Returns 0 where the order has no likelihood here.
 */
bool glo_arima_estimate(glo_arima_fitter *fitter, const glo_arima_order *order, const glo_arima_fit *near,
                        glo_arima_effort effort, glo_arima_fit *out);

/* The exact likelihood at a fit's coefficients, which leaves states, innovations and regression in the
 * fitter. */
bool glo_arima_evaluate(glo_arima_fitter *fitter, glo_arima_fit *fit);

/* The coefficients of gaps, regressors and constant (columns - 1, or one less without a constant) after
 * glo_arima_evaluate; those of collinear columns are 0. */
void glo_arima_solve(const glo_arima_fitter *fitter, const glo_arima_order *order, double *out);

/* The variance of the sum of e times those coefficients, in units of the innovation variance: |R'^-1 e|^2.
 * `stride` apart in `e`. */
double glo_arima_uncertainty(const glo_arima_fitter *fitter, const glo_arima_order *order, const double *e,
                             size_t stride);

/* The standard errors of the coefficients, in the same order; 0 of collinear columns. */
void glo_arima_standard_errors(const glo_arima_fitter *fitter, const glo_arima_fit *fit, double *out);

/* The value of column `column` (1: the first gap) before differencing, at step t. */
double glo_arima_column(const glo_arima_fitter *fitter, const glo_arima_order *order, size_t column,
                        size_t t);

#endif
