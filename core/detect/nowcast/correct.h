/* correct.h: the count of a period, corrected for reports that are still to come: one series, all of its periods.
 *
 * Lawless (1994): N = K / W, W the share reported by now out of net hazards; variance N^2 estimates
 *   (K (K + 1) / W^4) var W + K (1 - W) / W^2,   var W = W^2 sum over x > d of g / (K(x) (1 - g)),
 * times the dispersion; quantiles of the normal distribution above K. R surveillance 1.20.3 leaves the first term out (a line of its
 * `nowcast` begins with a plus sign, and is so one of its own).
 *
 * Bayes (Höhle and an der Heiden 2014): the hazards have the generalised Dirichlet posterior, a beta distribution each, with the
 * prior beta(0.1, 0.1 x); the count is Poisson with a gamma prior of mean m and size k. With F the share reported by a draw
 * of the hazards, what is still to come is negative binomial of size k + K and mean (k + K)(1 - F) / (k / m + F). Where delays vary more
 * than chance, each period has hazards of its own about those (Stoner and Economou 2020): beta(g m, (1 - g) m), m = 1 / rho - 1. Where
 * counts were corrected, of those known a binomial number stands.
 *
 * Draws of F are made first, of all delays at once: series that take the delays of all take the same.
 *
 * Example:
 *   double *shares;
 *   status = glo_draw_shares(&sums, &spec, stream, &shares);
 *   glo_correct_bayes(&sums, &spec, shares, mean, &draws, known, age, room, &made);
 */
#ifndef GLO_DETECT_NOWCAST_CORRECT_H
#define GLO_DETECT_NOWCAST_CORRECT_H

#include "nowcast/delays.h"
#include "numeric/draws.h"

enum { GLO_QUANTILES = 2 * GLO_NOWCAST_LEVELS + 1 };

typedef struct glo_correction {
    double known, expected, share;
    double quantiles[GLO_QUANTILES]; /* of the levels, the widest outside, the median in the middle */
} glo_correction;

/* The probability of quantile i. */
double glo_correction_probability(const glo_nowcast_spec *spec, size_t i);

/* spec->draws draws of the share reported by each delay below sums->most, delay by delay (released with free). */
glo_status glo_draw_shares(const glo_delay_sums *sums, const glo_nowcast_spec *spec, uint64_t stream,
                           double **out);
/* A period of which so much is known at a delay below sums->most; `room` for spec->draws numbers. */
void glo_correct_bayes(const glo_delay_sums *sums, const glo_nowcast_spec *spec, const double *shares,
                       double prior_mean, glo_draws *draws, double known, int32_t age, double *room,
                       glo_correction *out);
void glo_correct_lawless(const glo_delay_sums *sums, const glo_nowcast_spec *spec, double known, int32_t age,
                         glo_correction *out);

#endif
