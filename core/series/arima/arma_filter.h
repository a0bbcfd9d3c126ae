/* arma_filter.h: what is new in each value of an ARMA series, given those before it: the exact innovations,
 * scaled to equal variance. Several columns (a series and its regressors) go through the same filter.
 *
 * Example:
 *   double log_determinant, standardised[144];
 *   glo_arma_filter(&arma, w, 144, 1, standardised, states, scratch, NULL, &log_determinant);
 */
#ifndef GLO_SERIES_ARMA_FILTER_H
#define GLO_SERIES_ARMA_FILTER_H

#include "arima/arma.h"

#include <stddef.h>

/* Filters `columns` columns of `count` values each, one after the other in `values`, by a process that was
 * set and started. standardised[c * count + t] is the innovation over its standard deviation in units of that
 * of e. `states` has space for columns * (arma->states + 1) numbers and holds at the end each column's state
 * one step ahead. `deviations` (NULL, or `count`) gets the standard deviations. log_determinant: the sum of
 * the logarithms of the variances. `scratch` has space for 2 * (arma->states + 1) numbers. 0 where rounding
 * made a variance vanish. */
bool glo_arma_filter(const glo_arma *arma, const double *values, size_t count, size_t columns,
                     double *standardised, double *states, double *scratch, double *deviations,
                     double *log_determinant);

#endif
