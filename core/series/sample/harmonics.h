/* harmonics.h: the annual seasonality of a series of days, whose season is the week, and of weeks, whose
 * season of 52 steps is too long for most methods.
 *
 * With y the values (their logarithms where all are above 0), it is a sum of K harmonics, fitted
 * together with a line and the season of days, the rest being an ARMA(1,1) that may be a random walk (ar =
 * 1):
 *
 *   y_t = c + d t + week_t + sum_{k<=K} (a_k cos(2 pi k t / P) + b_k sin(2 pi k t / P)) + n_t,
 *   (1 - ar B) n_t = (1 - ma B) e_t
 *
 * ar and ma are those of a grid with the least squares of e, K (8 at most) has the least AICc. It is
 * accepted where that is below the AICc without it by more than a margin, as a random walk has spurious
 * cycles too. The period P is that of a year, 365.25 days: for days it is their second season
 * (glo_sample.season2 is 365), for weeks 52.18 of them (season is 52). Whole numbers would drift.
 *
 * Example:
 *   glo_harmonics year;
 *   int status = glo_harmonics_find(&sample, &year);       // sample.season 7, season2 365
 *   if (year.count > 0) glo_harmonics_remove(&year, values, count);
 *   forecast = glo_harmonics_put_back(&year, count + h, forecast);   // of step h
 *
 * References: A. C. Harvey, Forecasting, Structural Time Series Models and the Kalman Filter (1989), for
 * seasons of harmonics; A. M. De Livera, R. J. Hyndman, R. D. Snyder, "Forecasting time series with complex
 * seasonal patterns using exponential smoothing", Journal of the American Statistical Association 106 (2011),
 * for several at once.
 */
#ifndef GLO_SERIES_HARMONICS_H
#define GLO_SERIES_HARMONICS_H

#include "sample/method.h"

enum { GLO_MOST_HARMONICS = 8 };

typedef struct glo_harmonics {
    int count;    /* 0: none */
    int is_ratio; /* a factor whose mean over the year is 1; else what is added */
    double period, cosines[GLO_MOST_HARMONICS], sines[GLO_MOST_HARMONICS];
    double centre; /* what a ratio's logarithm is too high by */
} glo_harmonics;

/* None where the sample has no long season, less than two of them, or is sparse. GLO_ENOMEM. */
glo_status glo_harmonics_find(const glo_sample *sample, glo_harmonics *out);

/* Of the values from time 0 on. */
void glo_harmonics_remove(const glo_harmonics *year, double *values, size_t count);

/* The value at time `at` with its part of the year. */
double glo_harmonics_put_back(const glo_harmonics *year, size_t at, double value);

#endif
