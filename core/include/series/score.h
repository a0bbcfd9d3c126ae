/* score.h: how good one forecast of one outcome was. All are losses: 0 is perfect, less is better.
 *
 * Example:
 *   double p[] = {0.025, 0.25, 0.5, 0.75, 0.975}, q[] = {5, 8, 10, 13, 20};
 *   glo_wis_score(12, p, q, 5).wis   ->  1.05
 *
 * References: T. Gneiting and A. E. Raftery, "Strictly proper scoring rules, prediction, and estimation"
 * (2007); J. Bracher, E. L. Ray, T. Gneiting and N. G. Reich, "Evaluating epidemic forecasts in an interval
 * format" (2021); W. Wei and L. Held, "Calibration tests for count data" (2014).
 */
#ifndef GLO_SERIES_SCORE_H
#define GLO_SERIES_SCORE_H

#include <stddef.h>

/* 2 (1{y <= q} - p) (q - y): twice the pinball loss. */
double glo_quantile_score(double y, double probability, double quantile);

/* Of the central interval of probability 1 - alpha: (u-l) + 2/alpha (l-y)+ + 2/alpha (y-u)+. */
double glo_interval_score(double y, double low, double high, double alpha);

/* The weighted interval score and its parts, which add up to it: how wide the intervals are, and how far they
 * lie over or under the outcome. */
typedef struct glo_wis {
    double wis, dispersion, over, under;
} glo_wis;

/* Probabilities rise; each below 0.5 is paired with the one it mirrors, and 0.5 is the median. Those without
 * a partner are passed over; the median may be missing. All NaN where there is neither median nor pair. */
glo_wis glo_wis_score(double y, const double *probabilities, const double *quantiles, size_t count);

/* The normal score of an outcome among quantiles at rising probabilities: z with Phi(z) = PIT, the probability integral transform F(y).
 * Between two quantiles z is linear in y, beyond the outer ones it goes on as between the last two that differ; where several
 * quantiles are the outcome, it is the middle of theirs. Infinite beyond quantiles that are all the same; NaN without any.
 * Reference: A. P. Dawid, "Statistical theory: the prequential approach", JRSS A 147 (1984). */
double glo_pit_normal_score(double y, const double *probabilities, const double *quantiles, size_t count);

/* The continuous ranked probability score of a distribution: normal, Poisson, negative binomial (variance
 * mean + mean^2 / size), a sample, or quantiles at rising probabilities (each standing for the probability
 * that lies nearest to its own). The outcome of a count is a whole number. */
double glo_crps_normal(double y, double mean, double sd);
double glo_crps_poisson(double y, double mean);
double glo_crps_negative_binomial(double y, double mean, double size);
double glo_crps_sample(double y, const double *rising, size_t count);
double glo_crps_quantiles(double y, const double *probabilities, const double *quantiles, size_t count);

/* -ln of the density or probability that the forecast gave to the outcome; infinite where that is 0. */
double glo_log_score_normal(double y, double mean, double sd);
double glo_log_score_poisson(double y, double mean);
double glo_log_score_negative_binomial(double y, double mean, double size);
double glo_log_score_event(int happened, double probability);

/* (p - 1{happened})^2 */
double glo_brier_score(int happened, double probability);

#endif
