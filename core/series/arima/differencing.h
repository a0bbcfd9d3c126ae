/* differencing.h: how often a series must be differenced before an ARMA process can describe it.
 *
 * Example:
 *   int D = glo_seasonal_differences(y, 144, 12);
 *   size_t left = glo_difference(y, 144, 12, D, w);
 *   int d = glo_differences(w, left, 2);
 */
#ifndef GLO_SERIES_DIFFERENCING_H
#define GLO_SERIES_DIFFERENCING_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* (1 - B^lag)^times of the values into out (which may be values); how many are left. */
size_t glo_difference(const double *values, size_t count, int lag, int times, double *out);

/* Are all values the same, but for rounding? */
bool glo_is_constant(const double *values, size_t count);

/* The statistic of Kwiatkowski et al. for stationarity about a level, with trunc(3 sqrt(n) / 13) lags; its
 * critical value at 5 % is 0.463. NaN where the values do not vary. */
double glo_kpss(const double *values, size_t count);

/* How often to difference until the KPSS test no longer refuses a level: 0 .. most. GLO_ENOMEM. */
int glo_differences(const double *values, size_t count, int most);

/* The strength of the season: 1 - var(remainder) / var(season + remainder) of the decomposition by STL,
 * between 0 and 1; into out. Values without gaps, of more than two periods. GLO_ENOMEM. */
glo_status glo_seasonal_strength(const double *values, size_t count, int period, double *out);

/* 1 where the season is so strong (above 0.64) that it should be differenced, else 0. GLO_ENOMEM. */
int glo_seasonal_differences(const double *values, size_t count, int period);

#endif
