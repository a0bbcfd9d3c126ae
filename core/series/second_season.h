/* second_season.h: the pattern of the year in a series of days, whose first season is the week.
 *
 * With y the values (their logarithms where all are above 0), the pattern is made of K harmonics, fitted
 * together with a line and the first season, the rest being an ARMA(1,1) that may be a random walk (ar = 1):
 *
 *   y_t = c + d t + week_t + sum_{k<=K} (a_k cos(2 pi k t / P) + b_k sin(2 pi k t / P)) + n_t,
 *   (1 - ar B) n_t = (1 - ma B) e_t
 *
 * ar and ma are those of a grid with the least squares of e, K (8 at most) has the least AICc. The pattern is
 * kept where that is below the AICc without one by more than a margin, for what wanders by itself has cycles
 * too. P is 365.25 days where the sample says 365, since a calendar of 365 drifts.
 *
 * Example:
 *   glo_second_season year;
 *   int status = glo_second_season_find(&sample, &year);       // sample.season 7, season2 365
 *   if (year.harmonics > 0) glo_second_season_remove(&year, values, count);
 *   ... forecast step h: glo_second_season_put_back(&year, count + h, forecast) ...
 *
 * References: A. C. Harvey, Forecasting, Structural Time Series Models and the Kalman Filter (1989), for
 * seasons of harmonics; A. M. De Livera, R. J. Hyndman, R. D. Snyder, "Forecasting time series with complex
 * seasonal patterns using exponential smoothing", Journal of the American Statistical Association 106 (2011),
 * for several at once.
 */
#ifndef GLO_SERIES_SECOND_SEASON_H
#define GLO_SERIES_SECOND_SEASON_H

#include "series/method.h"

enum { GLO_MOST_HARMONICS = 8 };

typedef struct glo_second_season {
    int harmonics; /* 0: none */
    int is_ratio;  /* a factor whose mean over the season is 1; else what is added */
    double period, cosines[GLO_MOST_HARMONICS], sines[GLO_MOST_HARMONICS];
    double centre; /* what a ratio's logarithm is too high by */
} glo_second_season;

/* None where the sample has no second season, less than two of them, or is sparse. GLO_ENOMEM. */
int glo_second_season_find(const glo_sample *sample, glo_second_season *out);

/* Of the values from time 0 on. */
void glo_second_season_remove(const glo_second_season *season, double *values, size_t count);

/* The value at time `at` with its season. */
double glo_second_season_put_back(const glo_second_season *season, size_t at, double value);

#endif
