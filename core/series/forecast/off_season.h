/* off_season.h: forecasts of counts in phases of the year in which nothing ever happened.
 *
 * With N zeros in the phases that were zero in every season (two at least), the next value there is above 0
 * with probability 1 / (N + 2) (Laplace's rule of succession): the quantiles of every probability below
 * 1 - 1 / (N + 2) are 0, and so is the mean. The methods of the combination have one spread for all phases,
 * which is too wide there.
 *
 * Example:
 *   double block[12 * (1 + 3)];      12 means, then 12 rows of 3 quantiles
 *   glo_off_season_set(y, 96, 12, probabilities, 3, 12, block);
 */
#ifndef GLO_SERIES_OFF_SEASON_H
#define GLO_SERIES_OFF_SEASON_H

#include <stddef.h>

void glo_off_season_set(const double *values, size_t known, int season, const double *probabilities,
                        size_t points, size_t steps, double *block);

#endif
